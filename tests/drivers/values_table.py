"""Types into a table of values as a person does, and counts the keys that it takes."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.ui.record_kit.editors.table import TableEditor


class TableDriver:
    """A table of values on the screen. `keys` counts every press."""

    def __init__(self, qtbot: QtBot, editor: TableEditor) -> None:
        self._qtbot = qtbot
        self.editor = editor
        self.keys = 0

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        """Press keys where the cursor is."""
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            self._qtbot.keyClick(self._where(), key, modifier)
            self.keys += 1

    def write(self, text: str) -> None:
        """Type letters where the cursor is."""
        for letter in text:
            self._qtbot.keyClicks(self._where(), letter)
            self.keys += 1
        where = self._where()
        suggesting = where.completer() if isinstance(where, QLineEdit) else None
        popup = suggesting.popup() if suggesting else None
        if popup:
            popup.hide()
            self.editor.window().activateWindow()
            where.setFocus()

    @staticmethod
    def _where() -> QWidget:
        where = QGuiApplication.focusObject()
        assert isinstance(where, QWidget)
        return where

    @property
    def place(self) -> tuple[int, str]:
        """The line and the name of the cell where the cursor is."""
        current = self.editor.view.currentIndex()
        return current.row(), self.editor.cells.fields[current.column()].name

    @property
    def column(self) -> dict[str, str]:
        """The values that stand in the table, by their tests."""
        return {line.texts.get("test", ""): line.texts.get("value", "") for line in self.editor.cells.lines}
