"""Paints the pages of a paper: white sheets with a fine edge on the window's ground, whole pages or parts of them cut out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.paper_kit.pages import Sheet

_GAP = 16.0
_A4_WIDTH = 595.0  # what an empty preview is fitted to
_CORNER = 9.0  # points: the rounded corner of a card (ISO/IEC 7810)


@dataclass(frozen=True, slots=True)
class Cutout:
    """A part of a page shown by itself, as it is once cut out: the page from 0, and its box in points."""

    page: int
    area: QRectF


class Canvas(QWidget):
    """The pages, or the cut-out parts of them, one under the other in the middle."""

    margin = 12

    def __init__(self) -> None:
        super().__init__()
        self.sheets: tuple[Sheet, ...] = ()
        self.cutouts: tuple[Cutout, ...] = ()
        self._scale = 1.0
        theme().changed.connect(self.update)

    def show_sheets(self, sheets: Sequence[Sheet], cutouts: Sequence[Cutout]) -> None:
        """Show these pages, or only these parts of them; `set_scale` follows."""
        self.sheets = tuple(sheets)
        self.cutouts = tuple(part for part in cutouts if part.page < len(self.sheets))
        self.update()

    def widest(self) -> float:
        """The width in points of the widest thing that is shown."""
        return max((size.width() for size in self._sizes()), default=_A4_WIDTH)

    def _sizes(self) -> list[QSizeF]:
        if self.cutouts:
            return [part.area.size() for part in self.cutouts]
        return [sheet.size for sheet in self.sheets]

    def set_scale(self, scale: float, room: QSize) -> None:
        """Show a point of the paper as this many pixels; the canvas fills at least `room`."""
        self._scale = scale
        sizes = self._sizes()
        height = sum(size.height() for size in sizes) * scale + max(0, len(sizes) - 1) * _GAP + 2 * self.margin
        width = self.widest() * scale + 2 * self.margin
        self.resize(max(round(width), room.width()), max(round(height), room.height()))
        self.update()

    def rects(self) -> list[QRectF]:
        """Where each page or part lies on the canvas, in pixels."""
        rects: list[QRectF] = []
        top = float(self.margin)
        for size in self._sizes():
            shown = size * self._scale
            rects.append(QRectF(QPointF(round((self.width() - shown.width()) / 2), round(top)), shown))
            top += shown.height() + _GAP
        return rects

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        parts = self.cutouts or tuple(
            Cutout(number, QRectF(QPointF(0, 0), sheet.size)) for number, sheet in enumerate(self.sheets)
        )
        corner = _CORNER * self._scale if self.cutouts else 1.0
        for part, rect in zip(parts, self.rects(), strict=True):
            if rect.adjusted(-4, -4, 4, 4).intersects(QRectF(event.rect())):
                self._paint_part(painter, part, rect, corner)
        painter.end()

    def _paint_part(self, painter: QPainter, part: Cutout, rect: QRectF, corner: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 20))
        for spread in (1.0, 2.0, 3.0):
            painter.drawRoundedRect(rect.adjusted(-spread, 1 - spread, spread, spread + 1), corner, corner)
        sheet = self.sheets[part.page]
        across = sheet.image.width() / sheet.size.width()
        down = sheet.image.height() / sheet.size.height()
        area = part.area
        source = QRectF(area.x() * across, area.y() * down, area.width() * across, area.height() * down)
        outline = QPainterPath()
        outline.addRoundedRect(rect, corner, corner)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(rect, Qt.GlobalColor.white)
        painter.drawImage(rect, sheet.image, source)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(colour("border"))
        painter.drawPath(outline)
