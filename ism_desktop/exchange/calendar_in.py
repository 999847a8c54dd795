"""Entries of a calendar before they are taken in: which of them are here already, what differs, and what becomes of each."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ism_desktop.exchange import calendar_likeness, calendar_moments
from ism_desktop.exchange.calendar_keys import own_id
from ism_desktop.exchange.calendar_likeness import Likeness
from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Session
from ism_desktop.worker import CalendarEntry

_WHEN = ("on_date", "at_time", "until", "last_day", "time_zone")
FIELDS = ("purpose", *_WHEN, "place", "prepare", "status")
"""The fields that a calendar says something of."""

_SEQUENCE, _WRITTEN = "#sequence", "#written"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that the file says otherwise. `was_typed`: what stands here is not what a calendar said last, so a person wrote it."""

    name: str
    here: Any
    there: Any
    was_typed: bool


@dataclass(frozen=True, slots=True)
class OfferedEntry:
    """An entry with the values that it gives. `known` is the appointment that it is here already.

    `like` are appointments that may be the same one, though no calendar has said so: they were typed by hand, or came under another name.
    """

    entry: CalendarEntry
    values: Mapping[str, Any]
    known: Record | None
    changes: tuple[Change, ...]
    like: tuple[Likeness, ...] = ()
    is_older: bool = False  # than what a calendar said last of the appointment that is known

    @property
    def is_in_trash(self) -> bool:
        """Whether it was taken in before and moved to the trash."""
        return self.known is not None and self.known.deleted_at is not None

    @property
    def says_something(self) -> bool:
        """Whether taking it in would change anything."""
        return self.known is None or bool(self.changes)


def offered(
    entries: Iterable[CalendarEntry],
    everything: Sequence[Record],
    names: Mapping[str, str] | None = None,
    here: str = "",
) -> list[OfferedEntry]:
    """What becomes of each entry; `everything` are all appointments, those in the trash as well.

    `names` are the people and places of the care team by their id, `here` the zone of appointments that name none.
    """
    by_key: dict[str, Record] = {}
    for record in everything:
        by_key[record.id] = record
        if record.values["calendar_uid"]:
            by_key[str(record.values["calendar_uid"])] = record
    listed = list(entries)
    there = [by_key.get(own_id(entry.key) or entry.key) for entry in listed]
    met = {record.id for record in there if record is not None}
    others = [one for one in everything if one.deleted_at is None and one.id not in met]
    return [
        _offered(
            entry, known, () if known else calendar_likeness.like(values_of(entry), others, names or {}, here), here
        )
        for entry, known in zip(listed, there, strict=True)
    ]


def _offered(entry: CalendarEntry, known: Record | None, like: tuple[Likeness, ...], here: str) -> OfferedEntry:
    values = values_of(entry)
    if known is None:
        return OfferedEntry(entry, {"purpose": tr("Appointment"), **values}, None, (), like)
    if values.get("purpose") == tr("Appointment"):
        values.pop("purpose")  # a file whose details were hidden says nothing of what it is for
    said = _said(known)
    for name in ("at_time", "until", "last_day"):  # what the calendar said once and says no more
        if name not in values and known.values[name] is not None and _stored(known.values[name]) == said.get(name):
            values[name] = None
    if calendar_moments.is_same(known.values, {**dict.fromkeys(_WHEN), **values}, here):
        values = {name: value for name, value in values.items() if name not in _WHEN}  # perhaps by another clock
    changes = [
        Change(name, known.values[name], value, _stored(known.values[name]) != said.get(name))
        for name, value in values.items()
        if value != known.values[name] and _stored(value) != said.get(name)
    ]
    return OfferedEntry(entry, values, known, tuple(changes), is_older=_rank(entry) < _rank_said(said))


def values_of(entry: CalendarEntry) -> dict[str, Any]:
    """The values of an appointment, as far as the entry says anything."""
    found: dict[str, Any] = {
        "purpose": entry.summary or None,
        "on_date": PartialDate.from_date(entry.day),
        "at_time": entry.time or None,
        "until": entry.until or None,
        "last_day": PartialDate.from_date(entry.last_day) if entry.last_day > entry.day else None,
        "time_zone": entry.zone or None,
        "place": entry.place or None,
        "prepare": entry.about or None,
        "status": "cancelled" if entry.cancelled else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def filling(own: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """What an entry adds to an appointment that was typed by hand: only what is empty there, and an end only to the same beginning."""
    new = {name: value for name, value in values.items() if own.values[name] is None and value is not None}
    if own.values["at_time"] not in {None, values.get("at_time")} or own.values["on_date"] != values.get("on_date"):
        new = {name: value for name, value in new.items() if name not in _WHEN}
    return new


def differing(own: Record, values: Mapping[str, Any], here: str) -> list[str]:
    """The fields that an entry says otherwise than an appointment that may be the same, which stays as it is."""
    is_same = calendar_moments.is_same(own.values, {**dict.fromkeys(_WHEN), **values}, here)
    return [
        name
        for name, value in values.items()
        if own.values[name] not in {None, value} and not (is_same and name in _WHEN)
    ]


def take_in(
    session: Session, chosen: Iterable[OfferedEntry], same: Mapping[str, Record] | None = None
) -> tuple[int, int]:
    """Add new appointments, and change those that are known where the file says otherwise. Returns how many of each.

    `same` says by the key of an entry which appointment it is: what is empty there is filled in, and from then on it is known by that key.
    """
    added = changed = 0
    for one in chosen:
        values = dict(one.values)
        beside = {
            "calendar_uid": one.entry.key,
            "calendar_said": json.dumps({name: _stored(value) for name, value in values.items()} | _form(one.entry)),
        }
        own = (same or {}).get(one.entry.key)
        if own is not None:
            store.save(session, APPOINTMENTS, filling(own, values) | beside, record_id=own.id)
            changed += 1
        elif one.known is None:
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


def _form(entry: CalendarEntry) -> dict[str, str]:
    """Which form of an event it is, kept with what it said; no field has these names."""
    return {_SEQUENCE: str(entry.sequence), _WRITTEN: entry.written}


def _rank(entry: CalendarEntry) -> tuple[int, str]:
    return entry.sequence, entry.written


def _rank_said(said: Mapping[str, str]) -> tuple[int, str]:
    """Of what a calendar said last; the lowest where it was taken in before this was kept."""
    number = said.get(_SEQUENCE, "")
    return (int(number) if number.isdecimal() else 0), said.get(_WRITTEN, "")


def _stored(value: object) -> str | None:
    return value.stored if isinstance(value, PartialDate) else None if value is None else str(value)
