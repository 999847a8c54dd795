"""What happens when several pictures are added at once: they are taken into the record, then a person says what they shall become.

And what was begun and not finished, of pictures and of pages: it is offered again, whatever ended the program.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ism_desktop import media_types
from ism_desktop.documents import versions
from ism_desktop.documents.importing import ImportResult
from ism_desktop.documents.page_plan import Plan
from ism_desktop.errors import IsmError
from ism_desktop.language import tr, tr_n
from ism_desktop.progress import Cancelled
from ism_desktop.records import document_versions
from ism_desktop.records.document_versions import Staged
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.pages.joining import JOINING, JoinDialog, by_file
from ism_desktop.ui.places.documents.pages.unfinished import PICTURES, Begun, UnfinishedBanner
from ism_desktop.ui.record_kit.import_results import result_words
from ism_desktop.ui.record_kit.taking_in import TakingIn

_MOST = 200


def are_pictures(paths: Sequence[Path]) -> bool:
    """Whether these are several picture files and nothing else, by their names."""
    kinds = [media_types.of_name(path.name) for path in paths]
    return 1 < len(paths) <= _MOST and all(kind is not None and kind.media_type.startswith("image/") for kind in kinds)


class TakingPictures(QObject):
    """Stands before `TakingIn`: whatever is not several pictures goes straight on to it. `imported` carries ids of new documents."""

    imported = Signal(list)

    def __init__(self, workspace: Workspace, page: QWidget, taking_in: TakingIn, unfinished: UnfinishedBanner) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._taking_in = taking_in
        self._unfinished = unfinished

    def begin(self, paths: Sequence[Path]) -> None:
        """Take in files: several pictures after a question, everything else at once."""
        if not are_pictures(paths) or self._workspace.drafts.get(JOINING, None) is not None:
            self._taking_in.begin(paths)
            return
        self._workspace.background.run(
            partial(_stage, self._workspace, tuple(paths)),
            owner=self,
            title=tr_n("Looking at {number} picture", "Looking at {number} pictures", len(paths)),
            on_result=self._on_staged,
        )

    def _on_staged(self, files: list[Staged]) -> None:
        if files:
            self._open(files)

    def go_on(self) -> None:
        """Open again what was begun."""
        files = self.waiting()
        if files:
            self._open(files)
        else:
            self._workspace.drafts.drop(JOINING, None)

    def waiting(self) -> list[Staged]:
        """The pictures that wait for an answer."""
        draft = self._workspace.drafts.get(JOINING, None)
        ids = [str(each) for each in (draft or {}).get("staged", ())]
        if not ids:
            return []
        with self._workspace.vault.read() as session:
            return document_versions.staged(session, ids)

    def _open(self, files: list[Staged]) -> None:
        dialog = JoinDialog(self._workspace, files, self._page.window())
        dialog.one_wanted.connect(self._on_one)
        dialog.each_wanted.connect(self._on_each)
        dialog.discarded.connect(self.discard)
        dialog.open()

    def discard(self) -> None:
        """Give up the pictures that wait, and offer to undo that; their files go when nobody has asked for them for a day."""
        self._workspace.discard_draft(JOINING, None, tr("The pictures were not added."))

    def _on_one(self, plan: Plan, title: str) -> None:
        ids = [one.id for one in self.waiting()]
        self._run(partial(_join, self._workspace, plan, title, ids))

    def _on_each(self, plan: Plan) -> None:
        ids = [one.id for one in self.waiting()]
        self._run(partial(_separate, self._workspace, plan, ids))

    def _run(self, work: Callable[[Task], list[str]]) -> None:
        self._unfinished.set_busy(Begun(PICTURES), busy=True)
        self._workspace.background.run(
            work,
            owner=self,
            title=tr("Adding the pictures"),
            on_result=self._on_made,
            on_error=self._on_failed,
            on_cancelled=self._on_stopped,
        )

    def _on_failed(self, error: BaseException) -> None:
        self._on_stopped()
        self._workspace.report(error)

    def _on_stopped(self) -> None:
        self._unfinished.set_busy(Begun(PICTURES), busy=False)

    def _on_made(self, ids: list[str]) -> None:
        self._workspace.drafts.drop(JOINING, None)
        self._unfinished.set_busy(Begun(PICTURES), busy=False)
        if ids:
            self.imported.emit(ids)


def _stage(workspace: Workspace, paths: Sequence[Path], task: Task) -> list[Staged]:
    """Take the files in one by one; one that cannot be read is told, and the others come in."""
    found: list[Staged] = []
    try:
        for number, path in enumerate(paths):
            task(number, len(paths), path.name)
            try:
                found.append(versions.stage(workspace.vault, workspace.workers, path))
            except IsmError as error:
                task.tell(path.name, str(error), good=False)
    except Cancelled:
        versions.unstage(workspace.vault, [one.id for one in found])
        raise
    return found


def _join(workspace: Workspace, plan: Plan, title: str, ids: Sequence[str], task: Task) -> list[str]:
    made = versions.join(workspace.vault, workspace.workers, plan, title, task)
    versions.unstage(workspace.vault, ids)  # those of which no page was taken
    return [made]


def _separate(workspace: Workspace, plan: Plan, ids: Sequence[str], task: Task) -> list[str]:
    """A document of each picture; what was done to its pages is a version of it."""
    made: list[str] = []
    for key, pages in by_file(plan):
        result: ImportResult = versions.import_staged(workspace.vault, workspace.workers, key, pages, task)
        task.tell(result.path.name, result_words(result), good=result.outcome == "imported")
        if result.outcome == "imported" and result.document_id is not None:
            made.append(result.document_id)
    versions.unstage(workspace.vault, ids)
    return made
