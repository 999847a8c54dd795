"""What follows from the care team beside its own entries: where somebody works and is reached, who works somewhere, and the visits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ism_desktop.records import roles, store, visit_times
from ism_desktop.records.kind import Values
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM, PERSON
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate, linked_id

REACHED = ("phone", "fax", "email", "portal", "address", "hours", "best_way")
"""What holds for all who work in a practice, where their own entry says nothing of it."""

_PLACES = frozenset(
    {"laboratory", "pharmacy", "hospital"}
)  # roles by which places were entered before they could be called so


@dataclass(frozen=True, slots=True)
class Around:
    """What the record knows of one entry. `reached` are fields of its practice that its own entry leaves empty, `colleagues` who names it
    as the place where they work. Of visits the last one that was not cancelled, up to today, and the next one that is planned."""

    practice: Record | None
    reached: Mapping[str, Any]
    colleagues: Sequence[Record]
    last_visit: Record | None
    next_visit: Record | None


def is_person(values: Values) -> bool:
    """Whether an entry is a person. Where nobody said what it is, its role does."""
    sort = values.get("sort")
    if isinstance(sort, str):
        return sort == PERSON
    return not roles.keys_in(str(values.get("role") or "")) & _PLACES


def practice_of(session: Session, member: Record) -> Record | None:
    """Where somebody works, if that is an entry of its own which is not in the trash."""
    practice = store.find(session, CARE_TEAM, linked_id(member.values["organisation"]))
    return practice if practice is not None and practice.deleted_at is None and practice.id != member.id else None


def reached_by(member: Record, practice: Record | None) -> dict[str, Any]:
    """How somebody is reached by way of the practice: what it says and their own entry does not. A phone of their own is enough."""
    if practice is None:
        return {}
    own_phone = any(member.values[name] for name in ("phone", "direct_phone"))
    return {
        name: practice.values[name]
        for name in REACHED
        if practice.values[name] and not member.values[name] and not (name == "phone" and own_phone)
    }


def around(session: Session, member: Record, today: date) -> Around:
    """All that the record knows of an entry."""
    practice = practice_of(session, member)
    last, coming = last_and_next(session, member.id, today)
    team = store.list_active(session, CARE_TEAM)
    colleagues = [each for each in team if linked_id(each.values["organisation"]) == member.id and each.id != member.id]
    return Around(practice, reached_by(member, practice), colleagues, last, coming)


def last_and_next(session: Session, member_id: str, today: date) -> tuple[Record | None, Record | None]:
    """The last visit up to today and the next one, both derived from the appointments; a cancelled one is none."""
    visits = [
        visit
        for visit in store.list_active(session, APPOINTMENTS, with_member=member_id)
        if isinstance(visit.values["on_date"], PartialDate) and visit.values["status"] != "cancelled"
    ]
    visits.sort(key=lambda visit: (visit.values["on_date"].first_day, visit.values["at_time"] or ""))
    past = [visit for visit in visits if _is_over(visit, today)]
    coming = [visit for visit in visits if not _is_over(visit, today)]
    return (past[-1] if past else None), (coming[0] if coming else None)


def _is_over(visit: Record, today: date) -> bool:
    return visit_times.is_over(visit.values, today)
