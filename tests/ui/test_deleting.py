"""Deleting for good, and the way back from the trash for a file that is added again."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import links, store, vault_settings
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.question_row import QuestionRow
from ism_desktop.ui.places.backup_and_keys.safekeeping.trash_section import TrashSection
from ism_desktop.ui.record_kit.deleting import delete_for_good, everything_in_trash
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from tests.drivers.documents import DocumentsDriver
from tests.drivers.listing import ListDriver
from tests.drivers.widgets import click, dialog, words
from tests.records.samples import values_for
from tests.vault.filing import file_document
from tests.worker import files

PLACE = "documents"


def _trashed(vault: Vault, kind: str, **values: object) -> str:
    with vault.write() as session:
        made = store.save(session, BY_NAME[kind], values_for(BY_NAME[kind]) | values)
        store.trash(session, BY_NAME[kind], made)
    return made


def _count(vault: Vault, kind: str) -> int:
    with vault.read() as session:
        return len(store.list_trashed(session, BY_NAME[kind])) + store.count(session, BY_NAME[kind])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "tryptase.pdf"
    path.write_bytes(files.text_pdf("Tryptase 34"))
    return path


def _settled(workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=30_000)


def test_it_is_asked_once_and_says_what_goes_and_what_still_holds_it(
    workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    at = datetime(2026, 3, 5, 12).astimezone().isoformat()
    with workspace.vault.write() as session:
        vault_settings.put(session, "last_backup", {"at": at, "place": "/media/stick"})
    medication = _trashed(workspace.vault, "medications", name="Cetirizine", strength=None)
    file_document(workspace.vault, "Letter", b"letter")
    with workspace.vault.write() as session:
        [letter] = store.list_active(session, DOCUMENTS)
        store.trash(session, DOCUMENTS, letter.id)
    page = RecordsPage(workspace, "Medications", ["medications"])
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    assert isinstance(page.view, KindView)
    driver = ListDriver(qtbot, page.view)
    driver.press("empty_trash_view")
    driver.choose("Cetirizine")
    driver.press("delete_selected")
    asked = dialog(qtbot, "delete_for_good")
    assert asked.windowTitle() == "Delete “Cetirizine” for good?"
    said = words(asked)
    for part in ("with its history", "cannot be undone", "5 March", "stick"):
        assert part in said
    click(qtbot, asked, "delete.cancel")
    assert _count(workspace.vault, "medications") == 1
    driver.press("delete_selected")
    workspace.undo_bar.offer("Cetirizine was moved to the trash.", lambda: None)
    click(qtbot, dialog(qtbot, "delete_for_good"), "delete.yes")
    _settled(workspace, qtbot)
    assert _count(workspace.vault, "medications") == 0
    assert workspace.undo_bar.latest is None
    assert not workspace.undo_bar.can_redo
    assert _count(workspace.vault, "documents") == 1, medication


def test_the_whole_trash_is_emptied_every_kind(workspace: Workspace, window: MainWindow, qtbot: QtBot) -> None:
    for kind in KINDS:
        if kind is not DOCUMENTS:
            _trashed(workspace.vault, kind.name)
    file_document(workspace.vault, "Letter", b"letter", b"text")
    with workspace.vault.write() as session:
        [letter] = store.list_active(session, DOCUMENTS)
        store.trash(session, DOCUMENTS, letter.id)
    section = TrashSection(workspace)
    qtbot.addWidget(section)
    section.refresh()
    section.show()
    click(qtbot, section, "trash.empty")
    asked = dialog(qtbot, "delete_for_good")
    assert asked.windowTitle() == "Empty the trash?"
    assert "backup is known here" in words(asked)
    click(qtbot, asked, "delete.yes")
    _settled(workspace, qtbot)
    section.refresh()
    assert everything_in_trash(workspace) == {}
    assert workspace.vault.files.ids() == set()
    empty = section.findChild(QPushButton, "trash.empty")
    assert empty is not None
    assert not empty.isVisible()


def test_a_draft_of_it_goes_too(workspace: Workspace, qtbot: QtBot) -> None:
    medication = _trashed(workspace.vault, "medications")
    workspace.drafts.put("medications", medication, {"name": "typed and not saved"})
    workspace.drafts.flush()
    delete_for_good(workspace, {"medications": [medication]})
    _settled(workspace, qtbot)
    kept = workspace.vault.draft_files.read()
    assert kept is not None
    assert b"typed" not in kept


def test_deleting_what_is_gone_already_says_so(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(workspace, "report", told.append)
    delete_for_good(workspace, {"medications": ["0" * 32]})
    assert "deleted" in str(told[0])


def test_a_document_is_deleted_and_its_twin_can_be_added_again(
    window: MainWindow, qtbot: QtBot, report: Path, vault: Vault
) -> None:
    place = DocumentsDriver(qtbot, window)
    place.take_in(report)
    place.choose("Tryptase")
    place.page.trash_selected()
    place.settle()
    place.page.shelf.trash.setChecked(True)
    place.choose("Tryptase")
    click(qtbot, place.page, "delete_selected")
    click(qtbot, dialog(qtbot, "delete_for_good"), "delete.yes")
    place.settle()
    assert (_count(vault, "documents"), vault.files.ids()) == (0, set())
    place.take_in(report)
    assert place.titles == ["Tryptase"]


def test_a_file_whose_twin_is_in_the_trash_is_restored_by_one_press(
    window: MainWindow, qtbot: QtBot, report: Path, vault: Vault
) -> None:
    place = DocumentsDriver(qtbot, window)
    place.take_in(report)
    place.choose("Tryptase")
    place.page.trash_selected()
    place.settle()
    place.take_in(report)
    banner = place.page.in_trash
    assert banner.isVisible()
    assert banner.words.text() == "This file is in the trash, as “Tryptase”. It was not added a second time."
    click(qtbot, banner, "in_trash.restore")
    place.settle()
    assert place.titles == ["Tryptase"]
    assert not banner.isVisible()
    assert _count(vault, "documents") == 1


def test_leaving_it_in_the_trash_asks_no_more(window: MainWindow, qtbot: QtBot, report: Path, vault: Vault) -> None:
    place = DocumentsDriver(qtbot, window)
    place.take_in(report)
    place.choose("Tryptase")
    place.page.trash_selected()
    place.settle()
    place.take_in(report)
    click(qtbot, place.page.in_trash, "in_trash.leave")
    place.page.refresh()
    assert not place.page.in_trash.isVisible()
    with vault.read() as session:
        assert len(store.list_trashed(session, DOCUMENTS)) == 1


def test_a_question_shows_what_is_attached_to_it_and_opens_it(
    workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    file_document(workspace.vault, "Bone marrow report", b"report")
    with workspace.vault.write() as session:
        [document] = store.list_active(session, DOCUMENTS)
        question = store.save(session, QUESTIONS, {"text": "What does it say?"})
        links.attach(session, QUESTIONS, question, document.id, 1)
    window.show_page("questions")
    QApplication.processEvents()
    assert window.current_page is not None
    rows = window.current_page.findChildren(QuestionRow)
    [row] = [row for row in rows if row.question.id == question]
    assert "1 document attached" in _said(row)
    row.set_open(is_open=True)
    assert "Bone marrow report, page 1" in words(row)
    asked: list[tuple[str, object, object]] = []
    workspace.page_requested.connect(lambda *place: asked.append(place))
    click(qtbot, row, "proof_open")
    assert asked == [("documents", document.id, 1)]


def _said(row: QWidget) -> str:
    return " ".join(part.text() for part in row.findChildren(QLabel))
