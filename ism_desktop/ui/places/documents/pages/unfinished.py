"""What was begun and not finished, offered again: scanned pages and pictures that wait, and changes of pages that were not saved."""

from PySide6.QtCore import Signal

from ism_desktop.language import tr, tr_n
from ism_desktop.records import scanned_pages, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.banner import Banner
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.places.documents.pages.joining import JOINING
from ism_desktop.ui.places.documents.pages.pages_dialog import DRAFT

SCANNED = "scanned"
"""What stands for scanned pages where else the id of a document does."""


class UnfinishedBanner(Banner):
    """`go_on` and `discard` carry the id of a document, SCANNED, or nothing for pictures. `busy` are those that are being saved now."""

    go_on = Signal(str)
    discard = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("", name="unfinished")
        self._workspace = workspace
        self._shown = ""
        self.busy: set[str] = set()
        self.add_button(button(tr("Discard"), self._on_discard, name="unfinished.discard"))
        self.add_button(button(tr("Go on"), self._on_go_on, role="primary", name="unfinished.go_on"))
        workspace.drafts.changed.connect(self.refresh)
        workspace.changed.connect(self._on_changed)
        self.refresh()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if scanned_pages.NAME in kinds:
            self.refresh()

    def refresh(self) -> None:
        """Offer what there is now: scanned pages first, then pictures."""
        words = self._scanned() or self._pictures() or self._pages()
        self.words.setText(words)
        self.setVisible(bool(words))

    def _scanned(self) -> str:
        if SCANNED in self.busy:
            return ""
        with self._workspace.vault.read() as session:
            number = len(scanned_pages.waiting(session))
        if not number:
            return ""
        self._shown = SCANNED
        return tr_n(
            "{number} scanned page has not been added yet.", "{number} scanned pages have not been added yet.", number
        )

    def _pictures(self) -> str:
        draft = self._workspace.drafts.get(JOINING, None)
        if draft is None or "" in self.busy:
            return ""
        self._shown = ""
        number = len(draft.get("staged", ()))
        return tr_n("{number} picture has not been added yet.", "{number} pictures have not been added yet.", number)

    def _pages(self) -> str:
        drafts = self._workspace.drafts.all()
        ids = [record_id for kind, record_id in drafts if kind == DRAFT and record_id and record_id not in self.busy]
        for record_id in ids:
            with self._workspace.vault.read() as session:
                record = store.find(session, DOCUMENTS, record_id)
            if record is not None and record.deleted_at is None:
                self._shown = record_id
                return tr("Changes to the pages of “{title}” are not saved yet.", title=record.title)
        return ""

    def _on_go_on(self) -> None:
        self.go_on.emit(self._shown)

    def _on_discard(self) -> None:
        self.discard.emit(self._shown)
