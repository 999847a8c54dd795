"""Making a backup in a folder: what is new is copied as it lies, everything is read back, and only then the list of it is written.

The backup is made from a snapshot, so the vault may be used meanwhile. Until the new manifest stands nothing of an earlier backup is
changed, and files are removed only when no manifest that is kept names them: whatever ends the work, the earlier backups are whole.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import creating, document_files, durable, header_files, inbox, snapshots
from ism_desktop.vault.backups import checking, choosing, copying, manifest, places
from ism_desktop.vault.backups.checking import Bytes
from ism_desktop.vault.backups.copying import Copying
from ism_desktop.vault.backups.manifest import Entry, Manifest
from ism_desktop.vault.backups.pruning import prune
from ism_desktop.vault.backups.sources import FolderSource
from ism_desktop.vault.integrity.filed_rows import Filed
from ism_desktop.vault.integrity.findings import Finding
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.vault import Vault

KEEP = 10


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that was made and read back.

    `paths` is its folder, or the files of its tar. `findings` names documents that are damaged in the vault, and files that had
    rotted in the backup and were written again. `removed` counts the older backups that gave way.
    """

    paths: tuple[Path, ...]
    manifest: Manifest
    copied: int
    copied_bytes: int
    findings: tuple[Finding, ...]
    removed: int
    same_disk: bool

    @property
    def size(self) -> int:
        """The bytes of everything that the backup consists of."""
        return sum(entry.size for entry in self.manifest.entries)


def back_up(
    vault: Vault, target: Path, filed: Filed, progress: Progress = no_progress, *, keep: int = KEEP
) -> BackupReport:
    """Bring the backup in a folder up to the present state of an open vault.

    Args:
        vault: open, and writable for its own snapshot.
        target: a folder; if other things lie in it, the backup gets a folder of its own there.
        filed: the files that the records name, asked of the snapshot.
        progress: counts the bytes copied and read back.
        keep: how many backups stay in this place, this one included.

    Raises:
        CannotBackUp: the place does not do, is full, or gives back other bytes than were written.
        VaultDamaged: the records are damaged, so there is nothing to back up. VaultNotWritable, VaultClosed, VaultTooNew.
        Cancelled: out of `progress`. After any of them every earlier backup is as it was.
    """
    if keep < 1:
        raise ValueError("at least the backup itself is kept")
    folder = places.folder_for(vault.path, vault.vault_id, target.absolute())
    key = vault.open_key()
    listed = checking.manifests(FolderSource(folder), key)
    chosen = choosing.choose(vault, filed)
    work = Copying(vault, folder, chosen, _by_path(listed.manifests))
    planned = work.plan()
    needed = copying.room_for(planned)
    places.require_room(folder, needed)
    with places.failures(folder, needed):
        _furnish(folder, vault.header)
        ahead = sum(file.size if file.there else 2 * file.size for file in planned)
        counted = Bytes(progress, ahead, tr("Copying what is new"))
        entries = work.copy(counted)
        counted.what = tr("Verifying the backup")
        snapshot, header, *documents = work.read_back(entries)
        made = Manifest(
            vault.vault_id,
            _next_number(folder),
            snapshots.generation_of(chosen.snapshot),
            datetime.now(UTC).isoformat(timespec="seconds"),
            snapshot,
            header,
            tuple(documents),
        )
        header_files.write(folder, vault.header)
        _write(folder, made, key)
    removed = 0
    # The backup stands; what could not be thinned out now is thinned out the next time.
    with contextlib.suppress(OSError):
        removed = prune(folder, key, keep)
    findings = (*listed.findings, *work.findings)
    return BackupReport(
        (folder,), made, work.copied, work.copied_bytes, findings, removed, same_disk(folder, vault.path)
    )


def same_disk(one: Path, other: Path) -> bool:
    """Whether both paths lie on one disk, or one part of a disk, and would be lost together."""
    return one.stat().st_dev == other.stat().st_dev


def _furnish(folder: Path, header: bytes) -> None:
    durable.make_folder(folder)
    for name in (manifest.FOLDER, snapshots.FOLDER, document_files.FOLDER):
        durable.make_folder(folder / name)
    # What an interrupted backup left; nothing else here has such a name.
    for pattern in (
        "",
        f"{manifest.FOLDER}/",
        f"{snapshots.FOLDER}/",
        f"{document_files.FOLDER}/??/",
        f"{inbox.FOLDER}/",
    ):
        for path in folder.glob(f"{pattern}*{durable.TEMPORARY}"):
            durable.remove(path)
    if places.owner(folder) is None:
        # By it an interrupted first backup is known again as this vault's.
        header_files.write(folder, header)
    if not (folder / creating.READ_ME_FILE).exists():
        durable.write_in_place(folder / creating.READ_ME_FILE, (places.READ_ME.encode(),))


def _by_path(manifests: Iterable[Manifest]) -> dict[str, Entry]:
    return {entry.path: entry for each in reversed(tuple(manifests)) for entry in each.entries}


def _next_number(folder: Path) -> int:
    """One more than the highest there, damaged manifests included."""
    return 1 + max((manifest.number_in(path.name) for path in (folder / manifest.FOLDER).iterdir()), default=0)


def _write(folder: Path, made: Manifest, key: VaultKey) -> None:
    packed = made.pack(key)
    for ending in (manifest.TWIN_ENDING, manifest.ENDING):
        path = folder / manifest.FOLDER / f"{made.name}{ending}"
        durable.write_in_place(path, (packed,))
        with path.open("rb") as file:
            durable.forget_cached(file.fileno())
            if file.read() != packed:
                raise copying.unreliable_disk(folder)
