"""What can be undone: the last few actions, each with the words shown in the undo bar and the function that takes it back; and redo."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

_KEPT = 50


class Journal(Protocol):
    """What the record writes down of its changes, so that an undo can be taken back without a function of its own."""

    def mark(self) -> int:
        """The place after everything that has happened."""
        ...

    def way_back(self, since: int) -> Callable[[], object] | None:
        """What takes back everything since a mark; none if something there is not written down."""
        ...


@dataclass(frozen=True, slots=True)
class Offer:
    """One action that can be taken back: "Cetirizine was moved to the trash.", how, and how it is done again if that is known."""

    words: str
    undo: Callable[[], object]
    redo: Callable[[], object] | None = None


class UndoOffers(QObject):
    """The actions that can be taken back, the latest last. The window's undo bar shows the latest one."""

    offered = Signal(str)
    withdrawn = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None, journal: Journal | None = None) -> None:
        super().__init__(parent)
        self._offers: list[Offer] = []
        self._undone: list[Offer] = []
        self._journal = journal
        self._gathering = 0

    def offer(self, words: str, undo: Callable[[], object], redo: Callable[[], object] | None = None) -> None:
        """Say what was just done, and how to take it back.

        `undo` opens its own `vault.write()`. It must hold ids and plain values only, never a page. `redo` does the action again; without
        it the history is asked how to take the undo back, which knows everything but orders, links and statements.
        """
        self._undone.clear()
        self._push(Offer(words, undo, redo))

    @contextmanager
    def as_one(self, words: str) -> Generator[None]:
        """What is done within is taken back in one step, the latest first."""
        before, self._offers = self._offers, []
        self._gathering += 1
        try:
            yield
        finally:
            self._gathering -= 1
            done, self._offers = self._offers, before
            if done:
                self.offer(words, partial(_take_back, tuple(reversed(done))))

    def _push(self, offer: Offer) -> None:
        self._offers = [*self._offers[-_KEPT + 1 :], offer]
        if not self._gathering:
            self.offered.emit(offer.words)

    @property
    def latest(self) -> Offer | None:
        """The action that `undo_latest` would take back."""
        return self._offers[-1] if self._offers else None

    @property
    def can_redo(self) -> bool:
        """Whether something was undone that can be done again."""
        return bool(self._undone)

    def forget(self) -> None:
        """Forget all of it: something was deleted for good, and what is offered here might want to bring it back."""
        self._offers.clear()
        self._undone.clear()
        self.withdrawn.emit()

    def undo_latest(self) -> bool:
        """Take back the latest action. False when there is none."""
        if not self._offers:
            return False
        offer = self._offers.pop()
        self.withdrawn.emit()
        since = self._journal.mark() if self._journal is not None else 0
        try:
            offer.undo()
        except Exception as error:  # noqa: BLE001  (shown by the workspace, which tells our own errors from bugs)
            self._undone.clear()
            self.failed.emit(error)
            return True
        redo = offer.redo or (self._journal.way_back(since) if self._journal is not None else None)
        if redo is None:
            self._undone.clear()
        else:
            self._undone.append(Offer(offer.words, offer.undo, redo))
        return True

    def redo_latest(self) -> bool:
        """Do the latest undone action again. False when there is none, or something else was done since."""
        if not self._undone:
            return False
        offer = self._undone.pop()
        if offer.redo is not None:
            try:
                offer.redo()
            except Exception as error:  # noqa: BLE001  (as above)
                self._undone.clear()
                self.failed.emit(error)
                return True
        self._push(offer)
        return True


def _take_back(offers: Sequence[Offer]) -> None:
    for offer in offers:
        offer.undo()
