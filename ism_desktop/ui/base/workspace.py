"""What every page is given: the open vault and all that works on it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from ism_desktop.language import in_use, tr
from ism_desktop.records import reverting
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings, config_folder
from ism_desktop.ui.base import errors
from ism_desktop.ui.base.background import Background, Task
from ism_desktop.ui.base.drafts import Drafts
from ism_desktop.ui.base.safekeeping.watching import Safekeeping
from ism_desktop.ui.base.subject import FromPage
from ism_desktop.ui.base.undo import UndoOffers
from ism_desktop.ui.kit.timers import timer
from ism_desktop.vault import Vault
from ism_desktop.vault.multi_device import Computer, OpenElsewhere
from ism_desktop.worker import Workers

_INDEX_DELAY = 300  # milliseconds: several saves in a row are indexed together
_BEAT = 60_000  # milliseconds between two signs of life in the vault's folder


class Workspace(QObject):
    """The open vault, the other process, search, background work, settings, undo; and the ways between pages.

    `changed` carries a frozenset of kind names after each commit, always on the window's thread and never inside the commit.
    """

    changed = Signal(object)
    page_requested = Signal(str, object, object)  # place or kind name, record id or None, page from 1 or None
    new_requested = Signal(str)  # place or kind name: go there and begin a new record
    recorder_requested = Signal()  # record a reaction as it happens
    values_wanted = Signal(str)  # id of a document whose values shall go into the test results
    from_page_requested = Signal(object)  # FromPage: a new record shall be made from a page of a document
    files_dropped = Signal(list)  # paths that a person dropped, pasted or chose
    indexed = Signal()
    open_requested = Signal(
        object, bool
    )  # Path: close this vault and go on with the one there; whether to bring it back by a rescue
    what_locks_changed = Signal()
    concern_raised = Signal(object)  # OpenElsewhere: another computer opened the vault while it is open here
    _committed = Signal(object)

    def __init__(
        self,
        vault: Vault,
        workers: Workers,
        index: Index,
        settings: Settings,
        background: Background | None = None,
        *,
        computer: Computer | None = None,
    ) -> None:
        super().__init__()
        self.vault = vault
        self.workers = workers
        self.index = index
        self.settings = settings
        self.computer = computer or Computer(config_folder())
        self.background = background or Background()
        self.files_taker: Callable[[Sequence[Path]], bool] | None = (
            None  # a page that is seen and takes some files itself
        )
        self.picture_taker: Callable[[], bool] | None = None  # likewise, for a picture on the clipboard
        self.searched_words = ""  # of the search hit being opened: the documents mark them on the page, and forget them
        self.undo_bar = UndoOffers(self, _History(vault))
        self.drafts = Drafts(vault, self)
        self.safekeeping = Safekeeping(self)
        self.locked_on: frozenset[str] = frozenset()  # what of "sleep", "lid" and "screen" the system tells us of
        self._is_closed = False
        self._indexing = False
        self._index_timer = timer(self, _INDEX_DELAY)
        self._index_timer.timeout.connect(self._on_index_due)
        self._beat_timer = timer(self, _BEAT, once=False)
        self._beat_timer.timeout.connect(self.beat)
        self._committed.connect(self._on_committed, Qt.ConnectionType.QueuedConnection)
        self.undo_bar.failed.connect(self.report)
        self.background.failed.connect(self.report)
        self._stop_listening = vault.on_change(self._committed.emit)
        self._index_timer.start()
        self._beat_timer.start()

    def show_page(self, name: str, record_id: str | None = None, page: int | None = None) -> None:
        """Go to a place, by its name or the name of a kind, and there to a record (and, of a document, a page from 1)."""
        self.page_requested.emit(name, record_id, page)

    def begin_record(self, name: str) -> None:
        """Go to a place, by its name or the name of a kind, and begin a new record there."""
        self.new_requested.emit(name)

    def begin_from_page(self, wish: FromPage) -> None:
        """Go to a place and begin a new record there that is made from a page of a document."""
        self.from_page_requested.emit(wish)

    def record_reaction(self) -> None:
        """Show the recorder of a reaction, over everything."""
        self.recorder_requested.emit()

    def say_what_locks(self, heard: frozenset[str]) -> None:
        """Note what the system is known to tell, so that the pages promise no other locking."""
        if heard != self.locked_on:
            self.locked_on = heard
            self.what_locks_changed.emit()

    def take_values(self, document_id: str) -> None:
        """Take the values of a document: goes to the test results, which do it."""
        self.show_page("test_results")
        self.values_wanted.emit(document_id)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Take files in: goes to the documents, which do it, unless the page in front has a use of its own for them."""
        if self.files_taker is not None and self.files_taker(paths):
            return
        self.show_page("documents")
        self.files_dropped.emit(list(paths))

    def take_picture(self) -> bool:
        """Let the page in front take the picture on the clipboard. False where there is none, or no use for it."""
        return self.picture_taker is not None and self.picture_taker()

    def discard_draft(self, kind: str, record_id: str | None, words: str) -> None:
        """Forget a draft, say so in these words, and offer to undo that."""
        kept = self.drafts.get(kind, record_id)
        self.drafts.drop(kind, record_id)
        if kept is not None:
            self.undo_bar.offer(words, partial(self.drafts.bring_back, kind, record_id, dict(kept)))

    def report(self, error: BaseException) -> None:
        """Show what went wrong: our own errors with their advice, anything else as a bug."""
        errors.show(error, QApplication.activeWindow())

    def today(self) -> date:
        """The day on this computer's calendar."""
        return datetime.now().astimezone().date()

    @property
    def day_first(self) -> bool:
        """Whether people here write 3/5 for the third of May."""
        return in_use().day_first

    @property
    def is_closed(self) -> bool:
        """Whether the vault is being closed: what was put off for a moment must not begin any more."""
        return self._is_closed

    def close(self) -> None:
        """Keep drafts, stop background work and stop listening; the vault itself is closed by `app`."""
        self._is_closed = True
        self.safekeeping.stop()
        self._stop_listening()
        self._index_timer.stop()
        self._beat_timer.stop()
        self.drafts.flush()
        self.background.close()

    def beat(self) -> None:
        """Renew this window's sign of life in the vault's folder, and hear of another computer that opened the vault meanwhile."""
        # In the background: the folder may lie on a drive that is slow to answer.
        self.background.run(self._beat, owner=self, on_result=self._on_beaten, quiet=True)

    def _beat(self, _task: Task) -> OpenElsewhere | None:
        return self.vault.heartbeat()

    def _on_beaten(self, other: OpenElsewhere | None) -> None:
        if other is not None and not self._is_closed:
            self.concern_raised.emit(other)

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
            title=tr("Updating the search index"),
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


class _History:
    """The record's history as the journal by which an undo is taken back."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def mark(self) -> int:
        with self._vault.read() as session:
            return reverting.mark(session)

    def way_back(self, since: int) -> Callable[[], None] | None:
        with self._vault.read() as session:
            until = reverting.mark(session)
            covered = reverting.is_covered(session, since, until)
        return partial(self._revert, since, until) if covered else None

    def _revert(self, since: int, until: int) -> None:
        with self._vault.write() as session:
            reverting.revert(session, since, until)
