"""One line of the list of dates on the start page."""

from dataclasses import dataclass
from datetime import date

from ism_desktop.records.values import PartialDate


@dataclass(frozen=True, slots=True)
class Dated:
    """One line of the list of dates. `when` is the date as far as it is known; `place` and `record_id` say where it stands."""

    name: str
    when: PartialDate
    words: str
    detail: str
    icon: str
    place: str
    record_id: str | None
    is_past: bool


def in_time(dated: Dated) -> tuple[date, str]:
    """What the list is sorted by."""
    return dated.when.last_day, dated.words
