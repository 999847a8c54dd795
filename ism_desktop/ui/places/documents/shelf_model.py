"""The documents on the shelf as a Qt model: pages of rows from the database, in one of the shelf's orders, of all kinds or of one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from ism_desktop.records import paging
from ism_desktop.records.document_filter import DocumentFilter
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.store import Record
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.places.documents.entries import ALL, NO_TYPE, Entry, entry
from ism_desktop.ui.record_kit.model import News, RecordsModel
from ism_desktop.ui.record_kit.tag_look import TagLooks
from ism_desktop.vault import Session

ENTRY = int(Qt.ItemDataRole.UserRole)

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ShelfNews:
    """What a look into the database found: what changed on the shelf, how many lie in the trash, are of each type, and wait to be filed."""

    news: News
    trashed: int
    types: Mapping[str | None, int]
    waiting: int


class ShelfModel(RecordsModel):
    """One row for each document, read as it is looked at."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(workspace, DOCUMENTS, parent)
        self.looks = TagLooks()

    def look_at_shelf(self, session: Session, *, trashed: bool) -> ShelfNews:
        """Read what changed; `take` shows it, after the session."""
        news = self.look(session, trashed=trashed)
        types = paging.numbers_by(session, DOCUMENTS, "type", trashed=trashed)
        self.looks.read(session)
        return ShelfNews(news, paging.count(session, DOCUMENTS, trashed=True), types, self.looks.waiting)

    def arrange(self, order: str, shown: str, narrowed: DocumentFilter) -> None:
        """Show the documents in an order, of one kind (`ALL`, `NO_TYPE` or a type), and only what the filter lets through."""
        only = None if shown == ALL else ("type", None if shown == NO_TYPE else shown)
        narrowing = None if narrowed.is_empty else narrowed
        self.want(replace(self.wanted, order=order, only=only, narrowing=narrowing))

    def record(self, document_id: str) -> Record | None:
        """A document that is on the shelf."""
        place = self.row_of(document_id)
        row = None if place is None else self.row(place)
        return None if row is None else row.record

    def entry(self, place: int) -> Entry | None:
        """What a row shows; None for a document that is gone and of which the shelf has not heard yet."""
        row = self.row(place)
        return None if row is None else entry(row.record)

    def columnCount(self, parent: _Index | None = None) -> int:
        """A shelf has one."""
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title to type towards, all of it for a screen reader, and the entry itself."""
        if role not in _ASKED or not index.isValid():
            return None
        one = self.entry(index.row())
        if one is None or role == ENTRY:
            return one
        return one.title if role == Qt.ItemDataRole.DisplayRole else one.spoken


_ASKED = frozenset({ENTRY, int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)})
