"""Reads the values of trackers out of the journal, for calendar, charts, month sheet and summary: what was noted, when, and how it is said.

    with vault.read() as session:
        for name, tracked in tracker_readings.used(session).items():     # what was ever noted, the most often noted first
            tracked.label, tracked.number                                # "Blood pressure", 118
        for reading in tracker_readings.read(session, first=date(2026, 5, 1), last=date(2026, 5, 31)):
            reading.name                 # ("blood_pressure", ""), ("other", "knee"): the same for the same tracker, whatever its capitals
            reading.label                # "Blood pressure": as it is called now; for an own one the word it was noted under
            reading.at, reading.day      # the moment at which its entry began, and the day, None where no exact day is known
            reading.words                # "120/80 mmHg", "6 of 10", "yes": as typed; in the language in use only for a scale and an answer
            reading.numbers, reading.unit   # (120, 80), "": where to draw it, and the unit behind one number; () for words and answers
            reading.is_scale, reading.answer   # whether it is of 0 to 10; True, False, or None for no answer
            reading.record_id            # the entry of the journal

`read` is one query over the index of `begun`, the oldest first. With `first` and `last`, both included, entries without an exact day are
left out; without them they come too, each where its day would stand. `names` asks for some trackers only. Entries in the trash are never
read. Values of one tracker may have different units (“62 kg”, “137 lb”): they are never converted, so a drawing keeps units apart. Nothing
here adds up, averages or judges; neither may who shows it.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import String, Text, select, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.records.journal_words import OTHER
from ism_desktop.records.kinds.journal_entries import JournalEntry
from ism_desktop.records.tracker_words import Name, name_of, numbers_of, tracker_name, value_words
from ism_desktop.records.values import Moment, Quantity
from ism_desktop.records.values.plain import rows_from_json


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of one tracker; see above."""

    record_id: str
    name: Name
    label: str
    at: Moment
    words: str
    numbers: tuple[Decimal, ...] = ()
    unit: str = ""
    is_scale: bool = False
    answer: bool | None = None

    @property
    def day(self) -> date | None:
        """The day, where an exact one is known."""
        return self.at.date.first_day if self.at.date.day is not None else None


@dataclass(frozen=True, slots=True)
class Tracked:
    """A tracker that has values: what it is called, and how many."""

    label: str
    number: int


def read(
    session: Session,
    *,
    first: date | None = None,
    last: date | None = None,
    names: Collection[Name] | None = None,
) -> list[Reading]:
    """The values of a period, the oldest first; within an entry in the order of its rows."""
    begun, rows_text = type_coerce(JournalEntry.begun, String), type_coerce(JournalEntry.readings, Text)
    statement = (
        select(JournalEntry.id, begun, rows_text)
        .where(JournalEntry.deleted_at.is_(None), JournalEntry.readings.is_not(None), begun.is_not(None))
        .order_by(begun, JournalEntry.created_at)
    )
    if first is not None:
        statement = statement.where(begun >= first.isoformat())
    if last is not None:
        statement = statement.where(begun < (last + timedelta(days=1)).isoformat())
    found: list[Reading] = []
    for record_id, stored, plain in session.execute(statement):
        at = Moment.from_stored(stored)
        if (first is not None or last is not None) and at.date.day is None:
            continue
        for row in rows_from_json(json.loads(plain)).rows:
            reading = _reading(record_id, at, row)
            if reading.words and (names is None or reading.name in names):
                found.append(reading)
    return found


def _reading(record_id: str, at: Moment, row: Mapping[str, Any]) -> Reading:
    value, scale = row.get("value"), row.get("scale")
    numbers: tuple[Decimal, ...] = ()
    if isinstance(value, Quantity):
        numbers = numbers_of(value)
    elif isinstance(scale, int):
        numbers = (Decimal(scale),)
    return Reading(
        record_id,
        name_of(str(row.get("tracker")), row.get("own")),
        tracker_name(row),
        at,
        value_words(row),
        numbers,
        value.unit if isinstance(value, Quantity) else "",
        value is None and scale is not None,
        row.get("answer"),
    )


def used(session: Session) -> dict[Name, Tracked]:
    """What has values, the most often noted first; an own one by the word under which it was noted first."""
    texts = session.scalars(
        select(type_coerce(JournalEntry.readings, Text))
        .where(JournalEntry.deleted_at.is_(None), JournalEntry.readings.is_not(None))
        .order_by(JournalEntry.created_at)
    )
    noted = Counter(
        (str(row.get("tracker")), str(row.get("own") or "") if row.get("tracker") == OTHER else "")
        for text in texts
        for row in json.loads(text)
        if not row.keys() <= {"tracker", "own"}
    )
    found: dict[Name, Tracked] = {}
    for (key, own), number in noted.items():
        name = name_of(key, own)
        known = found.get(name, Tracked(tracker_name({"tracker": key, "own": own or None}), 0))
        found[name] = Tracked(known.label, known.number + number)
    return dict(sorted(found.items(), key=lambda each: -each[1].number))
