"""Small pictures of the pages of a plan, each with everything done to it."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QPolygonF, QTransform

from ism_desktop.documents.page_plan import PlannedPage
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.viewer.small_pages import SmallPages

_COMPOSED = 400


class PageThumbs(SmallPages):
    """`arrived` carries the key of a page."""

    def __init__(self, workspace: Workspace, document_id: str | None, parent: QObject) -> None:
        super().__init__(workspace, document_id, parent)
        self._composed: OrderedDict[PlannedPage, QPixmap] = OrderedDict()

    @property
    def has_own(self) -> bool:
        """Whether pages of a document are shown, to which others may have been added."""
        return self._document_id is not None

    def get(self, page: PlannedPage) -> QPixmap | None:
        """The page with everything done to it; None when it is on its way or cannot be drawn."""
        found = self._composed.get(page)
        if found is not None:
            self._composed.move_to_end(page)
            return found
        picture = self.picture(page)
        if picture is None:
            return None
        made = self._composed[page] = QPixmap.fromImage(composed(picture, page))
        while len(self._composed) > _COMPOSED:
            self._composed.popitem(last=False)
        return made

    def picture(self, page: PlannedPage) -> QImage | None:
        """The page as it is in its file."""
        return self.get_key((page.source, page.page))

    def failed(self, page: PlannedPage) -> bool:
        """Whether there will be no picture of this page."""
        return self.failed_key((page.source, page.page))


def composed(picture: QImage, page: PlannedPage) -> QImage:
    """A picture of a page with what is done to the page, in the order in which the worker does it."""
    made = picture
    if page.black:
        made = made.copy()
        painter = QPainter(made)
        for left, top, right, bottom in page.black:
            wide, high = made.width(), made.height()
            painter.fillRect(
                QRectF(left * wide, top * high, (right - left) * wide, (bottom - top) * high), QColor("black")
            )
        painter.end()
    if page.corners is not None:
        made = _within(made, page.corners)
    if page.angle:
        made = _tilted(made, page.angle)
    if page.crop is not None:
        left, top, right, bottom = page.crop
        wide, high = made.width(), made.height()
        box = QRect(
            round(left * wide),
            round(top * high),
            max(1, round((right - left) * wide)),
            max(1, round((bottom - top) * high)),
        )
        made = made.copy(box)
    return made.transformed(QTransform().rotate(page.turn)) if page.turn else made


def _within(picture: QImage, corners: Sequence[float]) -> QImage:
    """What lies within four corners, put straight."""
    points = [
        QPointF(corners[place] * picture.width(), corners[place + 1] * picture.height()) for place in range(0, 8, 2)
    ]

    def side(one: int, other: int) -> float:
        away = points[other] - points[one]
        return (away.x() ** 2 + away.y() ** 2) ** 0.5

    wide, high = max(1, round(max(side(0, 1), side(3, 2)))), max(1, round(max(side(0, 3), side(1, 2))))
    target = QPolygonF([QPointF(0, 0), QPointF(wide, 0), QPointF(wide, high), QPointF(0, high)])
    transform = QTransform()
    if not QTransform.quadToQuad(QPolygonF(points), target, transform):  # pyright: ignore[reportCallIssue, reportArgumentType]
        return picture
    made = QImage(wide, high, QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(transform)
    painter.drawImage(0, 0, picture)
    painter.end()
    return made


def _tilted(picture: QImage, angle: float) -> QImage:
    made = QImage(picture.size(), QImage.Format.Format_RGB32)
    made.fill(QColor("white"))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    middle = QPointF(picture.width() / 2, picture.height() / 2)
    painter.translate(middle)
    painter.rotate(angle)
    painter.translate(-middle)
    painter.drawImage(0, 0, picture)
    painter.end()
    return made
