"""The page of a document from which a new entry is made: it is kept with what is typed, and attached once the entry is saved."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.errors import RecordMissing, UnsavedEntry
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.record_kit.actions import attach_proof
from ism_desktop.ui.record_kit.binding import BESIDE, RecordBinding

_NAME = "from_page"


class PageLine(QWidget):
    """Says above the fields which page it is; hidden where a form is about none. Pressing it leads there, and it can be dropped."""

    def __init__(self, workspace: Workspace, binding: RecordBinding, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(_NAME)
        self._workspace, self._binding = workspace, binding
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.leads = RowButton("", pressed=self._on_pressed, name=f"{_NAME}.leads")
        row.addWidget(self.leads, 1)
        drop = icon_button(tr("Do not attach it"), "mdi6.close", self._on_dropped, name=f"{_NAME}.drop")
        row.addWidget(drop, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def waiting(self) -> tuple[str, int] | None:
        """The document, and the page of it or 0 for all, that the new entry of the form gets."""
        kept = self._binding.beside.get(BESIDE + _NAME) if self._binding.record_id is None else None
        return (str(kept[0]), int(str(kept[1]))) if kept and len(kept) == 2 else None

    def begin(self, document_id: str, page: int) -> bool:
        """Let the new entry of the form be made from a page. False where it is about another page already, which is said."""
        waiting = self.waiting
        if waiting is not None and waiting != (document_id, page) and self._binding.is_changed:
            self._workspace.report(
                UnsavedEntry(
                    tr("There is a new entry here that is not saved yet, made from another page."),
                    tr("Save it, or discard it. Then make one from this page."),
                )
            )
            return False
        self._binding.keep_beside(_NAME, [document_id, str(page)])
        self.refresh()
        return True

    def refresh(self) -> None:
        """Say which page waits."""
        waiting = self.waiting
        record = None
        if waiting is not None:
            with self._workspace.vault.read() as session:
                record = store.find(session, DOCUMENTS, waiting[0])
        if waiting is not None and record is not None:
            title, page = record.title, waiting[1]
            words = tr("From {title}, page {page}", title=title, page=page) if page else tr("From {title}", title=title)
            self.leads.set_text(words, tr("It is attached when you save."))
        self.setVisible(record is not None)

    def forget_unused(self) -> None:
        """Nothing was typed: the page alone makes no entry."""
        if self.waiting is not None and not self._binding.is_changed:
            self._binding.keep_beside(_NAME, None)
            self.refresh()

    def attach(self, record_id: str, waiting: tuple[str, int]) -> None:
        """Attach the page to the entry that was saved."""
        self.hide()
        try:
            attach_proof(self._workspace, self._binding.kind, record_id, waiting[0], waiting[1] or None)
        except (RecordMissing, ValueError):  # the document or its page went meanwhile; the entry itself is saved
            self._workspace.report(
                RecordMissing(
                    tr("The page could not be attached, because it is not in your record any more."),
                    tr("The entry itself is saved."),
                )
            )

    def _on_pressed(self) -> None:
        waiting = self.waiting
        if waiting is not None:
            self._workspace.show_page(DOCUMENTS.name, waiting[0], waiting[1] or None)

    def _on_dropped(self) -> None:
        self._binding.keep_beside(_NAME, None)
        self.refresh()
