"""The days of a month or a week as a plain table: the very numbers of the calendar, to be read aloud and copied."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records.journal_day_words import also
from ism_desktop.records.journal_days import WORST, Day, Figure
from ism_desktop.ui.care_kit.chart.values_table import ValuesTable


class DaysTable(ValuesTable):
    """A line for each day. `went` carries the day that a person went to; Enter opens it."""

    went = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("days_table")
        self.setAccessibleName(tr("Days"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._days: list[date] = []
        self.itemSelectionChanged.connect(self._on_selected)
        self.open_wanted.connect(self._on_open)

    def show_days(self, days: Sequence[tuple[date, Day]], figure: Figure, called: str, chosen: date) -> None:
        """Show these days."""
        heads, lines = tabled(days, figure, called)
        self._days = [on for on, _ in days]
        self.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.fill(heads, lines)
        if chosen in self._days:
            self.setCurrentCell(self._days.index(chosen), 0)
        self.blockSignals(False)  # noqa: FBT003

    def whole(self) -> str:
        """All of it as a spreadsheet takes it, whatever is chosen."""
        self.blockSignals(True)  # noqa: FBT003
        current = self.currentRow()
        self.clearSelection()
        words = self.copied()
        self.selectRow(current)
        self.blockSignals(False)  # noqa: FBT003
        return words

    def _on_selected(self) -> None:
        row = self.currentRow()
        if 0 <= row < len(self._days):
            self.went.emit(self._days[row])

    def _on_open(self) -> None:
        if 0 <= self.currentRow() < len(self._days):
            self.opened.emit(self._days[self.currentRow()])


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
