"""Paints two photos side by side, or one over the other up to a line; zoom and place are the same for both."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.theme import colour, theme

SIDE, OVER = "side", "over"
MOST = 8.0
_STEP = 1.25
_PAN = 0.1  # of the pane, by an arrow key
_GAP = 8
_GRIP = 14  # pixels around the line at which it can be taken

_ARROWS = {
    Qt.Key.Key_Left: QPointF(_PAN, 0),
    Qt.Key.Key_Right: QPointF(-_PAN, 0),
    Qt.Key.Key_Up: QPointF(0, _PAN),
    Qt.Key.Key_Down: QPointF(0, -_PAN),
}


class CompareCanvas(QWidget):
    """`line_moved` carries where the line stands, from 0 to 100; `zoomed` that both photos are larger or smaller now."""

    line_moved = Signal(int)
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("compare_canvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.mode = SIDE
        self.line = 50
        self.zoom = 1.0
        self.offset = QPointF()  # how far both are moved, in parts of the pane
        self._images: list[QImage | None] = [None, None]
        self._words: list[str] = ["", ""]
        self._said: list[str] = ["", ""]
        self._grabbed: QPointF | None = None
        self._on_line = False

    def sizeHint(self) -> QSize:
        """Little: it takes the room that is left."""
        return QSize(320, 200)

    # What is shown -------------------------------------------------------------------------------------------------------

    def show_photo(self, place: int, image: QImage | None, words: str, said: str = "") -> None:
        """Show a photo at the left (0) or at the right (1), with its date; `said` stands there while there is none."""
        self._images[place], self._words[place], self._said[place] = image, words, said
        self.setAccessibleName(tr("Two photos: {earlier} and {later}", earlier=self._words[0], later=self._words[1]))
        self.update()

    def set_mode(self, mode: str) -> None:
        """Side by side, or one over the other."""
        self.mode = mode
        self._keep_in_sight()

    def set_line(self, line: int) -> None:
        """Put the line there."""
        if line != self.line:
            self.line = min(100, max(0, line))
            self.update()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Enlarge both around a point of the widget, or around the middle."""
        now = min(MOST, max(1.0, self.zoom * factor))
        pane = self._pane_at(at)
        around = QPointF() if at is None else self._part_of(pane, at)
        # The spot under the pointer stays where it is.
        self.offset = around - (around - self.offset) * (now / self.zoom)
        self.zoom = now
        self._keep_in_sight()
        self.zoomed.emit()

    def zoom_in(self) -> None:
        """Larger."""
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """Smaller, but never smaller than whole."""
        self.zoom_by(1 / _STEP)

    def zoom_fit(self) -> None:
        """Both whole again."""
        self.zoom, self.offset = 1.0, QPointF()
        self.zoomed.emit()
        self.update()

    def move_by(self, step: QPointF) -> None:
        """Move both, in parts of a pane."""
        self.offset += step
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        far = (self.zoom - 1) / 2
        self.offset = QPointF(min(far, max(-far, self.offset.x())), min(far, max(-far, self.offset.y())))
        self.update()

    # Places --------------------------------------------------------------------------------------------------------------

    def panes(self) -> tuple[QRectF, QRectF]:
        """Where the two photos are shown; one over the other they share a place."""
        whole = QRectF(self.rect())
        if self.mode == OVER:
            return whole, whole
        half = (whole.width() - _GAP) / 2
        left = QRectF(0, 0, half, whole.height())
        return left, left.translated(half + _GAP, 0)

    def _pane_at(self, at: QPointF | None) -> QRectF:
        first, second = self.panes()
        return second if at is not None and second.contains(at) else first

    @staticmethod
    def _part_of(pane: QRectF, at: QPointF) -> QPointF:
        away = at - pane.center()
        return QPointF(away.x() / max(1.0, pane.width()), away.y() / max(1.0, pane.height()))

    def line_x(self) -> float:
        """Where the line stands."""
        return self.width() * self.line / 100

    def placed(self, pane: QRectF, image: QImage) -> QRectF:
        """Where a photo lies: fitted into its pane, then enlarged and moved."""
        fitted = QRectF(QPointF(), image.size().toSizeF().scaled(pane.size(), Qt.AspectRatioMode.KeepAspectRatio))
        size = fitted.size() * self.zoom
        middle = pane.center() + QPointF(self.offset.x() * pane.width(), self.offset.y() * pane.height())
        return QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)

    # Painting ------------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw both photos with their dates, the line between them, and the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colour("surface"))
        for place, pane in enumerate(self.panes()):
            seen = pane
            if self.mode == OVER:
                at = self.line_x()
                seen = QRectF(0, 0, at, pane.height()) if place == 0 else pane.adjusted(at, 0, 0, 0)
            self._paint(painter, place, pane, seen)
        if self.mode == OVER:
            at = self.line_x()
            for ink, width in (("surface", 5.0), ("accent", 3.0)):
                painter.setPen(QPen(colour(ink), width))
                painter.drawLine(QPointF(at, 0), QPointF(at, self.height()))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint(self, painter: QPainter, place: int, pane: QRectF, seen: QRectF) -> None:
        image = self._images[place]
        painter.save()
        painter.setClipRect(seen)
        if image is None:
            painter.setPen(colour("muted"))
            painter.setFont(theme().font(11))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(seen.adjusted(12, 12, -12, -12), flags, self._said[place])
        else:
            painter.drawImage(self.placed(pane, image), image)
        painter.restore()
        self._paint_date(painter, place, pane)

    def _paint_date(self, painter: QPainter, place: int, pane: QRectF) -> None:
        """The date on a plate in the upper corner: at the left for the first, at the right for the second."""
        painter.setFont(theme().font(10, bold=True))
        words = self._words[place]
        size = painter.fontMetrics().size(0, words)
        plate = QRectF(0, 0, size.width() + 16, size.height() + 8)
        plate.moveTopLeft(pane.topLeft() + QPointF(8, 8))
        if place == 1:
            plate.moveRight(pane.right() - 8)
        painter.setPen(colour("border"))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(colour("text"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    # The person ----------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the line, or of the photos."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._on_line = self._is_at_line(event.position())
            self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held."""
        if self._grabbed is None:
            near = self._is_at_line(event.position())
            self.setCursor(Qt.CursorShape.SplitHCursor if near else Qt.CursorShape.OpenHandCursor)
            return
        if self._on_line:
            self.set_line(round(event.position().x() / max(1, self.width()) * 100))
            self.line_moved.emit(self.line)
            return
        pane = self.panes()[0]
        step = event.position() - self._grabbed
        self._grabbed = event.position()
        self.move_by(QPointF(step.x() / max(1.0, pane.width()), step.y() / max(1.0, pane.height())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Let go."""
        self._grabbed = None

    def _is_at_line(self, at: QPointF) -> bool:
        return self.mode == OVER and abs(at.x() - self.line_x()) <= _GRIP

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Enlarge around the pointer."""
        turned = event.angleDelta().y()
        if turned:
            self.zoom_by(_STEP if turned > 0 else 1 / _STEP, event.position())
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move both photos, plus and minus enlarge them, 0 shows them whole."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self.move_by(_ARROWS[key])
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif key is Qt.Key.Key_Minus:
            self.zoom_out()
        elif key is Qt.Key.Key_0:
            self.zoom_fit()
        else:
            super().keyPressEvent(event)
