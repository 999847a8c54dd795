"""Fetches thumbnails in the background, what is seen first, and keeps a bounded number of them."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from ism_desktop import documents
from ism_desktop.errors import IsmError
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace

_KEPT = 300
_SIDE = 360  # pixels: as large as the largest thumbnail that the shelf shows


class Thumbnails(QObject):
    """Pictures of first pages by document id. `arrived` carries the id."""

    arrived = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._pictures: OrderedDict[str, QPixmap] = OrderedDict()
        self._files: dict[str, str] = {}
        self._faults: set[str] = set()
        self._wanted: list[str] = []
        self._under_way: str | None = None

    def get(self, document_id: str, file_id: str = "") -> QPixmap | None:
        """The picture; None when it is on its way (`arrived` will tell) or cannot be made. `file_id` is the file that is in use now."""
        if file_id and self._files.setdefault(document_id, file_id) != file_id:
            self._files[document_id] = file_id
            self._pictures.pop(document_id, None)
            self._faults.discard(document_id)
        found = self._pictures.get(document_id)
        if found is not None:
            self._pictures.move_to_end(document_id)
        elif document_id not in self._faults and document_id != self._under_way:
            self._want(document_id)
        return found

    def failed(self, document_id: str) -> bool:
        """Whether there will be no picture of this document."""
        return document_id in self._faults

    def _want(self, document_id: str) -> None:
        # What was asked for last is on the screen now, so it comes first.
        if document_id in self._wanted:
            self._wanted.remove(document_id)
        self._wanted.append(document_id)
        del self._wanted[:-_KEPT]
        self._begin()

    def _begin(self) -> None:
        if self._under_way is None and self._wanted:
            self._under_way = self._wanted.pop()
            self._workspace.background.run(
                self._work(self._under_way),
                owner=self,
                quiet=True,
                on_result=self._on_arrived,
                on_error=self._on_bug,
                on_cancelled=self._on_stopped,
            )

    def _work(self, document_id: str) -> Callable[[Task], QImage | None]:
        return partial(_picture, self._workspace, document_id)

    def _on_arrived(self, picture: QImage | None) -> None:
        document_id, self._under_way = self._under_way, None
        if document_id is not None:
            if picture is None or picture.isNull():
                self._faults.add(document_id)
            else:
                self._pictures[document_id] = QPixmap.fromImage(picture)
                while len(self._pictures) > _KEPT:
                    self._pictures.popitem(last=False)
            self.arrived.emit(document_id)
        self._begin()

    def _on_stopped(self) -> None:
        self._under_way = None
        self._wanted.clear()

    def _on_bug(self, error: BaseException) -> None:
        self._on_stopped()
        self._workspace.report(error)


def _picture(workspace: Workspace, document_id: str, _task: Task) -> QImage | None:
    """The thumbnail, small enough to keep many of them; None when the document cannot be drawn, which the viewer explains."""
    try:
        data = documents.thumbnail(workspace.vault, workspace.workers, document_id)
    except IsmError:
        return None
    picture = QImage.fromData(data, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return picture.scaled(_SIDE, _SIDE, keep, smooth).convertToFormat(QImage.Format.Format_RGB32)
