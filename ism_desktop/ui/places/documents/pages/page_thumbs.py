"""Small pictures of pages, fetched in the background a few at a time, what is seen first; a bounded number of them is kept."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QPolygonF, QTransform

from ism_desktop import documents
from ism_desktop.documents.page_plan import PlannedPage
from ism_desktop.errors import IsmError
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace

Key = tuple[str, int]  # the source and the page, from 0

_SIDE = 320  # pixels of the longer side
_KEPT = 400
_AT_A_TIME = 8


class PageThumbs(QObject):
    """`arrived` carries the key of a page."""

    arrived = Signal(object)

    def __init__(self, workspace: Workspace, document_id: str | None, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._document_id = document_id
        self._pictures: OrderedDict[Key, QImage] = OrderedDict()
        self._composed: OrderedDict[PlannedPage, QPixmap] = OrderedDict()
        self._faults: set[Key] = set()
        self._wanted: list[Key] = []
        self._busy = False

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
        while len(self._composed) > _KEPT:
            self._composed.popitem(last=False)
        return made

    def picture(self, page: PlannedPage) -> QImage | None:
        """The page as it is in its file."""
        key = (page.source, page.page)
        found = self._pictures.get(key)
        if found is not None:
            self._pictures.move_to_end(key)
        elif key not in self._faults:
            self._want(key)
        return found

    def failed(self, page: PlannedPage) -> bool:
        """Whether there will be no picture of this page."""
        return (page.source, page.page) in self._faults

    def _want(self, key: Key) -> None:
        # What was asked for last is on the screen now, so it comes first.
        if key in self._wanted:
            self._wanted.remove(key)
        self._wanted.append(key)
        del self._wanted[:-_KEPT]
        self._begin()

    def _begin(self) -> None:
        if self._busy or not self._wanted:
            return
        self._busy = True
        source = self._wanted[-1][0]
        batch = [key for key in self._wanted if key[0] == source][-_AT_A_TIME:]
        self._wanted = [key for key in self._wanted if key not in batch]
        self._workspace.background.run(
            self._work(source, [page for _, page in batch]),
            owner=self,
            quiet=True,
            on_result=self._on_arrived,
            on_error=self._on_bug,
            on_cancelled=self._on_stopped,
        )

    def _work(self, source: str, pages: Sequence[int]) -> Callable[[Task], dict[Key, QImage | None]]:
        vault, workers, document_id = self._workspace.vault, self._workspace.workers, self._document_id

        def render(_task: Task) -> dict[Key, QImage | None]:
            try:
                found = documents.small_pictures(vault, workers, document_id, source, pages, _SIDE)
            except IsmError:
                found = dict.fromkeys(pages)
            return {(source, page): None if one is None else _image(one.png) for page, one in found.items()}

        return render

    def _on_arrived(self, found: dict[Key, QImage | None]) -> None:
        self._busy = False
        for key, picture in found.items():
            if picture is None or picture.isNull():
                self._faults.add(key)
            else:
                self._pictures[key] = picture
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        for key in found:
            self.arrived.emit(key)
        self._begin()

    def _on_stopped(self) -> None:
        self._busy = False
        self._wanted.clear()

    def _on_bug(self, error: BaseException) -> None:
        self._on_stopped()
        self._workspace.report(error)


def _image(png: bytes) -> QImage:
    picture = QImage.fromData(png, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return picture.convertToFormat(QImage.Format.Format_RGB32)


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
