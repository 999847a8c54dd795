"""Saving, listing, trashing and restoring records: plain functions of a session, each keeping the former values in the same transaction."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, String, func, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord, RecordMissing
from ism_desktop.language import tr
from ism_desktop.records import authors, checking, linked_names, own_fields, page_links, sorting
from ism_desktop.records.kind import PROVENANCE, Input, Kind
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.table import FormerValues, RecordTable, Statement, new_id
from ism_desktop.records.values import Gap
from ism_desktop.records.values.plain import to_json

TABLES: Mapping[str, type[RecordTable]] = {kind.name: kind.table for kind in KINDS}

DEMO = "demo"  # the statement that marks a vault with the invented patient


@dataclass(frozen=True)
class Record:
    """A record as plain values: safe to keep on a page, because it is no live row.

    `values` holds every field of the kind and of `PROVENANCE`: what its `Input` says, a stated `Gap`, or None.
    """

    kind: Kind
    id: str
    values: Mapping[str, Any]
    created_at: str
    updated_at: str
    deleted_at: str | None
    author: str

    @property
    def title(self) -> str:
        """The one line by which a person knows the record."""
        return self.kind.title_of(self.values)


def now() -> str:
    """The present moment in UTC, to the microsecond, as it is kept in every row."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _day_here() -> str:
    return datetime.now().astimezone().date().isoformat()


def _names(kind: Kind) -> list[str]:
    return [field.name for field in (*kind.fields, *PROVENANCE)]


def _values(kind: Kind, row: RecordTable) -> dict[str, Any]:
    gaps = row.gaps
    return {name: Gap(gaps[name]) if name in gaps else getattr(row, name) for name in _names(kind)}


def _record(kind: Kind, row: RecordTable) -> Record:
    return Record(kind, row.id, _values(kind, row), row.created_at, row.updated_at, row.deleted_at, row.author)


def _row(session: Session, kind: Kind, record_id: str) -> RecordTable:
    row = session.get(kind.table, record_id)
    if row is None:
        raise RecordMissing(
            tr("It was deleted from “{kind}”.", kind=kind.plural),
            tr("Go back to the list. Everything else is as it was."),
        )
    return row


def _touch(session: Session, kind: Kind, row: RecordTable, author: str, action: str, former: Mapping[str, Any]) -> None:
    moment = now()
    row.updated_at = moment
    row.generation = session.info["generation"]
    session.info["changed"].add(kind.name)
    entry = FormerValues(kind=kind.name, record_id=row.id, at=moment, author=author, action=action, former=dict(former))
    session.add(entry)
    session.flush()


def _assign(row: RecordTable, values: Mapping[str, Any]) -> None:
    gaps = dict(row.gaps)
    for name, value in values.items():
        gaps.pop(name, None)
        if isinstance(value, Gap):
            gaps[name] = value.value
        setattr(row, name, None if isinstance(value, Gap) else value)
    row.gaps = gaps


def save(
    session: Session,
    kind: Kind,
    values: Mapping[str, Any],
    *,
    record_id: str | None = None,
    author: str | None = None,
    fresh_id: str | None = None,
) -> str:
    """Create a record, or change the named fields of the one with `record_id`; saving what is there already changes nothing.

    Args:
        session: of `vault.write()`.
        values: by field name; a `Gap` says "not known" or "none".
        author: who says so, such as "document"; else whoever opened the vault (see `authors`).
        fresh_id: the id of the new record, where something names it already, such as its encrypted file.

    Returns:
        The record's id.

    Raises:
        InvalidRecord: nothing was saved; its `fields` say what to change.
        RecordMissing: there is no such record.
    """
    cleaned = own_fields.current(session, kind, linked_names.current(session, kind, checking.clean(kind, values)))
    checking.check(session, kind, cleaned, TABLES, whole=record_id is None)
    author = author or authors.of(session)
    if record_id is None:
        own_fields.refuse_twin(session, kind, None, cleaned.get("name"))
        if kind.entered_field:
            cleaned = {kind.entered_field: _day_here(), **cleaned}
        row, former, before = _new_row(session, kind, author, fresh_id or new_id()), None, dict[str, Any]()
    else:
        row = _row(session, kind, record_id)
        before = _values(kind, row)
        cleaned = {name: value for name, value in cleaned.items() if before[name] != value}
        if not cleaned:
            return row.id
        own_fields.refuse_twin(session, kind, row.id, cleaned.get("name"))
        former = {name: to_json(before[name]) for name in cleaned}
    title = "" if former is None else linked_names.title_of(kind, row)
    _assign(row, cleaned)
    if former is not None and (renamed := linked_names.title_of(kind, row)) != title:
        linked_names.rename(session, kind, row.id, renamed)
        own_fields.follow(session, kind, row)
    row.author = author
    if former is not None and "file_id" in former and kind.name == "documents":
        document: Any = row
        page_links.follow(session, row.id, (before["file_id"], before["pages"]), (document.file_id, document.pages))
    if former is None:
        session.add(row)
        _touch(session, kind, row, author, "created", {})
        _clear_statement(session, kind)
    else:
        _touch(session, kind, row, author, "changed", former)
    for field in kind.fields:
        if field.exclusive and cleaned.get(field.name) is True:
            _clear_others(session, kind, row, field.name, author)
    return row.id


def _new_row(session: Session, kind: Kind, author: str, record_id: str) -> RecordTable:
    if kind.single and the_one(session, kind) is not None:
        raise InvalidRecord(
            {"": tr("“{kind}” is filled in already. Change it instead of adding a second one.", kind=kind.singular)}
        )
    row = kind.table(id=record_id, created_at=now(), updated_at=now(), generation=0, author=author, gaps={})
    if kind.ordered:
        last = session.scalar(select(func.max(cast("Any", kind.table).position)))
        row.position = 0 if last is None else last + 1  # pyright: ignore[reportAttributeAccessIssue]
    return row


def _clear_others(session: Session, kind: Kind, keeper: RecordTable, name: str, author: str) -> None:
    column = getattr(kind.table, name)
    for row in session.scalars(select(kind.table).where(column.is_(True), kind.table.id != keeper.id)):
        setattr(row, name, False)
        _touch(session, kind, row, author, "changed", {name: True})


def find(session: Session, kind: Kind, record_id: str) -> Record | None:
    """The record, trashed or not; None when there is none."""
    row = session.get(kind.table, record_id)
    return None if row is None else _record(kind, row)


def get(session: Session, kind: Kind, record_id: str) -> Record:
    """The record, trashed or not. Raises RecordMissing."""
    return _record(kind, _row(session, kind, record_id))


def get_many(session: Session, kind: Kind, ids: Sequence[str]) -> dict[str, Record]:
    """The records with these ids, trashed or not, by id; those that are gone are left out. For a page of a list."""
    rows = session.scalars(select(kind.table).where(kind.table.id.in_(ids)))
    return {row.id: _record(kind, row) for row in rows}


def sort_terms(kind: Kind) -> list[tuple[ColumnElement[Any], bool]]:
    """What the kind's own order compares, one after the other, each with whether it descends; no two records are equal in all of it."""
    terms: list[tuple[ColumnElement[Any], bool]] = []
    for name in kind.order_by:
        terms += sorting.terms(kind, name.removeprefix("-"), descending=name.startswith("-"))
    id_column: Any = kind.table.id
    return [*terms, (id_column, False)]


def _order(kind: Kind) -> list[ColumnElement[Any]]:
    return [term.desc() if descending else term.asc() for term, descending in sort_terms(kind)]


def list_active(session: Session, kind: Kind, **referring: str) -> list[Record]:
    """Every record of the kind that is not in the trash, in the kind's order; `medication=an_id` asks for those that refer to it."""
    wanted = select(kind.table).where(kind.table.deleted_at.is_(None)).filter_by(**referring)
    rows = session.scalars(wanted.order_by(*_order(kind)))
    return [_record(kind, row) for row in rows]


def list_without_rows(session: Session, kind: Kind, *conditions: ColumnElement[bool]) -> list[Record]:
    """Some records that are not in the trash, in the kind's order, without the values of fields that hold rows: they have none of these.

    To take apart the lines of thousands of bills costs ten times what the rest does.
    """
    names = [field.name for field in (*kind.fields, *PROVENANCE) if field.input is not Input.ROWS]
    table: Any = kind.table
    gaps_text = type_coerce(table.gaps, String)  # nearly all have none, and taking JSON apart costs the most
    beside = (gaps_text, table.id, table.created_at, table.updated_at, table.deleted_at, table.author)
    wanted = select(*(getattr(table, name) for name in names), *beside).where(table.deleted_at.is_(None), *conditions)
    found: list[Record] = []
    for row in session.execute(wanted.order_by(*_order(kind))):
        *cells, gaps, record_id, created_at, updated_at, deleted_at, author = row
        values = dict(zip(names, cells, strict=True)) | gaps_from_text(gaps)
        found.append(Record(kind, record_id, values, created_at, updated_at, deleted_at, author))
    return found


def gaps_from_text(text: str) -> dict[str, Gap]:
    """The stated gaps of a record by the names of its fields, from the text of their column."""
    stated: dict[str, str] = json.loads(text) if text != "{}" else {}
    return {name: Gap(answer) for name, answer in stated.items()}


def list_trashed(session: Session, kind: Kind) -> list[Record]:
    """Every record of the kind in the trash, the latest first."""
    rows = session.scalars(
        select(kind.table).where(kind.table.deleted_at.is_not(None)).order_by(kind.table.deleted_at.desc())
    )
    return [_record(kind, row) for row in rows]


def trashed_ids(session: Session, kinds: Iterable[Kind]) -> dict[str, list[str]]:
    """The ids of all that lies in the trash, the latest first, by the name of the kind; kinds with nothing there are left out."""
    tables: list[tuple[str, Any]] = [(kind.name, kind.table) for kind in kinds]
    looked: list[Any] = [
        select(literal(name), table.id, table.deleted_at).where(table.deleted_at.is_not(None)) for name, table in tables
    ]
    found: dict[str, list[str]] = {}
    rows: Sequence[Any] = session.execute(union_all(*looked)).all()
    for name, record_id, _ in sorted(rows, key=lambda row: row[2], reverse=True):
        found.setdefault(name, []).append(record_id)
    return found


def changed_since(session: Session, kind: Kind, generation: int, *, limit: int, offset: int = 0) -> list[Record]:
    """Records, trashed ones too, whose row changed after a generation of the vault: how an index catches up."""
    table = kind.table
    statement = select(table).where(table.generation > generation).order_by(table.generation, table.id)
    return [_record(kind, row) for row in session.scalars(statement.limit(limit).offset(offset))]


def the_one(session: Session, kind: Kind) -> Record | None:
    """The record of a kind of which there is one; None before it was first saved."""
    row = session.scalars(select(kind.table).where(kind.table.deleted_at.is_(None)).limit(1)).first()
    return None if row is None else _record(kind, row)


def count(session: Session, kind: Kind) -> int:
    """How many records of the kind are not in the trash."""
    return session.scalar(select(func.count()).select_from(kind.table).where(kind.table.deleted_at.is_(None))) or 0


def trash(session: Session, kind: Kind, record_id: str, *, author: str | None = None) -> None:
    """Move a record to the trash; it keeps everything and can be restored. Raises RecordMissing."""
    row = _row(session, kind, record_id)
    if row.deleted_at is None:
        row.deleted_at = now()
        own_fields.follow(session, kind, row)
        _touch(session, kind, row, author or authors.of(session), "trashed", {})


def restore(session: Session, kind: Kind, record_id: str, *, author: str | None = None) -> None:
    """Take a record out of the trash.

    Where a field may be yes for one record only and another took its place meanwhile, the restored one gives way.

    Raises:
        RecordMissing: there is no such record.
        InvalidRecord: the kind holds one record only, and there is another now; or the name of an own field is another one's now.
    """
    row = _row(session, kind, record_id)
    if row.deleted_at is None:
        return
    if kind.single and the_one(session, kind) is not None:
        raise InvalidRecord(
            {"": tr("“{kind}” has been filled in again. Move the new one to the trash first.", kind=kind.singular)}
        )
    own_fields.refuse_twin(session, kind, row.id, getattr(row, "name", None))
    author = author or authors.of(session)
    for field in kind.fields:
        column = getattr(kind.table, field.name)
        taken = field.exclusive and session.scalar(
            select(func.count()).select_from(kind.table).where(column.is_(True), kind.table.deleted_at.is_(None))
        )
        if taken and getattr(row, field.name):
            setattr(row, field.name, False)
            _touch(session, kind, row, author, "changed", {field.name: True})
    row.deleted_at = None
    own_fields.follow(session, kind, row)
    _touch(session, kind, row, author, "restored", {})
    _clear_statement(session, kind)


def arrange(session: Session, kind: Kind, ids_in_order: Sequence[str]) -> None:
    """Put the records of an ordered kind into this order. Raises RecordMissing, and ValueError for a kind without an order."""
    if not kind.ordered:
        raise ValueError(f"{kind.name} has no order of its own")
    for position, record_id in enumerate(ids_in_order):
        row = _row(session, kind, record_id)
        former = cast("Any", row).position
        if former != position:
            row.position = position  # pyright: ignore[reportAttributeAccessIssue]
            _touch(session, kind, row, authors.of(session), "arranged", {})


def say_none(session: Session, kind: Kind, answer: Gap | None) -> None:
    """State for a whole kind that there are none, or that it is not known; None takes the statement back.

    Raises:
        InvalidRecord: there are records, so "none" would be untrue.
    """
    if answer is Gap.NONE and count(session, kind):
        raise InvalidRecord(
            {
                "": tr(
                    "“{kind}” is not empty. If nothing in it is true, move all of it to the trash first.",
                    kind=kind.plural,
                )
            }
        )
    row = session.get(Statement, kind.name)
    if answer is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(Statement(kind=kind.name, answer=answer.value, at=now(), author=authors.of(session)))
    else:
        row.answer, row.at, row.author = answer.value, now(), authors.of(session)
    session.info["changed"].add(kind.name)
    session.flush()


def statement(session: Session, kind: Kind) -> Gap | None:
    """What was stated for the whole kind; None when nobody asked."""
    row = session.get(Statement, kind.name)
    return None if row is None else Gap(row.answer)


def _clear_statement(session: Session, kind: Kind) -> None:
    """Take back "I have none" when there is one now."""
    row = session.get(Statement, kind.name)
    if row is not None:
        session.delete(row)
        session.flush()


def mark_demo(session: Session) -> None:
    """Say once and for good that this vault holds the invented demo patient: every page it prints says DEMO."""
    session.add(Statement(kind=DEMO, answer="yes", at=now(), author="program"))
    session.info["changed"].add("person")
    session.flush()


def is_demo(session: Session) -> bool:
    """Whether the vault holds the invented demo patient."""
    return session.get(Statement, DEMO) is not None
