"""A folder shown before it comes in, and files that are here already compared in one list, as a person does it by keys."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from ism_desktop.documents import page_strings
from ism_desktop.documents.inbox_folder import FolderWatch
from ism_desktop.documents.scanner import Scanner, waiting
from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.folder_dialog import FolderDialog
from ism_desktop.ui.places.documents.scan_dialog import ScanDialog
from ism_desktop.ui.places.documents.twins_dialog import TwinsDialog
from ism_desktop.ui.record_kit.viewer.two_documents import TwoDocuments
from ism_desktop.ui.shell.settings_dialog import FolderChoice
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.documents.test_inbox_folder import Clock
from tests.documents.test_likeness import LETTER
from tests.documents.test_scanner import device, needs_scanimage
from tests.drivers.documents import PATIENCE, DocumentsDriver
from tests.drivers.widgets import click, find, words

__all__ = ["device"]


@pytest.fixture
def workspace(vault: Vault, workers: Workers, settings: Settings) -> Iterator[Workspace]:
    index = Index(vault, partial(page_strings, vault))
    made = Workspace(vault, workers, index, settings)
    yield made
    made.close()
    index.close()


@pytest.fixture
def place(qtbot: QtBot, window: MainWindow) -> DocumentsDriver:
    return DocumentsDriver(qtbot, window)


def shelved(vault: Vault) -> dict[str, store.Record]:
    with vault.read() as session:
        return {record.values["file_name"]: record for record in store.list_active(session, DOCUMENTS)}


def modal() -> QDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def test_a_folder_is_shown_first_and_then_comes_in_as_it_was_ticked(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, qtbot: QtBot
) -> None:
    for name, content in {"Bills/a.txt": b"a bill", "b.txt": b"words", "left.txt": b"out", "c.zip": b"PK\3\4"}.items():
        (tmp_path / "papers" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "papers" / name).write_bytes(content)
    place.drop(tmp_path / "papers")
    dialog = modal()
    assert isinstance(dialog, FolderDialog)
    place.settle()
    assert "3 files can be added." in words(dialog)
    assert "ZIP archive" in words(dialog)
    assert shelved(vault) == {}
    row = next(place for place in range(dialog.list.count()) if dialog.list.item(place).text() == "left.txt")
    dialog.list.setCurrentRow(row)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    click(qtbot, dialog, "folder_dialog.take")
    place.settle()
    assert set(shelved(vault)) == {"a.txt", "b.txt"}
    assert (shelved(vault)["a.txt"].values["tags"], shelved(vault)["a.txt"].values["type"]) == (("Bills",), "bill")


def test_twins_are_compared_in_one_list_by_keys(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, qtbot: QtBot
) -> None:
    first, again, like = tmp_path / "a.txt", tmp_path / "again.txt", tmp_path / "like.txt"
    first.write_text(LETTER, encoding="utf-8")
    again.write_text(LETTER, encoding="utf-8")
    like.write_text(LETTER + " Yours.", encoding="utf-8")
    place.take_in(first)
    assert not place.page.arrivals.twins.isVisible()
    place.take_in(again, like)
    assert set(shelved(vault)) == {"a.txt", "like.txt"}
    click(qtbot, place.page, "twins.compare")
    dialog = modal()
    assert isinstance(dialog, TwinsDialog)
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert rows == ["like.txt – nearly the same. Keep both", "again.txt – the same file. Skip"]
    qtbot.keyClick(dialog.list, Qt.Key.Key_S)
    qtbot.keyClick(dialog.list, Qt.Key.Key_K)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    place.settle()
    qtbot.waitUntil(lambda: set(shelved(vault)) == {"a.txt", "again.txt"}, timeout=PATIENCE)
    assert not place.page.arrivals.twins.isVisible()
    place.window.on_undo()
    assert "like.txt" in shelved(vault)


def test_the_other_one_can_be_opened_or_restored(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, qtbot: QtBot
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LETTER, encoding="utf-8")
    place.take_in(path)
    place.take_in(path)
    click(qtbot, place.page, "twins.compare")
    qtbot.keyClick(modal(), Qt.Key.Key_O)
    current = place.page.shelf.current
    assert current is not None
    assert current.values["file_name"] == "a.txt"
    place.page.trash_selected()
    (tmp_path / "like.txt").write_text(LETTER + " Yours.", encoding="utf-8")
    place.take_in(tmp_path / "like.txt")
    click(qtbot, place.page, "twins.compare")
    dialog = modal()
    assert "In the trash" in words(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_C)
    both = modal()
    assert isinstance(both, TwoDocuments)
    qtbot.keyClick(both, Qt.Key.Key_Escape)
    qtbot.keyClick(dialog, Qt.Key.Key_R)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert set(shelved(vault)) == {"a.txt"}


def test_what_is_dropped_on_an_open_entry_is_attached_to_it(
    place: DocumentsDriver, tmp_path: Path, vault: Vault
) -> None:
    path = tmp_path / "leaflet.txt"
    path.write_text("Take it in the evening.", encoding="utf-8")
    with vault.write() as session:
        medicine = store.save(session, MEDICATIONS, {"name": "Cromolyn"})
    place.window.show_page("medications", medicine)
    place.drop(path)
    place.settle()
    with vault.read() as session:
        attached = [proof.title for proof in links.proofs(session, MEDICATIONS, medicine)]
    assert attached == ["Leaflet"]
    place.window.on_undo()
    with vault.read() as session:
        assert links.proofs(session, MEDICATIONS, medicine) == []
    assert "leaflet.txt" in shelved(vault)


def test_the_inbox_folder_is_off_until_one_is_chosen_and_asks_before_it_removes(
    place: DocumentsDriver, tmp_path: Path, vault: Vault, settings: Settings, qtbot: QtBot
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "scan.txt").write_text("Words of a scan", encoding="utf-8")
    inbox, clock = place.window.inbox_folder, Clock()
    inbox.look()
    place.settle()
    assert shelved(vault) == {}
    place.window.show_settings("inbox_folder")
    choice = find(modal(), FolderChoice, "inbox_folder")
    choice.set_folder(str(folder))
    assert settings["inbox_folder"] == str(folder)
    modal().accept()
    inbox._watch = FolderWatch(folder, clock)
    for clock.now in (1, 9):
        inbox.look()
        place.settle()
    qtbot.waitUntil(inbox.banner.isVisible, timeout=PATIENCE)
    assert set(shelved(vault)) == {"scan.txt"}
    assert (folder / "scan.txt").exists()
    click(qtbot, place.window, "inbox_folder.remove")
    qtbot.waitUntil(lambda: not (folder / "scan.txt").exists(), timeout=PATIENCE)
    assert not inbox.banner.isVisible()


@needs_scanimage
def test_pages_are_scanned_one_after_the_other_and_become_one_document(
    place: DocumentsDriver, vault: Vault, qtbot: QtBot, device: Scanner
) -> None:
    dialog = scanning(place, device, qtbot)
    for count in (1, 2):
        click(qtbot, dialog, "scan_dialog.start")
        place.settle()
        assert dialog.list.count() == count
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert shelved(vault) == {}
    banner = place.page.editing.unfinished
    assert "2 scanned pages have not been added yet." in words(banner)
    click(qtbot, banner, "unfinished.discard")
    place.settle()
    assert not banner.isVisibleTo(place.page)
    place.page.workspace.undo_bar.undo_latest()
    place.settle()
    click(qtbot, banner, "unfinished.go_on")
    dialog = modal()
    assert isinstance(dialog, ScanDialog)
    place.settle()
    assert not dialog.list.item(1).icon().isNull()
    click(qtbot, dialog, "scan_dialog.keep")
    place.settle()
    (name,) = shelved(vault)
    assert name.startswith("Scan ")
    assert shelved(vault)[name].values["pages"] == 2
    assert not banner.isVisibleTo(place.page)


@needs_scanimage
def test_a_lock_in_the_middle_of_a_batch_keeps_what_has_come(
    place: DocumentsDriver, vault: Vault, qtbot: QtBot, device: Scanner
) -> None:
    dialog = scanning(place, device, qtbot)
    dialog.source.setCurrentText("Automatic Document Feeder")
    click(qtbot, dialog, "scan_dialog.start")
    qtbot.waitUntil(lambda: dialog.list.count() >= 2, timeout=PATIENCE)
    place.page.workspace.background.cancel_all()  # as locking does
    place.settle()
    assert [page.id for page in waiting.waiting(vault)] == [page.id for page in dialog._pages]


def scanning(place: DocumentsDriver, device: Scanner, qtbot: QtBot) -> ScanDialog:
    """The scanner's dialog, with SANE's test device chosen."""
    click(qtbot, place.page, "scan")
    dialog = modal()
    assert isinstance(dialog, ScanDialog)
    place.settle()
    dialog.scanners.setCurrentIndex(next(row for row in range(2) if dialog._scanners[row] == device))
    dialog.dpi.setCurrentIndex(0)
    return dialog
