"""When an appointment is: by the clock of its place, as a moment in the world, and by the clock here where that is another one."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo

from ism_desktop.language import in_use, tr
from ism_desktop.records.values import PartialDate
from ism_desktop.records.values.moment import zone_called


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


def times_of(on_date: PartialDate, at_time: str, zone: str, here: str) -> VisitTimes:
    """The times of an appointment that is at `at_time` by the clock of `zone`, for somebody whose clock is that of `here`."""
    there_zone = zone_called(zone)
    if there_zone is None or on_date.day is None or not at_time:
        return _UNKNOWN
    try:
        there = in_world(on_date, at_time, there_zone)
    except ValueError:  # an old or foreign record may hold a time that is none
        return _UNKNOWN
    is_skipped = there.astimezone(UTC).astimezone(there_zone).replace(tzinfo=None) != there.replace(tzinfo=None)
    here_zone = zone_called(here)
    if here_zone is None:
        return VisitTimes(zone_name(zone), None, is_elsewhere=False, is_skipped=is_skipped)
    seen = there.astimezone(here_zone)
    is_elsewhere = seen.utcoffset() != there.utcoffset()
    return VisitTimes(zone_name(zone), seen, is_elsewhere=is_elsewhere, is_skipped=is_skipped)


def in_world(on_date: PartialDate, at_time: str, zone: tzinfo) -> datetime:
    """The moment; of an hour that comes twice on the day the clocks are put back, the first."""
    return datetime.combine(on_date.first_day, time.fromisoformat(at_time), zone)


def zone_name(zone: str) -> str:
    """A time zone by its city: `London time`; an offset and UTC stay as they are."""
    if "/" not in zone:
        return zone
    return tr("{city} time", city=in_use().time_zone(zone))
