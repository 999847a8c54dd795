"""Files and pictures that are dropped on, or pasted into, an entry that is open: documents that are attached to it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from ism_desktop.documents import ImportResult
from ism_desktop.errors import IsmError
from ism_desktop.language import tr_n
from ism_desktop.records import links, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.subject import Subject
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.taking_in import TakingIn


class AttachedArrivals(QObject):
    """Takes files in for an entry. It lives with the window, so that an entry that is closed meanwhile loses no file."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def entry(self, subject: Subject) -> Record | None:
        """The entry that a page shows, if files can be attached to it."""
        kind = BY_NAME.get(subject.place)
        if kind is None or kind is DOCUMENTS:
            return None
        with self._workspace.vault.read() as session:
            found = store.find(session, kind, subject.key)
        return found if found is not None and found.deleted_at is None else None

    def take_files(self, entry: Record, paths: Sequence[Path]) -> None:
        """Take files in and attach them."""
        self._taking_in(entry).begin(paths)

    def take_picture(self, entry: Record) -> bool:
        """Take in the picture on the clipboard, and attach it. False where there is none."""
        return self._taking_in(entry).paste() is not None

    def _taking_in(self, entry: Record) -> TakingIn:
        """One for each time: files may come for one entry while those of another are still read."""
        made = TakingIn(self._workspace, self, puts_to_use=True)
        made.ended.connect(partial(self._on_ended, entry))
        made.finished.connect(made.deleteLater)
        return made

    def _on_ended(self, entry: Record, results: list[ImportResult]) -> None:
        there = [one.document_id for one in results if one.document_id and one.outcome in {"imported", "duplicate"}]
        try:
            made = attach_all(self._workspace, entry.kind, entry.id, there)
        except IsmError as error:  # the entry was deleted meanwhile: the files are among the documents
            self._workspace.report(error)
            return
        if made:
            words = tr_n(
                "{number} document was attached to “{title}”.",
                "{number} documents were attached to “{title}”.",
                len(made),
                title=entry.title,
            )
            self._workspace.undo_bar.offer(words, partial(take_off, self._workspace, made))


def attach_all(workspace: Workspace, kind: Kind, record_id: str, document_ids: Sequence[str]) -> list[str]:
    """Attach documents to an entry, each once; the ids of the new links. Raises RecordMissing."""
    with workspace.vault.write() as session:
        attached = {proof.document_id for proof in links.proofs(session, kind, record_id)}
        return [
            links.attach(session, kind, record_id, document_id)
            for document_id in dict.fromkeys(document_ids)
            if document_id not in attached
        ]


def take_off(workspace: Workspace, made: Sequence[str]) -> None:
    """Take these links away again."""
    with workspace.vault.write() as session:
        for link_id in made:
            links.detach(session, link_id)
