"""What is done about a document of the pile that is nearly the same as one that was there before."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ism_desktop.documents.nearest import Near
from ism_desktop.language import tr
from ism_desktop.records import kept_both, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.record_kit.actions import take_out_of_trash
from ism_desktop.ui.record_kit.near_line import NearLine
from ism_desktop.ui.record_kit.viewer.two_documents import Shown, TwoDocuments


class NearTwins(QObject):
    """Looks after the line. `decided` says that it is answered, `trash_wanted` that the document of the pile is to go."""

    decided = Signal()
    trash_wanted = Signal()

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self.line = NearLine(workspace)
        self.line.compare_wanted.connect(self._on_compare)
        self._connect(self.line)

    def _connect(self, line: NearLine) -> None:
        line.keep_wanted.connect(self._on_keep)
        line.open_wanted.connect(self._on_open)
        line.restore_wanted.connect(self._on_restore)
        line.trash_wanted.connect(self.trash_wanted)

    def show(self, near: Near | None) -> None:
        """Say of the document on top what it is nearly the same as; of none nothing is said."""
        self.line.show_near(near)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a letter stands for, if it does."""
        return self.line.press(event)

    @property
    def kept_with(self) -> str | None:
        """The document beside which the one on top is kept when it is filed now: the one that the line names."""
        return self.line.near.other_id if self.line.near is not None and not self.line.isHidden() else None

    def _on_compare(self) -> None:
        near = self.line.near
        if near is None:
            return
        with self._workspace.vault.read() as session:
            both = [store.find(session, DOCUMENTS, each) for each in (near.document_id, near.other_id)]
        shown = [Shown(record.id, record.title, record.values["pages"]) for record in both if record is not None]
        if len(shown) == len(both):
            line = NearLine(self._workspace, is_beside=True)
            self._connect(line)
            line.show_near(near)
            TwoDocuments(self._workspace, shown[0], shown[1], self._page.window(), line).open()

    def _on_keep(self) -> None:
        near = self.line.near
        if near is None:
            return
        one, other = near.document_id, near.other_id
        with self._workspace.vault.write() as session:
            kept_both.keep(session, one, other)
        self._workspace.undo_bar.offer(tr("Both documents are kept."), partial(_ask_again, self._workspace, one, other))
        self.line.refresh()
        self.decided.emit()

    def _on_open(self) -> None:
        if self.line.near is not None:
            self._workspace.show_page(DOCUMENTS.name, self.line.near.other_id)

    def _on_restore(self) -> None:
        if self.line.near is not None:
            take_out_of_trash(self._workspace, DOCUMENTS, [self.line.near.other_id])
            self.line.refresh()
            self.decided.emit()


def _ask_again(workspace: Workspace, one: str, other: str) -> None:
    with workspace.vault.write() as session:
        kept_both.ask_again(session, one, other)
