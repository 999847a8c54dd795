"""Uses the injectors' page as a person does."""

from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.ui.places.injectors.device_panel import DevicePanel
from ism_desktop.ui.places.injectors.page import InjectorsPage
from tests.drivers.form import FormDriver
from tests.drivers.widgets import click, dialog, find, words


class InjectorsDriver:
    """The page with its cards, its form and its dialog."""

    def __init__(self, qtbot: QtBot, page: InjectorsPage) -> None:
        self.qtbot = qtbot
        self.page = page
        self.form = FormDriver(qtbot, page.form)

    def cards(self) -> list[str]:
        """The words of each card, in order."""
        found = [card for card in self.page.findChildren(DevicePanel) if card.isVisible()]
        return [words(card) for card in sorted(found, key=lambda card: card.objectName())]

    def wait_for_cards(self, *beginnings: str) -> None:
        """Wait until the cards begin with these words."""

        def there() -> bool:
            found = self.cards()
            return len(found) == len(beginnings) and all(
                card.startswith(beginning) for card, beginning in zip(found, beginnings, strict=True)
            )

        self.qtbot.waitUntil(there)

    def press(self, name: str) -> None:
        """Press a button of the page."""
        self.qtbot.waitUntil(lambda: find(self.page, QAbstractButton, name).isVisible())
        click(self.qtbot, self.page, name)

    def says(self, name: str) -> str:
        """The words of a part of the page; empty when it is not to be seen."""
        part = find(self.page, QWidget, name)
        return words(part) if part.isVisible() else ""

    def replacing(self) -> QDialog:
        """The dialog that asks about the new device."""
        return dialog(self.qtbot, "replace_device")
