"""What a chart of test results says, as frozen plain values: for each test and unit a panel of points, and what happened meanwhile.

Nothing is converted or computed: a number is drawn where it is typed, a range where the lab printed it.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from ism_desktop.language import tr, tr_c
from ism_desktop.library import lab_tests
from ism_desktop.printing import typeface
from ism_desktop.records.dated_events import DatedEvent
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.test_results import TEST_RESULTS, TRYPTASE
from ism_desktop.records.printed_ranges import PrintedRange, read_range
from ism_desktop.records.test_values import PastValue
from ism_desktop.records.values import Moment, PartialDate

# One unit under two names: a nanogram in a millilitre is a microgram in a litre, so no number changes.
_SAME = {"µg/l": "ng/ml", "ug/l": "ng/ml", "mcg/l": "ng/ml"}
_TITRE = "1:"
_HOURS = 24.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A value that no lab printed, such as how bad a symptom was, as it was typed. `lines` are all of it in words.

    Its other fields are those of a test result, so that a chart draws both. The dots are not joined: nobody noted what lies between.
    """

    record_id: str
    taken_at: Moment | None
    key: str
    test: str
    value: str
    lines: tuple[str, ...]
    number: Decimal | None = None
    unit: str = ""
    own_unit: str = ""
    comparator: str = ""
    state: str = ""
    lab: str = ""
    range: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One value on the axis of time, from `first` to `last` as far as its day is known. Without a number it is a mark with its words.

    `lab` is the place of its lab among those of the chart.
    """

    value: PastValue | Reading
    first: float
    last: float
    number: float | None
    range: PrintedRange | None
    lab: int

    @property
    def at(self) -> float:
        """Where it is drawn: the middle of the days that it can be."""
        return (self.first + self.last) / 2

    @property
    def printed(self) -> str:
        """The value with its unit, as the lab printed it."""
        return printed(self.value)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, on the same axis of time; `words` say what, and `day` when."""

    event: DatedEvent
    first: float
    last: float
    words: str
    day: str

    @property
    def at(self) -> float:
        """Where it is drawn."""
        return (self.first + self.last) / 2


@dataclass(frozen=True, slots=True)
class Panel:
    """The values of one test in one unit, the earliest first. `units` are its names as printed, `ends` those of a scale that it has."""

    mark: str
    test: str
    units: tuple[str, ...]
    points: tuple[Point, ...]
    is_titre: bool = False
    ends: tuple[float, ...] = ()

    @property
    def title(self) -> str:
        """The test and its unit."""
        named = tr("{test}, {unit}", test=self.test, unit=" = ".join(self.units)) if self.units else self.test
        return tr("{test}, as 1 to so many", test=named) if self.is_titre else named


@dataclass(frozen=True, slots=True)
class ChartContent:
    """Everything in a chart. `labs` are the names of all labs, in the order in which they appear.

    `left_out` are values that have no place on it: without a day, or without any value.
    """

    panels: tuple[Panel, ...]
    events: tuple[Event, ...]
    labs: tuple[str, ...] = ()
    left_out: tuple[PastValue, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """The points of all panels."""
        return tuple(chain.from_iterable(panel.points for panel in self.panels))

    @property
    def span(self) -> tuple[float, float] | None:
        """From when to when there are values; None where there is none."""
        points = self.points
        return (min(point.first for point in points), max(point.last for point in points)) if points else None

    def with_events(self, wanted: Iterable[str]) -> "ChartContent":
        """The same chart with events of these kinds of record only."""
        kinds = frozenset(wanted)
        if all(event.event.kind in kinds for event in self.events):
            return self
        return replace(self, events=tuple(event for event in self.events if event.event.kind in kinds))


@dataclass(frozen=True, slots=True)
class ChartPaper:
    """A chart on paper, with whom it is of. `view` is the part of time to be shown; None for all of it."""

    demo: bool
    printed_on: date
    name: str
    birth_date: str
    chart: ChartContent
    log: bool = False
    view: tuple[float, float] | None = None
    filtered_by: str = ""
    point_person: str = ""

    @property
    def of_journal(self) -> bool:
        """Whether it draws what a person noted, not only what labs printed."""
        return any(isinstance(panel.points[0].value, Reading) for panel in self.chart.panels if panel.points)

    @property
    def title(self) -> str:
        """What the paper is called where papers are listed."""
        return tr("Journal over time") if self.of_journal else tr("Test results over time")

    @property
    def unprintable(self) -> tuple[str, ...]:
        """The texts that hold a letter which this program cannot print."""
        texts = [self.name, self.filtered_by, *(panel.title for panel in self.chart.panels)]
        texts += [event.words for event in self.chart.events]
        for point in self.chart.points:
            texts += [point.printed, point.value.lab, point.value.range, point.value.flag]
        return typeface.losing(texts)


def printed(value: PastValue | Reading) -> str:
    """A value with its unit, as the lab printed it."""
    if value.value and value.unit:
        return tr_c("a value and its unit", "{value} {unit}", value=value.value, unit=value.unit)
    return value.value or value.unit


def taken_words(value: PastValue | Reading) -> str:
    """When it was taken, without the zone: the clock of the place is what the report says."""
    when = value.taken_at
    return tr("not recorded") if when is None else Moment(when.date, when.time).words


def state_words(value: PastValue | Reading) -> str:
    """Which sample a tryptase was; empty for any other test."""
    if value.key != TRYPTASE:
        return ""
    return choice_label(TEST_RESULTS.field("tryptase_state"), value.state) if value.state else tr("not recorded")


def placed(event: DatedEvent) -> Event:
    """An event on the axis of time, in words: made once where charts of one test after the other are wanted."""
    return Event(event, *_days(event.on), event.words, event.on.words)


def make(
    values: Iterable[PastValue], marks: Sequence[str], happened: Iterable[DatedEvent | Event] = ()
) -> ChartContent:
    """The chart of these tests, in this order. Every value of them is a point, or left out; none is in it twice."""
    by_mark: dict[str, list[PastValue]] = {mark: [] for mark in marks}
    for value in values:
        mark = lab_tests.mark(value.key, value.test)
        if mark in by_mark:
            by_mark[mark].append(value)
    panels: list[Panel] = []
    left_out: list[PastValue] = []
    labs = _labs(value for own in by_mark.values() for value in own if _has_place(value))
    places = _Places({plain: place for place, plain in enumerate(labs)})
    for mark, own in by_mark.items():
        left_out += [value for value in own if not _has_place(value)]
        panels += _panels(mark, [places.point(value) for value in own if _has_place(value)])
    events = tuple(one if isinstance(one, Event) else placed(one) for one in happened)
    return ChartContent(tuple(panels), events, tuple(labs.values()), tuple(left_out))


def read_points(values: Iterable[Reading]) -> tuple[Point, ...]:
    """The points of values that no lab printed, the earliest first; one without a day has none."""
    found: list[Point] = []
    for value in values:
        if value.taken_at is not None:
            number = None if value.number is None else float(value.number)
            found.append(Point(value, *_span(value.taken_at), number, None, 0))
    return tuple(_in_time(found))


def _labs(values: Iterable[PastValue]) -> Mapping[str, str]:
    """Every lab by its name whatever the case of its letters, with the name as it was first printed."""
    names: dict[str, str] = {}
    collections = {value.record_id: value for value in values}.values()  # all values of one came from the same lab
    for value in sorted(collections, key=lambda value: "" if value.taken_at is None else value.taken_at.sort_text):
        names.setdefault(value.lab, lab_tests.plain(value.lab))
    found: dict[str, str] = {}
    for name, plain in names.items():
        found.setdefault(plain, name or tr("Lab not recorded"))
    return found


def _has_place(value: PastValue) -> bool:
    return value.taken_at is not None and bool(value.value)


def _panels(mark: str, drawn: Sequence[Point]) -> list[Panel]:
    by_unit: dict[str, list[Point]] = {}
    words: list[Point] = []
    for point in drawn:
        if point.number is None:
            words.append(point)
        else:
            by_unit.setdefault(_unit_key(point.value), []).append(point)
    if not by_unit and words:
        by_unit[""] = []
    # The unit that most values have comes first, and words without a number stand with it.
    order = sorted(by_unit, key=lambda unit: -len(by_unit[unit]))
    found: list[Panel] = []
    for place, unit in enumerate(order):
        points = _in_time(by_unit[unit] + (words if place == 0 else []))
        latest = points[-1]
        names = dict.fromkeys(_unit(point.value) for point in points if point.number is not None)
        spelled: dict[str, str] = {}
        for name in filter(None, names):
            spelled.setdefault(_spelling(name), name)
        named = lab_tests.load().tests.get(latest.value.key)
        test = named.name if named is not None else latest.value.test
        found.append(Panel(mark, test, tuple(spelled.values()), tuple(points), unit.startswith(_TITRE)))
    return found


def _in_time(points: Iterable[Point]) -> list[Point]:
    return sorted(points, key=lambda point: (point.at, point.last))


class _Places:
    """Where values stand. All values of one collection share their day and their lab, which are looked up once."""

    def __init__(self, labs: Mapping[str, int]) -> None:
        self._labs = labs
        self._of_collection: dict[str, tuple[float, float, int]] = {}

    def point(self, value: PastValue) -> Point:
        """The point of a value that has a day."""
        where = self._of_collection.get(value.record_id)
        if where is None:
            first, last = _span(value.taken_at) if value.taken_at is not None else (0.0, 0.0)
            where = self._of_collection[value.record_id] = (first, last, self._labs[lab_tests.plain(value.lab)])
        number = value.number
        if number is None:
            return Point(value, where[0], where[1], None, None, where[2])
        beside = read_range(value.range, value=value.value, number=number, unit=_unit(value)) if value.range else None
        return Point(value, where[0], where[1], float(number), beside, where[2])


def _unit(value: PastValue | Reading) -> str:
    """The unit as printed; where one stands behind the number and another beside it, both."""
    if not value.own_unit or value.own_unit == value.unit:
        return value.unit
    return f"{value.own_unit} {value.unit}" if value.unit else value.own_unit


def _unit_key(value: PastValue | Reading) -> str:
    spelled = _spelling(_unit(value))
    return _TITRE + spelled if ":" in value.value else _SAME.get(spelled, spelled)


@lru_cache(maxsize=1024)  # the same few units stand beside all values
def _spelling(unit: str) -> str:
    """A unit whatever the sign for micro and the case of the litre; nothing else is taken for the same."""
    plain = unicodedata.normalize("NFKC", unit).replace("μ", "µ").replace("L", "l")
    return "".join(plain.split())


# Days as numbers -----------------------------------------------------------------------------------------------------


def _days(day: PartialDate) -> tuple[float, float]:
    return float(day.first_day.toordinal()), day.last_day.toordinal() + 1.0


def _span(moment: Moment) -> tuple[float, float]:
    """From when to when a moment can be, as a number of days."""
    clock = moment.time
    if moment.date.day is None or clock is None or clock.hour is None:
        return _days(moment.date)
    hour = clock.hour + (clock.minute or 0) / 60
    start = moment.date.first_day.toordinal() + hour / _HOURS
    return start, start


def told(point: Point) -> tuple[str, ...]:
    """All of one value, a line for each thing: what a screen reader says, and what stands beside the chart."""
    value = point.value
    if isinstance(value, Reading):
        return value.lines
    when = value.taken_at
    taken = tr("not recorded") if when is None else Moment(when.date, when.time).words
    lines = [tr("{test}: {value}", test=value.test, value=point.printed), taken]
    lines.append(value.lab or tr("Lab not recorded"))
    lines.append(tr("Lab’s range: {range}", range=value.range) if value.range else tr("No range was printed"))
    if value.flag:
        lines.append(tr("Flag: {flag}", flag=value.flag))
    state = state_words(value)
    if state:
        lines.append(tr("Sample: {state}", state=state))
    return tuple(lines)
