"""The start page: what is next, dates, what is not filled in yet, the printed card, recent documents, and four quick actions.

It tells facts and points to places. Nothing on it is scored, coloured as a warning or repeated as an alert (docs/clinical-sources.md).
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records import episodes
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.files import ask_for_files
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.question_field import QuestionField
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.care_kit.visits import day_words
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.rows import SideBySide
from ism_desktop.ui.kit.widgets.surfaces import Column, PageHead, Panel
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.places.home.home_documents import DocumentsPanel
from ism_desktop.ui.places.home.home_groups import GroupsPanel
from ism_desktop.ui.places.home.home_journal import JournalPanel
from ism_desktop.ui.places.home.home_keeping import KeepingPanel
from ism_desktop.ui.places.home.home_overview import Overview, collect
from ism_desktop.ui.places.home.home_panel import HomePanel
from ism_desktop.ui.places.home.home_panels import (
    BlanksPanel,
    CardStatusPanel,
    DatesPanel,
    NextPanel,
    QuickActions,
    StepsPanel,
)
from ism_desktop.ui.places.home.home_tasks import TasksPanel
from ism_desktop.ui.record_kit.ledger_reading import read_ledger


def greeting(hour: int, name: str) -> str:
    """How one greets somebody at this hour of the day."""
    if 4 <= hour < 12:
        return tr("Good morning, {name}", name=name)
    return tr("Good afternoon, {name}", name=name) if 12 <= hour < 18 else tr("Good evening, {name}", name=name)


class HomePage(Page):
    """Where a person arrives: everything on it is read again after each change of the records."""

    help_text = tr_lazy(
        "This page shows what is coming up and leads to every other page. The buttons at the top are the "
        "things people do most often. “Record a reaction” (F9) writes down times while a reaction "
        "happens.\n\n“Not filled in yet” lists what is still missing on the emergency card and "
        "in the binder. Press a line to go there. Nothing on the list has to be filled in.\n\n“Dates” is a plain "
        "list of dates from your own record, the nearest first.\n\n“Tasks” are what you noted before and after visits and is not "
        "done yet. Tick the box when one is done."
    )

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.head = PageHead(tr("Welcome"))
        self.head.title.setObjectName("greeting")
        self.quick = QuickActions()
        self.quick.document_wanted.connect(self._on_add_document)
        self.quick.question_wanted.connect(self._on_note_question)
        self.quick.card_wanted.connect(self._on_print_card)
        self.quick.recorder_wanted.connect(workspace.record_reaction)
        self.note = QuestionNote(workspace)
        self.note.questions_wanted.connect(self._on_open_questions)
        self.steps = StepsPanel()
        self.steps.begin_wanted.connect(workspace.begin_record)
        self.journal = JournalPanel()
        self.journal.note_wanted.connect(self._on_note_journal)
        self.next = NextPanel()
        self.next.new_visit_wanted.connect(self._on_new_visit)
        self.tasks = TasksPanel(workspace)
        self.recent = DocumentsPanel(workspace)
        self.dates = DatesPanel()
        self.blanks = BlanksPanel()
        self.status = CardStatusPanel()
        self.keeping = KeepingPanel(workspace)
        self.groups = GroupsPanel(workspace)
        self._cards: tuple[HomePanel, ...] = (
            self.steps,
            self.next,
            self.tasks,
            self.journal,
            self.recent,
            self.status,
            self.keeping,
            self.dates,
            self.blanks,
            self.groups,
        )
        for card in self._cards:
            card.wanted.connect(self._on_wanted)
        self._build()
        workspace.safekeeping.changed.connect(self._on_kept)

    def _on_kept(self) -> None:
        self._on_changed(frozenset())

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        column = Column(1040)
        column.setObjectName("home")
        outer.addWidget(column)
        for part in (self.head, self.steps, self.quick, self.note):
            column.body.addWidget(part)
        left, right = (
            _stack((self.journal, self.next, self.tasks, self.recent)),
            _stack((self.status, self.keeping, self.dates, self.blanks, self.groups)),
        )
        column.body.addWidget(SideBySide(left, right, needed=820, shares=(6, 5)))
        column.body.addStretch(1)

    def refresh(self) -> None:
        """Read everything again."""
        today = self.workspace.today()
        with self.workspace.vault.read() as session:
            overview = collect(session, today)
            running = episodes.running(session, datetime.now().astimezone())
        self._greet(overview, PartialDate.from_date(today))
        self.quick.show_running(is_running=running is not None)
        for card in self._cards:
            card.show_overview(overview)
        if overview.lacks_bills:
            read_ledger(self.workspace, self, self._on_bills_read)

    def _on_bills_read(self, _result: object) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _greet(self, overview: Overview, today: PartialDate) -> None:
        hour = datetime.now().astimezone().hour
        self.head.title.setText(greeting(hour, overview.name) if overview.name else tr("Welcome"))
        self.head.set_text(tr("It is {day}.", day=day_words(today)))

    def _on_wanted(self, place: str, record_id: str | None) -> None:
        self.workspace.show_page(place, record_id)

    def _on_add_document(self) -> None:
        ask_for_files(self, tr("Add documents"), self._on_files, name="add_documents")

    def _on_files(self, names: list[str]) -> None:
        self.workspace.import_files([Path(name) for name in names])

    def _on_note_question(self) -> None:
        self.note.show()
        self.note.field.setFocus()

    def _on_note_journal(self) -> None:
        QuickEntryDialog(self.workspace, self.window()).open()

    def _on_open_questions(self) -> None:
        self.workspace.show_page(QUESTIONS.name)

    def _on_print_card(self) -> None:
        self.workspace.show_page("emergency_card")

    def _on_new_visit(self) -> None:
        self.workspace.begin_record(APPOINTMENTS.name)


class QuestionNote(Panel):
    """Where a question is noted without leaving the page."""

    questions_wanted = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(tr("What would you like to ask?"))
        self.setObjectName("question_note")
        self.field = QuestionField(workspace, draft="home", name="home_question")
        self.body.addWidget(self.field)
        self.body.addWidget(
            secondary(tr("It is kept under Questions, where you can put it on the list of an appointment."))
        )
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(
            button(tr("Go to my questions"), self.questions_wanted.emit, role="quiet", name="home_question.open")
        )
        row.addWidget(button(tr("Close"), self.hide, role="quiet", name="home_question.close"))
        self.body.addWidget(buttons)
        if not self.field.text.toPlainText():
            self.hide()  # a question half typed before the last lock is shown again


def _stack(widgets: Iterable[QWidget]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return holder
