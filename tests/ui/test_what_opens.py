"""What opens a record, and a copy of it, is said with every way in that it has."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ism_desktop.ui.base.safekeeping.unlock_methods import what_opens, without_passphrase
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.backup_and_keys.safekeeping.backup_section import BackupSection
from ism_desktop.vault import key_slots
from tests.conftest import CHEAP
from tests.drivers.widgets import find


def test_the_portable_backup_names_every_unlock_method(workspace: Workspace, qtbot: QtBot) -> None:
    section = BackupSection(workspace)
    qtbot.addWidget(section)
    said = find(section, QLabel, "backup.carry_words")
    section.refresh()
    assert said.text().endswith("It opens with the same keys as your record: your passphrase.")
    assert without_passphrase(workspace.vault) == "If you forget your passphrase, nobody can open your record."
    key_slots.add_passphrase(workspace.vault, "another staple for a horse", "Anna", cost=CHEAP)
    assert without_passphrase(workspace.vault) == (
        "If you forget your passphrase, your record can only be opened with: Anna’s passphrase."
    )
    key_slots.use_recovery_code(workspace.vault, key_slots.draft_recovery_code(workspace.vault))
    section.refresh()
    assert said.text().endswith("your passphrase, Anna’s passphrase and the recovery sheet.")
    assert what_opens(key_slots.listed(workspace.vault)[1:2]) == "Anna’s passphrase"
