"""Bringing the files of a backup into a folder: what is new is copied, what is there is trusted only once it was read back."""

import contextlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ism_desktop.errors import CannotBackUp, VaultDamaged
from ism_desktop.language import tr_lazy
from ism_desktop.vault import durable, flaws, snapshots
from ism_desktop.vault.backups import checking, choosing, manifest, places
from ism_desktop.vault.backups.choosing import Chosen, SourceFailed
from ism_desktop.vault.backups.manifest import Entry
from ism_desktop.vault.backups.sources import FolderSource
from ism_desktop.vault.integrity.findings import Finding
from ism_desktop.vault.message import message
from ism_desktop.vault.sealed import SealBroken
from ism_desktop.vault.tally import Tally, pieces_of
from ism_desktop.vault.vault import Vault

_LINE_BYTES = 140

Counted = Callable[[int], None]


def pieces(path: Path) -> Iterator[bytes]:
    """A file of the vault that is no document. Raises VaultDamaged."""
    try:
        with path.open("rb", buffering=0) as file:
            yield from pieces_of(file)
    except OSError as error:
        raise VaultDamaged(
            flaws.UNREADABLE.with_values(file=path.name),
            message(tr_lazy("Make the backup again; if that fails too, check the drive that your record is on.")),
        ) from error


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that the backup will have: its path there, and whether it is there already as a sound manifest says."""

    path: str
    size: int
    there: bool


class Copying:
    """The files of one backup on their way into a folder.

    Args:
        vault: the open vault.
        folder: the backup's folder, with the folders in it made.
        chosen: what belongs into the backup.
        earlier: what the sound manifests of earlier backups in this folder name, by path.
    """

    def __init__(self, vault: Vault, folder: Path, chosen: Chosen, earlier: Mapping[str, Entry]) -> None:
        self._vault = vault
        self._folder = folder
        self._chosen = chosen
        self._earlier = earlier
        self._counted: Counted = _uncounted
        self._unsynced: set[Path] = set()
        self.findings: list[Finding] = []
        self.copied = self.copied_bytes = 0

    # Before ---------------------------------------------------------------------------------------------------------------

    def plan(self) -> list[Planned]:
        """Every file of the backup."""
        planned: list[Planned] = []
        for path in (self._chosen.snapshot, self._chosen.snapshot.with_suffix(".hdr")):
            place = f"{snapshots.FOLDER}/{path.name}"
            planned.append(Planned(place, _size_of(path) or 0, self._is_there(place)))
        for file_id in self._chosen.file_ids:
            place = choosing.place(file_id)
            there = self._is_there(place)
            size = self._earlier[place].size if there else _size_of(choosing.path_of(self._vault, file_id)) or 0
            planned.append(Planned(place, size, there))
        return planned

    def _is_there(self, path: str) -> bool:
        known = self._earlier.get(path)
        return known is not None and _size_of(self._folder / path) == known.size

    # Copying --------------------------------------------------------------------------------------------------------------

    def copy(self, counted: Counted) -> list[Entry]:
        """Put every file into its place that is not there yet, the snapshot and its header first. Raises OSError of the backup's disk."""
        self._counted = counted
        entries = list(self._records())
        for file_id in self._chosen.file_ids:
            self._vault.open_key()  # locked meanwhile: the work ends here
            entry = self._document(file_id)
            if entry is not None:
                entries.append(entry)
        for folder in sorted(self._unsynced):
            durable.sync_folder(folder)
        return entries

    def _records(self) -> Iterator[Entry]:
        """The snapshot and its header, under its own name or one that is free."""
        present = {ending: Tally.of(pieces(self._source(ending))) for ending in (".db", ".hdr")}
        stem, number = self._chosen.snapshot.stem, 1
        # Another line of this vault's history, restored and gone on with, may have reached the same number in the same minute.
        while any(self._is_other(f"{snapshots.FOLDER}/{stem}{ending}", present[ending]) for ending in present):
            number += 1
            stem = f"{self._chosen.snapshot.stem}-again-{number}"
        for ending in present:
            path = f"{snapshots.FOLDER}/{stem}{ending}"
            yield self._earlier[path] if self._is_there(path) else self._put(path, pieces(self._source(ending)))

    def _is_other(self, path: str, present: Tally) -> bool:
        known = self._earlier.get(path)
        return known is not None and (known.sha256, known.size) != (present.sha256, present.size)

    def _source(self, ending: str) -> Path:
        return self._chosen.snapshot.with_suffix(ending)

    def _document(self, file_id: str) -> Entry | None:
        path = choosing.place(file_id)
        known = self._earlier.get(path)
        if known is not None and self._is_there(path):
            return known
        if known is None and not choosing.is_waiting(file_id) and _size_of(self._folder / path) is not None:
            left = self._left_behind(path)
            if left is not None:
                return left
        try:
            return self._put(path, choosing.sealed(self._vault, file_id))
        except SourceFailed as failed:
            self.findings.append(choosing.not_copied(self._chosen, file_id, failed.flaw))
            return None

    def _left_behind(self, path: str) -> Entry | None:
        """The entry for a file that an interrupted backup left, if it is whole and genuine."""
        try:
            tally = Tally.of(self._vault.files.sealed(self._folder / path))
        except (OSError, SealBroken):
            return None
        self._unsynced.add((self._folder / path).parent)
        durable.sync_file(self._folder / path)
        return Entry(tally.sha256, tally.size, path)

    def _put(self, path: str, content: Iterable[bytes]) -> Entry:
        target = self._folder / path
        if not target.parent.is_dir():
            durable.make_folder(target.parent)
        tally = Tally(self._counted)
        temporary = target.with_name(f"{target.name}.{secrets.token_hex(4)}{durable.TEMPORARY}")
        try:
            durable.write_new(temporary, tally.passing(content))
            durable.replace_unsynced(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                durable.remove(temporary)
            raise
        # The folders are synced all at once before the manifest is written: until then nothing relies on these names.
        self._unsynced.add(target.parent)
        self.copied += 1
        self.copied_bytes += tally.size
        return Entry(tally.sha256, tally.size, path)

    # Reading back ---------------------------------------------------------------------------------------------------------

    def read_back(self, entries: Iterable[Entry]) -> list[Entry]:
        """Compare every file with its digest as the disk gives it back; what had rotted is written again, once.

        Returns:
            The entries that stand: all, but for a document that is lost here and in the vault.

        Raises:
            CannotBackUp: the disk gives back other bytes than were written.
        """
        source = FolderSource(self._folder)
        standing: list[Entry] = []
        for entry in entries:
            self._vault.open_key()
            _forget_cached(self._folder / entry.path)
            if checking.fault_of(source, entry, self._counted) and not self._written_again(source, entry):
                continue
            standing.append(entry)
        return standing

    def _written_again(self, source: FolderSource, entry: Entry) -> bool:
        file_id = manifest.document_id(entry.path)
        try:
            if file_id is None:
                again = self._put(entry.path, pieces(self._source(Path(entry.path).suffix)))
            else:
                again = self._put(entry.path, choosing.sealed(self._vault, file_id))
        except SourceFailed as failed:
            finding = choosing.not_copied(self._chosen, file_id or "", failed.flaw, damaged_there=True)
            self.findings.append(finding)
            return False
        durable.sync_folder((self._folder / entry.path).parent)
        _forget_cached(self._folder / entry.path)
        if again != entry or checking.fault_of(source, entry, self._counted):
            raise unreliable_disk(self._folder)
        if self._earlier.get(entry.path) == entry:
            flaw = flaws.DAMAGED
            self.findings.append(checking.of_entry(source, entry, flaw, self._chosen.filed, rewritten=True))
        return True


def room_for(planned: Iterable[Planned]) -> int:
    """How many bytes must be free for what is to be copied, and for the lists."""
    planned = list(planned)
    new = [file.size for file in planned if not file.there]
    return places.room_for(len(new) + 2, sum(new) + 2 * _LINE_BYTES * (len(planned) + 4))


def unreliable_disk(place: Path) -> CannotBackUp:
    """The error for a disk that does not keep what it is given."""
    return CannotBackUp(
        message(
            tr_lazy("The disk that holds “{place}” returns different data from what was written to it."),
            place=str(place),
        ),
        message(
            tr_lazy(
                "Do not rely on this drive. Make the backup on another one; earlier backups here may be damaged too."
            )
        ),
    )


def _forget_cached(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        durable.forget_cached(file.fileno())


def _uncounted(_length: int) -> None:
    """Until somebody counts."""


def _size_of(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
