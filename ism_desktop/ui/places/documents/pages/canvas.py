"""Canvases on which areas of a page, or the corners of a sheet, are marked with the mouse or with the keys."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.worker.values import Fractions

WHOLE: Fractions = (0.0, 0.0, 1.0, 1.0)
_STEP, _FINE = 0.02, 0.002
_SMALLEST = 0.005
_GRIP = 12
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class PageCanvas(QWidget):
    """A page in the middle of the room; places on it are parts of its width and height. `changed` follows what a person does."""

    changed = Signal()

    def __init__(self, words: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.image: QImage | None = None
        self.said = tr("On its way…")

    def sizeHint(self) -> QSize:
        """Little: it takes the room that is left."""
        return QSize(320, 240)

    def show_image(self, image: QImage | None) -> None:
        """Show a page."""
        self.image = image
        self.update()

    def page_box(self) -> QRectF:
        """Where the page lies."""
        room = QRectF(self.rect()).adjusted(12, 12, -12, -12)
        if self.image is None or self.image.isNull():
            return room
        size = self.image.size().toSizeF().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(room.center() - QPointF(size.width() / 2, size.height() / 2), size)

    def part_of(self, at: QPointF) -> QPointF:
        """A point of the widget as a place on the page, never outside it."""
        box = self.page_box()
        x, y = (at.x() - box.x()) / max(1.0, box.width()), (at.y() - box.y()) / max(1.0, box.height())
        return QPointF(min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))

    def point_of(self, part: QPointF) -> QPointF:
        """A place on the page as a point of the widget."""
        box = self.page_box()
        return QPointF(box.x() + part.x() * box.width(), box.y() + part.y() * box.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the page, what is marked on it, and the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour("hover"))
        if self.image is None:
            painter.setPen(colour("muted"))
            painter.setFont(theme().font(11))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.said)
        else:
            painter.drawImage(self.page_box(), self.image)
            self.paint_marks(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def paint_marks(self, painter: QPainter) -> None:
        """Draw what is marked."""


class AreaCanvas(PageCanvas):
    """Areas of a page: one to crop to, or several to black out. One of them is current, and the keys move it."""

    def __init__(self, words: str, name: str, *, several: bool) -> None:
        super().__init__(words, name)
        self._several = several
        self.areas: list[QRectF] = []
        self.current = -1
        self._held: str = ""
        self._from = QPointF()
        self._was = QRectF()

    def set_areas(self, areas: Sequence[Fractions]) -> None:
        """Show these areas; the last one is current."""
        self.areas = [QRectF(QPointF(*area[:2]), QPointF(*area[2:])) for area in areas]
        self.current = len(self.areas) - 1
        self.update()

    def fractions(self) -> list[Fractions]:
        """The areas that are marked."""
        return [(area.left(), area.top(), area.right(), area.bottom()) for area in self.areas]

    def add_area(self) -> None:
        """Mark an area in the middle, to be moved from there."""
        self.areas.append(QRectF(0.35, 0.45, 0.3, 0.08))
        self.current = len(self.areas) - 1
        self._tell()

    def remove_area(self) -> None:
        """Take away the current area."""
        if self._several and 0 <= self.current < len(self.areas):
            del self.areas[self.current]
            self.current = len(self.areas) - 1
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    # The mouse ------------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a corner or an area, or begin a new one."""
        if event.button() is not Qt.MouseButton.LeftButton or self.image is None:
            return
        self._from = self.part_of(event.position())
        for number in reversed(range(len(self.areas))):
            grip = self._grip_at(self.areas[number], event.position())
            if grip:
                self.current, self._held, self._was = number, grip, QRectF(self.areas[number])
                self.update()
                return
        fresh = QRectF(self._from, self._from)
        self.areas = [*self.areas, fresh] if self._several else [fresh]
        self.current, self._held, self._was = len(self.areas) - 1, "right bottom", QRectF(fresh)
        self.update()

    def _grip_at(self, area: QRectF, at: QPointF) -> str:
        """What of an area lies at a point: its edges by name, "inside", or nothing."""
        box = QRectF(self.point_of(area.topLeft()), self.point_of(area.bottomRight()))
        if not box.adjusted(-_GRIP, -_GRIP, _GRIP, _GRIP).contains(at):
            return ""
        edges = {
            "left": abs(at.x() - box.left()) <= _GRIP,
            "right": abs(at.x() - box.right()) <= _GRIP,
            "top": abs(at.y() - box.top()) <= _GRIP,
            "bottom": abs(at.y() - box.bottom()) <= _GRIP,
        }
        if edges["left"] and edges["right"]:
            edges["left"] = False
        if edges["top"] and edges["bottom"]:
            edges["top"] = False
        near = " ".join(name for name, holds in edges.items() if holds)
        is_whole = area.width() > 0.98 and area.height() > 0.98
        return near or ("" if is_whole and not self._several else "inside")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or stretch what is held."""
        if not self._held:
            self.setCursor(Qt.CursorShape.CrossCursor)
            return
        now = self.part_of(event.position())
        area = QRectF(self._was)
        if self._held == "inside":
            area.translate(now - self._from)
            area = _kept_inside(area)
        else:
            for edge in self._held.split():
                at = now.x() if edge in ("left", "right") else now.y()
                getattr(area, f"set{edge.capitalize()}")(at)
        self.areas[self.current] = area.normalized()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Let go; an area that is hardly there was a click."""
        if not self._held:
            return
        self._held = ""
        area = self.areas[self.current]
        if area.width() < _SMALLEST or area.height() < _SMALLEST:
            del self.areas[self.current]
            if not self._several:
                self.areas = [self._was if self._was.width() >= _SMALLEST else QRectF(0, 0, 1, 1)]
            self.current = len(self.areas) - 1
        self._tell()

    # The keys -------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the area, with Shift its lower right corner, with Ctrl in fine steps; Insert, Delete and Space for several."""
        key = Qt.Key(event.key())
        if key in _ARROWS and 0 <= self.current < len(self.areas):
            self._move(_ARROWS[key], event.modifiers())
        elif self._several and key is Qt.Key.Key_Insert:
            self.add_area()
        elif self._several and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_area()
        elif self._several and key is Qt.Key.Key_Space and self.areas:
            self.current = (self.current + 1) % len(self.areas)
            self.update()
        else:
            super().keyPressEvent(event)

    def _move(self, towards: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        step = towards * (_FINE if modifiers & Qt.KeyboardModifier.ControlModifier else _STEP)
        area = QRectF(self.areas[self.current])
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            area.setRight(min(1.0, max(area.left() + _SMALLEST, area.right() + step.x())))
            area.setBottom(min(1.0, max(area.top() + _SMALLEST, area.bottom() + step.y())))
        elif not self._several and modifiers & Qt.KeyboardModifier.AltModifier:
            area.setLeft(max(0.0, min(area.right() - _SMALLEST, area.left() + step.x())))
            area.setTop(max(0.0, min(area.bottom() - _SMALLEST, area.top() + step.y())))
        else:
            area = _kept_inside(area.translated(step))
        self.areas[self.current] = area
        self._tell()

    # Painting -------------------------------------------------------------------------------------------------------------

    def paint_marks(self, painter: QPainter) -> None:
        """Draw black areas, or shade what is cropped away."""
        for number, area in enumerate(self.areas):
            box = QRectF(self.point_of(area.topLeft()), self.point_of(area.bottomRight()))
            if self._several:
                painter.fillRect(box, QColor("black"))
            else:
                shade = QColor(0, 0, 0, 130)
                page = self.page_box()
                for part in (
                    QRectF(page.topLeft(), QPointF(page.right(), box.top())),
                    QRectF(QPointF(page.left(), box.bottom()), page.bottomRight()),
                    QRectF(QPointF(page.left(), box.top()), box.bottomLeft()),
                    QRectF(box.topRight(), QPointF(page.right(), box.bottom())),
                ):
                    painter.fillRect(part, shade)
            is_current = number == self.current
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent") if is_current else colour("border"), 2.5 if is_current else 1))
            painter.drawRect(box)
            if is_current:
                painter.setBrush(colour("accent"))
                for corner in (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()):
                    painter.drawRect(QRectF(corner.x() - 4, corner.y() - 4, 8, 8))


class CornersCanvas(PageCanvas):
    """The four corners of a sheet, from the top left clockwise. Space takes the next one, arrows move it."""

    def __init__(self, words: str, name: str) -> None:
        super().__init__(words, name)
        self.corners = [QPointF(0, 0), QPointF(1, 0), QPointF(1, 1), QPointF(0, 1)]
        self.current = 0
        self.marked = False
        self._held = False

    def set_corners(self, corners: Sequence[float] | None) -> None:
        """Show the corners, those of the page where there are none."""
        values = corners or (0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0)
        self.corners = [QPointF(values[place], values[place + 1]) for place in range(0, 8, 2)]
        self.update()

    def values(self) -> tuple[float, ...] | None:
        """x and y of each corner; None where they are those of the page."""
        found = tuple(value for corner in self.corners for value in (corner.x(), corner.y()))
        return None if found == (0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0) else found

    @property
    def is_sheet(self) -> bool:
        """Whether the corners go round a sheet: no two sides cross, and none turns inward."""
        turns: list[bool] = []
        for place in range(4):
            one, two, three = (self.corners[(place + step) % 4] for step in range(3))
            cross = (two.x() - one.x()) * (three.y() - two.y()) - (two.y() - one.y()) * (three.x() - two.x())
            turns.append(cross > 0.001)
        return all(turns)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the nearest corner."""
        if event.button() is not Qt.MouseButton.LeftButton or self.image is None or not self.marked:
            return
        away = [(self.point_of(corner) - event.position()).manhattanLength() for corner in self.corners]
        self.current = away.index(min(away))
        self._held = True
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._held:
            self.corners[self.current] = self.part_of(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Let go."""
        if self._held:
            self._held = False
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes the next corner; arrows move it, with Ctrl in fine steps."""
        key = Qt.Key(event.key())
        if self.marked and key in _ARROWS:
            is_fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            moved = self.corners[self.current] + _ARROWS[key] * (_FINE if is_fine else _STEP)
            self.corners[self.current] = QPointF(min(1.0, max(0.0, moved.x())), min(1.0, max(0.0, moved.y())))
            self.update()
            self.changed.emit()
        elif self.marked and key is Qt.Key.Key_Space:
            self.current = (self.current + 1) % 4
            self.update()
        else:
            super().keyPressEvent(event)

    def paint_marks(self, painter: QPainter) -> None:
        """Draw the sheet and its corners, or lines to see by whether the page stands straight."""
        if not self.marked:
            box = self.page_box()
            painter.setPen(QPen(colour("accent"), 1, Qt.PenStyle.DotLine))
            for part in range(1, 12):
                y = box.top() + box.height() * part / 12
                painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            return
        points = [self.point_of(corner) for corner in self.corners]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour("accent" if self.is_sheet else "danger"), 2.5))
        painter.drawPolygon(QPolygonF(points))
        for number, point in enumerate(points):
            painter.setBrush(colour("accent" if number == self.current else "surface"))
            painter.drawEllipse(point, 7, 7)


def _kept_inside(area: QRectF) -> QRectF:
    """An area moved back onto the page."""
    x = min(max(0.0, area.left()), max(0.0, 1 - area.width()))
    y = min(max(0.0, area.top()), max(0.0, 1 - area.height()))
    return QRectF(x, y, area.width(), area.height())
