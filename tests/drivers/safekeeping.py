"""Drives the page “Backup & keys” and the pages that bring a record back, as a person does."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.ui.places.backup_and_keys.page import SafekeepingPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import settle
from tests.drivers.widgets import click, dialog, find, words


class SafekeepingDriver:
    """The page over an open vault."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        window.show_page("backup_and_keys")
        page = window.current_page
        assert isinstance(page, SafekeepingPage)
        self.page = page
        self.settle()

    def settle(self) -> None:
        """Wait until nothing runs in the background."""
        self.qtbot.waitUntil(lambda: self.window.workspace.background.idle, timeout=30_000)
        settle()

    def says(self, name: str) -> str:
        """Every word of a part of the page that can be seen."""
        return words(find(self.page, QWidget, name)).replace("\u200b", "")

    def press(self, name: str) -> None:
        """Press a button, and wait until what it began has ended."""
        click(self.qtbot, self.page, name)
        self.settle()

    def can_press(self, name: str) -> bool:
        """Whether a button can be seen and used."""
        button = find(self.page, QAbstractButton, name)
        return button.isVisible() and button.isEnabled()

    def choose(self, button: str, dialog_name: str, place: Path) -> None:
        """Press a button that asks for a folder, and choose this one."""
        click(self.qtbot, self.page, button)
        pick(self.qtbot, dialog_name, place)
        self.settle()

    def choose_folder(self, place: Path) -> None:
        """Choose the folder for backups."""
        self.choose("backup.choose", "choose_backup_folder", place)

    def prove(self, passphrase: str) -> QDialog:
        """Press “Prove that it works”, type the passphrase, and wait for the end."""
        click(self.qtbot, self.page, "drill.prove")
        sheet = dialog(self.qtbot, "drill_dialog")
        self.type_passphrase(sheet, passphrase)
        return sheet

    def type_passphrase(self, sheet: QDialog, passphrase: str) -> None:
        """Type the passphrase into the open sheet, and prove."""
        line = find(sheet, QLineEdit, "drill_passphrase")
        line.clear()
        self.qtbot.keyClicks(line, passphrase)
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        self.settle()


def pick(qtbot: QtBot, name: str, place: Path) -> None:
    """Choose a folder or file in an open file dialog of this name, as its own button would."""
    chooser = dialog(qtbot, name)
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(place))
    chooser.filesSelected.emit([str(place)])
    # Not accepted: in the tests nobody could answer the questions that Qt might still ask.
    chooser.reject()
