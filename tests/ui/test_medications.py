"""The medications' page: a change recorded with the dose in a few steps, the time line, refills, plans, and what is printed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import disclosures, links, medicines, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate, Rows, parse_quantity
from ism_desktop.ui.base.drafts import Drafts
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.medication_change import DRAFT
from ism_desktop.ui.places.documents.page import DocumentsPage
from ism_desktop.ui.places.medications.medication_view import MedicationView, PlanView
from ism_desktop.ui.places.medications.page import MedicationsPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.form import FormDriver
from tests.drivers.paper import PaperDriver, unnamed
from tests.drivers.widgets import click, dialog, find, words
from tests.ui.test_form import DOCUMENT

PLACE = "medications"

OLD, NEW = "One ampoule four times a day", "Two ampoules four times a day"


@pytest.fixture
def cromolyn(workspace: Workspace) -> str:
    with workspace.vault.write() as session:
        okafor = store.save(session, BY_NAME["care_team"], {"name": "Dr Okafor"})
        values = {"name": "Cromolyn", "directions": OLD, "managed_by": okafor}
        return store.save(session, MEDICATIONS, values)


@pytest.fixture
def page(window: MainWindow, cromolyn: str) -> MedicationsPage:
    window.show_page("medications", cromolyn)
    page = window.current_page
    assert isinstance(page, MedicationsPage)
    return page


def view(page: MedicationsPage) -> MedicationView:
    assert isinstance(page.view, MedicationView)
    return page.view


def read(workspace: Workspace, medication: str) -> tuple[Record, list[Record]]:
    with workspace.vault.read() as session:
        return (
            store.get(session, MEDICATIONS, medication),
            medicines.of_medication(session, MEDICATION_CHANGES, medication),
        )


def asked(page: MedicationsPage, qtbot: QtBot) -> QDialog:
    click(qtbot, page, "record_change_button")
    return dialog(qtbot, "record_change")


def write(qtbot: QtBot, inside: QDialog, name: str, text: str) -> None:
    box = find(inside, QPlainTextEdit, name)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)


def test_my_doctor_raised_my_cromolyn_in_six_steps_with_one_undo(
    page: MedicationsPage, cromolyn: str, workspace: Workspace, qtbot: QtBot
) -> None:
    question = asked(page, qtbot)  # 1
    assert find(question, QPlainTextEdit, "before").toPlainText() == OLD
    assert find(question, QComboBox, "decided_by").currentText() == "Dr Okafor"
    click(qtbot, question, "what.raised")  # 2
    assert question.focusWidget() is find(question, QPlainTextEdit, "now")
    write(qtbot, question, "now", NEW)  # 3
    line = find(question, QLineEdit, "on_date")  # 4
    line.setText("3 May 2026")
    line.editingFinished.emit()
    write(qtbot, question, "reason", "Cramps came back")  # 5
    click(qtbot, question, "save_change")  # 6
    qtbot.waitUntil(lambda: "Cramps came back" in words(view(page).changes))
    medication, (change,) = read(workspace, cromolyn)
    assert medication.values["directions"] == NEW
    said = change.values
    assert (said["what"], said["on_date"], said["before"], said["now"]) == ("raised", PartialDate(2026, 5, 3), OLD, NEW)
    assert FormDriver(qtbot, view(page).form).shows("directions") == NEW
    shown = words(view(page).changes)
    for part in ("3 May 2026", f"Raised: {NEW} – before: {OLD}", "Decided by Dr Okafor"):
        assert part in shown
    workspace.undo_bar.undo_latest()
    medication, changes = read(workspace, cromolyn)
    assert (medication.values["directions"], changes) == (OLD, [])
    workspace.undo_bar.redo_latest()
    medication, changes = read(workspace, cromolyn)
    assert (medication.values["directions"], len(changes)) == (NEW, 1)


def test_without_what_changed_it_asks_and_an_old_change_leaves_the_present_dose_alone(
    page: MedicationsPage, cromolyn: str, workspace: Workspace, qtbot: QtBot
) -> None:
    question = asked(page, qtbot)
    write(qtbot, question, "now", NEW)
    click(qtbot, question, "save_change")
    assert find(question, QLabel, "what.fault").isVisible()
    find(question, QLineEdit, "on_date").setText("the day before")
    click(qtbot, question, "what.lowered")
    click(qtbot, question, "save_change")
    assert question.isVisible()
    assert find(question, QLabel, "on_date.fault").isVisible()
    assert find(question, QPlainTextEdit, "now").toPlainText() == NEW
    assert unnamed(question) == []
    assert read(workspace, cromolyn)[1] == []
    click(qtbot, question, "cancel")
    # What came before other changes does not change how it is taken now.
    with workspace.vault.write() as session:
        medicines.record_change(session, cromolyn, {"what": "raised", "on_date": PartialDate(2024)}, is_current=True)
    question = asked(page, qtbot)
    now = find(question, QAbstractButton, "is_current")
    assert now.isChecked()
    line = find(question, QLineEdit, "on_date")
    line.clear()
    qtbot.keyClicks(line, "2019")
    assert not now.isChecked()
    click(qtbot, question, "what.started")
    write(qtbot, question, "now", "Half an ampoule")
    click(qtbot, question, "save_change")
    qtbot.waitUntil(lambda: "Half an ampoule" in words(view(page).changes))
    medication, changes = read(workspace, cromolyn)
    assert medication.values["directions"] == OLD
    assert [change.values["what"] for change in changes] == ["raised", "started"]


def test_a_change_that_was_begun_survives_a_lock_and_is_offered_again(
    page: MedicationsPage, cromolyn: str, workspace: Workspace, qtbot: QtBot
) -> None:
    begun = find(page, QWidget, "change_begun")
    assert begun.isHidden()
    question = asked(page, qtbot)
    question.reject()
    assert workspace.drafts.get(DRAFT, cromolyn) is None, "nothing was typed"
    question = asked(page, qtbot)
    click(qtbot, question, "what.lowered")
    write(qtbot, question, "now", "Half an ampoule")
    click(qtbot, question, "is_current")
    page.leave()  # as locking does
    workspace.drafts.flush()
    again = Drafts(workspace.vault)
    assert again.get(DRAFT, cromolyn) == workspace.drafts.get(DRAFT, cromolyn) is not None
    assert again.get("medication_changes", None) is None, "it is no new entry of the list of changes"
    question.close()
    assert begun.isVisible()
    click(qtbot, begun, "draft_continue")
    question = dialog(qtbot, "record_change")
    assert find(question, QPlainTextEdit, "now").toPlainText() == "Half an ampoule"
    assert find(question, QAbstractButton, "what.lowered").isChecked()
    assert not find(question, QAbstractButton, "is_current").isChecked()
    click(qtbot, question, "cancel")
    assert begun.isHidden()
    workspace.undo_bar.undo_latest()
    question = dialog(qtbot, "record_change")
    assert find(question, QPlainTextEdit, "now").toPlainText() == "Half an ampoule"
    question.reject()
    click(qtbot, begun, "draft_discard")
    assert workspace.drafts.get(DRAFT, cromolyn) is None
    workspace.undo_bar.undo_latest()
    question = dialog(qtbot, "record_change")
    click(qtbot, question, "save_change")
    assert workspace.drafts.get(DRAFT, cromolyn) is None
    medication, (change,) = read(workspace, cromolyn)
    assert (change.values["what"], change.values["now"]) == ("lowered", "Half an ampoule")
    assert medication.values["directions"] == OLD
    assert begun.isHidden()


def test_a_change_opens_with_the_page_that_says_so_and_refills_and_plans_stand_beside_it(
    page: MedicationsPage, cromolyn: str, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    with workspace.vault.write() as session:
        document = store.save(session, BY_NAME["documents"], DOCUMENT | {"title": "Clinic letter", "pages": 3})
        values = {"what": "raised", "medication": cromolyn, "now": NEW}
        made = store.save(session, MEDICATION_CHANGES, values)
        link = links.attach(session, MEDICATION_CHANGES, made, document, 2)
    qtbot.waitUntil(lambda: "Clinic letter, page 2" in words(view(page).changes))
    click(qtbot, view(page).changes, f"open.{made}")
    assert page.view.kind is MEDICATION_CHANGES
    assert FormDriver(qtbot, page.view.form).shows("medication") == "Cromolyn"
    window.show_page("medications", cromolyn)
    settle()
    click(qtbot, view(page).changes, f"source.{link}")
    assert isinstance(window.current_page, DocumentsPage)
    window.show_page("medications", cromolyn)
    _refills(page, cromolyn, workspace, qtbot)
    _plans(page, cromolyn, workspace, qtbot)


def _refills(page: MedicationsPage, cromolyn: str, workspace: Workspace, qtbot: QtBot) -> None:
    """A refill begins with what was handed out last; another maker is told, and when the count is used up."""
    with workspace.vault.write() as session:
        values = {
            "medication": cromolyn,
            "on_date": PartialDate(2026, 1, 2),
            "maker": "Larkspur",
            "pharmacy": "Hollow Creek",
        }
        store.save(session, BY_NAME["medication_refills"], values)
    click(qtbot, page, "add_refill")
    form = FormDriver(qtbot, page.view.form)
    assert (form.shows("medication"), form.shows("maker"), form.shows("pharmacy")) == (
        "Cromolyn",
        "Larkspur",
        "Hollow Creek",
    )
    form.write("maker", "Tern")
    form.write("quantity", "240 ampoules")
    form.save()
    with workspace.vault.write() as session:
        stock = {
            "at_hand": parse_quantity("40"),
            "per_day": parse_quantity("8"),
            "counted_on": PartialDate(2026, 11, 3),
        }
        store.save(session, MEDICATIONS, stock, record_id=cromolyn)
    page.show_kind("medications")
    page.show_record(cromolyn)
    qtbot.waitUntil(lambda: "Another maker than last time: Larkspur" in words(view(page).refills))
    assert "Used up on 8 November 2026" in view(page).used_up.text()


def _plans(page: MedicationsPage, cromolyn: str, workspace: Workspace, qtbot: QtBot) -> None:
    """The calendar is printed from the medication and from the plan, the refill sheet beside the refills."""
    with workspace.vault.write() as session:
        steps = Rows.of([{"first_day": PartialDate(2026, 3, 1), "dose": "20 mg"}])
        values = {"name": "Taper", "medication": cromolyn, "steps": steps}
        plan = store.save(session, BY_NAME["medication_plans"], values)
    qtbot.waitUntil(lambda: "Taper" in words(view(page).plans))
    settle()
    click(qtbot, view(page).plans, f"calendar.{plan}")
    dialog(qtbot, "medication_calendar").close()
    click(qtbot, view(page).plans, f"open.{plan}")
    assert isinstance(page.view, PlanView)
    click(qtbot, page.view, "print_calendar")
    dialog(qtbot, "medication_calendar").close()
    page.show_kind("medication_changes")
    page.new_record()
    assert "This is for the time line only." in words(page.view)
    page.show_kind("medication_refills")
    click(qtbot, page, "print_list")
    dialog(qtbot, "refill_sheet").close()


@pytest.mark.usefixtures("twice_the_size")
def test_the_list_is_printed_in_three_steps_and_saved_and_nothing_is_cut_off_at_twice_the_size(
    page: MedicationsPage, workspace: Workspace, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.resize(1024, 700)
    settle()
    assert clipped(page) == []
    question = asked(page, qtbot)
    settle()
    assert clipped(question) == []
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    page.show_kind("medications")
    workspace.settings["told_saving"] = True
    page.print_page()  # 2, after the page itself; the head gives way to a medication alone on the page
    paper = dialog(qtbot, "medication_list")
    assert find(paper, QAbstractButton, "print").isEnabled()  # 3
    assert unnamed(paper) == []
    click(qtbot, paper, "save_pdf")
    PaperDriver(qtbot).save_as(tmp_path / "list.pdf")
    qtbot.waitUntil((tmp_path / "list.pdf").is_file)
    qtbot.waitUntil(lambda: "list.pdf" in find(paper, QLabel, "medication_list.said").text())
    with workspace.vault.read() as session:
        (left,) = disclosures.entries(session)
    assert (left.what, left.called) == ("medications", "Medication list")
    paper.close()
