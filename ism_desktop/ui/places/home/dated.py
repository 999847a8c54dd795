"""One line of the list of dates on the start page."""

from collections.abc import Sequence
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


def around_today(dates: Sequence[Dated], number: int) -> Sequence[Dated]:
    """So many dates, next to each other: a third of them past where there are enough of both."""
    past = sum(dated.is_past for dated in dates)
    coming = len(dates) - past
    first = max(0, past - max(number // 3, number - coming))
    return dates[first : first + number]
