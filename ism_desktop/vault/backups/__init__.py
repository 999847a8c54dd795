"""Backups: made from an open vault and read back, checked with or without the key, restored into a new folder, and proven by a drill."""

from ism_desktop.vault.backups.checking import check
from ism_desktop.vault.backups.making import KEEP, BackupReport, back_up
from ism_desktop.vault.backups.manifest import Manifest
from ism_desktop.vault.backups.one_file import back_up_to_one_file
from ism_desktop.vault.backups.places import require_target
from ism_desktop.vault.backups.repairing import Repair, repair
from ism_desktop.vault.backups.restoring import DrillReport, RestoreReport, drill, require_place, restore
from ism_desktop.vault.backups.sources import Source, find

__all__ = [
    "KEEP",
    "BackupReport",
    "DrillReport",
    "Manifest",
    "Repair",
    "RestoreReport",
    "Source",
    "back_up",
    "back_up_to_one_file",
    "check",
    "drill",
    "find",
    "repair",
    "require_place",
    "require_target",
    "restore",
]
