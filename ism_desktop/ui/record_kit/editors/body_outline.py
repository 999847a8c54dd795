"""The outline of a body, front and back, whose regions are pressed with mouse or finger. The same regions stand below it as buttons.

The drawing is our own: plain shapes on a field of 100 by 210. On the front a person's right is on the left of the picture, as in a mirror
image of a photo; on the back it is on the right.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ism_desktop.language import tr_lazy
from ism_desktop.records.journal_words import BACK_REGIONS, FRONT_REGIONS, REGIONS
from ism_desktop.records.kind import label_in
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme

_WIDE, _HIGH, _GAP, _HEAD = 100.0, 210.0, 24.0, 14.0
_FRONT, _BACK = tr_lazy("Front", "side of a body"), tr_lazy("Back", "side of a body")

# Left edge, top, width, height; arms, hands, legs and feet are mirrored.
_MIDDLE = ((38, 2, 24, 28), (44, 31, 12, 8), (33, 40, 34, 28), (35, 69, 30, 25), (34, 95, 32, 15))
_SIDES = ((19, 42, 12, 48), (16, 92, 14, 15), (34, 112, 15, 40), (35, 153, 13, 38), (31, 192, 17, 12))


def _mirrored(shape: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, width, height = shape
    return _WIDE - left - width, top, width, height


def _shapes(keys: Sequence[str]) -> dict[str, QRectF]:
    """The shapes of one side: five in the middle, then five pairs, first the one on the left of the picture."""
    pairs = [each for shape in _SIDES for each in (shape, _mirrored(shape))]
    return {key: QRectF(*shape) for key, shape in zip(keys, (*_MIDDLE, *pairs), strict=True)}


_SIDES_OF_BODY: Mapping[float, Mapping[str, QRectF]] = {
    0.0: _shapes([choice.value for choice in FRONT_REGIONS]),
    _WIDE + _GAP: _shapes([choice.value for choice in BACK_REGIONS]),
}


class BodyOutline(QWidget):
    """Shows which regions are chosen. `pressed` carries the key of the one that was pressed."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("body_outline")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard and a screen reader have the buttons below
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._values: frozenset[str] = frozenset()
        self._under = ""
        theme().changed.connect(self.updateGeometry)

    def set_values(self, values: Sequence[str]) -> None:
        """Show these regions as chosen."""
        self._values = frozenset(values)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a hand can hit every part."""
        high = theme().px(300)
        return QSize(round(high * (2 * _WIDE + _GAP) / (_HIGH + _HEAD)), high)

    def minimumSizeHint(self) -> QSize:
        """The same height, as narrow as both bodies."""
        return self.sizeHint()

    def _scale(self) -> tuple[float, float]:
        """Pixels for one unit, and the left edge of the picture."""
        scale = min(self.height() / (_HIGH + _HEAD), self.width() / (2 * _WIDE + _GAP))
        return scale, (self.width() - scale * (2 * _WIDE + _GAP)) / 2

    def _placed(self) -> dict[str, QRectF]:
        scale, left = self._scale()
        return {
            key: QRectF(
                left + (side + shape.x()) * scale,
                (_HEAD + shape.y()) * scale,
                shape.width() * scale,
                shape.height() * scale,
            )
            for side, shapes in _SIDES_OF_BODY.items()
            for key, shape in shapes.items()
        }

    def region_at(self, place: QPointF) -> str:
        """The key of the region at a place; empty beside the body."""
        return next((key for key, shape in self._placed().items() if shape.contains(place)), "")

    def place_of(self, key: str) -> QPointF:
        """The middle of a region. Raises KeyError."""
        return self._placed()[key].center()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a region, or take it back."""
        key = self.region_at(event.position())
        if key:
            self.pressed.emit(key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which region is under the pointer."""
        under = self.region_at(event.position())
        if under != self._under:
            self._under = under
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._under = ""
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say what the region under the pointer is called."""
        if isinstance(event, QHelpEvent):
            key = self.region_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), label_in(REGIONS, key) if key else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw both sides; a chosen region is filled and has a tick, so that it is not told by colour alone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, left = self._scale()
        painter.setFont(theme().font(9.5))
        painter.setPen(colour("muted"))
        for side, words in zip(_SIDES_OF_BODY, (_FRONT, _BACK), strict=True):
            head = QRectF(left + side * scale, 0, _WIDE * scale, _HEAD * scale)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, str(words))
        for key, shape in self._placed().items():
            chosen = key in self._values
            ground = "accent" if chosen else "accent_soft" if key == self._under else "surface"
            painter.setPen(QPen(colour("accent" if chosen else "field_border"), 1.5))
            painter.setBrush(colour(ground))
            round_ = min(shape.width(), shape.height()) / 2
            painter.drawRoundedRect(shape, round_, round_)
            if chosen:
                size = min(theme().px(16), round(min(shape.width(), shape.height())))
                box = QRectF(0, 0, size, size)
                box.moveCenter(shape.center())
                icon("mdi6.check-bold", "on_accent").paint(painter, box.toRect())
        painter.end()
