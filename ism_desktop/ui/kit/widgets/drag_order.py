"""A column of rows that a person puts into order: each row has a handle to drag it by; a line shows where it would land."""

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme

_MIME = "application/x-ism-row"
_EDGE = 48  # pixels from the edge of the view at which it scrolls along
_SCROLL = 16


class DragHandle(QLabel):
    """What a row is dragged by. `row` is the widget shown under the pointer, `row_id` what is dropped."""

    def __init__(self, row: QWidget, row_id: str) -> None:
        super().__init__()
        self.setObjectName("drag_handle")
        self.setToolTip(tr("Drag to move it (Ctrl+Up, Ctrl+Down)"))
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._row = row
        self._row_id = row_id
        self._pressed: QPoint | None = None
        self._draw()
        theme().changed.connect(self._draw)

    def _draw(self) -> None:
        size = theme().px(20)
        self.setPixmap(icon("mdi6.drag", "muted").pixmap(QSize(size, size)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where a drag may begin."""
        self._pressed = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag once the pointer has moved far enough."""
        far = QApplication.startDragDistance()
        if self._pressed is None or (event.position().toPoint() - self._pressed).manhattanLength() < far:
            return
        self._pressed = None
        drag = QDrag(self)
        drag.setMimeData(row_mime(self._row_id))
        drag.setPixmap(self._row.grab())
        drag.setHotSpot(self.mapTo(self._row, event.position().toPoint()))
        drag.exec(Qt.DropAction.MoveAction)


def row_mime(row_id: str) -> QMimeData:
    """What is dragged: the id of a row."""
    mime = QMimeData()
    mime.setData(_MIME, QByteArray(row_id.encode("ascii")))
    return mime


class DragColumn(QWidget):
    """The rows. `dropped` carries the id of a row and the place among the others, from 0, at which it was let go."""

    dropped = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self._ids: list[str] = []
        self._rows: list[QWidget] = []
        self._mark = QFrame(self)
        self._mark.setAutoFillBackground(True)
        self._mark.hide()

    def set_rows(self, rows: list[tuple[str, QWidget]]) -> None:
        """Show these rows in this order; those that were there already are moved, not made again."""
        wanted = [row for _, row in rows]
        for row in self._rows:
            if row not in wanted:
                self.column.removeWidget(row)
                row.hide()
                row.deleteLater()
        for place, row in enumerate(wanted):
            if self.column.indexOf(row) != place:
                self.column.insertWidget(place, row)
                row.show()
        self._ids, self._rows = [row_id for row_id, _ in rows], wanted

    def place_at(self, position: QPoint) -> int:
        """The place between the rows that is nearest to a point."""
        for place, row in enumerate(self._rows):
            if position.y() < row.geometry().center().y():
                return place
        return len(self._rows)

    def _takes(self, event: QDropEvent) -> str | None:
        mime = event.mimeData()
        if not mime.hasFormat(_MIME):
            return None
        row_id = bytes(mime.data(_MIME).data()).decode("ascii")
        return row_id if row_id in self._ids else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a row of this column, and nothing else."""
        if self._takes(event) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the row would land, and scroll along at the edges."""
        position = event.position().toPoint()
        place = self.place_at(position)
        top = self._rows[place].y() if place < len(self._rows) else self._rows[-1].geometry().bottom()
        palette = self._mark.palette()
        palette.setColor(self._mark.backgroundRole(), colour("accent"))
        self._mark.setPalette(palette)
        self._mark.setGeometry(0, max(0, top - 1), self.width(), 3)
        self._mark.raise_()
        self._mark.show()
        self._scroll_along(position)
        event.acceptProposedAction()

    def _scroll_along(self, position: QPoint) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is None:
            return
        seen = self.mapTo(above, position).y()
        step = -_SCROLL if seen < _EDGE else _SCROLL if seen > above.height() - _EDGE else 0
        bar = above.verticalScrollBar()
        bar.setValue(bar.value() + step)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the line away."""
        super().dragLeaveEvent(event)
        self._mark.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which row was let go where."""
        self._mark.hide()
        row_id = self._takes(event)
        if row_id is None:
            return
        place = self.place_at(event.position().toPoint())
        event.acceptProposedAction()
        before = self._ids.index(row_id)
        self.dropped.emit(row_id, place - 1 if place > before else place)
