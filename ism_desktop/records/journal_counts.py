"""Honest counts of the journal: on how many days a symptom began after something was met, beside the days without it.

A count says how often two things were noted near each other, and never that one caused the other. Whatever is not known stays apart: days
without an entry say nothing, and where a time is missing and could decide it, the day is told as one that cannot be told.

What is counted is a day, by the calendar of the place where it was noted:

- *With it* are the days on which the exposure was noted (of a pair: both). Such a day counts where the symptom **began** within the window
  after it; after the later one of a pair. It cannot be told where that hangs on a time that was not noted.
- *Without it* are the days with an entry on which the exposure was not noted and into which no window after one reaches. Such a day counts
  where the symptom began on it.
- *Set aside* are days with an entry into which a window reaches from another day: they belong to neither.

With the window `SAME_DAY` no times are needed: the symptom began on the day of the exposure.
"""

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from ism_desktop.records.values import Moment
from ism_desktop.records.values.moment import zone_called

FEWEST = 5
"""With fewer days on either side than this, a count is too small to say anything. Our own floor: it is shown wherever counts are."""

_HOUR, _DAY = 3600.0, 86_400.0
_TO_THE_MINUTE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?:\[([^\]]+)\])?")
LONGEST = 72
"""Hours after an exposure that a window may reach."""


@dataclass(frozen=True, slots=True)
class Window:
    """From how many hours after an exposure to how many, both included.

    Raises:
        ValueError: it ends before it begins, begins before the exposure, or goes on for more than three days.
    """

    begins: float
    ends: float

    def __post_init__(self) -> None:
        if not 0 <= self.begins <= self.ends <= LONGEST:
            raise ValueError("a window begins at or after the exposure, and ends within three days")


SAME_DAY = None
"""The window that asks for no times."""

SOON, LATER = Window(0, 2), Window(2, 24)


@dataclass(frozen=True, slots=True)
class Noted:
    """Something noted: on which day of the calendar, and from when to when it may have happened, in seconds of POSIX time.

    Both are the same where the time was noted to the minute.
    """

    day: date
    first: float
    last: float


@dataclass(slots=True)
class Journal:
    """What the counts are made of. `days` are those with an entry, each with its time zone; entries without an exact day are `undated`."""

    days: dict[date, str] = field(default_factory=dict[date, str])
    symptoms: dict[Hashable, list[Noted]] = field(default_factory=dict[Hashable, list[Noted]])
    exposures: dict[Hashable, list[Noted]] = field(default_factory=dict[Hashable, list[Noted]])
    undated: int = 0

    def add(
        self, begun: Moment, symptoms: Iterable[Hashable], exposures: Iterable[tuple[Hashable, Moment | None]]
    ) -> None:
        """Take in an entry: its symptoms begin with it; an exposure without a moment of its own was any time on that day."""
        at = noted(begun)
        if at is None:
            self.undated += 1
            return
        self.days.setdefault(at.day, begun.zone)
        for symptom in symptoms:
            self.symptoms.setdefault(symptom, []).append(at)
        for exposure, moment in exposures:
            own = noted(Moment(begun.date) if moment is None else moment, zone=begun.zone)
            if own is not None:
                self.exposures.setdefault(exposure, []).append(own)


@dataclass(frozen=True, slots=True)
class Count:
    """On how many days of how many the symptom began, with the exposure and without it.

    `untold` are days with the exposure of which a missing time leaves it open; they are in no other number. `set_aside` are days with an
    entry that belong to neither side, `silent` the days of the period without any entry.
    """

    with_hits: int
    with_days: int
    without_hits: int
    without_days: int
    untold: int
    set_aside: int
    silent: int

    @property
    def is_too_few(self) -> bool:
        """Whether there are too few days on either side to say anything."""
        return min(self.with_days, self.without_days) < FEWEST


def count(
    journal: Journal, exposures: Sequence[Hashable], symptom: Hashable, window: Window | None, period: tuple[date, date]
) -> Count:
    """Count the days of a period, both ends included, for an exposure, or for two of them noted on the same day."""
    begins = [on for on in journal.symptoms.get(symptom, ()) if window is not None or _within(on.day, period)]
    met = _met([journal.exposures.get(name, []) for name in exposures])
    first, last = period
    known = {day: zone for day, zone in journal.days.items() if first <= day <= last}
    with_days = {day: each for day, each in met.items() if _within(day, period)}
    hit_on = {on.day for on in begins}
    if window is None:
        with_hits, untold, reached = sum(day in hit_on for day in with_days), 0, set[date]()
    else:
        ordered = _Ordered(begins)
        told = [_followed(each, ordered, window) for each in with_days.values()]
        with_hits, untold = sum(one is True for one in told), sum(one is None for one in told)
        reached = _reached(met, window, known)
    without = {day for day in known if day not in met and day not in reached}
    aside = {day for day in known if day not in met and day in reached}
    length = (period[1] - period[0]).days + 1
    return Count(
        with_hits=with_hits,
        with_days=len(with_days) - untold,
        without_hits=sum(day in hit_on for day in without),
        without_days=len(without),
        untold=untold,
        set_aside=len(aside),
        silent=length - len(known.keys() | with_days.keys()),
    )


# Days with an exposure -------------------------------------------------------------------------------------------------


def _met(each: Sequence[Sequence[Noted]]) -> dict[date, list[Noted]]:
    """The days on which all of the exposures were noted, and when: of several the later one."""
    by_day = [_by_day(noted_ones) for noted_ones in each]
    found = by_day[0] if by_day else {}
    for further in by_day[1:]:
        found = {
            day: [
                Noted(day, max(one.first, other.first), max(one.last, other.last))
                for one in ones
                for other in further[day]
            ]
            for day, ones in found.items()
            if day in further
        }
    return found


def _by_day(ones: Iterable[Noted]) -> dict[date, list[Noted]]:
    found: dict[date, list[Noted]] = {}
    for one in ones:
        found.setdefault(one.day, []).append(one)
    return found


class _Ordered:
    """When a symptom began, in order."""

    def __init__(self, begins: Iterable[Noted]) -> None:
        self._all = sorted(begins, key=lambda on: on.first)
        self._firsts = [on.first for on in self._all]
        self._longest = max((on.last - on.first for on in self._all), default=0.0)

    def between(self, first: float, last: float) -> Sequence[Noted]:
        """Those that may have begun in this time."""
        start = bisect_left(self._firsts, first - self._longest)
        return [on for on in self._all[start : bisect_left(self._firsts, last + 0.5)] if on.last >= first]


def _followed(exposures: Sequence[Noted], begins: _Ordered, window: Window) -> bool | None:
    """Whether the symptom began in the window after one of these; None where it may have."""
    may_be = False
    for met in exposures:
        soonest, latest = window.begins * _HOUR, window.ends * _HOUR
        for on in begins.between(met.first + soonest, met.last + latest):
            if on.first - met.last >= soonest and on.last - met.first <= latest:
                return True
            may_be = may_be or (on.last - met.first >= soonest and on.first - met.last <= latest)
    return None if may_be else False


def _reached(met: Mapping[date, Sequence[Noted]], window: Window, known: Mapping[date, str]) -> set[date]:
    """The days with an entry, and without the exposure, into which a window may reach."""
    found: set[date] = set()
    for day, ones in met.items():
        for one in ones:
            first, last = one.first + window.begins * _HOUR, one.last + window.ends * _HOUR
            # A place elsewhere may be a day ahead or behind.
            for step in range(-1, int((last - one.first) / _DAY) + 3):
                other = day + timedelta(days=step)
                if other not in known or other in found or other in met:
                    continue
                begins, ends = _day_in(other, known[other])
                if begins <= last and ends >= first:
                    found.add(other)
    return found


# Moments ---------------------------------------------------------------------------------------------------------------


def noted(at: Moment, zone: str = "") -> Noted | None:
    """When something may have happened; None without an exact day. `zone` is the place where the moment names none.

    An hour without its minutes is any time in that hour; a part of the day, like no time at all, any time of that day.
    """
    if at.date.day is None or at.date.month is None:
        return None
    day = at.date.first_day
    where = at.zone or zone
    if at.time is None or at.time.hour is None:
        return whole_day(day, where)
    start = datetime(day.year, day.month, day.day, at.time.hour, at.time.minute or 0)  # noqa: DTZ001  (it gets its zone below)
    first, last = _instants(start, where)
    return Noted(day, first, last if at.time.minute is not None else last + _HOUR - 1)


def noted_at(stored: str, zone: str = "") -> Noted | None:
    """As `noted`, of a moment as it is stored; those to the minute, which nearly all are, without the way through a `Moment`."""
    exact = _TO_THE_MINUTE.fullmatch(stored)
    if exact is None:
        return noted(Moment.from_stored(stored), zone)
    start = datetime.fromisoformat(exact[1])
    return Noted(start.date(), *_instants(start, exact[2] or zone))


def _instants(start: datetime, zone: str) -> tuple[float, float]:
    """When a clock shows this: on the day on which clocks are set back, an hour comes twice."""
    there = start.replace(tzinfo=_zone(zone))
    one, other = there.timestamp(), there.replace(fold=1).timestamp()
    return (one, other) if one <= other else (other, one)


def whole_day(day: date, zone: str) -> Noted:
    """Any time on a day of the calendar of a place."""
    return Noted(day, *_day_in(day, zone))


def _day_in(day: date, zone: str) -> tuple[float, float]:
    """The first and the last second of a day in a place: some days have 23 or 25 hours."""
    return _midnight(day, zone), _midnight(day + timedelta(days=1), zone) - 1


@lru_cache(maxsize=20_000)
def _midnight(day: date, zone: str) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=_zone(zone)).timestamp()


def _zone(zone: str) -> tzinfo:
    """A time zone; where none was noted, or one that nobody knows, that of Greenwich: as good as any while all lack it."""
    return zone_called(zone) or UTC


def _within(day: date, period: tuple[date, date]) -> bool:
    return period[0] <= day <= period[1]
