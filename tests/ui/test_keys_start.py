"""The keys before a vault is open: a new passphrase, this computer’s own key, and a vault that is open elsewhere."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.errors import KeyringUnavailable
from ism_desktop.records import store
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.settings import Settings
from ism_desktop.ui.base import opening
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.backup_and_keys.keys.new_passphrase import NewPassphrase
from ism_desktop.ui.start.first_start import CreatePage
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.ui.start.unlock import UnlockPage
from ism_desktop.vault import KeyCost, Vault, create, key_slots, unlock
from ism_desktop.vault.key_slots import RecoveryCode
from ism_desktop.vault.multi_device import Computer, presence
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.drivers.keys import PATIENCE, KeysDriver
from tests.drivers.paper import unnamed
from tests.drivers.widgets import click, emitted, find, words
from tests.vault.keyring.session import MISSING, WHY, private_session

NEW = "lantern cobweb thursday gravel"
TYPED = Qt.Key.Key_Return


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeyCost, "calibrated", classmethod(lambda _cls: CHEAP))
    monkeypatch.setattr(KeyCost, "raised", lambda cost, _seconds: cost)


@pytest.fixture
def keys(qtbot: QtBot) -> KeysDriver:
    return KeysDriver(qtbot)


@pytest.fixture
def code(vault_path: Path) -> RecoveryCode:
    """A closed vault with a recovery sheet."""
    made = create(vault_path, PASSPHRASE, cost=CHEAP)
    drafted = key_slots.draft_recovery_code(made)
    key_slots.use_recovery_code(made, drafted)
    made.close()
    return drafted


def ask(start: StartWindow, path: Path, qtbot: QtBot) -> UnlockPage:
    start.show_unlock(path)
    qtbot.waitUntil(lambda: start.background.idle, timeout=PATIENCE)
    page = start.stack.currentWidget()
    assert isinstance(page, UnlockPage)
    return page


# A new passphrase -----------------------------------------------------------------------------------------------------------


def strength(page: StartWindow) -> str:
    hint = find(page, QLabel, "strength_hint")
    return hint.text() if hint.isVisible() else ""


def test_strength_is_told_in_words_and_as_a_bar(start: StartWindow, keys: KeysDriver, qtbot: QtBot) -> None:
    start.show_create()
    passphrase = start.findChildren(NewPassphrase)[0]
    keys.type(start, "new_passphrase", "passwordpassword")
    qtbot.waitUntil(lambda: strength(start).startswith("Very weak."), timeout=PATIENCE)
    assert passphrase.bar.level == 0
    keys.type(start, "new_passphrase", NEW)
    qtbot.waitUntil(lambda: strength(start).startswith("Very strong."), timeout=PATIENCE)
    assert passphrase.bar.level == 4
    assert passphrase.bar.accessibleDescription().startswith("Very strong.")
    find(start, QLineEdit, "new_passphrase").clear()
    assert strength(start).startswith("12 more characters needed.")
    assert passphrase.bar.level == -1


def test_no_rule_but_twelve_characters(start: StartWindow, keys: KeysDriver) -> None:
    start.show_create()
    go = find(start, QAbstractButton, "create_go")
    keys.type_new(start, "elevenchars")
    assert "1 more character needed." in words(start)
    assert not go.isEnabled()
    keys.type_new(start, "twelve chars")
    assert go.isEnabled(), "no capital, no digit, no sign is asked for"


def test_five_words_are_suggested_shown_and_typed_once_more(
    start: StartWindow, keys: KeysDriver, qtbot: QtBot, tmp_path: Path
) -> None:
    start.show_create()
    page = start.stack.currentWidget()
    assert isinstance(page, CreatePage)
    page.set_folder(tmp_path)
    first, again = find(start, QLineEdit, "new_passphrase"), find(start, QLineEdit, "new_passphrase_again")
    click(qtbot, start, "suggest")
    qtbot.waitUntil(lambda: bool(first.text()), timeout=PATIENCE)
    assert re.fullmatch(r"[a-z-]+( [a-z-]+){4}", first.text())
    assert first.echoMode() is QLineEdit.EchoMode.Normal
    assert "Write the words down, then type them here once." in words(start)
    assert start.focusWidget() is again
    assert not find(start, QAbstractButton, "create_go").isEnabled(), "the suggestion is typed once, from the note"
    chosen = first.text()
    earlier = chosen
    click(qtbot, start, "suggest")
    qtbot.waitUntil(lambda: first.text() != earlier, timeout=PATIENCE)
    chosen = first.text()
    qtbot.keyClicks(again, chosen)
    with qtbot.waitSignal(start.opened, timeout=PATIENCE) as opened:
        qtbot.keyClick(again, TYPED)
    emitted(opened).close()
    unlock(page.path, chosen).close()


def test_a_new_vault_is_locked_and_opened_once_before_anything_is_written(
    start: StartWindow, keys: KeysDriver, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Vault] = []
    close = Vault.close

    def noting_close(vault: Vault) -> None:
        made.append(vault)
        close(vault)

    monkeypatch.setattr(Vault, "close", noting_close)
    start.show_create()
    page = start.stack.currentWidget()
    assert isinstance(page, CreatePage)
    page.set_folder(tmp_path)
    keys.type_new(start, PASSPHRASE)
    assert not start.made_new
    with qtbot.waitSignal(start.opened, timeout=PATIENCE) as opened:
        click(qtbot, start, "create_go")
    assert start.made_new
    assert len(made) == 1
    assert emitted(opened) is not made[0]
    emitted(opened).close()


# Open on another computer ---------------------------------------------------------------------------------------------------


def open_on_a_laptop(vault_path: Path) -> None:
    """What a window on another computer leaves in the folder, through a sync client."""
    presence.Presence(vault_path, Computer(vault_path.parent / "laptop", "LAPTOP"))


def test_a_vault_that_is_open_elsewhere_is_only_looked_at_unless_the_person_wants_more(
    start: StartWindow, vault_path: Path, keys: KeysDriver, qtbot: QtBot
) -> None:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    open_on_a_laptop(vault_path)
    page = ask(start, vault_path, qtbot)
    assert page.elsewhere.isVisible()
    assert "seems to be open on “LAPTOP”" in words(page)
    keys.type(page, "passphrase", PASSPHRASE)
    with qtbot.waitSignal(start.opened, timeout=PATIENCE) as opened:
        click(qtbot, page, "unlock")
    vault = emitted(opened)
    assert vault.read_only
    vault.close()
    ask(start, vault_path, qtbot)
    click(qtbot, page, "how.change")
    keys.type(page, "passphrase", PASSPHRASE)
    with qtbot.waitSignal(start.opened, timeout=PATIENCE) as opened:
        click(qtbot, page, "unlock")
    vault = emitted(opened)
    assert not vault.read_only
    with vault.write() as session:
        store.save(session, CARE_TEAM, {"name": "Dr Okafor"})
    vault.close()


def test_a_vault_that_is_open_nowhere_else_says_nothing_of_it(
    start: StartWindow, vault_path: Path, qtbot: QtBot
) -> None:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    page = ask(start, vault_path, qtbot)
    assert not page.elsewhere.isVisible()
    assert not page.key.isVisible()


# This computer's key --------------------------------------------------------------------------------------------------------


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


def remembered(vault_path: Path) -> None:
    made = create(vault_path, PASSPHRASE, cost=CHEAP)
    key_slots.remember_here(made, opening.computer())
    made.close()


@pytest.mark.usefixtures("keyring")
def test_a_remembered_vault_opens_by_itself_but_not_right_after_a_lock(
    start: StartWindow, settings: Settings, vault_path: Path, qtbot: QtBot
) -> None:
    remembered(vault_path)
    with qtbot.waitSignal(start.opened, timeout=PATIENCE) as opened:
        start.show_unlock(vault_path)
    emitted(opened).close()
    locked = StartWindow(settings, vault_path)
    heard: list[object] = []
    locked.opened.connect(heard.append)
    locked.show()
    qtbot.waitUntil(lambda: locked.background.idle, timeout=PATIENCE)
    page = locked.stack.currentWidget()
    assert isinstance(page, UnlockPage)
    assert page.key.isVisible()
    assert not heard, "who locked wants to be asked"
    line = find(locked, QLineEdit, "passphrase")
    qtbot.keyClick(line, TYPED)
    qtbot.waitUntil(lambda: bool(heard), timeout=PATIENCE)
    assert isinstance(heard[0], Vault)
    heard[0].close()
    locked.close()
    locked.deleteLater()


@pytest.mark.skipif(bool(MISSING), reason=WHY)
def test_a_keyring_that_is_gone_costs_one_sentence_and_the_passphrase_works(
    start: StartWindow, vault_path: Path, keys: KeysDriver, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="ring") as folder, private_session(Path(folder)) as session:
        session.start_keyring(unlocked=True)
        with monkeypatch.context() as there:
            for name in ("HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
                there.setenv(name, session.environment[name])
            remembered(vault_path)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(vault_path.parent))
    page = ask(start, vault_path, qtbot)
    qtbot.waitUntil(page.error.isVisible, timeout=PATIENCE)
    assert str(KeyringUnavailable.title) in words(page)
    assert "The passphrase opens your record as before." in words(page)
    assert start.focusWidget() is find(page, QLineEdit, "passphrase")
    keys.type(page, "passphrase", PASSPHRASE)
    with qtbot.waitSignal(start.opened, timeout=PATIENCE) as opened:
        click(qtbot, page, "unlock")
    emitted(opened).close()


@pytest.mark.skipif(bool(MISSING), reason=WHY)
def test_a_keyring_that_does_not_answer_need_not_be_waited_for(
    start: StartWindow, vault_path: Path, keys: KeysDriver, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory(prefix="ring") as folder, private_session(Path(folder)) as session:
        session.start_keyring(unlocked=True)
        for name in ("HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.setenv(name, session.environment[name])
        remembered(vault_path)
        session.stop_keyring()
        session.answer_prompts_with("sleep 30")
        session.start_keyring(unlocked=False)
        start.show_unlock(vault_path)
        qtbot.waitUntil(lambda: bool(start.findChildren(QAbstractButton, "instead")), timeout=PATIENCE)
        instead = find(start, QAbstractButton, "instead")
        qtbot.waitUntil(instead.isVisible, timeout=PATIENCE)
        click(qtbot, start, "instead")
        keys.type(start, "passphrase", PASSPHRASE)
        with qtbot.waitSignal(start.opened, timeout=PATIENCE) as opened:
            click(qtbot, start, "unlock")
        emitted(opened).close()
        session.stop_keyring()
        qtbot.waitUntil(lambda: start.background.idle, timeout=PATIENCE)


# Eyes, keyboard and screen reader -------------------------------------------------------------------------------------------


def test_every_control_has_a_name_and_nothing_is_cut_off(
    start: StartWindow, code: RecoveryCode, vault_path: Path, keys: KeysDriver, qtbot: QtBot, settings: Settings
) -> None:
    settings["text_size"] = 200
    apply_look(settings)
    try:
        start.resize(1024, 700)
        start.show_create()
        keys.type(start, "new_passphrase", NEW)
        qtbot.waitUntil(lambda: start.background.idle, timeout=PATIENCE)
        settle()
        assert unnamed(start) == clipped(start) == []
        open_on_a_laptop(vault_path)
        page = ask(start, vault_path, qtbot)
        settle()
        assert unnamed(start) == clipped(start) == []
        assert start.focusWidget() is find(page, QLineEdit, "passphrase")
        click(qtbot, start, "forgot")
        keys.type_groups(start, [*code.groups[:7], "123456"])
        settle()
        assert unnamed(start) == clipped(start) == []
    finally:
        settings["text_size"] = 100
        apply_look(settings)
