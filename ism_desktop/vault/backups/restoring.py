"""Restoring a backup into a new folder, verified before it counts as a vault, and the drill that proves that a backup can be restored."""

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from ism_desktop.errors import BackupDamaged, CannotRestore, InsideVault
from ism_desktop.language import in_use, tr
from ism_desktop.progress import Portion, Progress, no_progress
from ism_desktop.vault import (
    cache,
    creating,
    database,
    document_files,
    durable,
    flaws,
    header_files,
    integrity,
    opening,
    outside,
    recognising,
    snapshots,
)
from ism_desktop.vault.backups import checking, places, sources
from ism_desktop.vault.backups.checking import Bytes
from ism_desktop.vault.backups.manifest import Entry, Manifest
from ism_desktop.vault.backups.sources import FolderSource, Source
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.header_files import Found
from ism_desktop.vault.integrity.filed_rows import Filed
from ism_desktop.vault.integrity.findings import Finding, Severity
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.tally import Tally, pieces_of
from ism_desktop.vault.vault import Vault

_FOLDERS = (document_files.FOLDER, document_files.TRASH, snapshots.FOLDER, cache.FOLDER)


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """A vault that was restored: where, from which backup, and what of it could not be had."""

    path: Path
    manifest: Manifest
    files: int
    size: int
    findings: tuple[Finding, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the records and every document that the backup names are there."""
        return self.files == 1 + len(self.manifest.documents)


def _key_of(source: Source, passphrase: str) -> VaultKey:
    return opening.key_for(source.place, Found(tuple(sources.headers(source))), passphrase)


def restore(
    source: Source,
    to: Path,
    progress: Progress = no_progress,
    *,
    number: int | None = None,
    passphrase: str | None = None,
) -> RestoreReport:
    """Restore a backup into a folder that is absent or empty. No passphrase is needed: the files stay encrypted.

    Every file is compared with its SHA-256 as it is copied, and once more as the new disk gives it back; only then the key header is
    written, which makes the folder a vault. A document that is damaged in the backup is left out and named.

    Args:
        source: the backup.
        to: the new folder.
        progress: counts the bytes copied and read back.
        number: which backup; without it the latest whose records are sound.
        passphrase: the vault's, if it is at hand: then a backup that somebody changed is refused.

    Raises:
        WrongPassphrase: before anything is written.
        BackupDamaged: no backup here has sound records. VaultTooNew.
        CannotRestore: the folder is in use, or its disk is full or fails. Cancelled out of `progress`. Nothing is left then.
    """
    to = to.absolute()
    key = None if passphrase is None else _key_of(source, passphrase)
    listed = checking.manifests(source, key)
    chosen, findings = _choose(source, listed.manifests, number)
    header = _header(source, chosen.vault_id, key)
    findings += [*listed.findings, *checking.headers(source, chosen.vault_id, key)]
    with places.restore_failures(to):
        made_folder = _claim(source, to, chosen)
    try:
        with places.restore_failures(to):
            size = sum(entry.size for entry in chosen.entries)
            counted = Bytes(progress, 2 * size, tr("Restoring"))
            files = _copy(source, to, chosen, counted, findings)
            header_files.write(to, header)
    except BaseException:
        creating.abandon(to, made_folder=made_folder)
        raise
    return RestoreReport(to, chosen, len(files), sum(entry.size for entry in files), tuple(findings))


def _choose(source: Source, manifests: tuple[Manifest, ...], number: int | None) -> tuple[Manifest, list[Finding]]:
    """The latest backup whose records are sound, and what is wrong with those that are later."""
    findings: list[Finding] = []
    for each in manifests:
        if number is not None and each.number != number:
            continue
        flaw = checking.fault_of(source, each.snapshot, _uncounted)
        if flaw is None:
            return each, findings
        findings.append(checking.of_entry(source, each.snapshot, flaw))
    if findings:
        raise BackupDamaged(
            tr("The backup “{place}” cannot be restored. {what}", place=str(source.place), what=findings[0].what),
            tr("Try an older backup or one on another drive. Keep this one: its documents may still be good."),
        )
    raise checking.nothing_usable(source)


def _header(source: Source, vault_id: str, key: VaultKey | None) -> bytes:
    """The latest sound copy of the key header: it opens with the passphrase that was in use last."""
    copies = [file.copy for file in sources.headers(source) if file.copy is not None]
    of_this = [copy for copy in copies if copy.header.vault_id == vault_id and (key is None or copy.is_genuine(key))]
    if not of_this:
        raise BackupDamaged(
            tr(
                "Every copy of the key header in the backup “{place}” is damaged, and without it no passphrase can open "
                "your record.",
                place=str(source.place),
            ),
            tr("Try an older backup or one on another drive."),
        )
    return max(of_this, key=lambda copy: copy.header.seq).raw


def require_place(source: Source, to: Path) -> None:
    """See that a backup may be restored here, before a passphrase is asked; nothing is made yet. Raises CannotRestore."""
    recognising.require_reachable(to, CannotRestore)
    with places.restore_failures(to):
        _require_place(source, to)


def _require_place(source: Source, to: Path) -> None:
    folder = source.place if source.place.is_dir() else source.place.parent
    if source.place.is_dir() and (places.is_inside(to, folder) or places.is_inside(folder, to)):
        raise CannotRestore(
            tr("“{path}” is inside the backup, or contains it.", path=str(to)),
            tr("Choose a new folder somewhere else."),
        )
    if to.exists() and (not to.is_dir() or any(entry.name not in recognising.LITTER for entry in to.iterdir())):
        if to.is_dir():
            what = tr("A backup is restored to a new folder only, and “{path}” is not empty.", path=str(to))
        else:
            what = tr("A backup is restored to a new folder only, and “{path}” is a file.", path=str(to))
        raise CannotRestore(what, tr("Choose a new folder. A record that is already there is never overwritten."))
    try:
        outside.require_outside(to)
    except InsideVault as refusal:
        raise CannotRestore(refusal.what, refusal.advice) from refusal


def _claim(source: Source, to: Path, chosen: Manifest) -> bool:
    """Make the folder, or see that it is empty, and that there is room. Returns whether it was made."""
    _require_place(source, to)
    needed = places.room_for(len(chosen.entries) + 4, sum(entry.size for entry in chosen.entries))
    free = places.free_bytes(to)
    if free < needed:
        raise CannotRestore(
            tr(
                "There is too little space on the disk for “{path}”. Needed: {needed} ({bytes} bytes). Free: {free}.",
                path=str(to),
                needed=in_use().size(needed),
                bytes=needed,
                free=in_use().size(free),
            ),
            tr("Free some space there, or choose another drive. The backup is unchanged."),
        )
    if to.exists():
        return False
    to.parent.mkdir(parents=True, exist_ok=True)
    to.mkdir(mode=0o700)
    return True


def _copy(source: Source, to: Path, chosen: Manifest, counted: Bytes, findings: list[Finding]) -> list[Entry]:
    """Put every sound file into its place, sync, and read them back. Returns those that are there; appends findings for the others."""
    for name in _FOLDERS:
        durable.make_folder(to / name)
    durable.write_in_place(to / creating.READ_ME_FILE, (creating.READ_ME.encode(),))
    copied: list[Entry] = []
    unsynced = {to, to.parent}
    for entry in (chosen.snapshot, *chosen.documents):
        target = to / (database.FILE if entry == chosen.snapshot else entry.path)
        if not target.parent.is_dir():
            durable.make_folder(target.parent)
        flaw = _copy_file(source, entry, target, counted)
        if flaw is None:
            copied.append(entry)
            unsynced.add(target.parent)
        elif entry == chosen.snapshot:
            raise BackupDamaged(
                checking.of_entry(source, entry, flaw).what, tr("Check the drive that the backup is on, and try again.")
            )
        else:
            findings.append(checking.of_entry(source, entry, flaw))
    for folder in sorted(unsynced):
        durable.sync_folder(folder)
    counted.what = tr("Verifying what was restored")
    _read_back(to, chosen, copied, counted)
    return copied


def _copy_file(source: Source, entry: Entry, target: Path, counted: Callable[[int], None]) -> Flaw | None:
    tally = Tally(counted)
    flaw: Flaw | None = None

    def passing() -> Iterator[bytes]:
        nonlocal flaw
        try:
            with source.open(entry.path, entry.size) as file:
                yield from tally.passing(pieces_of(file))
        except FileNotFoundError:
            flaw = flaws.MISSING
        except OSError:
            flaw = flaws.UNREADABLE

    temporary = target.with_name(f"{target.name}.{secrets.token_hex(4)}{durable.TEMPORARY}")
    durable.write_new(temporary, passing())
    flaw = flaw or checking.fault_in(entry, tally)
    if flaw is not None:
        with contextlib.suppress(OSError):
            durable.remove(temporary)
    else:
        durable.replace_unsynced(temporary, target)
    return flaw


def _read_back(to: Path, chosen: Manifest, copied: list[Entry], counted: Bytes) -> None:
    restored = FolderSource(to)
    for entry in copied:
        placed = Entry(entry.sha256, entry.size, database.FILE) if entry == chosen.snapshot else entry
        with (to / placed.path).open("rb") as file:
            durable.forget_cached(file.fileno())
        if checking.fault_of(restored, placed, counted):
            raise CannotRestore(
                tr("The disk that holds “{place}” returns different data from what was written to it.", place=str(to)),
                tr("Do not rely on this drive. Restore to another one; the backup is unchanged."),
            )


def _uncounted(_length: int) -> None:
    """Before the counting begins."""


# Drill --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DrillReport:
    """What a backup gave when it was restored for a trial: the counts of the vault that was opened, and what was wrong."""

    manifest: Manifest
    documents: int
    rows: int
    size: int
    findings: tuple[Finding, ...]

    @property
    def is_proven(self) -> bool:
        """Whether nothing at all was damaged or missing."""
        return not any(finding.severity is Severity.DAMAGED for finding in self.findings)


def drill(
    source: Source, passphrase: str, filed: Filed, progress: Progress = no_progress, *, scratch: Path | None = None
) -> DrillReport:
    """Restore the latest backup into a scratch folder, open it there, read everything, count, and delete it again.

    Args:
        source: the backup.
        passphrase: of the vault; it is tried before anything is copied.
        filed: the files that the records name.
        progress: of a thousand steps.
        scratch: the folder in which the scratch folder is made; without it the system's own. Nothing is written there in the clear.

    Raises:
        WrongPassphrase, and whatever `restore` and `unlock` raise. The scratch folder is removed in any case.
    """
    _key_of(source, passphrase)
    try:
        folder = Path(tempfile.mkdtemp(prefix="ism-restore-drill-", dir=scratch))
    except OSError as error:
        raise CannotRestore(tr("No folder could be made for the test."), tr("Choose another folder for it.")) from error
    try:
        report = restore(source, folder / "vault", Portion(progress, 0, 500, 1000), passphrase=passphrase)
        opened = opening.unlock(folder / "vault", passphrase)
        try:
            found = integrity.full(opened, filed, Portion(progress, 500, 500, 1000))
            documents, rows = _counts(opened, filed)
        finally:
            opened.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return DrillReport(report.manifest, documents, rows, report.size, (*report.findings, *found))


def _counts(opened: Vault, filed: Filed) -> tuple[int, int]:
    with opened.read() as session:
        documents = {file.document_id for file in filed(session)}
        tables = session.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'meta'")
        ).scalars()
        rows = sum(
            session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608  (its own list of tables)
            for name in tables.all()
        )
    return len(documents), rows
