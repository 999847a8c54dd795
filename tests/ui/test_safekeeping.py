"""The place “Backup & keys”: backups, the trial restore, checks, repair, documents of an interrupted session; on real backups."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.errors import WrongPassphrase
from ism_desktop.records import sheet_dates, vault_settings
from ism_desktop.ui.base.safekeeping import notes
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault, key_slots
from tests.conftest import PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.drivers.safekeeping import SafekeepingDriver
from tests.drivers.widgets import click, dialog, find, words
from tests.vault.filing import file_document, note_medication
from tests.vault.paths import document_path, flip

PLACE = "backup_and_keys"


@pytest.fixture
def filed(vault: Vault) -> list[str]:
    """Ids of the files of three documents."""
    return [file_document(vault, f"Report {number}", b"%PDF" + bytes([number]) * 70_000) for number in range(1, 4)]


@pytest.fixture
def page(filed: list[str], window: MainWindow, qtbot: QtBot) -> SafekeepingDriver:
    assert filed
    return SafekeepingDriver(qtbot, window)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def watched(workspace: Workspace) -> Iterator[None]:
    """The program watches over the vault, as it does once it is open in a window."""
    workspace.safekeeping.begin()
    yield
    workspace.safekeeping.stop()


# Backups ------------------------------------------------------------------------------------------------------------------


def test_without_a_backup_the_page_says_so_and_asks_for_a_folder(page: SafekeepingDriver) -> None:
    assert "There is no backup yet." in page.says("safekeeping.overview")
    assert page.can_press("backup.choose")
    assert not page.can_press("backup.now")
    assert not page.can_press("drill.prove")


def test_a_backup_is_made_in_the_chosen_folder(page: SafekeepingDriver, stick: Path) -> None:
    page.choose_folder(stick)
    assert "is on the same disk as your record" in page.says("backup_section")
    page.press("backup.now")
    assert list((stick / "manifests").iterdir())
    assert "The last backup was made today" in page.says("safekeeping.overview")
    assert "It contains 3 documents." in page.says("safekeeping.overview")
    assert "Nothing has changed since then." in page.says("safekeeping.overview")
    assert "3 documents" in page.says("backup_result")
    assert str(stick) in page.says("backup_result")


def test_a_folder_out_of_reach_is_one_sentence_and_nothing_is_made_elsewhere(
    page: SafekeepingDriver, stick: Path, qtbot: QtBot
) -> None:
    page.choose_folder(stick)
    page.press("backup.now")
    away = stick.with_name("away")
    stick.rename(away)
    stick.mkdir()  # the mount point of a stick that was pulled stays as an empty folder
    page.press("backup.now")
    told = dialog(qtbot, "error")
    assert "is not available" in words(told)
    told.reject()
    assert list(stick.iterdir()) == []
    assert "The folder is not available now." in page.says("backup_section")
    stick.rmdir()
    away.rename(stick)
    page.press("backup.now")
    assert "not available" not in page.says("backup_section")
    shutil.rmtree(stick)
    stick.mkdir()
    page.choose_folder(stick)  # chosen anew, as it is now
    page.press("backup.now")
    assert list(stick.glob("manifests/*"))


def test_a_damaged_document_is_named_by_the_backup(
    page: SafekeepingDriver, stick: Path, vault_path: Path, filed: list[str]
) -> None:
    flip(document_path(vault_path, filed[1]), 30_000)
    page.choose_folder(stick)
    page.press("backup.now")
    assert "Report 2" in page.says("backup_findings")
    assert "It is not in this backup." in page.says("backup_findings")
    assert "1 damaged document is not in it." in page.says("safekeeping.overview")


def test_a_backup_can_be_stopped(page: SafekeepingDriver, stick: Path, vault: Vault, qtbot: QtBot) -> None:
    for number in range(40):
        vault.files.add_bytes(bytes([number]) * 400_000, name=f"{number}.pdf", media_type="application/pdf")
    page.choose_folder(stick)
    click(qtbot, page.page, "backup.now")
    qtbot.waitUntil(lambda: page.can_press("backup.stop"))
    page.press("backup.stop")
    assert page.can_press("backup.now")
    assert "There is no backup yet." in page.says("safekeeping.overview")
    assert not list(stick.glob("manifests/*"))


def test_one_file_to_carry(page: SafekeepingDriver, stick: Path) -> None:
    page.choose("backup.carry", "choose_carry_folder", stick)
    (made,) = stick.iterdir()
    assert made.suffix == ".tar"
    assert "The last backup was made today" in page.says("safekeeping.overview")
    assert page.can_press("drill.prove")


def test_choices_are_kept(page: SafekeepingDriver, stick: Path, vault: Vault, qtbot: QtBot) -> None:
    page.choose_folder(stick)
    for name in ("backup_on_close", "backup_weekly", "backup_keep.30"):
        click(qtbot, page.page, name)
    with vault.read() as session:
        chosen = [vault_settings.get(session, name) for name in ("backup_on_close", "backup_weekly", "backup_keep")]
    assert chosen == [False, False, 30]


def test_a_weekly_backup_comes_by_itself_when_something_changed(
    page: SafekeepingDriver, stick: Path, vault: Vault, workspace: Workspace
) -> None:
    page.choose_folder(stick)
    page.press("backup.now")
    note_medication(vault, "Cetirizine")
    workspace.safekeeping.back_up_if_due()
    page.settle()
    assert len(list(stick.glob("manifests/*.manifest"))) == 1, "not a week yet"
    with vault.write() as session:
        made = vault_settings.get(session, "last_backup")
        long_ago = (datetime.now(UTC) - timedelta(days=8)).isoformat()
        vault_settings.put(session, "last_backup", made | {"at": long_ago})
    workspace.safekeeping.back_up_if_due()
    page.settle()
    assert len(list(stick.glob("manifests/*.manifest"))) == 2
    workspace.safekeeping.back_up_if_due()
    page.settle()
    assert len(list(stick.glob("manifests/*.manifest"))) == 2, "nothing has changed since"


def test_why_a_weekly_backup_was_not_made_is_told(
    page: SafekeepingDriver, stick: Path, workspace: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    page.choose_folder(stick)
    stick.chmod(0o500)
    (stick / "manifests").exists()
    try:
        shutil.rmtree(stick)
        stick.write_bytes(b"a file where the folder was")
        workspace.safekeeping.back_up_if_due()
        page.settle()
        assert "failed" not in page.says("backup_section"), "a folder out of reach is no fault"
        stick.unlink()
        (stick / "records.db").parent.mkdir()
        (stick / "records.db").write_bytes(b"somebody put a vault here")
        workspace.safekeeping.back_up_if_due()
        page.settle()
    finally:
        stick.chmod(0o700)
    assert "Today’s automatic backup failed." in page.says("backup_result")
    assert "is the folder of a record" in page.says("backup_result")
    assert window.findChild(QAbstractButton, "close") is None, "nobody is interrupted"
    assert any(note.name == "no_backup" for note in notes.notes(workspace))
    qtbot.wait(0)


# The trial ----------------------------------------------------------------------------------------------------------------


def test_a_backup_is_proven(page: SafekeepingDriver, stick: Path) -> None:
    page.choose_folder(stick)
    page.press("backup.now")
    sheet = page.prove("not the passphrase at all")
    assert str(WrongPassphrase.title) in words(sheet)
    page.type_passphrase(sheet, PASSPHRASE)
    assert "3 documents were restored." in words(sheet)
    sheet.reject()
    assert "A backup was tested today." in page.says("safekeeping.overview")
    assert "Nothing has changed since then." in page.says("safekeeping.overview")


def test_a_trial_that_fails_names_what_is_missing(page: SafekeepingDriver, stick: Path, filed: list[str]) -> None:
    page.choose_folder(stick)
    page.press("backup.now")
    flip(document_path(stick, filed[0]), 30_000)
    sheet = page.prove(PASSPHRASE)
    assert "Not everything was restored." in words(sheet)
    assert filed[0] in words(sheet).replace("\u200b", "")
    sheet.reject()
    assert "could not restore everything" in page.says("safekeeping.overview")


# Checks -------------------------------------------------------------------------------------------------------------------


def test_damage_is_named_and_repaired_from_the_backup(
    page: SafekeepingDriver, stick: Path, vault: Vault, vault_path: Path, filed: list[str], window: MainWindow
) -> None:
    page.choose_folder(stick)
    page.press("backup.now")
    before = vault.files.read(filed[2])
    flip(document_path(vault_path, filed[2]), 30_000)
    page.press("check.all")
    assert "1 file is damaged." in page.says("safekeeping.overview")
    assert "Report 3" in page.says("findings")
    page.press("findings.0.show")
    assert window.current_page is not page.page
    window.show_page("backup_and_keys")
    page.press("check.repair")
    assert "Repaired from the backup" in page.says("findings")
    assert str(stick) in page.says("findings")
    assert vault.files.read(filed[2]) == before
    assert "No damaged or missing files." in page.says("safekeeping.overview")
    assert not page.can_press("check.repair")


def test_a_document_in_no_backup_says_so_and_another_backup_can_be_tried(
    page: SafekeepingDriver, stick: Path, vault: Vault, vault_path: Path, filed: list[str], tmp_path: Path
) -> None:
    page.choose_folder(stick)
    page.press("backup.now")
    other = tmp_path / "other"
    shutil.copytree(stick, other)
    for place in (vault_path, stick):
        flip(document_path(place, filed[0]), 30_000)
    page.press("check.all")
    page.press("check.repair")
    assert "None of the available backups has an undamaged copy." in page.says("findings")
    page.choose("check.look", "choose_other_backup", other)
    assert "Repaired from the backup" in page.says("findings")
    assert vault.files.read(filed[0]).startswith(b"%PDF")


def test_damage_is_remembered_after_the_record_was_closed(
    page: SafekeepingDriver, vault_path: Path, filed: list[str], workspace: Workspace
) -> None:
    flip(document_path(vault_path, filed[0]), 30_000)
    page.press("check.all")
    workspace.safekeeping.checked = None  # as after opening, before the first check
    page.page.refresh()
    assert "1 file is damaged." in page.says("safekeeping.overview")
    assert notes.notes(workspace)[0].name == "damaged"


def test_the_check_at_opening_finds_a_missing_file(
    page: SafekeepingDriver, vault_path: Path, filed: list[str], qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    document_path(vault_path, filed[0]).unlink()
    request.getfixturevalue("watched")  # not before, or a busy computer checks the file while it is still there
    qtbot.waitUntil(lambda: "1 file is damaged." in page.says("safekeeping.overview"), timeout=10_000)
    page.settle()
    assert "is missing" in page.says("findings")


# Looks --------------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("twice_the_size")
def test_nothing_is_cut_off_at_twice_the_size_in_a_small_window(
    page: SafekeepingDriver, stick: Path, vault_path: Path, filed: list[str], window: MainWindow
) -> None:
    deep = stick / "a folder with quite a long name" / "and another_one_without_any_space_in_its_long_name"
    deep.mkdir(parents=True)
    page.choose_folder(deep)
    page.press("backup.now")
    flip(document_path(vault_path, filed[0]), 30_000)
    page.press("check.all")
    window.resize(1024, 700)
    settle()
    assert clipped(page.page) == []


def test_every_button_has_a_name(page: SafekeepingDriver) -> None:
    buttons = [each for each in page.page.findChildren(QAbstractButton) if each.isVisible()]
    assert buttons
    assert all(each.accessibleName() for each in buttons)


# Home ---------------------------------------------------------------------------------------------------------------------


def test_home_is_quiet_when_all_is_well(
    page: SafekeepingDriver, stick: Path, workspace: Workspace, vault: Vault
) -> None:
    names = [note.name for note in notes.notes(workspace)]
    assert names == ["no_backup", "recovery"]
    page.choose_folder(stick)
    page.press("backup.now")
    assert [note.name for note in notes.notes(workspace)] == ["never_proven", "recovery"]
    page.prove(PASSPHRASE).reject()
    way = key_slots.use_recovery_code(vault, key_slots.draft_recovery_code(vault))
    assert [note.words for note in notes.notes(workspace)] == ["Your recovery sheet has not been tested."]
    with vault.write() as session:
        sheet_dates.note_checked(session, way.id)
    assert notes.notes(workspace) == []
    said = notes.all_is_well(workspace.safekeeping.safety(), workspace.today())
    assert said == "The last backup was made today. A backup was tested today."


def test_home_reminds_of_an_old_backup_and_an_old_trial(
    page: SafekeepingDriver, stick: Path, workspace: Workspace, vault: Vault, window: MainWindow, qtbot: QtBot
) -> None:
    page.choose_folder(stick)
    page.press("backup.now")
    page.prove(PASSPHRASE).reject()
    note_medication(vault, "Cetirizine")
    long_ago = (datetime.now(UTC) - timedelta(days=100)).isoformat()
    with vault.write() as session:
        for name in ("last_backup", "last_drill"):
            vault_settings.put(session, name, vault_settings.get(session, name) | {"at": long_ago})
    assert [note.name for note in notes.notes(workspace)][:2] == ["backup_old", "proven_long_ago"]
    window.show_page("home")
    home = window.current_page
    assert home is not None
    qtbot.waitUntil(lambda: find(home, QWidget, "keeping").isVisible())
    settle()
    click(qtbot, home, "keeping.backup_old")
    assert window.current_page is page.page
