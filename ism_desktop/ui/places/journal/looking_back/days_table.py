"""The days of a month or a week as a plain table: the very numbers of the calendar, to be read aloud and copied."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ism_desktop.language import in_use, tr
from ism_desktop.records.journal_day_words import also
from ism_desktop.records.journal_days import WORST, Day, Figure
from ism_desktop.ui.kit.theme import theme


class DaysTable(QTableWidget):
    """A line for each day. `went` carries the day that a person went to; Enter opens it."""

    went = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("days_table")
        self.setAccessibleName(tr("Days"))
        self.setProperty("role", "rows")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._days: list[date] = []
        self.itemSelectionChanged.connect(self._on_selected)
        self.doubleClicked.connect(self._on_open)

    def fill(self, days: Sequence[tuple[date, Day]], figure: Figure, called: str, chosen: date) -> None:
        """Show these days."""
        heads, lines = tabled(days, figure, called)
        self._days = [on for on, _ in days]
        self.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.clear()
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(heads)
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, words in enumerate(line):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(row, column, item)
        self.resizeColumnsToContents()
        for column in range(len(heads) - 1):
            self.setColumnWidth(column, self.columnWidth(column) + theme().px(12))
        if chosen in self._days:
            self.setCurrentCell(self._days.index(chosen), 0)
        self.blockSignals(False)  # noqa: FBT003

    def copied(self) -> str:
        """The whole table, with tabs between."""
        heads = [self.horizontalHeaderItem(column).text() for column in range(self.columnCount())]
        lines = [
            [self.item(row, column).text() for column in range(self.columnCount())] for row in range(self.rowCount())
        ]
        return "\n".join("\t".join(line) for line in [heads, *lines])

    def _on_selected(self) -> None:
        row = self.currentRow()
        if 0 <= row < len(self._days):
            self.went.emit(self._days[row])

    def _on_open(self) -> None:
        if 0 <= self.currentRow() < len(self._days):
            self.opened.emit(self._days[self.currentRow()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the day; Ctrl+C copies the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_open()
        else:
            super().keyPressEvent(event)


def tabled(days: Sequence[tuple[date, Day]], figure: Figure, called: str) -> tuple[list[str], list[list[str]]]:
    """The heads, and a line for each day; the symptom that is chosen has a column of its own."""
    is_symptom = isinstance(figure, tuple)
    heads = [tr("Day"), *([called] if is_symptom else []), tr("Worst severity"), tr("Entries"), tr("Also")]
    lines = [
        [
            in_use().weekday_and_day(on),
            *([_number(day.number(figure))] if is_symptom else []),
            _number(day.number(WORST)),
            str(len(day.entries)),
            ", ".join(also(day)),
        ]
        for on, day in days
    ]
    return heads, lines


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
