"""Checks, backups, restores and repairs of a vault together with what its records say: for the window and the command line alike."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ism_desktop.errors import VaultDamaged
from ism_desktop.language import tr
from ism_desktop.progress import Portion, Progress, no_progress
from ism_desktop.records import erasing
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.vault import Vault, backups, integrity, unlock
from ism_desktop.vault.backups import BackupReport, DrillReport, Repair, RestoreReport
from ism_desktop.vault.integrity import Fault, Finding, Severity, UnfiledFile, messages
from ism_desktop.vault.integrity.rescuing import Rescue
from ism_desktop.vault.sealed import SealBroken


def quick_check(vault: Vault, progress: Progress = no_progress) -> list[Finding]:
    """In seconds, at each opening: headers, database, and whether every file that a record names is there. See `integrity.quick`."""
    return _still_there(vault, integrity.quick(vault, filed_files, progress))


def check_of_the_day(vault: Vault, day: date, progress: Progress = no_progress) -> list[Finding]:
    """In idle time: the quick check, and a thirtieth of the files in full. See `integrity.share_of_the_day`."""
    return _still_there(vault, integrity.share_of_the_day(vault, filed_files, day, progress))


def full_check(vault: Vault, progress: Progress = no_progress) -> list[Finding]:
    """Every byte of every file. See `integrity.full`."""
    return _still_there(vault, integrity.full(vault, filed_files, progress))


def _still_there(vault: Vault, findings: list[Finding]) -> list[Finding]:
    """The findings without the files of what was deleted for good, which are only not removed yet."""
    if not any(finding.fault is Fault.UNFILED for finding in findings):
        return findings
    with vault.read() as session:
        pending = {messages.place(file_id) for file_id in erasing.pending_files(session)}
    return [finding for finding in findings if finding.fault is not Fault.UNFILED or finding.file not in pending]


def check_without_records(
    path: Path, passphrase: str, damage: VaultDamaged, progress: Progress = no_progress
) -> list[Finding]:
    """What can be said of a vault whose database does not open for this damage: each document is read all the same.

    Raises:
        VaultDamaged: the key header is unusable too. WrongPassphrase, VaultMissing, VaultTooNew; Cancelled.
    """
    return Rescue.of(path, passphrase).findings(damage, progress)


def has_damage(findings: Sequence[Finding]) -> bool:
    """Whether anything was damaged, put right meanwhile or not."""
    return any(finding.severity is not Severity.NOTICE for finding in findings)


def still_damaged(vault: Vault, known: Sequence[Finding]) -> list[Finding]:
    """Which of the documents found damaged earlier still are; what is missing, and what is no document, the quick check names itself."""
    found: list[Finding] = []
    for finding in known:
        if not finding.file.startswith("blobs/"):
            continue
        try:
            vault.files.examine(vault.path / finding.file, _uncounted)
        except FileNotFoundError:
            continue
        except (OSError, SealBroken):
            found.append(finding)
    return found


def _uncounted(_length: int) -> None:
    """A few files only."""


def unfiled(vault: Vault) -> list[UnfiledFile]:
    """Files without a record, to be offered back; `documents.refile` takes them in."""
    with vault.read() as session:
        pending = erasing.pending_files(session)
    return [file for file in integrity.unfiled(vault, filed_files) if file.file_id not in pending]


def back_up(
    vault: Vault,
    target: Path,
    progress: Progress = no_progress,
    *,
    one_file: bool = False,
    keep: int | None = None,
) -> BackupReport:
    """Make a backup in a folder, incremental or as one new file. See `backups.back_up` and `backups.back_up_to_one_file`."""
    with vault.undisturbed:
        if one_file:
            return backups.back_up_to_one_file(vault, target, filed_files, progress, keep=keep)
        return backups.back_up(vault, target, filed_files, progress, keep=backups.KEEP if keep is None else keep)


def check_backup(place: Path, progress: Progress = no_progress, *, vault: Vault | None = None) -> list[Finding]:
    """Read a whole backup; with the open vault that it is of, its seals too, and documents are called by their titles.

    Raises:
        BackupMissing, BackupDamaged, VaultTooNew; Cancelled out of `progress`.
    """
    source = backups.find(place)
    return backups.check(source, progress, vault=vault, filed=filed_files)


def restore(place: Path, to: Path, progress: Progress = no_progress, *, passphrase: str | None = None) -> RestoreReport:
    """Restore the latest sound backup into a new folder. With the passphrase the restored vault is opened and read in full as well.

    Raises:
        BackupMissing, BackupDamaged, CannotRestore, VaultTooNew; WrongPassphrase before anything is written; Cancelled.
    """
    source = backups.find(place)
    if passphrase is None:
        return backups.restore(source, to, progress)
    report = backups.restore(source, to, Portion(progress, 0, 600, 1000), passphrase=passphrase)
    opened = unlock(report.path, passphrase)
    try:
        found = full_check(opened, Portion(progress, 600, 400, 1000))
    finally:
        opened.close()
    return replace(report, findings=_together(report.findings, found))


def _together(in_backup: Sequence[Finding], in_restored: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of a backup and of the vault that came out of it: each file once, documents by the titles that the vault knows."""
    restored = {finding.file: finding for finding in in_restored}
    merged: list[Finding] = []
    for finding in in_backup:
        found = restored.pop(finding.file, None)
        if found is not None and found.title is not None:
            what = tr("The document “{title}” could not be restored. {reason}", title=found.title, reason=finding.what)
            merged.append(replace(finding, what=what, document_id=found.document_id, title=found.title))
        else:
            merged.append(finding)
    return (*merged, *restored.values())


def restore_drill(
    place: Path, passphrase: str, progress: Progress = no_progress, *, scratch: Path | None = None
) -> DrillReport:
    """Prove that the latest backup can be restored: into a scratch folder, opened, counted, deleted. See `backups.drill`."""
    return backups.drill(backups.find(place), passphrase, filed_files, progress, scratch=scratch)


def repair(
    vault: Vault, findings: Sequence[Finding], places: Sequence[Path], progress: Progress = no_progress
) -> list[Repair]:
    """Bring damaged and missing documents back from the backups in these places. See `backups.repair`."""
    file_ids = [Path(finding.file).stem for finding in findings if finding.file.startswith("blobs/")]
    return backups.repair(vault, file_ids, places, progress)
