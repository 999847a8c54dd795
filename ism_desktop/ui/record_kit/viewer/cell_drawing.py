"""How a cell with a picture is drawn, on the shelf, in the grid of pages and in the strip: its ground, and the picture in it."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.record_kit.viewer.small_pages import fitted

_ROUND = 8


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
    """Show whether the cell is chosen, pointed at, and has the focus."""
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if chosen or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(QPen(colour("accent"), 2) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_soft" if chosen else "hover"))
        painter.drawRoundedRect(QRectF(box), _ROUND, _ROUND)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colour("focus"), 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box), _ROUND, _ROUND)


def draw_picture(painter: QPainter, room: QRect, picture: QPixmap | QImage | None, *, failed: bool) -> None:
    """Draw the picture of a page with a line around it, or a sign that it is still to come or cannot be had."""
    if picture is None:
        size = min(theme().px(44), room.width(), room.height())
        middle = room.center()
        name = "mdi6.file-alert-outline" if failed else "mdi6.file-outline"
        icon(name, "muted").paint(painter, QRect(middle.x() - size // 2, middle.y() - size // 2, size, size))
        return
    where = fitted(picture, room)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if isinstance(picture, QImage):
        painter.drawImage(where, picture)
    else:
        painter.drawPixmap(where, picture)
    painter.setPen(QPen(colour("border"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(where)
