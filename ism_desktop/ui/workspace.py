"""What every page is given: the open vault and all that works on it."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui import errors
from ism_desktop.ui.background import Background, Task
from ism_desktop.ui.drafts import Drafts
from ism_desktop.ui.undo import UndoOffers
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

_INDEX_DELAY = 300  # milliseconds: several saves in a row are indexed together


class Workspace(QObject):
    """The open vault, the other process, search, background work, settings, undo; and the ways between pages.

    `changed` carries a frozenset of kind names after each commit, always on the window's thread and never inside the commit.
    """

    changed = Signal(object)
    page_requested = Signal(str, object, object)  # place or kind name, record id or None, page from 1 or None
    new_requested = Signal(str)  # place or kind name: go there and begin a new record
    files_dropped = Signal(list)  # paths that a person dropped, pasted or chose
    indexed = Signal()
    _committed = Signal(object)

    def __init__(
        self, vault: Vault, workers: Workers, index: Index, settings: Settings, background: Background | None = None
    ) -> None:
        super().__init__()
        self.vault = vault
        self.workers = workers
        self.index = index
        self.settings = settings
        self.background = background or Background()
        self.searched_words = ""  # of the search hit being opened: the documents mark them on the page, and forget them
        self.undo_bar = UndoOffers(self)
        self.drafts = Drafts(vault, self)
        self._is_closed = False
        self._indexing = False
        self._index_timer = QTimer(self, singleShot=True, interval=_INDEX_DELAY)
        self._index_timer.timeout.connect(self._on_index_due)
        self._committed.connect(self._on_committed, Qt.ConnectionType.QueuedConnection)
        self.undo_bar.failed.connect(self.report)
        self.background.failed.connect(self.report)
        self._stop_listening = vault.on_change(self._committed.emit)
        self._index_timer.start()

    def show_page(self, name: str, record_id: str | None = None, page: int | None = None) -> None:
        """Go to a place, by its name or the name of a kind, and there to a record (and, of a document, a page from 1)."""
        self.page_requested.emit(name, record_id, page)

    def begin_record(self, name: str) -> None:
        """Go to a place, by its name or the name of a kind, and begin a new record there."""
        self.new_requested.emit(name)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Take files in: goes to the documents, which do it."""
        self.show_page("documents")
        self.files_dropped.emit(list(paths))

    def report(self, error: BaseException) -> None:
        """Show what went wrong: our own errors with their advice, anything else as a bug."""
        errors.show(error, QApplication.activeWindow())

    def today(self) -> date:
        """The day on this computer's calendar."""
        return datetime.now().astimezone().date()

    @property
    def day_first(self) -> bool:
        """Whether people here write 3/5 for the third of May."""
        written = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
        return written.find("d") < written.find("M") or written.startswith("y")

    def close(self) -> None:
        """Keep drafts, stop background work and stop listening; the vault itself is closed by `app`."""
        self._is_closed = True
        self._stop_listening()
        self._index_timer.stop()
        self.drafts.flush()
        self.background.close()

    def _on_committed(self, kinds: frozenset[str]) -> None:
        # What was saved while the window closed is told after the pages are gone.
        if not self._is_closed:
            self._index_timer.start()
            self.changed.emit(kinds)

    def _on_index_due(self) -> None:
        if self._indexing:
            self._index_timer.start()
            return
        self._indexing = True
        self.background.run(
            self._catch_up,
            owner=self,
            title="Reading for search",
            on_result=self._on_indexed,
            on_error=self._on_index_failed,
            on_cancelled=self._on_indexed,
        )

    def _catch_up(self, task: Task) -> None:
        self.index.catch_up(task)

    def _on_indexed(self, _nothing: object = None) -> None:
        self._indexing = False
        self.indexed.emit()

    def _on_index_failed(self, error: BaseException) -> None:
        self._indexing = False
        self.report(error)
