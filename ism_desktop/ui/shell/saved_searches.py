"""The saved searches of the open record: read again after each change, and what a person does to them, each with the offer to undo it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.records import reverting, saved_searches
from ism_desktop.records.kinds.saved_searches import SAVED_SEARCHES
from ism_desktop.records.saved_searches import Saved
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.changes import take_back
from ism_desktop.ui.record_kit.actions import move_to_trash, put_in_order


class SavedSearches(QObject):
    """`all` are those there are, in the person's order; `changed` tells that they are others now."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.all: list[Saved] = []
        self._read()
        workspace.changed.connect(self._on_changed)

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if SAVED_SEARCHES.name in kinds:
            before = self.all
            self._read()
            if self.all != before:
                self.changed.emit()

    def _read(self) -> None:
        with self._workspace.vault.read() as session:
            self.all = saved_searches.all_of(session)

    def find(self, record_id: str) -> Saved | None:
        """The one with this id; None where it is gone."""
        return next((one for one in self.all if one.id == record_id), None)

    def keep(self, name: str, words: str) -> Saved | None:
        """Keep words under a name, in the place of what is there under it. None where that failed, which is shown."""
        is_new = saved_searches.called(self.all, name) is None
        done = (
            tr("The search “{name}” was saved.", name=name) if is_new else tr("“{name}” looks for this now.", name=name)
        )
        record_id = self._do(done, lambda session: saved_searches.keep(session, name, words))
        return None if record_id is None else Saved(record_id, name, words)

    def rename(self, record_id: str, name: str) -> None:
        """Give one another name."""
        done = tr("The search is called “{name}” now.", name=name)
        self._do(done, lambda session: saved_searches.rename(session, record_id, name))

    def _do(self, done: str, change: Callable[..., str]) -> str | None:
        """Change something in one step that can be taken back; what went wrong is shown."""
        try:
            with self._workspace.vault.write() as session:
                since = reverting.mark(session)
                made = change(session)
                until = reverting.mark(session)
        except IsmError as error:
            self._workspace.report(error)
            return None
        if until > since:
            self._workspace.undo_bar.offer(done, partial(take_back, self._workspace, since, until))
        return made

    def move(self, record_id: str, step: int) -> None:
        """Move one up or down by so many places."""
        before = [one.id for one in self.all]
        if record_id not in before:
            return
        place = before.index(record_id)
        after = [each for each in before if each != record_id]
        after.insert(max(0, min(len(after), place + step)), record_id)
        if after != before:
            put_in_order(self._workspace, SAVED_SEARCHES, before, after)

    def trash(self, record_id: str) -> None:
        """Move one to the trash."""
        if self.find(record_id) is not None:
            move_to_trash(self._workspace, SAVED_SEARCHES, [record_id])
