"""Drives what a person sees of the keys: passphrases, the groups of a recovery sheet, and the dialogs about them."""

from collections.abc import Sequence

import shiboken6
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.ui.places.backup_and_keys.keys.key_dialog import KeyDialog
from ism_desktop.ui.places.backup_and_keys.keys.sheet_dialog import RecoverySheetDialog
from tests.drivers.widgets import click, dialog, find, words

PATIENCE = 20_000  # milliseconds


class KeysDriver:
    """The dialogs about the keys."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot

    def type(self, inside: QWidget, name: str, text: str) -> QLineEdit:
        """Type into an empty field."""
        line = find(inside, QLineEdit, name)
        line.setFocus()
        line.clear()
        self.qtbot.keyClicks(line, text)
        return line

    def type_new(self, inside: QWidget, passphrase: str) -> None:
        """Type a new passphrase twice."""
        self.type(inside, "new_passphrase", passphrase)
        self.type(inside, "new_passphrase_again", passphrase)

    def type_groups(self, inside: QWidget, groups: Sequence[str]) -> None:
        """Type all groups without touching anything but digits: the cursor goes on by itself."""
        find(inside, QLineEdit, "group.1").setFocus()
        for number, group in enumerate(groups, 1):
            self.qtbot.keyClicks(find(inside, QLineEdit, f"group.{number}"), group)

    def key_dialog(self, name: str) -> KeyDialog:
        """The dialog of this name, once it is open."""
        found = dialog(self.qtbot, name)
        assert isinstance(found, KeyDialog)
        return found

    def sheet(self) -> RecoverySheetDialog:
        """The dialog with the recovery sheet, once it is open."""
        found = dialog(self.qtbot, "recovery_sheet")
        assert isinstance(found, RecoverySheetDialog)
        return found

    def go_on(self, sheet: KeyDialog) -> None:
        """Press the primary button and wait until the dialog is gone, or has said what is wrong."""
        click(self.qtbot, sheet, "go_on")
        self.qtbot.waitUntil(
            lambda: not shiboken6.isValid(sheet) or not sheet.isVisible() or not sheet.is_working, timeout=PATIENCE
        )

    def give_passphrase(self, passphrase: str) -> None:
        """Answer the question for the passphrase."""
        asked = self.key_dialog("ask_passphrase")
        self.type(asked, "asked_passphrase", passphrase)
        self.go_on(asked)

    def fault(self, sheet: KeyDialog) -> str:
        """What the dialog says went wrong; empty when nothing did."""
        return words(sheet.fault) if sheet.fault.isVisible() else ""

    def check_two_groups(self, sheet: RecoverySheetDialog) -> None:
        """Type the two groups that are asked for, from the paper."""
        groups = sheet.content().groups
        for box in sheet.typed.boxes:
            self.qtbot.keyClicks(box.line, groups[box.number - 1])


def close(opened: QDialog) -> None:
    """Close a dialog that a test leaves open."""
    opened.reject()
