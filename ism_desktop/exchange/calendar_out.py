"""Appointments as an iCalendar file (RFC 5545): what the calendars of phones, mail programs and computers read.

Unless a person asks for more, an entry says no more than “Appointment”, its day and its time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ism_desktop.exchange import calendar_moments
from ism_desktop.exchange.calendar_keys import own_key
from ism_desktop.exchange.calendar_zone_blocks import zone_block
from ism_desktop.language import tr
from ism_desktop.records import history, store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.records.values.moment import zone_called
from ism_desktop.records.visit_times import ends_on
from ism_desktop.vault import Session, Vault

_LONGEST_LINE = 75  # bytes, then a line is folded
_STATUS = {"cancelled": "CANCELLED"}


@dataclass(frozen=True, slots=True)
class WrittenCalendar:
    """The file, and how many appointments stand in it."""

    content: bytes
    entries: int


def has_a_day(record: Record) -> bool:
    """Whether the day of an appointment is known: without one it stands in no calendar."""
    on_date = record.values["on_date"]
    return isinstance(on_date, PartialDate) and on_date.day is not None


def calendar(vault: Vault, ids: Sequence[str], here: str, *, hides_details: bool) -> WrittenCalendar:
    """The appointments as a file; those without an exact day are left out. `here` is the zone of those that name none."""
    with vault.read() as session:
        found = store.get_many(session, APPOINTMENTS, ids)
        chosen = [found[each] for each in ids if each in found and has_a_day(found[each])]
        events = [list(_event(session, record, here, hides_details=hides_details)) for record in chosen]
    zones: dict[str, list[date]] = {}
    for record in chosen:
        zone = _zone_name(record, here)
        if zone:
            zones.setdefault(zone, []).extend((record.values["on_date"].first_day, ends_on(record.values)))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ISM Desktop//ISM Desktop//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for zone, days in sorted(zones.items()):
        lines += zone_block(zone, min(days), max(days))
    for event in events:
        lines += event
    lines.append("END:VCALENDAR")
    return WrittenCalendar("".join(map(_folded, lines)).encode(), len(chosen))


def _event(session: Session, record: Record, here: str, *, hides_details: bool) -> Iterator[str]:
    values = record.values
    yield "BEGIN:VEVENT"
    yield f"UID:{own_key(record.id)}"
    changed = datetime.fromisoformat(record.updated_at).astimezone(UTC)
    yield f"DTSTAMP:{changed:%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{changed:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{max(0, len(history.versions(session, APPOINTMENTS, record.id)) - 1)}"
    yield from _when(record, here)
    yield f"STATUS:{_STATUS.get(str(values['status']), 'CONFIRMED')}"
    yield "CLASS:PRIVATE"
    if hides_details:
        yield f"SUMMARY:{_escaped(tr('Appointment'))}"
    else:
        member = store.find(session, CARE_TEAM, values["with_member"]) if values["with_member"] else None
        name = (member.title if member is not None else "") or values["with_whom"] or ""
        yield f"SUMMARY:{_escaped(record.title)}"
        if values["place"]:
            yield f"LOCATION:{_escaped(values['place'])}"
        said = "\n".join(
            part for part in (tr("With: {name}", name=name) if name else "", values["prepare"] or "") if part
        )
        if said:
            yield f"DESCRIPTION:{_escaped(said)}"
    yield "END:VEVENT"


def _when(record: Record, here: str) -> Iterator[str]:
    found = calendar_moments.span(record.values)
    name, zone = _zone_name(record, here), calendar_moments.in_zone(record.values, here)
    for key, moment in zip(("DTSTART", "DTEND"), found or (), strict=False):
        if moment is None:
            continue
        if not isinstance(moment, datetime):
            yield f"{key};VALUE=DATE:{moment:%Y%m%d}"
        elif name:
            yield f"{key};TZID={name}:{moment:%Y%m%dT%H%M%S}"
        elif zone is not None:  # an offset or UTC has no block of its own
            yield f"{key}:{moment.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"
        else:
            yield f"{key}:{moment:%Y%m%dT%H%M%S}"


def _zone_name(record: Record, here: str) -> str:
    """The name of a zone that has a block; empty for an appointment without a time, an offset and UTC."""
    own = str(record.values["time_zone"] or "")
    name = own if zone_called(own) is not None else here
    return name if record.values["at_time"] and "/" in name else ""


def _escaped(words: str) -> str:
    text = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join(letter for letter in text.replace("\n", "\\n") if letter >= " " and letter != "\x7f")


def _folded(line: str) -> str:
    """The line, cut where it is too long, never within a letter."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        wide = len(letter.encode("utf-8", "replace"))
        if size + wide > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + wide
    return "\r\n".join([*pieces, piece]) + "\r\n"
