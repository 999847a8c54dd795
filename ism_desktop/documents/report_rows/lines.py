"""The words of a page put straight and into lines, and the words of a line into cells where the gaps between them are wide."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ism_desktop.documents.report_rows.values import Box
from ism_desktop.worker import Word

_RULES = re.compile(r"[|_¦~=.·…]+|[-—–_]{2,}")  # what a ruled line or a row of dots is read as
_STEEPEST = 60  # of the slopes that are tried, in thousandths, to either side
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


def lines_of(words: Sequence[Word]) -> tuple[Line, ...]:
    """The lines of a page, put straight."""
    kept = words_of(words)
    if not kept:
        return ()
    slope = _slope(kept)
    lean = _lean(kept, slope)
    high = median(word.y1 - word.y0 for word in kept)
    pieces = [_piece(word, slope, lean) for word in kept]
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: each.x0):
        _put(piece, rows, high)
    lines = [Line(tuple(row)) for row in rows]
    return tuple(sorted(lines, key=lambda line: line.y))


def _piece(word: Word, slope: float, lean: float) -> Piece:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    aside = lean * y
    return Piece(
        word.text.strip().strip("|¦"),
        word.x0 + aside,
        word.x1 + aside,
        y - slope * x,
        word.confidence,
        (word.x0, word.y0, word.x1, word.y1),
    )


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


def _slope(words: Sequence[Word]) -> float:
    """How much the lines fall to the right, as the slope at which the words gather best in lines."""
    places = [((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2, len(word.text)) for word in words]
    return _best(places, median(word.y1 - word.y0 for word in words) / 2)


def _lean(words: Sequence[Word], slope: float) -> float:
    """How much the columns lean to the left, as the lean at which the left edges of words gather best."""
    if slope == 0:
        return 0.0
    places = [((word.y0 + word.y1) / 2, word.x0, 1) for word in words]
    return -_best(places, size_of(words) / 3)


def _best(places: Sequence[tuple[float, float, int]], step: float) -> float:
    """The slope at which the sum of squares over strips of this height is largest; none where it is not clearly better."""

    def gathered(slope: float) -> float:
        heaps: dict[int, float] = {}
        for along, across, weight in places:
            strip = math.floor((across - slope * along) / step)
            heaps[strip] = heaps.get(strip, 0.0) + weight
        return sum(
            (heaps.get(strip, 0.0) + heaps.get(strip + 1, 0.0)) ** 2 for strip in range(min(heaps) - 1, max(heaps) + 1)
        )

    tried = {thousandth / 1000: 0.0 for thousandth in range(-_STEEPEST, _STEEPEST + 1, 2)}
    for slope in tried:
        tried[slope] = gathered(slope)
    best = max(tried, key=lambda slope: (tried[slope], -abs(slope)))
    fine = max((best + offset / 2000 for offset in range(-4, 5)), key=lambda slope: (gathered(slope), -abs(slope)))
    return fine if gathered(fine) > 1.02 * tried[0.0] else 0.0
