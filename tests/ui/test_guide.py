"""The guide in the window: by links, keys and words to a page; notes beside it; the way from help, palette and records."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.library import guide
from ism_desktop.records import store
from ism_desktop.records.kinds.diagnosis_evidence import DIAGNOSIS_EVIDENCE
from ism_desktop.records.kinds.guide_notes import GUIDE_NOTES
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.places.guide.booklet_dialog import BookletDialog
from ism_desktop.ui.places.guide.note_dialog import DRAFT, NoteDialog
from ism_desktop.ui.places.guide.page import GuidePage
from ism_desktop.ui.record_kit.glossary.term_dialog import TermDialog
from ism_desktop.ui.record_kit.glossary.term_line import TermLine, terms_of
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.shell import palette_content
from ism_desktop.ui.shell.guide_hits import GUIDE, guide_hits
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.widgets import click, dialog, find
from tests.drivers.window import WindowDriver

PLACE = "guide"


@pytest.fixture
def page(window: MainWindow) -> GuidePage:
    assert isinstance(window.current_page, GuidePage)
    return window.current_page


def shown(page: GuidePage) -> str:
    return page.reader.toPlainText()


def test_by_link_to_a_page_and_back_to_where_it_was_scrolled_to(page: GuidePage, qtbot: QtBot) -> None:
    assert "No clinician has reviewed" in shown(page)
    page.follow("page:kit")
    assert shown(page).startswith("KIT D816V")
    bar = page.reader.verticalScrollBar()
    qtbot.keyClick(page.reader, Qt.Key.Key_PageDown)
    at = bar.value()
    assert at > 0
    page.follow("page:triggers")
    assert bar.value() == 0
    qtbot.keyClick(page.reader, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown(page).startswith("KIT D816V")
    assert bar.value() == at


def test_lines_are_no_longer_than_an_eye_follows(page: GuidePage, qtbot: QtBot) -> None:
    page.window().resize(1366, 768)
    page.follow("page:triggers")
    layout = page.reader.document().documentLayout()
    block, longest = page.reader.document().begin(), 0
    assert layout is not None
    while block.isValid():
        lines = block.layout()
        longest = max([longest, *(lines.lineAt(number).textLength() for number in range(lines.lineCount()))])
        block = block.next()
    assert 50 < longest <= 75


def test_ctrl_f_searches_the_guide_and_once_more_the_record(window: MainWindow, page: GuidePage, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.on_search()
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "contrast")
    assert "places found" in shown(page)
    page.follow("at:tests.contrast")
    assert shown(page).startswith("Tests and what they are for")
    assert page.reader.verticalScrollBar().value() > 0
    page.search_here()
    window.on_search()
    assert window.search.hasFocus()


def test_a_note_stands_beside_its_sentence_and_can_be_undone(
    page: GuidePage, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    page.follow("page:indolent")
    page.follow("note:indolent.slow")
    writing = dialog(qtbot, "guide_note")
    assert isinstance(writing, NoteDialog)
    writing.whose.set_value("doctor")
    writing.note.setPlainText("Very slow with me.")
    writing.doctor.show_value("Dr Okafor")
    writing.doctor.edited.emit()
    assert workspace.drafts.get(DRAFT, "indolent.slow") is not None
    click(qtbot, writing, "save")
    qtbot.waitUntil(lambda: "My doctor says (Dr Okafor" in shown(page))
    assert workspace.drafts.get(DRAFT, "indolent.slow") is None
    with workspace.vault.read() as session:
        (note,) = store.list_active(session, GUIDE_NOTES)
    statement = guide.load().statement("indolent.slow")
    assert statement is not None
    assert note.values["sentence"] == statement.text
    page.follow(f"own:{note.id}")
    assert page.notes.form.record_id == note.id
    window.on_undo()
    qtbot.waitUntil(lambda: page.notes.is_empty)


def test_a_word_is_explained_where_it_is_pressed_and_below_a_record(
    page: GuidePage, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    page.follow("term:glossary.tryptase")
    explained = dialog(qtbot, "term")
    assert isinstance(explained, TermDialog)
    click(qtbot, explained, "open_glossary")
    assert shown(page).startswith("Glossary")
    with workspace.vault.write() as session:
        topic = DIAGNOSIS_EVIDENCE.field("topic").choices[0].value
        values = {"topic": topic, "notes": "KIT D816V found in blood; tryptase stable"}
        made = store.save(session, DIAGNOSIS_EVIDENCE, values)
        medicine = store.save(session, MEDICATIONS, {"name": "Cetirizine", "notes": "An antihistamine for the hives"})
        plain = store.save(session, MEDICATIONS, {"name": "Zinc"})
        finding = store.get(session, DIAGNOSIS_EVIDENCE, made)
    assert {"D816V", "tryptase"} <= {term.term for term in terms_of(DIAGNOSIS_EVIDENCE, finding)}
    window.show_page("medications", medicine)
    medications = window.current_page
    assert isinstance(medications, RecordsPage)
    line = find(medications, TermLine, "term_line")
    assert line.isVisible()
    part = find(line, QPushButton, "explain.glossary.antihistamine")
    part.setFocus()
    qtbot.keyClick(part, Qt.Key.Key_Space)
    dialog(qtbot, "term").reject()
    window.show_page("medications", plain)
    assert not line.isVisible()


def test_the_search_box_finds_the_guide_after_the_record(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    driver = WindowDriver(qtbot, window)
    assert driver.search("tryptase")[0].startswith("tryptase, serum tryptase: ")
    assert driver.groups() == ["Nothing in your own record. In the guide:"]
    driver.press_in_search(Qt.Key.Key_Return)
    reading = window.current_page
    assert isinstance(reading, GuidePage)
    assert reading.subject == Subject("guide", "glossary.tryptase")
    with workspace.vault.write() as session:
        store.save(session, MEDICATIONS, {"name": "Tryptase, of all things"})
    workspace.index.catch_up()
    found = driver.search("tryptase")
    assert driver.groups() == ["Medications", "Guide"]
    assert "more places in the guide" in found[-1]
    for _ in found[1:]:
        driver.press_in_search(Qt.Key.Key_Down)
    driver.press_in_search(Qt.Key.Key_Return)
    assert "places found" in shown(reading)
    assert reading.search.text() == "tryptase"
    assert guide_hits(guide.load(), "tr") == []
    first = guide_hits(guide.load(), "dentist")[0]
    assert (first.record_id, first.kind) == ("dentist", GUIDE)


def test_help_and_palette_lead_to_a_page(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("injectors")
    window.on_help()
    helping = dialog(qtbot, "help")
    assert isinstance(helping, Dialog)
    click(qtbot, helping, "help_to_guide")
    reading = window.current_page
    assert isinstance(reading, GuidePage)
    assert shown(reading).startswith("Why two injectors")
    words = [one.words for one in palette_content.candidates(window.actions_by_slot, window.searches.all)]
    assert "Guide: KIT D816V" in words


def test_the_booklet_of_one_page(page: GuidePage, qtbot: QtBot) -> None:
    page.follow("page:kit")
    page.print_page()
    made = dialog(qtbot, "guide_booklet")
    assert isinstance(made, BookletDialog)
    content = made.printout.leaving.content
    assert content is not None
    assert content["pages"] == ["kit"], "the page that is read"
    assert [key for key, tick in made.ticks.items() if tick.isChecked()] == ["kit"]
    made.what.set_value("all")
    made._on_what()
    content = made.printout.leaving.content
    assert content is not None
    assert content["pages"] == list(guide.load().keys)
    made.reject()
