"""Which trackers the quick entry offers: none until a person wants some. Choosing one makes or changes its record."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.journal_words import OTHER
from ism_desktop.records.kinds.trackers import TRACKERS
from ism_desktop.records.store import Record
from ism_desktop.records.tracker_words import (
    NUMBER,
    PAIR,
    SCALE,
    SHIPPED,
    Name,
    ends_of,
    name_of,
    sort_of,
    tracker_name,
)


@dataclass(frozen=True, slots=True)
class Offered:
    """One tracker as it is offered: its key, the own word of an own one, how a value is typed, and the id of its record, if any."""

    key: str
    own: str = ""
    label: str = ""
    sort: str = NUMBER
    unit: str = ""
    ends: tuple[str, str] = ("", "")
    is_shown: bool = False
    record_id: str = ""

    @property
    def name(self) -> Name:
        """What its values are counted as."""
        return name_of(self.key, self.own)

    @property
    def example(self) -> str:
        """A number that shows how it is typed; empty where nothing needs to be shown."""
        shipped = SHIPPED.get(self.key)
        if shipped is not None and shipped.sort == self.sort:
            return shipped.example
        return "120/80" if self.sort == PAIR else ""


def shipped(key: str) -> Offered:
    """One of the program's own, as nobody has chosen it yet."""
    found = SHIPPED[key]
    values = {"tracker": key}
    return Offered(key, "", tracker_name(values), found.sort, found.unit, ends_of(values))


def of_record(record: Record) -> Offered:
    """A tracker of the record."""
    values = record.values
    key, own = str(values["tracker"]), str(values["own"] or "") if values["tracker"] == OTHER else ""
    return Offered(
        key,
        own,
        tracker_name(values),
        sort_of(values),
        str(values["unit"] or ""),
        ends_of(values),
        bool(values["shown"]),
        record.id,
    )


def every(session: Session) -> list[Offered]:
    """Everything that can be chosen: the program's own in their order, with what the person made of them, then the person's own."""
    kept = [of_record(record) for record in store.list_active(session, TRACKERS)]
    by_key: dict[str, Offered] = {}
    for one in kept:
        if one.key != OTHER and (one.is_shown or one.key not in by_key):
            by_key.setdefault(one.key, one)
    return [*(by_key.get(key) or shipped(key) for key in SHIPPED), *(one for one in kept if one.key == OTHER)]


def shown(session: Session) -> list[Offered]:
    """What the quick entry offers, in the person's order, each name once."""
    found: dict[Name, Offered] = {}
    for record in store.list_active(session, TRACKERS):
        one = of_record(record)
        if one.is_shown and (one.key != OTHER or one.own):
            found.setdefault(one.name, one)
    return list(found.values())


def show(session: Session, one: Offered, *, is_shown: bool) -> str:
    """Offer it, or no longer; returns the id of its record. No value that was noted changes."""
    if one.record_id:
        return store.save(session, TRACKERS, {"shown": is_shown}, record_id=one.record_id)
    values = {"tracker": one.key, "sort": one.sort, "unit": one.unit or None, "shown": is_shown}
    return store.save(session, TRACKERS, values)


def add_own(session: Session, word: str, sort: str, unit: str, ends: tuple[str, str] = ("", "")) -> str:
    """Add a tracker of the person's own, which is then offered; a word of the program's list is that of the list. Returns the record's id.

    Raises:
        ValueError: with a sentence that says what to write.
    """
    name = " ".join(word.split())
    if not name:
        raise ValueError(tr("Please write what you want to keep track of."))
    existing = every(session)
    known = next((one for one in existing if name_of(OTHER, one.label) == name_of(OTHER, name)), None)
    if known is not None and known.is_shown:
        raise ValueError(tr("“{name}” is in the list already.", name=known.label))
    if known is not None:
        return show(session, known, is_shown=True)
    values: dict[str, Any] = {"tracker": OTHER, "own": name, "sort": sort, "shown": True}
    if sort in {NUMBER, PAIR}:
        values["unit"] = unit.strip() or None
    if sort == SCALE:
        values |= {"lowest": ends[0].strip() or None, "highest": ends[1].strip() or None}
    return store.save(session, TRACKERS, values)
