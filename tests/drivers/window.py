"""Drives the main window: places, search, undo, keys."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.widgets import click, find


class WindowDriver:
    """The window over an open vault."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window

    def go(self, place: str) -> None:
        """Click a place of the sidebar."""
        click(self.qtbot, self.window, f"place.{place}")

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the cursor is."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)

    def search(self, words: str) -> list[str]:
        """Type into the search box; returns what the results say, one string for each hit."""
        box = find(self.window, QLineEdit, "search")
        box.setFocus()
        box.selectAll()
        self.qtbot.keyClicks(box, words)
        self.window.search.search_now()
        return self.results()

    def results(self) -> list[str]:
        """The results as they stand, group heads left out."""
        found = self.window.findChild(QListView, "search_list")
        if found is None or not found.isVisible():
            return []
        model = found.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [row.data() for row in rows if row.flags() & Qt.ItemFlag.ItemIsSelectable]

    def groups(self) -> list[str]:
        """The heads of the groups of results."""
        model = find(self.window, QListView, "search_list").model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [row.data() for row in rows if not row.flags() & Qt.ItemFlag.ItemIsSelectable]

    def press_in_search(self, key: Qt.Key) -> None:
        """Press a key in the search box."""
        self.qtbot.keyClick(find(self.window, QLineEdit, "search"), key)

    @property
    def offer(self) -> str:
        """What the undo bar says; empty when it is not to be seen."""
        label = find(self.window, QLabel, "undo_words")
        return label.text() if label.isVisible() else ""

    def undo(self) -> None:
        """Click Undo."""
        click(self.qtbot, self.window, "undo")
