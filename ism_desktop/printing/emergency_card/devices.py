"""The adrenaline devices on the card, and the numbered steps whose wording follows from them.

Nothing here chooses a device or a number of minutes: both come from the person's own records, and what is not recorded says so. That a
date is past, that a recall was noted and where a device is kept are facts that stand beside it; the person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ism_desktop.printing.emergency_card.statements import NOTHING, Statement, Topic
from ism_desktop.printing.emergency_card.wording import (
    MISSING,
    Say,
    Value,
    joined,
    of_field,
    say,
    stated,
    unbroken,
)
from ism_desktop.printing.values import one_line, words
from ism_desktop.records.kinds.adrenaline_devices import is_live
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate

# Nothing is printed of how a film under the tongue is given: no label of one was seen (docs/clinical-sources.md, Adrenaline devices).
_WAYS = {"injector": "injector", "syringe": "injector", "nasal": "nasal"}
_ROUTES = frozenset({"injector", "syringe", "nasal", "sublingual"})
# Their labels ask for the second dose in the same nostril (docs/clinical-sources.md, Where sources disagree [S53, S56]).
_SAME_NOSTRIL = frozenset({"neffy", "eurneffy"})


@dataclass(frozen=True, slots=True)
class DeviceGroup:
    """Devices of one product, strength, route, second-dose time and `state`.

    `places` is where each is kept, `expiries` when it expires. `state` is empty for devices that can be had at once; else it holds the
    lines for what a person must know before relying on them. `recalls` are the notes of recalls or faults.
    """

    product: str
    strength: str
    route: str
    minutes: int | None
    state: tuple[Say, ...]
    places: tuple[Value, ...]
    expiries: tuple["Expiry", ...]
    recalls: tuple[str, ...] = ()

    @property
    def way(self) -> str:
        """How it is given, as far as the step's wording is concerned."""
        return _WAYS.get(self.route, "unknown")

    @property
    def name(self) -> Value:
        """Product and strength."""
        if self.strength:
            return say("device_name", product=self.product, strength=self.strength)
        return say("device_name_missing", product=self.product, missing=MISSING)

    @property
    def described(self) -> Value:
        """What must be known first, how many, what, and how it is given."""
        route = say(f"route_{self.route}") if self.route in _ROUTES else say("route_missing", missing=MISSING)
        if not self.state:
            return say("device_described", count=len(self.places), name=self.name, route=route)
        # What must be known stands in front: a line that has to be cut loses its end.
        state = joined("comma", *self.state)
        return say("device_described_state", state=state, count=len(self.places), name=self.name, route=route)

    @property
    def is_one_nostril(self) -> bool:
        """Whether the product's label asks for the second dose in the same nostril."""
        return self.product.casefold() in _SAME_NOSTRIL

    @property
    def places_with_dates(self) -> Value:
        """Each place once, with the dates of the devices kept there."""
        dates: dict[Value, list[Expiry]] = {}
        for place, expiry in zip(self.places, self.expiries, strict=True):
            dates.setdefault(place, []).append(expiry)
        return joined("semicolon", *(joined("comma", place, _dates(expiries)) for place, expiries in dates.items()))

    @property
    def recall_notes(self) -> tuple[Value, ...]:
        """The notes of recalls as they are printed."""
        return tuple(say("recall_note", note=note) for note in self.recalls)


@dataclass(frozen=True, slots=True)
class Expiry:
    """When a device expires: `line` says expires, expired or why there is no date."""

    line: str
    day: Value = ""

    @property
    def said(self) -> Value:
        """The whole phrase."""
        if self.line == "expiry_missing":
            return say(self.line, missing=MISSING)
        return say(self.line, date=self.day) if self.day != "" else say(self.line)


@dataclass(frozen=True, slots=True)
class Devices:
    """All that is recorded of devices: those that hold a dose, those at hand first; the names of used ones; a statement that there is none.

    `differ` when the second dose comes after other minutes with one device than with another.
    """

    groups: tuple[DeviceGroup, ...]
    used: tuple[str, ...]
    none_stated: Gap | None

    @property
    def count(self) -> int:
        """How many hold a dose."""
        return sum(len(group.places) for group in self.groups)

    @property
    def at_hand(self) -> int:
        """How many hold a dose, are carried, and have neither a past date nor a recall note."""
        return sum(len(group.places) for group in self.groups if not group.state)

    @property
    def differ(self) -> bool:
        """Whether the minutes differ, or are recorded of some only."""
        return len({group.minutes for group in self.groups}) > 1


def grouped(devices: Sequence[Record], none_stated: Gap | None, today: date) -> Devices:
    """The devices in the person's order, equal ones together, each group by date; those that are not at hand behind.

    An expired device stays, with its date: a fact, not a judgement.
    """
    groups: dict[tuple[str, str, str, int | None, tuple[Say, ...]], list[Record]] = {}
    for device in devices:
        if is_live(device.values["status"]):
            route = device.values["route"] if isinstance(device.values["route"], str) else ""
            minutes = device.values["second_dose_minutes"]
            key = (words(device, "product"), words(device, "strength"), route, minutes, _state(device, today))
            groups.setdefault(key, []).append(device)
    made: list[DeviceGroup] = []
    for key, members in groups.items():
        by_date = sorted(members, key=expiry_order)
        places = tuple(_place(device) for device in by_date)
        recalls = tuple(dict.fromkeys(note for device in by_date if (note := one_line(words(device, "recall_note")))))
        made.append(DeviceGroup(*key, places, tuple(_expiry(device, today) for device in by_date), recalls))
    used = tuple(dict.fromkeys(device.title for device in devices if device.values["status"] == "used"))
    return Devices(tuple(sorted(made, key=lambda group: bool(group.state))), used, none_stated)


def _state(device: Record, today: date) -> tuple[Say, ...]:
    """What must be known before relying on a device; empty when nothing is recorded against it."""
    known = {
        "device_expired": _is_past(device, today),
        "device_recalled": bool(words(device, "recall_note")),
        "device_kept": device.values["status"] == "kept",
    }
    return tuple(say(line) for line, holds in known.items() if holds)


def _is_past(device: Record, today: date) -> bool:
    expiry = device.values["expiry"]
    return isinstance(expiry, PartialDate) and expiry.last_day < today


def expiry_order(device: Record) -> str:
    """Sorts devices by date, those without one last."""
    expiry = device.values["expiry"]
    return expiry.last_day.isoformat() if isinstance(expiry, PartialDate) else "9999"


def _place(device: Record) -> Value:
    kept = one_line(words(device, "kept_where"))
    if kept:
        return kept
    return say("place_carried") if device.values["status"] == "carried" else say("place_missing", missing=MISSING)


def _expiry(device: Record, today: date) -> Expiry:
    expiry = device.values["expiry"]
    if isinstance(expiry, PartialDate):
        return Expiry("expired" if _is_past(device, today) else "expires", unbroken(of_field(device, "expiry")))
    return Expiry("expiry_unknown" if isinstance(expiry, Gap) else "expiry_missing")


def _dates(expiries: Sequence[Expiry]) -> Value:
    """Several dates in one phrase: "expires May 2027 and June 2027"; what holds of the first date is not said again of the next."""
    first, *others = dict.fromkeys(expiries)
    return joined(
        "and", first.said, *(one.day if one.day != "" and one.line == first.line else one.said for one in others)
    )


def topic(devices: Devices, *, with_minutes: bool) -> Topic:
    """The devices as one topic: product, strength, route, how many, what must be known first, where each is kept and its date.

    `with_minutes` when no step names the minutes until a second dose, or the one step cannot because they differ.
    """
    if not devices.groups:
        return Topic("devices", _without(devices))
    statements: list[Statement] = []
    brief: list[Statement] = []
    details: list[Statement] = []
    for group in devices.groups:
        line = _second_dose(devices, group, with_minutes=with_minutes)
        places = joined("comma", group.places_with_dates, _of_dose(line, group))
        statements.append(Statement(group.described, joined("semicolon", places, *group.recall_notes)))
        # The minutes in front: where a long place has to be cut, they stay.
        short = _of_dose(f"{line}_brief" if line else "", group)
        brief.append(Statement(group.described, joined("comma", short, *dict.fromkeys(group.places))))
        details.append(Statement(group.name, joined("semicolon", _dates(group.expiries), *group.recall_notes)))
    if devices.used:
        details.append(Statement("", _used(devices)))
    return Topic("devices", tuple(statements), brief=tuple(brief), details=tuple(details))


def _second_dose(devices: Devices, group: DeviceGroup, *, with_minutes: bool) -> str:
    """The line for what must be known of a second dose with these devices and stands in no step; empty when there is nothing."""
    one_nostril = group.is_one_nostril and (with_minutes or not _is_in_step(devices))
    if with_minutes:
        return "second_dose_after_nostril" if one_nostril else "second_dose_after"
    return "second_dose_nostril" if one_nostril and devices.count > 1 else ""


def _of_dose(line: str, group: DeviceGroup) -> Value:
    if not line:
        return ""
    if line.startswith("second_dose_after"):
        return say(line, minutes=MISSING if group.minutes is None else group.minutes)
    return say(line)


def _is_in_step(devices: Devices) -> bool:
    """Whether the fourth step itself can name the same nostril."""
    return all(group.is_one_nostril for group in devices.groups) and devices.at_hand > 1 and not _lacks_minutes(devices)


def _lacks_minutes(devices: Devices) -> bool:
    return devices.differ or devices.groups[0].minutes is None


def _without(devices: Devices) -> tuple[Statement, ...]:
    if devices.used:
        return (Statement("", say("devices_none_at_hand", used=_used(devices))),)
    if devices.none_stated is None:
        return NOTHING
    return (Statement("", say("devices_none") if devices.none_stated is Gap.NONE else stated(devices.none_stated)),)


def _used(devices: Devices) -> Value:
    return say("device_used", devices=joined("comma", *devices.used))


def steps(devices: Devices, numbers: Sequence[Value]) -> tuple[Say, ...]:
    """The five steps, with the route, the numbers and the minutes from the person's own records."""
    called = say("step_3", numbers=joined("or", *numbers)) if numbers else say("step_3_missing", missing=MISSING)
    return say("step_1"), _second_step(devices), called, _fourth_step(devices), say("step_5")


def has_none(devices: Devices) -> bool:
    """Whether there is no device that holds a dose: stated, or all of them used."""
    return not devices.groups and (devices.none_stated is Gap.NONE or bool(devices.used))


def _second_step(devices: Devices) -> Say:
    if has_none(devices):
        return say("step_2_none")
    ways = list(dict.fromkeys(group.way for group in devices.groups))
    if len(ways) == 1:
        return say(f"step_2_{ways[0]}")
    if not ways:
        return say("step_2_unknown")
    if {"injector", "nasal"} <= set(ways):
        return say("step_2_mixed")
    known = next(way for way in ways if way != "unknown")
    return say("step_2_or_label", way=say(f"way_{known}"))


def _fourth_step(devices: Devices) -> Say:
    if has_none(devices):
        return say("step_4_none")
    if devices.count == 1:
        return say("step_4_one")
    if devices.differ:
        return say("step_4_below")
    minutes = devices.groups[0].minutes if devices.groups else None
    if minutes is None:
        return say("step_4_missing", missing=MISSING)
    if devices.at_hand < 2:
        return say("step_4_if", minutes=minutes)
    return say("step_4_nasal" if _is_in_step(devices) else "step_4", minutes=minutes)
