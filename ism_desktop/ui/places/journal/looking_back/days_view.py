"""The calendar of the journal: a month or a week with its controls, the same as a table, and the chosen day beside it."""

from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.records import dated_events, journal_days, store
from ism_desktop.records.dated_events import DatedEvent
from ism_desktop.records.journal_day_words import figure_words, noted_words, parts
from ism_desktop.records.journal_days import ENTRIES, WORST, Days, Figure
from ism_desktop.records.journal_filter import JournalFilter
from ism_desktop.records.journal_reading import Name
from ism_desktop.records.journal_words import SYMPTOMS
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.days.day_grid import DayGrid, MonthGrid, WeekGrid
from ism_desktop.ui.care_kit.days.stretches import month_later
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.choosing import DropDown
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import SideBySide
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.places.journal.looking_back.day_panel import DayPanel
from ism_desktop.ui.places.journal.looking_back.days_table import DaysTable
from ism_desktop.ui.places.journal.looking_back.faces import Face, face
from ism_desktop.ui.places.journal.looking_back.legend import Legend

_BESIDE = 640
MONTH, WEEK = "month", "week"
_Part = TypeVar("_Part", MonthGrid, WeekGrid, DaysTable)


class DaysView(QWidget):
    """`entry_wanted` carries the id of an entry to open, `adding_wanted` a day that something shall be added to."""

    entry_wanted = Signal(str)
    adding_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.chosen = workspace.today()
        self.figure: Figure = WORST
        self.narrowing = JournalFilter()
        self.days = Days()
        self._earliest: date | None = None
        self._events: list[DatedEvent] = []
        self._words: dict[Name, str] = {}
        self._figures: list[Figure] = []
        self._is_filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._bar())
        card, self.panel = QFrame(self), DayPanel(self)
        column.addWidget(SideBySide(card, self.panel, needed=_BESIDE, shares=(3, 2), parent=self), 1)
        self._fill_card(card)
        self.month = self._in_stack(MonthGrid(self._stack))
        self.grid: DayGrid = self.month
        self.panel.entry_wanted.connect(self.entry_wanted)
        self.panel.event_wanted.connect(self._on_event)
        self.panel.adding_wanted.connect(self.adding_wanted)

    # Building ------------------------------------------------------------------------------------------------------------

    @cached_property
    def week(self) -> WeekGrid:
        """The days of a week, made when they are first wanted."""
        return self._in_stack(WeekGrid(self._stack))

    @cached_property
    def table(self) -> DaysTable:
        """The days as a table, made when it is first wanted."""
        return self._in_stack(DaysTable(self._stack))

    def _in_stack(self, part: _Part) -> _Part:
        self._stack.addWidget(part)
        part.went.connect(self.go_to)
        part.opened.connect(self._on_opened)
        return part

    def _bar(self) -> QWidget:
        holder = QWidget(self)
        row = FlowLayout(holder, spacing=6)
        self._before = icon_button("", "mdi6.chevron-left", self._on_before, name="days.before")
        self._after = icon_button("", "mdi6.chevron-right", self._on_after, name="days.after")
        self.month_list, self.year_list, self.figure_list = DropDown(), DropDown(), DropDown()
        for part, name, words in (
            (self.month_list, "days.month", tr("Month")),
            (self.year_list, "days.year", tr("Year")),
            (self.figure_list, "days.figure", tr("Number of a day")),
        ):
            part.setObjectName(name)
            part.setAccessibleName(words)
            part.setToolTip(words)
        for number in range(1, 13):
            self.month_list.addItem(in_use().month_name(number), number)
        self.year_list.setMinimumContentsLength(5)
        self.figure_list.setMinimumContentsLength(16)
        self._today = button(tr("Today"), self._on_today, name="days.today")
        self._as_table = button(tr("Table"), icon_name="mdi6.table", name="days.as_table")
        self._as_table.setCheckable(True)
        self._as_table.setProperty("role", "segment")
        self._as_table.toggled.connect(self._on_table)
        self._copy = button(tr("Copy the table"), self._on_copy, icon_name="mdi6.content-copy", name="days.copy")
        self._copy.hide()
        self.month_list.currentIndexChanged.connect(self._on_month)
        self.year_list.currentIndexChanged.connect(self._on_month)
        self.figure_list.currentIndexChanged.connect(self._on_figure)
        for part in (self._before, self.month_list, self.year_list, self._after, self._today):
            row.addWidget(part)
        for part in (self.figure_list, self._as_table, self._copy):
            row.addWidget(part)
        return holder

    def _fill_card(self, card: QFrame) -> None:
        card.setProperty("role", "panel")
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 10, 10)
        column.setSpacing(6)
        self._stack = QStackedWidget(card)
        column.addWidget(self._stack, 1)
        self._note = secondary("")
        self._note.setObjectName("days.note")
        self.legend = Legend(card)
        column.addWidget(self._note)
        column.addWidget(self.legend)

    # Showing -------------------------------------------------------------------------------------------------------------

    def show_as(self, view: str) -> None:
        """Show a month or a week."""
        self.grid = self.week if view == WEEK else self.month
        is_week = view == WEEK
        self._before.setToolTip(tr("The week before (Page Up)") if is_week else tr("The month before (Page Up)"))
        self._after.setToolTip(tr("The week after (Page Down)") if is_week else tr("The month after (Page Down)"))
        for part in (self._before, self._after):
            part.setAccessibleName(part.toolTip())
        self.refresh()

    def narrow(self, narrowing: JournalFilter, called: str = "") -> None:
        """Show only entries that this filter lets through; `called` is its symptom as a person calls it. `refresh` shows it."""
        before, self.narrowing = self.narrowing, narrowing
        # Somebody who looks for flushing at 5 or more means how bad the flushing was, not what else was felt.
        if narrowing.symptom is not None and narrowing.symptom[1]:
            self._words.setdefault(narrowing.symptom, called)
        if narrowing.symptom is not None and self.figure == WORST:
            self.figure = narrowing.symptom
        elif narrowing.symptom is None and before.symptom is not None and self.figure == before.symptom:
            self.figure = WORST

    def go_to(self, day: date) -> None:
        """Choose a day, in whichever month it lies."""
        before = self._range()
        self.chosen = day
        if self._range() == before:
            self._show()
        else:
            self._read()

    def _range(self) -> tuple[date, date]:
        days = self.grid.days_around(self.chosen)
        return days[0], days[-1]

    def refresh(self) -> None:
        """Read what changed."""
        self._read_around()
        self._read()

    def read_ahead(self) -> None:
        """Read once before anything is shown: the first time, the statements have to be put together, which takes longer than reading."""
        self._read_around()
        self._read_days()

    def _read_around(self) -> None:
        with self._workspace.vault.read() as session:
            self._events = dated_events.reactions(session)
            self._earliest = journal_days.first_day(session)

    def _read(self) -> None:
        """Read the days that are shown."""
        self._read_days()
        self._words |= self.days.words
        self._offer()
        self._show()

    def _read_days(self) -> None:
        first, last = self._range()
        narrowing = None if self.narrowing.is_empty else self.narrowing
        with self._workspace.vault.read() as session:
            self.days = journal_days.read(session, first, last, narrowing, self._events)
        self.days.today = self._workspace.today()

    def _show(self) -> None:
        today, called = self._workspace.today(), self.called
        self.grid.show_days(self.chosen, today, self._face)
        self._stack.setCurrentWidget(self.table if self._as_table.isChecked() else self.grid)
        self.grid.setAccessibleName(in_use().month(self.chosen.year, self.chosen.month))
        if self._as_table.isChecked():
            first, last = self.grid.stretch(self.chosen)
            listed = [first + timedelta(days=step) for step in range((last - first).days + 1)]
            self.table.show_days([(on, self.days.at(on)) for on in listed], self.figure, called, self.chosen)
        self.legend.setVisible(not self._as_table.isChecked())
        faces = [cell.face for cell in self.grid.cells if cell.face is not None]
        signs = {sign for each in faces for sign in each.signs}
        self.legend.show_figure(self.figure, called, signs, is_filtered=self.days.is_filtered)
        undated = self.days.undated.get((self.chosen.year, self.chosen.month), 0)
        self._note.setText(
            tr_n(
                "{number} entry of this month has no exact day.",
                "{number} entries of this month have no exact day.",
                undated,
            )
        )
        self._note.setVisible(bool(undated))
        self._show_lists()
        self._show_day(today, called)

    def _face(self, on: date) -> Face:
        day = self.days.at(on)
        is_week = self.grid is not self.month
        return face(
            on,
            day,
            self.figure,
            self.called,
            today=self._workspace.today(),
            month=None if is_week else self.chosen.month,
            chosen=self.chosen,
            words=noted_words(day, self._words) if is_week else "",
        )

    def _show_day(self, today: date, called: str) -> None:
        day = self.days.at(self.chosen)
        with self._workspace.vault.read() as session:
            found = store.get_many(session, JOURNAL_ENTRIES, day.entries)
        entries = [found[each] for each in day.entries if each in found]
        said = ", ".join(parts(day, self.figure, called))
        self.panel.show_day(self.chosen, said, entries, day.events, may_add=self.chosen <= today)

    @property
    def called(self) -> str:
        """The symptom whose severity is shown; empty for any other number."""
        return self.figure_list.currentText() if isinstance(self.figure, tuple) else ""

    # Lists ---------------------------------------------------------------------------------------------------------------

    def _show_lists(self) -> None:
        self._is_filling = True
        self.month_list.setCurrentIndex(self.chosen.month - 1)
        first = min(self._earliest or self.chosen, self.chosen).year
        last = max(self._workspace.today(), self.chosen).year
        years = list(range(last, first - 1, -1))
        if years != [self.year_list.itemData(place) for place in range(self.year_list.count())]:
            self.year_list.clear()
            for year in years:
                self.year_list.addItem(str(year), year)
        self.year_list.setCurrentIndex(self.year_list.findData(self.chosen.year))
        self._is_filling = False

    def _offer(self) -> None:
        """Offer as the number of a day what was noted in these days first, then every other symptom."""
        noted = {name for day in self.days.days.values() for name in day.symptoms}
        if isinstance(self.figure, tuple):
            noted.add(self.figure)
        rest = [
            (choice.value, "") for choice in SYMPTOMS if (choice.value, "") not in noted and choice.value != "other"
        ]
        order = {choice.value: place for place, choice in enumerate(SYMPTOMS)}
        first = sorted(noted, key=lambda name: (order.get(name[0], len(order)), name[1]))
        offered: list[Figure] = [WORST, ENTRIES, *first, *rest]
        self._is_filling = True
        if offered != self._figures:
            self._figures = offered
            self.figure_list.clear()
            for figure in offered:
                own = self._words.get(figure, "") if isinstance(figure, tuple) else ""
                self.figure_list.addItem(figure_words(figure, own))
        self.figure_list.setCurrentIndex(offered.index(self.figure))
        self._is_filling = False

    # The person ----------------------------------------------------------------------------------------------------------

    def _on_month(self) -> None:
        if self._is_filling or self.year_list.currentData() is None:
            return
        months = (
            12 * (int(self.year_list.currentData()) - self.chosen.year)
            + self.month_list.currentData()
            - self.chosen.month
        )
        self.go_to(month_later(self.chosen, months))

    def _on_figure(self) -> None:
        if not self._is_filling:
            self.figure = self._figures[self.figure_list.currentIndex()]
            self._show()

    def _on_before(self) -> None:
        self.go_to(self.grid.turned(self.chosen, -1))

    def _on_after(self) -> None:
        self.go_to(self.grid.turned(self.chosen, 1))

    def _on_today(self) -> None:
        self.go_to(self._workspace.today())

    def _on_table(self, shown: bool) -> None:
        self._copy.setVisible(shown)
        self._show()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.table.whole())

    def _on_opened(self, day: date) -> None:
        if day != self.chosen:
            self.go_to(day)
        self.panel.focus_first()

    def _on_event(self, event: DatedEvent) -> None:
        self._workspace.show_page(event.kind, event.record_id)

    def focus_day(self) -> None:
        """Put the keys on the chosen day."""
        if self._as_table.isChecked():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.grid.focus_chosen()
