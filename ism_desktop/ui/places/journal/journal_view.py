"""The entries of the journal as a list, a month or a week, narrowed by one filter; the form of an entry stands beside each of them."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ism_desktop.language import tr
from ism_desktop.records.journal_filter import JournalFilter
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.paging import Narrowing
from ism_desktop.records.values import Moment
from ism_desktop.ui.base import subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.kit.dressing import Dressing
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.shown_page import ShownPage
from ism_desktop.ui.places.journal.journal_table import JournalTable
from ism_desktop.ui.places.journal.looking_back.chart_view import JournalChart
from ism_desktop.ui.places.journal.looking_back.days_view import MONTH, WEEK, DaysView
from ism_desktop.ui.places.journal.looking_back.filter_bar import FilterBar, filter_words
from ism_desktop.ui.places.journal.looking_back.filter_dialog import FilterDialog
from ism_desktop.ui.record_kit.form import RecordForm
from ism_desktop.ui.record_kit.list import RecordList
from ism_desktop.ui.record_kit.view import KindView

LIST, CHART = "list", "chart"
_PAUSE = 800  # milliseconds: first come the list and the form


class JournalView(KindView):
    """What is shown, and by what it is filtered, stays while the program runs."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, JOURNAL_ENTRIES, parent=parent)
        # The calendar is made while nothing else happens, or when it is first wanted; the chart only then.
        self._days: DaysView | None = None
        self._pause = timer(self, _PAUSE)
        self._pause.timeout.connect(self._on_pause)
        self._chart: JournalChart | None = None
        self._filter_words: Mapping[str, str] = {}
        self._may_hide = False
        self.narrowing = JournalFilter()
        self.bar = self._make_bar()
        """The choice between the views; the page sets it beside its own."""
        self.filter_bar = FilterBar(self)
        self.filter_bar.changed.connect(self.narrow)
        self._column.insertWidget(0, self.filter_bar)
        self.list.narrowed.connect(self._on_narrowed)
        model = self.list.model
        model.modelReset.connect(self._on_listed)
        for changed in (model.rowsInserted, model.rowsRemoved):
            changed.connect(self._say_count)

    def make_side(self, parent: QWidget) -> QWidget:
        """The list, and the other ways to look at the entries."""
        self._pages = ShownPage(parent)
        return self._pages

    def list_in(self, side: QWidget) -> RecordList:  # noqa: ARG002  (the view's own)
        """The list is the first of the pages."""
        entries = RecordList(self._workspace, JOURNAL_ENTRIES, JournalTable, self._pages)
        self._pages.addWidget(entries)
        return entries

    def _make_bar(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, spacing=8)
        views = ((LIST, tr("List")), (MONTH, tr("Month")), (WEEK, tr("Week")), (CHART, tr("Chart")))
        self.switch = Choices(views, tr("Show as"), name="journal_view")
        self.switch.set_value(LIST)
        self.switch.changed.connect(self._on_switched)
        self._filter = button(tr("Filter…"), self._on_filter, icon_name="mdi6.filter-variant", name="journal_filter")
        self._filter.setToolTip(tr("Filter…"))
        for part in (self.switch, self._filter):
            row.addWidget(part)
        return holder

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the filter's button with its icon alone, so that it needs no line of its own."""
        self._filter.setText("" if narrow else tr("Filter…"))

    def dress_form(self, form: RecordForm) -> None:
        """The form takes the larger share beside any of the views."""
        self._splitter.setStretchFactor(self._splitter.indexOf(form), 3)

    @property
    def days(self) -> DaysView:
        """The calendar."""
        if self._days is None:
            made = self._days = DaysView(self._workspace, self._pages)
            made.entry_wanted.connect(self._on_entry)
            made.adding_wanted.connect(self._on_adding)
            made.narrow(self.narrowing, self._filter_words.get("symptom", ""))
            self._pages.addWidget(made)
        return self._days

    @property
    def chart(self) -> JournalChart:
        """The chart of symptoms."""
        if self._chart is None:
            self._chart = JournalChart(self._workspace)
            self._chart.entry_wanted.connect(self._on_entry)
            self._narrow_chart()
            self._pages.addWidget(self._chart)
        return self._chart

    def showEvent(self, event: QShowEvent) -> None:
        """Make the calendar ahead, now that the list is seen."""
        super().showEvent(event)
        if self._days is None:
            self._pause.start()

    def _on_pause(self) -> None:
        if self._workspace.is_closed:
            return
        if self._days is None:
            Dressing(self.days).ended.connect(self._pause.start)
        elif not self.shows_days:
            self._days.read_ahead()

    @property
    def shows_days(self) -> bool:
        """Whether the calendar is shown, not the list."""
        return self.switch.value in {MONTH, WEEK}

    @property
    def shows_chart(self) -> bool:
        """Whether the chart is shown."""
        return self.switch.value == CHART

    # Showing -------------------------------------------------------------------------------------------------------------

    def show_as(self, view: str) -> None:
        """Show the list, a month or a week."""
        self.switch.set_value(view)
        if not self.is_editing:
            self.list.choose(None)  # what is not seen is not chosen: Del would move it to the trash
        if view != LIST and self.list.in_trash:
            self.list.trash.setChecked(False)
        if self.shows_days:
            self.days.show_as(view)
            self._pages.setCurrentWidget(self.days)
        elif view == CHART:
            self.chart.refresh()
            self._pages.setCurrentWidget(self.chart)
        else:
            self._pages.setCurrentWidget(self.list)
        self._fit()
        self.side_changed.emit()

    def _on_switched(self) -> None:
        self.show_as(self.switch.value or LIST)

    def show_again(self, key: str) -> None:
        """Show a day or the chart, by the key of a subject."""
        self.form.leave()
        self.close_form()
        if key.startswith(subject.CHART):
            self.show_as(CHART)
            self.chart.show_marks(subject.marks_of(key))
        else:
            self.show_as(MONTH)
            self.days.go_to(date.fromisoformat(key.removeprefix(subject.DAY)))
            self.days.focus_day()

    def refresh(self) -> None:
        """Read what changed."""
        super().refresh()
        if self.shows_days:
            self.days.refresh()
        elif self.shows_chart:
            self.chart.refresh()
        self._say_count()

    def _fit(self) -> None:
        """What the list is filtered by gives way to a form alone."""
        super()._fit()
        self.filter_bar.setVisible(not self.narrowing.is_empty and not self._side.isHidden())

    def show_record(self, record_id: str) -> None:
        """Choose an entry and show it; the calendar goes to its day."""
        super().show_record(record_id)
        self._go_to_shown()

    def _go_to_shown(self) -> None:
        record = self.form.record if self.shows_days else None
        begun = None if record is None else record.values["begun"]
        if isinstance(begun, Moment) and begun.date.day is not None:
            self.days.go_to(begun.date.first_day)

    def close_form(self) -> None:
        """Put the form away, and the keys back on the day."""
        super().close_form()
        if self.shows_days and self.isVisible():
            self.days.focus_day()

    # Filtering -----------------------------------------------------------------------------------------------------------

    def narrow(self, narrowing: JournalFilter, words: Mapping[str, str] | None = None) -> None:
        """Show only entries that a filter lets through, in every view."""
        if words is not None:
            self._filter_words = words
        self._may_hide = True
        self.list.narrow(None if narrowing.is_empty else narrowing)

    def _on_narrowed(self, narrowing: Narrowing | None) -> None:
        self.narrowing = narrowing if isinstance(narrowing, JournalFilter) else JournalFilter()
        self.filter_bar.show_filter(self.narrowing, self._filter_words)
        self._fit()
        self._say_count()
        if self._days is not None:
            self._days.narrow(self.narrowing, self._filter_words.get("symptom", ""))
            if self.shows_days:
                self._days.refresh()
        if self._chart is not None:
            self._narrow_chart()
            if self.shows_chart:
                self._chart.refresh()

    def _narrow_chart(self) -> None:
        said = [words for words, _ in filter_words(self.narrowing, self._filter_words)]
        self.chart.narrow(self.narrowing, said)

    def _on_listed(self) -> None:
        """What a new filter hides is not chosen any more, neither in the list nor in the form."""
        self._say_count()
        if not self._may_hide or self.list.model.wish.narrowing != self.list.model.wanted.narrowing:
            return
        self._may_hide = False
        shown = self.form.record_id if self.is_editing else None
        if shown is not None and self.list.model.row_of(shown) is None:
            self.form.leave()
            self.close_form()

    def _say_count(self) -> None:
        self.filter_bar.show_count(len(self.list.model.ids), self.list.model.total)

    def _on_filter(self) -> None:
        dialog = FilterDialog(self._workspace, self.window(), self.narrowing)
        dialog.taken.connect(self.narrow)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Days ----------------------------------------------------------------------------------------------------------------

    def _on_entry(self, record_id: str) -> None:
        self._leave_form()
        self.list.choose(record_id)
        self._open(record_id)
        self.form.focus_first()

    def _on_adding(self, day: date) -> None:
        QuickEntryDialog(self._workspace, self.window(), day).open()
