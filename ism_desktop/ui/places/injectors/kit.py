"""The kit: which devices there are, which dates they carry, and what a person does with them. Dates are stated, never judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ism_desktop.language import tr, tr_n
from ism_desktop.records import store
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES, is_live
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.vault import Session

COPIED = ("product", "strength", "route", "second_dose_minutes", "kept_where", "status", "prescriber")
"""What a further device of the same product has in common with the first; its date and lot are its own."""


@dataclass(frozen=True, slots=True)
class Kit:
    """Every device as plain values: `live` ones can be used, `trainers` hold no drug, `past` ones are used or thrown away."""

    live: tuple[Record, ...]
    trainers: tuple[Record, ...]
    past: tuple[Record, ...]
    trashed: tuple[Record, ...]
    stated: Gap | None
    today: date

    @property
    def is_empty(self) -> bool:
        """Whether nothing is recorded, not even a device that is used up."""
        return not (self.live or self.trainers or self.past)

    @property
    def in_date(self) -> int:
        """How many devices carry a date that lies today or later."""
        return sum(has_passed(device, self.today) is False for device in self.live)

    @property
    def undated(self) -> int:
        """How many devices have no date recorded."""
        return sum(has_passed(device, self.today) is None for device in self.live)


def read(session: Session, today: date) -> Kit:
    """Read the kit."""
    devices = store.list_active(session, ADRENALINE_DEVICES)
    trainers = tuple(device for device in devices if device.values["status"] == "trainer")
    live = tuple(device for device in devices if is_live(device.values["status"]))
    past = tuple(device for device in devices if device not in live and device not in trainers)
    trashed = tuple(store.list_trashed(session, ADRENALINE_DEVICES))
    return Kit(live, trainers, past, trashed, store.statement(session, ADRENALINE_DEVICES), today)


def has_passed(device: Record, today: date) -> bool | None:
    """Whether the date on the device lies before today; None when no date is recorded. May 2027 means the last of May."""
    expiry = device.values["expiry"]
    return expiry.last_day < today if isinstance(expiry, PartialDate) else None


def expiry_words(device: Record) -> str:
    """The date in full, or that it is not known or not recorded."""
    expiry = device.values["expiry"]
    if isinstance(expiry, PartialDate):
        return expiry.words
    return tr("not known") if isinstance(expiry, Gap) else tr("not recorded")


def count_sentence(kit: Kit) -> str:
    """How many devices there are and how many are in date, as a plain fact with today's date."""
    total, today = len(kit.live), PartialDate.from_date(kit.today).words
    if total == 0:
        return tr("No device with adrenaline is recorded.")
    if total == 1:
        if kit.in_date:
            return tr("One device is recorded. It is in date on {today}.", today=today)
        return tr("One device is recorded. It is not known to be in date on {today}.", today=today)
    if not kit.in_date:
        return tr("{total} devices are recorded, none of them in date on {today}.", total=total, today=today)
    return tr_n(
        "{total} devices are recorded, {number} of them in date on {today}.",
        "{total} devices are recorded, {number} of them in date on {today}.",
        kit.in_date,
        total=total,
        today=today,
    )


def dates(kit: Kit) -> tuple[str, ...]:
    """The date of each device, the earliest first, then those without one."""
    dated = sorted(
        (device for device in kit.live if isinstance(device.values["expiry"], PartialDate)),
        key=lambda device: device.values["expiry"].last_day,
    )
    lines = [f"{expiry_words(device)}: {_which(device)}" for device in dated]
    lines += [
        tr("Date not known: {device}", device=_which(device))
        if isinstance(device.values["expiry"], Gap)
        else tr("Date not recorded: {device}", device=_which(device))
        for device in kit.live
        if device not in dated
    ]
    return tuple(lines)


def _which(device: Record) -> str:
    place = device.values["kept_where"]
    return f"{device.title}, {place}" if place else device.title


def copied_values(device: Record) -> dict[str, Any]:
    """What a further device of the same product starts with."""
    return {name: device.values[name] for name in COPIED if device.values[name] is not None}


def replace(session: Session, device_id: str, became: str, values: Mapping[str, Any]) -> str:
    """Write down a new device in the place of an old one. The old one stays in the record, with its lot, as used or discarded.

    Args:
        session: of `vault.write()`.
        device_id: the old device.
        became: what became of it: "used" or "discarded".
        values: what the new device's label says; the rest is taken over.

    Returns:
        The id of the new device.

    Raises:
        InvalidRecord: nothing was saved.
    """
    old = store.get(session, ADRENALINE_DEVICES, device_id)
    order = [device.id for device in store.list_active(session, ADRENALINE_DEVICES)]
    new_id = store.save(session, ADRENALINE_DEVICES, {**copied_values(old), **values})
    store.save(session, ADRENALINE_DEVICES, {"status": became}, record_id=device_id)
    place = order.index(device_id)
    store.arrange(session, ADRENALINE_DEVICES, [*order[:place], new_id, *order[place + 1 :], device_id])
    return new_id


def take_back(session: Session, device_id: str, status: str | None, new_id: str, order: Sequence[str]) -> None:
    """Undo `replace`: the new device goes to the trash, the old one is what it was, where it was."""
    store.trash(session, ADRENALINE_DEVICES, new_id)
    store.save(session, ADRENALINE_DEVICES, {"status": status}, record_id=device_id)
    store.arrange(session, ADRENALINE_DEVICES, order)
