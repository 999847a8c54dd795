"""What the viewer reads of a document in the background: how large its pages are, so that they can be shown, then their words."""

from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ism_desktop import documents
from ism_desktop.errors import IsmError
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.viewer.doubts import Doubts
from ism_desktop.ui.record_kit.viewer.finding import DocumentWords
from ism_desktop.ui.record_kit.viewer.page_pictures import PagePictures
from ism_desktop.vault import Vault
from ism_desktop.worker import PageText

_A4 = (595.0, 842.0)
_LONG = 50  # pages
_LATEST = 1_500  # milliseconds


@dataclass(frozen=True, slots=True)
class Sizes:
    """Width and height in points of every page. `turn` tells it from the answer for a document opened before."""

    turn: int
    sizes: list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Opened:
    """The words of a document; `turn` as in `Sizes`."""

    turn: int
    texts: list[PageText]
    doubts: Doubts = field(default_factory=Doubts)


class Opening(QObject):
    """Reads one document at a time: `sized` carries the `Sizes` of its pages, `opened` the words.

    The words of a long document are read once a page of it is seen: reading them holds up its picture.
    """

    sized = Signal(object)
    opened = Signal(object)

    def __init__(self, workspace: Workspace, pictures: PagePictures, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._pictures = workspace, pictures
        self._turn, self._document_id, self._pages = 0, "", 0
        self._latest = QTimer(self)  # a page that cannot be drawn may take long to say so
        self._latest.setSingleShot(True)
        self._latest.setInterval(_LATEST)
        self._latest.timeout.connect(self._read_words)
        for told in (pictures.arrived, pictures.failed, pictures.file_failed):
            told.connect(self._on_picture)

    def begin(self, document_id: str | None, pages: int) -> None:
        """Read another document, or none; nothing more is heard of the one before."""
        self._turn += 1
        self._latest.stop()
        if document_id is not None:
            self._document_id, self._pages = document_id, pages
            work = partial(_sized, self._workspace.vault, self._turn, document_id, pages)
            self._workspace.background.run(work, owner=self, quiet=True, on_result=self._on_sized)

    def _on_sized(self, answer: Sizes) -> None:
        if answer.turn != self._turn:
            return
        self.sized.emit(answer)
        if self._pages < _LONG or self._pictures.rests:
            self._read_words()
        else:
            self._latest.start()

    def _on_picture(self, _what: object) -> None:
        if self._latest.isActive():
            self._latest.stop()
            self._read_words()

    def _read_words(self) -> None:
        work = partial(_opened, self._workspace.vault, self._turn, self._document_id)
        self._workspace.background.run(work, owner=self, quiet=True, on_result=self._on_opened)

    def _on_opened(self, answer: Opened) -> None:
        if answer.turn == self._turn:
            self.opened.emit(answer)


def prepared(words: DocumentWords, task: Task) -> None:
    """Make ready for finding."""
    words.prepare(task)


def _sized(vault: Vault, turn: int, document_id: str, pages: int, _task: Task) -> Sizes:
    """The size of every page, which is known long before the words of a long document are."""
    try:
        return Sizes(turn, documents.page_sizes(vault, document_id) or [_A4] * pages)
    except IsmError:
        # The text is damaged, not the document: its pages can be looked at all the same.
        return Sizes(turn, [_A4] * pages)


def _opened(vault: Vault, turn: int, document_id: str, _task: Task) -> Opened:
    """The text of every page."""
    try:
        texts = documents.page_texts(vault, document_id)
        return Opened(turn, texts, Doubts.of(texts))
    except IsmError:
        return Opened(turn, [])
