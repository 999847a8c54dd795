"""Checks of what a worker process says that a calendar file holds, before any of it is used; like those in `checks`."""

import re
from datetime import date
from typing import Any, cast

from ism_desktop.worker.checks import any_items, must, whole_number
from ism_desktop.worker.frames import BrokenPipe, Message
from ism_desktop.worker.limits import MAX_EVENTS, MAX_NAMED
from ism_desktop.worker.values import EVENT_FAULTS, CalendarEntry, CalendarFile, RefusedEvent
from ism_desktop.worker.writing import cleaned

_LONGEST = 4_600
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_ZONE = re.compile(r"[A-Za-z0-9_+:/-]{1,80}")
_STAMP = re.compile(r"\d{8}T\d{6}Z?")
_MOST = 10_000_000


def calendar_file(answer: Message) -> CalendarFile:
    """All entries of a file."""
    entries, refused = any_items(answer.get("entries")), any_items(answer.get("faults"))
    must(len(entries) <= MAX_EVENTS and len(refused) <= 2 * MAX_EVENTS + 1)
    counts = [whole_number(answer.get(name), 0, _MOST) for name in ("cut", "older", "others")]
    called = any_items(answer.get("called"))
    must(len(called) <= MAX_NAMED)
    return CalendarFile(
        tuple(map(_entry, entries)), tuple(map(_refused, refused)), *counts, called=tuple(map(_line, called))
    )


def _entry(value: object) -> CalendarEntry:
    must(isinstance(value, dict))
    said = cast("dict[str, Any]", value)
    clock, until = _matching(_CLOCK, said.get("time")), _matching(_CLOCK, said.get("until"))
    zone = _matching(_ZONE, said.get("zone"))
    must(bool(clock) == bool(zone) and (bool(clock) or not until))
    return CalendarEntry(
        number=whole_number(said.get("number"), 1, MAX_EVENTS + 1),
        key=_line(said.get("key")),
        summary=_line(said.get("summary")),
        day=_day(said.get("day")),
        time=clock,
        until=until,
        zone=zone,
        last_day=_day(said.get("last_day")),
        place=_line(said.get("place")),
        about=_words(said.get("about")),
        cancelled=said.get("cancelled") is True,
        repeats=said.get("repeats") is True,
        has_more=said.get("has_more") is True,
        sequence=whole_number(said.get("sequence"), 0, 2**31 - 1),
        written=_matching(_STAMP, said.get("written")),
    )


def _refused(value: object) -> RefusedEvent:
    row = any_items(value)
    must(len(row) == 3 and row[1] in EVENT_FAULTS)
    return RefusedEvent(whole_number(row[0], 1, MAX_EVENTS + 1), str(row[1]), _line(row[2]))


def _day(value: object) -> date:
    must(isinstance(value, str))
    try:
        return date.fromisoformat(cast("str", value))
    except ValueError as error:
        raise BrokenPipe("A worker process gave a day that is none.") from error


def _matching(pattern: re.Pattern[str], value: object) -> str:
    must(isinstance(value, str) and (not value or pattern.fullmatch(value) is not None))
    return cast("str", value)


def _words(value: object) -> str:
    must(isinstance(value, str) and len(value) <= _LONGEST)
    return cleaned(cast("str", value)).strip()


def _line(value: object) -> str:
    return " ".join(_words(value).split())
