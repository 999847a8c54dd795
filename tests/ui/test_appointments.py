"""Appointments with their questions: noted, picked, ordered, printed, answered, carried over."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.library import questions as bank
from ism_desktop.records import printed, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.question_print import QuestionPrintDialog
from ism_desktop.ui.places.appointments.page import AppointmentsPage
from ism_desktop.ui.record_kit.model import RECORD
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.listing import ListDriver
from tests.drivers.paper import PaperDriver, unnamed
from tests.drivers.questions import QuestionsDriver, activate
from tests.drivers.widgets import click, dialog, find, words
from tests.ui.visits import DOCTOR, add_doctor, add_questions, add_visit, day, questions_of, saved

PLACE = "appointments"

FIRST, SECOND = "How many patients with indolent systemic mastocytosis do you treat?", "How often should we meet?"


class Appointments:
    """The page, its agenda and form, and the questions of the chosen appointment."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        activate(qtbot, window)
        window.show_page("appointments")
        page = window.current_page
        assert isinstance(page, AppointmentsPage)
        self.page = page
        self.list = ListDriver(qtbot, page.view)  # type: ignore[arg-type]
        self.questions = QuestionsDriver(qtbot, page.questions)

    def open(self, visit_id: str) -> None:
        self.window.show_page("appointments", visit_id)

    def agenda(self) -> list[str]:
        model = self.list.table.model()
        return [model.index(row, 0).data(RECORD).title for row in range(model.rowCount())]


@pytest.fixture
def appointments(window: MainWindow, qtbot: QtBot) -> Appointments:
    return Appointments(qtbot, window)


def test_the_agenda_puts_what_is_next_on_top(appointments: Appointments, workspace: Workspace, qtbot: QtBot) -> None:
    add_visit(workspace, "Far past", -300)
    add_visit(workspace, "Far future", 90)
    add_visit(workspace, "Near past", -3)
    add_visit(workspace, "Near future", 3)
    add_visit(workspace, "Done early", 5, status="done")
    qtbot.waitUntil(lambda: len(appointments.agenda()) == 5)
    assert appointments.agenda() == ["Near future", "Far future", "Done early", "Near past", "Far past"]
    headings = appointments.page.agenda.agenda.headings
    assert list(headings.values()) == ["Upcoming", "Past"]


def test_a_new_appointment_is_written_down_and_then_takes_questions(
    appointments: Appointments, workspace: Workspace, qtbot: QtBot
) -> None:
    doctor = add_doctor(workspace)
    appointments.page.new_record()
    assert not appointments.page.questions.isVisible()
    form = appointments.list.form
    form.write("purpose", "Follow-up")
    form.write("on_date", day(workspace, 12).words)
    form.write("at_time", "2.30 pm")
    form.choose("with_member", DOCTOR)
    form.write("place", "Building C")
    form.write("prepare", "Medication list")
    bar = form.form.column.verticalScrollBar
    bar().setValue(bar().maximum())
    assert bar().value() > 0
    form.save()
    (visit,) = [record for record in _visits(workspace) if record.title == "Follow-up"]
    assert (visit.values["at_time"], visit.values["with_member"]) == ("14:30", doctor)
    assert visit.values["time_zone"], "a local time keeps its zone"
    qtbot.waitUntil(appointments.page.questions.isVisible)
    qtbot.waitUntil(lambda: "Building C" in words(appointments.page))
    qtbot.waitUntil(lambda: bar().value() == 0)  # its day and its questions are in sight
    assert find(appointments.page, QPushButton, "print_questions").isHidden(), "there is nothing to print yet"
    appointments.questions.note("Is the plan still right?")
    qtbot.waitUntil(lambda: appointments.questions.texts() == ["Is the plan still right?"])
    assert [question.title for question in questions_of(workspace, visit.id)] == ["Is the plan still right?"]


def _visits(workspace: Workspace) -> list[store.Record]:
    with workspace.vault.read() as session:
        return store.list_active(session, BY_NAME["appointments"])


def test_own_and_library_questions_are_ordered_and_stay_so(
    appointments: Appointments, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", 12)
    appointments.open(visit)
    own = appointments.questions
    own.note("Is the plan still right?")
    field = find(appointments.page, QPlainTextEdit, "new_question")
    assert field.toPlainText() == "", "the field is ready for the next one"
    assert appointments.window.focusWidget() is field
    library = own.library()
    library.search("indolent patients treat")
    assert library.texts() == [FIRST]
    library.tick(FIRST)
    library.search("")
    library.choose("library_specialist", "Any specialist")
    library.choose("library_purpose", "Choosing and starting with a specialist")
    assert library.texts() == [one.text for one in bank.load()[:3]]
    library.tick(SECOND)
    assert "2 questions ticked" in words(library.dialog)
    library.add()
    qtbot.waitUntil(lambda: len(own.texts()) == 3)
    assert own.texts() == ["Is the plan still right?", FIRST, SECOND]
    picked = questions_of(workspace, visit)[1]
    assert picked.values["bank_id"] == "guide-1"
    assert picked.values["specialist"] == "Any specialist"

    own.move(SECOND, up=True)
    qtbot.waitUntil(lambda: own.texts() == ["Is the plan still right?", SECOND, FIRST])
    own.move_by_key("Is the plan still right?", Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: own.texts() == [SECOND, "Is the plan still right?", FIRST])
    own.drag(FIRST, onto=SECOND)
    qtbot.waitUntil(lambda: own.texts() == [FIRST, SECOND, "Is the plan still right?"])
    assert [question.title for question in questions_of(workspace, visit)] == own.texts()
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: own.texts() == [SECOND, "Is the plan still right?", FIRST])


def test_the_library_marks_what_is_on_the_list_already(
    appointments: Appointments, workspace: Workspace, qtbot: QtBot
) -> None:
    visit, other = add_visit(workspace, "Follow-up", 12), add_visit(workspace, "Skin check", 20)
    appointments.open(visit)
    library = appointments.questions.library()
    library.tick(FIRST, SECOND)
    library.add()
    qtbot.waitUntil(lambda: len(questions_of(workspace, visit)) == 2)
    again = appointments.questions.library()
    assert again.is_settled(FIRST)
    again.tick(FIRST)
    assert not find(again.dialog, QAbstractButton, "library_add").isEnabled()
    again.cancel()
    appointments.open(other)
    elsewhere = appointments.questions.library()
    assert not elsewhere.is_settled(FIRST), "it can be asked there as well"
    elsewhere.tick(FIRST)
    elsewhere.add()
    qtbot.waitUntil(lambda: len(questions_of(workspace, other)) == 1)
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: questions_of(workspace, other) == [])


def test_the_printed_list_shows_them_and_is_remembered(
    appointments: Appointments, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    visit = add_visit(workspace, "Follow-up", 12, place="Building C")
    add_questions(workspace, visit, "What does the tryptase say?", "Whom do I call on a weekend?")
    appointments.open(visit)
    click(qtbot, appointments.page, "print_questions")
    paper = dialog(qtbot, "question_print")
    assert isinstance(paper, QuestionPrintDialog)
    with qtbot.waitSignal(paper.preview.drawn, timeout=30_000):
        pass
    pdf = paper.preview.pdf
    assert pdf is not None
    said = " ".join(page.text for page in workspace.workers.read_text(pdf, "application/pdf", None))
    for text in ("What does the tryptase say?", "Whom do I call on a weekend?", "Building C"):
        assert text in said

    saving = PaperDriver(qtbot)
    click(qtbot, paper, "question_print.save")
    assert "not be encrypted" in saving.accept_notice()
    assert "masto" not in saving.suggested().casefold()
    target = tmp_path / "questions.pdf"
    saving.save_as(target)
    qtbot.waitUntil(target.exists, timeout=20_000)
    qtbot.waitUntil(lambda: find(paper, QLabel, "question_print.said").isVisible())
    assert target.read_bytes().startswith(b"%PDF")
    with workspace.vault.read() as session:
        copy = printed.latest(session, "questions")
    assert copy is not None
    assert [entry["text"] for entry in copy.content["questions"]] == [
        "What does the tryptase say?",
        "Whom do I call on a weekend?",
    ]
    click(qtbot, paper, "close")


def test_answers_typed_afterwards_survive_leaving_the_page(
    appointments: Appointments, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", -1, with_member=add_doctor(workspace))
    asked, other = add_questions(workspace, visit, "What does the tryptase say?", "Whom do I call?")
    appointments.open(visit)
    own = appointments.questions
    assert own.row("Whom do I call?").isVisible()
    own.answer("What does the tryptase say?", "Lower than last year")
    assert workspace.drafts.get("questions", asked) is not None, "a power cut would not lose it"
    assert own.field("What does the tryptase say?", "status") == "answered"
    assert own.field("What does the tryptase say?", "answered_by") == DOCTOR
    notes = find(appointments.page, QPlainTextEdit, "notes")
    notes.setFocus()
    qtbot.keyClicks(notes, "Everything steady")
    window.show_page("home")

    question = saved(workspace, asked)
    assert question.values["answer"] == "Lower than last year"
    assert question.values["status"] == "answered"
    assert question.values["answered_by"] == DOCTOR
    assert question.values["answered_on"] == day(workspace, -1)
    assert saved(workspace, other).values["status"] == "open"
    assert next(record for record in _visits(workspace) if record.id == visit).values["notes"] == "Everything steady"
    window.show_page("appointments", visit)
    assert own.field("What does the tryptase say?", "answer") == "Lower than last year"
    assert workspace.drafts.get("questions", asked) is None


def test_leaving_the_field_saves_and_undo_takes_it_back(
    appointments: Appointments, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", -1)
    (asked,) = add_questions(workspace, visit, "What does the tryptase say?")
    appointments.open(visit)
    own = appointments.questions
    own.answer("What does the tryptase say?", "Lower")
    find(own.row("What does the tryptase say?"), QLineEdit, "answered_by").setFocus()
    qtbot.waitUntil(lambda: saved(workspace, asked).values["answer"] == "Lower")
    own.choose_status("What does the tryptase say?", "carry_on")
    assert saved(workspace, asked).values["status"] == "carry_on"
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: own.field("What does the tryptase say?", "status") == "answered")


def test_a_half_typed_question_comes_back_at_its_own_appointment(
    appointments: Appointments, workspace: Workspace
) -> None:
    visit, other = add_visit(workspace, "Follow-up", 12), add_visit(workspace, "Skin check", 20)
    appointments.open(visit)
    appointments.questions.half_write("And what about")
    appointments.open(other)
    field = find(appointments.page, QPlainTextEdit, "new_question")
    assert field.toPlainText() == ""
    appointments.open(visit)
    assert field.toPlainText() == "And what about"


def test_questions_without_an_answer_are_carried_over(
    appointments: Appointments, workspace: Workspace, qtbot: QtBot
) -> None:
    past, coming = add_visit(workspace, "Follow-up", -1), add_visit(workspace, "Skin check", 20)
    asked, answered, never = add_questions(workspace, past, "Asked?", "Answered?", "Never asked?")
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["questions"], {"status": "asked"}, record_id=asked)
        store.save(session, BY_NAME["questions"], {"status": "answered", "answer": "Yes"}, record_id=answered)
    appointments.open(past)
    assert "2 questions have no answer yet" in words(appointments.page.questions)
    menu = find(appointments.page.questions, QMenu, "carry_over_menu")
    (action,) = menu.actions()
    action.trigger()
    qtbot.waitUntil(lambda: appointments.questions.texts() == ["Answered?"])
    assert [question.id for question in questions_of(workspace, coming)] == [asked, never]
    assert saved(workspace, asked).values["status"] == "carry_on"
    assert "no answer yet" not in words(appointments.page.questions)
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: len(appointments.questions.texts()) == 3)
    assert saved(workspace, asked).values["status"] == "asked"


def test_taking_a_question_off_the_list_keeps_it(
    appointments: Appointments, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", 12)
    (one,) = add_questions(workspace, visit, "What does the tryptase say?")
    appointments.open(visit)
    appointments.questions.open("What does the tryptase say?")
    click(qtbot, appointments.questions.row("What does the tryptase say?"), "take_off")
    qtbot.waitUntil(lambda: appointments.questions.texts() == [])
    assert saved(workspace, one).values["appointment"] is None
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: appointments.questions.texts() == ["What does the tryptase say?"])


def test_everything_can_be_read_in_a_small_window_at_twice_the_size(
    appointments: Appointments, workspace: Workspace, window: MainWindow, twice_the_size: None, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Yearly follow-up with blood results", -1, with_member=add_doctor(workspace))
    add_visit(workspace, "Skin check", 20)
    texts = "Which medicine should I take before the dental treatment, and who tells the dentist?", "Whom do I call?"
    add_questions(workspace, visit, *texts)
    window.resize(1024, 700)
    appointments.open(visit)
    qtbot.waitUntil(lambda: len(appointments.questions.texts()) == 2)
    appointments.questions.open(texts[0])
    settle()
    assert clipped(appointments.page) == []
    assert unnamed(appointments.page) == []


def test_the_cursor_stays_where_it_is_when_something_else_is_saved(
    appointments: Appointments, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", -1, notes="Everything steady")
    add_questions(workspace, visit, "What does the tryptase say?")
    appointments.open(visit)
    appointments.questions.answer("What does the tryptase say?", "Lower")
    notes = find(appointments.page, QPlainTextEdit, "notes")
    notes.setFocus()
    notes.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(workspace.changed):
        pass
    settle()
    assert notes.textCursor().atEnd()
    qtbot.keyClicks(notes, ".")
    assert notes.toPlainText() == "Everything steady."


def test_a_month_shows_its_appointments_is_walked_by_keys_and_takes_new_ones(
    appointments: Appointments, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", 0, at_time="10:30")
    add_visit(workspace, "Next week", 7)
    page = appointments.page
    qtbot.waitUntil(lambda: len(appointments.agenda()) == 2)
    click(qtbot, page, "appointments_as.month")
    month = page.side.month
    assert month is not None
    assert "10:30 Follow-up" in words(month)
    month.grid.focus_chosen()
    assert (
        "1 appointment, Follow-up"
        in month.grid.cells[month.grid.days_around(month.chosen).index(month.chosen)].accessibleName()
    )
    qtbot.keyClick(month.grid, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "Next week" in words(month))
    click(qtbot, month, "month.add")
    assert appointments.list.form.shows("on_date") == day(workspace, 7).words
    page.leave()
    month.go_to(workspace.today())
    qtbot.waitUntil(lambda: "Follow-up" in words(month))
    click(qtbot, month, f"month.visit.{visit}")
    qtbot.waitUntil(lambda: page.view.form.record_id == visit)
