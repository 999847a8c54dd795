"""The words of a page put straight and into lines, and the words of a line into cells where the gaps between them are wide."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ism_desktop.documents.report_rows.straightening import Lie, lie_of
from ism_desktop.documents.report_rows.values import Box
from ism_desktop.worker import Word

_RULES = re.compile(r"[|_¦~=.·…]+|[-—–_]{2,}")  # what a ruled line or a row of dots is read as
_WIDE_GAP = 0.95  # of the size of the writing
_SAME_LINE = 0.5  # of the height of a line
_BETWEEN = 0.3  # beyond this a word may belong to the next line


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a straightened page: its edges, the middle of its height, and whether it lies between two lines."""

    text: str
    x0: float
    x1: float
    y: float
    confidence: int
    box: Box
    is_between: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Words beside each other, from the left."""

    pieces: tuple[Piece, ...]

    @property
    def y(self) -> float:
        """Its height on the straightened page."""
        return median(piece.y for piece in self.pieces)

    def within(self, left: float, right: float) -> "Line":
        """Only what lies between these edges."""
        return Line(tuple(piece for piece in self.pieces if left <= (piece.x0 + piece.x1) / 2 < right))

    def cells(self, size: float) -> list[tuple[Piece, ...]]:
        """Words that stand close to each other, together."""
        cells: list[list[Piece]] = []
        for piece in self.pieces:
            if cells and piece.x0 - cells[-1][-1].x1 <= _WIDE_GAP * size:
                cells[-1].append(piece)
            else:
                cells.append([piece])
        return [tuple(cell) for cell in cells]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a page from the top; `size` is that of its writing, `was_read` that it was read from a picture."""

    number: int
    lines: tuple[Line, ...]
    size: float
    was_read: bool
    by_another: bool


def words_of(words: Sequence[Word]) -> list[Word]:
    """The words without ruled lines, and without what stands upright at the edge of a page."""
    kept = [
        word for word in words if word.x1 > word.x0 and word.y1 > word.y0 and not _RULES.fullmatch(word.text.strip())
    ]
    return [word for word in kept if len(word.text) < 3 or (word.y1 - word.y0) < 1.8 * (word.x1 - word.x0)]


def size_of(words: Sequence[Word]) -> float:
    """The size of the writing: twice the usual width of a letter."""
    widths = [(word.x1 - word.x0) / len(word.text) for word in words if len(word.text) > 2]
    return 2 * median(widths) if widths else 10.0


def lines_of(words: Sequence[Word], *, was_read: bool) -> tuple[Line, ...]:
    """The lines of a page, put straight. A page that was read from a picture may have been seen aslant."""
    kept = words_of(words)
    if not kept:
        return ()
    lie = lie_of(kept, size_of(kept), was_read=was_read)
    high = median(word.y1 - word.y0 for word in kept)
    pieces = [_piece(word, lie) for word in kept]
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: each.x0):
        _put(piece, rows, high)
    lines = [Line(tuple(row)) for row in rows]
    return tuple(sorted(lines, key=lambda line: line.y))


def _piece(word: Word, lie: Lie) -> Piece:
    middle = (word.y0 + word.y1) / 2
    left, _ = lie.straight(word.x0, middle)
    right, _ = lie.straight(word.x1, middle)
    _, y = lie.straight((word.x0 + word.x1) / 2, middle)
    text = word.text.strip().strip("|¦")
    return Piece(text, left, right, y, word.confidence, (word.x0, word.y0, word.x1, word.y1))


def _put(piece: Piece, rows: list[list[Piece]], high: float) -> None:
    """Put a word at the end of the line that goes on at its height, else begin a new one."""
    if not piece.text:
        return
    near = sorted((abs(_end(row) - piece.y), number) for number, row in enumerate(rows))
    if not near or near[0][0] > _SAME_LINE * high:
        rows.append([piece])
        return
    distance, number = near[0]
    if distance > _BETWEEN * high and len(near) > 1 and near[1][0] < 1.2 * high:
        piece = Piece(piece.text, piece.x0, piece.x1, piece.y, piece.confidence, piece.box, is_between=True)
    rows[number].append(piece)


def _end(row: Sequence[Piece]) -> float:
    """The height at which a line goes on: that of its last words, for paper is rarely flat."""
    last = row[-3:]
    return sum(piece.y for piece in last) / len(last)
