"""What belongs to a medication: its changes, refills and plans, its latest state, and writing a change down together with the dose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kind import Kind, Values
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES, RESUMED, STARTED, STOPPED
from ism_desktop.records.kinds.medication_refills import MEDICATION_REFILLS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate, Quantity

_MOST_DAYS = 3_660  # a count that lasts longer than ten years is a slip of the finger


@dataclass(frozen=True, slots=True)
class RunOut:
    """The day on which what was counted is used up, and what it was worked out from, in words."""

    on: date
    words: str


def of_medication(session: Session, kind: Kind, medication_id: str) -> list[Record]:
    """The changes, refills or plans of one medication, in the order of the kind: the latest first."""
    return sorted(store.list_active(session, kind, medication=medication_id), key=_begins, reverse=True)


def by_medication(session: Session, kind: Kind) -> dict[str, list[Record]]:
    """The changes, refills or plans of every medication by its id, each in the order of the kind; a day beats a part of a date."""
    found: dict[str, list[Record]] = {}
    for record in store.list_active(session, kind):
        if record.values["medication"] is not None:
            found.setdefault(record.values["medication"], []).append(record)
    return {medication: sorted(records, key=_begins, reverse=True) for medication, records in found.items()}


def _begins(record: Record) -> tuple[str, str]:
    day = record.values.get("on_date")
    return day.first_day.isoformat() if isinstance(day, PartialDate) else "", record.created_at


def who(session: Session, values: Values, reference: str, other: str = "") -> str:
    """Who decided, manages or wrote: the name in the care team, else as typed; empty when nobody is named."""
    member = values.get(reference)
    found = store.find(session, CARE_TEAM, member) if isinstance(member, str) else None
    typed = values.get(other) if other else None
    return found.title if found is not None else typed if isinstance(typed, str) else ""


def is_latest(changes: Sequence[Record], day: object) -> bool:
    """Whether a change of this day comes after all that are written down; one without a day does."""
    if not isinstance(day, PartialDate):
        return True
    days = [change.values["on_date"] for change in changes]
    return all(one.first_day <= day.last_day for one in days if isinstance(one, PartialDate))


def record_change(session: Session, medication_id: str, values: Mapping[str, Any], *, is_current: bool) -> str:
    """Write a change down and, where it says how the medication is taken now, the medication itself; in a session of `vault.write()`.

    Returns:
        The id of the change.

    Raises:
        InvalidRecord: nothing was saved. RecordMissing: the medication is gone.
    """
    medication = store.get(session, MEDICATIONS, medication_id)
    made = store.save(session, MEDICATION_CHANGES, {**values, "medication": medication_id})
    follows = _follows(medication.values, values) if is_current else {}
    if follows:
        store.save(session, MEDICATIONS, follows, record_id=medication_id)
    return made


def _follows(medication: Values, change: Mapping[str, Any]) -> dict[str, Any]:
    """What the medication says from this change on."""
    found: dict[str, Any] = {}
    if change.get("now"):
        found["directions"] = change["now"]
    what, day = change.get("what"), change.get("on_date")
    if what == STOPPED:
        found |= {"use": "past", "stopped_on": day, "stopped_why": change.get("reason")}
    elif what in {STARTED, RESUMED} and (medication["use"] == "past" or medication["stopped_on"] is not None):
        # Whether it is taken regularly or as needed now, only the person knows.
        found |= {"use": None, "stopped_on": None, "stopped_why": None}
    if what == STARTED and medication["started_on"] is None:
        found["started_on"] = day
    return found


def run_out(values: Values) -> RunOut | None:
    """When what was counted is used up: the person’s own count divided by their own number a day, in whole days from the day of the count.

    None unless all three are stated plainly: two numbers, of the same unit where both name one, and a whole day.
    """
    at_hand, per_day, counted = values.get("at_hand"), values.get("per_day"), values.get("counted_on")
    if not (isinstance(at_hand, Quantity) and isinstance(per_day, Quantity) and isinstance(counted, PartialDate)):
        return None
    if counted.day is None or at_hand.comparator or per_day.comparator:
        return None
    if at_hand.number is None or per_day.number is None or per_day.number <= 0 or at_hand.number < 0:
        return None
    if per_day.unit and per_day.unit.casefold() != at_hand.unit.casefold():
        return None
    whole = at_hand.number // per_day.number
    if whole > _MOST_DAYS:
        return None
    days = int(whole)
    day = counted.first_day + timedelta(days=days)
    return RunOut(
        day,
        tr(
            "{amount} counted on {date}, {number} a day",
            amount=at_hand.text,
            date=counted.words,
            number=_plain(per_day.number),
        ),
    )


def _plain(number: Decimal) -> str:
    return format(number, "f")


def expiry_of(medication: Record, refills: Sequence[Record]) -> PartialDate | None:
    """The date on what is at hand: as the medication says, else as its latest refill does."""
    for values in (medication.values, *(refill.values for refill in refills[:1])):
        if isinstance(values["expiry"], PartialDate):
            return values["expiry"]
        if isinstance(values["expiry"], Gap):
            return None
    return None


def refills_by_medication(session: Session) -> dict[str, list[Record]]:
    """The refills of every medication, the latest first."""
    return by_medication(session, MEDICATION_REFILLS)
