"""The adrenaline devices on the card, and the numbered steps whose wording follows from them.

Nothing here chooses a device or a number of minutes: both come from the person's own records, and what is not recorded says so. That a
date is past, that a recall was noted and where a device is kept are facts that stand beside it; the person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ism_desktop.library.card_text import CardText
from ism_desktop.printing.emergency_card.content import EMPTY, NOT_RECORDED, Entry, Section
from ism_desktop.printing.values import joined, one_line, stated, unbroken, words
from ism_desktop.records.kinds.adrenaline_devices import is_live
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate

_ROUTE_WORDS = {
    "injector": "injector",
    "syringe": "prefilled syringe",
    "nasal": "nasal spray",
    "sublingual": "under the tongue",
}
# Nothing is printed of how a film under the tongue is given: no label of one was seen (clinical.md 2.2).
_WAYS = {"injector": "injector", "syringe": "injector", "nasal": "nasal"}
# Their labels ask for the second dose in the same nostril (clinical.md 0.1 no. 1 [S53, S56]).
_SAME_NOSTRIL = frozenset({"neffy", "eurneffy"})


@dataclass(frozen=True, slots=True)
class DeviceGroup:
    """Devices of one product, strength, route, second-dose time and `state`.

    `places` is where each is kept, `expiries` when it expires. `state` is empty for devices that can be had at once; else it says what a
    person must know before relying on them. `recalls` are the notes of recalls or faults.
    """

    product: str
    strength: str
    route: str
    minutes: int | None
    state: str
    places: tuple[str, ...]
    expiries: tuple[str, ...]
    recalls: tuple[str, ...] = ()

    @property
    def way(self) -> str:
        """How it is given, as far as the step's wording is concerned."""
        return _WAYS.get(self.route, "unknown")

    @property
    def minutes_words(self) -> str:
        """The minutes until a second dose, as recorded."""
        return NOT_RECORDED if self.minutes is None else str(self.minutes)

    @property
    def name(self) -> str:
        """Product and strength."""
        return f"{self.product} {self.strength or f'strength {NOT_RECORDED}'}"

    @property
    def described(self) -> str:
        """What must be known first, how many, what, and how it is given."""
        way = _ROUTE_WORDS.get(self.route, f"route {NOT_RECORDED}")
        # What must be known stands in front: a line that has to be cut loses its end.
        before = f"{self.state}: " if self.state else ""
        return f"{before}{len(self.places)} × {joined(self.name, way)}"

    @property
    def is_one_nostril(self) -> bool:
        """Whether the product's label asks for the second dose in the same nostril."""
        return self.product.casefold() in _SAME_NOSTRIL

    @property
    def places_with_dates(self) -> str:
        """Each place once, with the dates of the devices kept there."""
        dates: dict[str, list[str]] = {}
        for place, expiry in zip(self.places, self.expiries, strict=True):
            dates.setdefault(place, []).append(expiry)
        return "; ".join(joined(place, _dates(expiries)) for place, expiries in dates.items())


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
    groups: dict[tuple[str, str, str, int | None, str], list[Record]] = {}
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


def _state(device: Record, today: date) -> str:
    """What must be known before relying on a device; empty when nothing is recorded against it."""
    return joined(
        "EXPIRED" if _is_past(device, today) else "",
        "RECALL NOTED" if words(device, "recall_note") else "",
        "NOT CARRIED" if device.values["status"] == "kept" else "",
    )


def _is_past(device: Record, today: date) -> bool:
    expiry = device.values["expiry"]
    return isinstance(expiry, PartialDate) and expiry.last_day < today


def expiry_order(device: Record) -> str:
    """Sorts devices by date, those without one last."""
    expiry = device.values["expiry"]
    return expiry.last_day.isoformat() if isinstance(expiry, PartialDate) else "9999"


def _place(device: Record) -> str:
    carried = words(device, "status") if device.values["status"] == "carried" else ""
    return one_line(words(device, "kept_where")) or carried or f"place {NOT_RECORDED}"


def _expiry(device: Record, today: date) -> str:
    expiry = device.values["expiry"]
    if isinstance(expiry, PartialDate):
        return f"{'expired' if _is_past(device, today) else 'expires'} {unbroken(expiry.words)}"
    return "expiry not known" if isinstance(expiry, Gap) else f"expiry {NOT_RECORDED}"


def _dates(expiries: Sequence[str]) -> str:
    """Several dates in one phrase: "expires May 2027 and June 2027"."""
    first, *others = dict.fromkeys(expiries)
    verb = first.split(" ", 1)[0]
    same = first.startswith(("expires ", "expired "))
    return " and ".join([first, *(other.removeprefix(f"{verb} ") if same else other for other in others)])


def section(devices: Devices, *, with_minutes: bool) -> Section:
    """The devices as one section: product, strength, route, how many, what must be known first, where each is kept and its date.

    `with_minutes` when no step names the minutes until a second dose, or the one step cannot because they differ.
    """
    heading = "Adrenaline"
    if not devices.groups:
        return _without(devices, heading)
    entries: list[Entry] = []
    brief: list[Entry] = []
    details: list[Entry] = []
    for group in devices.groups:
        minutes = _second_dose(devices, group, with_minutes=with_minutes)
        recall = "".join(f"; recall note: {note}" for note in group.recalls)
        entries.append(Entry(group.described, joined(group.places_with_dates, minutes) + recall))
        # The minutes in front: where a long place has to be cut, they stay.
        brief_minutes = minutes.replace("second dose", "2nd dose")
        brief.append(Entry(group.described, joined(brief_minutes, ", ".join(dict.fromkeys(group.places)))))
        details.append(Entry(group.name, _dates(group.expiries) + recall))
    if devices.used:
        details.append(Entry("", _used(devices)))
    return Section("devices", heading, tuple(entries), brief=tuple(brief), details=tuple(details))


def _second_dose(devices: Devices, group: DeviceGroup, *, with_minutes: bool) -> str:
    """What must be known of a second dose with these devices and stands in no step."""
    minutes = f"after {group.minutes_words} min" if with_minutes else ""
    nostril = "in the same nostril" if group.is_one_nostril and (with_minutes or not _is_in_step(devices)) else ""
    said = " ".join(part for part in (minutes, nostril) if part)
    return f"second dose {said}" if said and (with_minutes or devices.count > 1) else ""


def _is_in_step(devices: Devices) -> bool:
    """Whether the fourth step itself can name the same nostril."""
    return all(group.is_one_nostril for group in devices.groups) and devices.at_hand > 1 and not _lacks_minutes(devices)


def _lacks_minutes(devices: Devices) -> bool:
    return devices.differ or devices.groups[0].minutes is None


def _without(devices: Devices, heading: str) -> Section:
    if devices.used:
        return Section("devices", heading, (Entry("", f"none at hand; {_used(devices)}"),))
    if devices.none_stated is None:
        return Section("devices", heading, EMPTY)
    none = "I carry no adrenaline device (stated by the patient)"
    said = none if devices.none_stated is Gap.NONE else stated(devices.none_stated)
    return Section("devices", heading, (Entry("", said),))


def _used(devices: Devices) -> str:
    return f"USED, holds no dose: {', '.join(devices.used)}"


def steps(devices: Devices, numbers: Sequence[str], text: CardText) -> tuple[str, ...]:
    """The five steps, with the route, the numbers and the minutes from the person's own records."""
    called = text.text("step_3", numbers=" or ".join(numbers))
    return (
        text.text("step_1"),
        _second_step(devices, text),
        called if numbers else text.text("step_3_missing", missing=NOT_RECORDED),
        _fourth_step(devices, text),
        text.text("step_5"),
    )


def has_none(devices: Devices) -> bool:
    """Whether there is no device that holds a dose: stated, or all of them used."""
    return not devices.groups and (devices.none_stated is Gap.NONE or bool(devices.used))


def _second_step(devices: Devices, text: CardText) -> str:
    if has_none(devices):
        return text.text("step_2_none")
    ways = list(dict.fromkeys(group.way for group in devices.groups))
    if len(ways) == 1:
        return text.text(f"step_2_{ways[0]}")
    if not ways:
        return text.text("step_2_unknown")
    if {"injector", "nasal"} <= set(ways):
        return text.text("step_2_mixed")
    known = next(way for way in ways if way != "unknown")
    return text.text("step_2_or_label", way=text.text(f"way_{known}"))


def _fourth_step(devices: Devices, text: CardText) -> str:
    if has_none(devices):
        return text.text("step_4_none")
    if devices.count == 1:
        return text.text("step_4_one")
    if devices.differ:
        return text.text("step_4_below")
    minutes = devices.groups[0].minutes if devices.groups else None
    if minutes is None:
        return text.text("step_4_missing", missing=NOT_RECORDED)
    if devices.at_hand < 2:
        return text.text("step_4_if", minutes=minutes)
    return text.text("step_4_nasal" if _is_in_step(devices) else "step_4", minutes=minutes)
