"""Takes files into the vault in the background: a line for each file in the job tray, and the new documents as they come."""

import contextlib
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from ism_desktop import documents
from ism_desktop.documents import ImportResult
from ism_desktop.documents.likeness import Likenesses
from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.records import document_notices
from ism_desktop.records.store import Record
from ism_desktop.ui.base.background import Job, Line, Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.coming import Coming
from ism_desktop.ui.record_kit.import_results import result_words, used_words
from ism_desktop.ui.record_kit.locked_files import LockedFiles
from ism_desktop.ui.record_kit.pasting import holds_picture, picture_in


def pastes_picture(event: QKeyEvent) -> bool:
    """Whether these keys paste, and what lies on the clipboard is a picture. The window itself pastes files."""
    return event.matches(QKeySequence.StandardKey.Paste) and holds_picture(QGuiApplication.clipboard().mimeData())


class TakingIn(QObject):
    """Imports files. `imported` carries the ids of new documents as they arrive, `ended` what became of every file.

    With `puts_to_use` a file that is a document already serves as well, and is told so instead of as one that failed. The password of
    locked PDFs is asked for (`locked_files`), and what it opens comes with another `ended`; without `asks_at_once` no dialog
    comes by itself. `finished` says that nothing more will come.
    """

    imported = Signal(list)
    ended = Signal(list)  # ImportResult of every file that was reached
    finished = Signal()
    left_out = Signal(list)  # ImportResult of every locked file that the person left out
    found_in_trash = Signal(list)  # ImportResult of every file that lies in the trash and was therefore not added

    def __init__(
        self, workspace: Workspace, parent: QObject, *, puts_to_use: bool = False, asks_at_once: bool = True
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._puts_to_use = puts_to_use
        self._asks_at_once = asks_at_once
        self._over: QWidget | None = None
        # Filled by the background thread and emptied by the window's; a deque's own operations are safe between threads.
        self._arrivals: deque[str] = deque()

    def begin(self, paths: Sequence[Path], proposed: Mapping[Path, Mapping[str, Any]] | None = None) -> Job | None:
        """Take in files, and the files in folders; `proposed` are values for the documents that some of them become."""
        if not paths:
            return None
        title = (
            tr("Adding {name}", name=paths[0].name)
            if len(paths) == 1
            else tr_n("Adding {number} file", "Adding {number} files", len(paths))
        )
        return self._run(self._work(tuple(paths), proposed or {}), title, len(paths))

    def begin_inside(self, record: Record) -> Job:
        """Take in the files that are inside a PDF of the vault."""
        title = tr("Adding what is inside {file_name}", file_name=record.values["file_name"])
        return self._run(self._inside(record.id), title)

    def paste(self) -> Job | None:
        """Take in the picture on the clipboard, if there is one."""
        pasted = picture_in(QGuiApplication.clipboard().mimeData())
        if pasted is None:
            return None
        return self.begin_made(pasted.name, pasted.file, tr("Adding a pasted picture"))

    def begin_made(self, name: Path, make: Callable[[], bytes], title: str) -> Job:
        """Take in a file that is made in the background, in memory alone, such as a pasted picture."""
        vault, workers = self._workspace.vault, self._workspace.workers
        return self.begin_one(
            lambda task: documents.import_document(vault, workers, name, task, untrusted=make()), title
        )

    def begin_one(self, work: Callable[[Task], ImportResult], title: str) -> Job:
        """Take in one file in the background, by work that says what became of it."""

        def take_in(task: Task) -> list[ImportResult]:
            result = work(task)
            self._tell(task, result)
            return [result]

        return self._run(take_in, title)

    def take_locked(self, locked: Sequence[ImportResult], password: str) -> None:
        """Take in locked files that this password opens."""
        vault, workers = self._workspace.vault, self._workspace.workers

        def take_in(task: Task) -> list[ImportResult]:
            return documents.import_locked(vault, workers, locked, password, task, partial(self._tell, task))

        title = tr_n("Adding {number} unlocked PDF", "Adding {number} unlocked PDFs", len(locked))
        self._run(take_in, title, len(locked))

    def leave_locked(self, locked: Sequence[ImportResult]) -> None:
        """Leave locked files out: they stay where they are."""
        self.left_out.emit(list(locked))
        self.finished.emit()

    def _run(self, work: Callable[[Task], list[ImportResult]], title: str, files: int = 1) -> Job:
        self._over = QApplication.activeModalWidget()
        job = self._workspace.background.run(
            work,
            owner=self,
            title=title,
            on_result=self._on_ended,
            on_line=self._on_line,
            on_cancelled=self._take_arrivals,
        )
        Coming.of(self._workspace).watch(job, files)
        return job

    def _work(
        self, paths: Sequence[Path], proposed: Mapping[Path, Mapping[str, Any]]
    ) -> Callable[[Task], list[ImportResult]]:
        vault, workers = self._workspace.vault, self._workspace.workers
        return lambda task: documents.import_documents(
            vault,
            workers,
            paths,
            task,
            partial(self._tell, task),
            proposed=lambda _, path: proposed.get(path, {}),
        )

    def _inside(self, document_id: str) -> Callable[[Task], list[ImportResult]]:
        vault, workers = self._workspace.vault, self._workspace.workers
        return lambda task: documents.import_attachments(
            vault, workers, document_id, progress=task, on_result=partial(self._tell, task)
        )

    def _tell(self, task: Task, result: ImportResult) -> None:
        """Note a result, in the background's thread. A locked file has none before its password was asked for."""
        if result.locked is not None:
            return
        if result.outcome == "imported" and result.document_id is not None:
            self._arrivals.append(result.document_id)
        is_there = result.outcome == "duplicate"  # nothing failed: what was wanted is in the record
        is_told = bool(document_notices.lines(result.notices)) or (is_there and not self._puts_to_use)
        vault, served = self._workspace.vault, self._puts_to_use and is_there
        task.tell(
            documents.shown_name(result.path.name),
            used_words(vault, result) if served else result_words(result),
            good=is_there or result.outcome == "imported",
            look=is_told,
        )

    def _on_line(self, _line: Line) -> None:
        self._take_arrivals()

    def _take_arrivals(self) -> None:
        arrived: list[str] = []
        while self._arrivals:
            arrived.append(self._arrivals.popleft())
        if arrived:
            self.imported.emit(arrived)

    def _on_ended(self, results: list[ImportResult]) -> None:
        self._take_arrivals()
        self._workspace.background.run(partial(_catch_up, self._workspace), owner=self._workspace, quiet=True)
        self.ended.emit(results)
        in_trash = [result for result in results if result.outcome == "in trash"]
        if in_trash:
            self.found_in_trash.emit(in_trash)
        locked = documents.locked_in(results)
        if locked:
            # A dialog that was opened meanwhile is not interrupted.
            at_once = self._asks_at_once and QApplication.activeModalWidget() is self._over
            LockedFiles.of(self._workspace).add(locked, self, at_once=at_once)
        else:
            self.finished.emit()


def _catch_up(workspace: Workspace, task: Task) -> None:
    """Have the next import compared with all documents, those too that came in before there was anything to compare by."""
    with contextlib.suppress(IsmError):  # it goes on after the next import
        Likenesses(workspace.vault, workspace.workers).catch_up(task)
