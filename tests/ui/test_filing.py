"""Filing by keyboard, tags and filters on the shelf, used as a person does: with a real vault and real keys."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.documents import page_strings, page_texts
from ism_desktop.records import kept_both, store
from ism_desktop.records.document_filter import DocumentFilter
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS, TO_FILE
from ism_desktop.records.kinds.filing_rules import FILING_RULES
from ism_desktop.records.search import Index
from ism_desktop.records.values import LinkedName, PartialDate
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.page import DocumentsPage
from ism_desktop.ui.places.documents.tags_dialog import TagsDialog
from ism_desktop.ui.places.to_file.empty_pile import place_words
from ism_desktop.ui.places.to_file.page import ToFilePage
from ism_desktop.ui.places.to_file.pile import Pile
from ism_desktop.ui.record_kit.coming import Coming
from ism_desktop.ui.record_kit.viewer.two_documents import TwoDocuments
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.documents.test_likeness import LETTER
from tests.drivers.documents import DocumentsDriver
from tests.drivers.widgets import click, find, words
from tests.ui.papers import lay_on_its_side, letter
from tests.worker import files

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
REPORT = "Lab Ost\nDate of report: {day} May 2024\nTryptase 24 ng/mL"


@pytest.fixture
def workspace(vault: Vault, workers: Workers, settings: Settings) -> Iterator[Workspace]:
    index = Index(vault, partial(page_strings, vault))
    made = Workspace(vault, workers, index, settings)
    yield made
    made.close()
    index.close()


@pytest.fixture
def lab(vault: Vault) -> LinkedName:
    with vault.write() as session:
        return LinkedName("Lab Ost", store.save(session, CARE_TEAM, {"name": "Lab Ost"}))


class PileDriver:
    """The pile in its window; counts the keys that are pressed."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window, self.keys = qtbot, window, 0
        window.show_page("to_file")
        page = window.current_page
        assert isinstance(page, ToFilePage)
        self.page = page
        self.settle()

    def settle(self) -> None:
        for _ in range(3):  # what was asked for may ask for the next document in turn
            QApplication.processEvents()
            self.qtbot.waitUntil(lambda: self.window.workspace.background.idle, timeout=60_000)
        QApplication.processEvents()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, held)
        self.settle()

    @property
    def place(self) -> str:
        return self.page.head.sentence.text()

    def read(self, name: str) -> Any:
        return self.page.form.rows[name].read()


def papers(tmp_path: Path, window: MainWindow, qtbot: QtBot, count: int) -> None:
    driver = DocumentsDriver(qtbot, window)
    driver.take_in(*(letter(tmp_path / f"scan {n}.pdf", REPORT.format(day=n)) for n in range(1, count + 1)))


def filed(vault: Vault) -> dict[str, store.Record]:
    with vault.read() as session:
        return {one.title: one for one in store.list_active(session, DOCUMENTS) if one.values["filing"] is None}


def test_the_pile_goes_on_turns_and_takes_back() -> None:
    pile = Pile()
    assert pile.follow(["a", "b", "c"]) == "a"
    assert (pile.number, pile.count) == (1, 3)
    assert pile.skip() == "b"
    assert pile.follow(["a", "c"]) == "c"
    assert (pile.number, pile.count) == (3, 3)
    assert pile.follow(["a"]) == "a", "what was left for later comes again"
    assert pile.follow(["a", "c"]) == "c", "what an undo brings back goes first"
    assert pile.follow(["a", "d"]) == "d"
    assert pile.follow([]) is None
    assert pile.follow(["e"]) == "e"
    assert (pile.number, pile.count) == (1, 1)


def test_right_proposals_take_one_key_and_a_rule_is_offered(
    qtbot: QtBot, window: MainWindow, vault: Vault, tmp_path: Path, lab: LinkedName
) -> None:
    papers(tmp_path, window, qtbot, 3)
    pile = PileDriver(qtbot, window)
    assert pile.place == "1 of 3"
    assert pile.read("document_date") == PartialDate(2024, 5, 1)
    assert pile.read("source") == lab
    assert "stands beside “Date of report”, page 1, line 2" in words(pile.page)
    for _ in range(2):  # no rule yet: the kind is chosen by hand
        pile.page.form.binding.type_in({"type": "blood_test"})
        pile.key(Qt.Key.Key_Return)
    assert pile.place == "3 of 3"
    assert "Always file papers from Lab Ost as “Blood or urine test”?" in words(pile.page)
    click(qtbot, pile.page, "rule_yes")
    with vault.read() as session:
        assert [rule.values["type"] for rule in store.list_active(session, FILING_RULES)] == ["blood_test"]
    pile.settle()
    pile.key(Qt.Key.Key_Return, CONTROL | SHIFT)  # the only one that is left stays
    assert pile.place == "3 of 3"


def test_ten_papers_are_filed_with_one_key_each(
    qtbot: QtBot, window: MainWindow, vault: Vault, tmp_path: Path, lab: LinkedName
) -> None:
    with vault.write() as session:
        rule = {"from_sender": lab, "type": "blood_test", "tags": ("Lab",), "title": "Blood test, {date}"}
        store.save(session, FILING_RULES, rule)
    papers(tmp_path, window, qtbot, 10)
    pile = PileDriver(qtbot, window)
    pile.keys = 0
    for number in range(1, 11):
        assert pile.place == f"{number} of 10"
        pile.key(Qt.Key.Key_Return)
    assert pile.keys / 10 <= 6
    assert set(filed(vault)) == {f"Blood test, {n} May 2024" for n in range(1, 11)}
    assert {one.values["tags"] for one in filed(vault).values()} == {("Lab",)}
    assert "Everything is filed" in words(pile.page)
    window.workspace.undo_bar.undo_latest()
    pile.settle()
    assert len(filed(vault)) == 9
    assert pile.place == "1 of 1"
    assert pile.read("title") == "Blood test, 10 May 2024"


def test_filing_goes_on_while_the_rest_is_read(
    qtbot: QtBot, window: MainWindow, vault: Vault, tmp_path: Path, lab: LinkedName
) -> None:
    papers(tmp_path, window, qtbot, 1)
    driver = DocumentsDriver(qtbot, window)
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(files.locked(files.text_pdf("Nobody reads this"), "first"))
    driver.drop(letter(tmp_path / "one more.pdf", REPORT.format(day=9)), locked)
    assert Coming.of(window.workspace).number == 2
    pile = PileDriver(qtbot, window)  # the page that files are added on is hidden before they are
    assert window.focusWidget() is pile.page.go, "what arrives does not take the keys away"
    assert QApplication.activeModalWidget() is None, "nor what wants a password"
    assert find(window, QWidget, "locked_banner").isVisible()
    assert pile.place == "1 of 2"
    assert place_words(pile.page.pile, 3) == "1 of 2 · 3 more files are still being read."
    pile.key(Qt.Key.Key_Tab)
    assert window.focusWidget() is find(pile.page, QLineEdit, "title")
    for _ in range(2):
        pile.key(Qt.Key.Key_Return)
    assert len(filed(vault)) == 2
    assert not driver.page.details.is_filing
    assert {one.values["source"] for one in filed(vault).values()} == {lab}


def test_what_is_nearly_the_same_is_told_on_the_pile_and_decided_by_one_key(
    qtbot: QtBot, window: MainWindow, vault: Vault, tmp_path: Path
) -> None:
    for name, more in {"first": "", "again": " Yours.", "third": " Sincerely."}.items():
        (tmp_path / f"{name}.txt").write_text(LETTER + more, encoding="utf-8")
        DocumentsDriver(qtbot, window).take_in(tmp_path / f"{name}.txt")
    pile = PileDriver(qtbot, window)
    line = pile.page.near.line
    assert line.isHidden(), "of the first one nothing was there before"
    pile.key(Qt.Key.Key_Return)
    assert line.words.text() == "Reads like “First” of January 2021: 98 % of the words are the same."
    pile.key(Qt.Key.Key_C)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, TwoDocuments)
    assert dialog.line is not None
    assert dialog.line.words.text() == line.words.text()
    qtbot.keyClick(dialog, Qt.Key.Key_K)
    assert (line.isHidden(), QApplication.activeModalWidget(), pile.place) == (True, None, "2 of 3")
    window.workspace.undo_bar.undo_latest()
    pile.settle()
    assert not line.isHidden()
    pile.key(Qt.Key.Key_Return)
    assert (pile.place, line.words.text()[:20]) == ("3 of 3", "Reads like “First” o")
    with vault.write() as session:
        trashed = line.near.other_id if line.near is not None else ""
        store.trash(session, DOCUMENTS, trashed)
    pile.settle()
    assert "“First” of January 2021, which is in the trash" in line.words.text()
    pile.key(Qt.Key.Key_R)
    assert "trash" not in line.words.text()
    with vault.read() as session:
        assert store.get(session, DOCUMENTS, trashed).deleted_at is None
        assert kept_both.kept_with(session, trashed), "filing kept the second one beside it"


def test_what_lies_is_set_upright_on_the_pile_by_a_key(
    qtbot: QtBot, window: MainWindow, vault: Vault, tmp_path: Path
) -> None:
    papers(tmp_path, window, qtbot, 1)
    with vault.read() as session:
        (record,) = store.list_active(session, DOCUMENTS)
    lay_on_its_side(vault, record.id, 1)
    pile = PileDriver(qtbot, window)
    assert pile.page.upright.banner.isVisibleTo(pile.page)
    pile.key(Qt.Key.Key_U, CONTROL)
    assert not pile.page.upright.banner.isVisibleTo(pile.page)
    assert [text.turns for text in page_texts(vault, record.id)] == [0]
    assert pile.place == "1 of 1"
    window.workspace.undo_bar.undo_latest()
    pile.settle()
    assert pile.page.upright.banner.isVisibleTo(pile.page), "taken back, it lies again, and the pages shown are those"


def test_what_is_typed_is_a_draft_and_what_is_proposed_is_none(
    qtbot: QtBot, window: MainWindow, vault: Vault, tmp_path: Path, lab: LinkedName
) -> None:
    papers(tmp_path, window, qtbot, 2)
    pile = PileDriver(qtbot, window)
    first = pile.page.pile.current
    assert first is not None
    window.show_page("home")
    assert window.workspace.drafts.get("to_file", first) is None
    window.show_page("to_file")
    pile.settle()
    find(pile.page, QLineEdit, "title").setText("My title")
    pile.page.skip()
    pile.settle()
    assert pile.place == "2 of 2"
    pile.page.skip()
    pile.settle()
    assert pile.read("title") == "My title"
    assert pile.read("source") == lab, "the draft holds what was proposed beside it"
    assert not filed(vault)
    find(pile.page, QLineEdit, "document_date").setText("the day it rained")
    pile.page.file_current()
    assert not filed(vault)
    assert pile.place == "1 of 2"


def test_tags_are_typed_shown_and_filtered_by_and_several_change_in_one_step(
    qtbot: QtBot, window: MainWindow, vault: Vault, tmp_path: Path
) -> None:
    papers(tmp_path, window, qtbot, 3)
    place = DocumentsDriver(qtbot, window)
    with vault.write() as session:
        ids = [one.id for one in store.list_active(session, DOCUMENTS)]
        store.save(session, DOCUMENTS, {"tags": ("Masto/Blood",)}, record_id=ids[0])
        store.save(session, DOCUMENTS, {"tags": ("Travel",)}, record_id=ids[1])
    place.settle()
    place.page.shelf.narrowed.choose(DocumentFilter(tag="Masto"))
    place.settle()
    assert [entry.tags for entry in place.entries] == [("Masto/Blood",)]
    place.page.shelf.narrowed.clear()
    place.page.shelf.choose(ids)
    place.settle()
    several = place.page.several
    adding, removing = (find(several, QLineEdit, name) for name in ("add_tags", "remove_tags"))
    adding.setText("trip")
    qtbot.keyClick(adding, Qt.Key.Key_Return)
    removing.setText("travel")
    click(qtbot, place.page, "change_all")
    place.settle()
    assert {entry.tags for entry in place.entries} == {("Masto/Blood", "trip"), ("trip",)}
    window.workspace.undo_bar.undo_latest()
    place.settle()
    assert {entry.tags for entry in place.entries} == {("Masto/Blood",), ("Travel",), ()}


def test_a_tag_is_renamed_merged_and_taken_away_in_the_dialog(
    qtbot: QtBot, window: MainWindow, vault: Vault, tmp_path: Path
) -> None:
    papers(tmp_path, window, qtbot, 2)
    with vault.write() as session:
        for one, tag in zip(store.list_active(session, DOCUMENTS), ("Travel", "Trips"), strict=True):
            store.save(session, DOCUMENTS, {"tags": (tag,)}, record_id=one.id)
    dialog = TagsDialog(window.workspace, window)
    dialog.open()
    dialog.choose("Travel")
    dialog.name.setText("Trips")
    assert find(dialog, QPushButton, "tag_rename").text() == "Merge with “Trips”"
    click(qtbot, dialog, "tag_rename")
    with vault.read() as session:
        assert {one.values["tags"] for one in store.list_active(session, DOCUMENTS)} == {("Trips",)}
    window.workspace.undo_bar.undo_latest()
    QApplication.processEvents()
    dialog.choose("Travel")
    click(qtbot, dialog, "tag_delete")
    with vault.read() as session:
        assert {one.values["tags"] for one in store.list_active(session, DOCUMENTS)} == {None, ("Trips",)}
    dialog.accept()


def test_the_documents_place_shows_the_way_and_marks_as_filed(
    qtbot: QtBot, window: MainWindow, vault: Vault, tmp_path: Path
) -> None:
    papers(tmp_path, window, qtbot, 2)
    place = DocumentsDriver(qtbot, window)
    page = place.page
    assert isinstance(page, DocumentsPage)
    assert find(page, QPushButton, "open_pile").text() == "To be filed (2)"
    page.shelf.choose([page.shelf.entries.ids[0]])
    assert "Mark as filed" in place.menu_lines()
    page._doing.mark_filed()
    place.settle()
    assert find(page, QPushButton, "open_pile").text() == "To be filed (1)"
    with vault.read() as session:
        assert [one.values["filing"] for one in store.list_active(session, DOCUMENTS)].count(TO_FILE) == 1
