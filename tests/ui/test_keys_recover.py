"""Who forgot the passphrase: the recovery sheet typed group by group, and a new passphrase."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.errors import WrongRecoveryCode
from ism_desktop.ui.start.recover_pages import RecoverPage, RenewPage
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.ui.start.unlock import UnlockPage
from ism_desktop.vault import KeyCost, create, key_slots, unlock
from ism_desktop.vault.key_slots import RecoveryCode
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.keys import PATIENCE, KeysDriver
from tests.drivers.widgets import click, emitted, find, shown, words

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


# The recovery sheet ---------------------------------------------------------------------------------------------------------


def recover(start: StartWindow, path: Path, qtbot: QtBot) -> RecoverPage:
    ask(start, path, qtbot)
    click(qtbot, start, "forgot")
    page = start.stack.currentWidget()
    assert isinstance(page, RecoverPage)
    return page


def test_a_forgotten_passphrase_is_replaced_with_the_sheet(
    start: StartWindow, code: RecoveryCode, vault_path: Path, keys: KeysDriver, qtbot: QtBot
) -> None:
    page = recover(start, vault_path, qtbot)
    keys.type_groups(page, code.groups)
    assert "All groups are typed correctly." in words(page)
    qtbot.keyClick(find(page, QLineEdit, "group.8"), TYPED)
    qtbot.waitUntil(lambda: isinstance(start.stack.currentWidget(), RenewPage), timeout=PATIENCE)
    renew = start.stack.currentWidget()
    assert isinstance(renew, RenewPage)
    assert renew.whose is None, "one passphrase: nothing to ask"
    assert all(box.digits == "" for box in page.code.boxes)
    keys.type_new(renew, NEW)
    with qtbot.waitSignal(start.opened, timeout=PATIENCE) as opened:
        click(qtbot, renew, "renew_go")
    vault = emitted(opened)
    assert key_slots.check_passphrase(vault, NEW) is not None
    assert key_slots.check_passphrase(vault, PASSPHRASE) is None
    assert key_slots.test_recovery_code(vault, code), "the sheet stays valid"
    vault.close()


def test_a_mistyped_group_is_named_while_typing(
    start: StartWindow, code: RecoveryCode, vault_path: Path, keys: KeysDriver, qtbot: QtBot
) -> None:
    page = recover(start, vault_path, qtbot)
    groups = list(code.groups)
    wrong = str((int(groups[4][-1]) + 1) % 10)
    keys.type_groups(page, [*groups[:4], groups[4][:-1] + wrong])
    assert "Group 5 has a typing mistake." in words(page)
    assert page.code.boxes[4].line.accessibleDescription() == "Typing mistake"
    assert page.code.boxes[3].line.accessibleDescription() == "Correct"
    keys.type_groups(page, ["", groups[0][:-1] + str((int(groups[0][-1]) + 1) % 10)])
    assert "Groups 2 and 5" not in words(page), "group 2 is full already; more digits do not go in"
    assert not find(page, QAbstractButton, "recover_go").isEnabled()
    line = page.code.boxes[4].line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert "mistake" not in words(page)
    qtbot.keyClicks(line, groups[4][-1])
    assert "5 of 8 groups typed." in words(page)


def test_groups_can_be_pasted_all_at_once_and_backspace_goes_back(
    start: StartWindow, code: RecoveryCode, vault_path: Path, qtbot: QtBot
) -> None:
    page = recover(start, vault_path, qtbot)
    QGuiApplication.clipboard().setText("\n".join(f"{n}" for n in code.groups))
    first = page.code.boxes[0].line
    first.setFocus()
    first.paste()
    assert page.code.text == " ".join(code.groups)
    assert find(page, QAbstractButton, "recover_go").isEnabled()
    page.code.clear()
    third = page.code.boxes[2].line
    third.setFocus()
    qtbot.keyClick(third, Qt.Key.Key_Backspace)
    assert start.focusWidget() is page.code.boxes[1].line
    QGuiApplication.clipboard().clear()


def test_a_seventh_digit_does_not_spoil_the_next_group(
    start: StartWindow, code: RecoveryCode, vault_path: Path, keys: KeysDriver, qtbot: QtBot
) -> None:
    page = recover(start, vault_path, qtbot)
    keys.type_groups(page, code.groups)
    box = page.code.boxes[2]
    box.setFocus()
    box.line.setCursorPosition(len(box.line.text()))
    qtbot.keyClicks(box.line, "7")
    assert page.code.text == " ".join(code.groups)


def test_groups_in_another_order_are_told_and_nothing_is_opened(
    start: StartWindow, code: RecoveryCode, vault_path: Path, keys: KeysDriver, qtbot: QtBot
) -> None:
    page = recover(start, vault_path, qtbot)
    keys.type_groups(page, code.groups[::-1])
    click(qtbot, page, "recover_go")
    qtbot.waitUntil(lambda: str(WrongRecoveryCode.title) in words(page), timeout=PATIENCE)
    assert page.code.text == " ".join(code.groups[::-1]), "what was typed can be corrected"


def test_whose_passphrase_is_asked_when_there_are_two(
    start: StartWindow, code: RecoveryCode, vault_path: Path, keys: KeysDriver, qtbot: QtBot
) -> None:
    with_sam = unlock(vault_path, PASSPHRASE)
    sam = key_slots.add_passphrase(with_sam, "a passphrase of Sam", "Sam", cost=CHEAP)
    with_sam.close()
    page = recover(start, vault_path, qtbot)
    keys.type_groups(page, code.groups)
    click(qtbot, page, "recover_go")
    qtbot.waitUntil(lambda: isinstance(start.stack.currentWidget(), RenewPage), timeout=PATIENCE)
    click(qtbot, start, f"whose.{sam.id}")
    keys.type_new(shown(start.stack), NEW)
    with qtbot.waitSignal(start.opened, timeout=PATIENCE) as opened:
        click(qtbot, start, "renew_go")
    vault = emitted(opened)
    assert key_slots.check_passphrase(vault, PASSPHRASE) is not None
    found = key_slots.check_passphrase(vault, NEW)
    assert found is not None
    assert found.label == "Sam"
    vault.close()


def test_a_window_closed_before_the_new_passphrase_leaves_the_vault_locked(
    start: StartWindow, code: RecoveryCode, vault_path: Path, keys: KeysDriver, qtbot: QtBot
) -> None:
    page = recover(start, vault_path, qtbot)
    keys.type_groups(page, code.groups)
    click(qtbot, page, "recover_go")
    qtbot.waitUntil(lambda: isinstance(start.stack.currentWidget(), RenewPage), timeout=PATIENCE)
    renew = start.stack.currentWidget()
    assert isinstance(renew, RenewPage)
    renew.close_vault()
    unlock(vault_path, PASSPHRASE).close()


def test_without_a_sheet_the_person_is_told_what_is_left(start: StartWindow, vault_path: Path, qtbot: QtBot) -> None:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    page = ask(start, vault_path, qtbot)
    click(qtbot, start, "forgot")
    assert start.stack.currentWidget() is page
    assert "This record has no recovery sheet" in words(page)


def test_the_groups_are_reached_in_their_order_by_keyboard(
    start: StartWindow, code: RecoveryCode, vault_path: Path, qtbot: QtBot
) -> None:
    page = recover(start, vault_path, qtbot)
    reached = []
    for _ in range(8):
        focused = start.focusWidget()
        assert focused is not None
        reached.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == [f"Group {number}" for number in range(1, 9)]
    assert page.isVisible()
