"""Reads from the journal what a count needs: the days with an entry, one symptom, and one or two exposures; and what can be counted at all.

Twenty years of entries are counted while somebody waits, so only the rows that are asked for leave the database.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from ism_desktop.records.folding import folded
from ism_desktop.records.journal_counts import Journal, Noted, noted_at, whole_day
from ism_desktop.records.journal_words import OTHER, is_there

Name = tuple[str, str]
"""What is counted: a key of `journal_words`, and for "another" the person's own word, folded; empty for any other key."""

# One long text leaves the database many times faster than as many rows; and the days are read from their index alone, which knows nothing
# of the trash: the few that lie there are taken off again.
_DAYS = text(
    "SELECT group_concat(begun, char(10)) FROM"
    " (SELECT begun FROM journal_entries WHERE begun IS NOT NULL ORDER BY begun DESC)"
)
_TRASHED = text("SELECT begun FROM journal_entries WHERE deleted_at IS NOT NULL AND begun IS NOT NULL")
_IDS = text("SELECT id FROM journal_entries WHERE deleted_at IS NULL ORDER BY begun, created_at, id")
_ROWS = {
    "symptom": text("SELECT group_concat(symptoms) FROM journal_entries WHERE deleted_at IS NULL"),
    "exposure": text("SELECT group_concat(exposures) FROM journal_entries WHERE deleted_at IS NULL"),
}
# Only rows in which one of the keys stands at all are taken apart; what they hold is JSON already.
_WITH = text(
    "SELECT group_concat('[' || json_quote(begun) || ',' || coalesce(symptoms, '[]') || ',' || coalesce(exposures, '[]') || ']')"
    " FROM journal_entries WHERE deleted_at IS NULL AND begun IS NOT NULL"
    " AND (instr(symptoms, :symptom) OR instr(exposures, :first) OR instr(exposures, :last))"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a count needs as it left the database: `journal` makes sense of it without one, so a thread can do that while nobody waits."""

    exposures: tuple[Name, ...]
    symptom: Name
    days: str
    trashed: tuple[str, ...]
    rows: str

    def journal(self) -> Journal:
        """What a count of these needs."""
        made = Journal()
        begun_on = _without(self.days.splitlines(), self.trashed)
        exact = {begun[:10]: begun for begun in begun_on}  # of a day the earliest entry
        for start, begun in exact.items():
            day, zone = day_of(begun)
            if day is None:
                made.undated += sum(other[:10] == start for other in begun_on)
            else:
                made.days[day] = zone
        begins = made.symptoms.setdefault(self.symptom, [])
        met = {exposure: made.exposures.setdefault(exposure, []) for exposure in self.exposures}
        for begun, symptoms, before in json.loads(f"[{self.rows}]"):
            if any(name_of(row.get("symptom"), row.get("own")) == self.symptom and is_there(row) for row in symptoms):
                on = noted_at(begun)
                begins += [] if on is None else [on]
            for row in before:
                exposure = name_of(row.get("exposure"), row.get("own"))
                if exposure in met:
                    met[exposure] += _met_at(row.get("at"), *day_of(begun))
        return made


def name_of(key: str, own: object) -> Name:
    """What a row is counted as: its key, whatever stands beside it; for "another" the person's own word."""
    return (key, " ".join(folded(str(own)).split()) if key == OTHER and own else "")


def used(session: Session, what: str) -> dict[Name, tuple[str, int]]:
    """What was noted, each with its own word as it was first found, and how often. `what` is `symptom` or `exposure`."""
    found: dict[Name, tuple[str, int]] = {}
    lists = json.loads(f"[{session.execute(_ROWS[what]).scalar() or ''}]")
    noted_as = Counter((row.get(what), row.get("own")) for rows in lists for row in rows)
    for (key, own), number in noted_as.items():
        if key is None:
            continue
        name = name_of(key, own)
        word, before = found.get(name, (str(own or "") if key == OTHER else "", 0))
        found[name] = (word, before + number)
    return found


def ids_in_order(session: Session) -> list[str]:
    """The ids of all entries, the oldest first; those in the trash are left out."""
    return list(session.scalars(_IDS))


def read(session: Session, exposures: Sequence[Name], symptom: Name) -> Journal:
    """What a count of these needs."""
    return fetch(session, exposures, symptom).journal()


def fetch(session: Session, exposures: Sequence[Name], symptom: Name) -> Fetched:
    """The same, not made sense of yet."""
    asked = [f'"{exposure[0]}"' for exposure in exposures] or ['""']
    keys = {"symptom": f'"{symptom[0]}"', "first": asked[0], "last": asked[-1]}
    return Fetched(
        tuple(exposures),
        symptom,
        str(session.execute(_DAYS).scalar() or ""),
        tuple(session.scalars(_TRASHED)),
        str(session.execute(_WITH, keys).scalar() or ""),
    )


def _without(begun_on: list[str], trashed: Sequence[str]) -> list[str]:
    """Each moment as often as it is not in the trash."""
    left = Counter(trashed)
    kept: list[str] = []
    for begun in begun_on if left else ():
        if left[begun] > 0:
            left[begun] -= 1
        else:
            kept.append(begun)
    return kept if left else begun_on


def _met_at(at: dict[str, str] | None, day: date | None, zone: str) -> list[Noted]:
    """When an exposure was: at its own moment, or any time on the day of its entry; nothing without an exact day."""
    if at is None:
        return [] if day is None else [whole_day(day, zone)]
    on = noted_at(at["moment"], zone)
    return [] if on is None else [on]


def day_of(begun: str) -> tuple[date | None, str]:
    """The day of a stored moment by the calendar of its place, and its zone; None without an exact day.

    Read by hand: of an entry that is not asked for nothing else is wanted.
    """
    zone = begun.partition("[")[2].rstrip("]")
    try:
        return date.fromisoformat(begun[:10]), zone
    except ValueError:  # a month, a year or a season
        return None, zone
