"""Merging two entries of a list that are the same person or thing: everything that pointed to one points to the other afterwards.

All of it happens in the session of one transaction, by the same saves that a person would make, so the history keeps what stood before
and `Merged` says how to take it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.records import linked_names, links, own_fields, reverting, store
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.questions import QUESTIONS, Question
from ism_desktop.records.store import Record
from ism_desktop.records.values import LinkedName, Rows


@dataclass(frozen=True, slots=True)
class Merged:
    """What was done: the stretch of the history, the documents that were attached, and how many entries point elsewhere now."""

    since: int
    until: int
    attached: tuple[str, ...]
    pointed: int


def filled(kept: Record, gone: Record) -> dict[str, Any]:
    """The values that the one entry takes over from the other: only where it says nothing itself. Rows of both are put together."""
    found: dict[str, Any] = {}
    for name, theirs in gone.values.items():
        own = kept.values[name]
        if isinstance(own, Rows) and isinstance(theirs, Rows):
            more = [row for row in theirs.rows if row not in own.rows]
            if more:
                found[name] = Rows.of((*own.rows, *more))
        elif own is None and theirs is not None:
            found[name] = theirs
        elif kept.kind.field(name).exclusive and theirs is True:
            found[name] = True
    return found


def differing(kept: Record, gone: Record) -> list[str]:
    """The fields of which both say something, and not the same: what `gone` says of them stays in its own entry, in the trash."""
    return [
        field.name
        for field in kept.kind.form_fields
        if field.input is not Input.ROWS
        and not field.exclusive
        and kept.values[field.name] is not None
        and gone.values[field.name] is not None
        and str(kept.values[field.name]) != str(gone.values[field.name])
    ]


def merge(session: Session, kind: Kind, kept_id: str, gone_id: str, values: Mapping[str, Any] | None = None) -> Merged:
    """Make one entry of two.

    Args:
        session: of `vault.write()`.
        kept_id: the entry that stays.
        gone_id: the entry that goes to the trash; all that pointed to it points to the other.
        values: what the entry that stays shall say besides what it takes over.

    Raises:
        RecordMissing: one of them is gone.
        InvalidRecord: they are one and the same, or the result cannot be saved; nothing was changed.
    """
    if kept_id == gone_id:
        raise InvalidRecord({"": tr("Choose two different entries.")})
    since = reverting.mark(session)
    kept, gone = store.get(session, kind, kept_id), store.get(session, kind, gone_id)
    taken = {**filled(kept, gone), **(values or {})}
    pointing = linked_names.pointing_to(session, kind, gone_id)
    for one in pointing:
        if one.kind is kind and one.record_id in {kept_id, gone_id}:
            continue
        value = LinkedName(kept.title, kept_id) if one.field.input is Input.NAME else kept_id
        store.save(session, one.kind, {one.field.name: value}, record_id=one.record_id)
    papers = own_fields.naming(session, kind, gone_id)
    for document in papers:
        held = store.get(session, DOCUMENTS, document).values[own_fields.VALUES]
        said = {own_fields.VALUES: own_fields.pointed_to(held, gone_id, kept_id, kept.title)}
        store.save(session, DOCUMENTS, said, record_id=document)
    asked = _asked_about(session, kind, gone_id)
    for question in asked:
        store.save(session, QUESTIONS, {"about_id": kept_id}, record_id=question)
    store.save(session, kind, _not_of_itself(kind, kept, taken, {kept_id, gone_id}), record_id=kept_id)
    attached = _attach(session, kind, kept_id, gone_id)
    store.trash(session, kind, gone_id)
    return Merged(since, reverting.mark(session), attached, len(pointing) + len(papers) + len(asked))


def _not_of_itself(kind: Kind, kept: Record, taken: Mapping[str, Any], both: set[str]) -> dict[str, Any]:
    """What is saved of the entry that stays. It cannot point to itself, nor to what goes to the trash."""
    values = dict(taken)
    for field in kind.form_fields:
        value = values.get(field.name, kept.values[field.name])
        if isinstance(value, LinkedName) and field.refers_to == kind.name and value.record_id in both:
            values[field.name] = None
    return values


def _asked_about(session: Session, kind: Kind, record_id: str) -> Sequence[str]:
    """The questions that were written down while this entry was on the screen."""
    return session.scalars(
        select(Question.id).where(Question.about_kind == kind.name, Question.about_id == record_id)
    ).all()


def _attach(session: Session, kind: Kind, kept_id: str, gone_id: str) -> tuple[str, ...]:
    """The documents of the one at the other, too."""
    there = {(proof.document_id, proof.page) for proof in links.proofs(session, kind, kept_id)}
    return tuple(
        links.attach(session, kind, kept_id, proof.document_id, proof.page, proof.note)
        for proof in links.proofs(session, kind, gone_id)
        if (proof.document_id, proof.page) not in there
    )


def take_back(session: Session, merged: Merged) -> None:
    """Undo a merge. Raises RecordMissing or InvalidRecord where something that it needs is gone; nothing was changed then."""
    for link_id in merged.attached:
        links.detach(session, link_id)
    reverting.revert(session, merged.since, merged.until)
