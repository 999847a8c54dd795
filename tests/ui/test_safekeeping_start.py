"""Before a record is open: restoring a backup, and bringing back a record whose database does not open."""

import secrets
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollBar
from pytestqt.qtbot import QtBot

from ism_desktop.records import safekeeping, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.ui.start.restore_page import RestorePage
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import Vault, create
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.drivers.safekeeping import pick
from tests.drivers.widgets import click, emitted, find, shown, words
from tests.vault.filing import file_document, holdings, note_medication
from tests.vault.integrity.test_rescuing import leaf_pages
from tests.vault.paths import DATABASE, document_path, flip


@pytest.fixture
def record(vault_path: Path) -> Path:
    """A closed record with a document, forty medications, and a sound copy of its entries."""
    made = create(vault_path, PASSPHRASE, cost=CHEAP)
    file_document(made, "Biopsy 2019", b"%PDF" + secrets.token_bytes(90_000))
    for number in range(40):
        note_medication(made, f"Medication {number}")
    made.close()
    return vault_path


@pytest.fixture
def backup(vault: Vault, tmp_path: Path) -> Path:
    file_document(vault, "Biopsy 2019", b"%PDF" + secrets.token_bytes(90_000))
    note_medication(vault, "Cetirizine")
    place = tmp_path / "stick"
    safekeeping.back_up(vault, place)
    return place


def wait(start: StartWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: start.background.idle, timeout=30_000)
    settle()


def begin_restore(start: StartWindow, qtbot: QtBot, backup: Path, to: Path) -> RestorePage:
    click(qtbot, start, "restore")
    page = start.stack.currentWidget()
    assert isinstance(page, RestorePage)
    click(qtbot, page, "restore.folder")
    pick(qtbot, "choose_restore_folder", backup)
    wait(start, qtbot)
    click(qtbot, page, "restore.place")
    to.mkdir()
    pick(qtbot, "choose_restore_place", to)
    return page


# Restoring ----------------------------------------------------------------------------------------------------------------


def test_a_backup_is_restored_verified_and_opened(
    start: StartWindow, qtbot: QtBot, vault: Vault, backup: Path, tmp_path: Path
) -> None:
    page = begin_restore(start, qtbot, backup, tmp_path / "new")
    assert "Backup of" in words(page)
    qtbot.keyClicks(find(page, QLineEdit, "restore_passphrase"), PASSPHRASE)
    click(qtbot, page, "restore.go")
    wait(start, qtbot)
    assert "Your record was opened and read in full, and nothing is missing." in words(page)
    with qtbot.waitSignal(start.opened, timeout=20_000) as opened:
        click(qtbot, page, "restore.open")
    restored = emitted(opened)
    assert restored.path == tmp_path / "new"
    assert holdings(restored) == holdings(vault)
    restored.close()


def test_the_wrong_passphrase_leaves_nothing_behind(
    start: StartWindow, qtbot: QtBot, backup: Path, tmp_path: Path
) -> None:
    page = begin_restore(start, qtbot, backup, tmp_path / "new")
    qtbot.keyClicks(find(page, QLineEdit, "restore_passphrase"), "not the right one")
    click(qtbot, page, "restore.go")
    wait(start, qtbot)
    assert "what you typed does not open it" in words(page)
    assert list((tmp_path / "new").iterdir()) == []
    assert not find(page, QAbstractButton, "restore.open").isVisible()


def test_without_a_passphrase_it_is_restored_and_asked_for(
    start: StartWindow, qtbot: QtBot, backup: Path, tmp_path: Path
) -> None:
    page = begin_restore(start, qtbot, backup, tmp_path / "new")
    click(qtbot, page, "restore.go")
    wait(start, qtbot)
    assert "compared with the backup" in words(page)
    click(qtbot, page, "restore.open")
    wait(start, qtbot)
    assert find(start, QLineEdit, "passphrase").isVisible()


def test_a_damaged_document_is_named_before_the_record_is_opened(
    start: StartWindow, qtbot: QtBot, vault: Vault, backup: Path, tmp_path: Path
) -> None:
    (file_id,) = vault.files.ids()
    flip(document_path(backup, file_id), 40_000)
    page = begin_restore(start, qtbot, backup, tmp_path / "new")
    qtbot.keyClicks(find(page, QLineEdit, "restore_passphrase"), PASSPHRASE)
    click(qtbot, page, "restore.go")
    wait(start, qtbot)
    assert "1 file is damaged; all others were restored completely." in words(page)
    assert "Biopsy 2019" in words(page)


def test_a_place_without_a_backup_says_so(start: StartWindow, qtbot: QtBot, tmp_path: Path) -> None:
    click(qtbot, start, "restore")
    page = start.stack.currentWidget()
    assert isinstance(page, RestorePage)
    click(qtbot, page, "restore.folder")
    pick(qtbot, "choose_restore_folder", tmp_path)
    wait(start, qtbot)
    assert "is not a backup" in words(page)
    assert not find(page, QAbstractButton, "restore.go").isVisible()
    click(qtbot, page, "back")
    assert find(start, QAbstractButton, "create").isVisible()


def test_a_backup_in_one_file_is_restored(start: StartWindow, qtbot: QtBot, vault: Vault, tmp_path: Path) -> None:
    note_medication(vault, "Cetirizine")
    made = safekeeping.back_up(vault, tmp_path / "stick", one_file=True).paths[0]
    click(qtbot, start, "restore")
    page = start.stack.currentWidget()
    assert isinstance(page, RestorePage)
    click(qtbot, page, "restore.file")
    pick(qtbot, "choose_restore_file", made)
    wait(start, qtbot)
    page.form.to = tmp_path / "new"
    click(qtbot, page, "restore.go")
    wait(start, qtbot)
    assert (tmp_path / "new" / DATABASE).exists()


# Rescue -------------------------------------------------------------------------------------------------------------------


def open_damaged(start: StartWindow, qtbot: QtBot, path: Path) -> None:
    start.show_unlock(path, just_locked=True)
    wait(start, qtbot)
    qtbot.keyClicks(find(start, QLineEdit, "passphrase"), PASSPHRASE)
    click(qtbot, start, "unlock")
    wait(start, qtbot)
    assert "records.db" in words(start)
    click(qtbot, start, "rescue")
    wait(start, qtbot)


def bring_back(start: StartWindow, qtbot: QtBot, way: str) -> Vault:
    click(qtbot, start, way)
    wait(start, qtbot)
    assert "The damaged file is kept" in words(start), words(start)
    with qtbot.waitSignal(start.opened, timeout=20_000) as opened:
        click(qtbot, start, "rescue.open")
    vault = emitted(opened)
    assert isinstance(vault, Vault)
    return vault


def names_in(vault: Vault) -> set[str]:
    with vault.read() as session:
        return {record.title for record in store.list_active(session, MEDICATIONS)}


def test_the_newest_sound_copy_is_put_back(start: StartWindow, qtbot: QtBot, record: Path) -> None:
    damaged = (record / DATABASE).read_bytes()[:4096] + bytes(4096)
    (record / DATABASE).write_bytes(damaged)
    open_damaged(start, qtbot, record)
    opened = bring_back(start, qtbot, "rescue.put_back")
    assert len(names_in(opened)) == 40
    opened.close()
    (kept,) = (path for path in (record / "trash").iterdir() if path.name.startswith("records.db.damaged"))
    assert kept.read_bytes() == damaged


def test_entries_that_can_be_read_are_saved(start: StartWindow, qtbot: QtBot, record: Path) -> None:
    flip(record / DATABASE, leaf_pages(record, "medications")[0] * 4096 + 99)
    start.show_rescue(record, "")
    qtbot.keyClicks(find(start, QLineEdit, "rescue_passphrase"), PASSPHRASE)
    click(qtbot, start, "rescue.look")
    wait(start, qtbot)
    click(qtbot, start, "rescue.salvage")
    wait(start, qtbot)
    said = words(start)
    assert "saved" in said
    assert "No entry is lost." in said, "the sound copy has what the damaged page held"
    with qtbot.waitSignal(start.opened, timeout=20_000) as opened:
        click(qtbot, start, "rescue.open")
    assert len(names_in(emitted(opened))) == 40
    emitted(opened).close()


def test_every_way_to_rescue_is_in_sight(start: StartWindow, qtbot: QtBot, record: Path) -> None:
    """The panel was lower than its parts, so its headline had scrolled away although there was room."""
    start.show_rescue(record, PASSPHRASE)
    wait(start, qtbot)
    page = start.stack.currentWidget()
    assert page is not None
    qtbot.wait(50)
    assert [bar.maximum() for bar in page.findChildren(QScrollBar) if bar.isVisible()] == []


def test_documents_alone_come_back(start: StartWindow, qtbot: QtBot, record: Path) -> None:
    (record / DATABASE).write_bytes(b"")
    for path in (record / "snapshots").iterdir():
        path.unlink()
    open_damaged(start, qtbot, record)
    assert start.findChild(QAbstractButton, "rescue.put_back") is None, "there is no sound copy"
    opened = bring_back(start, qtbot, "rescue.anew")
    with opened.read() as session:
        assert [each.title for each in store.list_active(session, DOCUMENTS)] == ["Biopsy 2019"]
    assert names_in(opened) == set()
    opened.close()


def test_the_rescue_leads_to_restoring_a_backup_and_back(start: StartWindow, qtbot: QtBot, record: Path) -> None:
    (record / DATABASE).unlink()
    open_damaged(start, qtbot, record)
    click(qtbot, start, "rescue.restore")
    settle()
    assert isinstance(start.stack.currentWidget(), RestorePage)


def test_a_damaged_key_header_offers_a_backup_and_no_rescue(start: StartWindow, qtbot: QtBot, record: Path) -> None:
    for name in ("vault.hdr", "vault.hdr.bak"):
        (record / name).write_bytes(b"nothing")
    start.show_unlock(record, just_locked=True)
    wait(start, qtbot)
    page = shown(start.stack)
    assert find(page, QAbstractButton, "restore").isVisible()
    assert not find(page, QAbstractButton, "rescue").isVisible()


@pytest.mark.usefixtures("twice_the_size")
def test_nothing_is_cut_off_at_twice_the_size(start: StartWindow, qtbot: QtBot, record: Path, tmp_path: Path) -> None:
    start.resize(800, 600)
    (record / DATABASE).write_bytes(b"")
    open_damaged(start, qtbot, record)
    assert clipped(shown(start.stack)) == []
    click(qtbot, start, "rescue.restore")
    settle()
    assert clipped(shown(start.stack)) == []
    assert tmp_path.exists()
