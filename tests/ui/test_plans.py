"""Plans: a check is entered in six steps and stands on Home and among the questions offered; a plan for a procedure is printed in four."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ism_desktop.records import disclosures, links, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Moment, PartialDate, Rows, parse_quantity
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.question_library import LibraryDialog
from ism_desktop.ui.care_kit.question_picking import Picking
from ism_desktop.ui.places.home.page import HomePage
from ism_desktop.ui.places.plans.page import PlansPage
from ism_desktop.ui.places.plans.plan_print import PlanPrintDialog
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.form import FormDriver
from tests.drivers.paper import PaperDriver, unnamed
from tests.drivers.questions import HomeDriver
from tests.drivers.widgets import click, dialog, find, words
from tests.printing.reading import texts
from tests.ui.test_form import DOCUMENT

PLACE = "plans"


@pytest.fixture
def page(window: MainWindow, workspace: Workspace) -> PlansPage:
    save(workspace, "care_team", name="Dr Imani Okafor", role="Mast cell specialist")
    window.show_page("plans")
    assert isinstance(window.current_page, PlansPage)
    return window.current_page


def save(workspace: Workspace, kind: str, **values: Any) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def form(page: PlansPage, qtbot: QtBot) -> FormDriver:
    assert isinstance(page.view, KindView)
    return FormDriver(qtbot, page.view.form)


def tryptase(workspace: Workspace, when: str) -> str:
    row = {"test": "Tryptase", "key": "tryptase", "value": parse_quantity("24.1 ng/mL")}
    return save(workspace, "test_results", taken_at=Moment.from_stored(when), values=Rows((row,)))


def offered(workspace: Workspace, window: MainWindow, qtbot: QtBot) -> tuple[LibraryDialog, dict[str, str]]:
    """The library, and what it offers from the plan."""
    Picking(workspace, None, window).start()
    library = dialog(qtbot, "library_dialog")
    assert isinstance(library, LibraryDialog)
    plan = {one: question.text for one, question in library._bank.items() if one.startswith("plan.")}
    return library, plan


def test_a_check_is_entered_in_six_steps_and_told_with_its_dates(
    page: PlansPage, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    tryptase(workspace, "2025-05-06")
    page.new_record()  # 2, after the page itself
    typing = form(page, qtbot)
    typing.write("what", "Tryptase")  # 3
    typing.write("every", "every 12 months")  # 4
    typing.choose("told_by", "Dr Imani Okafor")  # 5
    typing.save()  # 6
    assert typing.form.title.text() == "Tryptase, every 12 months"
    assert find(page, QLabel, "check_panel.last").text() == "Last in this record: 6 May 2025"
    assert find(page, QLabel, "check_panel.next").text() == "No next date is recorded."
    typing.write("interval", "12")
    typing.choose("interval_unit", "months")
    typing.save()
    counted = find(page, QLabel, "check_panel.next").text()
    assert counted == "Was due on 6 May 2026 (counted from 6 May 2025 plus 12 months)"
    window.show_page("home")
    assert isinstance(window.current_page, HomePage)
    home = HomeDriver(qtbot, window.current_page)
    told = "Tryptase was due · counted from 6 May 2025 plus 12 months · Dr Imani Okafor"
    qtbot.waitUntil(lambda: told in home.card("dates"))
    workspace.show_page("monitoring")
    assert window.current_page is page
    newest = tryptase(workspace, "2026-06-10")
    qtbot.waitUntil(lambda: "10 June 2026" in words(page))
    asked: list[tuple[object, ...]] = []
    workspace.page_requested.connect(lambda *what: asked.append(what))
    click(qtbot, page, "check_panel.open")
    assert asked[0][:2] == ("test_results", newest)


def test_the_question_is_offered_and_noted_once(
    page: PlansPage, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    with workspace.vault.read() as session:
        (doctor,) = store.list_active(session, BY_NAME["care_team"])
    check = save(workspace, "monitoring", what="Tryptase", every="every 12 months", told_by=doctor.id)
    save(workspace, "monitoring", what="Eye check", status="ended")
    tryptase(workspace, "2025-05-06")
    told = "My plan says: Tryptase, every 12 months. The last one in my record is from 6 May 2025. Is it due?"
    library, plan = offered(workspace, window, qtbot)
    assert list(plan.values()) == [told], "one that ended is not asked about"
    assert library.list.item(0).text() == "From my monitoring plan"
    library.reject()
    page.show_kind("monitoring")
    page.show_record(check)
    click(qtbot, page, "check_panel.ask")
    with workspace.vault.read() as session:
        (question,) = store.list_active(session, BY_NAME["questions"])
    assert (question.values["text"], question.values["specialist"]) == (told, "Dr Imani Okafor")
    library, plan = offered(workspace, window, qtbot)
    assert set(plan) == {question.values["bank_id"]}
    assert question.values["bank_id"] in library._there, "it stands on this list already"
    library.reject()
    click(qtbot, page, "check_panel.ask")
    with workspace.vault.read() as session:
        assert store.count(session, BY_NAME["questions"]) == 1
    workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert store.count(session, BY_NAME["questions"]) == 0


def test_a_plan_for_a_procedure_is_printed_in_four_steps(
    page: PlansPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace.settings["told_saving"] = True
    with workspace.vault.write() as session:
        values = {"title": "Premedication", "text": "One hour before: cetirizine 10 mg", "procedures": ("dental",)}
        plan = store.save(session, BY_NAME["procedure_plans"], values)
        document = store.save(session, BY_NAME["documents"], DOCUMENT | {"title": "Sheet", "file_id": "1" * 32})
        links.attach(session, BY_NAME["procedure_plans"], plan, document, 2)
    click(qtbot, page, "kind.procedure_plans")  # 1
    page.show_record(plan)  # 2
    form(page, qtbot).write("notes", "Not saved yet")
    click(qtbot, page, "print_plan")  # 3
    shown = dialog(qtbot, "plan_print")
    assert isinstance(shown, PlanPrintDialog)
    paper = PaperDriver(qtbot)
    paper.wait_for_pages(shown.preview)
    assert unnamed(shown) == []
    assert clipped(shown) == []
    click(qtbot, shown, "plan_print.save")  # 4
    assert paper.suggested().startswith("Plan ")
    paper.save_as(tmp_path / "plan.pdf")
    qtbot.waitUntil(lambda: "is not encrypted" in words(shown), timeout=20_000)
    own, behind = texts((tmp_path / "plan.pdf").read_bytes())
    assert "One hour before: cetirizine 10 mg" in own
    assert "This page could not be added." in behind, "the file of this document was never written"
    shown.accept()
    with workspace.vault.read() as session:
        assert [entry.called for entry in disclosures.entries(session)] == ["Plan for a procedure: Premedication"]
        assert store.get(session, BY_NAME["procedure_plans"], plan).values["notes"] == "Not saved yet"


def test_a_date_to_review_a_plan_stands_on_home_until_the_plan_is_replaced(
    page: PlansPage, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    plan = save(workspace, "procedure_plans", title="Dental", review_by=PartialDate(2031, 5))
    window.show_page("home")
    home = window.current_page
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: "Review the plan “Dental” by" in HomeDriver(qtbot, home).card("dates"))
    with workspace.vault.write() as session:
        store.save(session, BY_NAME["procedure_plans"], {"status": "replaced"}, record_id=plan)
    qtbot.waitUntil(lambda: "Dental" not in HomeDriver(qtbot, home).card("dates"))


def test_everything_can_be_read_in_a_small_window_at_twice_the_size(
    page: PlansPage, workspace: Workspace, window: MainWindow, twice_the_size: None, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    records = {
        "monitoring": save(workspace, "monitoring", what="Tryptase", every="every 12 months"),
        "procedure_plans": save(workspace, "procedure_plans", title="Premedication before contrast medium"),
    }
    for kind, record in records.items():
        window.show_page(kind, record)
        settle()
        assert clipped(page) == []
        assert unnamed(page) == []
