"""Draws a page, what was found on it and what is chosen on it. Paper is white in every theme, so its inks are fixed."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from ism_desktop.language import tr
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.record_kit.viewer.finding import Box
from ism_desktop.ui.record_kit.viewer.page_layout import PageLayout
from ism_desktop.ui.record_kit.viewer.page_pictures import PagePictures

_PAPER = QColor("#ffffff")
_INK = QColor("#1b2430")
_FAINT_INK = QColor("#6b7684")
_MARK = QColor("#ffe27a")
_CURRENT = QColor("#ffb03b")
_CURRENT_EDGE = QColor("#8a4b00")
_DOUBT = QColor("#6a3fa0")  # 8 : 1 on paper, and no ink that letters are printed in
_CHOSEN = QColor("#a8d1ff")


def paint_ground(painter: QPainter, area: QRect) -> None:
    """Draw what lies behind the pages."""
    painter.fillRect(area, colour("sidebar"))


def paint_page(painter: QPainter, layout: PageLayout, pictures: PagePictures, page: int, dpi: int) -> None:
    """Draw one page: its picture, or that it is on its way, or why it cannot be shown."""
    box = layout.box(page)
    painter.fillRect(box, _PAPER)
    fault = pictures.fault(page)
    painter.save()
    painter.setTransform(layout.to_window(page), combine=True)
    painter.scale(1 / layout.scale(page), 1 / layout.scale(page))
    turned = layout.view.rotation % 180 == 90
    target = QRectF(0, 0, box.height(), box.width()) if turned else QRectF(0, 0, box.width(), box.height())
    drawn = pictures.draw(painter, target, page, dpi)
    painter.restore()
    if not drawn:
        words = tr("Page {page} is being drawn…", page=page) if fault is None else f"{fault.what}\n\n{fault.advice}"
        painter.setFont(theme().font())
        painter.setPen(_FAINT_INK if fault is None else _INK)
        margin = min(48.0, box.width() / 10)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box.adjusted(margin, margin, -margin, -margin), int(flags), words)
    painter.setPen(QPen(colour("border"), 1))
    painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))


def paint_marks(painter: QPainter, transform: QTransform, boxes: Sequence[Box], *, current: bool) -> None:
    """Mark what was found, as a text marker does; the current one has an edge as well."""
    _lay_over(painter, transform, boxes, _CURRENT if current else _MARK)
    if current:
        painter.setPen(QPen(_CURRENT_EDGE, 2))
        for box in boxes:
            painter.drawRoundedRect(_mapped(transform, box).adjusted(-1, -1, 1, 1), 3, 3)


def paint_doubts(painter: QPainter, transform: QTransform, lines: Sequence[Box]) -> None:
    """Put dots under words that were read with doubt."""
    if not lines:
        return
    painter.save()
    painter.setPen(QPen(_DOUBT, 2, Qt.PenStyle.DotLine))
    for x0, y0, x1, y1 in lines:
        painter.drawLine(transform.map(QPointF(x0, y0)), transform.map(QPointF(x1, y1)))
    painter.restore()


def paint_selection(painter: QPainter, transform: QTransform, boxes: Sequence[Box]) -> None:
    """Mark what is chosen."""
    _lay_over(painter, transform, boxes, _CHOSEN)


def paint_focus(painter: QPainter, area: QRect) -> None:
    """Draw the sign that keys go to the pages."""
    painter.setPen(QPen(colour("focus"), 2))
    painter.drawRect(area.adjusted(1, 1, -1, -1))


def _lay_over(painter: QPainter, transform: QTransform, boxes: Sequence[Box], ink: QColor) -> None:
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for box in boxes:
        painter.fillRect(_mapped(transform, box), ink)
    painter.restore()


def _mapped(transform: QTransform, box: Box) -> QRectF:
    x0, y0, x1, y1 = box
    return transform.mapRect(QRectF(x0, y0, x1 - x0, y1 - y0)).adjusted(-1.5, -1, 1.5, 1)
