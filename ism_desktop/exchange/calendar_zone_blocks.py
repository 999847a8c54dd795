"""The block that describes a time zone in an iCalendar file: each change of the clocks from the year before the first day to the year after
the last one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_STEP = timedelta(days=7)
_MINUTE = timedelta(minutes=1)


def zone_block(name: str, first: date, last: date) -> list[str]:
    """The lines of the block of a zone."""
    zone = ZoneInfo(name)
    begin = datetime(first.year - 1, 1, 1, tzinfo=UTC)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    # What holds before the first change stands there as if it had begun long ago.
    lines += _observance(
        begin.astimezone(zone).replace(tzinfo=None).replace(year=1970, month=1, day=1, hour=0, minute=0),
        begin,
        begin,
        zone,
    )
    for change in _changes(zone, begin, datetime(last.year + 2, 1, 1, tzinfo=UTC)):
        before = change - _MINUTE
        on_clock = (change + _offset(before, zone)).replace(tzinfo=None)
        lines += _observance(on_clock, before, change, zone)
    return [*lines, "END:VTIMEZONE"]


def _observance(on_clock: datetime, before: datetime, after: datetime, zone: ZoneInfo) -> list[str]:
    seen = after.astimezone(zone)
    sort = "DAYLIGHT" if seen.dst() else "STANDARD"
    return [
        f"BEGIN:{sort}",
        f"DTSTART:{on_clock:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_written(_offset(before, zone))}",
        f"TZOFFSETTO:{_written(_offset(after, zone))}",
        f"TZNAME:{seen.tzname()}",
        f"END:{sort}",
    ]


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The moments, to the minute, at which the clocks of a zone are changed."""
    low = begin
    while low < end:
        high = low + _STEP
        if _offset(low, zone) != _offset(high, zone):
            early, late = low, high
            while late - early > _MINUTE:
                middle = early + (late - early) // 2
                middle = middle.replace(second=0, microsecond=0)
                if middle in {early, late}:
                    break
                early, late = (middle, late) if _offset(middle, zone) == _offset(low, zone) else (early, middle)
            yield late
        low = high


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _written(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    sign, seconds = ("+" if seconds >= 0 else "-"), abs(seconds)
    return f"{sign}{seconds // 3600:02d}{seconds % 3600 // 60:02d}"
