"""Values of one test or several over the years: as a chart with what happened meanwhile, and as a table; each leads to its report."""

from collections.abc import Mapping, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_c, tr_n
from ism_desktop.library import lab_tests
from ism_desktop.printing import results_chart
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.results_chart import ChartPaper, Event, Point, Reading
from ism_desktop.records import dated_events, disclosures, links, test_values
from ism_desktop.records.dated_events import DatedEvent
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.links import Proof
from ism_desktop.records.test_values import PastValue
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.chart.values_table import ValuesTable
from ism_desktop.ui.care_kit.chart.view import ChartView
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices, DropDown
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label, secondary
from ism_desktop.ui.paper_kit import GivenButton, Leaving, print_paper, save_paper
from ism_desktop.ui.paper_kit.switch import usual_paper
from ism_desktop.ui.places.results.choosing_tests import ChoosingTests
from ism_desktop.ui.places.results.values_table import Entry, tabled

CHART, TABLE = "chart", "table"


class OverTime(QFrame):
    """Chooses tests and shows their values. `record_wanted` carries the collection that a value belongs to."""

    record_wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("over_time_panel")
        self.setProperty("role", "panel")
        self._workspace = workspace
        self._values: list[PastValue] = []
        self._events: list[Event] = []
        self._by_mark: dict[str, list[PastValue]] = {}
        self._more: list[str] = []
        self._shown: list[Entry] = []
        self._chosen: Entry | None = None
        self._is_filled = False
        self._proofs: dict[str, Proof] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._head())
        self.chart = ChartView()
        self.chart.chosen.connect(self._on_chosen_in_chart)
        self.chart.open_wanted.connect(self._on_open)
        self.chart.events_changed.connect(self._list)
        self.table = ValuesTable()
        self.table.open_wanted.connect(self._on_open)
        self.table.itemSelectionChanged.connect(self._on_row)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        column.addWidget(self._stack, 1)
        self._said = secondary("")
        self._said.setObjectName("over_time_said")
        column.addWidget(self._said)
        column.addWidget(self._foot())

    def _head(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        words = label(tr("Test"), "subheading")
        words.setWordWrap(False)
        self.test = DropDown()
        self.test.setObjectName("over_time_test")
        self.test.setAccessibleName(tr("Test"))
        self.test.setMinimumWidth(theme().px(220))
        words.setBuddy(self.test)
        self.test.currentIndexChanged.connect(self._on_test)
        self._several = button(
            tr("Several tests…"), self._on_several, icon_name="mdi6.chart-multiple", name="over_time_several"
        )
        views = ((CHART, tr("Chart")), (TABLE, tr("Table")))
        self.switch = Choices(views, tr("Show as"), name="over_time_view")
        self.switch.set_value(CHART)
        self.switch.changed.connect(self._on_switched)
        for part in (words, self.test, self._several, self.switch):
            row.addWidget(part)
        return holder

    def _foot(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self._open = button(tr("Open the entry"), self._on_open, icon_name="mdi6.pencil-outline", name="over_time_open")
        self._page = button(
            tr("Open the report"), self._on_page, icon_name="mdi6.file-document-outline", name="over_time_page"
        )
        self._copy = button(tr("Copy the table"), self._on_copy, icon_name="mdi6.content-copy", name="over_time_copy")
        self._print = button(tr("Print…"), self.print_chart, icon_name="mdi6.printer-outline", name="over_time_print")
        self._save = button(
            tr("Save as PDF…"), self.save_pdf, icon_name="mdi6.file-download-outline", name="over_time_save"
        )
        self.given = GivenButton(self._workspace, "over_time.given")
        for part in (self._open, self._page, self._copy, self._print, self._save, self.given):
            row.addWidget(part)
        return holder

    # Reading -------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every value, and keep the tests that are chosen."""
        with self._workspace.vault.read() as session:
            self._values = test_values.every(session)
            self._events = [results_chart.placed(event) for event in dated_events.events(session)]
            self._proofs = links.first_proofs(session, TEST_RESULTS)
        counted: dict[str, list[PastValue]] = {}
        for value in self._values:
            counted.setdefault(lab_tests.mark(value.key, value.test), []).append(value)
        order = list(lab_tests.groups())
        marks = sorted(counted, key=lambda mark: (order.index(lab_tests.group_of(mark)), _name(counted[mark][0])))
        self._by_mark = {mark: counted[mark] for mark in marks}
        self._more = [mark for mark in self._more if mark in counted]
        wanted = self.test.currentData()
        self.test.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.test.clear()
        for mark in marks:
            name = tr_c(
                "a test and how often", "{test} ({number})", test=_name(counted[mark][0]), number=len(counted[mark])
            )
            self.test.addItem(name, mark)
        self.test.setCurrentIndex(max(0, self.test.findData(wanted)))
        self.test.blockSignals(False)  # noqa: FBT003
        self._show()

    def choose(self, *marks: str) -> None:
        """Choose tests by their key, or their name in small letters."""
        known = [mark for mark in marks if mark in self._by_mark]
        self._more = known[1:]
        self.test.blockSignals(True)  # noqa: FBT003
        self.test.setCurrentIndex(max(0, self.test.findData(known[0] if known else None)))
        self.test.blockSignals(False)  # noqa: FBT003
        self._show()

    @property
    def marks(self) -> list[str]:
        """The tests that are chosen."""
        first = self.test.currentData()
        return [] if first is None else [first, *(mark for mark in self._more if mark != first)]

    def _show(self) -> None:
        self.chart.show_content(results_chart.make(self._chosen_values(), self.marks, self._events))
        self._list()

    def _chosen_values(self) -> list[PastValue]:
        """The values of the tests that are chosen, the latest collection first and in the order of its lines."""
        several = [self._by_mark.get(mark, []) for mark in self.marks]
        if len(several) == 1:
            return several[0]
        chosen = {id(value) for values in several for value in values}
        return [value for value in self._values if id(value) in chosen]

    def _list(self) -> None:
        """List what the chart shows, and what has no place there; what is chosen stays so, or the latest value is."""
        content = self.chart.content
        events = [event.event for event in results_chart.in_sight(content)] if content.panels else []
        self._shown = _in_time(self._chosen_values(), events)
        self._is_filled = False
        latest = next((entry for entry in self._shown if isinstance(entry, PastValue)), None)
        self._choose(next((entry for entry in self._shown if entry == self._chosen), latest))
        self.chart.choose(self._chosen)
        if self.switch.value == TABLE:
            self._fill()
        self._refresh_said()

    def _fill(self) -> None:
        """Fill the table once it is wanted: that takes longer than drawing the chart."""
        if self._is_filled:
            return
        self._is_filled = True
        heads, lines = tabled(self._shown, self._proofs)
        chosen = self._chosen
        self.table.blockSignals(True)  # noqa: FBT003
        self.table.fill(heads, lines)
        self.table.setCurrentCell(self._row_of(chosen), 0)
        self.table.blockSignals(False)  # noqa: FBT003
        self.table.setAccessibleName(
            tr("Values of {test}", test=self.test.currentText()) if self._shown else tr("Values")
        )

    def _row_of(self, chosen: Entry | None) -> int:
        return next((row for row, entry in enumerate(self._shown) if entry is chosen), -1)

    def _choose(self, chosen: Entry | None) -> None:
        self._chosen = chosen
        self._refresh_buttons()

    def _refresh_said(self, words: str = "") -> None:
        """How many values there are, which the chart shows by itself; or what came of printing."""
        values = len([entry for entry in self._shown if isinstance(entry, PastValue)])
        counted = tr_n("{number} value, as the lab printed it", "{number} values, as the labs printed them", values)
        self._said.setText(words or (counted if values else tr("There are no values yet.")))
        self._said.setVisible(bool(words) or not values or self.switch.value == TABLE)

    # The person ----------------------------------------------------------------------------------------------------------

    def _refresh_buttons(self) -> None:
        chosen = self._chosen
        self._open.setEnabled(chosen is not None)
        self._page.setEnabled(isinstance(chosen, PastValue) and chosen.record_id in self._proofs)
        for part in (self._copy, self._print, self._save):
            part.setEnabled(bool(self._shown))
        self._several.setEnabled(len(self._by_mark) > 1)
        chosen_tests = len(self.marks)
        words = tr_n("{number} test…", "{number} tests…", chosen_tests) if chosen_tests > 1 else tr("Several tests…")
        self._several.setText(words)
        self._several.setAccessibleName(words)

    def _on_test(self) -> None:
        self._more = []
        self._show()

    def _on_several(self) -> None:
        groups: dict[str, list[tuple[str, str, str]]] = {}
        for mark, values in self._by_mark.items():
            counted = tr_n("{number} value", "{number} values", len(values))
            group = lab_tests.group_name(lab_tests.group_of(mark))
            groups.setdefault(group, []).append((mark, _name(values[0]), counted))
        dialog = ChoosingTests(list(groups.items()), self.marks, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._on_taken)
        dialog.open()

    def _on_taken(self, marks: Sequence[str]) -> None:
        self.choose(*marks)

    def _on_switched(self) -> None:
        self.show_as(self.switch.value or CHART)

    def show_as(self, view: str) -> None:
        """Show the chart, or the table."""
        self.switch.set_value(view)
        if view == TABLE:
            self._fill()
        self._stack.setCurrentWidget(self.table if view == TABLE else self.chart)
        self._refresh_said()

    def _on_chosen_in_chart(self, said: Point | Event) -> None:
        chosen = said.value if isinstance(said, Point) else said.event
        self._choose(None if isinstance(chosen, Reading) else chosen)
        if self._is_filled:
            self.table.blockSignals(True)  # noqa: FBT003
            self.table.setCurrentCell(self._row_of(self._chosen), 0)
            self.table.blockSignals(False)  # noqa: FBT003

    def _on_row(self) -> None:
        row = self.table.currentRow()
        self._choose(self._shown[row] if 0 <= row < len(self._shown) else None)
        self.chart.choose(self._chosen)

    def _on_open(self) -> None:
        chosen = self._chosen
        if isinstance(chosen, PastValue):
            self.record_wanted.emit(chosen.record_id)
        elif chosen is not None:
            self._workspace.show_page(chosen.kind, chosen.record_id)

    def _on_page(self) -> None:
        proof = None if self._chosen is None else self._proofs.get(self._chosen.record_id)
        if proof is not None:
            self._workspace.show_page("documents", proof.document_id, proof.page)

    def _on_copy(self) -> None:
        self._fill()
        self.table.blockSignals(True)  # noqa: FBT003
        self.table.clearSelection()
        self.table.blockSignals(False)  # noqa: FBT003
        QGuiApplication.clipboard().setText(self.table.copied())

    # Paper ---------------------------------------------------------------------------------------------------------------

    def _paper(self) -> ChartPaper:
        with self._workspace.vault.read() as session:
            today = self._workspace.today()
            return results_chart.collect_paper(session, self.chart.content, today, log=self.chart.log.isChecked())

    def print_chart(self) -> None:
        """Print what is shown through the system's dialog."""
        if not self._shown:
            return
        content = self._paper()
        draw = partial(results_chart.draw, content)
        paper = usual_paper(self._workspace.settings)
        print_paper(self._workspace, self, draw, paper, self._on_printed, leaving=_leaving(content))

    def save_pdf(self) -> None:
        """Save what is shown as a PDF. The name of the file says nothing about the illness."""
        content = self._paper()
        name = tr("Summary {date}", date=PartialDate.from_date(content.printed_on).words)
        draw = partial(results_chart.draw, content, usual_paper(self._workspace.settings))
        save_paper(self._workspace, self, name, draw, self._on_saved, leaving=_leaving(content))

    def _on_printed(self, _paper: Paper) -> None:
        self._refresh_said(tr("The page was sent to the printer."))
        self.given.offer(disclosures.RESULTS_CHART)

    def _on_saved(self, path: Path) -> None:
        self._refresh_said(
            tr("Saved as “{file}”. This file is not encrypted: whoever can open it can read it.", file=path.name)
        )
        self.given.offer(disclosures.RESULTS_CHART)


def _leaving(content: ChartPaper) -> Leaving:
    said: Mapping[str, object] | None = None  # no later chart can differ from it: it says when it was printed
    return Leaving(disclosures.RESULTS_CHART, content.title, said)


def _in_time(values: Sequence[PastValue], events: Sequence[DatedEvent]) -> list[Entry]:
    """The latest first, as the values come; an event before the values of its day."""
    if not events:
        return list(values)
    moments: dict[str, str] = {}  # of a collection, which all its values share
    for value in values:
        if value.record_id not in moments:
            moments[value.record_id] = "" if value.taken_at is None else value.taken_at.sort_text
    entries: list[tuple[str, Entry]] = [(event.on.sort_text + "~", event) for event in events]
    entries += [(moments[value.record_id], value) for value in values]
    entries.sort(key=itemgetter(0), reverse=True)
    return [entry for _, entry in entries]


def _name(value: PastValue) -> str:
    """What a test is called: by the program where it knows the test, else as it was typed."""
    test = lab_tests.load().tests.get(value.key)
    return value.test if test is None else test.name
