"""Small pictures of pages, fetched in the background a few at a time, what is seen first. They are kept in memory only, and not many."""

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from ism_desktop import documents
from ism_desktop.errors import IsmError
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace

Key = tuple[str, int]  # the source as a plan of pages names it, and the page, from 0
OWN = ""  # the source that is the document itself, in the version in use


class SmallPages(QObject):
    """`arrived` carries the key of a page. No side of a picture is longer than `side`; of all of them `kept` stay."""

    arrived = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        document_id: str | None,
        parent: QObject,
        *,
        side: int = 320,
        kept: int = 400,
        at_a_time: int = 8,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._side, self._kept, self._at_a_time = side, kept, at_a_time
        self._document_id = document_id
        self._turn = 0
        self._pictures: OrderedDict[Key, QImage] = OrderedDict()
        self._faults: set[Key] = set()
        self._wanted: list[Key] = []
        self._busy = False
        self._held = False

    def open(self, document_id: str | None) -> None:
        """Turn to another document or version, or to none, and forget everything about the one before."""
        self._turn += 1
        self._document_id = document_id
        self._pictures.clear()
        self._faults.clear()
        self._wanted.clear()

    def hold(self, *, held: bool) -> None:
        """Ask for nothing for a while: something else is wanted more."""
        self._held = held
        self._begin()

    def get_key(self, key: Key) -> QImage | None:
        """The picture of a page; None when it is on its way or cannot be drawn."""
        found = self._pictures.get(key)
        if found is not None:
            self._pictures.move_to_end(key)
        elif key not in self._faults:
            self._want(key)
        return found

    def failed_key(self, key: Key) -> bool:
        """Whether there will be no picture of this page."""
        return key in self._faults

    def _want(self, key: Key) -> None:
        # What was asked for last is on the screen now, so it comes first.
        if key in self._wanted:
            self._wanted.remove(key)
        self._wanted.append(key)
        del self._wanted[: -self._kept]
        self._begin()

    def _begin(self) -> None:
        if self._busy or self._held or not self._wanted:
            return
        self._busy = True
        source = self._wanted[-1][0]
        batch = [key for key in self._wanted if key[0] == source][-self._at_a_time :]
        self._wanted = [key for key in self._wanted if key not in batch]
        self._workspace.background.run(
            self._work(source, [page for _, page in batch]),
            owner=self,
            quiet=True,
            on_result=self._on_arrived,
            on_error=self._on_bug,
            on_cancelled=self._on_stopped,
        )

    def _work(self, source: str, pages: Sequence[int]) -> Callable[[Task], tuple[int, dict[Key, QImage | None]]]:
        vault, workers, document_id = self._workspace.vault, self._workspace.workers, self._document_id
        turn, side = self._turn, self._side

        def render(_task: Task) -> tuple[int, dict[Key, QImage | None]]:
            try:
                found = documents.small_pictures(vault, workers, document_id, source, pages, side)
            except IsmError:
                found = dict.fromkeys(pages)
            return turn, {(source, page): None if one is None else _image(one.png) for page, one in found.items()}

        return render

    def _on_arrived(self, answer: tuple[int, dict[Key, QImage | None]]) -> None:
        self._busy = False
        turn, found = answer
        if turn == self._turn:
            self._take(found)
        self._begin()

    def _take(self, found: dict[Key, QImage | None]) -> None:
        for key, picture in found.items():
            if picture is None or picture.isNull():
                self._faults.add(key)
            else:
                self._pictures[key] = picture
        while len(self._pictures) > self._kept:
            self._pictures.popitem(last=False)
        for key in found:
            self.arrived.emit(key)

    def _on_stopped(self) -> None:
        self._busy = False
        self._wanted.clear()

    def _on_bug(self, error: BaseException) -> None:
        self._on_stopped()
        self._workspace.report(error)


def _image(png: bytes) -> QImage:
    picture = QImage.fromData(png, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return picture.convertToFormat(QImage.Format.Format_RGB32)


def fitted(size: QPixmap | QImage, room: QRect) -> QRect:
    """Where a picture lies in the middle of a room, as large as it fits."""
    scaled = size.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(
        room.x() + (room.width() - scaled.width()) // 2,
        room.y() + (room.height() - scaled.height()) // 2,
        scaled.width(),
        scaled.height(),
    )
