"""Making a recovery sheet: printed, saved after a warning, checked with two groups, left and resumed, renewed; and told to nobody."""

import re
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from ism_desktop.errors import WrongPassphrase
from ism_desktop.records import disclosures, sheet_dates
from ism_desktop.settings import Settings
from ism_desktop.ui.base.safekeeping.notes import notes
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.backup_and_keys.keys import sheet_draft
from ism_desktop.ui.places.backup_and_keys.keys.keys_section import KeysSection
from ism_desktop.ui.places.backup_and_keys.keys.sheet_dialog import RecoverySheetDialog, offer_sheet
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault, key_slots, unlock
from ism_desktop.vault.key_slots import RecoveryCode, UnlockMethod
from tests.conftest import PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.drivers.keys import PATIENCE, KeysDriver, close
from tests.drivers.paper import PaperDriver, unnamed
from tests.drivers.widgets import click, find, words

PLACE = "backup_and_keys"


@pytest.fixture
def keys(qtbot: QtBot) -> KeysDriver:
    return KeysDriver(qtbot)


@pytest.fixture
def paper(qtbot: QtBot) -> PaperDriver:
    return PaperDriver(qtbot)


@pytest.fixture
def section(window: MainWindow, qtbot: QtBot) -> KeysSection:
    window.workspace.settings["told_printing"] = True
    window.workspace.settings["told_saving"] = True
    window.show_page("backup_and_keys")
    found = window.findChild(KeysSection)
    assert found is not None
    qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=PATIENCE)
    return found


@pytest.fixture
def offered(section: KeysSection, window: MainWindow) -> RecoverySheetDialog:
    """The step right after the vault was made."""
    return offer_sheet(window.workspace, window)


def sheets(vault: Vault) -> list[UnlockMethod]:
    return [way for way in key_slots.listed(vault) if way.kind == "recovery"]


def idle(workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=PATIENCE)
    settle()


def ledger(vault: Vault) -> list[disclosures.Left]:
    with vault.read() as session:
        return list(disclosures.entries(session))


def finish(sheet: RecoverySheetDialog, keys: KeysDriver, qtbot: QtBot) -> None:
    """Type two groups, read the last page, and close."""
    click(qtbot, sheet, "sheet_next")
    keys.check_two_groups(sheet)
    click(qtbot, sheet, "sheet_next")
    qtbot.waitUntil(lambda: "Your recovery sheet is ready" in words(sheet), timeout=PATIENCE)
    click(qtbot, sheet, "sheet_next")
    settle()


def test_a_first_sheet_is_printed_checked_and_opens_the_vault(
    offered: RecoverySheetDialog, workspace: Workspace, vault: Vault, keys: KeysDriver, paper: PaperDriver,
    qtbot: QtBot, tmp_path: Path,
) -> None:  # fmt: skip
    paper.wait_for_pages(offered.preview)
    code = RecoveryCode.parse(" ".join(offered.content().groups))
    assert not sheets(vault)
    click(qtbot, offered, "sheet_print")
    paper.print_to(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: bool(sheets(vault)), timeout=PATIENCE)
    assert (tmp_path / "sheet.pdf").exists()
    idle(workspace, qtbot)
    assert "Your recovery sheet has not been tested." in [note.words for note in notes(workspace)]
    finish(offered, keys, qtbot)
    assert key_slots.test_recovery_code(vault, code)
    assert not any("recovery sheet" in note.words for note in notes(workspace))
    with vault.read() as session:
        assert sheet_dates.noted(session, sheets(vault)[0].id).checked_at is not None
    assert [(left.what, left.title) for left in ledger(vault)] == [("recovery_sheet", "Recovery sheet")]
    path = vault.path
    vault.close()
    key_slots.unlock_with_recovery(path, code).close()


def test_a_sheet_written_by_hand_needs_no_printer(
    offered: RecoverySheetDialog, workspace: Workspace, vault: Vault, keys: KeysDriver, qtbot: QtBot
) -> None:
    code = RecoveryCode.parse(" ".join(offered.content().groups))
    finish(offered, keys, qtbot)
    assert key_slots.test_recovery_code(vault, code)
    assert ledger(vault) == [], "nothing left the vault but what a hand wrote"


def test_groups_that_differ_from_the_sheet_are_named_and_nothing_is_made(
    offered: RecoverySheetDialog, vault: Vault, qtbot: QtBot
) -> None:
    click(qtbot, offered, "sheet_next")
    first, second = offered.typed.boxes
    assert first.number < second.number
    assert f"Type groups {first.number} and {second.number}" in words(offered)
    groups = offered.content().groups
    assert not any(group[:3] in words(offered) for group in groups), (
        "the digits are not on the screen while they are asked for"
    )
    right = groups[first.number - 1]
    qtbot.keyClicks(first.line, right)
    qtbot.keyClicks(second.line, right if right != groups[second.number - 1] else "000000")
    assert f"Group {second.number} does not match." in words(offered)
    assert not find(offered, QAbstractButton, "sheet_next").isEnabled()
    assert not sheets(vault)
    close(offered)


def test_the_two_groups_are_drawn_by_lot(section: KeysSection, window: MainWindow) -> None:
    asked = set()
    for _ in range(12):
        opened = offer_sheet(window.workspace, window)
        asked.add(tuple(box.number for box in opened.typed.boxes))
        close(opened)
        settle()
    assert len(asked) > 3


def test_later_is_possible_and_resumed_with_the_same_digits(
    offered: RecoverySheetDialog,
    section: KeysSection,
    workspace: Workspace,
    vault: Vault,
    keys: KeysDriver,
    qtbot: QtBot,
) -> None:
    before = offered.content().groups
    click(qtbot, offered, "later")
    settle()
    assert not sheets(vault)
    assert "You have no recovery sheet." in [note.words for note in notes(workspace)]
    section.refresh()
    # The first sheet asks for nothing: it is the way out for who finds the passphrase forgotten while the record is open.
    click(qtbot, section, "sheet.make")
    again = keys.sheet()
    assert again.content().groups == before
    finish(again, keys, qtbot)
    assert sheets(vault)


def test_saving_a_file_is_warned_of_each_time_and_entered_in_the_ledger_without_contents(
    offered: RecoverySheetDialog, workspace: Workspace, vault: Vault, paper: PaperDriver, qtbot: QtBot, tmp_path: Path
) -> None:
    groups = offered.content().groups
    for name in ("one.pdf", "two.pdf"):
        click(qtbot, offered, "sheet_save")
        told = paper.accept_notice()
        assert "This file is a key to your record" in told
        assert "not encrypted" in told
        assert "ecovery" not in paper.suggested(), "the file's name does not say what it opens"
        paper.save_as(tmp_path / name)
        qtbot.waitUntil((tmp_path / name).exists, timeout=PATIENCE)
        idle(workspace, qtbot)
    assert (tmp_path / "one.pdf").stat().st_mode & 0o077 == 0
    text = pypdf.PdfReader(BytesIO((tmp_path / "one.pdf").read_bytes())).pages[0].extract_text()
    assert all(group in re.sub(r"\s", "", text) for group in groups)
    entries = ledger(vault)
    assert {entry.place for entry in entries} == {str(tmp_path / "one.pdf"), str(tmp_path / "two.pdf")}
    assert all(entry.sha256 is None for entry in entries)
    assert not any(group in str(entry) for entry in entries for group in groups)
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.suffix == ".part") == []
    close(offered)


def test_refusing_the_warning_writes_nothing(
    offered: RecoverySheetDialog, vault: Vault, paper: PaperDriver, qtbot: QtBot
) -> None:
    click(qtbot, offered, "sheet_save")
    paper.refuse_notice()
    settle()
    assert "save_dialog" not in paper.dialogs
    assert ledger(vault) == []
    close(offered)


def test_a_new_sheet_cancels_the_one_before_only_when_it_was_checked(
    section: KeysSection, workspace: Workspace, vault: Vault, keys: KeysDriver, paper: PaperDriver, qtbot: QtBot, tmp_path: Path
) -> None:  # fmt: skip
    older = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, older)
    section.refresh()
    click(qtbot, section, "sheet.renew")
    asked = keys.key_dialog("ask_passphrase")
    assert "A new sheet replaces the one you have" in words(asked)
    assert "Backups made before still open with the old sheet" in words(asked)
    keys.give_passphrase(PASSPHRASE)
    sheet = keys.sheet()
    newer = RecoveryCode.parse(" ".join(sheet.content().groups))
    assert newer != older
    click(qtbot, sheet, "sheet_print")
    paper.print_to(tmp_path / "sheet.pdf")
    qtbot.waitUntil(lambda: "sent to the printer" in words(sheet), timeout=PATIENCE)
    idle(workspace, qtbot)
    click(qtbot, sheet, "later")
    settle()
    assert key_slots.test_recovery_code(vault, older)
    assert not key_slots.test_recovery_code(vault, newer)
    assert "The new sheet you printed does not open your record yet" in words(section.sheet)
    click(qtbot, section, "sheet.renew")
    keys.give_passphrase(PASSPHRASE)
    sheet = keys.sheet()
    finish(sheet, keys, qtbot)
    assert key_slots.test_recovery_code(vault, newer)
    assert not key_slots.test_recovery_code(vault, older)
    assert sheet_draft.begun(workspace) is None
    assert "You checked two of its groups today." in words(section.sheet)


def test_the_sheet_is_printed_again_only_for_who_knows_the_passphrase(
    section: KeysSection, vault: Vault, keys: KeysDriver, qtbot: QtBot
) -> None:
    code = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, code)
    section.refresh()
    click(qtbot, section, "sheet.again")
    asked = keys.key_dialog("ask_passphrase")
    keys.type(asked, "asked_passphrase", "not the right one")
    keys.go_on(asked)
    assert str(WrongPassphrase.title) in keys.fault(asked)
    keys.type(asked, "asked_passphrase", PASSPHRASE)
    keys.go_on(asked)
    sheet = keys.sheet()
    assert sheet.content().groups == code.groups
    close(sheet)
    assert key_slots.test_recovery_code(vault, code)


def test_the_folders_name_is_printed_only_when_it_is_ticked(
    offered: RecoverySheetDialog, vault: Vault, paper: PaperDriver, qtbot: QtBot
) -> None:
    def said() -> str:
        paper.wait_for_pages(offered.preview)
        assert offered.preview.pdf is not None
        return pypdf.PdfReader(BytesIO(offered.preview.pdf)).pages[0].extract_text()

    assert vault.path.name not in said()
    click(qtbot, offered, "sheet_place")
    assert vault.path.name in said()
    close(offered)


def test_the_digits_lie_nowhere_in_the_vaults_folder_nor_beside_the_settings(
    offered: RecoverySheetDialog, workspace: Workspace, vault: Vault, keys: KeysDriver, qtbot: QtBot, tmp_path: Path
) -> None:
    groups = offered.content().groups
    finish(offered, keys, qtbot)
    idle(workspace, qtbot)
    path = vault.path
    vault.close()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) > 4
    for file in files:
        content = file.read_bytes()
        assert not any(group.encode() in content for group in groups if not group.startswith("000"))
    unlock(path, PASSPHRASE).close()


def test_every_control_has_a_name_and_nothing_is_cut_off_at_twice_the_size(
    section: KeysSection, window: MainWindow, settings: Settings, paper: PaperDriver, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    settings["text_size"] = 200
    apply_look(settings)
    try:
        opened = offer_sheet(window.workspace, window)
        paper.wait_for_pages(opened.preview)
        settle()
        assert opened.height() <= fitting.room(opened).height()
        assert unnamed(opened) == clipped(opened) == []
        click(qtbot, opened, "sheet_next")
        settle()
        assert unnamed(opened) == clipped(opened) == []
        close(opened)
        settle()
    finally:
        settings["text_size"] = 100
        apply_look(settings)
