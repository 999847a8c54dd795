"""The keys in “Backup & keys”: changing the passphrase, a second person, this computer, and testing the recovery sheet."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.errors import KeyringUnavailable, WrongPassphrase
from ism_desktop.records import sheet_dates, store
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.settings import Settings
from ism_desktop.ui.base.safekeeping.notes import notes
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import KeyDialog
from ism_desktop.ui.places.backup_and_keys.keys.keys_section import KeysSection
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import KeyCost, Vault, key_slots, unlock
from ism_desktop.vault.multi_device import Computer
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.drivers.keys import PATIENCE, KeysDriver, close
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, find, words
from tests.vault.keyring.session import MISSING, WHY, private_session

PLACE = "backup_and_keys"

NEW = "lantern cobweb thursday gravel"
SAM = "a passphrase of Sam"


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeyCost, "calibrated", classmethod(lambda _cls: CHEAP))
    monkeypatch.setattr(KeyCost, "raised", lambda cost, _seconds: cost)


@pytest.fixture
def keys(qtbot: QtBot) -> KeysDriver:
    return KeysDriver(qtbot)


@pytest.fixture
def section(window: MainWindow, qtbot: QtBot) -> KeysSection:
    window.show_page("backup_and_keys")
    found = window.findChild(KeysSection)
    assert found is not None
    qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=PATIENCE)
    return found


def opens(vault: Vault, passphrase: str) -> bool:
    return key_slots.check_passphrase(vault, passphrase) is not None


# The passphrase -------------------------------------------------------------------------------------------------------------


def test_the_passphrase_is_changed(
    section: KeysSection, vault: Vault, vault_path: Path, keys: KeysDriver, qtbot: QtBot
) -> None:
    click(qtbot, section, "passphrase.change")
    sheet = keys.key_dialog("change_passphrase")
    keys.type(sheet, "asked_passphrase", PASSPHRASE)
    keys.type_new(sheet, NEW)
    before = vault.generation
    keys.go_on(sheet)
    qtbot.waitUntil(lambda: "Your passphrase was changed" in words(section), timeout=PATIENCE)
    assert opens(vault, NEW)
    assert not opens(vault, PASSPHRASE)
    assert vault.generation > before, "a backup that opens with the new one is due"
    vault.close()
    unlock(vault_path, NEW).close()


def test_a_wrong_old_passphrase_changes_nothing_and_can_be_corrected(
    section: KeysSection, vault: Vault, keys: KeysDriver, qtbot: QtBot
) -> None:
    click(qtbot, section, "passphrase.change")
    sheet = keys.key_dialog("change_passphrase")
    line = keys.type(sheet, "asked_passphrase", "not the right one")
    keys.type_new(sheet, NEW)
    keys.go_on(sheet)
    assert str(WrongPassphrase.title) in keys.fault(sheet)
    assert line.selectedText() == "not the right one"
    assert opens(vault, PASSPHRASE)
    qtbot.keyClicks(line, PASSPHRASE)
    keys.go_on(sheet)
    qtbot.waitUntil(lambda: "Your passphrase was changed" in words(section), timeout=PATIENCE)
    assert opens(vault, NEW)


def test_ones_own_name_is_a_weak_passphrase(section: KeysSection, vault: Vault, keys: KeysDriver, qtbot: QtBot) -> None:
    with vault.write() as session:
        store.save(session, PERSON, {"name": "Quillon Zephyrine"})
    click(qtbot, section, "passphrase.change")
    sheet = keys.key_dialog("change_passphrase")
    keys.type(sheet, "new_passphrase", "quillonzephyrine")
    qtbot.waitUntil(lambda: "Weak." in words(sheet), timeout=PATIENCE)
    close(sheet)


# A second person ------------------------------------------------------------------------------------------------------------


def test_a_second_person_is_let_in_and_out_again(
    section: KeysSection, vault: Vault, keys: KeysDriver, qtbot: QtBot
) -> None:
    click(qtbot, section, "passphrase.add")
    sheet = keys.key_dialog("add_person")
    go = find(sheet, QAbstractButton, "go_on")
    keys.type(sheet, "person_name", "Sam")
    keys.type_new(sheet, SAM)
    assert not go.isEnabled(), "the own passphrase is asked first"
    keys.type(sheet, "asked_passphrase", "not the right one")
    keys.go_on(sheet)
    assert str(WrongPassphrase.title) in keys.fault(sheet)
    assert not opens(vault, SAM)
    keys.type(sheet, "asked_passphrase", PASSPHRASE)
    keys.go_on(sheet)
    qtbot.waitUntil(lambda: "“Sam” can now open your record" in words(section), timeout=PATIENCE)
    assert opens(vault, SAM)
    settle()
    assert "Sam, added today" in words(section)
    (sam,) = [way for way in key_slots.listed(vault) if way.label == "Sam"]
    click(qtbot, section, f"people.remove.{sam.id}")
    assert "Remove the passphrase of “Sam”?" in words(keys.key_dialog("ask_passphrase"))
    keys.give_passphrase(PASSPHRASE)
    qtbot.waitUntil(lambda: "“Sam” can no longer open your record" in words(section), timeout=PATIENCE)
    assert not opens(vault, SAM)
    assert opens(vault, PASSPHRASE)
    settle()
    assert "Sam, added" not in words(section)


def test_giving_up_changes_nothing(section: KeysSection, vault: Vault, keys: KeysDriver, qtbot: QtBot) -> None:
    key_slots.add_passphrase(vault, SAM, "Sam", cost=CHEAP)
    section.refresh()
    settle()
    (sam,) = [way for way in key_slots.listed(vault) if way.label == "Sam"]
    before = vault.header
    click(qtbot, section, f"people.remove.{sam.id}")
    click(qtbot, keys.key_dialog("ask_passphrase"), "cancel")
    click(qtbot, section, "passphrase.change")
    click(qtbot, keys.key_dialog("change_passphrase"), "cancel")
    click(qtbot, section, "remember_here")
    click(qtbot, keys.key_dialog("remember_dialog"), "cancel")
    settle()
    assert vault.header == before
    assert not find(section, QAbstractButton, "remember_here").isChecked()


# This computer --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real gnome-keyring, unlocked, on a bus of its own."""
    if MISSING:
        pytest.skip(WHY)
    with tempfile.TemporaryDirectory(prefix="ring") as folder, private_session(Path(folder)) as session:
        session.start_keyring(unlocked=True)
        for name in ("HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.setenv(name, session.environment[name])
        yield


def remember(section: KeysSection, keys: KeysDriver, qtbot: QtBot) -> KeyDialog:
    click(qtbot, section, "remember_here")
    sheet = keys.key_dialog("remember_dialog")
    keys.type(sheet, "asked_passphrase", PASSPHRASE)
    return sheet


@pytest.mark.usefixtures("keyring")
def test_this_computer_remembers_and_forgets(
    section: KeysSection, workspace: Workspace, vault: Vault, keys: KeysDriver, qtbot: QtBot
) -> None:
    box = find(section, QAbstractButton, "remember_here")
    assert not box.isChecked(), "off by default"
    sheet = remember(section, keys, qtbot)
    assert "Any program running under your account on this computer could then open your record" in words(sheet)
    assert not box.isChecked(), "the tick is set when it is true"
    keys.go_on(sheet)
    qtbot.waitUntil(box.isChecked, timeout=PATIENCE)
    assert key_slots.is_remembered(vault.path, workspace.computer)
    assert "opens your record without asking for the passphrase" in words(section)
    settle()
    keys.go_on(remember(section, keys, qtbot))
    qtbot.waitUntil(lambda: not box.isChecked(), timeout=PATIENCE)
    assert not key_slots.is_remembered(vault.path, workspace.computer)
    assert "asks for the passphrase each time" in words(section)


def test_without_a_keyring_one_sentence_says_so(
    section: KeysSection, vault: Vault, keys: KeysDriver, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    before = vault.header
    sheet = remember(section, keys, qtbot)
    keys.go_on(sheet)
    assert str(KeyringUnavailable.title) in keys.fault(sheet)
    assert "The passphrase opens your record as before." in keys.fault(sheet)
    close(sheet)
    settle()
    assert not find(section, QAbstractButton, "remember_here").isChecked()
    assert vault.header == before


@pytest.mark.usefixtures("keyring")
def test_another_computer_that_was_stolen_can_be_taken_off_the_list(
    section: KeysSection, vault: Vault, keys: KeysDriver, qtbot: QtBot, tmp_path: Path
) -> None:
    other = Computer(tmp_path / "laptop", "LAPTOP")
    way = key_slots.remember_here(vault, other)
    section.refresh()
    settle()
    assert "LAPTOP, added today" in words(section)
    assert not find(section, QAbstractButton, "remember_here").isChecked(), "that is another computer"
    click(qtbot, section, f"computers.remove.{way.id}")
    keys.give_passphrase(PASSPHRASE)
    qtbot.waitUntil(lambda: "“LAPTOP” can no longer open your record" in words(section), timeout=PATIENCE)
    assert not key_slots.is_remembered(vault.path, other)


# Testing the sheet ----------------------------------------------------------------------------------------------------------


def test_the_sheet_is_tested_at_any_time(
    section: KeysSection, workspace: Workspace, vault: Vault, keys: KeysDriver, qtbot: QtBot
) -> None:
    assert "You have no recovery sheet." in words(section.sheet)
    assert "You have no recovery sheet." in [note.words for note in notes(workspace)]
    code = key_slots.draft_recovery_code(vault)
    way = key_slots.use_recovery_code(vault, code)
    section.refresh()
    assert "You made your sheet today. It has not been tested yet." in words(section.sheet)
    assert "Your recovery sheet has not been tested." in [note.words for note in notes(workspace)]
    click(qtbot, section, "sheet.test")
    sheet = keys.key_dialog("trying_dialog")
    keys.type_groups(sheet, code.groups)
    keys.go_on(sheet)
    qtbot.waitUntil(lambda: "Your sheet works" in words(section), timeout=PATIENCE)
    assert "You tested it today." in words(section.sheet)
    assert not any("recovery sheet" in note.words for note in notes(workspace))
    with vault.read() as session:
        dates = sheet_dates.noted(session, way.id)
    assert dates.tested_at is not None
    assert dates.is_proven


def test_an_older_sheet_is_told_apart_from_a_mistyped_one(
    section: KeysSection, vault: Vault, keys: KeysDriver, qtbot: QtBot
) -> None:
    older = key_slots.draft_recovery_code(vault)
    key_slots.use_recovery_code(vault, older)
    key_slots.use_recovery_code(vault, key_slots.draft_recovery_code(vault))
    section.refresh()
    click(qtbot, section, "sheet.test")
    sheet = keys.key_dialog("trying_dialog")
    keys.type_groups(sheet, older.groups)
    keys.go_on(sheet)
    assert "The digits are typed correctly" in keys.fault(sheet)
    assert "an older sheet that a newer one has replaced" in keys.fault(sheet)
    close(sheet)
    assert "You tested it" not in words(section.sheet.state)


# Reading only, eyes, keyboard and screen reader -----------------------------------------------------------------------------


def test_a_vault_that_is_only_looked_at_offers_no_change_of_keys(
    section: KeysSection, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_slots.use_recovery_code(vault, key_slots.draft_recovery_code(vault))
    monkeypatch.setattr(vault, "read_only", True)
    section.refresh()
    for name in ("passphrase.change", "passphrase.add", "sheet.make", "sheet.again", "sheet.renew"):
        assert not find(section, QAbstractButton, name).isVisible()
    assert not find(section, QAbstractButton, "remember_here").isEnabled()
    assert find(section, QAbstractButton, "sheet.test").isVisible()


@pytest.fixture
def large(settings: Settings, window: MainWindow) -> Iterator[None]:
    window.resize(1024, 700)
    settings["text_size"] = 200
    apply_look(settings)
    yield
    settings["text_size"] = 100
    apply_look(settings)


@pytest.mark.usefixtures("large")
def test_every_control_has_a_name_and_nothing_is_cut_off(
    section: KeysSection, vault: Vault, keys: KeysDriver, qtbot: QtBot
) -> None:
    key_slots.add_passphrase(vault, SAM, "Sam with a rather long name", cost=CHEAP)
    key_slots.use_recovery_code(vault, key_slots.draft_recovery_code(vault))
    section.refresh()
    settle()
    assert unnamed(section) == clipped(section) == []
    for button, name in (
        ("passphrase.change", "change_passphrase"),
        ("passphrase.add", "add_person"),
        ("remember_here", "remember_dialog"),
        ("sheet.test", "trying_dialog"),
        ("sheet.renew", "ask_passphrase"),
    ):
        click(qtbot, section, button)
        sheet = keys.key_dialog(name)
        settle()
        assert unnamed(sheet) == clipped(sheet) == []
        close(sheet)
        settle()


def test_the_first_field_has_the_cursor(section: KeysSection, keys: KeysDriver, qtbot: QtBot) -> None:
    for button, name, field in (
        ("passphrase.change", "change_passphrase", "asked_passphrase"),
        ("passphrase.add", "add_person", "person_name"),
        ("remember_here", "remember_dialog", "asked_passphrase"),
    ):
        click(qtbot, section, button)
        sheet = keys.key_dialog(name)
        assert sheet.focusWidget() is find(sheet, QLineEdit, field)
        close(sheet)
        settle()
    assert QApplication.activeModalWidget() is None
