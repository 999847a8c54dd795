"""Lines of a document's pages as they are printed, to compare with what was read of them: cut out in the background, shown beside it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ism_desktop import documents
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import theme

_HIGHEST = 64  # pixels at 100 %
_SCALE = 1.5  # pixels at 100 % for a point of the paper, at most
_DPI = 150
_AROUND = 3  # points of paper around a line

Box = tuple[float, float, float, float]
Piece = tuple[int, QImage, float]
"""A number, a picture, and how many points wide it is on the paper."""


def cutting(
    workspace: Workspace, document_id: str, page: int, boxes: Iterable[tuple[int, Box]]
) -> Callable[[Task], list[Piece]]:
    """What cuts these boxes (in points, each with its number) out of a page (from 1), to be run in the background."""
    vault, workers = workspace.vault, workspace.workers
    wanted = list(boxes)

    def cut(task: Task) -> list[Piece]:
        task(0, 0, "")
        picture = documents.page_picture(vault, workers, document_id, page, _DPI)
        image = QImage.fromData(picture.png, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
        width = documents.page_sizes(vault, document_id)[page - 1][0]
        scale = image.width() / width
        pieces: list[Piece] = []
        for place, (x0, y0, x1, y1) in wanted:
            left, top = round((x0 - 2 * _AROUND) * scale), round((y0 - _AROUND) * scale)
            right, bottom = round((x1 + 2 * _AROUND) * scale), round((y1 + _AROUND) * scale)
            area = QRect(left, top, right - left, bottom - top).intersected(image.rect())
            pieces.append((place, image.copy(area), area.width() / scale))
        return pieces

    return cut


class LinePicture(QWidget):
    """The line as it is printed, as large as the width allows."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._width = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme().px(24))

    def show_image(self, image: QImage, points: float) -> None:
        """Show a picture that is so many points wide on the paper."""
        self._image, self._width = image, points
        self._fit()
        self.update()

    @property
    def has_image(self) -> bool:
        """Whether the picture is there."""
        return not self._image.isNull()

    def _size(self) -> QSize:
        if self._image.isNull():
            return QSize()
        wide = min(self.width(), theme().px(round(self._width * _SCALE)))
        high = wide * self._image.height() // max(1, self._image.width())
        highest = theme().px(_HIGHEST)
        return QSize(wide, high) if high <= highest else QSize(wide * highest // high, highest)

    def _fit(self) -> None:
        size = self._size()
        if not size.isEmpty() and size.height() != self.height():
            self.setFixedHeight(size.height())

    def event(self, event: QEvent) -> bool:
        """Grow and shrink with the width."""
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw it from the edge at which reading begins: the paper is no text."""
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._size()
        painter.drawImage(QRectF(0, 0, size.width(), size.height()), self._image)
        painter.end()
