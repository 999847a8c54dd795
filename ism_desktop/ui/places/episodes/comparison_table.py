"""The table of compared episodes: what the rows are called stays at the side, words wrap, and nothing of them is cut off."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ism_desktop.language import tr
from ism_desktop.printing.episode_comparison import ROWS, ComparisonContent
from ism_desktop.ui.kit.theme import theme

_COLUMN, _LABELS = 200, 170  # pixels at 100 %
_BESIDE, _ABOVE = 26, 16  # around the words of a cell, likewise
_HIGH = 100_000
_CORNER = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
# A head wraps its words when its alignment says so; Python's Qt lets only a number say it.
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(_CORNER)


class ComparisonTable(QTableWidget):
    """Enter and double click open the episode of the column; Ctrl+C copies all of it. `open_wanted` carries the column."""

    open_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("comparison")
        self.setProperty("role", "compared")
        self.setAccessibleName(tr("Past episodes side by side"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(theme().px(220))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
            header.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.doubleClicked.connect(self._on_double)
        theme().changed.connect(self._fit)

    def show_content(self, content: ComparisonContent) -> None:
        """Show these episodes."""
        self.clear()
        self.setRowCount(len(ROWS))
        self.setColumnCount(len(content.episodes))
        for row, words in enumerate(ROWS.values()):
            self.setVerticalHeaderItem(row, _head(str(words)))
        for column, one in enumerate(content.episodes):
            self.setHorizontalHeaderItem(column, _head(one.title))
            for row, key in enumerate(ROWS):
                item = QTableWidgetItem(one.cell(key))
                item.setTextAlignment(_CORNER)
                self.setItem(row, column, item)
        self._fit()
        if content.episodes:
            self.setCurrentCell(0, 0)

    def copied(self) -> str:
        """The whole table as a spreadsheet takes it; lines within a cell become parts of one."""
        lines = [["", *self._heads(columns=True)]]
        for row, words in enumerate(self._heads(columns=False)):
            lines.append([words, *(self._words(row, column) for column in range(self.columnCount()))])
        return "\n".join("\t".join("; ".join(cell.splitlines()) for cell in line) for line in lines)

    def copy(self) -> None:
        """Put it into the clipboard."""
        QGuiApplication.clipboard().setText(self.copied())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or copy."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentColumn() >= 0:
            self.open_wanted.emit(self.currentColumn())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _on_double(self) -> None:
        self.open_wanted.emit(self.currentColumn())

    def _heads(self, *, columns: bool) -> list[str]:
        found = (
            [self.horizontalHeaderItem(column) for column in range(self.columnCount())]
            if columns
            else [self.verticalHeaderItem(row) for row in range(self.rowCount())]
        )
        return ["" if item is None else item.text() for item in found]

    def _words(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return "" if item is None else item.text()

    def _fit(self) -> None:
        """Columns of one width, as wide as there is room; rows and heads as high as their words."""
        if not self.columnCount():
            return
        labels, own = theme().px(_LABELS), theme().px(_COLUMN)
        self.verticalHeader().setFixedWidth(labels)
        room = self.width() - labels - self.verticalScrollBar().sizeHint().width() - 4
        width = max(own, room // self.columnCount())
        for column in range(self.columnCount()):
            self.setColumnWidth(column, width)
        # As high as in the bold letters of the head, which both heads have.
        bold = QFontMetrics(theme().font(9.5, bold=True))
        self.horizontalHeader().setFixedHeight(_highest(bold, self._heads(columns=True), width))
        for row, words in enumerate(self._heads(columns=False)):
            cells = [self._words(row, column) for column in range(self.columnCount())]
            self.setRowHeight(row, max(_highest(bold, [words], labels), _highest(self.fontMetrics(), cells, width)))


def _head(words: str) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    item.setData(Qt.ItemDataRole.TextAlignmentRole, _WRAP)
    return item


def _highest(metrics: QFontMetrics, texts: Sequence[str], width: int) -> int:
    room = QRect(0, 0, max(1, width - theme().px(_BESIDE)), _HIGH)
    heights = [metrics.boundingRect(room, _WRAP, words).height() for words in texts]
    return max(heights, default=0) + theme().px(_ABOVE)
