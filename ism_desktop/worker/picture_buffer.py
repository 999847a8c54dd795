"""Memory read as a file, without a copy of it."""

import io
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Pieces(io.RawIOBase):
    """Pieces of memory read as one file."""

    def __init__(self, pieces: Sequence[bytes | memoryview]) -> None:
        self._pieces = [memoryview(piece) for piece in pieces]
        self._ends = [*accumulate(len(piece) for piece in self._pieces)]
        self._place = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._ends[-1]}[whence]
        self._place = max(0, start + offset)
        return self._place

    def tell(self) -> int:
        """The place where reading goes on."""
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what is left of the piece, or as much as there is room."""
        number = bisect_right(self._ends, self._place)
        if number == len(self._pieces):
            return 0
        piece = self._pieces[number]
        start = self._place - (self._ends[number] - len(piece))
        part = piece[start : start + len(buffer)]
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)


class Whole(io.BufferedReader):
    """One piece of memory read as a file, given whole too: Pillow's TIFF decoder would otherwise copy it for each page."""

    def __init__(self, whole: memoryview) -> None:
        super().__init__(Pieces([whole]))
        self._whole = whole

    def getvalue(self) -> memoryview:
        """All of it."""
        return self._whole
