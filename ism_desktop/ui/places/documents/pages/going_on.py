"""What the line about unfinished work leads to: each thing is opened where it was left, or given up."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.subject import FromPage
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.pages.pages_dialog import discard_pages
from ism_desktop.ui.places.documents.pages.split_dialog import SPLITTING
from ism_desktop.ui.places.documents.pages.taking_pictures import TakingPictures
from ism_desktop.ui.places.documents.pages.unfinished import (
    BILL,
    PAGES,
    PICTURES,
    SCANNED,
    SPLIT,
    TEXT,
    Begun,
    UnfinishedBanner,
)
from ism_desktop.ui.places.documents.taking_scans import TakingScans
from ism_desktop.ui.record_kit.bill_draft import BILL_READING, draft_key
from ism_desktop.ui.record_kit.report_draft import REPORT_ROWS
from ism_desktop.ui.record_kit.viewer.page_text_dialog import DRAFT as PAGE_TEXT
from ism_desktop.ui.record_kit.viewer.viewer import DocumentViewer


class Editing(Protocol):
    """What opens the dialogs (`PageEditing`)."""

    unfinished: UnfinishedBanner
    scans: TakingScans
    pictures: TakingPictures

    def begin(self, record: Record) -> object:
        """Open the pages of a document."""
        ...

    def split(self, record: Record) -> object:
        """Open the proposal where a stack is to be split."""
        ...


class GoingOn(QObject):
    """Lives with what opens the dialogs, and listens to its line."""

    def __init__(self, workspace: Workspace, editing: Editing, viewer: DocumentViewer, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._editing = editing
        self._viewer = viewer
        self._awaited: Begun | None = None  # a page whose text is wanted once its document is open
        editing.unfinished.go_on.connect(self._on_go_on)
        editing.unfinished.discard.connect(self._on_discard)
        viewer.opened.connect(self._on_opened)

    def _on_go_on(self, begun: Begun) -> None:
        ways: dict[str, Callable[[], object]] = {
            SCANNED: self._editing.scans.begin,
            PICTURES: self._editing.pictures.go_on,
            PAGES: lambda: self._editing.begin(self._record(begun)),
            SPLIT: lambda: self._editing.split(self._record(begun)),
            TEXT: lambda: self._open_text(begun),
            BILL: lambda: self._workspace.from_page_requested.emit(
                FromPage(BILLS.name, begun.document_id, begun.page, "")
            ),
        }
        ways.get(begun.what, lambda: self._workspace.take_values(begun.document_id))()

    def _on_discard(self, begun: Begun) -> None:
        if begun.what == SCANNED:
            self._editing.scans.discard()
        elif begun.what == PICTURES:
            self._editing.pictures.discard()
        elif begun.what == PAGES:
            discard_pages(self._workspace, begun.document_id)
        else:
            kind, key = {
                SPLIT: (SPLITTING, begun.document_id),
                TEXT: (PAGE_TEXT, f"{begun.document_id}.{begun.page}"),
                BILL: (BILL_READING, draft_key(begun.document_id, begun.page)),
            }.get(begun.what, (REPORT_ROWS, begun.document_id))
            self._workspace.discard_draft(kind, key, tr("What you typed was discarded."))

    def _record(self, begun: Begun) -> Record:
        with self._workspace.vault.read() as session:
            return store.get(session, DOCUMENTS, begun.document_id)

    def _open_text(self, begun: Begun) -> None:
        if self._viewer.shows_text_of(begun.document_id):
            self._viewer.open_page_text(begun.page)
        else:
            self._awaited = begun
            self._workspace.show_page(DOCUMENTS.name, begun.document_id, begun.page)

    def _on_opened(self) -> None:
        awaited, self._awaited = self._awaited, None
        if awaited is not None and self._viewer.shows_text_of(awaited.document_id):
            self._viewer.open_page_text(awaited.page)
