"""Takes photos for an entry of the journal into the vault, in the background: each is an encrypted document before anything points to it.

Reading a photo takes its seconds, and nobody waits: an entry can be saved and its dialog closed meanwhile. What comes in afterwards is
attached to the entry that was saved, or kept in the draft that was left.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ism_desktop import documents, media_types
from ism_desktop.documents import ImportResult
from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records import quick_entry, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.quick_entry import DRAFT, QuickEntry
from ism_desktop.ui.base.background import Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.import_results import used_words
from ism_desktop.ui.record_kit.locked_files import LockedFiles
from ism_desktop.ui.record_kit.pasting import Pasted

Found = tuple[int, str, bool, ImportResult]
"""Of one file: the number of its job, the document's id or nothing, whether it is new, and how it fared."""

_DISCARDED = ""


class PhotoIntake(QObject):
    """One for each workspace. `arrived` carries a document's id and whether it is new, `refused` a sentence."""

    arrived = Signal(str, bool)
    refused = Signal(str)
    changed = Signal()  # how many are on their way

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._next = 0
        self._locked: dict[int, int] = {}  # which number a locked file has, by the id of what became of it
        self._coming: dict[int, str | None] = {}  # where each goes: the entry that was saved, the trash, or the draft
        self.has_dialog = False

    @classmethod
    def of(cls, workspace: Workspace) -> "PhotoIntake":
        """The one of this workspace."""
        return workspace.findChild(cls) or cls(workspace)

    @property
    def waiting(self) -> int:
        """How many are on their way to the entry that is put together now."""
        return sum(target is None for target in self._coming.values())

    def begin(self, paths: Sequence[Path]) -> None:
        """Take in these files, which stay where they are."""
        for path in paths:
            self._run(path, None)

    def paste(self, pasted: Pasted) -> None:
        """Take in a picture that is no file."""
        self._run(pasted.name, pasted)

    def save_to(self, record_id: str) -> None:
        """Attach what is still on its way to this entry."""
        self._send_to(record_id)

    def discard(self) -> None:
        """Put what is still on its way into the trash when it comes."""
        self._send_to(_DISCARDED)

    def _send_to(self, target: str) -> None:
        self._coming = {number: target if was is None else was for number, was in self._coming.items()}
        self.changed.emit()

    def take_locked(self, locked: Sequence[ImportResult], password: str) -> None:
        """Take in locked PDFs that this password opens: they were on their way all the time."""
        for result in locked:
            self._start(self._locked.pop(id(result)), result.path, None, password)

    def leave_locked(self, locked: Sequence[ImportResult]) -> None:
        """Leave these out."""
        for result in locked:
            self._coming.pop(self._locked.pop(id(result)), None)
            self._refuse(result)
        self.changed.emit()

    def _run(self, path: Path, pasted: Pasted | None) -> None:
        number, self._next = self._next, self._next + 1
        self._coming[number] = None
        self._start(number, path, pasted, None)
        self.changed.emit()

    def _start(self, number: int, path: Path, pasted: Pasted | None, password: str | None) -> None:
        self._workspace.background.run(
            _work(self._workspace, number, path, pasted, password),
            owner=self,
            title=tr("Adding {name}", name=path.name),
            on_result=self._on_result,
            on_error=partial(self._on_error, number),
            on_cancelled=partial(self._on_error, number),
        )

    def _refuse(self, result: ImportResult) -> None:
        name = documents.shown_name(result.path.name)
        self.refused.emit(tr("{name}: {fault}", name=name, fault=result.reason))

    def _on_error(self, number: int, error: BaseException | None = None) -> None:
        self._coming.pop(number, None)
        self.changed.emit()
        if error is not None:
            self._workspace.report(error)

    def _on_result(self, found: Found) -> None:
        number, document_id, is_new, result = found
        if result.locked is not None:
            self._locked[id(result)] = number
            LockedFiles.of(self._workspace).add([result], self, at_once=self.has_dialog)
            return
        target = self._coming.pop(number, None)
        self.changed.emit()
        if not document_id:
            self._refuse(result)
            return
        try:
            self._place(target, document_id, is_new=is_new)
        except IsmError as error:
            self._workspace.report(error)

    def _place(self, target: str | None, document_id: str, *, is_new: bool) -> None:
        if target is None and self.has_dialog:
            self.arrived.emit(document_id, is_new)
        elif target is None:
            kept = QuickEntry.from_plain(self._workspace.drafts.get(DRAFT, None) or {})
            kept.photos[document_id] = is_new
            self._workspace.drafts.put(DRAFT, None, kept.plain())
        elif target != _DISCARDED:
            with self._workspace.vault.write() as session:
                quick_entry.attach_photos(session, target, [document_id])
        elif is_new:
            throw_away(self._workspace, [document_id])


def throw_away(workspace: Workspace, photos: Sequence[str]) -> None:
    """Move documents that came in for an entry to the trash. Raises VaultNotWritable."""
    with workspace.vault.write() as session:
        for document_id in photos:
            document = store.find(session, DOCUMENTS, document_id)
            if document is not None and document.deleted_at is None:
                store.trash(session, DOCUMENTS, document_id)


def bring_back(workspace: Workspace, photos: Sequence[str]) -> None:
    """Take them out of the trash again. Raises VaultNotWritable."""
    with workspace.vault.write() as session:
        for document_id in photos:
            document = store.find(session, DOCUMENTS, document_id)
            if document is not None and document.deleted_at is not None:
                store.restore(session, DOCUMENTS, document_id)


def _is_written(path: Path) -> bool:
    """Whether a file is a text or an e-mail by its name: a document, but nothing to look at beside a symptom."""
    known = media_types.of_name(path.name)
    return known is not None and known.media_type != media_types.PDF and not known.media_type.startswith("image/")


def _work(
    workspace: Workspace, number: int, path: Path, pasted: Pasted | None, password: str | None
) -> Callable[[Task], Found]:
    vault, workers = workspace.vault, workspace.workers

    def take_in(task: Task) -> Found:
        if pasted is None and _is_written(path):
            reason = tr("this is no picture. Add it to the documents instead.")
            task.tell(documents.shown_name(path.name), reason, good=False)
            return number, "", False, ImportResult(path, "refused", reason, None, 0)
        untrusted = None if pasted is None else pasted.file()
        result = documents.import_document(vault, workers, path, task, untrusted=untrusted, password=password)
        if result.outcome == "in trash":
            result = documents.restore_document(vault, result)
        if result.locked is None:  # else it is told when its password was asked for
            task.tell(documents.shown_name(path.name), used_words(vault, result), good=result.outcome != "refused")
        is_new = result.outcome == "imported"
        if is_new and result.document_id is not None:
            with vault.write() as session:
                media_type = str(store.get(session, DOCUMENTS, result.document_id).values["media_type"])
                if media_type.startswith("image/"):
                    store.save(session, DOCUMENTS, {"type": "photo"}, record_id=result.document_id)
        return number, result.document_id or "", is_new, result

    return take_in
