"""The viewer beside its pages: thumbnails, doubtful words, what is made from a page, and two documents side by side."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from ism_desktop.documents import page_strings, page_texts, rereading
from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.reports import REPORTS
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.subject import FromPage
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit import subjects
from ism_desktop.ui.places.questions.page import QuestionsPage
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.viewer.page_text_dialog import PageTextDialog
from ism_desktop.ui.record_kit.viewer.two_documents import Shown, TwoDocuments
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.drivers.documents import DocumentsDriver
from tests.drivers.form import FormDriver
from tests.drivers.widgets import click, dialog
from tests.ui.papers import letter

PLACE = "documents"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def workspace(vault: Vault, workers: Workers, settings: Settings) -> Iterator[Workspace]:
    index = Index(vault, partial(page_strings, vault))
    made = Workspace(vault, workers, index, settings)
    yield made
    made.close()
    index.close()


@pytest.fixture
def place(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> DocumentsDriver:
    made = DocumentsDriver(qtbot, window)
    window.resize(1366, 768)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.take_in(letter(tmp_path / "long letter.pdf", *(f"This is page {n}\nmast cells seen" for n in range(1, 13))))
    made.choose("Long letter")
    return made


def doubt(vault: Vault, document_id: str, page: int, word: int) -> None:
    """Let a word have been read with doubt."""
    before = page_texts(vault, document_id)
    text = before[page - 1]
    words = [replace(each, confidence=30 if n == word else 95) for n, each in enumerate(text.words)]
    after = [*before]
    after[page - 1] = replace(text, words=tuple(words), source="ocr")
    rereading._kept(vault, document_id, before, after)


def only(vault: Vault) -> store.Record:
    with vault.read() as session:
        (record,) = store.list_active(session, DOCUMENTS)
    return record


def test_thumbnails_lead_to_pages_follow_them_and_are_remembered(place: DocumentsDriver) -> None:
    viewer = place.page.viewer
    strip = viewer.strip
    if not viewer.side.has_strip:
        viewer.side.toggle_strip()
        place.settle()
    index = strip.numbers.index(2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Page 3 of 12"
    strip.setFocus()
    place.qtbot.keyClick(strip, Qt.Key.Key_End)
    assert viewer.area.page == 12
    place.qtbot.keyClick(strip, Qt.Key.Key_Up)
    assert (viewer.area.page, place.window.focusWidget()) == (11, strip), "the keys stay with the thumbnails"
    viewer.area.go_to(4)
    assert strip.currentIndex().row() == 3
    place.settle()
    assert 0 < len(strip.pictures._pictures) < 12, "only those in sight are drawn"
    viewer.area.setFocus()
    place.key(Qt.Key.Key_F7)
    assert not viewer.side.has_strip
    place.page.viewer.reopen()
    place.settle()
    assert not viewer.side.has_strip


def test_a_page_is_gone_to_from_the_list_of_pages(place: DocumentsDriver) -> None:
    box = place.page.viewer.tools.pages
    box._on_list()
    listed = box._list
    assert listed is not None
    place.qtbot.keyClick(listed, Qt.Key.Key_Down)
    place.qtbot.keyClick(listed, Qt.Key.Key_Down)
    place.qtbot.keyClick(listed, Qt.Key.Key_Return)
    assert (place.page.viewer.area.page, listed.isVisible()) == (3, False)


def test_a_doubtful_word_is_marked_opened_corrected_and_in_doubt_no_more(
    place: DocumentsDriver, vault: Vault, qtbot: QtBot
) -> None:
    viewer, record = place.page.viewer, only(vault)
    doubt(vault, record.id, 1, 4)  # “mast”
    viewer.reopen()
    place.settle()
    legend = viewer.side._words.text()
    assert legend == "1 word was read with doubt, it is dotted. Click it to check it."
    word = page_texts(vault, record.id)[0].words[4]
    at = viewer.area.point_on_screen(1, (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)
    qtbot.mouseClick(viewer.area.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())
    shown = dialog(qtbot, "page_text_dialog")
    assert isinstance(shown, PageTextDialog)
    qtbot.waitUntil(lambda: shown.text.textCursor().selectedText() == "mast")
    shown.text.textCursor().insertText("most")
    click(qtbot, shown, "save")
    place.settle()
    assert "most cells" in page_texts(vault, record.id)[0].text
    assert (viewer.side.doubts.count, viewer.side._legend.isHidden()) == (0, True)


@pytest.mark.parametrize("button", ["page_text.checked", "page_text.word_checked"])
def test_what_was_checked_is_in_doubt_no_more_and_that_is_undone(
    place: DocumentsDriver, vault: Vault, qtbot: QtBot, button: str
) -> None:
    viewer, record = place.page.viewer, only(vault)
    doubt(vault, record.id, 2, 3)
    viewer.reopen()
    place.settle()
    viewer.area.setFocus()
    place.key(Qt.Key.Key_F8)
    assert viewer.area.selected_text == page_texts(vault, record.id)[1].words[3].text
    place.key(Qt.Key.Key_T, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    click(qtbot, dialog(qtbot, "page_text_dialog"), button)
    place.settle()
    assert viewer.side.doubts.count == 0
    place.window.workspace.undo_bar.undo_latest()
    place.settle()
    assert page_texts(vault, record.id)[1].unsure


def test_a_question_made_from_a_page_quotes_it_and_leads_back(
    place: DocumentsDriver, vault: Vault, qtbot: QtBot
) -> None:
    viewer, record = place.page.viewer, only(vault)
    viewer.area.go_to(7)
    viewer.side.select_page()
    viewer._from_page.actions()[0].trigger()
    page = place.window.current_page
    assert isinstance(page, QuestionsPage)
    assert page.field.text.toPlainText() == "“This is page 7 mast cells seen” – "
    qtbot.keyClicks(page.field.text, "why?")
    qtbot.keyClick(page.field.text, Qt.Key.Key_Return)
    with vault.read() as session:
        (question,) = store.list_active(session, QUESTIONS)
        (proof,) = links.proofs(session, QUESTIONS, question.id)
        (used,) = links.backlinks(session, record.id)
        about = subjects.of_question(session, question)
    assert (proof.document_id, proof.page, used.record.id) == (record.id, 7, question.id)
    assert about is not None
    assert about.title == "Long letter, page 7"
    viewer.area.go_to(1)
    subjects.lead_to(place.window.workspace, about.subject)
    place.settle()
    assert viewer.area.page == 7


def test_a_report_made_from_a_page_keeps_it_as_a_draft_and_gets_it_attached(
    place: DocumentsDriver, vault: Vault, qtbot: QtBot
) -> None:
    window, record = place.window, only(vault)
    window.workspace.begin_from_page(FromPage(REPORTS.name, record.id, 5, ""))
    page = window.current_page
    assert isinstance(page, RecordsPage)
    form = page.view.form
    assert form.page_line.isVisible()
    FormDriver(qtbot, form).write("title", "Biopsy")
    form.open(None)  # as after a lock: from the draft
    assert form.page_line.waiting == (record.id, 5)
    assert form.save() is not None
    with vault.read() as session:
        (report,) = store.list_active(session, REPORTS)
        assert [(proof.document_id, proof.page) for proof in links.proofs(session, REPORTS, report.id)] == [
            (record.id, 5)
        ]
    window.workspace.begin_from_page(FromPage(REPORTS.name, record.id, 6, ""))
    form.leave()
    assert window.workspace.drafts.get(REPORTS.name, None) is None, "a page alone makes no entry"


def test_a_sentence_is_found_chosen_and_copied_by_keys(place: DocumentsDriver, qtbot: QtBot) -> None:
    viewer = place.page.viewer
    viewer.area.setFocus()
    place.key(Qt.Key.Key_G, CONTROL)
    qtbot.keyClicks(viewer.find_bar.words, "page 7")
    viewer.find_bar.look()
    qtbot.keyClick(viewer.find_bar.words, Qt.Key.Key_Escape)
    assert (viewer.area.page, viewer.area.selected_text) == (7, "page 7")
    place.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.area.selected_text == "page 7\nmast"
    place.key(Qt.Key.Key_S)
    assert viewer.area.selected_text == "This is page 7"
    place.key(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "This is page 7"
    place.window.sidebar.setFocus()
    qtbot.keyClick(place.window.focusWidget(), Qt.Key.Key_G, CONTROL)
    assert viewer.find_bar.words.hasFocus(), "in the sidebar the keys mean what they mean on the page"


def test_two_documents_are_scrolled_together_or_alone(place: DocumentsDriver, vault: Vault, qtbot: QtBot) -> None:
    record = only(vault)
    shown = Shown(record.id, record.title, 12)
    both = TwoDocuments(place.window.workspace, shown, shown._replace(page=2), place.window)
    both.open()
    place.settle()
    left, right = (viewer.area for viewer in both.viewers)
    left.go_to(3)
    assert right.page == 2, "alone"
    both.together.setChecked(True)
    left.go_to(6)
    assert right.page == 5, "one page apart, as when it began"
    both.viewers[0].setFocus()
    left.setFocus()
    qtbot.keyClick(left, Qt.Key.Key_F6)
    assert right.hasFocus()
    both.accept()
