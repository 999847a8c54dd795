"""Fetches pictures of pages in the background and keeps a bounded number of them: the viewer asks, and is told when one has arrived."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from ism_desktop import documents
from ism_desktop.errors import IsmError, VaultDamaged
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.worker import Workers

# A page is asked for in one of these, so that a slightly different zoom finds a picture that is there already.
DPIS = (48, 72, 96, 120, 150, 200, 300)
_KEPT_BYTES = 96 * 1024 * 1024
_KEPT_SCALED_BYTES = 64 * 1024 * 1024
_AT_ONCE = 2


def dpi_for(pixels_per_point: float) -> int:
    """The smallest offered resolution that is at least as fine as this scale; the finest one for anything beyond."""
    needed = pixels_per_point * 72
    return next((dpi for dpi in DPIS if dpi >= needed * 0.95), DPIS[-1])


@dataclass(frozen=True, slots=True)
class _Wish:
    """A page of a document at a resolution. `turn` grows with every document opened: an answer for an earlier one is dropped."""

    turn: int
    document_id: str
    page: int
    dpi: int


def _put_away(workers: Workers, _task: Task) -> None:
    workers.put_pages_away()


class PagePictures(QObject):
    """Pictures of the pages of one document at a time. `arrived` and `failed` carry the page."""

    arrived = Signal(int)
    failed = Signal(int)
    file_failed = Signal(object)  # the error, when no page of this file will ever come
    rested = Signal(bool)  # whether no picture is awaited any more

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._turn = 0
        self._document_id: str | None = None
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._scaled: OrderedDict[tuple[int, int, int, int], QPixmap] = OrderedDict()
        self._faults: dict[int, IsmError] = {}
        self._wanted: list[tuple[int, int]] = []
        self._under_way: set[_Wish] = set()
        self._rested = True

    def open(self, document_id: str | None) -> None:
        """Turn to another document, or to none, and forget everything about the one before."""
        if document_id is None and self._document_id is not None and not self._workspace.is_closed:
            self._workspace.background.run(partial(_put_away, self._workspace.workers), owner=self, quiet=True)
        self._turn += 1
        self._document_id = document_id
        self._pictures.clear()
        self._scaled.clear()
        self._faults.clear()
        self._wanted = []

    def forget_faults(self) -> None:
        """Try again what failed before."""
        self._faults.clear()

    def want(self, wishes: Sequence[tuple[int, int]]) -> None:
        """Ask for pages, each at a resolution, the most wanted first; what was asked for before and not begun is forgotten."""
        self._wanted = [wish for wish in wishes if wish not in self._pictures and wish[0] not in self._faults]
        self._begin()

    def fault(self, page: int) -> IsmError | None:
        """Why there is no picture of this page."""
        return self._faults.get(page)

    @property
    def kept_bytes(self) -> int:
        """The memory that the kept pictures take."""
        return sum(picture.sizeInBytes() for picture in self._pictures.values())

    def has(self, page: int, dpi: int) -> bool:
        """Whether the picture of a page is there in this resolution."""
        return (page, dpi) in self._pictures

    def sharpest(self, page: int) -> int:
        """The finest resolution in which the picture of a page is there; 0 for none."""
        return max((dpi for number, dpi in self._pictures if number == page), default=0)

    def draw(self, painter: QPainter, target: QRectF, page: int, dpi: int) -> bool:
        """Draw a page from the resolution asked for, else from the finest there is. False when there is none yet."""
        key = self._best(page, dpi)
        if key is None:
            return False
        self._pictures.move_to_end(key)
        picture = self._pictures[key]
        ratio = painter.device().devicePixelRatio()
        size = (target.size() * ratio).toSize()
        if size.width() > picture.width():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, picture)
        else:
            # Shrinking smoothly takes milliseconds, so it is done once for a size and not at every step of scrolling.
            pixmap = self._shrunk(key, picture, size)
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
        return True

    def _shrunk(self, key: tuple[int, int], picture: QImage, size: QSize) -> QPixmap:
        name = (*key, size.width(), size.height())
        found = self._scaled.get(name)
        if found is None:
            mode = Qt.TransformationMode.SmoothTransformation
            found = QPixmap.fromImage(picture.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode))
            self._scaled[name] = found
            while (
                len(self._scaled) > 1
                and sum(p.width() * p.height() * 4 for p in self._scaled.values()) > _KEPT_SCALED_BYTES
            ):
                self._scaled.popitem(last=False)
        self._scaled.move_to_end(name)
        return found

    def _best(self, page: int, dpi: int) -> tuple[int, int] | None:
        if (page, dpi) in self._pictures:
            return (page, dpi)
        return max((key for key in self._pictures if key[0] == page), key=lambda key: key[1], default=None)

    @property
    def rests(self) -> bool:
        """Whether no picture is awaited."""
        return not self._wanted and not self._under_way

    def _begin(self) -> None:
        self._begin_next()
        if self.rests is not self._rested:
            self._rested = self.rests
            self.rested.emit(self._rested)

    def _begin_next(self) -> None:
        while self._document_id is not None and len(self._under_way) < _AT_ONCE and self._wanted:
            wish = _Wish(self._turn, self._document_id, *self._wanted.pop(0))
            if wish in self._under_way:
                continue
            self._under_way.add(wish)
            self._workspace.background.run(
                self._work(wish),
                owner=self,
                quiet=True,
                on_result=self._on_arrived,
                on_error=self._on_bug,
                on_cancelled=self._on_stopped,
            )

    def _work(self, wish: _Wish) -> Callable[[Task], tuple[_Wish, QImage | IsmError]]:
        vault, workers = self._workspace.vault, self._workspace.workers

        def render(_task: Task) -> tuple[_Wish, QImage | IsmError]:
            try:
                picture = documents.page_picture(vault, workers, wish.document_id, wish.page, wish.dpi)
            except IsmError as error:
                return wish, error
            image = QImage.fromData(picture.png, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
            return wish, image.convertToFormat(QImage.Format.Format_RGB32)

        return render

    def _on_stopped(self) -> None:
        self._under_way.clear()

    def _on_bug(self, error: BaseException) -> None:
        self._under_way.clear()
        self._workspace.report(error)

    def _on_arrived(self, answer: tuple[_Wish, QImage | IsmError]) -> None:
        wish, picture = answer
        self._under_way.discard(wish)
        if wish.turn == self._turn:
            self._take(wish, picture)
        self._begin()

    def _take(self, wish: _Wish, picture: QImage | IsmError) -> None:
        if isinstance(picture, IsmError):
            self._faults[wish.page] = picture
            if isinstance(picture, VaultDamaged):
                self._wanted = []
                self.file_failed.emit(picture)
            else:
                self.failed.emit(wish.page)
            return
        self._pictures[wish.page, wish.dpi] = picture
        self._pictures.move_to_end((wish.page, wish.dpi))
        while len(self._pictures) > 1 and self.kept_bytes > _KEPT_BYTES:
            self._pictures.popitem(last=False)
        self.arrived.emit(wish.page)
