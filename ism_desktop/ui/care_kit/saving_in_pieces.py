"""Saves many entries in the background, says what was done, and offers the way back, in the background, too."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from ism_desktop.language import tr
from ism_desktop.records import pieces
from ism_desktop.records.pieces import Saved, Stretches
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.vault import Session


@dataclass(frozen=True, slots=True)
class Intake:
    """What is saved, by which function, and the words for it: of the work, and of what it counted. It holds no page."""

    title: str
    items: Sequence[Any]
    take: Callable[[Session, Sequence[Any]], tuple[int, int]]
    words: Callable[[int, int], str]


class SavingInPieces(QObject):
    """One intake. It belongs to the workspace: the dialog that began it is closed meanwhile."""

    def __init__(self, workspace: Workspace, intake: Intake) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._intake = intake

    def start(self) -> None:
        """Begin."""
        self._workspace.background.run(
            self._save, owner=self, title=self._intake.title, on_result=self._on_saved, on_error=self._on_error
        )

    def _save(self, task: Task) -> Saved:
        return pieces.save(self._workspace.vault, self._intake.items, self._intake.take, task)

    def _on_saved(self, saved: Saved) -> None:
        first, second = saved.counts or (0, 0)
        if first or second:
            words = self._intake.words(first, second)
            if not saved.is_whole:
                words = tr("{words} It was stopped before the end.", words=words)
            move = partial(_revert, self._workspace, saved.stretches)
            self._workspace.undo_bar.offer(words, move, move)
        if saved.error is not None:
            self._workspace.report(saved.error)
        self.deleteLater()

    def _on_error(self, error: BaseException) -> None:
        self._workspace.report(error)
        self.deleteLater()


def _revert(workspace: Workspace, stretches: Stretches) -> None:
    """Take it back, or bring it again."""
    workspace.background.run(partial(_reverted, workspace, stretches), owner=workspace, title=tr("Undoing the import"))


def _reverted(workspace: Workspace, stretches: Stretches, task: Task) -> None:
    stretches.revert(workspace.vault, task)
