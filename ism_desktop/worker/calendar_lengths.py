"""How long an event of a calendar takes: days on the clock of its place, and hours as they pass in the world."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_DURATION = re.compile(
    r"^DURATION(?:;[^:\r\n]*)?:\s*\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T|\s*$)", re.IGNORECASE | re.MULTILINE
)
_WITHIN = re.compile(r"^BEGIN:(?!VEVENT)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Length:
    """`on_clock` is what the clock of the place shows more at the end, `exact` what has passed besides, also over changed clocks."""

    on_clock: timedelta = timedelta()
    exact: timedelta = timedelta()

    @property
    def days(self) -> timedelta:
        """The length of an event without times."""
        return timedelta(days=(self.on_clock + self.exact).days)

    def after(self, begin: datetime) -> datetime:
        """When it ends, on the clock of its place."""
        end = begin + self.on_clock
        return (end.astimezone(UTC) + self.exact).astimezone(begin.tzinfo) if self.exact else end


def between(start: date, end: date) -> Length:
    """From the beginning to the end; none where the end is before it, or one is a day and the other a time."""
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        is_one_sort = isinstance(start, datetime) == isinstance(end, datetime)
        return Length(max(timedelta(), end - start)) if is_one_sort else Length()
    if end.astimezone(UTC) <= start.astimezone(UTC):
        return Length()
    # On the clock of the place where both are in one zone that is more than UTC; else in the world.
    if start.tzinfo == end.tzinfo and start.tzinfo is not UTC:
        return Length(max(timedelta(), end.replace(tzinfo=None) - start.replace(tzinfo=None)))
    return Length(exact=end.astimezone(UTC) - start.astimezone(UTC))


def of_period(begin: datetime, end: datetime | timedelta) -> Length:
    """How long one repetition takes that an event gives by its beginning and its end or length (RFC 5545, 3.3.9)."""
    if isinstance(end, datetime):
        return between(begin, end)
    days = timedelta() if begin.tzinfo is UTC else timedelta(days=max(0, end.days))
    return Length(days, max(timedelta(), end - days))


def lasting(given: timedelta, block: str, *, is_exact: bool) -> Length:
    """A duration as the event says it: its weeks and days are those of the calendar, so that a day later it is the same hour.

    `is_exact`: the beginning is in UTC, where a day is always 24 hours.
    """
    if given <= timedelta():
        return Length()
    own = _WITHIN.split(block, maxsplit=1)[0]
    said = _DURATION.search(own)
    days = timedelta() if said is None else timedelta(weeks=int(said[1] or 0), days=int(said[2] or 0))
    if is_exact or days > given:
        days = timedelta()
    return Length(days, given - days)
