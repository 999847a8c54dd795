"""What happened on a day, as the records say it: medicine started, changed and stopped, reactions, procedures, stings, clinic scores."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.clinic_scores import CLINIC_SCORES, score_name
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.procedures import PROCEDURES
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.kinds.stings import STINGS, sting_name
from ism_desktop.records.values import Moment, PartialDate

STARTED, STOPPED, CHANGED, PROCEDURE = "started", "stopped", "changed", "procedure"
REACTION, EPISODE, STING, SCORE = "reaction", "episode", "sting", "score"
"""What an event can be; keys, as it is drawn by a sign of its own."""

RECORD_KINDS = frozenset(
    kind.name for kind in (MEDICATIONS, MEDICATION_CHANGES, REACTIONS, PROCEDURES, STINGS, CLINIC_SCORES, EPISODES)
)
"""The kinds of record that events are read from."""


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """One event, with the record to open for it; of a change that is the medication. `title` is the record's own, without its day.

    `change` says what changed, as a key of `medication_changes`.
    """

    what: str
    kind: str
    record_id: str
    title: str
    on: PartialDate
    change: str = ""

    @property
    def words(self) -> str:
        """What happened, in the language in use."""
        if self.what == STARTED:
            return tr("{medicine} started", medicine=self.title)
        if self.what == STOPPED:
            return tr("{medicine} stopped", medicine=self.title)
        if self.what == CHANGED:
            change = choice_label(MEDICATION_CHANGES.field("what"), self.change)
            return tr("{medicine}: {change}", medicine=self.title, change=change)
        if self.what == SCORE:
            return tr("Clinic score: {score}", score=self.title)
        return tr("Reaction: {what}", what=self.title) if self.what == REACTION else self.title


def events(session: Session) -> list[DatedEvent]:
    """Every event that has a day, a month or a year, the earliest first; a recorded episode is none of them (see `reactions`)."""
    found = [*_medicines(session), *_reactions(session)]
    for record in store.list_active(session, PROCEDURES):
        found += _event(PROCEDURE, record, record.values["on_date"])
    for record in store.list_active(session, STINGS):
        happened = record.values["happened"]
        found += _event(
            STING, record, happened.date if isinstance(happened, Moment) else None, sting_name(record.values)
        )
    for record in store.list_active(session, CLINIC_SCORES):
        # As an event: its total is kept as it was said, and is no number to draw.
        found += _event(SCORE, record, record.values["on_date"], score_name(record.values))
    return _in_time(found)


def reactions(session: Session) -> list[DatedEvent]:
    """The reactions, and the episodes as they were recorded, the earliest first."""
    found = _reactions(session)
    for record in store.list_active(session, EPISODES):
        began = record.values["began"]
        found += _event(EPISODE, record, began.date if isinstance(began, Moment) else None)
    return _in_time(found)


def _in_time(found: list[DatedEvent]) -> list[DatedEvent]:
    return sorted(found, key=lambda event: (event.on.first_day, event.on.last_day, event.what, event.title))


def _reactions(session: Session) -> list[DatedEvent]:
    found: list[DatedEvent] = []
    for record in store.list_active(session, REACTIONS):
        if has_happened(record):
            found += _event(REACTION, record, record.values["happened_on"])
    return found


def has_happened(reaction: store.Record) -> bool:
    """Whether a reaction happened: what was only told to be avoided, or is no longer suspected, did not."""
    return reaction.values["type"] != "avoid" and reaction.values["certainty"] != "cleared"


def _event(what: str, record: store.Record, on: object, title: str = "") -> list[DatedEvent]:
    named = title or record.title
    return [DatedEvent(what, record.kind.name, record.id, named, on)] if isinstance(on, PartialDate) else []


def _medicines(session: Session) -> list[DatedEvent]:
    """What each medication says of itself, and its changes; what both say stands there once."""
    medications = {record.id: record for record in store.list_active(session, MEDICATIONS)}
    found: dict[tuple[str, str, object], DatedEvent] = {}
    for record in medications.values():
        for what, name in ((STARTED, "started_on"), (STOPPED, "stopped_on")):
            for event in _event(what, record, record.values[name]):
                found[record.id, what, event.on] = event
    for change in store.list_active(session, MEDICATION_CHANGES):
        record, said, on = medications.get(change.values["medication"]), change.values["what"], change.values["on_date"]
        if record is None or not isinstance(on, PartialDate):
            continue
        what = said if said in {STARTED, STOPPED} else CHANGED
        event = DatedEvent(what, MEDICATIONS.name, record.id, record.title, on, said)
        found.setdefault((record.id, said, on), event)
    return list(found.values())
