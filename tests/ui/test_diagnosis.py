"""The diagnosis on one page: what is missing, adding a finding, the way to the page that says so, asking for it, and the paper."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from ism_desktop.printing import diagnosis_page
from ism_desktop.records import disclosures, links, store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.diagnosis_evidence import DIAGNOSIS_EVIDENCE, TOPICS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.values import Moment, Rows, parse_quantity
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.diagnosis.page import DiagnosisPage
from ism_desktop.ui.places.documents.page import DocumentsPage
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.form import FormDriver
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, find, words
from tests.ui.test_form import DOCUMENT

PLACE = "diagnosis"

MISSING = "Not in this record – ask for it."


@pytest.fixture
def page(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> DiagnosisPage:
    with workspace.vault.write() as session:
        store.save(session, PERSON, {"name": "Juniper Vale", "diagnosis": "ism"})
    window.show_page("diagnosis")
    page = window.current_page
    assert isinstance(page, DiagnosisPage)
    qtbot.waitUntil(lambda: "Indolent systemic mastocytosis" in words(page) and MISSING in words(page))
    return page


@pytest.fixture
def proven(workspace: Workspace, page: DiagnosisPage, qtbot: QtBot) -> str:
    """A finding with the second page of a document behind it."""
    with workspace.vault.write() as session:
        document = store.save(session, BY_NAME["documents"], DOCUMENT | {"title": "Bone marrow report", "pages": 3})
        made = store.save(session, DIAGNOSIS_EVIDENCE, {"topic": "kit", "said": "KIT D816V detected, 0.3 %"})
        links.attach(session, DIAGNOSIS_EVIDENCE, made, document, 2)
    qtbot.waitUntil(lambda: "KIT D816V detected, 0.3 %" in words(page))
    return made


def test_every_topic_says_that_it_is_missing_until_something_is_written_down(page: DiagnosisPage) -> None:
    shown = words(page)
    for choice in TOPICS[:-1]:
        assert choice.label in shown
        assert find(page, QLabel, f"missing.{choice.value}").text() == MISSING
    assert "Indolent systemic mastocytosis" in shown
    assert "The program does not check whether criteria are met." in shown


def test_a_finding_is_added_under_its_topic_in_four_steps(
    page: DiagnosisPage, workspace: Workspace, qtbot: QtBot
) -> None:
    click(qtbot, page, "add.kit")  # 1
    form = FormDriver(qtbot, page.findings.form)
    assert form.shows("topic") == "KIT mutation"
    form.write("said", "KIT D816V detected, 0.3 %")  # 2
    form.save()  # 3
    click(qtbot, page, "diagnosis_view.summary")  # 4
    qtbot.waitUntil(lambda: "KIT D816V detected, 0.3 %" in words(page))
    assert page.findChild(QLabel, "missing.kit") is None
    workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: page.findChild(QLabel, "missing.kit") is not None)


def test_the_page_that_says_so_is_one_click_away(
    page: DiagnosisPage, proven: str, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    with workspace.vault.read() as session:
        (proof,) = links.proofs(session, DIAGNOSIS_EVIDENCE, proven)
    source = find(page, QAbstractButton, f"source.{proof.id}")
    assert source.text() == "Bone marrow report, page 2"
    asked: list[tuple[object, ...]] = []
    workspace.page_requested.connect(lambda *what: asked.append(what))
    click(qtbot, page, source.objectName())
    assert asked == [("documents", proof.document_id, 2)]
    assert isinstance(window.current_page, DocumentsPage)


def test_the_newest_value_of_the_results_is_shown_and_opened(
    page: DiagnosisPage, workspace: Workspace, qtbot: QtBot
) -> None:
    rows = Rows(({"test": "Tryptase", "key": "tryptase", "value": parse_quantity("24.1"), "range": "< 11.4"},))
    with workspace.vault.write() as session:
        for when in ("2025-05-06", "2026-05-03"):
            made = store.save(session, BY_NAME["test_results"], {"taken_at": Moment.from_stored(when), "values": rows})
    qtbot.waitUntil(lambda: "Tryptase: 24.1, 3 May 2026, lab’s range: < 11.4" in words(page))
    assert "1 more value stands under Test results." in words(page)
    asked: list[tuple[object, ...]] = []
    workspace.page_requested.connect(lambda *what: asked.append(what))
    click(qtbot, page, f"open.{made}")
    assert asked[0][:2] == ("test_results", made)
    workspace.show_page("diagnosis")
    click(qtbot, page, "open.tryptase")
    assert asked[-1][0] == "test_results"


def test_a_finding_is_opened_changed_and_found_by_its_kind(
    page: DiagnosisPage, proven: str, window: MainWindow, qtbot: QtBot
) -> None:
    click(qtbot, page, f"open.{proven}")
    assert page.switch.value == "findings"
    form = FormDriver(qtbot, page.findings.form)
    form.write("method", "Digital PCR")
    page.save()
    window.show_page("diagnosis_evidence", proven)
    assert window.current_page is page
    assert page.subject == Subject("diagnosis_evidence", proven)
    click(qtbot, page, "diagnosis_view.summary")
    assert page.subject == Subject("diagnosis", "whole")
    qtbot.waitUntil(lambda: "Digital PCR" in words(page))


def test_what_is_typed_survives_going_elsewhere(page: DiagnosisPage, workspace: Workspace, qtbot: QtBot) -> None:
    page.new_record()
    form = FormDriver(qtbot, page.findings.form)
    form.write("said", "Spots on the thighs")
    click(qtbot, page, "diagnosis_view.summary")  # without its topic it cannot be saved
    assert workspace.drafts.get(DIAGNOSIS_EVIDENCE.name, None)
    page.new_record()
    assert form.shows("said") == "Spots on the thighs"
    form.choose("topic", "Skin")
    page.save()
    with workspace.vault.read() as session:
        assert [one.values["said"] for one in store.list_active(session, DIAGNOSIS_EVIDENCE)] == ["Spots on the thighs"]


def test_a_question_is_noted_once_and_can_be_undone(
    page: DiagnosisPage, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    click(qtbot, page, "ask.hat")
    with workspace.vault.read() as session:
        (question,) = store.list_active(session, BY_NAME["questions"])
    assert "Hereditary alpha-tryptasemia (HaT)" in question.values["text"]
    assert question.values["status"] == "open"
    click(qtbot, page, "ask.hat")
    with workspace.vault.read() as session:
        assert store.count(session, BY_NAME["questions"]) == 1
    assert window.current_page is not page, "it went to the question that is there"
    window.show_page("diagnosis")
    workspace.undo_bar.undo_latest()
    with workspace.vault.read() as session:
        assert store.count(session, BY_NAME["questions"]) == 0


def test_the_diagnosis_itself_is_changed_in_place_and_stays_the_persons(
    page: DiagnosisPage, workspace: Workspace, qtbot: QtBot
) -> None:
    click(qtbot, page, "edit.diagnosis")
    fields = page.summary.stated.fields
    fields.rows["diagnosed_at"].editor.retype("Hollow Creek")
    click(qtbot, page, "save_fields")
    qtbot.waitUntil(lambda: "Hollow Creek" in words(page))
    with workspace.vault.read() as session:
        person = store.the_one(session, PERSON)
    assert person is not None
    assert person.values["diagnosed_at"] == "Hollow Creek"


def test_a_print_out_says_the_same_until_the_record_changes(
    page: DiagnosisPage, workspace: Workspace, qtbot: QtBot
) -> None:
    sentence = find(page, QLabel, "copies.sentence")
    assert not sentence.isVisible()
    with workspace.vault.write() as session:
        content = diagnosis_page.collect(session, date(2026, 5, 3))
        disclosures.record_paper(session, disclosures.DIAGNOSIS, content.title, "printer", content=content.as_dict())
    qtbot.waitUntil(lambda: sentence.text() == "Your print-out of 3 May 2026 says the same as this page.")
    with workspace.vault.write() as session:
        store.save(session, DIAGNOSIS_EVIDENCE, {"topic": "skin", "said": "MPCM"})
    qtbot.waitUntil(lambda: "differs in: Skin." in sentence.text())


def test_the_paper_is_shown_saved_and_written_down(
    page: DiagnosisPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(page.preview.drawn, timeout=20_000):
        click(qtbot, page, "diagnosis_view.paper")
    assert page.preview.count == 1
    asked: list[str] = []
    saved = tmp_path / "page.pdf"

    def save(_workspace: object, _page: object, name: str, draw: object, done: object, *, leaving: object) -> None:
        asked.append(name)
        saved.write_bytes(draw())  # type: ignore[operator]
        leaving.enter(workspace.vault, str(saved))  # type: ignore[attr-defined]
        done(saved)  # type: ignore[operator]

    monkeypatch.setattr("ism_desktop.ui.places.diagnosis.page.save_paper", save)
    click(qtbot, page, "save_pdf")
    assert saved.read_bytes().startswith(b"%PDF")
    assert "iagnos" not in asked[0], "the name of the file says nothing about the illness"
    assert "Saved as “page.pdf”" in words(page)
    with workspace.vault.read() as session:
        assert [entry.called for entry in disclosures.entries(session)] == ["Diagnosis on one page"]


def test_everything_can_be_read_in_a_small_window_at_twice_the_size(
    page: DiagnosisPage, proven: str, window: MainWindow, twice_the_size: None, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    for view in ("summary", "findings"):
        click(qtbot, page, f"diagnosis_view.{view}")
        settle()
        assert clipped(page) == []
        assert unnamed(page) == []
