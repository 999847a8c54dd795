"""The two axes of a chart: where a day and a number stand, and which of them are written beside the axis."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ism_desktop.language import Language, in_use

_YEAR, _MONTH, _DAY = "year", "month", "day"
_STEPS = (
    *((_DAY, number) for number in (1, 2, 7, 14)),
    *((_MONTH, number) for number in (1, 2, 3, 6)),
    *((_YEAR, number) for number in (1, 2, 5, 10, 20, 50, 100)),
)
_DAYS = {_DAY: 1.0, _MONTH: 30.44, _YEAR: 365.25}
LEAST = 2.0
"""The fewest days that an axis shows."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days as numbers, from `first` to `last`, over so many points of width from `left`."""

    first: float
    last: float
    left: float
    width: float

    def x(self, at: float) -> float:
        """Where a day stands."""
        return self.left + (at - self.first) / (self.last - self.first) * self.width

    def at(self, x: float) -> float:
        """The day at a place."""
        return self.first + (x - self.left) / self.width * (self.last - self.first)

    def ticks(self, width_of: Callable[[str], float], gap: float) -> list[tuple[float, str]]:
        """Days to be written, as close as their words leave `gap` between them."""
        for unit, number in _STEPS:
            each = _DAYS[unit] * number / (self.last - self.first) * self.width
            if each < gap:
                continue
            found: list[tuple[float, str]] = []
            for day in self._days(unit, number):
                words = _words(unit, day)
                if width_of(words) + gap > each * 0.9:  # a month in February is shorter than others
                    break
                found.append((float(day.toordinal()), words))
            else:
                return found
        return []

    def _days(self, unit: str, number: int) -> Iterator[date]:
        first, last = max(1, math.ceil(self.first)), min(math.floor(self.last), date.max.toordinal())
        if unit == _DAY:
            yield from (date.fromordinal(day) for day in range(first + -first % number, last + 1, number))
            return
        start = date.fromordinal(first)
        months = number * (12 if unit == _YEAR else 1)
        count = start.year * 12 + start.month - 1
        count += -count % months
        while count // 12 <= date.max.year:
            day = date(count // 12, count % 12 + 1, 1)
            if day.toordinal() > last:
                return
            if day.toordinal() >= first:
                yield day
            count += months


def _words(unit: str, day: date) -> str:
    if unit == _YEAR:
        return str(day.year)
    if unit == _MONTH:
        return in_use().month(day.year, day.month)
    return in_use().day(day)


def whole_time(span: tuple[float, float] | None) -> tuple[float, float]:
    """From when to when an axis goes that shows all of this, with some room on both sides."""
    if span is None:
        return 1.0, LEAST
    room = max((span[1] - span[0]) * 0.04, 30.0)
    return max(1.0, span[0] - room), min(span[1] + room, float(date.max.toordinal()))


@dataclass(frozen=True, slots=True)
class NumberAxis:
    """Numbers from `low` to `high`, the larger ones above; `top` and `height` in points. A logarithmic one has none of 0 or less."""

    low: float
    high: float
    top: float
    height: float
    is_log: bool = False

    def y(self, number: float) -> float:
        """Where a number stands; what lies beyond an end stands at it."""
        low, high, wanted = self.low, self.high, number
        if self.is_log:
            low, high, wanted = math.log10(low), math.log10(high), math.log10(number) if number > 0 else -math.inf
        return self.top + self.height * (1 - min(max((wanted - low) / (high - low), 0.0), 1.0))

    def ticks(self, gap: float) -> list[tuple[float, str]]:
        """Round numbers to be written, at least `gap` apart."""
        most = max(2, int(self.height / gap))
        found = _log_ticks(self.low, self.high, most) if self.is_log else []
        found = found if len(found) > 1 else _round_ticks(self.low, self.high, most)
        kept: list[tuple[float, str]] = []
        for number in found:
            place = float(number)
            if self.low <= place <= self.high and (not kept or abs(self.y(kept[-1][0]) - self.y(place)) >= gap):
                kept.append((place, _written(str(number), in_use())))
        return kept


@lru_cache(maxsize=512)  # round numbers, the same for every chart, and wanted twice: to be measured, and to be written
def _written(number: str, language: Language) -> str:
    return language.number(Decimal(number))


def number_axis(numbers: Iterable[float], top: float, height: float, *, log: bool) -> NumberAxis:
    """An axis that shows all these numbers, with some room at its ends. It is logarithmic if that is wanted and all are above 0."""
    known = list(numbers) or [0.0, 1.0]
    low, high = min(known), max(known)
    if log and low > 0:
        room = max((math.log10(high) - math.log10(low)) * 0.08, 0.04)
        return NumberAxis(10 ** (math.log10(low) - room), 10 ** (math.log10(high) + room), top, height, is_log=True)
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    start = low - room
    return NumberAxis(0.0 if low >= 0 > start else start, high + room, top, height)


def _round_ticks(low: float, high: float, most: int) -> list[Decimal]:
    """Multiples of 1, 2 or 5 times a power of ten."""
    step = _round_step((high - low) / most)
    first = math.ceil(low / float(step) - 1e-9)
    last = math.floor(high / float(step) + 1e-9)
    return [step * count for count in range(first, last + 1)]


def _round_step(least: float) -> Decimal:
    power = math.floor(math.log10(least))
    for factor in (1, 2, 5, 10):
        step = Decimal(factor).scaleb(power)
        if float(step) >= least * (1 - 1e-9):
            return step
    return Decimal(10).scaleb(power)


def _log_ticks(low: float, high: float, most: int) -> list[Decimal]:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for factors in ((1, 2, 5), (1, 3), (1,)):
        found = [Decimal(factor).scaleb(power) for power in powers for factor in factors]
        inside = [number for number in found if low <= float(number) <= high]
        if len(inside) <= most:
            return inside
    return []
