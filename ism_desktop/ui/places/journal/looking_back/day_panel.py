"""One day beside the calendar: its entries and reactions as rows to open, and an entry added for that day."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr, tr_c
from ism_desktop.records.dated_events import DatedEvent
from ism_desktop.records.kinds.journal_entries import said_words
from ism_desktop.records.store import Record
from ism_desktop.records.values import Moment
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.text import heading, secondary
from ism_desktop.ui.places.journal.journal_table import second_line
from ism_desktop.ui.places.journal.looking_back.faces import EVENT_SIGNS

_LOWEST = 150
_AT_ONCE = 4  # rows


class DayPanel(QFrame):
    """`entry_wanted` carries the id of an entry, `event_wanted` a reaction or episode, `adding_wanted` the day to add to."""

    entry_wanted = Signal(str)
    event_wanted = Signal(object)
    adding_wanted = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("day_panel")
        self.setProperty("role", "panel")
        self._day = date.min
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        self._title = heading("")
        self._title.setObjectName("day_panel.title")
        self._said = secondary("")
        self._said.setObjectName("day_panel.said")
        column.addWidget(self._title)
        column.addWidget(self._said)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = self._inside = QWidget(scroll)
        inside.setProperty("role", "inside")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._rows.addStretch(1)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(theme().px(60))
        column.addWidget(scroll, 1)
        self._add = button(tr("Add for this day…"), self._on_add, icon_name="mdi6.plus", name="day_panel.add")
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setMinimumHeight(theme().px(_LOWEST))
        self._entries: list[RowButton] = []
        self._waiting: list[Record] = []  # of a day with many entries, those that are not shown yet
        self._turn = timer(self, 0)
        self._turn.timeout.connect(self._show_more)
        self._events: list[RowButton] = []
        self._shown: list[str] = []

    def show_day(
        self, on: date, said: str, entries: Sequence[Record], events: Sequence[DatedEvent], *, may_add: bool
    ) -> None:
        """Show a day."""
        at = (
            next((place for place, row in enumerate(self.buttons) if row.hasFocus()), None) if on == self._day else None
        )
        self._day = on
        self._title.setText(in_use().weekday_and_day(on))
        self._said.setText(said)
        self._add.setVisible(may_add)
        self._add.setAccessibleName(tr("Add for {day}", day=in_use().day(on)))
        self._show_entries(entries)
        for row in self._events:
            row.hide()
            row.deleteLater()
        self._events = [self._event(event) for event in events]
        for row in self._events:
            self._rows.insertWidget(self._rows.count() - 1, row)
            row.show()
        if at is not None and self.buttons:
            self.buttons[min(at, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_entries(self, entries: Sequence[Record]) -> None:
        """A row for each; those that are there are used again, for making them takes longer than all else when the day changes."""
        self._shown = []
        self._waiting = list(entries)
        for row in self._entries[len(entries) :]:
            row.hide()
        self._show_more()

    def _show_more(self) -> None:
        """A few, and the rest in the next turns of the window."""
        now, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        for record in now:
            place = len(self._shown)
            if place == len(self._entries):
                made = RowButton("", parent=self._inside)
                made.clicked.connect(partial(self._on_entry, place))
                self._rows.insertWidget(place, made)
                self._entries.append(made)
            row = self._entries[place]
            row.setObjectName(f"day_panel.entry.{place + 1}")
            row.set_text(_words(record), second_line(record))
            row.show()
            self._shown.append(record.id)
        if self._waiting:
            self._turn.start()

    def _on_entry(self, place: int) -> None:
        self.entry_wanted.emit(self._shown[place])

    @property
    def buttons(self) -> list[RowButton]:
        """The rows that are shown."""
        return [*self._entries[: len(self._shown)], *self._events]

    def _event(self, event: DatedEvent) -> RowButton:
        name = f"day_panel.event.{event.record_id}"
        made = RowButton(event.words, icon_name=EVENT_SIGNS.get(event.what, ""), name=name)
        made.clicked.connect(partial(self.event_wanted.emit, event))
        return made

    def focus_first(self) -> None:
        """Put the keys on the first row, or on the button that adds one."""
        first = next(iter(self.buttons), self._add)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_add(self) -> None:
        self.adding_wanted.emit(self._day)


def _words(record: Record) -> str:
    begun = record.values["begun"]
    said = said_words(record.values)
    if not isinstance(begun, Moment) or begun.time is None:
        return said
    return tr_c("an entry of a day", "{time}: {said}", time=begun.time.words, said=said)
