"""Who manages what as a table: topics at the side, people above, and in each cell who looks after it or is involved."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ism_desktop.language import tr
from ism_desktop.records.kinds.care_topics import INVOLVED, LEADS
from ism_desktop.records.who_manages import Matrix, Topic
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme

MARKS = {LEADS: "●", INVOLVED: "○"}

_COLUMN, _LABELS, _SAID = 96, 230, 200  # pixels at 100 %
_BESIDE, _ABOVE = 22, 12
_HIGH = 100_000
_HEAD_LINES = 3  # a long name makes its column wider rather than the head of all columns higher
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
_WRAP_LEFT = int(Qt.TextFlag.TextWordWrap) | int(_LEFT)
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(_CENTRE)
_PRESSED = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class MatrixTable(QTableWidget):
    """Enter, the space bar or a click on a cell goes from nothing to “looks after it”, to “is involved”, and back.

    The first column says in words who looks after a topic, or that nobody does. Signals: `pressed_cell` with the places of the topic and
    of the person; `topic_changed` when another topic is the current one.
    """

    pressed_cell = Signal(int, int)
    topic_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("who_manages")
        self.setAccessibleName(tr("Who manages what"))
        self.setProperty("role", "compared")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setMinimumHeight(theme().px(200))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setSectionsClickable(False)
            header.setTextElideMode(Qt.TextElideMode.ElideNone)
        self._matrix: Matrix | None = None
        self.cellClicked.connect(self._on_clicked)
        self.currentCellChanged.connect(self.topic_changed)
        theme().changed.connect(self._fit)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show the table; the current cell stays where it is."""
        place = (self.currentRow(), self.currentColumn())
        self._matrix = matrix
        self.setRowCount(len(matrix.topics))
        self.setColumnCount(1 + len(matrix.people))
        self.setHorizontalHeaderItem(0, _head(tr("Who looks after it"), _WRAP_LEFT))
        for column, person in enumerate(matrix.people, 1):
            self.setHorizontalHeaderItem(column, _head(person.name, _WRAP))
        for row, topic in enumerate(matrix.topics):
            self.setVerticalHeaderItem(row, _head(topic.name, _WRAP_LEFT))
            self._show_topic(row, matrix, topic)
        self._fit()
        if matrix.topics:
            self.setCurrentCell(min(max(0, place[0]), len(matrix.topics) - 1), max(0, place[1]))

    def _show_topic(self, row: int, matrix: Matrix, topic: Topic) -> None:
        names = matrix.names(topic, LEADS)
        said = QTableWidgetItem(", ".join(names) if names else tr("Nobody yet"))
        said.setTextAlignment(_LEFT)
        if not names:
            said.setIcon(icon("mdi6.help-circle-outline", "text"))
            font = theme().font(10, bold=True)
            said.setFont(font)
        self.setItem(row, 0, said)
        parts = {duty.person: duty.part for duty in topic.duties}
        for column, person in enumerate(matrix.people, 1):
            part = parts.get(person.key)
            cell = QTableWidgetItem(MARKS.get(part or "", ""))
            cell.setTextAlignment(_CENTRE)
            words = cell_words(topic.name, person.name, part)
            cell.setToolTip(words)
            cell.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.setItem(row, column, cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the cell."""
        if event.key() in _PRESSED:
            self._on_clicked(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _on_clicked(self, row: int, column: int) -> None:
        if row >= 0 and column > 0:
            self.pressed_cell.emit(row, column - 1)

    def _fit(self) -> None:
        matrix = self._matrix
        if matrix is None:
            return
        labels, said, own = theme().px(_LABELS), theme().px(_SAID), theme().px(_COLUMN)
        self.verticalHeader().setFixedWidth(labels)
        room = self.width() - labels - said - self.verticalScrollBar().sizeHint().width() - 4
        people = len(matrix.people)
        self.setColumnWidth(0, said if people else max(said, room + said))
        bold = QFontMetrics(theme().font(9.5, bold=True))
        usual = min(max(own, room // people), 2 * own) if people else own
        heads = [person.name for person in matrix.people]
        widths = [_wide_enough(bold, name, usual) for name in heads]
        for column, width in enumerate(widths, 1):
            self.setColumnWidth(column, width)
        highest = [_highest(bold, [name], width) for name, width in zip(heads, widths, strict=True)]
        self.horizontalHeader().setFixedHeight(max((*highest, _highest(bold, [""], said))))
        for row, topic in enumerate(matrix.topics):
            item = self.item(row, 0)
            words = [] if item is None else [item.text()]
            self.setRowHeight(row, max(_highest(bold, [topic.name], labels), _highest(self.fontMetrics(), words, said)))


def cell_words(topic: str, person: str, part: str | None) -> str:
    """What a cell says to a screen reader."""
    if part == LEADS:
        return tr("{topic}: {person} looks after it", topic=topic, person=person)
    if part == INVOLVED:
        return tr("{topic}: {person} is involved", topic=topic, person=person)
    return tr("{topic}: not {person}", topic=topic, person=person)


def _head(words: str, alignment: int) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    item.setData(Qt.ItemDataRole.TextAlignmentRole, alignment)
    return item


def _wide_enough(metrics: QFontMetrics, name: str, usual: int) -> int:
    """The width of a column whose name stands in a few lines."""
    width, most = usual, 3 * usual
    while width < most and _highest(metrics, [name], width) > _HEAD_LINES * metrics.lineSpacing() + theme().px(_ABOVE):
        width += theme().px(16)
    return width


def _highest(metrics: QFontMetrics, texts: Sequence[str], width: int) -> int:
    room = QRect(0, 0, max(1, width - theme().px(_BESIDE)), _HIGH)
    heights = [metrics.boundingRect(room, _WRAP, words or "x").height() for words in texts]
    return max(heights, default=0) + theme().px(_ABOVE)
