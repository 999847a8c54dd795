"""How a table that is typed into shares its width: first what is kept whole, then what the others say, then what is left over."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.record_kit.editors.table_cells import TableCells

_FIRST, _WHOLE, _OTHER = 90, 44, 30  # pixels at 100 % that a column has at least; with less the table scrolls sideways
_SHARES = 6, 4, 3  # of what is left over: the first column, the second, each other
_WIDE = 3  # what is kept whole has a third of the table at most before its words go to another line
_MARGINS, _PADDING, _SIGN = 12, 12, 20  # pixels around the text of a cell; at 100 % its padding and the sign of a fault
_HIGH = 10_000


@dataclass(frozen=True, slots=True)
class ColumnRoom:
    """What a column wants, in pixels: `least` it has always, `full` shows all its texts, and `share` is its part of what is left."""

    least: int
    full: int
    share: int


def shared(room: int, columns: Sequence[ColumnRoom]) -> list[int]:
    """The widths. The first column, which says what the others are about, has up to three tenths before they have what they need."""
    widths = [column.least for column in columns]

    def grow(place: int, limit: int) -> None:
        widths[place] += max(0, min(room - sum(widths), limit - widths[place]))

    grow(0, min(columns[0].full, room * 3 // 10))
    for place in [*range(1, len(columns)), 0]:
        grow(place, columns[place].full)
    spare, shares = max(0, room - sum(widths)), sum(column.share for column in columns)
    widths = [width + spare * column.share // shares for width, column in zip(widths, columns, strict=True)]
    widths[0] += max(0, room - sum(widths))
    return widths


class CellSizes:
    """The sizes that the texts of a table need, in letters of these measures."""

    def __init__(self, cells: TableCells, metrics: QFontMetrics) -> None:
        self._cells = cells
        self._metrics = metrics

    def column(self, column: int, head: int, room: int) -> ColumnRoom:
        """What a column needs for its texts, and for its head, in a table of this width."""
        rows = range(self._cells.rowCount())
        texts = max((self._width(row, column) for row in rows), default=0)
        full, share = max(head, texts), _SHARES[min(column, len(_SHARES) - 1)]
        if not self._cells.fields[column].kept_whole:
            return ColumnRoom(theme().px(_OTHER if column else _FIRST), full, share)
        words = max((self._width(row, column, words=True) for row in rows), default=0)
        least = max(theme().px(_WHOLE), words, min(room // _WIDE, texts))
        return ColumnRoom(least, max(least, min(full, room // _WIDE)), share)

    def lines(self, row: int, widths: Sequence[int]) -> int:
        """How many lines of text a row needs in columns of these widths, so that what is kept whole is seen."""
        return max(self._lines(row, column, width) for column, width in enumerate(widths))

    def overflows(self, row: int, widths: Sequence[int]) -> bool:
        """Whether a word of what is kept whole is wider than its column."""
        whole = [column for column, cell in enumerate(self._cells.fields) if cell.kept_whole]
        return any(self._width(row, column, words=True) > widths[column] for column in whole)

    def _lines(self, row: int, column: int, width: int) -> int:
        if not self._cells.fields[column].kept_whole or self._width(row, column) <= width:
            return 1
        box = QRect(0, 0, width - self._beside(row, column), _HIGH)
        taken = self._metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, self._text(row, column))
        return -(-taken.height() // self._metrics.lineSpacing())

    def _width(self, row: int, column: int, *, words: bool = False) -> int:
        """The width of a cell that shows its text in one line, or the longest of its words."""
        text = self._text(row, column)
        parts = text.split() if words else [text] if text else []
        return max((self._metrics.horizontalAdvance(part) for part in parts), default=-1) + self._beside(row, column)

    def _text(self, row: int, column: int) -> str:
        return self._cells.text(row, self._cells.fields[column].name)

    def _beside(self, row: int, column: int) -> int:
        is_marked = self._cells.is_marked(row, self._cells.fields[column].name)
        return _MARGINS + theme().px(_PADDING + (_SIGN if is_marked else 0))
