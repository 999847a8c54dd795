"""One long stream of bytes over several files, none so large that a FAT32 stick would refuse it."""

import contextlib
import errno
import io
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

from ism_desktop.vault import durable

LARGEST_VOLUME = 2**31 - 1

_NUMBERED = re.compile(r"(.+\.tar)\.(\d{3,})")


class VolumeWriter:
    """Writes a stream whose length is known beforehand: to `name.tar`, or to `name.tar.001` and so on when it needs several.

    The files stand under temporary names until `keep`; `discard` removes them.
    """

    def __init__(self, folder: Path, name: str, total: int, largest: int = LARGEST_VOLUME) -> None:
        self._folder = folder
        self._largest = largest
        count = max(1, -(-total // largest))
        names = [name] if count == 1 else [f"{name}.{number:03d}" for number in range(1, count + 1)]
        self._targets = [folder / volume for volume in names]
        self._temporary = [
            path.with_name(f"{path.name}.{secrets.token_hex(4)}{durable.TEMPORARY}") for path in self._targets
        ]
        self._descriptor: int | None = None
        self._written = 0
        self._done = 0

    def write(self, piece: bytes) -> int:
        """Take the next bytes of the stream."""
        view = memoryview(piece)
        while view:
            if self._descriptor is None:
                flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
                self._descriptor = os.open(self._temporary[self._done], flags, 0o600)
            length = os.write(self._descriptor, view[: self._largest - self._written])
            view = view[length:]
            self._written += length
            if self._written == self._largest and self._done + 1 < len(self._targets):
                self._finish()
        return len(piece)

    def tell(self) -> int:
        """How long the stream is by now."""
        return self._done * self._largest + self._written

    def _finish(self) -> None:
        if self._descriptor is not None:
            durable.sync_descriptor(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = None
            self._done += 1
            self._written = 0

    def close(self) -> list[Path]:
        """Sync the last file. Returns the files, still under their temporary names, to be read back."""
        self._finish()
        return self._temporary[: self._done]

    def keep(self) -> list[Path]:
        """Give the files their names, the first one last: where it stands, all others do."""
        kept = list(zip(self._temporary, self._targets, strict=True))[: self._done]
        for temporary, target in reversed(kept):
            durable.replace_unsynced(temporary, target)
            durable.sync_folder(self._folder)
        return [target for _, target in kept]

    def discard(self) -> None:
        """Remove what was written and did not get its name."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        for path in self._temporary:
            with contextlib.suppress(OSError):
                durable.remove(path)


def of(path: Path) -> list[Path | None]:
    """The volumes that one file belongs to, in order; None for one that is missing before the last that is there."""
    match = _NUMBERED.fullmatch(path.name)
    if match is None:
        return [path]
    there: dict[int, Path] = {}
    for other in path.parent.iterdir():
        found = _NUMBERED.fullmatch(other.name)
        if found is not None and found[1] == match[1]:
            there[int(found[2])] = other
    return [there.get(number) for number in range(1, max(there) + 1)]


class VolumeReader:
    """Reads anywhere in the stream. What lies in a missing volume cannot be read, and what follows it can."""

    def __init__(self, volumes: list[Path | None]) -> None:
        full = max(path.stat().st_size for path in volumes if path is not None)
        self._spans: list[tuple[int, int, Path | None]] = []
        end = 0
        for path in volumes:
            length = full if path is None else path.stat().st_size
            self._spans.append((end, end + length, path))
            end += length
        self.size = end

    def forget_cached(self) -> None:
        """Let what is read next come from the disk itself."""
        for _, _, path in self._spans:
            if path is not None:
                with path.open("rb") as file:
                    durable.forget_cached(file.fileno())

    def read_at(self, offset: int, length: int) -> bytes:
        """The bytes from here on, fewer before a missing volume and at the end of the stream. Raises OSError in a missing volume."""
        pieces: list[bytes] = []
        for start, end, path in self._spans:
            if length <= 0 or offset >= end:
                continue
            if path is None:
                if not pieces:
                    raise FileNotFoundError(errno.ENOENT, "a volume of the backup is missing")
                break
            wanted = min(length, end - offset)
            with path.open("rb", buffering=0) as file:
                file.seek(offset - start)
                piece = _exactly(file.read, wanted)
            pieces.append(piece)
            if len(piece) < wanted:
                break
            offset += wanted
            length -= wanted
        return b"".join(pieces)

    def end_of_gap(self, offset: int) -> int:
        """Where the missing volume at this place ends; the place itself if none is missing there."""
        for start, end, path in self._spans:
            if path is None and start <= offset < end:
                return end
        return offset

    def part(self, offset: int, length: int) -> io.BufferedReader:
        """A file in the stream, to be read from its beginning."""
        return io.BufferedReader(_Part(self, offset, length), 1024 * 1024)


def _exactly(read: Callable[[int], bytes | None], wanted: int) -> bytes:
    pieces: list[bytes] = []
    while wanted:
        piece = read(wanted)
        if not piece:
            break
        pieces.append(piece)
        wanted -= len(piece)
    return b"".join(pieces)


class _Part(io.RawIOBase):
    """Some bytes of the stream as a file."""

    def __init__(self, volumes: VolumeReader, offset: int, length: int) -> None:
        super().__init__()
        self._volumes = volumes
        self._offset = offset
        self._left = length

    def readable(self) -> bool:
        """Tell the buffer around it that it can be read."""
        return True

    def readinto(self, buffer: "memoryview[int]", /) -> int:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Read for the buffer around it."""
        piece = self._volumes.read_at(self._offset, min(len(buffer), self._left))
        buffer[: len(piece)] = piece
        self._offset += len(piece)
        self._left -= len(piece)
        return len(piece)
