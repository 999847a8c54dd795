"""What was begun and not finished, offered again: scanned pages and pictures that wait, changes of pages, stacks to be split."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Signal

from ism_desktop.language import tr, tr_n
from ism_desktop.records import scanned_pages, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.banner import Banner
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.places.documents.pages.joining import JOINING
from ism_desktop.ui.places.documents.pages.pages_dialog import DRAFT
from ism_desktop.ui.places.documents.pages.split_dialog import SPLITTING
from ism_desktop.ui.record_kit.bill_draft import BILL_READING
from ism_desktop.ui.record_kit.report_draft import REPORT_ROWS
from ism_desktop.ui.record_kit.viewer.page_text_dialog import DRAFT as PAGE_TEXT


class Begun(NamedTuple):
    """What was begun, with which document, if with one, and on which of its pages (from 1)."""

    what: str
    document_id: str = ""
    page: int = 0


SCANNED, PICTURES = "scanned", "pictures"
PAGES, SPLIT, TEXT, VALUES, BILL = "pages", "split", "text", "values", "bill"
_OF_DRAFTS = {DRAFT: PAGES, SPLITTING: SPLIT, PAGE_TEXT: TEXT, REPORT_ROWS: VALUES, BILL_READING: BILL}


class UnfinishedBanner(Banner):
    """`go_on` and `discard` carry what was begun. `busy` is what is being saved now."""

    go_on = Signal(object)
    discard = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("", name="unfinished")
        self._workspace = workspace
        self._shown: Begun | None = None
        self._busy: set[Begun] = set()
        self.add_button(button(tr("Discard"), self._on_discard, name="unfinished.discard"))
        self.add_button(button(tr("Go on"), self._on_go_on, role="primary", name="unfinished.go_on"))
        workspace.drafts.changed.connect(self.refresh)
        workspace.changed.connect(self._on_changed)
        self.refresh()

    def set_busy(self, begun: Begun, *, busy: bool) -> None:
        """Do not offer this while it is being saved, or offer it again."""
        (self._busy.add if busy else self._busy.discard)(begun)
        self.refresh()

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if scanned_pages.NAME in kinds:
            self.refresh()

    def refresh(self) -> None:
        """Offer what there is now: scanned pages first, then pictures."""
        begun, words = next(self._found(), (None, ""))
        self._shown = begun
        self.words.setText(words)
        self.setVisible(begun is not None)

    def _found(self) -> Iterator[tuple[Begun, str]]:
        """What there is and is not being saved, the first first."""
        return (
            found for found in (*self._scanned(), *self._pictures(), *self._documents()) if found[0] not in self._busy
        )

    def _scanned(self) -> Iterator[tuple[Begun, str]]:
        with self._workspace.vault.read() as session:
            number = len(scanned_pages.waiting(session))
        if number:
            yield (
                Begun(SCANNED),
                tr_n(
                    "{number} scanned page has not been added yet.",
                    "{number} scanned pages have not been added yet.",
                    number,
                ),
            )

    def _pictures(self) -> Iterator[tuple[Begun, str]]:
        draft = self._workspace.drafts.get(JOINING, None)
        if draft is not None:
            number = len(draft.get("staged", ()))
            yield (
                Begun(PICTURES),
                tr_n("{number} picture has not been added yet.", "{number} pictures have not been added yet.", number),
            )

    def _documents(self) -> Iterator[tuple[Begun, str]]:
        """What was begun with a document that is still there."""
        for kind, key in self._workspace.drafts.all():
            if kind not in _OF_DRAFTS or not key:
                continue
            document_id, _, page = key.partition(".")
            with self._workspace.vault.read() as session:
                record = store.find(session, DOCUMENTS, document_id)
            if record is not None and record.deleted_at is None:
                begun = Begun(_OF_DRAFTS[kind], document_id, int(page or 0))
                yield begun, _words(begun, record.title)

    def _on_go_on(self) -> None:
        self.go_on.emit(self._shown)

    def _on_discard(self) -> None:
        self.discard.emit(self._shown)


def _words(begun: Begun, title: str) -> str:
    if begun.what == PAGES:
        return tr("Changes to the pages of “{title}” are not saved yet.", title=title)
    if begun.what == SPLIT:
        return tr("“{title}” is not split yet.", title=title)
    if begun.what == TEXT:
        return tr("Your correction of page {page} of “{title}” is not saved yet.", page=begun.page, title=title)
    if begun.what == BILL:
        return tr("The bill in “{title}” is not saved yet.", title=title)
    return tr("The values of “{title}” are not taken yet.", title=title)
