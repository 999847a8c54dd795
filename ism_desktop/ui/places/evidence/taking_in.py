"""Imports files of research papers in the background; what came can be taken back, in the background too."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ism_desktop.exchange import publications as exchange
from ism_desktop.exchange.publications import TakenIn
from ism_desktop.language import tr, tr_n
from ism_desktop.ui.base.background import Job, Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.vault import Vault

_Move = Callable[[Vault, TakenIn, Task], None]

ENDINGS = (".nbib", ".txt", ".csv", ".xml", ".rss", ".atom")


class PublicationImport(QObject):
    """`ended` carries what one file brought."""

    ended = Signal(object)  # TakenIn

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def begin(self, paths: Sequence[Path], search: str) -> list[Job]:
        """Import files, one job for each; `search` is noted with the import."""
        return [
            self._workspace.background.run(
                partial(self._take_in, path, search),
                owner=self,
                title=tr("Importing {name}", name=path.name),
                on_result=partial(self._on_taken, path.name),
                on_error=self._workspace.report,
            )
            for path in paths
        ]

    def _take_in(self, path: Path, search: str, task: Task) -> TakenIn:
        vault, workers, today = self._workspace.vault, self._workspace.workers, self._workspace.today()
        taken = exchange.take_in(vault, workers, exchange.read_file(path), path.name, today, task, search=search)
        task.tell(
            path.name, words_of(taken), good=taken.is_whole and not taken.refused_count, look=bool(taken.refused_count)
        )
        return taken

    def _on_taken(self, name: str, taken: TakenIn) -> None:
        if not taken.total:
            self._workspace.undo_bar.offer(tr("“{file}” holds no papers.", file=name), _nothing, _nothing)
            return
        words = tr("“{file}”: {words}", file=name, words=words_of(taken))
        undo, redo = (
            partial(_run, self._workspace, move, taken) for move in (exchange.take_back, exchange.bring_again)
        )
        self._workspace.undo_bar.offer(words, undo, redo)
        self.ended.emit(taken)


def _nothing() -> None:
    """There is nothing to take back."""


def _run(workspace: Workspace, move: _Move, taken: TakenIn) -> None:
    """Take an import back, or do it again: ten thousand papers take longer than the window may stand still."""
    workspace.background.run(partial(_moved, workspace, move, taken), owner=workspace, title=tr("Undoing the import"))


def _moved(workspace: Workspace, move: _Move, taken: TakenIn, task: Task) -> None:
    move(workspace.vault, taken, task)


def words_of(taken: TakenIn) -> str:
    """What an import brought, in a few sentences."""
    said = [
        tr_n("{number} paper in the file.", "{number} papers in the file.", taken.total),
        tr_n("{number} is new.", "{number} are new.", len(taken.filed.new)),
    ]
    if taken.filed.marked:
        marked = len(taken.filed.marked)
        said.append(tr_n("{number} that you have is marked now.", "{number} that you have are marked now.", marked))
    if taken.refused_count:
        said.append(
            tr_n(
                "{number} was not taken; why stands under “Imported files”.",
                "{number} were not taken; why stands under “Imported files”.",
                taken.refused_count,
            )
        )
    if not taken.is_whole:
        said.append(tr("The import was stopped before the end of the file."))
    return " ".join(said)
