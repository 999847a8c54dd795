"""Proof: which document, and which page of it, says what a record says."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.errors import RecordMissing
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.table import Link


@dataclass(frozen=True, slots=True)
class Proof:
    """A document attached to a record; `page` counts from 1, None stands for the whole document."""

    id: str
    document_id: str
    title: str
    page: int | None
    note: str
    is_gone: bool = False
    """Whether it leads to a page that is not in the version of the document that is in use."""


@dataclass(frozen=True, slots=True)
class Backlink:
    """A record that a document proves."""

    link_id: str
    record: store.Record
    page: int | None
    is_gone: bool = False


def attach(
    session: Session, kind: Kind, record_id: str, document_id: str, page: int | None = None, note: str = ""
) -> str:
    """Attach a document, or one page of it, to a record; attaching the same page twice keeps one link.

    Returns:
        The link's id.

    Raises:
        RecordMissing: the record or the document is not there.
        ValueError: the document has no such page.
    """
    store.get(session, kind, record_id)
    pages: int = store.get(session, DOCUMENTS, document_id).values["pages"]
    if page is not None and not 1 <= page <= pages:
        raise ValueError(f"the document has {pages} pages, not {page}")
    for proof in proofs(session, kind, record_id):
        if (proof.document_id, proof.page) == (document_id, page):
            return proof.id
    link = Link(
        created_at=store.now(),
        kind=kind.name,
        record_id=record_id,
        document_id=document_id,
        page=page,
        note=note or None,
    )
    session.add(link)
    session.info["changed"] |= {kind.name, DOCUMENTS.name}
    session.flush()
    return link.id


def detach(session: Session, link_id: str) -> None:
    """Take a link away; record and document stay. Raises RecordMissing."""
    link = session.get(Link, link_id)
    if link is None:
        raise RecordMissing(tr("This link has already been removed."), tr("There is nothing more to do."))
    session.info["changed"] |= {link.kind, DOCUMENTS.name}
    session.delete(link)
    session.flush()


def proofs(session: Session, kind: Kind, record_id: str) -> list[Proof]:
    """The documents attached to a record, trashed ones left out, in the order they were attached."""
    rows = session.scalars(
        select(Link).where(Link.kind == kind.name, Link.record_id == record_id).order_by(Link.created_at)
    )
    found: list[Proof] = []
    for row in rows:
        document = store.find(session, DOCUMENTS, row.document_id)
        if document is not None and document.deleted_at is None:
            found.append(_proof(row, document))
    return found


def _proof(row: Link, document: store.Record) -> Proof:
    return Proof(row.id, row.document_id, document.title, row.page, row.note or "", _is_gone(row))


def _is_gone(row: Link) -> bool:
    return row.page is None and row.origin is not None


def first_proofs(session: Session, kind: Kind) -> dict[str, Proof]:
    """The document that was attached first to each record of a kind that has one, by the record's id; trashed ones left out."""
    return {record_id: found[0] for record_id, found in all_proofs(session, kind).items()}


def all_proofs(session: Session, kind: Kind) -> dict[str, list[Proof]]:
    """The documents attached to each record of a kind that has any, as `proofs` gives them, by the record's id."""
    rows = list(session.scalars(select(Link).where(Link.kind == kind.name).order_by(Link.created_at)))
    documents = store.get_many(session, DOCUMENTS, sorted({row.document_id for row in rows}))
    found: dict[str, list[Proof]] = {}
    for row in rows:
        document = documents.get(row.document_id)
        if document is not None and document.deleted_at is None:
            found.setdefault(row.record_id, []).append(_proof(row, document))
    return found


def backlinks(session: Session, document_id: str) -> list[Backlink]:
    """The records that a document is attached to, trashed ones left out."""
    rows = session.scalars(select(Link).where(Link.document_id == document_id).order_by(Link.created_at))
    found: list[Backlink] = []
    for row in rows:
        record = store.find(session, BY_NAME[row.kind], row.record_id)
        if record is not None and record.deleted_at is None:
            found.append(Backlink(row.id, record, row.page, _is_gone(row)))
    return found
