"""When an event that repeats takes place: its rule and its added and left out days as single days and times, up to a limit."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice
from typing import Any, cast

from dateutil.rrule import rrule, rrulestr
from icalendar import Event

from ism_desktop.worker.calendar_lengths import Length, of_period

_SELDOM_ENOUGH = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_MOST_STEPS = 20_000  # days of 50 years
_EARLIEST = 1900  # a rule that never matches is followed from its first day on, which must end in the time that one event is worth


class RuleRefused(ValueError):
    """A rule that is not followed; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def several(value: Any) -> list[Any]:
    """What stands once or several times in an event, as a list."""
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def repeats(event: Event) -> bool:
    """Whether an event takes place more than once."""
    return "RRULE" in event or "RDATE" in event


def times(event: Event, start: date, until: date) -> list[date]:
    """All beginnings up to a day, in the way the event's own beginning is given (a day, or a moment with or without zone), in order.

    Rules count on the clock of the event's place, so that nine o'clock stays nine o'clock when clocks are changed. Raises RuleRefused.
    """
    zone = start.tzinfo if isinstance(start, datetime) else None
    bare = _bare(start, zone)
    end = datetime(until.year, until.month, until.day, 23, 59, 59)  # noqa: DTZ001  (on the clock of the event's place)
    found = set(_ruled(event, bare, zone, end)) if "RRULE" in event else {bare}
    found |= {_bare(each, zone) for each in _listed(event, "RDATE")}
    gone = {_bare(each, zone) for each in _listed(event, "EXDATE")}
    # Some programs leave a whole day out where the event has a time.
    days = {each for each in _listed(event, "EXDATE") if not isinstance(each, datetime)}
    kept = sorted(each for each in found if each not in gone and each.date() not in days and each <= end)
    return [each.replace(tzinfo=zone) if isinstance(start, datetime) else each.date() for each in kept]


def own_lengths(event: Event, start: date) -> dict[date, Length]:
    """How long those repetitions take that have a length of their own (periods of RDATE), by their beginning as `times` gives it.

    It holds also where the rule of the event gives the same beginning (RFC 5545, 3.8.5.2).
    """
    if not isinstance(start, datetime):
        return {}
    periods: list[Any] = [each.dt for value in several(event.get("RDATE", [])) for each in getattr(value, "dts", ())]
    found: dict[date, Length] = {}
    for given in periods:
        if isinstance(given, tuple):
            begins, ends = cast("tuple[Any, Any]", given)
            found[_bare(begins, start.tzinfo).replace(tzinfo=start.tzinfo)] = of_period(begins, ends)
    return found


def _ruled(event: Event, bare: datetime, zone: tzinfo | None, end: datetime) -> Iterator[datetime]:
    for rule in several(event["RRULE"]):
        yield from _of_rule(rule, bare, zone, end)


def _of_rule(rule: Any, bare: datetime, zone: tzinfo | None, end: datetime) -> list[datetime]:
    said = {str(key).upper(): value for key, value in rule.items()}
    every = str(said.get("FREQ", [""])[0]).upper()
    if every not in _SELDOM_ENOUGH:
        raise RuleRefused("too_often" if every else "repeat")
    if bare.year < _EARLIEST or any(int(each) < 1 for each in said.get("INTERVAL", [])):
        raise RuleRefused("repeat")
    last = said.pop("UNTIL", None)
    count = said.pop("COUNT", None)
    words = ";".join(
        part for part in rule.to_ical().decode().split(";") if not part.upper().startswith(("UNTIL=", "COUNT="))
    )
    stop = end
    if last:
        given = last[0]
        whole_day = timedelta() if isinstance(given, datetime) else timedelta(hours=23, minutes=59, seconds=59)
        stop = min(end, _bare(given, zone) + whole_day)
    try:
        followed = cast("rrule", rrulestr(words, dtstart=bare)).replace(
            until=stop
        )  # one line without a set is one rule
        found = list(islice(followed, int(count[0]) if count else _MOST_STEPS))
    except (ValueError, TypeError, KeyError) as error:
        raise RuleRefused("repeat") from error
    if len(found) >= _MOST_STEPS:
        raise RuleRefused("repeat")
    return found


def _listed(event: Event, name: str) -> Iterator[date]:
    """The days and moments of RDATE or EXDATE; of a period its beginning."""
    for value in several(event.get(name, [])):
        for each in getattr(value, "dts", ()):
            given = each.dt
            yield given[0] if isinstance(given, tuple) else given


def _bare(moment: date, zone: tzinfo | None) -> datetime:
    """On the clock of the event's place, without the zone. A bare day is its first minute."""
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    if moment.tzinfo is None or zone is None:
        return moment.replace(tzinfo=None)
    return moment.astimezone(zone).replace(tzinfo=None)


def stamp(moment: date) -> str:
    """What tells one repetition from the others, however its zone is written: `20261203T083000Z`, or the bare day."""
    if not isinstance(moment, datetime):
        return moment.strftime("%Y%m%d")
    if moment.tzinfo is None:
        return moment.strftime("%Y%m%dT%H%M%S")
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
