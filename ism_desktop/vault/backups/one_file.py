"""Making a backup as one file: an uncompressed tar of the same tree, cut into volumes that every stick can hold.

Tar and not zip, because a tar that was cut off still yields all that precedes the cut: so the key header, the records and the manifest
come first, then the documents. At the very end the manifest stands once more (docs/security-design.md, Snapshots and backups).
"""

import contextlib
import io
import tarfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from ism_desktop.errors import CannotBackUp
from ism_desktop.language import tr, tr_lazy
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import creating, durable, header_files, snapshots
from ism_desktop.vault.backups import checking, choosing, copying, manifest, places, sources
from ism_desktop.vault.backups.checking import Bytes
from ism_desktop.vault.backups.choosing import Chosen, SourceFailed
from ism_desktop.vault.backups.making import BackupReport, same_disk
from ism_desktop.vault.backups.manifest import Entry, Manifest
from ism_desktop.vault.backups.sources import TarSource
from ism_desktop.vault.backups.volumes import LARGEST_VOLUME, VolumeWriter
from ism_desktop.vault.integrity.filed_rows import Filed
from ism_desktop.vault.integrity.findings import Finding
from ism_desktop.vault.message import message
from ism_desktop.vault.tally import Tally
from ism_desktop.vault.vault import Vault

_PIECE = 1024 * 1024


def back_up_to_one_file(
    vault: Vault,
    target: Path,
    filed: Filed,
    progress: Progress = no_progress,
    *,
    keep: int | None = None,
    largest_volume: int = LARGEST_VOLUME,
) -> BackupReport:
    """Write the whole vault into a new tar in a folder, and read it back.

    Args:
        vault: open, and writable for its own snapshot.
        target: a folder; what lies in it is left alone.
        filed: the files that the records name, asked of the snapshot.
        progress: counts the bytes read, written and read back.
        keep: if given, older tars of this vault in the folder are removed beyond so many, this one included.
        largest_volume: where to cut.

    Raises:
        CannotBackUp, VaultDamaged, VaultNotWritable, VaultClosed; Cancelled out of `progress`. Then nothing is left of it.
    """
    if keep is not None and keep < 1:
        raise ValueError("at least the backup itself is kept")
    folder = target.absolute()
    places.require_apart(vault.path, folder)
    chosen = choosing.choose(vault, filed)
    work = _Listing(vault, chosen)
    sizes = work.sizes()
    needed = places.room_for(len(sizes) + 6, sum(sizes) + 2 * 140 * (len(sizes) + 4))
    with places.failures(folder):
        if not folder.exists():
            folder.mkdir(mode=0o700)
    places.require_room(folder, needed)
    counted = Bytes(progress, 3 * sum(sizes), tr("Reading your record"))
    entries = work.entries(counted)
    with places.failures(folder, needed):
        snapshot, header, *documents = entries
        made = Manifest(
            vault.vault_id,
            1 + max((number for number, _ in _tars(folder, vault.vault_id)), default=0),
            snapshots.generation_of(chosen.snapshot),
            datetime.now(UTC).isoformat(timespec="seconds"),
            snapshot,
            header,
            tuple(documents),
        )
        paths = _write(vault, chosen, folder, made, counted, largest_volume)
        removed = 0 if keep is None else _prune(folder, vault.vault_id, keep)
    size = sum(path.stat().st_size for path in paths)
    return BackupReport(
        tuple(paths), made, len(entries), size, tuple(work.findings), removed, same_disk(folder, vault.path)
    )


class _Listing:
    """The first reading: the digest of every file must be known before the first is written, because the manifest stands before them."""

    def __init__(self, vault: Vault, chosen: Chosen) -> None:
        self._vault = vault
        self._chosen = chosen
        self.findings: list[Finding] = []

    def sizes(self) -> list[int]:
        """The size of every file."""
        paths = [self._chosen.snapshot, self._chosen.snapshot.with_suffix(".hdr")]
        paths += [choosing.path_of(self._vault, file_id) for file_id in self._chosen.file_ids]
        sizes: list[int] = []
        for path in paths:
            with contextlib.suppress(OSError):  # a missing document is found, and named, when it is read
                sizes.append(path.stat().st_size)
        return sizes

    def entries(self, counted: Bytes) -> list[Entry]:
        """The entry of every file that is sound; of documents that are not, a finding."""
        records = (self._chosen.snapshot, self._chosen.snapshot.with_suffix(".hdr"))
        entries = [_entry(f"{snapshots.FOLDER}/{path.name}", copying.pieces(path), counted) for path in records]
        for file_id in self._chosen.file_ids:
            self._vault.open_key()
            try:
                entries.append(_entry(choosing.place(file_id), choosing.sealed(self._vault, file_id), counted))
            except SourceFailed as failed:
                self.findings.append(choosing.not_copied(self._chosen, file_id, failed.flaw))
        return entries


def _entry(path: str, content: Iterable[bytes], counted: Callable[[int], None]) -> Entry:
    tally = Tally.of(content, counted)
    return Entry(tally.sha256, tally.size, path)


def _write(
    vault: Vault, chosen: Chosen, folder: Path, made: Manifest, counted: Bytes, largest_volume: int
) -> list[Path]:
    packed = made.pack(vault.open_key())
    before = [(header_files.MAIN, vault.header), (creating.READ_ME_FILE, places.READ_ME.encode())]
    listed = f"{manifest.FOLDER}/{made.name}"
    total = _tar_size([
        *(len(content) for _, content in before), *(entry.size for entry in made.entries), len(packed), len(packed)
    ])  # fmt: skip
    name = f"{places.title(vault.vault_id)} {made.name}.tar"
    for left in folder.glob(f"{places.title(vault.vault_id)} *{durable.TEMPORARY}"):
        durable.remove(left)
    writer = VolumeWriter(folder, name, total, largest_volume)
    try:
        counted.what = tr("Writing the backup")
        with _tar_into(writer) as tar:
            for path, content in before:
                _add(tar, path, len(content), made, io.BytesIO(content))
            for entry in (made.header, made.snapshot):
                source = chosen.snapshot.with_suffix(Path(entry.path).suffix)
                _add(tar, entry.path, entry.size, made, _Passing(copying.pieces(source), counted))
            _add(tar, listed + manifest.ENDING, len(packed), made, io.BytesIO(packed))
            for entry in made.documents:
                vault.open_key()
                content = choosing.sealed(vault, manifest.document_id(entry.path) or "")
                _add(tar, entry.path, entry.size, made, _Passing(content, counted))
            _add(tar, listed + manifest.TWIN_ENDING, len(packed), made, io.BytesIO(packed))
        written = writer.close()
        counted.what = tr("Verifying the backup")
        _read_back(written, made, packed, folder, counted)
        return writer.keep()
    except SourceFailed as failed:
        raise CannotBackUp(
            message(
                tr_lazy("A document could be read at first, but not a moment later. {flaw}"),
                flaw=failed.flaw.with_values(file=failed.file),
            ),
            message(tr_lazy("Check the drive, and try again.")),
        ) from failed
    finally:
        writer.discard()


def _tar_into(writer: VolumeWriter) -> tarfile.TarFile:
    # All that is asked of a file to write a tar into is `write` and `tell`.
    file = cast("Any", writer)
    return tarfile.TarFile(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT, copybufsize=_PIECE)


def _read_back(written: list[Path], made: Manifest, packed: bytes, folder: Path, counted: Bytes) -> None:
    source = TarSource(list(written))
    with source.open(f"{manifest.FOLDER}/{made.name}{manifest.ENDING}") as file:
        sound = file.read() == packed
    if not sound or any(checking.fault_of(source, entry, counted) for entry in made.entries):
        raise copying.unreliable_disk(folder)


def _add(tar: tarfile.TarFile, path: str, size: int, made: Manifest, content: "io.BytesIO | _Passing") -> None:
    member = tarfile.TarInfo(path)
    member.size = size
    member.mode = 0o600
    member.mtime = int(datetime.fromisoformat(made.made).timestamp())
    tar.addfile(member, content)  # pyright: ignore[reportArgumentType]


class _Passing:
    """What `tarfile` reads a member from: pieces of any size, handed out as it asks for them, and counted."""

    def __init__(self, content: Iterator[bytes], counted: Callable[[int], None]) -> None:
        self._content = content
        self._counted = counted
        self._waiting = bytearray()

    def read(self, wanted: int) -> bytes:
        """So many bytes, or fewer at the end."""
        while len(self._waiting) < wanted:
            piece = next(self._content, b"")
            if not piece:
                break
            self._waiting += piece
        given = bytes(self._waiting[:wanted])
        del self._waiting[:wanted]
        self._counted(len(given))
        return given


def _tar_size(sizes: Iterable[int]) -> int:
    blocks = sum(1 + -(-size // tarfile.BLOCKSIZE) for size in sizes) + 2
    return -(-blocks * tarfile.BLOCKSIZE // tarfile.RECORDSIZE) * tarfile.RECORDSIZE


def _tars(folder: Path, vault_id: str) -> list[tuple[int, Path]]:
    """The tars of this vault in a folder, every volume, with the number of the backup."""
    return sources.tars_of(folder, places.title(vault_id))


def _prune(folder: Path, vault_id: str, keep: int) -> int:
    tars = _tars(folder, vault_id)
    gone = sorted({number for number, _ in tars}, reverse=True)[keep:]
    for number, path in sorted(tars):
        if number in gone:
            durable.remove(path)
    return len(gone)
