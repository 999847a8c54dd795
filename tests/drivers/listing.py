"""Uses the shared list as a person does."""

from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from ism_desktop.ui.record_kit.view import KindView
from tests.drivers.form import FormDriver
from tests.drivers.widgets import click


class ListDriver:
    """The list and form of one kind."""

    def __init__(self, qtbot: QtBot, view: KindView) -> None:
        self.qtbot = qtbot
        self.view = view
        self.form = FormDriver(qtbot, view.form)

    @property
    def table(self):  # type: ignore[no-untyped-def]
        return self.view.list.table

    def column(self, number: int = 0) -> list[str]:
        """What a column shows, from top to bottom."""
        model = self.table.model()
        return [model.index(row, number).data() for row in range(model.rowCount())]

    def rows(self) -> int:
        return self.table.model().rowCount()

    def chosen(self) -> list[str]:
        """The titles of the chosen rows."""
        return [self.table.lines(row)[0] for row in self.table.selected_rows()]

    def choose(self, *words: str) -> None:
        """Choose the rows that begin with these words, as with a click and further clicks with Ctrl held."""
        self.table.clearSelection()
        for word in words:
            row = self.column().index(word)
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().select(self.table.model().index(row, 0), flags)

    def click_row(self, word: str) -> None:
        """Click one row."""
        row = self.column().index(word)
        place = self.table.visualRect(self.table.model().index(row, 0)).center()
        self.qtbot.mouseClick(self.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.table, key, modifier)

    def sort(self, column: int) -> None:
        """Click the head of a column."""
        head = self.table.horizontalHeader()
        left = head.sectionViewportPosition(column) + 10
        place = head.viewport().rect().topLeft()
        place.setX(left)
        place.setY(head.height() // 2)
        self.qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def press(self, name: str) -> None:
        click(self.qtbot, self.view, name)
