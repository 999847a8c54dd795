"""What happens to a record from outside while it is open: told above the page, with facts and choices; reading goes on."""

import errno
import os
import resource
import secrets
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.documents import page_strings
from ism_desktop.errors import IsmError, VaultNotWritable
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.backup_and_keys.page import SafekeepingPage
from ism_desktop.ui.places.backup_and_keys.safekeeping.banners import Banners
from ism_desktop.ui.shell.places import places
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault, create, unlock
from ism_desktop.vault.multi_device import Computer, OlderThanLastSeen, OpenElsewhere
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.drivers.safekeeping import SafekeepingDriver
from tests.drivers.widgets import click, dialog, find, words
from tests.rounds import some_of
from tests.vault.filing import file_document, note_medication
from tests.vault.paths import DATABASE

PLACE = "backup_and_keys"

LONG_ENOUGH = 15_000  # milliseconds: the look for the database comes every five seconds


class Opened:
    """A window over a vault that the test opened itself."""

    def __init__(self, vault: Vault, settings: Settings, workers: Workers, computer: Computer) -> None:
        self.vault = vault
        self._index = Index(vault, lambda text_file_id: page_strings(vault, text_file_id))
        self.workspace = Workspace(vault, workers, self._index, settings, computer=computer)
        self.window = MainWindow(self.workspace)
        self.window.resize(1280, 860)
        self.window.show()
        self.workspace.safekeeping.begin()

    def close(self) -> None:
        self.workspace.safekeeping.stop()
        self.window.close()
        self.workspace.close()
        self.window.deleteLater()
        self._index.close()
        self.vault.close()


@pytest.fixture
def here(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "config here", "Kitchen laptop")


@pytest.fixture
def record(vault_path: Path, here: Computer) -> Path:
    made = create(vault_path, PASSPHRASE, cost=CHEAP, computer=here)
    file_document(made, "Biopsy 2019", b"%PDF" + bytes(90_000))
    note_medication(made, "Cetirizine")
    made.close()
    return vault_path


@pytest.fixture
def opened(record: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot) -> Iterator[Opened]:
    made = Opened(unlock(record, PASSPHRASE, computer=here), settings, workers, here)
    yield made
    made.close()
    qtbot.wait(0)


@contextmanager
def opening(
    path: Path, settings: Settings, workers: Workers, here: Computer, *, read_only: bool = False
) -> Generator[Opened]:
    made = Opened(unlock(path, PASSPHRASE, computer=here, read_only=read_only), settings, workers, here)
    try:
        settle()
        yield made
    finally:
        made.close()


def banner(opened: Opened) -> str:
    settle()
    return words(find(opened.window, Banners, "banners"))


def names(vault: Vault) -> set[str]:
    with vault.read() as session:
        return {record.title for record in store.list_active(session, MEDICATIONS)}


# Elsewhere ----------------------------------------------------------------------------------------------------------------


def test_an_older_vault_is_told_until_it_is_accepted(
    record: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot, tmp_path: Path
) -> None:
    older = tmp_path / "older"
    shutil.copytree(record, older)
    newer = unlock(record, PASSPHRASE, computer=here)
    note_medication(newer, "Famotidine")
    newer.close()
    with opening(older, settings, workers, here) as opened:
        assert "This may not be the newest version of your record" in banner(opened)
        assert "look for the newer one" in banner(opened)
        click(qtbot, opened.window, "banner.go_on")
        assert banner(opened) == ""
    with opening(older, settings, workers, here) as opened:
        assert banner(opened) == "", "it was accepted"


def test_conflict_copies_are_listed_with_their_dates_and_changes(
    record: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot
) -> None:
    copy = record / "records (conflicted copy 2026-05-12).db"
    shutil.copy(record / DATABASE, copy)
    os.utime(copy, (1_778_580_000, 1_778_580_000))
    with opening(record, settings, workers, here) as opened:
        said = banner(opened)
        assert "“records (conflicted copy 2026-05-12).db” of 12 May 2026" in said
        assert "with 2 changes" in said
        assert "Nothing was merged or removed" in said
        click(qtbot, opened.window, "banner.go_on")
        assert banner(opened) == ""
    assert copy.exists()


def test_another_computer_that_opens_it_meanwhile_is_told(opened: Opened, qtbot: QtBot) -> None:
    now = datetime.now(UTC)
    opened.workspace.concern_raised.emit(OlderThanLastSeen(1, 2, 1, 1, now))
    opened.workspace.concern_raised.emit(OpenElsewhere("Study", now, now))
    said = banner(opened)
    assert "Your record seems to be open on “Study” too" in said, "what is urgent comes first"
    assert "1 more message after this one." in said
    with qtbot.waitSignal(opened.window.lock_requested):
        click(qtbot, opened.window, "banner.lock")
    click(qtbot, opened.window, "banner.go_on")
    assert "This may not be the newest version" in banner(opened)
    opened.workspace.concern_raised.emit(OlderThanLastSeen(1, 3, 1, 1, now + timedelta(minutes=1)))
    click(qtbot, opened.window, "banner.go_on")
    assert banner(opened) == "", "the same thing twice is one message"


@pytest.mark.usefixtures("twice_the_size")
def test_a_long_message_leaves_room_for_the_page(opened: Opened) -> None:
    now = datetime.now(UTC)
    opened.window.resize(1024, 700)
    opened.workspace.concern_raised.emit(OlderThanLastSeen(1, 2, 1, 1, now))
    settle()
    shown = find(opened.window, Banners, "banners")
    assert shown.height() <= opened.window.height() * 0.5
    assert [fault for fault in clipped(shown) if "high" not in fault] == []


# Read only ----------------------------------------------------------------------------------------------------------------


def test_a_record_that_cannot_be_written_says_so_and_every_page_opens(
    record: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot
) -> None:
    with opening(record, settings, workers, here, read_only=True) as opened:
        assert "Your record is open to view only" in banner(opened)
        for place in (*some_of(places(), 2, 3), places()[-1]):
            opened.window.show_page(place.name)
            qtbot.waitUntil(lambda: opened.workspace.background.idle, timeout=20_000)
            settle()
        assert "Cetirizine" in names(opened.vault)
        assert isinstance(opened.window.current_page, SafekeepingPage)
        with pytest.raises(VaultNotWritable):
            note_medication(opened.vault, "Famotidine")


def test_what_cannot_be_saved_gets_one_clear_sentence(
    record: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot, tmp_path: Path
) -> None:
    with opening(record, settings, workers, here, read_only=True) as opened:
        page = SafekeepingDriver(qtbot, opened.window)
        page.choose_folder(tmp_path)
        told = dialog(qtbot, "error")
        assert "is open to view only" in words(told)
        told.reject()
        assert "There is no backup yet." in page.says("safekeeping.overview")


# The files go away --------------------------------------------------------------------------------------------------------


def test_a_database_renamed_away_is_told_and_what_was_saved_is_kept(opened: Opened, record: Path, qtbot: QtBot) -> None:
    note_medication(opened.vault, "Famotidine")
    (record / DATABASE).rename(record / "records (moved).db")
    qtbot.waitUntil(lambda: "rescue copy" in banner(opened), timeout=LONG_ENOUGH)
    assert list(record.glob("records-rescued-*.db"))
    assert names(opened.vault) == {"Cetirizine", "Famotidine"}, "reading goes on"
    with pytest.raises(VaultNotWritable, match="rescue copy"):
        note_medication(opened.vault, "Ketotifen")
    opened.window.show_page("medications")
    settle()
    assert "rescue copy" in banner(opened)


@pytest.mark.skipif(sys.platform != "linux", reason="a drive that can be pulled is made with tmpfs")
def test_a_pulled_stick_is_told_and_reading_goes_on(
    tmp_path: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot
) -> None:
    with stick(tmp_path / "stick", "32m") as place:
        made = create(place / "vault", PASSPHRASE, cost=CHEAP, computer=here)
        note_medication(made, "Cetirizine")
        made.close()
        with opening(place / "vault", settings, workers, here) as opened:
            subprocess.run(["umount", "-l", place], check=True)
            opened.workspace.safekeeping.look_for_database()
            qtbot.waitUntil(lambda: bool(banner(opened)), timeout=LONG_ENOUGH)
            assert "no longer exists" in banner(opened) or "rescue copy" in banner(opened)
            assert names(opened.vault) == {"Cetirizine"}
            with pytest.raises(VaultNotWritable):
                note_medication(opened.vault, "Ketotifen")
        assert not (place / "vault").exists(), "nothing grew where the stick was"


@pytest.mark.skipif(sys.platform != "linux", reason="a drive that is full is made with tmpfs")
def test_a_full_disk_is_one_sentence_and_saving_goes_on_when_there_is_room(
    tmp_path: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot
) -> None:
    with stick(tmp_path / "stick", "4m") as place:
        made = create(place / "vault", PASSPHRASE, cost=CHEAP, computer=here)
        note_medication(made, "Cetirizine")
        made.close()
        with opening(place / "vault", settings, workers, here) as opened:
            filling = place / "filling"
            with filling.open("wb", buffering=0) as file, pytest.raises(OSError) as raised:
                while True:
                    file.write(bytes(4096))
            assert raised.value.errno == errno.ENOSPC
            with pytest.raises(IsmError, match="full"):
                for number in range(200):
                    note_medication(opened.vault, f"Medication {number} " * 50)
            assert "Cetirizine" in names(opened.vault)
            filling.unlink()
            note_medication(opened.vault, "Famotidine")
            assert "Famotidine" in names(opened.vault)


def test_a_file_that_may_not_grow_is_one_sentence(opened: Opened) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(IsmError) as caught:
            for number in range(100):
                note_medication(opened.vault, f"Medication {number} " * 50)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.what.endswith(".")
    assert "Cetirizine" in names(opened.vault)
    note_medication(opened.vault, "Famotidine")
    assert "Famotidine" in names(opened.vault)


@contextmanager
def stick(place: Path, size: str) -> Generator[Path]:
    """A small drive of its own, where the system lets us make one."""
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("drives cannot be made here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], capture_output=True, check=False)


# Documents of an interrupted session --------------------------------------------------------------------------------------


@pytest.fixture
def interrupted(vault_path: Path, here: Computer) -> Path:
    """A record closed after two documents were written and before their entries were."""
    made = create(vault_path, PASSPHRASE, cost=CHEAP, computer=here)
    for name in ("Scan_2024.pdf", "Letter.pdf"):
        made.files.add_bytes(f"no real PDF: {name}".encode(), name=name, media_type="application/pdf")
    made.close()
    return vault_path


def test_documents_of_an_interrupted_session_are_offered_and_taken_in(
    interrupted: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot
) -> None:
    with opening(interrupted, settings, workers, here) as opened:
        page = SafekeepingDriver(qtbot, opened.window)
        qtbot.waitUntil(lambda: opened.workspace.safekeeping.checked is not None, timeout=10_000)
        page.settle()
        said = page.says("unfiled")
        assert "2 documents from an interrupted session" in said
        assert "Scan_2024.pdf" in said
        page.press("unfiled.take")
        assert not find(page.page, QWidget, "unfiled").isVisible()
        opened.window.show_page("documents")
        page.settle()
        with opened.vault.read() as session:
            assert store.count(session, DOCUMENTS) == 2


def test_documents_of_an_interrupted_session_may_be_left_as_they_are(
    interrupted: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot
) -> None:
    for _ in range(2):
        with opening(interrupted, settings, workers, here) as opened:
            page = SafekeepingDriver(qtbot, opened.window)
            page.press("check.all")
            if page.can_press("unfiled.leave"):
                page.press("unfiled.leave")
            assert "2 documents without an entry, left as you chose" in page.says("unfiled")
            assert len(opened.vault.files.ids()) == 2


@pytest.mark.parametrize(
    ("place", "field"), [("emergency_card", "emergency_number"), ("person", "name"), ("medications", "name")]
)
def test_what_cannot_be_saved_keeps_nobody_on_a_page_and_nobody_from_locking(
    record: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot, place: str, field: str
) -> None:
    with opening(record, settings, workers, here) as opened:
        opened.window.show_page(place)
        settle()
        page = opened.window.current_page
        assert page is not None
        if page.can_add:
            page.new_record()
        settle()
        line = next((each for each in page.findChildren(QLineEdit, field) if each.isVisible()), None)
        if line is None:
            line = next(each for each in page.findChildren(QLineEdit) if each.isVisible() and not each.isReadOnly())
        qtbot.keyClicks(line, "112")
        moved = record / "records (moved).db"
        (record / DATABASE).rename(moved)
        opened.window.show_page("home")
        told = dialog(qtbot, "error")
        assert "Another program renamed, moved or deleted" in words(told)
        told.reject()
        assert opened.window.current_page is not page
        opened.window.keep_typed()
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QDialog):
                each.reject()
        moved.rename(record / DATABASE)


def test_a_later_rescue_copy_can_be_put_in_place(
    record: Path, settings: Settings, workers: Workers, here: Computer, qtbot: QtBot, tmp_path: Path
) -> None:
    before = (record / DATABASE).read_bytes()
    first = unlock(record, PASSPHRASE, computer=here)
    note_medication(first, "Famotidine")
    (record / DATABASE).rename(tmp_path / "moved.db")
    assert first.still_there() is not None
    first.close()
    (record / DATABASE).write_bytes(before)  # the sync client brings back what it knew
    with opening(record, settings, workers, here) as opened:
        while "rescue copy was kept" not in banner(opened):
            click(qtbot, opened.window, "banner.go_on")
        with qtbot.waitSignal(opened.workspace.open_requested) as asked:
            click(qtbot, opened.window, "banner.rescue")
        assert asked.args == [record, True]


def test_a_damaged_database_leads_to_its_rescue(opened: Opened, record: Path, qtbot: QtBot) -> None:
    page = SafekeepingDriver(qtbot, opened.window)
    assert not page.can_press("check.rescue")
    for number in range(100):
        note_medication(opened.vault, f"Medication {number} " * 30)
    assert opened.vault.check_database() == ()
    size = (record / DATABASE).stat().st_size
    with (record / DATABASE).open("r+b", buffering=0) as file:
        for place in range(size // 2, size, 4096):
            file.seek(place + 100)
            file.write(secrets.token_bytes(64))
    page.press("check.all")
    for each in QApplication.topLevelWidgets():
        if isinstance(each, QDialog):
            each.reject()
    assert "records.db" in page.says("findings")
    with qtbot.waitSignal(opened.workspace.open_requested) as asked:
        page.press("check.rescue")
    assert asked.args == [record, True]
