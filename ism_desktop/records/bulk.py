"""Many records of a kind in one statement: as `store` saves, trashes and restores them one by one, with the same checks and history.

Ten thousand saved singly take minutes of the vault's one connection. Whoever files that many does it in pieces, each a transaction of a
few milliseconds. A kind with fields that only one record may hold (`exclusive`), or with an order or statements of its own,
is not for this.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ism_desktop.records import authors, checking, store
from ism_desktop.records.kind import Kind
from ism_desktop.records.table import FormerValues, new_id
from ism_desktop.records.values.plain import to_json

_NAMED = 500  # at most so many ids in one statement


def create(
    session: Session, kind: Kind, many: Sequence[Mapping[str, Any]], *, author: str | None = None, is_told: bool = True
) -> list[str]:
    """Create records with these values; their ids, in order.

    With `is_told` off the listeners of the vault hear nothing of it: of several pieces, the last one tells of all.

    Raises:
        InvalidRecord: one cannot be saved; none was.
        ValueError: the kind is none for this.
    """
    _require_plain(kind)
    cleaned = [checking.clean(kind, values) for values in many]
    for values in cleaned:
        checking.check(session, kind, values, store.TABLES, whole=True)
    moment, who = store.now(), author or authors.of(session)
    ids = [new_id() for _ in cleaned]
    columns = [field.name for field in (*kind.fields, *store.PROVENANCE)]
    common: dict[str, Any] = {
        **dict.fromkeys(columns),
        "created_at": moment,
        "updated_at": moment,
        "generation": session.info["generation"],
        "author": who,
        "gaps": {},
    }
    rows = [{**common, **values, "id": each} for each, values in zip(ids, cleaned, strict=True)]
    if rows:
        session.execute(insert(kind.table), rows)
        _enter(session, kind, ids, "created", moment, who)
        _tell(session, kind, is_told=is_told)
    return ids


def change(session: Session, kind: Kind, ids: Sequence[str], values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give records the same values; those that hold them already, or are gone, stay as they are.

    Returns:
        What each of those that changed said before in these fields, by id.

    Raises:
        InvalidRecord: the values cannot be saved; nothing was changed.
    """
    _require_plain(kind)
    cleaned = checking.clean(kind, values)
    checking.check(session, kind, cleaned, store.TABLES, whole=False)
    table: Any = kind.table
    before: dict[str, dict[str, Any]] = {}
    for start in range(0, len(ids), _NAMED):
        statement = select(table.id, *(getattr(table, name) for name in cleaned)).where(
            table.id.in_(ids[start : start + _NAMED])
        )
        for record_id, *said in session.execute(statement):
            held = dict(zip(cleaned, said, strict=True))
            if held != cleaned:
                before[record_id] = held
    if before:
        _write_change(session, kind, before, cleaned)
    return before


def _write_change(
    session: Session, kind: Kind, before: Mapping[str, Mapping[str, Any]], values: Mapping[str, Any]
) -> None:
    table: Any = kind.table
    moment, who, ids = store.now(), authors.of(session), list(before)
    common = {"updated_at": moment, "generation": session.info["generation"], "author": who}
    for start in range(0, len(ids), _NAMED):
        session.execute(update(table).where(table.id.in_(ids[start : start + _NAMED])).values({**values, **common}))
    same = {"kind": kind.name, "at": moment, "author": who, "action": "changed"}
    rows = [
        {
            **same,
            "id": new_id(),
            "record_id": each,
            "former": {name: to_json(value) for name, value in held.items() if value != values[name]},
        }
        for each, held in before.items()
    ]
    session.execute(insert(FormerValues), rows)
    _tell(session, kind, is_told=True)


def trash(session: Session, kind: Kind, ids: Sequence[str], *, is_told: bool = True) -> None:
    """Move records to the trash; those that are there already, or are gone, stay as they are."""
    _move(session, kind, ids, store.now(), is_told=is_told)


def restore(session: Session, kind: Kind, ids: Sequence[str], *, is_told: bool = True) -> None:
    """Take records out of the trash; those that are not there stay as they are."""
    _move(session, kind, ids, None, is_told=is_told)


def _move(session: Session, kind: Kind, ids: Sequence[str], deleted_at: str | None, *, is_told: bool) -> None:
    _require_plain(kind)
    table: Any = kind.table
    lies_there = table.deleted_at.is_(None) if deleted_at else table.deleted_at.is_not(None)
    moment, who = store.now(), authors.of(session)
    for start in range(0, len(ids), _NAMED):
        moved = list(session.scalars(select(table.id).where(table.id.in_(ids[start : start + _NAMED]), lies_there)))
        values = {"deleted_at": deleted_at, "updated_at": moment, "generation": session.info["generation"]}
        session.execute(update(table).where(table.id.in_(moved)).values(values))
        if moved:
            _enter(session, kind, moved, "trashed" if deleted_at else "restored", moment, who)
            _tell(session, kind, is_told=is_told)


def _enter(session: Session, kind: Kind, ids: Sequence[str], action: str, moment: str, who: str) -> None:
    """Write down in the history what was done."""
    same: dict[str, Any] = {"kind": kind.name, "at": moment, "author": who, "action": action, "former": {}}
    session.execute(insert(FormerValues), [{**same, "id": new_id(), "record_id": each} for each in ids])


def _tell(session: Session, kind: Kind, *, is_told: bool) -> None:
    if is_told:
        session.info["changed"].add(kind.name)


def _require_plain(kind: Kind) -> None:
    is_plain = not (kind.single or kind.ordered or kind.entered_field or kind.states_none or kind.states_unknown)
    if not is_plain or any(field.exclusive for field in kind.fields):
        raise ValueError(f"{kind.name} has rules that hold for one record at a time")
