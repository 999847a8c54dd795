"""An entry of the journal from the lock screen: three keys, nothing of the record to be seen; and added to the journal after unlocking."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ism_desktop.errors import InvalidRecord
from ism_desktop.records import inbox_sorting, left_entries, store
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES, is_filled_in_later
from ism_desktop.records.quick_entry import Named, QuickEntry
from ism_desktop.records.store import Record
from ism_desktop.records.values import Moment, Rows
from ism_desktop.settings import Settings
from ism_desktop.ui.places.inbox.entry_panel import EntryPanel
from ism_desktop.ui.places.inbox.page import InboxPage
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.ui.start.locked_entry import LockedEntryPage
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import Vault, create, inbox, unlock
from ism_desktop.vault.inbox import InboxItem, NewItem
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, words


@pytest.fixture
def start(settings: Settings, vault_path: Path, qtbot: QtBot) -> Iterator[StartWindow]:
    vault = create(vault_path, PASSPHRASE, cost=CHEAP)
    with vault.write() as session:
        own = Rows(({"symptom": "other", "own": "Cold feet"},))
        store.save(
            session, JOURNAL_ENTRIES, {"day": "symptoms", "begun": Moment.from_stored("2026-05-03"), "symptoms": own}
        )
    vault.close()
    made = StartWindow(settings, vault_path)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    qtbot.waitUntil(lambda: made.background.idle, timeout=30_000)
    made.close()
    made.deleteLater()


def entries(vault: Vault) -> list[Record]:
    with vault.read() as session:
        return store.list_active(session, JOURNAL_ENTRIES)


def test_three_keys_on_the_lock_screen_leave_an_entry(start: StartWindow, vault_path: Path, qtbot: QtBot) -> None:
    QTest.keyClick(start, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)  # 1
    page = start.stack.currentWidget()
    assert isinstance(page, LockedEntryPage)
    assert "Cold feet" not in words(page), "nothing of the record is shown"
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert page.fault.isVisible()
    QTest.keyClicks(page, "A")  # 2
    qtbot.waitUntil(lambda: inbox.count(vault_path) == 1)
    QTest.keyClicks(page, "A")
    qtbot.waitUntil(lambda: inbox.count(vault_path) == 0)  # nothing is chosen, nothing is kept
    QTest.keyClicks(page, "A")
    QTest.keyClicks(page, "7J")
    QTest.keyClick(page, Qt.Key.Key_Return)  # 3
    qtbot.waitUntil(page.kept.isVisible)
    assert page.kept.text() == "Saved. 1 item in your inbox."
    assert page.entry.is_empty
    click(qtbot, page, "when.yesterday")
    QTest.keyClicks(page, "G")
    qtbot.waitUntil(lambda: page.kept.text() == "Saved. 2 items in your inbox.")
    page.notes.setPlainText("dizzy")
    click(qtbot, page, "back")
    vault = unlock(vault_path, PASSPHRASE)
    felt, good, begun = inbox.items(vault)
    assert [left_entries.is_draft(item) for item in (felt, good, begun)] == [False, False, True]
    assert begun.text.endswith("dizzy"), "who goes back without saving has lost nothing"
    inbox.take(vault, begun.id)
    assert felt.text.splitlines()[1:] == ["Flushing, 7 of 10", "Possible triggers: Alcohol"]
    assert good.text.splitlines()[1:] == ["Good day, nothing to note"]
    done = inbox_sorting.as_entry(vault, felt, "after supper")
    inbox_sorting.as_entry(vault, good, "")
    later, earlier = entries(vault)[:2]
    assert later.values["symptoms"] == Rows(({"symptom": "flushing", "severity": 7},))
    assert later.values["exposures"] == Rows(({"exposure": "alcohol"},))
    assert later.values["notes"] == "after supper"
    assert later.values["begun"].time is not None
    assert earlier.values["day"] == "good"
    assert is_filled_in_later(earlier.values)
    assert inbox.items(vault) == []
    inbox_sorting.take_back(vault, done)
    assert [item.id for item in inbox.items(vault)] == [felt.id]
    assert len(entries(vault)) == 2
    vault.close()


def test_it_fits_a_small_screen(start: StartWindow, twice_the_size: None) -> None:
    start.resize(1024, 700)
    QTest.keyClick(start, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    page = start.stack.currentWidget()
    assert isinstance(page, LockedEntryPage)
    QTest.keyClicks(page, "A")
    settle()
    assert clipped(start) == []
    assert unnamed(page) == []


def test_the_card_shows_what_was_left_and_adds_it(vault: Vault, window: MainWindow, qtbot: QtBot) -> None:
    at = datetime.now(UTC).astimezone() - timedelta(days=1)
    entry = QuickEntry(notes="in the sauna")
    entry.toggle_symptom(Named("itch"))
    begun = Moment.from_stored(f"{at:%Y-%m-%d}T10:30")
    packed = left_entries.packed(entry, begun, is_good=False)
    inbox.leave(vault.path, NewItem("note", "Itch", entry=packed), at=at)
    inbox.leave(vault.path, NewItem("note", "Felt odd"), at=at)
    window.show_page("inbox")
    page = window.current_page
    assert isinstance(page, InboxPage)
    qtbot.waitUntil(lambda: len(page._cards) == 2)
    card = next(card for card in page._cards.values() if isinstance(card, EntryPanel))
    qtbot.waitUntil(lambda: "Itch" in words(card))
    assert card.words == "in the sauna"
    assert clipped(page) == []
    card.text.setPlainText("in the sauna, ten minutes")
    click(qtbot, card, "thing.keep_entry")
    click(qtbot, page, "thing.journal_entry")
    itch, odd = sorted(entries(vault), key=lambda record: record.values["day"], reverse=True)
    assert itch.values["notes"] == "in the sauna, ten minutes"
    assert itch.values["begun"] == begun
    assert (odd.values["day"], odd.values["notes"]) == ("noted", "Felt odd")
    assert not is_filled_in_later(odd.values), "it was written down on its day"
    window.workspace.undo_bar.undo_latest()
    assert len(entries(vault)) == 1


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "{",
        "[]",
        "[" * 5000,
        '{"entry": {}}',
        '{"begun": "soon", "entry": {}}',
        '{"begun": "2026-05-03", "entry": []}',
    ],
)
def test_what_cannot_be_read_as_an_entry_stays_a_note(kept: str) -> None:
    item = InboxItem("a" * 32, "note", datetime(2026, 5, 3, 14, 5, tzinfo=UTC), "words", "", 5, entry=kept)
    assert left_entries.unpacked(item) is None
    values = left_entries.values(item, item.text)
    assert (values["day"], values["notes"], values["begun"].stored) == ("noted", "words", "2026-05-03T14:05")


def test_an_entry_that_says_what_none_can_say_is_refused(vault: Vault) -> None:
    kept = {"begun": "2026-05-03", "entry": {"symptoms": [{"symptom": "made up"}], "readings": [{"x": 1}]}}
    inbox.leave(vault.path, NewItem("note", "words", entry=json.dumps(kept)))
    [item] = inbox.items(vault)
    with pytest.raises(InvalidRecord):
        inbox_sorting.as_entry(vault, item, "")
    assert inbox.items(vault) == [item]
