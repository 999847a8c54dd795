"""What happened on a day, as the records say it: medicine started, changed and stopped, reactions, procedures."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.procedures import PROCEDURES
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.table import FormerValues
from ism_desktop.records.values import PartialDate
from ism_desktop.records.values.plain import from_json

STARTED, STOPPED, CHANGED, REACTION, PROCEDURE = "started", "stopped", "changed", "reaction", "procedure"
"""What an event can be; keys, as it is drawn by a sign of its own."""

# How it is taken. A change of any other field corrects or completes the entry.
_TAKING = frozenset({"strength", "directions", "form"})


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """One event, with the record that says so. `title` is the record's own."""

    what: str
    kind: str
    record_id: str
    title: str
    on: PartialDate

    @property
    def words(self) -> str:
        """What happened, in the language in use."""
        if self.what == STARTED:
            return tr("{medicine} started", medicine=self.title)
        if self.what == STOPPED:
            return tr("{medicine} stopped", medicine=self.title)
        if self.what == CHANGED:
            return tr("{medicine}: entry changed", medicine=self.title)
        return tr("Reaction: {what}", what=self.title) if self.what == REACTION else self.title


def events(session: Session) -> list[DatedEvent]:
    """Every event that has a day, a month or a year, the earliest first."""
    found = [*_medicines(session), *_changes(session)]
    for record in store.list_active(session, REACTIONS):
        # What was only told to be avoided, or is no longer suspected, is no reaction that happened.
        if record.values["type"] != "avoid" and record.values["certainty"] != "cleared":
            found += _event(REACTION, record, record.values["happened_on"])
    for record in store.list_active(session, PROCEDURES):
        found += _event(PROCEDURE, record, record.values["on_date"])
    return sorted(found, key=lambda event: (event.on.first_day, event.on.last_day, event.what, event.title))


def _event(what: str, record: store.Record, on: object) -> list[DatedEvent]:
    return [DatedEvent(what, record.kind.name, record.id, record.title, on)] if isinstance(on, PartialDate) else []


def _medicines(session: Session) -> list[DatedEvent]:
    found: list[DatedEvent] = []
    for record in store.list_active(session, MEDICATIONS):
        found += _event(STARTED, record, record.values["started_on"])
        found += _event(STOPPED, record, record.values["stopped_on"])
    return found


def _changes(session: Session) -> list[DatedEvent]:
    """Days on which the entry was given another strength, form or directions: the record knows no other day of it.

    What is changed on the day on which the entry was made completes it.
    """
    records = {record.id: record for record in store.list_active(session, MEDICATIONS)}
    rows = session.execute(
        select(FormerValues.record_id, FormerValues.at, FormerValues.former).where(
            FormerValues.kind == MEDICATIONS.name, FormerValues.action == "changed"
        )
    )
    days: set[tuple[str, PartialDate]] = set()
    for record_id, at, former in rows:
        record = records.get(record_id)
        if record is None or not any(from_json(former[name]) for name in _TAKING & set(former)):
            continue
        day = _day(at)
        if day != _day(record.created_at):
            days.add((record_id, day))
    return [DatedEvent(CHANGED, MEDICATIONS.name, one, records[one].title, day) for one, day in days]


def _day(stored: str) -> PartialDate:
    return PartialDate.from_date(datetime.fromisoformat(stored).astimezone().date())
