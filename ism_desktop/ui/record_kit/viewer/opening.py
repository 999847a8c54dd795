"""What the viewer reads of a document before it shows the pages, in the background."""

from dataclasses import dataclass, field

from ism_desktop import documents
from ism_desktop.errors import IsmError
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.record_kit.viewer.doubts import Doubts
from ism_desktop.ui.record_kit.viewer.finding import DocumentWords
from ism_desktop.vault import Vault
from ism_desktop.worker import PageText


@dataclass(frozen=True, slots=True)
class Opened:
    """What is read when a document is opened. `turn` tells it from the answer for a document opened before."""

    turn: int
    texts: list[PageText]
    sizes: list[tuple[float, float]]
    doubts: Doubts = field(default_factory=Doubts)
    error: IsmError | None = None


def prepared(words: DocumentWords, task: Task) -> None:
    """Make ready for finding."""
    words.prepare(task)


def opened(vault: Vault, turn: int, document_id: str, _task: Task) -> Opened:
    """The text and the size of every page."""
    try:
        texts, sizes = documents.read_pages(vault, document_id)
        return Opened(turn, texts, sizes, Doubts.of(texts))
    except IsmError as error:
        # The text is damaged, not the document: its pages can be looked at all the same.
        return Opened(turn, [], [], error=error)
