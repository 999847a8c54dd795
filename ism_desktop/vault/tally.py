"""The size and the SHA-256 of bytes on their way from one place to another."""

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Self

_PIECE = 1024 * 1024


def _ignored(_length: int) -> None:
    pass


class Tally:
    """Counts what passes. `counted` is told the length of each piece, and may end the work by raising Cancelled."""

    def __init__(self, counted: Callable[[int], object] = _ignored) -> None:
        self.size = 0
        self._digest = hashlib.sha256()
        self._counted = counted

    @classmethod
    def of(cls, content: Iterable[bytes], counted: Callable[[int], object] = _ignored) -> Self:
        """The tally of bytes that go nowhere else."""
        made = cls(counted)
        for _ in made.passing(content):
            pass
        return made

    def passing(self, content: Iterable[bytes]) -> Iterator[bytes]:
        """Give every piece on, counted."""
        for piece in content:
            self._digest.update(piece)
            self.size += len(piece)
            self._counted(len(piece))
            yield piece

    @property
    def sha256(self) -> str:
        """The digest of all that passed so far, in hex."""
        return self._digest.hexdigest()


def of_written(file: BinaryIO) -> Tally:
    """The tally of all that stands in a file still open: what lies at its name afterwards may be a pipe. Raises OSError."""
    file.seek(0)
    return Tally.of(pieces_of(file))


def pieces_of(file: BinaryIO | io.RawIOBase) -> Iterator[bytes]:
    """What is left in an open file, a megabyte at a time. Raises OSError."""
    while piece := file.read(_PIECE):
        yield piece


def cut(content: bytes) -> Iterator[bytes]:
    """Bytes in memory, a megabyte at a time, so that long work can say how far it is."""
    return (content[start : start + _PIECE] for start in range(0, len(content), _PIECE))
