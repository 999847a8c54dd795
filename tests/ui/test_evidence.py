"""The page of research papers: import by button or drop, one key for what becomes of a paper, a question, the search and the reminder."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ism_desktop.library import evidence
from ism_desktop.records import publication_watch, publications, store
from ism_desktop.records.kinds.publications import LATER, NEW, NOT_FOR_ME, PUBLICATIONS, SEEN
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.evidence.page import EvidencePage
from ism_desktop.ui.places.evidence.print_dialog import PublicationListDialog
from ism_desktop.ui.places.evidence.publications_view import CHANGED, PublicationsView
from ism_desktop.ui.places.home.home_overview import collect
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.widgets import click, dialog, find
from tests.made_publications import medline

PLACE = "evidence"


@pytest.fixture
def page(window: MainWindow) -> EvidencePage:
    found = window.current_page
    assert isinstance(found, EvidencePage)
    return found


def numbers(workspace: Workspace) -> dict[str, int]:
    with workspace.vault.read() as session:
        return publications.numbers(session)


def bring(page: EvidencePage, qtbot: QtBot, file: Path, content: bytes) -> PublicationsView:
    """Drop a file onto the page, and wait for what it brings."""
    file.write_bytes(content)
    with qtbot.waitSignal(page.taking_in.ended, timeout=20_000):
        page.workspace.import_files([file])
    qtbot.waitUntil(lambda: page.papers.list.model.total > 0 and not page.papers.list.model.is_waiting)
    return page.papers


def test_a_dropped_file_is_imported_and_taken_back(page: EvidencePage, qtbot: QtBot, tmp_path: Path) -> None:
    assert page.panel.head.isChecked(), "the search stands open until there are papers"
    view = bring(page, qtbot, tmp_path / "pubmed-set.nbib", medline(3))
    assert len(view.list.model.ids) == 3
    assert view.filter.value == NEW
    assert not page.panel.head.isChecked()
    offer = page.workspace.undo_bar.latest
    assert offer is not None
    assert offer.words == "“pubmed-set.nbib”: 3 papers in the file. 3 are new."
    page.workspace.undo_bar.undo_latest()
    qtbot.waitUntil(lambda: numbers(page.workspace) == {"news": 0})
    page.workspace.undo_bar.redo_latest()
    qtbot.waitUntil(lambda: numbers(page.workspace) == {NEW: 3, "news": 0})


def test_other_files_stay_documents_and_bad_ones_are_told(page: EvidencePage, qtbot: QtBot, tmp_path: Path) -> None:
    assert not page.take_files([tmp_path / "letter.pdf"])
    bad = tmp_path / "list.txt"
    bad.write_text("123\n456\n")
    assert page.take_files([bad])
    shown = dialog(qtbot, "error")
    assert "PubMed numbers only" in " ".join(part.text() for part in shown.findChildren(QLabel))
    shown.reject()


def test_one_key_says_what_becomes_of_a_paper_and_goes_on(page: EvidencePage, qtbot: QtBot, tmp_path: Path) -> None:
    view = bring(page, qtbot, tmp_path / "a.nbib", medline(3))
    first, second, third = view.list.model.ids
    view.list.table.choose(first)
    assert view.form.record_id == first
    QTest.keyClick(view.list.table, Qt.Key.Key_2)
    assert numbers(page.workspace) == {NEW: 2, SEEN: 1, "news": 0}
    assert view.form.record_id == second, "the next one is shown"
    QTest.keyClick(view.list.table, Qt.Key.Key_3)
    click(qtbot, view.panel, "paper.state.not_for_me")
    assert numbers(page.workspace) == {SEEN: 1, LATER: 1, NOT_FOR_ME: 1, "news": 0}
    page.workspace.undo_bar.undo_latest()
    with page.workspace.vault.read() as session:
        assert store.get(session, PUBLICATIONS, third).values["state"] == NEW


def test_a_paper_becomes_a_question(page: EvidencePage, qtbot: QtBot, tmp_path: Path, window: MainWindow) -> None:
    view = bring(page, qtbot, tmp_path / "a.nbib", medline(1))
    view.list.table.choose(view.list.model.ids[0])
    click(qtbot, view.panel, "paper.ask")
    with page.workspace.vault.read() as session:
        (question,) = store.list_active(session, QUESTIONS)
        (paper,) = store.list_active(session, PUBLICATIONS)
    assert paper.values["question"] == question.id
    assert "PMID 30000001" in question.values["text"]
    assert window.current_page is not page
    window.show_page("evidence", paper.id)
    view.refresh()
    click(qtbot, view.panel, "paper.ask")  # goes to the one that is there
    with page.workspace.vault.read() as session:
        assert store.count(session, QUESTIONS) == 1


def test_a_later_mark_is_shown_until_it_was_seen(page: EvidencePage, qtbot: QtBot, tmp_path: Path) -> None:
    bring(page, qtbot, tmp_path / "a.nbib", medline(2))
    view = bring(page, qtbot, tmp_path / "b.nbib", medline(2, retracted=frozenset({2})))
    assert view.filter.value == CHANGED
    view.list.table.choose(view.list.model.ids[0])
    assert find(view.panel, QLabel, "paper.news").text() == "A later file marks this paper: Retracted."
    assert view.form.title.text().endswith("(retracted)")
    click(qtbot, view.panel, "paper.state.seen")
    assert numbers(page.workspace)["news"] == 0


def test_the_search_is_copied_changed_and_brought_back(page: EvidencePage, workspace: Workspace, qtbot: QtBot) -> None:
    click(qtbot, page, "evidence.copy")
    assert QGuiApplication.clipboard().text() == evidence.search().text
    page.panel.text.setPlainText("mast cells")
    page.leave()
    with workspace.vault.read() as session:
        assert publication_watch.get(session).search == "mast cells"
    click(qtbot, page, "evidence.back")
    assert page.panel.search == evidence.search().text
    click(qtbot, page, "evidence.months.3")
    with workspace.vault.read() as session:
        day = publication_watch.next_look(session)
        (dated,) = [one for one in collect(session, workspace.today()).dates if one.name == "evidence"]
    assert day is not None
    assert (dated.when, dated.place) == (PartialDate.from_date(day), "publications")
    assert "look again on" in page.panel.head.text()


def test_the_list_is_shown_as_it_is_printed(page: EvidencePage, qtbot: QtBot, tmp_path: Path) -> None:
    bring(page, qtbot, tmp_path / "a.nbib", medline(1))
    page.print_page()
    shown = dialog(qtbot, "publication_list")
    assert isinstance(shown, PublicationListDialog)
    assert shown.which.value == NEW
    shown.reject()
