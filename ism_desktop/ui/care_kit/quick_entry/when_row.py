"""Of which day and time an entry of the journal is: today and now unless something else is said."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records.values import Moment, PartialDate, PartialTime, parse_partial_date, parse_partial_time
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, small
from ism_desktop.ui.record_kit.editors.moment import zone_here

TODAY, YESTERDAY, OTHER_DAY = "today", "yesterday", "other"


def clock_now() -> str:
    """The time of day as it is typed: `14:05`."""
    return datetime.now().astimezone().strftime("%H:%M")


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class WhenRow(QWidget):
    """Three buttons for the day, a line for the time, and one for another day. `edited` is emitted for every change."""

    edited = Signal()

    def __init__(self, today: date, *, day_first: bool) -> None:
        super().__init__()
        self._today = today
        self._day_first = day_first
        self._clock_typed = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        holder = QWidget()
        row = FlowLayout(holder, spacing=8)
        column.addWidget(holder)
        offered = ((TODAY, tr("Today")), (YESTERDAY, tr("Yesterday")), (OTHER_DAY, tr("Another day")))
        self.day = Choices(offered, tr("Day"), name="when")
        row.addWidget(self.day)
        self.other = QLineEdit()
        self.other.setObjectName("when.other_day")
        self.other.setAccessibleName(tr("Day"))
        self.other.setPlaceholderText(tr("Such as {day}", day=in_use().day(today - timedelta(days=3))))
        self.other.setFixedWidth(theme().px(260))
        row.addWidget(self.other)
        self.clock = QLineEdit()
        self.clock.setObjectName("when.clock")
        self.clock.setAccessibleName(tr("Time"))
        self.clock.setPlaceholderText(tr("Time, if you know it"))
        self.clock.setFixedWidth(theme().px(180))
        row.addWidget(self.clock)
        self.said = small("")
        self.said.setObjectName("when.said")
        column.addWidget(self.said)
        self.fault = label("", "fault")
        self.fault.setObjectName("when.fault")
        self.fault.hide()
        column.addWidget(self.fault)
        self.day.changed.connect(self._on_day)
        self.other.textEdited.connect(self._on_other)
        self.clock.textEdited.connect(self._on_clock)

    def show_draft(self, day: str, clock: str | None) -> None:
        """Show what was typed before: the day, empty for today, and the time, None where nobody typed one."""
        known = _as_date(day) if day else self._today
        before = {self._today: TODAY, self._today - timedelta(days=1): YESTERDAY}
        which = OTHER_DAY if known is None else before.get(known, OTHER_DAY)
        self.day.set_value(which)
        self.other.setText("" if which != OTHER_DAY else day if known is None else in_use().day(known))
        self._clock_typed = clock is not None
        self.clock.setText(clock if clock is not None else clock_now() if which == TODAY else "")
        self._say()

    def take_day(self, day: date) -> None:
        """Choose a day as if it was typed; a time that nobody typed is not of that day."""
        self.show_draft(day.isoformat(), self.clock.text() if self._clock_typed else None)
        self._on_changed()

    @property
    def typed_day(self) -> str:
        """The day for a draft: written out, because tomorrow “today” is another day."""
        day = self.chosen_day()
        return self.other.text() if day is None else day.isoformat()

    @property
    def typed_clock(self) -> str | None:
        """The time for a draft; None where nobody typed one."""
        return self.clock.text() if self._clock_typed or self.day.value == TODAY else None

    @property
    def is_today(self) -> bool:
        """Whether the entry is of today."""
        return self.day.value == TODAY

    def chosen_day(self) -> date | None:
        """The day that is chosen; None while it cannot be read, or is no whole day."""
        try:
            found = self._read_day()
        except ValueError:
            return None
        return found.first_day if found.day is not None else None

    def _read_day(self) -> PartialDate:
        if self.day.value != OTHER_DAY:
            return PartialDate.from_date(self._today - timedelta(days=self.day.value == YESTERDAY))
        typed = self.other.text().strip()
        if not typed:
            raise ValueError(tr("Please write which day it was."))
        found = parse_partial_date(typed, day_first=self._day_first, today=self._today)
        if found.first_day > self._today:
            raise ValueError(tr("This day is still to come. Please write today or a day before."))
        return found

    def read(self) -> Moment:
        """The moment. Raises ValueError with a sentence, which then stands below the lines, too."""
        try:
            day = self._read_day()
            typed = self.clock.text().strip()
            clock: PartialTime | None = parse_partial_time(typed) if typed else None
        except ValueError as error:
            self.fault.setText(str(error))
            self.fault.show()
            raise
        return Moment(day, clock, zone_here())

    def read_or_today(self) -> Moment:
        """The moment for a draft: what cannot be read yet is left out, and says nothing below the lines."""
        try:
            day = self._read_day()
        except ValueError:
            day = PartialDate.from_date(self._today)
        typed = self.clock.text().strip()
        try:
            clock = parse_partial_time(typed) if typed else None
        except ValueError:
            clock = None
        return Moment(day, clock, zone_here())

    def _on_day(self) -> None:
        if not self._clock_typed:
            self.clock.setText(clock_now() if self.is_today else "")
        self._on_changed()
        if self.day.value == OTHER_DAY:
            self.other.setFocus()

    def _on_other(self) -> None:
        self._on_changed()

    def _on_clock(self) -> None:
        self._clock_typed = True
        self._on_changed()

    def _on_changed(self) -> None:
        self.fault.hide()
        self._say()
        self.edited.emit()

    def _say(self) -> None:
        self.other.setVisible(self.day.value == OTHER_DAY)
        day = self.chosen_day()
        if day is None:
            self.said.setText("")
        elif day == self._today:
            self.said.setText(in_use().weekday_and_day(day))
        else:
            self.said.setText(tr("{day}, marked as filled in later", day=in_use().weekday_and_day(day)))
