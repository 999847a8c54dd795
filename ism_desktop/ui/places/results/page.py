"""The place of the test results: every collection in one list, with the table in which its values are typed."""

from PySide6.QtCore import Qt

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import dated_events, links
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.ui.base import subject
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.places.results.over_time import OverTime
from ism_desktop.ui.places.results.results_view import ResultsView
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView, SingleView


class ResultsPage(RecordsPage):
    """The shared page of records with its own form."""

    help_text = tr_lazy(
        "Each line is one collection: what was taken on one day, with all its values.\n\n"
        "In the table, type a value and press Enter to go down to the next, or Tab to go on to unit, range and flag. The arrow keys move"
        " too. A new line appears by itself, and lines that you leave empty are not saved. “Choose a panel” puts the tests of a blood"
        " count there, “Same tests as last time” those of your last report.\n\n"
        "Values stay exactly as you type them. The range is the lab’s own, as printed beside the value; the program compares nothing and"
        " judges nothing.\n\n"
        "“Show the report beside” puts the page of the report next to the table. “Take its values…” there, or beside the"
        " document itself, finds the values in the report: each row comes with the picture of its line, rows that may be wrong have no"
        " tick, and only ticked rows go into your table. What could not be read is typed into its empty cell.\n\n"
        "“Over time” shows all values of a test, or of several below each other, as a chart and as a table that can be copied into a"
        " spreadsheet. The dots of one lab and unit are joined; a value such as < 1.0 is an arrow that begins there. The bar beside a"
        " value is the range that this lab printed with it. Above stand medicines, reactions and procedures on the same days; where they"
        " are many they have numbers, and a list below says what each is. Choose a dot, then “Open the report” for the page that says"
        " it. Ctrl and the wheel, or + and -, show a shorter or longer time."
    )

    def __init__(self, workspace: Workspace) -> None:
        self._is_over_time = self._is_ready = False
        super().__init__(workspace, tr("Test results"), (TEST_RESULTS.name,))
        # Titles of documents stand beside the values, and what happened meanwhile in the chart.
        self.kinds |= {DOCUMENTS.name} | dated_events.RECORD_KINDS
        self._over_time: OverTime | None = None
        self._turn = button("", self._on_turn, icon_name="mdi6.chart-timeline-variant", name="over_time_turn")
        self.head.buttons.removeWidget(self._add)  # the primary button stands last
        for part in (self._turn, self._add):
            self.head.add_button(part)
        self._is_ready = True
        self._refresh_head()
        workspace.values_wanted.connect(self.take_values)

    @property
    def over_time(self) -> OverTime:
        """The values of one test, made when they are first wanted."""
        if self._over_time is None:
            self._over_time = OverTime(self.workspace)
            self._over_time.record_wanted.connect(self.show_record)
            self._stack.addWidget(self._over_time)
        return self._over_time

    def make_view(self, kind: Kind) -> KindView | SingleView:
        """The view with the table of values."""
        return ResultsView(self.workspace, kind)

    def _on_turn(self) -> None:
        if self._is_over_time:
            self._show_collections()
        else:
            self.show_over_time()

    def show_over_time(self, *tests: str) -> None:
        """Show all values of tests; of those that were shown last, where none is named."""
        self.leave()
        self._is_over_time = True
        self._stack.setCurrentWidget(self.over_time)
        self.over_time.refresh()
        if tests:
            self.over_time.choose(*tests)
        self._refresh_head()
        self.over_time.test.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_collections(self) -> None:
        self._is_over_time = False
        self._stack.setCurrentWidget(self.view)
        self._refresh_head()

    def _refresh_head(self) -> None:
        super()._refresh_head()
        if not self._is_ready:
            return  # the list is made before the button
        if self.can_print != self._is_over_time:  # the chart has a paper, the list has none
            self.can_print = self._is_over_time
            self.add_changed.emit()
        words = tr("All entries") if self._is_over_time else tr("Over time")
        self._turn.setText(words)
        self._turn.setAccessibleName(words)
        view = self.view
        self._turn.setVisible(self._is_over_time or (isinstance(view, KindView) and not view.is_empty))
        if self._is_over_time:
            self.head.setVisible(True)
            self._add.setVisible(True)

    def refresh(self) -> None:
        """Read again what is shown."""
        super().refresh()
        if self._is_over_time:
            self.over_time.refresh()

    def print_page(self) -> None:
        """Print the chart that is shown."""
        if self._is_over_time:
            self.over_time.print_chart()

    @property
    def subject(self) -> Subject | None:
        """The chart that is shown, else the collection."""
        return subject.chart(TEST_RESULTS.name, self.over_time.marks) if self._is_over_time else super().subject

    def show_record(self, record_id: str, page: int | None = None) -> None:
        """Choose a collection, and show it; or a chart, by its key."""
        if record_id.startswith(subject.CHART):
            self.show_over_time(*subject.marks_of(record_id))
            return
        self._show_collections()
        super().show_record(record_id, page)

    def take_values(self, document_id: str) -> None:
        """Take the values of a document into the collection that it is the report of, or into a new one."""
        with self.workspace.vault.read() as session:
            used = [link.record for link in links.backlinks(session, document_id) if link.record.kind is TEST_RESULTS]
        if used:
            self.show_record(used[-1].id)
        else:
            self.new_record()
        view = self.view
        if isinstance(view, ResultsView):
            view.take_values(document_id)

    def new_from_page(self, document_id: str, page: int) -> None:
        """Begin a new collection with the page beside it, whose proof the page becomes."""
        self.new_record()
        view = self.view
        if isinstance(view, ResultsView):
            view.begin_beside(document_id, page)

    def new_record(self) -> None:
        """Begin a new collection."""
        self._show_collections()
        super().new_record()
