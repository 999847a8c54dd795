"""What is offered when a file that was dropped lies in the trash already: to take it out of there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from ism_desktop.documents import ImportResult
from ism_desktop.language import tr, tr_n
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.banner import Banner
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.record_kit.actions import take_out_of_trash


class InTrashBanner(Banner):
    """Names the documents in the trash. `restored` carries the id of the first that was taken out."""

    restored = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("", name="in_trash")
        self._workspace = workspace
        self._leave = button("", self._on_leave, name="in_trash.leave")
        self.restore = button("", self._on_restore, role="primary", icon_name="mdi6.restore", name="in_trash.restore")
        self.add_button(self._leave)
        self.add_button(self.restore)
        self._ids: list[str] = []

    def offer(self, found: Sequence[ImportResult]) -> None:
        """Offer these, and those that are offered still."""
        fresh = [result.document_id for result in found if result.document_id is not None]
        self._ids = list(dict.fromkeys([*self._ids, *fresh]))
        self.refresh()

    def refresh(self) -> None:
        """Offer no longer what was restored or deleted for good meanwhile."""
        with self._workspace.vault.read() as session:
            there = [store.find(session, DOCUMENTS, document_id) for document_id in self._ids]
        waiting = [record for record in there if record is not None and record.deleted_at is not None]
        self._ids = [record.id for record in waiting]
        one = len(waiting) == 1
        several = tr_n(
            "{number} of these files is in the trash. It was not added a second time.",
            "{number} of these files are in the trash. They were not added a second time.",
            len(waiting),
        )
        self.words.setText(
            tr("This file is in the trash, as “{title}”. It was not added a second time.", title=waiting[0].title)
            if one
            else several
        )
        for part, words in (
            (self.restore, tr_n("Restore", "Restore all {number}", len(waiting))),
            (self._leave, tr("Leave it there") if one else tr("Leave them there")),
        ):
            part.setText(words)
            part.setAccessibleName(words)
        self.setVisible(bool(waiting))

    def _on_restore(self) -> None:
        ids, self._ids = self._ids, []
        self.hide()
        try:
            take_out_of_trash(self._workspace, DOCUMENTS, ids)
        except Exception as error:  # noqa: BLE001  (the workspace tells our own errors from bugs)
            self._workspace.report(error)
            return
        self.restored.emit(ids[0])

    def _on_leave(self) -> None:
        self._ids = []
        self.hide()
