"""Restoring a backup, as Qt-free functions: what a backup holds, restoring it into a new folder, and what is said of the outcome."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.progress import Progress
from ism_desktop.records import safekeeping
from ism_desktop.ui.base.safekeeping.days import moment_of
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
        return tr_n(
            "Backup of {moment}: {number} file, {size}.",
            "Backup of {moment}: {number} files, {size}.",
            self.files,
            moment=moment_of(self.made),
            size=in_use().size(self.size),
        )


def look(place: Path, progress: Progress) -> Offered:
    """See what backup lies in this place. Raises BackupMissing, BackupDamaged, VaultTooNew."""
    progress(0, 0, tr("Looking for the backup"))
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
    restored = tr_n(
        "The backup of {moment} was restored: {number} file, {size}.",
        "The backup of {moment} was restored: {number} files, {size}.",
        report.files,
        moment=moment_of(datetime.fromisoformat(report.manifest.made)),
        size=in_use().size(report.size),
    )
    if damaged:
        found = tr_n(
            "{number} file is damaged; all others were restored completely.",
            "{number} files are damaged; all others were restored completely.",
            damaged,
        )
    elif was_opened:
        found = tr("Your record was opened and read in full, and nothing is missing.")
    else:
        found = tr("Every file was compared with the backup, and nothing is missing.")
    return f"{restored} {found}"
