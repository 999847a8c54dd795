"""Names that point to an entry of another list: kept as that entry is called, found, pointed elsewhere, and let go.

The name itself stands in the record (`values.LinkedName`), so whatever reads one reads a name. What holds that true is here: a name is
saved as its entry is called now, follows when the entry is renamed, and stays as typed words when the entry is deleted for good.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, func, select, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.records.kind import PROVENANCE, Field, Input, Kind
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import LinkedName


@dataclass(frozen=True, slots=True)
class Pointing:
    """A field of a record that points to an entry: by a name, or (`REFERENCE`) by its id alone."""

    kind: Kind
    record_id: str
    field: Field


def current(session: Session, kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values to be saved, each linked name as its entry is called now; a name whose entry is gone is a typed one."""
    return {
        name: _current(session, kind.field(name), value) if isinstance(value, LinkedName) else value
        for name, value in values.items()
    }


def _current(session: Session, field: Field, value: LinkedName) -> str:
    target = BY_NAME[field.refers_to]
    row = session.get(target.table, value.record_id)
    return str(value) if row is None else LinkedName(title_of(target, row), value.record_id)


def title_of(kind: Kind, row: RecordTable) -> str:
    """The title of a row, which must be one of the kind's table."""
    return kind.title_of({field.name: getattr(row, field.name) for field in kind.fields})


def fields_pointing_to(kind: Kind, *inputs: Input) -> Iterator[tuple[Kind, Field]]:
    """Every field of every kind that can point to a record of this one, in these ways."""
    for other in KINDS:
        for field in (*other.fields, *PROVENANCE):
            if field.input in inputs and field.refers_to == kind.name:
                yield other, field


def rename(session: Session, kind: Kind, record_id: str, title: str) -> None:
    """Call an entry by its new name wherever it is named. That is no change of what those records say, so it is none in their history."""
    for other, field in fields_pointing_to(kind, Input.NAME):
        for row in _rows_naming(session, other, field, record_id):
            setattr(row, field.name, LinkedName(title, record_id))
            row.generation = session.info["generation"]
            session.info["changed"].add(other.name)


def let_go(session: Session, kind: Kind, record_id: str) -> None:
    """Keep the name of an entry that is deleted for good, as words, wherever it is named."""
    for other, field in fields_pointing_to(kind, Input.NAME):
        for row in _rows_naming(session, other, field, record_id):
            setattr(row, field.name, str(getattr(row, field.name)))
            row.generation = session.info["generation"]
            session.info["changed"].add(other.name)


def pointing_to(session: Session, kind: Kind, record_id: str) -> list[Pointing]:
    """Every field that points to an entry, in trashed records too."""
    found = [
        Pointing(other, row.id, field)
        for other, field in fields_pointing_to(kind, Input.NAME)
        for row in _rows_naming(session, other, field, record_id)
    ]
    for other, field in fields_pointing_to(kind, Input.REFERENCE):
        table: Any = other.table
        ids = session.scalars(select(table.id).where(getattr(table, field.name) == record_id))
        found += [Pointing(other, each, field) for each in ids]
    return found


def _rows_naming(session: Session, other: Kind, field: Field, record_id: str) -> Sequence[RecordTable]:
    column = type_coerce(getattr(other.table, field.name), Text)
    rows = session.scalars(select(other.table).where(func.instr(column, record_id) > 0)).all()
    return [row for row in rows if _names(getattr(row, field.name), record_id)]


def _names(value: object, record_id: str) -> bool:
    return isinstance(value, LinkedName) and value.record_id == record_id
