"""One symptom over the years: each entry in which it was noted, with how bad it was as typed. Nothing is averaged or smoothed."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from ism_desktop.records.journal_reading import Name, name_of
from ism_desktop.records.values import Moment

# Only entries in which the key stands at all leave the database.
_WITH = text(
    "SELECT id, begun, symptoms FROM journal_entries WHERE ifnull(deleted_at, '') = '' AND begun IS NOT NULL"
    " AND (instr(symptoms, :first) OR instr(symptoms, :second) OR instr(symptoms, :third)) ORDER BY begun"
)
MOST_AT_ONCE = 3
"""So many symptoms are shown together at most."""


@dataclass(frozen=True, slots=True)
class Felt:
    """A symptom in one entry: `severity` from 0 to 10 and `how_bad` in words (a key), each as far as it was said."""

    record_id: str
    at: Moment
    severity: int | None
    how_bad: str = ""


def read(session: Session, names: Collection[Name]) -> dict[Name, list[Felt]]:
    """Every time that these symptoms were noted, the earliest first; three of them at most."""
    found: dict[Name, list[Felt]] = {name: [] for name in names}
    keys = [f'"{key}"' for key, _ in found]
    if not keys:
        return found
    asked: dict[str, str] = dict(zip(("first", "second", "third"), (*keys, *[keys[0]] * MOST_AT_ONCE), strict=False))
    for record_id, begun, symptoms in session.execute(_WITH, asked):
        at: Moment | None = None
        for row in json.loads(symptoms):
            name = name_of(row.get("symptom"), row.get("own"))
            if name in found:
                at = at or Moment.from_stored(begun)
                severity = row.get("severity")
                said = severity if isinstance(severity, int) else None
                found[name].append(Felt(record_id, at, said, row.get("how_bad") or ""))
    return found
