"""Locked PDFs as a person meets them: dropped, asked for once, opened with one password; left out without losing anything."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.documents import import_document
from ism_desktop.documents.inbox_folder import FolderWatch
from ism_desktop.records import document_versions, links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.settings import Settings
from ism_desktop.ui.care_kit.quick_entry.dialog import QuickEntryDialog
from ism_desktop.ui.record_kit.locked_files import LockedFilesDialog
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault, inbox
from ism_desktop.worker import Workers
from tests.documents.test_inbox_folder import Clock
from tests.drivers.documents import PATIENCE, DocumentsDriver
from tests.drivers.widgets import click, dialog, find, words
from tests.worker import files

PLACE = "documents"


@pytest.fixture
def place(qtbot: QtBot, window: MainWindow) -> DocumentsDriver:
    return DocumentsDriver(qtbot, window)


def locked_file(folder: Path, name: str, password: str) -> Path:
    path = folder / name
    path.write_bytes(files.locked(files.text_pdf(f"What {name} says"), password))
    return path


def shelved(vault: Vault) -> dict[str, store.Record]:
    with vault.read() as session:
        return {record.values["file_name"]: record for record in store.list_active(session, DOCUMENTS)}


def asked(qtbot: QtBot) -> LockedFilesDialog:
    found = dialog(qtbot, "locked_files")
    assert isinstance(found, LockedFilesDialog)
    return found


def answer(place: DocumentsDriver, inside: LockedFilesDialog, password: str) -> None:
    """Type a password and press Enter."""
    place.qtbot.keyClicks(inside.password.line, password)
    place.qtbot.keyClick(inside.password.line, Qt.Key.Key_Return)
    place.settle()


def test_one_password_is_asked_for_all_files_and_another_one_for_the_rest(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, qtbot: QtBot
) -> None:
    paths = [locked_file(tmp_path, name, "first") for name in ("a.pdf", "b.pdf")]
    other = locked_file(tmp_path, "c.pdf", "second")
    place.drop(*paths, other)
    place.settle()
    inside = asked(qtbot)
    assert inside.password.line.hasFocus()
    assert not inside.unlock.isEnabled()
    assert "3 files open only with a password" in words(inside)
    assert find(inside, QLabel, "locked_files.names").text() == "a.pdf\nb.pdf\nc.pdf"
    answer(place, inside, "wrong")
    assert "opens none of the files" in words(inside)
    assert inside.password.text == ""
    answer(place, inside, "first")
    assert "2 files are being added. 1 file opens only with its password" in words(inside)
    assert "This password does not open the one that is left." in words(inside)
    assert find(inside, QLabel, "locked_files.names").text() == "c.pdf"
    answer(place, inside, "second")
    assert QApplication.activeModalWidget() is None
    assert set(shelved(vault)) == {"a.pdf", "b.pdf", "c.pdf"}
    assert "an unlocked copy of it is used" in place.results()["c.pdf"]
    assert not find(place.window, QWidget, "locked_banner").isVisible()


def test_what_is_left_out_is_told_and_stays_where_it_was(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, qtbot: QtBot
) -> None:
    path = locked_file(tmp_path, "a.pdf", "first")
    place.drop(path)
    place.settle()
    asked(qtbot).reject()  # Esc: later
    assert "1 PDF is locked with a password and was not added." in words(place.window)
    click(qtbot, place.window, "locked_banner.ask")
    click(qtbot, asked(qtbot), "locked_files.leave")
    place.settle()
    assert not find(place.window, QWidget, "locked_banner").isVisible()
    assert place.results()["a.pdf"] == "This PDF is locked with a password. It was not added, and stays where it is."
    assert shelved(vault) == {}
    assert path.is_file()


def test_a_locked_file_dropped_on_an_entry_is_attached_to_it_in_the_end(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, qtbot: QtBot
) -> None:
    with vault.write() as session:
        medicine = store.save(session, MEDICATIONS, {"name": "Cromolyn"})
    place.window.show_page("medications", medicine)
    place.drop(locked_file(tmp_path, "leaflet.pdf", "first"))
    place.settle()
    answer(place, asked(qtbot), "first")
    with vault.read() as session:
        assert [proof.title for proof in links.proofs(session, MEDICATIONS, medicine)] == ["Leaflet"]


def test_the_inbox_folder_interrupts_nobody(
    place: DocumentsDriver, tmp_path: Path, settings: Settings, vault: Vault, qtbot: QtBot
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    path = locked_file(folder, "scan.pdf", "first")
    settings["inbox_folder"] = str(folder)
    watch, clock = place.window.inbox_folder, Clock()
    watch._watch = FolderWatch(folder, clock)
    for clock.now in (1, 9):
        watch.look()
        place.settle()
    assert QApplication.activeModalWidget() is None
    click(qtbot, place.window, "locked_banner.ask")
    answer(place, asked(qtbot), "first")
    qtbot.waitUntil(watch.banner.isVisible, timeout=PATIENCE)
    assert set(shelved(vault)) == {"scan.pdf"}
    click(qtbot, place.window, "inbox_folder.remove")
    qtbot.waitUntil(lambda: not path.exists(), timeout=PATIENCE)


def test_a_locked_pdf_that_was_left_in_the_locked_record_waits_in_the_inbox(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, vault_path: Path, qtbot: QtBot
) -> None:
    content = locked_file(tmp_path, "left.pdf", "first").read_bytes()
    inbox.leave(vault_path, inbox.NewItem("photo", name="left.pdf", content=content))
    place.window.show_page("inbox")
    place.settle()
    click(qtbot, place.window, "thing.keep_photo")
    place.settle()
    asked(qtbot).leave.click()
    assert [item.name for item in inbox.items(vault)] == ["left.pdf"]
    click(qtbot, place.window, "thing.keep_photo")
    place.settle()
    answer(place, asked(qtbot), "first")
    assert inbox.items(vault) == []
    assert set(shelved(vault)) == {"left.pdf"}


def test_a_locked_pdf_in_the_quick_entry_is_on_its_way_until_it_is_answered(
    place: DocumentsDriver, tmp_path: Path, qtbot: QtBot
) -> None:
    place.window.on_journal()
    entry = dialog(qtbot, "quick_entry")
    assert isinstance(entry, QuickEntryDialog)
    entry.photos.take([locked_file(tmp_path, "a.pdf", "first"), locked_file(tmp_path, "b.pdf", "second")])
    place.settle()
    assert entry.photos.waiting == 2
    answer(place, asked(qtbot), "first")
    assert entry.photos.waiting == 1
    click(qtbot, asked(qtbot), "locked_files.leave")
    assert entry.photos.waiting == 0
    assert "b.pdf: This PDF is locked with a password." in words(entry)


def test_the_locked_original_is_a_version_that_can_only_be_saved(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, workers: Workers
) -> None:
    found = import_document(vault, workers, locked_file(tmp_path, "a.pdf", "first"), password="first")
    with vault.read() as session:
        known = document_versions.of_document(session, found.document_id or "")
    place.settle()
    shown = place.page.editing.show_versions(shelved(vault)["a.pdf"])
    said = words(shown)
    assert "Unlocked copy – in use" in said
    assert "opens only with its password" in said
    assert [said.count(each) for each in ("Use this version", "Compare with", "Save a copy")] == [0, 0, len(known)]
    shown.reject()
