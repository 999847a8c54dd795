"""What the journal says of a period, counted as days: those with an entry, symptoms, the worst days, what was met and what was taken.

A day counts by the calendar of the place where it was noted. Nothing is added up to a score, weighed or compared; a number from 0 to 10
stands as it was noted. A symptom that was noted as not there (0 of 10, or none) is not counted as one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, not_, or_, select, type_coerce

from ism_desktop.records.folding import folded
from ism_desktop.records.journal_reading import Name, name_of
from ism_desktop.records.journal_words import EXPOSURES, OTHER, SYMPTOMS, is_there, name_in
from ism_desktop.records.kind import Choice
from ism_desktop.records.kinds.journal_entries import GOOD, JournalEntry, is_filled_in_later
from ism_desktop.records.values import Moment, Rows
from ism_desktop.vault import Session

SEVERE = "severe"
MOST_BAD = 10
WORST_DAYS = 5
"""How many of the days with the highest numbers are named."""

# How long before its entry, or after, something may have been met or taken.
_AROUND = timedelta(days=7)

Row = Mapping[str, Any]


@dataclass(slots=True)
class Noted:
    """Something noted: on which days; `word` is the person's own. Of a symptom the numbers and the days said to be severe, by day."""

    name: Name
    word: str
    on: set[date] = field(default_factory=set[date])
    numbers: dict[date, int] = field(default_factory=dict[date, int])
    severe: set[date] = field(default_factory=set[date])

    @property
    def days(self) -> int:
        """On how many days."""
        return len(self.on)

    @property
    def worst(self) -> tuple[int, tuple[date, ...]] | None:
        """The highest number, and the days on which it was noted; None without any number."""
        if not self.numbers:
            return None
        most = max(self.numbers.values())
        return most, tuple(sorted(day for day, number in self.numbers.items() if number == most))


@dataclass(slots=True)
class Taken:
    """A medicine that was taken: its name as noted last, how often, and on which days."""

    name: str
    on: dict[date, int] = field(default_factory=dict[date, int])

    @property
    def times(self) -> int:
        """How often."""
        return sum(self.on.values())


@dataclass(slots=True)
class WorstDay:
    """A day with the highest number noted on it, and what was noted. `number` is None where only words said how bad it was."""

    day: date
    number: int | None
    symptoms: list[Row]


@dataclass(slots=True)
class Summary:
    """What was noted in a period. `undated` entries may lie in it, but name no exact day; `later` were filled in afterwards."""

    begins: date
    ends: date
    noted: set[date] = field(default_factory=set[date])
    good: set[date] = field(default_factory=set[date])
    with_symptoms: set[date] = field(default_factory=set[date])
    symptoms: dict[Name, Noted] = field(default_factory=dict[Name, Noted])
    exposures: dict[Name, Noted] = field(default_factory=dict[Name, Noted])
    taken: dict[str, Taken] = field(default_factory=dict[str, Taken])
    rows_of: dict[date, list[Row]] = field(default_factory=dict[date, list[Row]])
    undated: int = 0
    later: int = 0

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.ends - self.begins).days + 1

    @property
    def silent(self) -> int:
        """How many of them have no entry."""
        return self.days - len(self.noted)

    def holds(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.begins <= day <= self.ends


def read(session: Session, begins: date, ends: date) -> Summary:
    """Read the entries of a period, both ends included, and count their days."""
    made = Summary(begins, ends)
    text = type_coerce(JournalEntry.begun, String)
    table = JournalEntry
    exact = text.op("GLOB", is_comparison=True)("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*")
    within = text.between((begins - _AROUND).isoformat(), f"{(ends + _AROUND).isoformat()}~")
    statement = (
        select(table.begun, table.symptoms, table.exposures, table.taken, table.day, table.entered_on)
        .where(table.deleted_at.is_(None), or_(within, not_(exact)))
        .order_by(text, table.created_at)
    )
    for begun, symptoms, exposures, taken, kind_of_day, entered_on in session.execute(statement):
        if not isinstance(begun, Moment):
            continue
        if begun.date.day is None or begun.date.month is None:
            made.undated += begun.date.first_day <= ends and begun.date.last_day >= begins
            continue
        day = begun.date.first_day
        if made.holds(day):
            made.noted.add(day)
            made.later += is_filled_in_later({"begun": begun, "entered_on": entered_on})
            _add_symptoms(made, day, _rows(symptoms), is_good=kind_of_day == GOOD)
        _add_met(made, day, _rows(exposures))
        _add_taken(made, day, _rows(taken))
    made.good -= made.with_symptoms
    return made


def _rows(rows: object) -> Iterable[Row]:
    return rows.rows if isinstance(rows, Rows) else ()


def _add_symptoms(made: Summary, day: date, rows: Iterable[Row], *, is_good: bool) -> None:
    if is_good:
        made.good.add(day)
    for row in rows:
        if row.get("symptom") is None or not is_there(row):
            continue
        made.with_symptoms.add(day)
        made.rows_of.setdefault(day, []).append(row)
        noted = _noted(made.symptoms, row["symptom"], row.get("own"))
        noted.on.add(day)
        number = row.get("severity")
        if isinstance(number, int):
            noted.numbers[day] = max(number, noted.numbers.get(day, 0))
        if row.get("how_bad") == SEVERE:
            noted.severe.add(day)


def _noted(there: dict[Name, Noted], key: str, own: object) -> Noted:
    name = name_of(key, own)
    return there.setdefault(name, Noted(name, str(own or "") if key == OTHER else ""))


def _add_met(made: Summary, day: date, rows: Iterable[Row]) -> None:
    for row in rows:
        on = _day_of(row, day)
        if row.get("exposure") is not None and on is not None and made.holds(on):
            _noted(made.exposures, row["exposure"], row.get("own")).on.add(on)


def _add_taken(made: Summary, day: date, rows: Iterable[Row]) -> None:
    for row in rows:
        on, name = _day_of(row, day), str(row.get("medicine") or "")
        if not name or on is None or not made.holds(on):
            continue
        taken = made.taken.setdefault(str(row.get("medication") or folded(name)), Taken(name))
        taken.name = name
        taken.on[on] = taken.on.get(on, 0) + 1


def _day_of(row: Row, day: date) -> date | None:
    """The day of its own moment, else that of its entry; None where its own is no exact day."""
    at = row.get("at")
    if not isinstance(at, Moment):
        return day
    return None if at.date.day is None or at.date.month is None else at.date.first_day


# In order --------------------------------------------------------------------------------------------------------------


def by_days(noted: Mapping[Name, Noted], choices: tuple[Choice, ...]) -> list[Noted]:
    """What was noted on most days first; of as many days in the order of the journal's own list."""
    place = {choice.value: number for number, choice in enumerate(choices)}
    return sorted(noted.values(), key=lambda one: (-one.days, place.get(one.name[0], len(place)), one.name[1]))


def called(noted: Noted, *, is_symptom: bool) -> str:
    """What it is called."""
    return name_in(SYMPTOMS if is_symptom else EXPOSURES, noted.name[0], noted.word or None)


def worst_days(summary: Summary) -> tuple[list[WorstDay], int]:
    """The days with the highest numbers, in the order of the calendar, and how many more there are with the lowest number of these.

    Behind them come days of which only words say that something was severe.
    """
    numbered: dict[date, int] = {}
    worded: list[date] = []
    for day, rows in summary.rows_of.items():
        numbers = [row["severity"] for row in rows if isinstance(row.get("severity"), int)]
        if numbers:
            numbered[day] = max(numbers)
        elif any(row.get("how_bad") == SEVERE for row in rows):
            worded.append(day)
    # Of as many the latest: a doctor asks about those.
    ordered = sorted(numbered, key=lambda day: (-numbered[day], -day.toordinal()))
    chosen = ordered[:WORST_DAYS]
    lowest = numbered[chosen[-1]] if chosen else None
    more = sum(numbered[day] == lowest for day in ordered[WORST_DAYS:])
    latest = sorted(worded, reverse=True)
    severe = latest[: max(0, WORST_DAYS - len(chosen))]
    days = [WorstDay(day, numbered[day], summary.rows_of[day]) for day in sorted(chosen)]
    days += [WorstDay(day, None, summary.rows_of[day]) for day in sorted(severe)]
    return days, more + len(latest) - len(severe)
