"""Entries of a calendar before they are taken in: which of them are here already, what differs, and what becomes of each."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ism_desktop.exchange.calendar_keys import own_id
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Session
from ism_desktop.worker import CalendarEntry

FIELDS = ("purpose", "on_date", "at_time", "until", "time_zone", "place", "prepare", "status")
"""The fields that a calendar says something of."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that the file says otherwise. `was_typed`: what stands here is not what a calendar said last, so a person wrote it."""

    name: str
    here: Any
    there: Any
    was_typed: bool


@dataclass(frozen=True, slots=True)
class OfferedEntry:
    """An entry with the values that it gives. `known` is the appointment that it is here already."""

    entry: CalendarEntry
    values: Mapping[str, Any]
    known: Record | None
    changes: tuple[Change, ...]

    @property
    def is_in_trash(self) -> bool:
        """Whether it was taken in before and moved to the trash."""
        return self.known is not None and self.known.deleted_at is not None

    @property
    def says_something(self) -> bool:
        """Whether taking it in would change anything."""
        return self.known is None or bool(self.changes)


def offered(entries: Iterable[CalendarEntry], everything: Sequence[Record]) -> list[OfferedEntry]:
    """What becomes of each entry; `everything` are all appointments, those in the trash as well."""
    by_key: dict[str, Record] = {}
    for record in everything:
        by_key[record.id] = record
        if record.values["calendar_uid"]:
            by_key[str(record.values["calendar_uid"])] = record
    return [_offered(entry, by_key.get(own_id(entry.key) or entry.key)) for entry in entries]


def _offered(entry: CalendarEntry, known: Record | None) -> OfferedEntry:
    values = values_of(entry)
    if known is None:
        return OfferedEntry(entry, {"purpose": tr("Appointment"), **values}, None, ())
    if values.get("purpose") == tr("Appointment"):
        values.pop("purpose")  # a file whose details were hidden says nothing of what it is for
    if values.get("at_time") is None and known.values["on_date"] == values["on_date"]:
        values.pop("time_zone", None)
    said = _said(known)
    changes = [
        Change(name, known.values[name], value, _stored(known.values[name]) != said.get(name))
        for name, value in values.items()
        if value != known.values[name] and _stored(value) != said.get(name)
    ]
    return OfferedEntry(entry, values, known, tuple(changes))


def values_of(entry: CalendarEntry) -> dict[str, Any]:
    """The values of an appointment, as far as the entry says anything; a day or a time that it gives holds even where it gives no time."""
    prepare = entry.about
    if entry.last_day > entry.day:
        last = tr("It lasts until {day}.", day=PartialDate.from_date(entry.last_day).words)
        prepare = f"{last}\n{prepare}".strip()
    found: dict[str, Any] = {
        "purpose": entry.summary or None,
        "on_date": PartialDate.from_date(entry.day),
        "at_time": entry.time or None,
        "until": entry.until or None,
        "time_zone": entry.zone or None,
        "place": entry.place or None,
        "prepare": prepare or None,
        "status": "cancelled" if entry.cancelled else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def take_in(session: Session, chosen: Iterable[OfferedEntry]) -> tuple[int, int]:
    """Add new appointments, and change those that are known where the file says otherwise. Returns how many of each."""
    added = changed = 0
    for one in chosen:
        values = dict(one.values)
        beside = {
            "calendar_uid": one.entry.key,
            "calendar_said": json.dumps({name: _stored(value) for name, value in values.items()}),
        }
        if one.known is None:
            store.save(session, APPOINTMENTS, {"status": "planned", **values, **beside})
            added += 1
        elif one.changes:
            if own_id(one.entry.key):
                beside.pop("calendar_uid")
            if one.is_in_trash:
                store.restore(session, APPOINTMENTS, one.known.id)
            new = {change.name: change.there for change in one.changes}
            store.save(session, APPOINTMENTS, new | beside, record_id=one.known.id)
            changed += 1
    return added, changed


def _said(record: Record) -> dict[str, str]:
    try:
        said = json.loads(record.values["calendar_said"] or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in said.items()} if isinstance(said, dict) else {}  # type: ignore[union-attr]


def _stored(value: object) -> str | None:
    return value.stored if isinstance(value, PartialDate) else None if value is None else str(value)
