"""The journal by days: for each day of a range how many entries it has, the highest severities as typed, and what else a calendar shows.

One query over the range. A day is the day of an entry's beginning by the calendar of its place, as the counts have it. Nothing is added up:
numbers are either counts, or the highest of what a person typed on that day.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.records import dated_events
from ism_desktop.records.dated_events import DatedEvent
from ism_desktop.records.journal_reading import Name, day_of, name_of
from ism_desktop.records.kinds.journal_entries import GOOD, JournalEntry, was_later
from ism_desktop.records.paging import Narrowing

WORST, ENTRIES = "worst", "entries"
"""What the number of a day can be, beside the severity of one symptom, which is that symptom's name."""

Figure = str | Name

# So that the database looks up the days by their index, and not all that does not lie in the trash.
_IS_KEPT = func.ifnull(JournalEntry.deleted_at, "") == ""


@dataclass(slots=True)
class Day:
    """One day. `symptoms` are those noted, each with its highest severity or None; `later` is how many entries were filled in later.

    With `is_filtered` there may be entries that are not shown; with `is_ahead` the day is still to come, and nothing is missing.
    """

    entries: list[str] = field(default_factory=list[str])
    good: int = 0
    later: int = 0
    symptoms: dict[Name, int | None] = field(default_factory=dict[Name, int | None])
    events: list[DatedEvent] = field(default_factory=list[DatedEvent])
    is_filtered: bool = False
    is_ahead: bool = False

    @property
    def worst(self) -> int | None:
        """The highest severity that was typed; None without any."""
        return max((each for each in self.symptoms.values() if each is not None), default=None)

    @property
    def is_good(self) -> bool:
        """Whether every entry says that it was a good day."""
        return bool(self.entries) and self.good == len(self.entries) and not self.symptoms

    def number(self, figure: Figure) -> int | None:
        """The number that is asked for; None where there is none to tell."""
        if figure == WORST:
            return self.worst
        if figure == ENTRIES:
            return len(self.entries) or None
        return self.symptoms.get(figure) if isinstance(figure, tuple) else None


@dataclass(slots=True)
class Days:
    """The days of a range on which something happened. `undated` are entries of one of its months without an exact day, by month.

    `words` are a person's own names of symptoms as they were first typed.
    """

    days: dict[date, Day] = field(default_factory=dict[date, Day])
    words: dict[Name, str] = field(default_factory=dict[Name, str])
    is_filtered: bool = False
    undated: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    today: date = date.max

    def at(self, day: date) -> Day:
        """A day, with nothing in it where nothing was noted."""
        return self.days.get(day) or Day(is_filtered=self.is_filtered, is_ahead=day > self.today)


def read(
    session: Session,
    first: date,
    last: date,
    narrowing: Narrowing | None = None,
    events: Sequence[DatedEvent] | None = None,
) -> Days:
    """The days from the first to the last, both included; with a filter, only of the entries that it shows, and reactions all the same.

    `events` are the reactions where they were read before: of most people they are few, and the same for every month.
    """
    found = Days(is_filtered=narrowing is not None)
    begun = type_coerce(JournalEntry.begun, String)
    columns = (type_coerce(JournalEntry.symptoms, String), JournalEntry.day, JournalEntry.entered_on)
    where = [_IS_KEPT, *(narrowing.conditions(session) if narrowing is not None else ())]
    # What has a month alone stands before the days of that month.
    where += [begun >= first.isoformat()[:7], begun < (last + timedelta(days=1)).isoformat()]
    statement = select(JournalEntry.id, begun, *columns).where(*where).order_by(begun, JournalEntry.created_at)
    for entry, at, rows, said, entered in session.execute(statement):
        day, _ = day_of(at)
        if day is None:
            month = _month_of(at)
            if month is not None:
                found.undated[month] = found.undated.get(month, 0) + 1
        elif day >= first:
            own = found.days.setdefault(day, Day(is_filtered=found.is_filtered))
            own.entries.append(entry)
            own.good += said == GOOD
            own.later += was_later(day, entered)
            _take_in(own.symptoms, found.words, json.loads(rows) if rows else [])
    for event in dated_events.reactions(session) if events is None else events:
        if event.on.day is not None and first <= event.on.first_day <= last:
            found.days.setdefault(event.on.first_day, Day(is_filtered=found.is_filtered)).events.append(event)
    return found


def _take_in(symptoms: dict[Name, int | None], words: dict[Name, str], rows: list[Mapping[str, Any]]) -> None:
    for row in rows:
        key = row.get("symptom")
        if key is None:
            continue
        name, severity = name_of(key, row.get("own")), row.get("severity")
        before = symptoms.get(name)
        if name[1]:
            words.setdefault(name, str(row["own"]))
        is_higher = isinstance(severity, int) and (before is None or severity > before)
        symptoms[name] = severity if is_higher else before


def _month_of(begun: str) -> tuple[int, int] | None:
    """The month of a moment that has no day; None for a year or a season alone."""
    year, _, month = begun.partition("T")[0].partition("[")[0].partition("-")
    return (int(year), int(month)) if month.isdigit() else None


def first_day(session: Session) -> date | None:
    """The day of the earliest entry that has one."""
    statement = select(type_coerce(JournalEntry.begun, String)).where(_IS_KEPT)
    for begun in session.scalars(
        statement.where(JournalEntry.begun.is_not(None)).order_by(JournalEntry.begun).limit(40)
    ):
        day, _ = day_of(begun)
        if day is not None:
            return day
    return None
