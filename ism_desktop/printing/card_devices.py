"""The adrenaline devices on the card, and the numbered steps whose wording follows from them.

Nothing here chooses a device or a number of minutes: both come from the person's own records, and what is not recorded says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.library.card_text import CardText
from ism_desktop.printing.card_content import EMPTY, NOT_RECORDED, Entry, Section
from ism_desktop.printing.values import joined, stated, unbroken, words
from ism_desktop.records.kinds.adrenaline_devices import is_live
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate

_ROUTE_WORDS = {
    "injector": "injector",
    "syringe": "prefilled syringe",
    "nasal": "nasal spray",
    "sublingual": "under the tongue",
}
_WAYS = {"injector": "injector", "syringe": "injector", "nasal": "nasal", "sublingual": "sublingual"}


@dataclass(frozen=True, slots=True)
class DeviceGroup:
    """Devices of one product, strength, route and second-dose time; `places` is where each is kept, `expiries` when it expires."""

    product: str
    strength: str
    route: str
    minutes: int | None
    places: tuple[str, ...]
    expiries: tuple[str, ...]

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
        """How many, what, and how it is given."""
        return f"{len(self.places)} × {joined(self.name, _ROUTE_WORDS.get(self.route, f'route {NOT_RECORDED}'))}"

    @property
    def places_with_dates(self) -> str:
        """Each place once, with the dates of the devices kept there."""
        dates: dict[str, list[str]] = {}
        for place, expiry in zip(self.places, self.expiries, strict=True):
            dates.setdefault(place, []).append(expiry)
        return "; ".join(joined(place, _dates(expiries)) for place, expiries in dates.items())


def grouped(devices: Sequence[Record]) -> tuple[DeviceGroup, ...]:
    """The devices that can be used in an emergency, equal ones together, in the person's order and each group by date.

    An expired device stays, with its date: a fact, not a judgement.
    """
    groups: dict[tuple[str, str, str, int | None], list[Record]] = {}
    for device in devices:
        if is_live(device.values["status"]):
            route = device.values["route"] if isinstance(device.values["route"], str) else ""
            key = (words(device, "product"), words(device, "strength"), route, device.values["second_dose_minutes"])
            groups.setdefault(key, []).append(device)
    made: list[DeviceGroup] = []
    for key, members in groups.items():
        by_date = sorted(members, key=expiry_order)
        places = tuple(_place(device) for device in by_date)
        made.append(DeviceGroup(*key, places, tuple(_expiry(device) for device in by_date)))
    return tuple(made)


def expiry_order(device: Record) -> str:
    """Sorts devices by date, those without one last."""
    expiry = device.values["expiry"]
    return expiry.last_day.isoformat() if isinstance(expiry, PartialDate) else "9999"


def _place(device: Record) -> str:
    carried = words(device, "status") if device.values["status"] == "carried" else ""
    return words(device, "kept_where") or carried or f"place {NOT_RECORDED}"


def _expiry(device: Record) -> str:
    expiry = device.values["expiry"]
    if isinstance(expiry, PartialDate):
        return f"expires {unbroken(expiry.words)}"
    return "expiry not known" if isinstance(expiry, Gap) else f"expiry {NOT_RECORDED}"


def _dates(expiries: Sequence[str]) -> str:
    """Several dates in one phrase: "expires May 2027 and June 2027"."""
    first, *others = expiries
    return " and ".join(
        [first, *(other.removeprefix("expires ") if first.startswith("expires ") else other for other in others)]
    )


def section(groups: Sequence[DeviceGroup], none_stated: Gap | None, *, with_minutes: bool) -> Section:
    """The devices as one section: product, strength, route, how many, where each is kept and its date."""
    heading = "Adrenaline"
    if not groups:
        if none_stated is None:
            return Section("devices", heading, EMPTY)
        none = "I carry no adrenaline device (stated by the patient)"
        return Section("devices", heading, (Entry("", none if none_stated is Gap.NONE else stated(none_stated)),))
    entries: list[Entry] = []
    for group in groups:
        minutes = f"second dose after {group.minutes_words} min" if with_minutes else ""
        entries.append(Entry(group.described, joined(group.places_with_dates, minutes)))
    brief = tuple(Entry(group.described, ", ".join(dict.fromkeys(group.places))) for group in groups)
    details = tuple(Entry(group.name, _dates(group.expiries)) for group in groups)
    if with_minutes:
        brief, details = (), ()
    return Section("devices", heading, tuple(entries), inline=len(entries) == 1, brief=brief, details=details)


def steps(
    groups: Sequence[DeviceGroup], none_stated: Gap | None, numbers: Sequence[str], text: CardText
) -> tuple[str, ...]:
    """The five steps, with the route, the numbers and the minutes from the person's own records."""
    called = text.text("step_3", numbers=" or ".join(numbers))
    unknown_number = text.text("step_3_missing", missing=NOT_RECORDED)
    has_none = not groups and none_stated is Gap.NONE
    return (
        text.text("step_1"),
        text.text("step_2_none") if has_none else _second_step(groups, text),
        called if numbers else unknown_number,
        text.text("step_4_none") if has_none else _fourth_step(groups, text),
        text.text("step_5"),
    )


def _second_step(groups: Sequence[DeviceGroup], text: CardText) -> str:
    ways = list(dict.fromkeys(group.way for group in groups))
    if len(ways) > 1:
        return text.text("step_2_mixed", ways=", or ".join(text.text(f"way_{way}") for way in ways))
    return text.text(f"step_2_{ways[0] if ways else 'unknown'}")


def _fourth_step(groups: Sequence[DeviceGroup], text: CardText) -> str:
    minutes = {group.minutes for group in groups}
    if len(minutes) <= 1:
        only = next(iter(minutes), None)
        return text.text("step_4_missing", missing=NOT_RECORDED) if only is None else text.text("step_4", minutes=only)
    # A product name alone is enough unless two devices of that name differ in their minutes.
    per_name: dict[str, set[str]] = {}
    for group in groups:
        per_name.setdefault(group.product, set()).add(group.minutes_words)
    clashing = {name for name, different in per_name.items() if len(different) > 1}
    each = dict.fromkeys(
        f"{f'{group.product} {group.strength}'.strip() if group.product in clashing else group.product} "
        f"after {group.minutes_words} min"
        for group in groups
    )
    return text.text("step_4_each", each=", ".join(each))
