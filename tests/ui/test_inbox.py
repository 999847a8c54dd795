"""The inbox on the screen: leaving things on the page that asks for the passphrase, and saying afterwards what each shall be."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ism_desktop.errors import CannotLeave
from ism_desktop.records import store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.values import PartialDate
from ism_desktop.settings import Settings
from ism_desktop.ui.base.safekeeping.inbox_waiting import waiting
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.inbox.page import InboxPage
from ism_desktop.ui.places.inbox.thing_panel import NotePanel, PhotoPanel, ThingPanel
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.ui.start.leave_page import LeavePage
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import Vault, create, inbox, unlock
from ism_desktop.vault.inbox import NewItem
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.clipping import clipped
from tests.drivers.widgets import click
from tests.drivers.window import WindowDriver
from tests.ui.papers import scan

NOTE = "Flush after the wasp"


# Leaving ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def start(settings: Settings, vault_path: Path, qtbot: QtBot) -> Iterator[StartWindow]:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    made = StartWindow(settings, vault_path)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def leaving(start: StartWindow, qtbot: QtBot) -> LeavePage:
    click(qtbot, start, "leave_note")
    page = start.stack.currentWidget()
    assert isinstance(page, LeavePage)
    return page


def _kept(page: LeavePage) -> str:
    return page.kept.text() if page.kept.isVisible() else ""


def test_a_note_and_the_time_are_left_without_the_passphrase(
    leaving: LeavePage, start: StartWindow, vault_path: Path, qtbot: QtBot
) -> None:
    assert not leaving.keep.isEnabled(), "nothing is written yet"
    QTest.keyClicks(leaving.text, NOTE)
    click(qtbot, leaving, "leave.keep")
    qtbot.waitUntil(lambda: _kept(leaving) == "Saved. 1 item in your inbox.")
    assert leaving.text.toPlainText() == "", "what was kept cannot be read here"
    click(qtbot, leaving, "leave.time")
    qtbot.waitUntil(lambda: _kept(leaving) == "The time was saved. 2 items in your inbox.")
    click(qtbot, leaving, "back")
    assert start.stack.currentWidget() is not leaving
    click(qtbot, start, "leave_note")
    qtbot.waitUntil(lambda: _kept(leaving) == "2 items in your inbox.")
    vault = unlock(vault_path, PASSPHRASE)
    assert {(item.sort, item.text) for item in inbox.items(vault)} == {("note", NOTE), ("time", "")}
    vault.close()


def test_photos_are_left_and_what_is_none_is_refused(leaving: LeavePage, tmp_path: Path, qtbot: QtBot) -> None:
    picture = scan(tmp_path / "rash.png", "rash")
    leaving.leave_files([picture])
    qtbot.waitUntil(lambda: _kept(leaving) == "Saved. 1 item in your inbox.")
    hint = leaving.findChild(QLabel, "leave.hint")
    assert hint is not None
    assert "still in its folder" in hint.text()
    other = tmp_path / "letter.docx"
    other.write_bytes(b"PK\3\4word/")
    leaving.leave_files([other])
    qtbot.waitUntil(leaving.error.isVisible)
    words = leaving.error.findChild(QLabel, "start_error_title")
    assert words is not None
    assert words.text() == str(CannotLeave.title)
    assert not leaving.kept.isVisible()


# Sorting ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def visit(vault: Vault) -> str:
    with vault.write() as session:
        return store.save(session, APPOINTMENTS, {"purpose": "Follow-up", "on_date": PartialDate(2026, 12, 3)})


@pytest.fixture
def page(vault: Vault, visit: str, window: MainWindow, tmp_path: Path, qtbot: QtBot) -> InboxPage:
    picture = scan(tmp_path / "rash.png", "rash").read_bytes()
    at = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
    inbox.leave(vault.path, NewItem("note", NOTE), at=at)
    inbox.leave(vault.path, NewItem("photo", name="rash.png", content=picture), at=at.replace(minute=3))
    inbox.leave(vault.path, NewItem("time"), at=at.replace(minute=4))
    window.show_page("inbox")
    made = window.current_page
    assert isinstance(made, InboxPage)
    qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=60_000)
    return made


def _cards(page: InboxPage) -> list[ThingPanel]:
    return [card for card in page.findChildren(ThingPanel) if not card.isHidden()]


def _note(page: InboxPage) -> NotePanel:
    return next(card for card in _cards(page) if isinstance(card, NotePanel) and card.words == NOTE)


def test_a_note_becomes_a_question_and_undo_brings_it_back(
    page: InboxPage, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    assert len(_cards(page)) == waiting(workspace.vault) == 3
    click(qtbot, _note(page), "thing.question")
    qtbot.waitUntil(lambda: len(_cards(page)) == 2)
    with workspace.vault.read() as session:
        assert [question.title for question in store.list_active(session, QUESTIONS)] == [NOTE]
    WindowDriver(qtbot, window).undo()
    qtbot.waitUntil(lambda: len(_cards(page)) == 3)
    with workspace.vault.read() as session:
        assert store.count(session, QUESTIONS) == 0


def test_a_note_becomes_a_reaction_when_it_is_said_to_what(page: InboxPage, workspace: Workspace, qtbot: QtBot) -> None:
    card = _note(page)
    click(qtbot, card, "thing.reaction")
    assert card.substance.isVisible()
    assert not card.keep_reaction.isEnabled()
    QTest.keyClicks(card.substance, "Wasp sting")
    card.substance.setCompleter(None)  # pyright: ignore[reportArgumentType]  # the offscreen platform leaves its popup active
    QTest.keyClick(card.substance, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(_cards(page)) == 2)
    with workspace.vault.read() as session:
        [reaction] = store.list_active(session, REACTIONS)
    assert reaction.title == "Wasp sting"
    assert NOTE in reaction.values["reaction"]


def test_a_moment_gets_its_words_and_goes_to_a_visit(
    page: InboxPage, workspace: Workspace, visit: str, qtbot: QtBot
) -> None:
    card = next(each for each in _cards(page) if isinstance(each, NotePanel) and each is not _note(page))
    assert not card.question.isEnabled(), "a moment alone is no question"
    QTest.keyClicks(card.text, "took the tablet")
    click(qtbot, card, "thing.visit")
    click(qtbot, card, "thing.keep_visit")
    qtbot.waitUntil(lambda: len(_cards(page)) == 2)
    with workspace.vault.read() as session:
        assert store.get(session, APPOINTMENTS, visit).values["notes"].endswith(": took the tablet")


def test_a_photo_shows_itself_and_becomes_a_document(page: InboxPage, workspace: Workspace, qtbot: QtBot) -> None:
    card = next(each for each in _cards(page) if isinstance(each, PhotoPanel))
    assert not card.picture.pixmap().isNull()
    click(qtbot, card, "thing.keep_photo")
    qtbot.waitUntil(lambda: len(_cards(page)) == 2, timeout=60_000)
    with workspace.vault.read() as session:
        [document] = store.list_active(session, DOCUMENTS)
    assert document.values["file_name"] == "rash.png"
    inbox.put_back(workspace.vault, card.item_id)
    page.refresh()
    qtbot.waitUntil(lambda: len(_cards(page)) == 3)
    again = next(each for each in _cards(page) if isinstance(each, PhotoPanel))
    click(qtbot, again, "thing.keep_photo")
    qtbot.waitUntil(lambda: waiting(workspace.vault) == 2, timeout=60_000)
    with workspace.vault.read() as session:
        assert store.count(session, DOCUMENTS) == 1, "sorted once more after an interruption: no second document"


def test_what_was_changed_in_a_note_survives_a_lock(page: InboxPage, workspace: Workspace, qtbot: QtBot) -> None:
    card = _note(page)
    card.text.setFocus()
    card.text.selectAll()
    QTest.keyClicks(card.text, "Flush, and fainted")
    workspace.drafts.flush()
    again = InboxPage(workspace)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: len(_cards(again)) == 3)
    assert "Flush, and fainted" in {each.words for each in _cards(again) if isinstance(each, NotePanel)}
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=60_000)


def test_trash_and_back_and_an_empty_inbox_says_so(
    page: InboxPage, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    for left in (2, 1, 0):
        click(qtbot, _cards(page)[0], "thing.trash")
        qtbot.waitUntil(lambda left=left: len(_cards(page)) == left)
    assert any("Your inbox is empty" in label.text() for label in page.findChildren(QLabel) if label.isVisible())
    WindowDriver(qtbot, window).undo()
    qtbot.waitUntil(lambda: len(_cards(page)) == 1)
    window.on_next_place()
    assert window.current_page is not page, "a place that is not listed is left by the keyboard as any other"


def test_a_damaged_thing_is_named_and_can_be_put_away(page: InboxPage, workspace: Workspace, qtbot: QtBot) -> None:
    [note] = [item for item in inbox.items(workspace.vault) if item.text == NOTE]
    path = workspace.vault.path / "inbox" / f"{note.id}.ismi"
    path.write_bytes(path.read_bytes()[:-1])
    again = InboxPage(workspace)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: len(_cards(again)) == 3)
    words = " ".join(label.text() for label in again.findChildren(QLabel))
    assert path.name[:8] in words
    broken = next(card for card in _cards(again) if card.objectName() == f"thing.{note.id}")
    click(qtbot, broken, "thing.trash")
    qtbot.waitUntil(lambda: len(_cards(again)) == 2)
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=60_000)


@pytest.mark.usefixtures("twice_the_size")
def test_nothing_is_cut_off_at_twice_the_size_in_a_small_window(
    page: InboxPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    qtbot.wait(50)
    assert clipped(page) == []
