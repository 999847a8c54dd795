"""Thinning out a backup's folder: the latest backups stay, and so does every file that one of them names."""

from collections.abc import Iterator
from pathlib import Path

from ism_desktop.vault import document_files, durable, inbox, snapshots
from ism_desktop.vault.backups import checking, manifest
from ism_desktop.vault.backups.sources import FolderSource
from ism_desktop.vault.keys import VaultKey


def prune(folder: Path, key: VaultKey, keep: int) -> int:
    """Remove all backups but the latest `keep`, and then the files that none of those names.

    While a manifest among them cannot be read, no file is removed: nobody knows what it named.

    Returns:
        How many backups were removed. Raises OSError.
    """
    listed = checking.manifests(FolderSource(folder), key)
    kept = listed.manifests[:keep]
    if not kept:
        return 0
    oldest = min(each.number for each in kept)
    numbered = {path: manifest.number_in(path.name) for path in (folder / manifest.FOLDER).iterdir()}
    gone = {number for number in numbered.values() if 0 < number < oldest}
    for path, number in numbered.items():
        if number in gone:
            durable.remove(path)
    if gone:
        # The lists first, and on the disk: a list must never stand whose files are being removed.
        durable.sync_folder(folder / manifest.FOLDER)
    readable = {each.number for each in kept}
    if all(number in readable for number in numbered.values() if number >= oldest):
        named = {entry.path for each in kept for entry in each.entries}
        for path in list(_files(folder)):
            if path.relative_to(folder).as_posix() not in named:
                durable.remove(path)
    return len(gone)


def _files(folder: Path) -> Iterator[Path]:
    """The files that a backup of ours may have put there; others are none of our business."""
    for path in (folder / document_files.FOLDER).glob(f"??/*{document_files.ENDING}"):
        if manifest.document_id(path.relative_to(folder).as_posix()) is not None:
            yield path
    for path in (folder / inbox.FOLDER).glob(f"*{inbox.ENDING}"):
        if manifest.document_id(path.relative_to(folder).as_posix()) is not None:
            yield path
    for path in (folder / snapshots.FOLDER).iterdir():
        if manifest.is_snapshot(f"{snapshots.FOLDER}/{path.name}"):
            yield path
