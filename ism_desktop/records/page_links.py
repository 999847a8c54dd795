"""Links from records to a page of a document, which stay with their page while the pages are put into another order, turned or deleted.

A page is known by its origin: `NUMBER:PAGE`, the version in which it first stood and its place there. Version 0 is the file as it came in.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.records.table import DocumentVersion, Link


def as_they_came(pages: int) -> list[str]:
    """The origins of the pages of a file that came in as it is."""
    return [f"0:{page}" for page in range(1, pages + 1)]


def origins_of(session: Session, document_id: str, file_id: str, pages: int) -> list[str]:
    """The origins of the pages of a document whose file in use is this one."""
    row = session.scalars(
        select(DocumentVersion).where(DocumentVersion.document_id == document_id, DocumentVersion.file_id == file_id)
    ).first()
    return as_they_came(pages) if row is None or not row.origins else row.origins


def follow(session: Session, document_id: str, before: tuple[str, int], after: tuple[str, int]) -> None:
    """Lead the links to a document's pages to where these stand now. `before` and `after` are the file in use and its number of pages."""
    links = session.scalars(select(Link).where(Link.document_id == document_id)).all()
    links = [link for link in links if link.page is not None or link.origin is not None]
    if not links:
        return
    former = origins_of(session, document_id, *before)
    places = _places(origins_of(session, document_id, *after))
    for link in links:
        # A link that was made while the former version was in use has no origin yet.
        if link.page is not None and 1 <= link.page <= len(former):
            link.origin = former[link.page - 1]
        link.page = places.get(link.origin or "")
        session.info["changed"].add(link.kind)


def linked_pages(session: Session, document_id: str) -> list[int]:
    """The pages of a document that links lead to, as often as there are links."""
    found = select(Link.page).where(Link.document_id == document_id, Link.page.is_not(None))
    return [page for page in session.scalars(found) if page is not None]


def _places(origins: Sequence[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, origin in enumerate(origins, 1):
        places.setdefault(origin, place)
    return places
