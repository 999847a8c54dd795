"""How a page looks in a strip or grid of small pictures: the ground that marks it, and its picture or what stands for it."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle

from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.record_kit.viewer.small_pages import fitted


def paint_ground(painter: QPainter, box: QRect, state: QStyle.StateFlag, radius: int) -> None:
    """Mark a page that is chosen or under the pointer, and the one that has the keys."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(QPen(colour("accent"), 2) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(colour("accent_soft" if chosen else "hover"))
        painter.drawRoundedRect(QRectF(box), radius, radius)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colour("focus"), 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box), radius, radius)


def paint_picture(painter: QPainter, room: QRect, picture: QImage | QPixmap | None, *, failed: bool, sign: int) -> None:
    """Draw the picture; while it is on its way, or where there is none, a sign of so many pixels."""
    if picture is None:
        size = min(theme().px(sign), room.width(), room.height())
        middle = room.center()
        where = QRect(middle.x() - size // 2, middle.y() - size // 2, size, size)
        icon("mdi6.file-alert-outline" if failed else "mdi6.file-outline", "muted").paint(painter, where)
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
