"""When an appointment begins and ends, as a calendar means it: days, or moments in the world; and whether two mean the same."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from ism_desktop.records.values import PartialDate
from ism_desktop.records.values.moment import zone_called
from ism_desktop.records.visit_times import last_day

_DAY = timedelta(days=1)
_LAST_MINUTE = time(23, 59)  # where only the last day of an appointment with a time is known


def span(values: Mapping[str, Any]) -> tuple[date, date | None] | None:
    """Beginning and end: bare days, the end exclusive, or times on the clock of its place, without an end where none is known.

    None where the exact day is not known.
    """
    on_date, last = values["on_date"], last_day(values)
    if not isinstance(on_date, PartialDate) or on_date.day is None:
        return None
    day, ends = on_date.first_day, on_date.first_day if last is None else last.last_day
    if not values["at_time"]:
        return day, ends + _DAY
    begin = datetime.combine(day, time.fromisoformat(values["at_time"]))
    if values["until"]:
        end = datetime.combine(ends, time.fromisoformat(values["until"]))
    else:
        end = begin if last is None else datetime.combine(ends, _LAST_MINUTE)
    return begin, (end if end > begin else None)


def in_zone(values: Mapping[str, Any], here: str) -> tzinfo | None:
    """The zone on whose clock the times of an appointment are; that of `here` where it names none that is known."""
    return zone_called(str(values["time_zone"] or "")) or zone_called(here)


def is_same(one: Mapping[str, Any], other: Mapping[str, Any], here: str) -> bool:
    """Whether both begin and end at the same moment, whatever zones they are written in."""
    first, second = _in_world(one, here), _in_world(other, here)
    return first is not None and first == second


def _in_world(values: Mapping[str, Any], here: str) -> tuple[date, date | None] | None:
    found, zone = span(values), in_zone(values, here)
    if found is None or zone is None or not isinstance(found[0], datetime):
        return found
    begin, end = (
        moment.replace(tzinfo=zone).astimezone(UTC) if isinstance(moment, datetime) else None for moment in found
    )
    return None if begin is None else (begin, end)
