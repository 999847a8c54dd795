"""The days of a month or of a week, walked through by arrow keys."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ism_desktop.language import in_use
from ism_desktop.ui.care_kit.days.day_cell import DayCell, WeekCell
from ism_desktop.ui.care_kit.days.face import Face
from ism_desktop.ui.care_kit.days.stretches import month_later, weeks_of
from ism_desktop.ui.kit.widgets.text import small

MakeFace = Callable[[date], Face]


class DayGrid(QWidget):
    """What month and week share. `went` carries the day that a person went to, `opened` one that shall be opened."""

    went = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget, make_cell: Callable[[QWidget], DayCell], number: int) -> None:
        super().__init__(parent)
        self.cells = [make_cell(self) for _ in range(number)]
        self.chosen = date.min
        self.today = date.min
        for cell in self.cells:
            cell.clicked.connect(self._on_clicked)

    def show_days(self, chosen: date, today: date, make: MakeFace) -> None:
        """Show the days around the chosen one."""
        had_focus = any(cell.hasFocus() for cell in self.cells)
        self.chosen, self.today = chosen, today
        days = self.days_around(chosen)
        for cell, on in zip(self.cells, days, strict=False):
            cell.show_face(make(on))
        for place, cell in enumerate(self.cells):
            cell.setVisible(place < len(days))
        if had_focus:
            self.focus_chosen()

    def days_around(self, chosen: date) -> list[date]:
        """The days that are shown."""
        raise NotImplementedError

    def stretch(self, chosen: date) -> tuple[date, date]:
        """The first and the last day for Home and End."""
        raise NotImplementedError

    def turned(self, chosen: date, along: int) -> date:
        """The day that Page Up and Page Down lead to."""
        raise NotImplementedError

    def focus_chosen(self) -> None:
        """Put the keys on the chosen day."""
        for cell in self.cells:
            if cell.face is not None and cell.face.is_chosen:
                cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_clicked(self) -> None:
        cell = self.sender()
        if isinstance(cell, DayCell) and cell.face is not None:
            self.went.emit(cell.face.on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Page Up and Down, Home, End, T for today, Enter."""
        key, chosen = event.key(), self.chosen
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        right = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
        steps = self.steps(right)
        first, last = self.stretch(chosen)
        leaps = {Qt.Key.Key_Home: first, Qt.Key.Key_End: last, Qt.Key.Key_T: self.today}
        if key in steps:
            self.went.emit(chosen + timedelta(days=steps[Qt.Key(key)]))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.went.emit(self.turned(chosen, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key in leaps:
            self.went.emit(leaps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(chosen)
        else:
            super().keyPressEvent(event)

    def steps(self, right: int) -> dict[Qt.Key, int]:
        """How many days each arrow goes on."""
        raise NotImplementedError


class MonthGrid(DayGrid):
    """A month in weeks, with the days before and after it that fill them up."""

    def __init__(self, parent: QWidget, make_cell: Callable[[QWidget], DayCell] = DayCell) -> None:
        super().__init__(parent, make_cell, 42)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        self._heads: list[QLabel] = []
        for column in range(7):
            head = small("")
            head.setWordWrap(False)
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._heads.append(head)
            grid.addWidget(head, 0, column)
            grid.setColumnStretch(column, 1)
        for place, cell in enumerate(self.cells):
            grid.addWidget(cell, 1 + place // 7, place % 7)

    def days_around(self, chosen: date) -> list[date]:
        """Whole weeks."""
        days = weeks_of(chosen, in_use().first_weekday)
        for head, day in zip(self._heads, days, strict=False):
            head.setText(in_use().short_weekday(day))
            head.setAccessibleName(in_use().weekday(day))
        return days

    def stretch(self, chosen: date) -> tuple[date, date]:
        """The month."""
        return chosen.replace(day=1), month_later(chosen.replace(day=1), 1) - timedelta(days=1)

    def turned(self, chosen: date, along: int) -> date:
        """The same day of another month."""
        return month_later(chosen, along)

    def steps(self, right: int) -> dict[Qt.Key, int]:
        """A day to the side, a week up or down."""
        return {Qt.Key.Key_Left: -right, Qt.Key.Key_Right: right, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class WeekGrid(DayGrid):
    """A week, a row for each day."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, WeekCell, 7)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for cell in self.cells:
            column.addWidget(cell)

    def days_around(self, chosen: date) -> list[date]:
        """Seven days."""
        first, _ = self.stretch(chosen)
        return [first + timedelta(days=step) for step in range(7)]

    def stretch(self, chosen: date) -> tuple[date, date]:
        """The week."""
        first = chosen - timedelta(days=(chosen.weekday() - in_use().first_weekday) % 7)
        return first, first + timedelta(days=6)

    def turned(self, chosen: date, along: int) -> date:
        """The same day of another week."""
        return chosen + timedelta(days=7 * along)

    def steps(self, right: int) -> dict[Qt.Key, int]:
        """A day."""
        return {Qt.Key.Key_Left: -right, Qt.Key.Key_Right: right, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
