"""Uses the page of the emergency card as a person does, and counts what it takes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.section_panel import SectionPanel
from ism_desktop.ui.places.emergency_card.page import EmergencyCardPage
from tests.drivers.paper import PaperDriver
from tests.drivers.widgets import click, find, hide_suggestions, words


class CardDriver:
    """The page. `actions` counts fields written and buttons pressed."""

    def __init__(self, qtbot: QtBot, page: EmergencyCardPage) -> None:
        self.qtbot = qtbot
        self.page = page
        self.paper = PaperDriver(qtbot)
        self.actions = 0

    def section(self, key: str) -> SectionPanel:
        """A section by its name."""
        return find(self.page, SectionPanel, f"section.{key}")

    def says(self, key: str) -> str:
        """What a section says."""
        return words(self.section(key))

    def press(self, name: str, inside: QWidget | None = None) -> None:
        """Press a button."""
        self.actions += 1
        QApplication.sendPostedEvents()  # a person sees the page laid out before pressing anything
        click(self.qtbot, inside or self.page, name)

    def write(self, inside: QWidget, name: str, text: str) -> None:
        """Type into a field, replacing what stands there."""
        self.actions += 1
        control = find(inside, QWidget, name)
        assert isinstance(control, QLineEdit | QPlainTextEdit)
        assert control.isVisible(), f"{name} is not to be seen"
        control.setFocus()
        control.selectAll()
        self.qtbot.keyClicks(control, text) if text else self.qtbot.keyClick(control, Qt.Key.Key_Delete)
        if isinstance(control, QLineEdit):
            hide_suggestions(control)
            control.editingFinished.emit()

    def choose(self, inside: QWidget, name: str, label: str) -> None:
        """Choose from a list by the beginning of the words shown."""
        self.actions += 1
        box = find(inside, QComboBox, name)
        place = next(place for place in range(box.count()) if box.itemText(place).startswith(label))
        box.setCurrentIndex(place)
        box.activated.emit(place)

    def fault(self, inside: QWidget, name: str) -> str:
        """What is said to be wrong with a field."""
        label = find(inside, QLabel, f"{name}.fault")
        return label.text() if label.isVisible() else ""

    def missing(self) -> list[str]:
        """The keys of the whole list "Not recorded yet", shown in full first."""
        more = find(self.page.missing, QAbstractButton, "missing.more")
        if more.isVisible() and not self.page.missing.is_whole:
            click(self.qtbot, self.page, "missing.more")
        # Rows that were just added are shown by an event that is on its way.
        QApplication.sendPostedEvents()
        rows = [row for row in self.page.missing.findChildren(RowButton) if row.isVisible()]
        return [row.objectName().removeprefix("missing.") for row in rows]

    def press_missing(self, wanted: str) -> None:
        """Press the line of that list with this key."""
        assert wanted in self.missing()
        row = find(self.page, RowButton, f"missing.{wanted}")
        self.qtbot.waitUntil(row.isVisible)
        click(self.qtbot, self.page, f"missing.{wanted}")

    @property
    def printed_words(self) -> str:
        """What is said of the last printed card."""
        return words(self.page.copies) if self.page.copies.isVisible() else ""

    def wait_for_preview(self) -> None:
        """Wait until the preview shows the card as it is now."""
        self.paper.wait_for_pages(self.page.preview.pages)
