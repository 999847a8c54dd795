"""Visit mode and tasks: one screen for all of a visit, what is typed kept as a draft, papers attached, tasks on Home until done."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ism_desktop.records import links, store, task_lists
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.tasks import FOLLOWS, PREPARES, TASKS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.appointments.page import AppointmentsPage
from ism_desktop.ui.places.appointments.visit_dialog import DRAFT, VisitDialog
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.paper import unnamed
from tests.drivers.questions import QuestionsDriver, activate
from tests.drivers.widgets import click, dialog, find, words
from tests.ui.visits import DOCTOR, add_doctor, add_questions, add_visit, day, saved

ASKED, OTHER = "What does the tryptase say?", "Whom do I call on a weekend?"


def open_visit(qtbot: QtBot, window: MainWindow, visit: str) -> VisitDialog:
    activate(qtbot, window)
    window.show_page("appointments", visit)
    page = window.current_page
    assert isinstance(page, AppointmentsPage)
    click(qtbot, page, "start_visit")
    opened = dialog(qtbot, "visit")
    assert isinstance(opened, VisitDialog)
    return opened


def tasks_of(workspace: Workspace, visit: str) -> list[Record]:
    with workspace.vault.read() as session:
        return task_lists.of_appointment(session, visit)


def appointment(workspace: Workspace, visit: str) -> Record:
    with workspace.vault.read() as session:
        return store.get(session, BY_NAME["appointments"], visit)


def type_into(qtbot: QtBot, opened: VisitDialog, name: str, text: str) -> None:
    field = find(opened.fields, QPlainTextEdit, name)
    field.setFocus()
    qtbot.keyClicks(field, text)


def test_what_changed_in_a_visit_was_decided_by_whom_it_was_with(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    """Also where that is no more than a name."""
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["medications"], {"name": "Cetirizine"})
    opened = open_visit(qtbot, window, add_visit(workspace, "Follow-up", 0, with_whom="Dr Typed"))
    menu = opened.changed_medicine.menu()
    menu.actions()[0].trigger()
    asked = dialog(qtbot, "record_change")
    assert find(asked, QLineEdit, "decided_by_other").text() == "Dr Typed"
    asked.reject()
    opened.reject()


def test_a_whole_visit_is_written_down_on_one_screen_and_saved_at_once(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", 0, with_member=add_doctor(workspace))
    asked, _ = add_questions(workspace, visit, ASKED, OTHER)
    opened = open_visit(qtbot, window, visit)
    assert DOCTOR in words(opened)
    own = QuestionsDriver(qtbot, opened)
    assert own.texts() == [ASKED, OTHER]
    assert opened.focusWidget() is find(own.row(ASKED), QPlainTextEdit, "answer"), (
        "the cursor waits for the first answer"
    )
    own.answer(ASKED, "Lower than last year")
    own.half_write("May I fly?", "visit.question")
    type_into(qtbot, opened, "decisions", "Nothing changes")
    new = opened.tasks.new
    assert new is not None
    qtbot.keyClicks(find(new, QLineEdit, "what"), "Book the blood test")
    qtbot.keyClicks(find(new, QLineEdit, "due_on"), day(workspace, 5).words)
    click(qtbot, opened, "visit.save")
    assert not opened.isVisible()
    assert saved(workspace, asked).values["answer"] == "Lower than last year"
    assert saved(workspace, asked).values["answered_by"] == DOCTOR
    assert appointment(workspace, visit).values["decisions"] == "Nothing changes"
    (task,) = tasks_of(workspace, visit)
    assert (task.title, task.values["part"], task.values["due_on"]) == (
        "Book the blood test",
        FOLLOWS,
        day(workspace, 5),
    )
    with workspace.vault.read() as session:
        assert "May I fly?" in [one.title for one in store.list_active(session, BY_NAME["questions"])]
    assert workspace.drafts.all() == []
    assert appointment(workspace, visit).values["status"] == "done", (
        "its day has come, so it took place unless one says otherwise"
    )
    offer = workspace.undo_bar.latest
    assert offer is not None
    assert offer.words == "The visit was saved."
    workspace.undo_bar.undo_latest()
    assert saved(workspace, asked).values["answer"] is None
    assert appointment(workspace, visit).values["status"] is None
    assert appointment(workspace, visit).values["decisions"] is None
    assert tasks_of(workspace, visit) == []
    with workspace.vault.read() as session:
        assert "May I fly?" not in [one.title for one in store.list_active(session, BY_NAME["questions"])]
    workspace.undo_bar.redo_latest()
    assert len(tasks_of(workspace, visit)) == 1


def test_a_draft_that_outlived_its_saving_is_not_offered_again(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", 3)
    opened = open_visit(qtbot, window, visit)
    assert not opened.took_place.isChecked(), "it is still to come"
    new = opened.tasks.new
    assert new is not None
    qtbot.keyClicks(find(new, QLineEdit, "what"), "Call")
    own = QuestionsDriver(qtbot, opened)
    own.half_write("May I fly?", "visit.question")
    kept = {name: workspace.drafts.get(*name) for name in workspace.drafts.all()}
    click(qtbot, opened, "visit.save")
    for (kind, record_id), typed in kept.items():  # the power was cut before they were gone from the disk
        workspace.drafts.put(kind, record_id, dict(typed or {}))
    again = open_visit(qtbot, window, visit)
    assert again.tasks.new is not None
    assert not again.tasks.new.is_changed
    click(qtbot, again, "visit.save")
    assert [task.title for task in tasks_of(workspace, visit)] == ["Call"]
    assert len([one for one in workspace.drafts.all() if one[0] != DRAFT]) == 0


def test_what_is_typed_is_a_draft_and_there_again(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    visit = add_visit(workspace, "Follow-up", 0)
    opened = open_visit(qtbot, window, visit)
    type_into(qtbot, opened, "notes", "Everything steady")
    new = opened.tasks.new
    assert new is not None
    qtbot.keyClicks(find(new, QLineEdit, "what"), "Call")
    assert workspace.drafts.get(DRAFT, visit) is not None, "a power cut would not lose it"
    click(qtbot, opened, "close")
    assert appointment(workspace, visit).values["notes"] is None
    again = open_visit(qtbot, window, visit)
    assert find(again.fields, QPlainTextEdit, "notes").toPlainText() == "Everything steady"
    assert again.tasks.new is not None
    assert find(again.tasks.new, QLineEdit, "what").text() == "Call"
    click(qtbot, again, "visit.save")
    assert appointment(workspace, visit).values["notes"] == "Everything steady"


def test_a_task_that_cannot_be_read_is_marked_and_nothing_is_lost(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", 0)
    opened = open_visit(qtbot, window, visit)
    new = opened.tasks.new
    assert new is not None
    qtbot.keyClicks(find(new, QLineEdit, "due_on"), "someday")
    click(qtbot, opened, "visit.save")
    assert opened.isVisible()
    assert tasks_of(workspace, visit) == []
    opened.reject()


def test_paper_dropped_into_the_visit_is_attached(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    visit = add_visit(workspace, "Follow-up", 0)
    opened = open_visit(qtbot, window, visit)
    paper = tmp_path / "letter.png"
    Image.new("RGB", (60, 40), "white").save(paper)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper))])
    left, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    opened.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, no_key))

    def attached() -> int:
        with workspace.vault.read() as session:
            return len(links.proofs(session, BY_NAME["appointments"], visit))

    qtbot.waitUntil(lambda: attached() == 1, timeout=20_000)
    opened.reject()
    assert workspace.files_taker is not None
    assert workspace.files_taker([paper]), "dropped onto the page, it is meant for the appointment that is open"
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    assert attached() == 1, "it is attached already"


def test_a_medicine_begun_in_the_visit_is_prefilled(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    visit = add_visit(workspace, "Follow-up", 0, with_member=add_doctor(workspace))
    opened = open_visit(qtbot, window, visit)
    click(qtbot, opened, "visit.new_medicine")
    form = dialog(qtbot, "visit_medicine")
    qtbot.keyClicks(find(form, QLineEdit, "name"), "Cromolyn")
    qtbot.keyClick(find(form, QLineEdit, "name"), Qt.Key.Key_Return)  # saves, and states nothing
    with workspace.vault.read() as session:
        (medicine,) = store.list_active(session, BY_NAME["medications"])
    assert medicine.values["started_on"] == day(workspace, 0)
    assert medicine.values["prescriber"] == DOCTOR or str(medicine.values["prescriber"]) == DOCTOR
    opened.reject()


def test_tasks_stay_on_home_until_they_are_done_and_undo_brings_them_back(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Follow-up", 12)
    with workspace.vault.write() as session:
        values = {"what": "Fetch the letter", "due_on": day(workspace, -2), "part": PREPARES, "appointment": visit}
        task = store.save(session, TASKS, values)
    window.show_page("home")
    page = window.current_page
    assert page is not None
    qtbot.waitUntil(lambda: "Fetch the letter" in words(page))
    assert f"was to be done by {day(workspace, -2).words}" in words(page)
    assert "for: Follow-up" in words(page)
    click(qtbot, page, f"task.{task}.done")
    qtbot.waitUntil(lambda: "Fetch the letter" not in words(page))
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: "Fetch the letter" in words(page))
    with workspace.vault.read() as session:
        assert store.get(session, TASKS, task).values["done_on"] is None


@pytest.mark.looks
def test_the_visit_can_be_read_at_twice_the_size(
    window: MainWindow, workspace: Workspace, twice_the_size: None, qtbot: QtBot
) -> None:
    visit = add_visit(workspace, "Yearly follow-up with blood results", 0, with_member=add_doctor(workspace))
    add_questions(workspace, visit, ASKED)
    window.resize(1024, 700)
    opened = open_visit(qtbot, window, visit)
    settle()
    assert clipped(opened) == []
    assert unnamed(opened) == []
    opened.reject()
