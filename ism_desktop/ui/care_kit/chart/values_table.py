"""The table beside a chart: what it draws in lines, for reading aloud and for copying into a spreadsheet."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer

_MEASURED = 100  # lines by which the width of a column is found
_BESIDE_TEXT = 24  # pixels around the text of a cell
_HIGH = 10_000


class ValuesTable(QTableWidget):
    """The table. Enter and double click open the entry; Ctrl+C copies every chosen line, or all of them, with tabs between."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("over_time")
        self.setProperty("role", "rows")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self._advances: dict[tuple[int, int], int] = {}  # of the texts that may need more than a line
        self._last_width = 0  # what the last column needs; Qt would squeeze it where the others take all the room
        self._fitting = timer(self, 0)
        self._fitting.timeout.connect(self._fit_rows)
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self.open_wanted)

    def fill(self, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """Show these lines under these heads."""
        self.clear()
        self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(list(heads))
        self.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, words in enumerate(line):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(row, column, item)
        self.verticalHeader().setDefaultSectionSize(theme().px(36))
        self.horizontalHeader().setStretchLastSection(False)
        self.resizeColumnsToContents()
        for column in range(len(heads)):
            self.setColumnWidth(column, min(self.columnWidth(column) + theme().px(12), theme().px(280)))
        self._last_width = self.columnWidth(len(heads) - 1)
        self._stretch()
        self._measure(lines)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the last column take what is left, where something is."""
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        last, header = self.columnCount() - 1, self.horizontalHeader()
        if last < 0:
            return
        others = sum(self.columnWidth(column) for column in range(last))
        fits = others + self._last_width <= self.viewport().width()
        header.setStretchLastSection(fits)
        if not fits:
            self.setColumnWidth(last, self._last_width)

    def _on_resized(self, _column: int, _before: int, _now: int) -> None:
        self._fitting.start()

    def _measure(self, lines: Sequence[Sequence[str]]) -> None:
        """Note how wide each text is; many say the same."""
        known: dict[str, int] = {}
        self._advances = {}
        for row, line in enumerate(lines):
            for column, words in enumerate(line):
                if " " in words:
                    if words not in known:
                        known[words] = self.fontMetrics().horizontalAdvance(words)
                    self._advances[row, column] = known[words]

    def _fit_rows(self) -> None:
        """Give long words as many lines as they need: what happened is read whole."""
        metrics, usual = self.fontMetrics(), self.verticalHeader().defaultSectionSize()
        heights: dict[int, int] = {}
        for (row, column), advance in self._advances.items():
            room = self.columnWidth(column) - _BESIDE_TEXT
            if advance > room:
                box = QRect(0, 0, max(1, room), _HIGH)
                words = self._words(self.item(row, column))
                needed = metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, words).height()
                more = usual - metrics.lineSpacing() + needed
                heights[row] = max(heights.get(row, usual), more)
        for row in range(self.rowCount()):
            if self.rowHeight(row) != heights.get(row, usual):
                self.setRowHeight(row, heights.get(row, usual))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or copy."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self.open_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The chosen lines under their heads, as a spreadsheet takes them."""
        chosen = sorted({index.row() for index in self.selectedIndexes()}) or list(range(self.rowCount()))
        columns = range(self.columnCount())
        heads = [self._words(self.horizontalHeaderItem(column)) for column in columns]
        lines = [[self._words(self.item(row, column)) for column in columns] for row in chosen]
        return "\n".join("\t".join(line) for line in (heads, *lines))

    @staticmethod
    def _words(item: QTableWidgetItem | None) -> str:
        return "" if item is None else item.text()
