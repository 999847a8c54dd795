"""Reading a backup, whether it is a folder or a tar of one or more volumes: which files it has, and their bytes."""

import contextlib
import re
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, Protocol

from ism_desktop.errors import BackupMissing
from ism_desktop.language import in_use, tr
from ism_desktop.vault import creating, flaws, header, header_files, recognising, snapshots
from ism_desktop.vault.backups import manifest, places, volumes
from ism_desktop.vault.backups.volumes import VolumeReader
from ism_desktop.vault.header_files import HeaderFile

_BLOCK = 512
_SCANNED = 2048 * _BLOCK
_BEGINNINGS = (b"blobs/", b"inbox/", b"vault.", b"snapsh", b"manife", b"READ M")
_TAR = re.compile(r"(.+\.tar)(?:\.\d{3,})?")
_OTHER_MEMBER = re.compile(r"vault\.hdr(\.bak)?|snapshots/[\w-]+\.(db|hdr)|manifests/[\w-]+\.manifest(\.bak)?")


class Source(Protocol):
    """One place with backups of one vault."""

    @property
    def place(self) -> Path:
        """The folder or the first file, for people."""
        ...

    def manifest_files(self) -> list[str]:
        """The paths of all manifests and their twins, the latest backup first."""
        ...

    def header_names(self) -> list[str]:
        """The paths of all copies of the key header."""
        ...

    def open(self, path: str, size: int | None = None) -> "BufferedReader[Any]":
        """A file of the backup; in a tar no further than `size`. Raises OSError."""
        ...

    def where(self, path: str) -> str:
        """The file to name to people when this one is damaged."""
        ...


def read(source: Source, path: str, largest: int) -> bytes:
    """A small file of a backup as a whole. Raises OSError."""
    with source.open(path) as file:
        return file.read(largest)


def _latest_first(paths: list[str]) -> list[str]:
    return sorted(paths, key=lambda path: (-manifest.number_in(path.rpartition("/")[2]), path))


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A backup in a folder: the same tree as a vault, with manifests."""

    place: Path

    def manifest_files(self) -> list[str]:
        """See `Source`."""
        found = [path.name for path in (self.place / manifest.FOLDER).glob("*.manifest*")]
        return _latest_first([f"{manifest.FOLDER}/{name}" for name in found if manifest.number_in(name)])

    def header_names(self) -> list[str]:
        """See `Source`."""
        return [header_files.MAIN, header_files.TWIN] + [
            f"{snapshots.FOLDER}/{path.name}" for path in sorted((self.place / snapshots.FOLDER).glob("*.hdr"))
        ]

    def open(self, path: str, size: int | None = None) -> "BufferedReader[Any]":  # noqa: ARG002  (a file ends by itself)
        """See `Source`."""
        return (self.place / path).open("rb")

    def where(self, path: str) -> str:
        """See `Source`."""
        return path


class TarSource:
    """A backup in a tar, read by its blocks and not by `tarfile`.

    `tarfile` takes a member's header with one flipped bit for the end of the archive. Here the content is vouched for by the manifest, so
    all that is wanted of a member's header is the name; where one is broken, or a volume is missing, reading goes on at the next.
    """

    def __init__(self, files: list[Path | None]) -> None:
        self.place = next(path for path in files if path is not None)
        self._volumes = VolumeReader(files)
        self._volumes.forget_cached()
        self._members: dict[str, tuple[int, int]] = {}
        offset: int | None = 0
        while offset is not None and offset < self._volumes.size:
            offset = self._take_member(offset)

    def _take_member(self, offset: int) -> int | None:
        try:
            block = self._volumes.read_at(offset, _BLOCK)
        except OSError:
            return self._next_header(self._volumes.end_of_gap(offset))
        name = _member_name(block)
        if name is None:
            return self._next_header(offset + _BLOCK)
        size = _octal(block[124:136])
        if size is not None and recognising.tar_sum_is_right(block):
            self._members.setdefault(name, (offset + _BLOCK, size))
            return offset + _BLOCK + -(-size // _BLOCK) * _BLOCK
        following = self._next_header(offset + _BLOCK)
        end = self._volumes.size if following is None else following
        self._members.setdefault(name, (offset + _BLOCK, self._length_without_padding(name, offset + _BLOCK, end)))
        return following

    def _length_without_padding(self, name: str, start: int, end: int) -> int:
        """How long a member may be whose stated length cannot be trusted; the manifest knows it of all but these texts."""
        if not name.endswith((".hdr", header_files.TWIN, manifest.ENDING, manifest.TWIN_ENDING)):
            return end - start
        with contextlib.suppress(OSError):
            return len(self._volumes.read_at(start, end - start).rstrip(b"\0"))
        return 0

    def _next_header(self, offset: int) -> int | None:
        offset = -(-offset // _BLOCK) * _BLOCK
        while offset < self._volumes.size:
            try:
                piece = self._volumes.read_at(offset, _SCANNED)
            except OSError:
                beyond = self._volumes.end_of_gap(offset)
                offset = -(-max(beyond, offset + _BLOCK) // _BLOCK) * _BLOCK
                continue
            for start in range(0, len(piece), _BLOCK):
                if piece.startswith(_BEGINNINGS, start) and _member_name(piece[start : start + _BLOCK]):
                    return offset + start
            offset += len(piece) or _BLOCK
        return None

    def manifest_files(self) -> list[str]:
        """See `Source`."""
        return _latest_first([name for name in self._members if name.startswith(f"{manifest.FOLDER}/")])

    def header_names(self) -> list[str]:
        """See `Source`."""
        return [name for name in self._members if name.endswith(".hdr") or name == header_files.TWIN]

    def open(self, path: str, size: int | None = None) -> "BufferedReader[Any]":
        """See `Source`."""
        if path not in self._members:
            raise FileNotFoundError(path)
        offset, stated = self._members[path]
        return self._volumes.part(offset, stated if size is None else size)

    def where(self, path: str) -> str:
        """See `Source`."""
        return f"{self.place.name}: {path}"


def _member_name(block: bytes) -> str | None:
    name = block[:100].split(b"\0", 1)[0].decode("ascii", "replace").removeprefix("./")
    known = manifest.document_id(name) or _OTHER_MEMBER.fullmatch(name) or name == creating.READ_ME_FILE
    return name if known else None


def _octal(field: bytes) -> int | None:
    text = field.strip(b" \0")
    return int(text, 8) if re.fullmatch(rb"[0-7]{1,12}", text) else None


# Finding ------------------------------------------------------------------------------------------------------------------


def find(place: Path) -> Source:
    """The backup in this place: a folder with a backup, a folder that holds one, or the file of a tar.

    Raises:
        BackupMissing: there is none, or backups of several vaults, of which one must be chosen.
    """
    recognising.require_reachable(place, BackupMissing)
    try:
        if place.is_file():
            if not recognising.is_backup_file(place):
                raise recognising.no_backup(place)
            return TarSource(volumes.of(place))
        if (place / manifest.FOLDER).is_dir():
            return FolderSource(place)
        found = _in_folder(place) if place.is_dir() else []
    except OSError as error:
        raise BackupMissing(
            tr("“{path}” cannot be read.", path=str(place)), tr("Check the drive and its connection, and try again.")
        ) from error
    if not found:
        raise recognising.no_backup(place)
    if len({match[1] for match, _ in found}) > 1:
        names = in_use().listed(tr("“{name}”", name=path.name) for _, path in found)
        what = tr("“{path}” contains backups of several records: {names}.", path=str(place), names=names)
        raise BackupMissing(what, tr("Choose one of them."))
    sources = [FolderSource(path) if path.is_dir() else TarSource(volumes.of(path)) for _, path in found]
    return max(sources, key=_made)


def _in_folder(place: Path) -> list[tuple[re.Match[str], Path]]:
    found: dict[str, tuple[re.Match[str], Path]] = {}
    for path in sorted(place.iterdir()):
        match = places.NAMED_FOR.fullmatch(path.name)
        if match is None:
            continue
        tar = _TAR.fullmatch(path.name)
        if tar is not None and path.is_file():
            found.setdefault(tar[1], (match, path))
        elif (path / manifest.FOLDER).is_dir():
            found[path.name] = (match, path)
    return list(found.values())


def tars_of(folder: Path, title: str) -> list[tuple[int, Path]]:
    """Every volume of the tars in a folder that are called so, with the number of its backup."""
    found: list[tuple[int, Path]] = []
    for path in folder.iterdir():
        tar = _TAR.fullmatch(path.name)
        if tar is not None and tar[1].startswith(f"{title} "):
            number = manifest.number_in(tar[1].removeprefix(f"{title} ").removesuffix(".tar"))
            if number:
                found.append((number, path))
    return found


def _made(source: Source) -> tuple[str, int]:
    """When the latest backup in a place was made, and its number there."""
    for path in source.manifest_files():
        with contextlib.suppress(OSError, manifest.ManifestDamaged, manifest.ManifestTooNew):
            latest = manifest.parse(read(source, path, manifest.LARGEST)).manifest
            return latest.made, latest.number
    return "", 0


# What stands in it --------------------------------------------------------------------------------------------------------


def headers(source: Source) -> list[HeaderFile]:
    """Every copy of the key header, sound or not."""
    found: list[HeaderFile] = []
    for name in source.header_names():
        try:
            found.append(header_files.parsed(name, read(source, name, header.LARGEST + 1)))
        except FileNotFoundError:
            found.append(HeaderFile(name, None, flaws.MISSING))
        except OSError:
            found.append(HeaderFile(name, None, flaws.UNREADABLE))
    return found
