"""The orders that a kind's records can be put in besides its own and those of its columns: those of the shelf of documents."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, type_coerce
from sqlalchemy import String as Text
from sqlalchemy.orm import Session

from ism_desktop.records import list_order, sorting
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.documents import DOCUMENTS, Document
from ism_desktop.records.list_order import Term

# Documents of the same day or title stand with the one added last first.
_ADDED_LAST: Term = (type_coerce(Document.imported_at, Text), True)


def _by_day(_session: Session, *, falling: bool) -> list[Term]:
    """By the first day that a date can mean; those without a date last, whichever way."""
    day: Any = Document.document_date
    begun = sorting.terms(DOCUMENTS, "document_date")[1][0]
    first_day = begun.op("||")(func.substr(literal("-01-01"), func.length(begun) - 3))
    return [(case((day.is_(None), 1), else_=0), False), (first_day, falling), _ADDED_LAST]


def _by_title(session: Session) -> list[Term]:
    title: ColumnElement[Any] = func.coalesce(func.nullif(Document.title, ""), Document.file_name)
    return [(list_order.plain(session, title), False), _ADDED_LAST]


_ORDERS: Mapping[tuple[str, str], Callable[[Session], list[Term]]] = {
    (DOCUMENTS.name, "newest"): lambda session: _by_day(session, falling=True),
    (DOCUMENTS.name, "oldest"): lambda session: _by_day(session, falling=False),
    (DOCUMENTS.name, "title"): _by_title,
    (DOCUMENTS.name, "added"): lambda _session: [_ADDED_LAST],
}


def terms(session: Session, kind: Kind, order: str) -> list[Term]:
    """What rows are compared by for one of these orders. Raises KeyError."""
    return _ORDERS[kind.name, order](session)
