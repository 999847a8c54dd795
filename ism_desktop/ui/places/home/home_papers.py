"""What the start page says of papers: the latest, how many wait to be filed, and which groups of a health record are empty."""

from collections.abc import Iterator
from dataclasses import dataclass

from ism_desktop.records import record_groups, store
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.documents import DOCUMENTS, number_to_file
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Session

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class RecentDocument:
    """A document for the row of pictures."""

    id: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Papers:
    """The latest documents, how many are to be filed, and the names of empty groups (none where Home shall say nothing of them)."""

    recent: tuple[RecentDocument, ...] = ()
    to_file: int = 0
    empty_groups: tuple[str, ...] = ()


def read(session: Session) -> Papers:
    """Read what the start page says of papers."""
    empty = [] if record_groups.is_put_away(session) else record_groups.empty_groups(record_groups.contained(session))
    return Papers(tuple(_recent(session)), number_to_file(session), tuple(empty))


def _recent(session: Session) -> Iterator[RecentDocument]:
    latest = sorted(store.list_active(session, DOCUMENTS), key=lambda one: one.values["imported_at"], reverse=True)
    for document in latest[:_SHOWN]:
        dated = document.values["document_date"]
        when = dated.words if isinstance(dated, PartialDate) else ""
        kind_words = shown(DOCUMENTS.field("type"), document.values["type"])
        yield RecentDocument(document.id, document.title, when or kind_words)
