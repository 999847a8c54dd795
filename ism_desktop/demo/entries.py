"""What the demo's records are written down as: plain values, and where on which demo document they stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ism_desktop.records.kind import Kind
from ism_desktop.records.values import PartialDate


@dataclass(frozen=True, slots=True)
class Proof:
    """The page of a demo document that says so; `page` counts from 1, None for the whole document."""

    file_name: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One record to be saved.

    `key` lets others refer to it; `refers` maps a field's name to the key of the record it points to. `earlier` holds values that
    it had before, so that its history has something to show.
    """

    kind: Kind
    values: Mapping[str, Any]
    key: str = ""
    refers: Mapping[str, str] = field(default_factory=dict[str, str])
    proofs: tuple[Proof, ...] = ()
    earlier: Mapping[str, Any] = field(default_factory=dict[str, Any])


def on(text: str) -> PartialDate:
    """A fixed date: `2019`, `2019-spring`, `2019-05` or `2019-05-21`."""
    return PartialDate.from_stored(text)


def near(today: date, days: int) -> PartialDate:
    """A working day about so many days from today, so that the demo never looks stale."""
    day = today + timedelta(days=days)
    weekend = 8 - day.isoweekday() if day.isoweekday() > 5 else 0
    return PartialDate.from_date(day + timedelta(days=weekend))


def month_near(today: date, days: int) -> PartialDate:
    """The month about so many days from today, as it is printed on devices."""
    day = today + timedelta(days=days)
    return PartialDate(day.year, day.month)
