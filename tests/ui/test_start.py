"""Before a vault is open: the three choices, making a vault, unlocking with the wrong and the right passphrase."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.errors import VaultMissing, WrongPassphrase
from ism_desktop.settings import Settings
from ism_desktop.ui.base import opening
from ism_desktop.ui.start.first_start import CreatePage, DemoPage
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import KeyCost, Vault, create, unlock
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.widgets import click, emitted, find, words


@pytest.fixture
def closed_vault(vault_path: Path) -> Path:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    return vault_path


def ask(start: StartWindow, path: Path, qtbot: QtBot) -> QLineEdit:
    start.show_unlock(path)
    qtbot.waitUntil(lambda: start.background.idle)
    return find(start, QLineEdit, "passphrase")


def test_the_first_start_offers_three_choices(start: StartWindow) -> None:
    for name in ("create", "open", "demo"):
        assert find(start, QAbstractButton, name).isVisible()


def test_a_vault_is_made(start: StartWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeyCost, "calibrated", classmethod(lambda _cls: CHEAP))
    click(qtbot, start, "create")
    page = start.stack.currentWidget()
    assert isinstance(page, CreatePage)
    page.set_folder(tmp_path)
    first, again = find(start, QLineEdit, "new_passphrase"), find(start, QLineEdit, "new_passphrase_again")
    go = find(start, QAbstractButton, "create_go")
    qtbot.keyClicks(first, "too short")
    assert "3 more characters needed." in words(start)
    first.clear()
    qtbot.keyClicks(first, PASSPHRASE)
    qtbot.keyClicks(again, PASSPHRASE[:-1])
    assert "not the same yet" in words(start)
    assert not go.isEnabled()
    qtbot.keyClicks(again, PASSPHRASE[-1])
    click(qtbot, start, "remember_vault")
    with qtbot.waitSignal(start.opened, timeout=20_000) as opened:
        qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    vault = emitted(opened)
    assert isinstance(vault, Vault)
    vault.close()
    assert first.text() == again.text() == ""
    unlock(page.path, PASSPHRASE).close()
    assert Settings(start._settings.path)["last_vault"] == str(page.path)


def test_the_wrong_passphrase_and_then_the_right_one(start: StartWindow, closed_vault: Path, qtbot: QtBot) -> None:
    line = ask(start, closed_vault, qtbot)
    qtbot.keyClicks(line, "not the right one")
    click(qtbot, start, "unlock")
    qtbot.waitUntil(lambda: str(WrongPassphrase.title) in words(start))
    assert line.selectedText() == "not the right one"
    qtbot.keyClicks(line, PASSPHRASE)
    with qtbot.waitSignal(start.opened) as opened:
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == ""
    assert "That is not" not in words(start)
    emitted(opened).close()


def test_the_unlock_page_names_nobody(start: StartWindow, closed_vault: Path, qtbot: QtBot) -> None:
    ask(start, closed_vault, qtbot)
    assert str(closed_vault) not in words(start)
    assert closed_vault.name not in words(start)


def test_a_vault_that_is_not_there_is_said_before_typing(start: StartWindow, tmp_path: Path, qtbot: QtBot) -> None:
    ask(start, tmp_path / "gone", qtbot)
    assert str(VaultMissing.title) in words(start)


def test_the_passphrase_can_be_shown(start: StartWindow, closed_vault: Path, qtbot: QtBot) -> None:
    line = ask(start, closed_vault, qtbot)
    assert line.echoMode() is QLineEdit.EchoMode.Password
    click(qtbot, start, "passphrase.show")
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    click(qtbot, start, "passphrase.show")
    assert line.echoMode() is QLineEdit.EchoMode.Password


def test_caps_lock_is_noticed(start: StartWindow, closed_vault: Path, qtbot: QtBot) -> None:
    line = ask(start, closed_vault, qtbot)
    hint = find(start, QLabel, "passphrase.caps")
    qtbot.keyClick(line, "a")
    assert not hint.isVisible()
    qtbot.keyClick(line, "A", Qt.KeyboardModifier.NoModifier)
    assert hint.isVisible()
    qtbot.keyClick(line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not hint.isVisible()


def test_the_remembered_vault_is_asked_for(settings: Settings, closed_vault: Path, qtbot: QtBot) -> None:
    settings["remember_vault"] = True
    settings["last_vault"] = str(closed_vault)
    made = StartWindow(settings)
    with qtbot.waitExposed(made):
        made.show()
    assert find(made, QLineEdit, "passphrase").isVisible()
    qtbot.waitUntil(lambda: made.background.idle)
    made.close()
    made.deleteLater()


def test_the_demo_opens_what_was_made_before(start: StartWindow, qtbot: QtBot, tmp_path: Path) -> None:
    create(tmp_path / "demo", opening.DEMO_PASSPHRASE, cost=CHEAP).close()
    click(qtbot, start, "demo")
    page = start.stack.currentWidget()
    assert isinstance(page, DemoPage)
    page.path = tmp_path / "demo"
    with qtbot.waitSignal(start.opened) as opened:
        click(qtbot, start, "demo_go")
    emitted(opened).close()


def test_the_page_for_the_passphrase_loads_nothing_heavy() -> None:
    program = (
        "import sys; import ism_desktop.ui.start.start_window;"
        "print([m for m in ('sqlalchemy', 'alembic', 'sqlcipher3', 'qtpy', 'cryptography', 'reportlab') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )
    assert ran.stdout.strip() == "[]"
