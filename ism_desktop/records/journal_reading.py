"""Reads from the journal what a count needs: the days with an entry, one symptom, and one or two exposures; and what can be counted at all.

Twenty years of entries are counted while somebody waits, so only the rows that are asked for leave the database.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from ism_desktop.records.folding import folded
from ism_desktop.records.journal_counts import Journal, noted
from ism_desktop.records.journal_words import OTHER
from ism_desktop.records.values import Moment

Name = tuple[str, str]
"""What is counted: a key of `journal_words`, and for "another" the person's own word, folded; empty for any other key."""

_DAYS = text("SELECT begun FROM journal_entries WHERE deleted_at IS NULL AND begun IS NOT NULL")
_SYMPTOMS = text(
    "SELECT j.begun, json_extract(s.value, '$.own') FROM journal_entries AS j, json_each(j.symptoms) AS s"
    " WHERE j.deleted_at IS NULL AND j.begun IS NOT NULL AND json_extract(s.value, '$.symptom') = :key"
)
_EXPOSURES = text(
    "SELECT j.begun, json_extract(e.value, '$.own'), json_extract(e.value, '$.at.moment')"
    " FROM journal_entries AS j, json_each(j.exposures) AS e"
    " WHERE j.deleted_at IS NULL AND j.begun IS NOT NULL AND json_extract(e.value, '$.exposure') = :key"
)
_USED = {
    "symptom": text(
        "SELECT json_extract(s.value, '$.symptom'), json_extract(s.value, '$.own'), count(*)"
        " FROM journal_entries AS j, json_each(j.symptoms) AS s WHERE j.deleted_at IS NULL GROUP BY 1, 2"
    ),
    "exposure": text(
        "SELECT json_extract(e.value, '$.exposure'), json_extract(e.value, '$.own'), count(*)"
        " FROM journal_entries AS j, json_each(j.exposures) AS e WHERE j.deleted_at IS NULL GROUP BY 1, 2"
    ),
}


def name_of(key: str, own: object) -> Name:
    """What a row is counted as: its key, whatever stands beside it; for "another" the person's own word."""
    return (key, " ".join(folded(str(own)).split()) if key == OTHER and own else "")


def used(session: Session, what: str) -> dict[Name, tuple[str, int]]:
    """What was noted, each with its own word as it was first found, and how often. `what` is `symptom` or `exposure`."""
    found: dict[Name, tuple[str, int]] = {}
    for key, own, number in session.execute(_USED[what]):
        name = name_of(key, own)
        word, before = found.get(name, (str(own or "") if key == OTHER else "", 0))
        found[name] = (word, before + number)
    return found


def read(session: Session, exposures: Sequence[Name], symptom: Name) -> Journal:
    """What a count of these needs."""
    journal = Journal()
    for (begun,) in session.execute(_DAYS):
        day, zone = _day(begun)
        if day is None:
            journal.undated += 1
        else:
            journal.days.setdefault(day, zone)
    begins = [
        noted(Moment.from_stored(begun))
        for begun, own in session.execute(_SYMPTOMS, {"key": symptom[0]})
        if name_of(symptom[0], own) == symptom
    ]
    journal.symptoms[symptom] = [on for on in begins if on is not None]
    for exposure in exposures:
        met = journal.exposures.setdefault(exposure, [])
        for begun, own, at in session.execute(_EXPOSURES, {"key": exposure[0]}):
            if name_of(exposure[0], own) != exposure:
                continue
            entry = Moment.from_stored(begun)
            on = noted(Moment(entry.date) if at is None else Moment.from_stored(at), zone=entry.zone)
            if on is not None:
                met.append(on)
    return journal


def _day(begun: str) -> tuple[date | None, str]:
    """The day of a stored moment, and its zone. Read by hand: of an entry that is not asked for nothing else is wanted."""
    zone = begun.partition("[")[2].rstrip("]")
    try:
        return date.fromisoformat(begun[:10]), zone
    except ValueError:  # a month, a year or a season
        return None, zone
