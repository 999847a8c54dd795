"""When an appointment is: by the clock of its place, as a moment in the world, and by the clock here where that is another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from ism_desktop.language import in_use, tr
from ism_desktop.records.kind import shown
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.values import PartialDate
from ism_desktop.records.values.moment import zone_called

_OVER = frozenset({"done", "cancelled"})


@dataclass(frozen=True, slots=True)
class VisitTimes:
    """`here` is the time on the clock here; None where day, time or zone is not known. `is_elsewhere`: the clock there says another time.

    `is_skipped`: there is no such time that day, for the clocks are put forward over it.
    """

    zone_words: str
    here: datetime | None
    is_elsewhere: bool
    is_skipped: bool

    def here_words(self, on_date: PartialDate) -> str:
        """The time here, with its day where that is another one."""
        if self.here is None:
            return ""
        clock = in_use().clock(self.here.time())
        if self.here.date() == on_date.first_day:
            return clock
        return tr("{time} on {day}", time=clock, day=PartialDate.from_date(self.here.date()).words)


_UNKNOWN = VisitTimes("", None, is_elsewhere=False, is_skipped=False)


def times_of(on_date: PartialDate, at_time: str, zone: str, here: str | None = None) -> VisitTimes:
    """The times of an appointment that is at `at_time` by the clock of `zone`, for somebody whose clock is that of `here`.

    Without a name of the zone here it is whatever clock this computer has.
    """
    there_zone = zone_called(zone)
    if there_zone is None or on_date.day is None or not at_time:
        return _UNKNOWN
    try:
        there = in_world(on_date, at_time, there_zone)
        here_zone = zone_called(here) if here else None
        seen = there.astimezone(here_zone)
    except (ValueError, OverflowError):  # an old or foreign record may hold a time that is none
        return _UNKNOWN
    settled = there.astimezone(UTC).astimezone(there_zone)
    is_skipped = settled.replace(tzinfo=None) != there.replace(tzinfo=None)
    return VisitTimes(
        zone_name(zone), seen, is_elsewhere=seen.utcoffset() != settled.utcoffset(), is_skipped=is_skipped
    )


def in_world(on_date: PartialDate, at_time: str, zone: tzinfo) -> datetime:
    """The moment; of an hour that comes twice on the day the clocks are put back, the first."""
    return datetime.combine(on_date.first_day, time.fromisoformat(at_time), zone)


def zone_name(zone: str) -> str:
    """A time zone by its city: `London time`; an offset stands as one of UTC."""
    if "/" not in zone:
        return tr("UTC{offset}", offset=zone) if zone[:1] in {"+", "-"} else zone
    return tr("{city} time", city=in_use().time_zone(zone))


# Lasting ------------------------------------------------------------------------------------------------------------------


def last_day(values: Mapping[str, Any]) -> PartialDate | None:
    """The day on which an appointment of several days ends; None for one that ends on the day it begins, or before it."""
    on_date, last = values["on_date"], values["last_day"]
    if not isinstance(on_date, PartialDate) or not isinstance(last, PartialDate):
        return None
    return last if last.last_day > on_date.last_day else None


def ends_on(values: Mapping[str, Any]) -> date:
    """The last day on which an appointment may still be; one that ends at midnight is over with the day before."""
    last = last_day(values)
    if last is None:
        return values["on_date"].last_day
    return last.last_day - timedelta(days=1) if values["until"] == "00:00" and last.day is not None else last.last_day


def is_over(values: Mapping[str, Any], today: date) -> bool:
    """Whether an appointment is past, done or cancelled; on its last day it is not."""
    return values["status"] in _OVER or ends_on(values) < today


def has_begun(values: Mapping[str, Any], now: datetime) -> bool:
    """Whether an appointment has begun by now; one whose time is not known has, once its day has come."""
    on_date = values["on_date"]
    if on_date.day is None or on_date.first_day != now.date():
        return on_date.last_day < now.date()
    zone = zone_called(str(values["time_zone"] or "")) or now.tzinfo
    if not values["at_time"] or zone is None:
        return True
    return in_world(on_date, values["at_time"], zone) <= now


# In words -----------------------------------------------------------------------------------------------------------------


def clock_words(values: Mapping[str, Any], here: str | None = None) -> str:
    """From when until when, by the clock of its place; in another time zone with its name and the time here.

    An end on another day stands with that day: `10:30 to 5 December 2026, 12:00`.
    """
    clock, until = (shown(APPOINTMENTS.field(name), values[name] or None) for name in ("at_time", "until"))
    last = last_day(values)
    end = ", ".join(part for part in ("" if last is None else last.words, until) if part)
    if clock and end:
        said = tr("{begin} to {end}", begin=clock, end=end)
    else:
        said = clock or (tr("until {end}", end=end) if last is not None else "")
    there = times_of(values["on_date"], values["at_time"] or "", values["time_zone"] or "", here)
    if there.is_elsewhere:
        here_words = there.here_words(values["on_date"])
        if end:
            return tr("{time} ({zone}; begins {here} here)", time=said, zone=there.zone_words, here=here_words)
        return tr("{time} ({zone}; {here} here)", time=said, zone=there.zone_words, here=here_words)
    return tr("{time}, which the clocks skip that night", time=said) if there.is_skipped else said


def when_words(values: Mapping[str, Any], here: str | None = None) -> str:
    """Day and time as a paper says them, as far as they are known."""
    on_date = values["on_date"]
    if not isinstance(on_date, PartialDate):
        return ""
    return ", ".join(part for part in (on_date.words, clock_words(values, here)) if part)
