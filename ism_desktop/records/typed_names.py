"""Names that were typed all over the record, gathered: how often each stands there, and whom of the care team it may mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.records import linked_names, store
from ism_desktop.records.folding import folded
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.store import Record
from ism_desktop.records.values import LinkedName


@dataclass(slots=True)
class TypedName:
    """One name as it was typed. `places`: kind, id of the record and field of each. `meant` is the id of the only entry called so."""

    name: str
    meant: str = ""
    places: list[tuple[Kind, str, str]] = field(default_factory=list[tuple[Kind, str, str]])


# A reference and the text beside it for whoever is not in the list, where the two are asked for apart.
_BESIDE = "_other"
_PAIRS = {("appointments", "with_whom"): "with_member"}


def reference_beside(kind: Kind, name: str) -> str:
    """The reference that a typed name stands in for, where the two are fields of their own; empty for any other field."""
    reference = _PAIRS.get((kind.name, name), name.removesuffix(_BESIDE))
    is_one = reference != name and any(
        field.name == reference and field.refers_to == CARE_TEAM.name for field in kind.fields
    )
    return reference if is_one else ""


def _typed_in(session: Session) -> Iterator[tuple[Kind, str, str, str]]:
    """Every typed name with the kind, the id of the record and the field."""
    for kind, one in linked_names.fields_pointing_to(CARE_TEAM, Input.NAME):
        yield from _of_field(session, kind, one.name)
    for kind in KINDS:
        for one in kind.fields:
            if reference_beside(kind, one.name):
                yield from _of_field(session, kind, one.name)


def _of_field(session: Session, kind: Kind, name: str) -> Iterator[tuple[Kind, str, str, str]]:
    table: Any = kind.table
    column = getattr(table, name)
    wanted = select(table.id, column).where(column.is_not(None), table.deleted_at.is_(None))
    reference = reference_beside(kind, name)
    if reference:
        wanted = wanted.where(getattr(table, reference).is_(None))
    for record_id, said in session.execute(wanted):
        if not isinstance(said, LinkedName):
            yield kind, record_id, name, said


def gathered(session: Session) -> list[TypedName]:
    """Every name that points to no entry, those that an entry bears first, then by how often they stand there."""
    found: dict[str, TypedName] = {}
    for kind, record_id, name, said in _typed_in(session):
        found.setdefault(folded(said), TypedName(said)).places.append((kind, record_id, name))
    team = store.list_active(session, CARE_TEAM)
    for typed in found.values():
        typed.meant = meant_by(typed.name, team)
    return sorted(found.values(), key=lambda each: (not each.meant, -len(each.places), folded(each.name)))


def meant_by(name: str, team: Sequence[Record]) -> str:
    """The id of the only entry that is called so; empty for none and for several."""
    same = [member.id for member in team if folded(member.title) == folded(name)]
    return same[0] if len(same) == 1 else ""


def link(session: Session, chosen: Iterable[tuple[TypedName, str]]) -> int:
    """Let names point to entries, each typed name with the id of one. Returns how many fields were changed; each is in the history."""
    changed = 0
    for typed, member_id in chosen:
        member = store.get(session, CARE_TEAM, member_id)
        by_record: dict[tuple[str, str], tuple[Kind, dict[str, Any]]] = {}
        for kind, record_id, name in typed.places:
            values = by_record.setdefault((kind.name, record_id), (kind, {}))[1]
            reference = reference_beside(kind, name)
            values |= {reference: member.id, name: None} if reference else {name: LinkedName(member.title, member.id)}
        for (_, record_id), (kind, values) in by_record.items():
            if (kind.name, record_id) == (CARE_TEAM.name, member_id):
                continue  # nobody is their own practice
            store.save(session, kind, values, record_id=record_id)
            changed += sum(value is not None for value in values.values())
    return changed


def counted(places: Sequence[tuple[Kind, str, str]]) -> Mapping[str, int]:
    """How many entries of each kind name it, by the kind's name, in the order of the record."""
    found: dict[str, set[str]] = {}
    for kind, record_id, _ in places:
        found.setdefault(kind.name, set()).add(record_id)
    return {name: len(ids) for name, ids in found.items()}
