"""Repairing damaged documents from backups in reach: the same file, as the backup's list vouches for it and the vault's own key confirms.

The damaged file is kept in the vault's trash for thirty days.
"""

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import document_files, durable
from ism_desktop.vault.backups import checking, sources
from ism_desktop.vault.backups.manifest import Entry
from ism_desktop.vault.backups.sources import Source
from ism_desktop.vault.document_files import read_only_here
from ism_desktop.vault.integrity import messages
from ism_desktop.vault.sealed import SealBroken
from ism_desktop.vault.tally import Tally, pieces_of
from ism_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Repair:
    """How one file fared: `source` is the backup that it was brought back from, none if it was found in no backup."""

    file_id: str
    source: Path | None
    was_sound: bool = False


def repair(
    vault: Vault, file_ids: Iterable[str], backups: Sequence[Path], progress: Progress = no_progress
) -> list[Repair]:
    """Replace each of these files that is damaged or missing by its copy in one of the backups.

    Args:
        vault: open and writable.
        file_ids: the documents' files, as findings name them.
        backups: places where backups may be, the best first; one that is not there is passed over.
        progress: counts files.

    Raises:
        VaultNotWritable, VaultClosed; Cancelled out of `progress`: what was repaired before stays.
    """
    if vault.read_only:
        raise read_only_here(vault.path)
    wanted = list(dict.fromkeys(file_ids))
    shelves = list(_shelves(vault, backups))
    done: list[Repair] = []
    for number, file_id in enumerate(wanted):
        progress(number, len(wanted), tr("Repairing documents"))
        vault.open_key()
        if _is_sound(vault, vault.files.path_of(file_id), file_id):
            done.append(Repair(file_id, None, was_sound=True))
            continue
        done.append(Repair(file_id, _from_any(vault, file_id, shelves)))
    progress(len(wanted), len(wanted), tr("Repairing documents"))
    return done


def _shelves(vault: Vault, backups: Sequence[Path]) -> Iterator[tuple[Source, dict[str, Entry]]]:
    for place in backups:
        # A backup that is damaged, of another vault, or on a drive that is not there, is no reason not to try the next.
        with contextlib.suppress(IsmError, OSError):
            source = sources.find(place)
            listed = checking.manifests(source, vault.open_key())
            yield source, {entry.path: entry for each in reversed(listed.manifests) for entry in each.documents}


def _is_sound(vault: Vault, path: Path, file_id: str) -> bool:
    try:
        examined = vault.files.examine(path, _uncounted, file_id=file_id)
    except (OSError, SealBroken):
        return False
    return (examined.front["size"], examined.front["sha256"]) == (examined.size, examined.sha256)


def _from_any(vault: Vault, file_id: str, shelves: Sequence[tuple[Source, dict[str, Entry]]]) -> Path | None:
    for source, entries in shelves:
        entry = entries.get(messages.place(file_id))
        if entry is not None and _brought_back(vault, file_id, source, entry):
            return source.place
    return None


def _brought_back(vault: Vault, file_id: str, source: Source, entry: Entry) -> bool:
    path = vault.files.path_of(file_id)
    copy = path.with_name(f"{path.name}.{secrets.token_hex(4)}{durable.TEMPORARY}")
    with durable.named_failures(vault.path):
        durable.make_folder(path.parent)
        try:
            if not _fetched(source, entry, copy) or not _is_sound(vault, copy, file_id):
                return False
            _put_aside(vault, path)
            durable.replace(copy, path)
        finally:
            durable.remove(copy)
    return True


def _fetched(source: Source, entry: Entry, copy: Path) -> bool:
    tally = Tally()

    def passing() -> Iterator[bytes]:
        with contextlib.suppress(OSError), source.open(entry.path, entry.size) as file:
            yield from tally.passing(pieces_of(file))

    durable.write_new(copy, passing())
    return tally.sha256 == entry.sha256


def _put_aside(vault: Vault, path: Path) -> None:
    """Keep what is damaged, for whoever can make more of it; the trash counts its thirty days from now."""
    if path.exists():
        kept = vault.path / document_files.TRASH / f"{path.stem}.damaged-{secrets.token_hex(4)}{path.suffix}"
        os.utime(path)
        durable.make_folder(kept.parent)
        durable.replace(path, kept)


def _uncounted(_length: int) -> None:
    """Nobody waits for one file."""
