"""Reading iCalendar files in the worker process: each event is read or refused alone; what repeats becomes single entries."""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from typing import Any, cast
from zoneinfo import ZoneInfo

from icalendar import Event

from ism_desktop.worker.calendar_lengths import Length, between, lasting
from ism_desktop.worker.calendar_lines import as_text, cut
from ism_desktop.worker.calendar_old_rules import with_new_rules
from ism_desktop.worker.calendar_repeats import RuleRefused, own_lengths, repeats, several, stamp, times
from ism_desktop.worker.calendar_zones import Zones, known_name, offset_name
from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import MAX_CALENDAR_BYTES, MAX_EVENTS, MAX_REPEATS, MEGABYTE, REPEATED_DAYS
from ism_desktop.worker.refusals import Refusal

_LONGEST = 4_000
_MOST_SAID = 4 * MEGABYTE  # letters of all entries together, which leaves room in an answer
_DAY = timedelta(days=1)
_YEARS = (1800, 2200)  # in which a day of the record can lie
_ZONE_NAME = re.compile(r';TZID=("[^"\r\n]*"|[^;:"\r\n]*)', re.IGNORECASE)
_OFFICE_ZONE = re.compile(r";TZID=tzone://Microsoft/([^;:\r\n]*)", re.IGNORECASE)
_LINE_MARK = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\s*/?>", re.IGNORECASE)
_MARK = re.compile(
    r"</?(?:a|b|br|div|em|font|h[1-6]|html-blob|i|li|ol|p|span|strong|u|ul)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_OFFSETS = frozenset({"+", "-"})
_HIGHEST = 2**31 - 1  # what iCalendar has for a whole number


class CalendarReader:
    """The role `calendar` of a worker process."""

    def allocate(self, size: int) -> bytearray:
        """Make room for a file."""
        if size > MAX_CALENDAR_BYTES:
            raise Refusal("bytes")
        self._file = bytearray(size)
        return self._file

    def do(self, message: Message) -> tuple[Message, bytes]:
        """Read the file that came in."""
        if message.get("job") != "calendar":
            raise Refusal("damaged")
        here = known_name(str(message.get("zone", ""))) or "UTC"
        return read(bytes(self._file), date.fromisoformat(str(message["today"])), here), b""


def read(untrusted: bytes, today: date, here: str) -> Message:
    """What the events of a file say.

    Args:
        untrusted: the file.
        today: repetitions are given from this day on.
        here: the zone of this computer: of times that name none, and into which times in UTC are put.

    Returns:
        `entries`; `faults`, each with the number of its event from 1, a code and a word; `cut`, how many series go on after the last
        entry that is given; `older`, how many events stand there a second time in an older form; `others`, how many things are no events.
    """
    found = cut(as_text(untrusted))
    if not found.is_calendar and not found.events:
        raise Refusal("damaged")
    reading = _Reading(Zones(found.zones), today, here, known_name(found.zone) or here, found.method == "CANCEL")
    for number, block in enumerate(found.events, 1):
        if number > MAX_EVENTS:
            reading.faults.append([number, "too_many", ""])
            break
        reading.take(number, block)
    reading.give()
    answer: Message = {
        "entries": reading.entries,
        "faults": reading.faults,
        "cut": reading.cut,
        "older": reading.older,
        "others": found.others,
        "called": found.called,
    }
    return answer


class _Wrong(Exception):
    def __init__(self, code: str, word: str = "") -> None:
        super().__init__(code)
        self.code, self.word = code, word


@dataclass(slots=True)
class _Event:
    number: int
    event: Event
    uid: str
    start: date
    length: Length
    zone: str
    recurs_at: str  # of one changed repetition: which one it was
    moved: timedelta | None  # of one that holds for those after it, too: by how much it was moved
    rank: tuple[int, str]


class _Reading:
    """Reads one file. Events of the same name belong together: a series and its changed repetitions, or older forms of the same event."""

    def __init__(self, zones: Zones, today: date, here: str, floating: str, is_cancelling: bool) -> None:
        self._zones, self._today, self._here, self._floating = zones, today, here, floating
        self._is_cancelling = is_cancelling
        self._events: dict[tuple[str, str], _Event] = {}
        self.entries: list[dict[str, Any]] = []
        self.faults: list[list[Any]] = []
        self.cut = self.older = self._said = 0

    # Reading -------------------------------------------------------------------------------------------------------------

    def take(self, number: int, block: str) -> None:
        """Read an event, or note why not."""
        try:
            made = self._event(number, block)
        except _Wrong as wrong:
            self.faults.append([number, wrong.code, wrong.word])
            return
        except Exception:  # noqa: BLE001  (whatever a file can do to the library: this event is refused, and the others are read)
            self.faults.append([number, "damaged", ""])
            return
        key = (made.uid, made.recurs_at)
        other = self._events.get(key)
        if other is not None and other.rank == made.rank and other.start != made.start and not made.recurs_at:
            made = replace(made, uid=f"{made.uid}#{stamp(made.start)}")  # a program that gives each event the same name
            key = (made.uid, "")
            other = self._events.get(key)
        self.older += other is not None
        if other is None or other.rank <= made.rank:
            self._events[key] = made

    def _event(self, number: int, block: str) -> _Event:
        if not block.rstrip().upper().endswith("END:VEVENT"):
            raise _Wrong("unended")
        event = cast("Event", Event.from_ical(with_new_rules(_with_known_zones(block))))
        start, zone = self._moment(event, "DTSTART")
        recurs_at, moved = "", None
        if "RECURRENCE-ID" in event:
            given, _ = self._moment(event, "RECURRENCE-ID")
            recurs_at, moved = stamp(given), _moved(event, given, start)
        length = self._length(event, start, block, number)
        if _is_whole_days(event, start, zone):
            begin = _local(cast("datetime", start), zone)
            last = length.after(begin).date()
            start, zone, length = begin.date(), "", Length(max(last - begin.date(), _DAY))
            recurs_at = recurs_at and start.strftime("%Y%m%d")
        uid = " ".join(str(event.get("UID", "")).split())[:500]
        if not uid:  # older programs give none: the same words on the same day are the same event
            words = json.dumps([stamp(start), str(event.get("SUMMARY", ""))])
            uid = f"without-uid-{hashlib.sha256(words.encode()).hexdigest()[:24]}"
        sequence = str(event.get("SEQUENCE", "0"))
        rank = (int(sequence) if sequence.isascii() and sequence.isdigit() else 0, _written(event))
        return _Event(number, event, uid, start, length, zone, recurs_at, moved, rank)

    def _moment(self, event: Event, name: str) -> tuple[date, str]:
        """A moment of an event with the name of its zone; a bare day has none. Raises _Wrong."""
        try:
            value = event.get(name)
            given = getattr(value, "dt", None)
        except Exception as error:  # (the library says of a broken moment what it is only when it is asked)
            raise _Wrong("no_start" if name == "DTSTART" else "damaged") from error
        if isinstance(value, list) or not isinstance(given, date):
            raise _Wrong("no_start" if name == "DTSTART" else "damaged")
        if not isinstance(given, datetime):
            return given, ""
        called = str(value.params.get("TZID", "")) if value is not None else ""
        if called and not called.upper().endswith("UTC"):
            found = self._zones.find(called)
            if found is None:
                raise _Wrong("zone", called[:60])
            zone, name_kept = found
            moment = given.replace(tzinfo=zone)
            return moment, name_kept or offset_name(moment)
        if (
            given.tzinfo is not None
        ):  # in UTC: the clock of its place is not said, so that of the calendar or of this computer holds
            return given.astimezone(UTC), self._floating
        return given.replace(tzinfo=ZoneInfo(self._floating)), self._floating

    def _length(self, event: Event, start: date, block: str, number: int) -> Length:
        if "DTEND" in event:
            end, _ = self._moment(event, "DTEND")
            if isinstance(end, datetime) != isinstance(start, datetime):
                self.faults.append([number, "end", ""])
            return between(start, end)
        given = getattr(event.get("DURATION"), "dt", None)
        is_exact = isinstance(start, datetime) and start.tzinfo is UTC
        return lasting(given, block, is_exact=is_exact) if isinstance(given, timedelta) else Length()

    # Giving --------------------------------------------------------------------------------------------------------------

    def give(self) -> None:
        """Make the entries of all events."""
        changed: dict[str, dict[str, _Event]] = {}
        for made in self._events.values():
            if made.recurs_at:
                changed.setdefault(made.uid, {})[made.recurs_at] = made
        series = {made.uid for made in self._events.values() if not made.recurs_at and repeats(made.event)}
        for made in self._events.values():
            try:
                if made.recurs_at:
                    if made.uid not in series:
                        self._add(made, made.start, f"{made.uid}#{made.recurs_at}")
                elif repeats(made.event):
                    self._add_series(made, changed.get(made.uid, {}))
                else:
                    self._add(made, made.start, made.uid)
            except (_Wrong, RuleRefused) as wrong:
                self.faults.append([made.number, wrong.code, getattr(wrong, "word", "")])
            except Exception:  # noqa: BLE001  (as in `take`)
                self.faults.append([made.number, "damaged", ""])
        self.faults.sort(key=lambda fault: int(fault[0]))

    def _add_series(self, made: _Event, changed: dict[str, _Event]) -> None:
        """The next repetitions of a series, the changed ones as they were changed to."""
        until = self._today + timedelta(days=REPEATED_DAYS)
        given = 0
        every, lengths = times(made.event, made.start, until + _DAY), own_lengths(made.event, made.start)
        if not every:
            raise _Wrong("over")
        for begins in every:
            source, at = _as_changed(made, begins, changed)
            day = _local(at, source.zone).date() if isinstance(at, datetime) else at
            if day < self._today:
                continue
            if given >= MAX_REPEATS or day > until:
                self.cut += 1
                return
            length = lengths.get(begins, made.length) if source is made else source.length
            self._add(source, at, f"{made.uid}#{stamp(begins)}", length)
            given += 1
        if not given:
            raise _Wrong("over")
        self.cut += _goes_on(made.event, until)

    def _add(self, made: _Event, at: date, key: str, length: Length | None = None) -> None:
        length = made.length if length is None else length
        entry: dict[str, Any] = {"number": made.number, "key": key, **_words_of(made.event)}
        status = str(made.event.get("STATUS", "")).upper()
        entry["cancelled"] = self._is_cancelling or status == "CANCELLED"
        entry["repeats"] = key != made.uid
        entry["sequence"], entry["written"] = min(made.rank[0], _HIGHEST), made.rank[1]
        entry["has_more"] = bool(made.event.subcomponents) or any(name in made.event for name in ("ATTACH", "ATTENDEE"))
        if isinstance(at, datetime):
            zone = made.zone if made.zone[:1] not in _OFFSETS else offset_name(at)
            begin = _local(at, zone)
            if begin.fold:  # of an hour that comes twice its clock says the first; the offset tells which one it is
                zone = offset_name(begin)
            end = length.after(begin)
            entry |= {"day": begin.date().isoformat(), "time": begin.strftime("%H:%M"), "zone": zone}
            entry["until"] = end.strftime("%H:%M") if end > begin else ""
            entry["last_day"] = end.date().isoformat()
        else:
            last = at + max(length.days - _DAY, timedelta())
            entry |= {"day": at.isoformat(), "time": "", "zone": "", "until": "", "last_day": last.isoformat()}
        years = {int(str(entry[name])[:4]) for name in ("day", "last_day")}
        if min(years) < _YEARS[0] or max(years) > _YEARS[1]:
            raise _Wrong("year")
        self._said += len(repr(entry))
        if self._said > _MOST_SAID or len(self.entries) >= MAX_EVENTS:
            raise _Wrong("too_many")
        self.entries.append(entry)


def _moved(event: Event, given: date, start: date) -> timedelta | None:
    """By how much a repetition was moved, where that holds for all that follow it."""
    onward = str(event["RECURRENCE-ID"].params.get("RANGE", "")).upper() == "THISANDFUTURE"
    return start - given if onward and isinstance(start, datetime) == isinstance(given, datetime) else None


def _as_changed(made: _Event, begins: date, changed: dict[str, _Event]) -> tuple[_Event, date]:
    """What holds for a repetition, and when it is: as it was changed itself, or as the latest before it that holds for all after it."""
    own = changed.get(stamp(begins))
    if own is not None:
        return own, own.start
    onward = [one for at, one in sorted(changed.items()) if one.moved is not None and at < stamp(begins)]
    return (onward[-1], begins + (onward[-1].moved or timedelta())) if onward else (made, begins)


def _with_known_zones(block: str) -> str:
    """The event with names of time zones that the library knows; long names of other programs end it."""
    block = _OFFICE_ZONE.sub(r";TZID=\1", block)
    return _ZONE_NAME.sub(lambda found: f";TZID={known_name(found[1]) or found[1]}", block)


def _goes_on(event: Event, until: date) -> int:
    """1 where the rule itself has no end before the limit."""
    for rule in several(event.get("RRULE", [])):
        if not any(key in rule for key in ("UNTIL", "COUNT")):
            return 1
        last = rule.get("UNTIL")
        if last and (last[0].date() if isinstance(last[0], datetime) else last[0]) > until:
            return 1
    return 0


def _is_whole_days(event: Event, start: date, zone: str) -> bool:
    """Whether an office program says that an event from midnight on takes whole days."""
    if str(event.get("X-MICROSOFT-CDO-ALLDAYEVENT", "")).strip().upper() != "TRUE" or not isinstance(start, datetime):
        return False
    return _local(start, zone).time() == time()


def _local(moment: datetime, zone: str) -> datetime:
    """On the clock of its zone; where that is no more than an offset, the moment has it already."""
    return moment if zone[:1] in _OFFSETS or not zone else moment.astimezone(ZoneInfo(zone))


def _written(event: Event) -> str:
    for name in ("LAST-MODIFIED", "DTSTAMP", "CREATED"):
        moment = getattr(event.get(name), "dt", None)
        if isinstance(moment, datetime):
            return stamp(moment)
    return ""


def _words_of(event: Event) -> dict[str, str]:
    place, about = _text(event, "LOCATION"), _without_marks(_text(event, "DESCRIPTION"))
    links = [
        word for word in (_text(event, "CONFERENCE"), _text(event, "URL")) if word and word not in f"{place}\n{about}"
    ]
    return {
        "summary": " ".join(_text(event, "SUMMARY").split())[:500],
        "place": " ".join(place.split())[:500],
        "about": "\n".join(part for part in (about, *links) if part)[:_LONGEST],
    }


def _text(event: Event, name: str) -> str:
    found = several(event.get(name, ""))
    return str(found[0] if found else "").strip()[:_LONGEST]


def _without_marks(words: str) -> str:
    """A description without the marks of web pages that some calendars put into it; `< 5` is none."""
    if not _MARK.search(words):
        return words
    lines = _LINE_MARK.sub("\n", words)
    return unescape(_MARK.sub("", lines)).replace("\xa0", " ").strip()
