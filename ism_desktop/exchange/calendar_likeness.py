"""Which appointments an unknown event of a calendar may be: the same day, and about the same time, or a place or name in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ism_desktop.exchange.calendar_moments import in_zone, span
from ism_desktop.language import tr
from ism_desktop.records.folding import folded
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate

_NEAR = timedelta(minutes=90)
_SHORTEST = 4  # letters: shorter words stand in every second title


@dataclass(frozen=True, slots=True)
class Likeness:
    """An appointment that an event may be; `is_likely`: more than the day speaks for it."""

    own: Record
    is_likely: bool


def like(
    values: Mapping[str, Any], there: Sequence[Record], names: Mapping[str, str], here: str
) -> tuple[Likeness, ...]:
    """Those that it may be, the likeliest first. `names` are those of the care team by id."""
    event = {**dict.fromkeys(("at_time", "until", "last_day", "time_zone")), **values}
    words = _words(event, names)
    found: list[tuple[int, Likeness]] = []
    for own in there:
        if not isinstance(own.values["on_date"], PartialDate) or own.values["on_date"] != event["on_date"]:
            continue
        common = len(words & _words(own.values, names))
        apart = _apart(event, own.values, here)
        is_near = apart is not None and apart <= _NEAR
        is_likely = bool(common) if apart is None else is_near and (bool(common) or not apart)
        if is_near or common or apart is None:
            found.append((-common - 2 * is_near, Likeness(own, is_likely)))
    return tuple(one for _, one in sorted(found, key=lambda one: one[0]))


def _apart(event: Mapping[str, Any], own: Mapping[str, Any], here: str) -> timedelta | None:
    """How far their beginnings lie apart; None where one of them has no time."""
    moments: list[datetime] = []
    for values in (event, own):
        begins = (span(values) or (None,))[0]
        if not isinstance(begins, datetime):
            return None
        moments.append(begins.replace(tzinfo=in_zone(values, here) or UTC))
    return abs(moments[0] - moments[1])


def _words(values: Mapping[str, Any], names: Mapping[str, str]) -> set[str]:
    """What names the place, the person and the purpose."""
    said = [values.get(name) for name in ("purpose", "place", "with_whom", "prepare")]
    said.append(names.get(str(values.get("with_member") or ""), ""))
    text = folded(" ".join(str(part) for part in said if part))
    words = "".join(letter if letter.isalnum() else " " for letter in text).split()
    return {word for word in words if len(word) >= _SHORTEST} - {folded(tr("Appointment"))}
