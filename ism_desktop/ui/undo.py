"""What can be undone: the last few actions, each with the words shown in the undo bar and the function that takes it back."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

_KEPT = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """One action that can be taken back: "Cetirizine was moved to the trash." and how."""

    words: str
    undo: Callable[[], object]


class UndoOffers(QObject):
    """The actions that can be taken back, the latest last. The window's undo bar shows the latest one."""

    offered = Signal(str)
    withdrawn = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._offers: list[Offer] = []

    def offer(self, words: str, undo: Callable[[], object]) -> None:
        """Say what was just done, and how to take it back.

        `undo` opens its own `vault.write()`. It must hold ids and plain values only, never a page.
        """
        self._offers = [*self._offers[-_KEPT + 1 :], Offer(words, undo)]
        self.offered.emit(words)

    @property
    def latest(self) -> Offer | None:
        """The action that `undo_latest` would take back."""
        return self._offers[-1] if self._offers else None

    def undo_latest(self) -> bool:
        """Take back the latest action. False when there is none."""
        if not self._offers:
            return False
        offer = self._offers.pop()
        self.withdrawn.emit()
        try:
            offer.undo()
        except Exception as error:  # noqa: BLE001  (shown by the workspace, which tells our own errors from bugs)
            self.failed.emit(error)
        return True
