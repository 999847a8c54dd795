"""The chart of the journal: symptoms and trackers as typed, with medicines, reactions and tests on one axis of time, and its table."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.library import lab_tests
from ism_desktop.printing import results_chart
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.results_chart import ChartContent, ChartPaper, Event, Point, journal
from ism_desktop.records import (
    dated_events,
    disclosures,
    journal_reading,
    journal_series,
    test_values,
    tracker_readings,
)
from ism_desktop.records.journal_filter import JournalFilter, entries_of
from ism_desktop.records.journal_reading import Name
from ism_desktop.records.journal_words import SYMPTOMS
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.test_values import PastValue
from ism_desktop.records.tracker_readings import Tracked
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.chart.values_table import ValuesTable
from ism_desktop.ui.care_kit.chart.view import RESULTS_EVENTS, ChartView
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.paper_kit import GivenButton, Leaving, print_paper, save_paper
from ism_desktop.ui.paper_kit.switch import usual_paper
from ism_desktop.ui.places.journal.count_choices import in_order
from ism_desktop.ui.places.journal.looking_back.choosing_series import ChoosingSeries

CHART, TABLE = "chart", "table"

Said = Point | Event


class JournalChart(QFrame):
    """`entry_wanted` carries the id of an entry to open."""

    entry_wanted = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("journal_chart")
        self.setProperty("role", "panel")
        self._workspace = workspace
        self.marks: list[str] | None = (
            None  # what is shown; before anybody chose, the symptom that was noted most often
        )
        self._symptoms: dict[str, tuple[Name, str, int]] = {}
        self._trackers: dict[str, tuple[Name, Tracked]] = {}
        self._values: list[PastValue] = []
        self._events: list[Event] = []
        self._listed: list[Said] = []
        self._chosen: Said | None = None
        self._narrowing, self._filtered_by = JournalFilter(), ""
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._head())
        self.chart = ChartView((*RESULTS_EVENTS, EPISODES), may_be_log=False)
        self.chart.chosen.connect(self._on_chosen)
        self.chart.open_wanted.connect(self._on_open)
        self.chart.events_changed.connect(self._list)
        self.table = ValuesTable()
        self.table.setAccessibleName(tr("Values"))
        self.table.open_wanted.connect(self._on_open)
        self.table.itemSelectionChanged.connect(self._on_row)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.table)
        column.addWidget(self._stack, 1)
        self._note = secondary("")
        self._note.setObjectName("journal_chart.note")
        self._note.hide()
        column.addWidget(self._note)
        column.addWidget(self._foot())

    def _head(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self._choose = button(
            tr("Choose what to show…"), self._on_choose, icon_name="mdi6.chart-multiple", name="journal_chart.choose"
        )
        views = ((CHART, tr("Chart")), (TABLE, tr("Table")))
        self.switch = Choices(views, tr("Show as"), name="journal_chart.view")
        self.switch.set_value(CHART)
        self.switch.changed.connect(self._on_switched)
        for part in (self._choose, self.switch):
            row.addWidget(part)
        return holder

    def _foot(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        self._open = button(
            tr("Open the entry"), self._on_open, icon_name="mdi6.pencil-outline", name="journal_chart.open"
        )
        self._copy = button(
            tr("Copy the table"), self._on_copy, icon_name="mdi6.content-copy", name="journal_chart.copy"
        )
        self._print = button(
            tr("Print…"), self.print_chart, icon_name="mdi6.printer-outline", name="journal_chart.print"
        )
        self._print.setToolTip("Ctrl+P")
        self._save = button(
            tr("Save as PDF…"), self.save_pdf, icon_name="mdi6.file-download-outline", name="journal_chart.save"
        )
        self.given = GivenButton(self._workspace, "journal_chart.given")
        for part in (self._open, self._copy, self._print, self._save, self.given):
            row.addWidget(part)
        return holder

    # Reading -------------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what is shown."""
        with self._workspace.vault.read() as session:
            used = journal_reading.used(session, "symptom")
            self._trackers = {
                _TRACKER + " ".join(name): (name, one) for name, one in tracker_readings.used(session).items()
            }
            self._values = test_values.every(session)
            happened = [*dated_events.events(session), *dated_events.reactions(session)]
        words = in_order(used, SYMPTOMS)
        self._symptoms = {_mark(name): (name, called, used[name][1]) for name, called in words.items()}
        # A reaction is among both.
        self._events = [results_chart.placed(one) for one in dict.fromkeys(happened)]
        known = self._symptoms.keys() | self._trackers.keys() | {_mark_of(value) for value in self._values}
        self.marks = None if self.marks is None else [mark for mark in self.marks if mark in known] or None
        self._show()

    def narrow(self, narrowing: JournalFilter, said: Sequence[str]) -> None:
        """Draw only entries that this filter lets through; `said` is what it asks for, in words. `refresh` shows it."""
        self._narrowing, self._filtered_by = narrowing, in_use().listed(said)

    @property
    def shown_marks(self) -> list[str]:
        """What is shown: before anybody chose, the symptom that is looked for, or else the one that was noted most often."""
        if self.marks is not None:
            return self.marks
        if self._narrowing.symptom is not None and _mark(self._narrowing.symptom) in self._symptoms:
            return [_mark(self._narrowing.symptom)]
        most = max(self._symptoms, key=lambda mark: self._symptoms[mark][2], default=None)
        return [] if most is None else [most]

    def show_marks(self, marks: Sequence[str]) -> None:
        """Show these symptoms and tests."""
        self.marks = list(marks)
        self._show()

    def _show(self) -> None:
        self.chart.show_content(self._content())
        self._list()

    def _content(self) -> ChartContent:
        marks = self.shown_marks
        symptoms = {mark: self._symptoms[mark] for mark in marks if mark in self._symptoms}
        trackers = {mark: self._trackers[mark] for mark in marks if mark in self._trackers}
        with self._workspace.vault.read() as session:
            noted = tracker_readings.read(session, names=[name for name, _ in trackers.values()]) if trackers else []
            felt = journal_series.read(session, [name for name, _, _ in symptoms.values()])
            if not self._narrowing.is_empty:
                kept = entries_of(session, self._narrowing)
                noted = [one for one in noted if one.record_id in kept]
                felt = {name: [one for one in found if one.record_id in kept] for name, found in felt.items()}
        panels = [journal.severity_panel(mark, called, felt[name]) for mark, (name, called, _) in symptoms.items()]
        for mark, (name, tracked) in trackers.items():
            panels += journal.tracker_panels(mark, tracked.label, [one for one in noted if one.name == name])
        tests = [mark.removeprefix(_TEST) for mark in marks if mark.startswith(_TEST)]
        results = results_chart.make(self._values, tests)
        return journal.beside([panel for panel in panels if panel.points], results, self._events)

    def _list(self) -> None:
        """List what the chart shows, the latest first."""
        content = self.chart.content
        events = results_chart.in_sight(content) if content.panels else []
        self._listed = sorted([*content.points, *events], key=lambda one: one.at, reverse=True)
        self._say_note(is_drawn=bool(content.panels))
        self._stack.setVisible(bool(content.panels))
        self._choose_said(None)
        if self.switch.value == TABLE:
            self._fill()

    def _say_note(self, words: str = "", *, is_drawn: bool = True) -> None:
        """Say what came of printing, that nothing can be drawn, or what the filter does here."""
        if not is_drawn:
            words = tr("Nothing to draw yet: note a symptom, and how bad it is.")
            if not self._narrowing.is_empty:
                words = tr("With this filter there is nothing to draw.")
        elif not words and not self._narrowing.is_empty:
            words = tr("The filter leaves out dots of the journal. Test results and events are all shown.")
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _fill(self) -> None:
        self.table.blockSignals(True)  # noqa: FBT003  (Qt's own)
        self.table.fill([tr("When"), tr("What"), tr("Value")], [_line(one) for one in self._listed])
        self.table.blockSignals(False)  # noqa: FBT003

    # The person ----------------------------------------------------------------------------------------------------------

    def _choose_said(self, said: Said | None) -> None:
        self._chosen = said
        self._open.setEnabled(said is not None)
        for part in (self._copy, self._print, self._save):
            part.setEnabled(bool(self._listed))

    def _on_chosen(self, said: Said) -> None:
        self._choose_said(said)

    def _on_row(self) -> None:
        row = self.table.currentRow()
        said = self._listed[row] if 0 <= row < len(self._listed) else None
        self._choose_said(said)
        self.chart.choose(said.value if isinstance(said, Point) else said.event if said is not None else None)

    def _on_switched(self) -> None:
        if self.switch.value == TABLE:
            self._fill()
        self._stack.setCurrentWidget(self.table if self.switch.value == TABLE else self.chart)

    def _on_open(self) -> None:
        said = self._chosen
        if isinstance(said, Event):
            self._workspace.show_page(said.event.kind, said.event.record_id)
        elif isinstance(said, Point) and isinstance(said.value, PastValue):
            self._workspace.show_page(TEST_RESULTS.name, said.value.record_id)
        elif isinstance(said, Point):
            self.entry_wanted.emit(said.value.record_id)

    def _on_copy(self) -> None:
        lines = [(tr("When"), tr("What"), tr("Value")), *(_line(one) for one in self._listed)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _on_choose(self) -> None:
        times = [
            (mark, called, JOURNAL_ENTRIES.count_words(number)) for mark, (_, called, number) in self._symptoms.items()
        ]
        groups: dict[str, list[tuple[str, str, str]]] = {tr("Symptoms"): times}
        if self._trackers:
            groups[tr("Trackers")] = [
                (mark, one.label, tr_n("{number} value", "{number} values", one.number))
                for mark, (_, one) in self._trackers.items()
            ]
        counted: dict[str, list[PastValue]] = {}
        for value in self._values:
            counted.setdefault(_mark_of(value), []).append(value)
        for mark, values in counted.items():
            group = lab_tests.group_name(lab_tests.group_of(mark.removeprefix(_TEST)))
            said = tr_n("{number} value", "{number} values", len(values))
            groups.setdefault(group, []).append((mark, _test_name(values[0]), said))
        dialog = ChoosingSeries(groups, self._symptoms, self.shown_marks, self)
        dialog.taken.connect(self.show_marks)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Paper ---------------------------------------------------------------------------------------------------------------

    def _paper(self) -> ChartPaper:
        with self._workspace.vault.read() as session:
            today = self._workspace.today()
            return results_chart.collect_paper(session, self.chart.content, today, filtered_by=self._filtered_by)

    def print_chart(self) -> None:
        """Print what is shown through the system's dialog."""
        if self._listed:
            content, paper = self._paper(), usual_paper(self._workspace.settings)
            draw = partial(results_chart.draw, content)
            print_paper(self._workspace, self, draw, paper, self._on_printed, leaving=_leaving(content))

    def save_pdf(self) -> None:
        """Save what is shown as a PDF. The name of the file says nothing about the illness."""
        content = self._paper()
        name = tr("Summary {date}", date=PartialDate.from_date(content.printed_on).words)
        draw = partial(results_chart.draw, content, usual_paper(self._workspace.settings))
        save_paper(self._workspace, self, name, draw, self._on_saved, leaving=_leaving(content))

    def _on_printed(self, _paper: Paper) -> None:
        self._say_note(tr("The page was sent to the printer."))
        self.given.offer(disclosures.JOURNAL_CHART)

    def _on_saved(self, path: Path) -> None:
        self._say_note(
            tr("Saved as “{file}”. This file is not encrypted: whoever can open it can read it.", file=path.name)
        )
        self.given.offer(disclosures.JOURNAL_CHART)


def _leaving(content: ChartPaper) -> Leaving:
    return Leaving(disclosures.JOURNAL_CHART, content.title, None)


_TEST, _TRACKER = "test ", "tracker "


def _mark(name: Name) -> str:
    return f"symptom {name[0]} {name[1]}"


def _mark_of(value: PastValue) -> str:
    return _TEST + lab_tests.mark(value.key, value.test)


def _test_name(value: PastValue) -> str:
    test = lab_tests.load().tests.get(value.key)
    return value.test if test is None else test.name


def _line(said: Said) -> tuple[str, str, str]:
    """A line of the table."""
    if isinstance(said, Event):
        return said.day, said.words, ""
    value = said.value
    return results_chart.taken_words(value), value.test, said.printed
