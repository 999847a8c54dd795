"""Restoring a backup, as Qt-free functions: what a backup holds, restoring it into a new folder, and what is said of the outcome."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ism_desktop.progress import Progress
from ism_desktop.records import safekeeping
from ism_desktop.ui.base.safekeeping import words
from ism_desktop.vault import backups
from ism_desktop.vault.backups import RestoreReport, checking
from ism_desktop.vault.integrity import Severity


@dataclass(frozen=True, slots=True)
class Offered:
    """The latest backup in a place: when it was made, how many files it has, and their size."""

    place: Path
    made: datetime
    files: int
    size: int

    @property
    def sentence(self) -> str:
        """What is said of it."""
        made = words.local(self.made)
        files = words.counted(self.files, "file")
        return f"A backup of {made.day} {made:%B %Y, %H:%M}: {files}, {words.size(self.size)}."


def look(place: Path, progress: Progress) -> Offered:
    """See what backup lies in this place. Raises BackupMissing, BackupDamaged, VaultTooNew."""
    progress(0, 0, "Looking for the backup")
    source = backups.find(place)
    listed = checking.manifests(source)
    if not listed.manifests:
        raise checking.nothing_usable(source)
    latest = listed.manifests[0]
    size = sum(entry.size for entry in latest.entries)
    return Offered(place, datetime.fromisoformat(latest.made), len(latest.entries), size)


def restore(place: Path, to: Path, passphrase: str, progress: Progress) -> RestoreReport:
    """Restore into a new folder; with a passphrase the restored record is opened and read to its end as well.

    Raises:
        WrongPassphrase, BackupMissing, BackupDamaged, CannotRestore, VaultTooNew; Cancelled.
    """
    return safekeeping.restore(place, to, progress, passphrase=passphrase or None)


def outcome(report: RestoreReport, *, was_opened: bool) -> str:
    """How it went, in words."""
    damaged = sum(found.severity is Severity.DAMAGED for found in report.findings)
    made = words.local(datetime.fromisoformat(report.manifest.made))
    begin = f"The backup of {made.day} {made:%B %Y, %H:%M} was restored: {words.counted(report.files, 'file')}, {words.size(report.size)}."
    if damaged:
        one = "1 file is damaged" if damaged == 1 else f"{damaged} files are damaged"
        return f"{begin} {one}; all others came back whole."
    read = "opened and read to its end" if was_opened else "compared, byte for byte"
    return f"{begin} Everything was {read}, and nothing is missing."
