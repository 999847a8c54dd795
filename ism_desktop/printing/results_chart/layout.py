"""Laying out a chart: panels below each other on one axis of time, with the same shapes for the window and for paper.

Sizes are in the unit of the text: pixels in the window, points on paper; y goes down.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ism_desktop.language import tr_c
from ism_desktop.printing.figure import FAINT, GRID, MUTED, SURFACE, TEXT, Figure, Shape, Stroke, Words
from ism_desktop.printing.results_chart import marks
from ism_desktop.printing.results_chart.axes import NumberAxis, TimeAxis, number_axis, whole_time
from ism_desktop.printing.results_chart.content import ChartContent, Event, Panel, Point
from ism_desktop.printing.results_chart.legend import letter_of, line_ink, line_style, set_legend
from ism_desktop.printing.results_chart.placing import Box, Room, around, hung, shortened

_LABELLED = 45
"""So many dots in a panel have their values beside them at most; in a denser one words would hide the dots."""

_EVENT_ROWS = 8
_EVENT_SHARE = 0.3
"""How much of the height the words of events may take."""
_NATURAL, _LEAST = 13.0, 9.0
_MEASURED = 60.0


@dataclass(frozen=True, slots=True)
class Setting:
    """How a chart is set: its width, the size of its text, how wide words are, and what the person chose.

    `height` is what there is to fill; 0 takes what is usual. `view` is the part of time to be shown; None shows all of it.
    """

    width: float
    text: float
    width_of: Callable[[str, float, bool], float]
    height: float = 0.0
    view: tuple[float, float] | None = None
    log: bool = False
    labelled: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the chart that stands for a value or an event. `panel` is None for an event."""

    x: float
    y: float
    panel: int | None
    said: Point | Event


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart laid out. `plots` are the areas in which values stand; `unnamed` counts events whose words found no room."""

    figure: Figure
    spots: tuple[Spot, ...]
    time: TimeAxis
    plots: tuple[Box, ...]
    labels: tuple[Box, ...]
    unnamed: int


@dataclass(slots=True)
class _Page:
    """What is laid out so far: under the dots, and the dots with what stands on them."""

    setting: Setting
    content: ChartContent
    under: list[Shape] = field(default_factory=list[Shape])
    over: list[Shape] = field(default_factory=list[Shape])
    spots: list[Spot] = field(default_factory=list[Spot])
    labels: list[Box] = field(default_factory=list[Box])

    def width_of(self, words: str, *, small: bool = False, bold: bool = False) -> float:
        return self.setting.width_of(words, self.small if small else self.em, bold)

    @property
    def em(self) -> float:
        return self.setting.text

    @property
    def small(self) -> float:
        return self.setting.text * 0.88


def lay_out(content: ChartContent, setting: Setting) -> Chart:
    """Lay out a chart that has at least one panel."""
    page = _Page(setting, content)
    em = page.em
    time = _time_axis(page)
    rows, unnamed = _events(page, time)
    top = rows
    legend = set_legend(content, setting)
    heights = _heights(page, setting.height - top - 2.2 * em - legend.height)
    plots: list[Box] = []
    for number, (panel, height) in enumerate(zip(content.panels, heights, strict=True)):
        top += 1.9 * em
        wide = page.width_of(panel.title, bold=True)
        page.under.append(_plate(Box(time.left, top - 1.5 * em, time.left + wide, top - 0.2 * em)))
        page.under.append(Words(time.left, top - 0.55 * em, panel.title, TEXT, em, bold=True))
        plot = Box(time.left, top, time.left + time.width, top + height)
        _panel(page, number, panel, time, plot)
        plots.append(plot)
        top += height + _lane(page, number, panel, time, top + height)
    _event_lines(page, max(plots[-1].bottom, top))
    _time_words(page, time, plots, top)
    top += 2.2 * em
    shapes = [*page.under, *page.over, *legend.shapes_at(0.0, top)]
    figure = Figure(setting.width, top + legend.height, tuple(shapes))
    return Chart(figure, tuple(page.spots), time, tuple(plots), tuple(page.labels), unnamed)


def _time_axis(page: _Page) -> TimeAxis:
    first, last = page.setting.view or whole_time((point.first, point.last) for point in page.content.points)
    widest = 0.0
    for panel in page.content.panels:
        axis = _axis(page, panel, 0.0, _MEASURED * page.em)
        widest = max([widest, *(page.width_of(words, small=True) for _, words in axis.ticks(1.5 * page.em))])
    left = widest + 0.9 * page.em
    return TimeAxis(first, last, left, max(page.setting.width - left - 1.2 * page.em, 10.0))


def _heights(page: _Page, room: float) -> list[float]:
    """The heights of the plots: what there is, shared out, but never too low to be read."""
    panels = page.content.panels
    beside = sum(1.9 * page.em + _lane_height(page, panel) for panel in panels)
    usual = _NATURAL if page.setting.height <= 0 else max(_LEAST, (room - beside) / len(panels) / page.em)
    return [usual * page.em if any(point.number is not None for point in panel.points) else 0.0 for panel in panels]


def _axis(page: _Page, panel: Panel, top: float, height: float) -> NumberAxis:
    numbers: list[float] = []
    for point in panel.points:
        numbers += [] if point.number is None else [point.number]
        ends = () if point.range is None else (point.range.low, point.range.high)
        # On a logarithmic axis a range that begins at 0 begins at its foot.
        numbers += [float(end) for end in ends if end is not None and (end > 0 or not page.setting.log)]
    return number_axis(numbers, top, height, log=page.setting.log)


def in_sight(content: ChartContent) -> list[Event]:
    """The events between the first value and the last, as the whole chart shows them."""
    first, last = whole_time((point.first, point.last) for point in content.points)
    return [event for event in content.events if first <= event.at <= last]


# Events ----------------------------------------------------------------------------------------------------------------


def _shown_events(page: _Page, time: TimeAxis) -> list[Event]:
    return [event for event in page.content.events if time.first <= event.at <= time.last]


def _events(page: _Page, time: TimeAxis) -> tuple[float, int]:
    """The events above the panels, each with its sign and words where its line begins; returns their height, and how many have no words."""
    shown = _shown_events(page, time)
    if not shown:
        return 0.0, 0
    em, height = page.em, 1.4 * page.em
    rows = _EVENT_ROWS if page.setting.height <= 0 else max(3, int(page.setting.height * _EVENT_SHARE / height))
    said = [_event_words(page, event, 0.4 * time.width) for event in shown]
    wanted = [
        (time.x(event.at), page.width_of(words, small=True) + em) for event, words in zip(shown, said, strict=True)
    ]
    flags = hung(wanted, height, rows, page.setting.width)
    used = max((flag.box.bottom for flag in flags if flag is not None), default=0.0)
    for event, words, flag in zip(shown, said, flags, strict=True):
        x = time.x(event.at)
        y = used + 0.7 * em if flag is None else (flag.box.top + flag.box.bottom) / 2
        _event(page, time, event, y)
        if flag is not None:
            page.under.append(_plate(flag.box))
            left = flag.box.left if flag.to_left else x + 0.7 * em
            page.under.append(Words(left, y + 0.32 * em, words, TEXT, page.small))
            page.labels.append(flag.box)
    unnamed = len([flag for flag in flags if flag is None])
    return used + (1.5 if unnamed else 0.3) * em, unnamed


def _event(page: _Page, time: TimeAxis, event: Event, y: float) -> None:
    """The sign of an event, with a line across as far as its day is not known."""
    x = time.x(event.at)
    start, end = (max(time.left, min(time.x(at), time.left + time.width)) for at in (event.first, event.last))
    if end - start > page.em:
        page.under.append(Stroke(((start, y), (end, y)), FAINT, 1.0))
    page.over += marks.event_sign(event.event.what, x, y, 0.3 * page.em)
    page.spots.append(Spot(x, y, None, event))


def _event_words(page: _Page, event: Event, room: float) -> str:
    """What happened; of a long name only the beginning."""
    said = event.event

    def wide(title: str) -> float:
        return page.width_of(replace(said, title=title).words, small=True)

    return replace(said, title=shortened(said.title, room, wide)).words


def _event_lines(page: _Page, bottom: float) -> None:
    """The line of each event from its sign down through every panel."""
    events = [spot for spot in page.spots if spot.panel is None]
    page.under[:0] = [marks.event_line(spot.x, spot.y, bottom) for spot in events]  # under the plates of words


def _plate(box: Box) -> Stroke:
    corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
    return Stroke(corners, SURFACE, 0.0, closed=True, fill=SURFACE)


# Panels ----------------------------------------------------------------------------------------------------------------


def _panel(page: _Page, number: int, panel: Panel, time: TimeAxis, plot: Box) -> None:
    if plot.bottom <= plot.top:
        return
    em = page.em
    shapes = {marks.shape_of(point) for point in panel.points}
    # Arrows point out of the numbers, and want room of their own.
    above, below = (
        2.0 * em if marks.UP in shapes else 0.7 * em,
        2.0 * em if marks.DOWN in shapes else 0.5 * em,
    )
    axis = _axis(page, panel, plot.top + above, plot.bottom - plot.top - above - below)
    for at, words in axis.ticks(1.5 * em):
        y = axis.y(at)
        page.under.append(Stroke(((plot.left, y), (plot.right, y)), GRID, 0.6))
        page.under.append(Words(plot.left - 0.5 * em, y + 0.32 * em, words, MUTED, page.small, "right"))
    page.under.append(Stroke(((plot.left, plot.top), (plot.left, plot.bottom), (plot.right, plot.bottom)), MUTED, 0.8))
    shown = [point for point in panel.points if point.number is not None and time.first <= point.at <= time.last]
    for point in shown:
        page.under += _range(point, axis, time, plot, em)
    _lines(page, panel, axis, time)
    radius = 0.36 * em
    places = [(time.x(point.at), axis.y(point.number or 0.0)) for point in shown]
    for point, (x, y) in zip(shown, places, strict=True):
        ink = line_ink(point.lab)
        start, end = (max(plot.left, min(time.x(at), plot.right)) for at in (point.first, point.last))
        if end - start > 2.4 * radius:
            page.over.append(Stroke(((start, y), (end, y)), ink, 1.0))
        page.over += marks.value_sign(marks.shape_of(point), x, y, radius, ink)
        page.spots.append(Spot(x, y, number, point))
    if page.setting.labelled and len(shown) <= _LABELLED:
        _value_words(page, list(zip(shown, places, strict=True)), plot)


def _range(point: Point, axis: NumberAxis, time: TimeAxis, plot: Box, em: float) -> list[Shape]:
    if point.range is None:
        return []
    low, high = point.range.low, point.range.high
    printed = [axis.y(float(end)) for end in (low, high) if end is not None and (end > 0 or not axis.is_log)]
    bottom = plot.bottom if low is None else axis.y(float(low))
    top = plot.top if high is None else axis.y(float(high))
    return marks.range_bar(time.x(point.at), (top, bottom), printed, 0.22 * em, FAINT)


def _lines(page: _Page, panel: Panel, axis: NumberAxis, time: TimeAxis) -> None:
    """The dots of each lab and unit joined in order; a value beyond what was counted is no place to lead a line to."""
    runs: dict[tuple[int, str], list[Point]] = {}
    for point in panel.points:
        if marks.is_joined(point):
            runs.setdefault((point.lab, point.value.own_unit or point.value.unit), []).append(point)
    for run in runs.values():
        ink, dash = line_ink(run[0].lab), line_style(run[0].lab)
        for path in _paths([(point.at, axis.y(point.number or 0.0), marks.is_exact(point)) for point in run], time):
            page.under.append(Stroke(tuple((time.x(at), y) for at, y in path), ink, 1.3, dash))


def _paths(run: Sequence[tuple[float, float, bool]], time: TimeAxis) -> list[list[tuple[float, float]]]:
    """The lines through the places of a run that are exact, as far as they lie in the time that is shown."""
    paths: list[list[tuple[float, float]]] = []
    goes_on = False
    for start, end in pairwise(run):
        inside = _clipped(start[:2], end[:2], time.first, time.last) if start[2] and end[2] else None
        if inside is None:
            goes_on = False
        elif goes_on:
            paths[-1].append(inside[1])
        else:
            paths.append([*inside])
            goes_on = True
    return paths


def _clipped(
    start: tuple[float, float], end: tuple[float, float], first: float, last: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The part of a line that lies between two days."""
    if end[0] < first or start[0] > last:
        return None

    def at(day: float) -> tuple[float, float]:
        share = (day - start[0]) / (end[0] - start[0]) if end[0] > start[0] else 0.0
        return day, start[1] + share * (end[1] - start[1])

    return (at(first) if start[0] < first else start), (at(last) if end[0] > last else end)


def _value_words(page: _Page, dots: Sequence[tuple[Point, tuple[float, float]]], plot: Box) -> None:
    """The values beside their dots, where they fit."""
    em, away = page.em, 0.55 * page.em
    room = Room(Box(plot.left, plot.top - 0.3 * em, plot.right + em, plot.bottom))
    room.take(*(Box(x - 0.4 * em, y - 0.4 * em, x + 0.4 * em, y + 0.4 * em) for _, (x, y) in dots))
    several = len(page.content.labs) > 1
    for point, (x, y) in dots:
        words = point.value.value.removesuffix(point.value.own_unit).rstrip()
        if several:
            letter = letter_of(point.lab)
            words = tr_c("a value and the letter of its lab", "{value} {letter}", value=words, letter=letter)
        box = room.first_free(around(x, y, away, page.width_of(words, small=True), 1.1 * em))
        if box is not None:
            page.over.append(_plate(Box(box.left, box.top + 0.15 * em, box.right, box.bottom - 0.05 * em)))
            page.over.append(Words(box.left, box.bottom - 0.25 * em, words, TEXT, page.small))
            page.labels.append(box)


# Words without numbers, and the axis of time ---------------------------------------------------------------------------


def _lane_height(page: _Page, panel: Panel) -> float:
    return 1.7 * page.em if any(point.number is None for point in panel.points) else 0.0


def _lane(page: _Page, number: int, panel: Panel, time: TimeAxis, top: float) -> float:
    """A line below the numbers for values that are words: trace, positive. Returns its height."""
    height, em = _lane_height(page, panel), page.em
    shown = [point for point in panel.points if point.number is None and time.first <= point.at <= time.last]
    room = Room(Box(time.left, top, page.setting.width, top + height))
    y = top + 0.9 * em
    room.take(*(Box(time.x(point.at) - 0.4 * em, top, time.x(point.at) + 0.4 * em, top + height) for point in shown))
    for point in shown:
        x = time.x(point.at)
        page.over += marks.value_sign(marks.WORDS, x, y, 0.3 * em, line_ink(point.lab))
        page.spots.append(Spot(x, y, number, point))
        words = shortened(point.printed, 12 * em, lambda said: page.width_of(said, small=True))
        wide = page.width_of(words, small=True)
        box = room.first_free(
            [
                Box(x + 0.5 * em, top, x + 0.5 * em + wide, top + height),
                Box(x - 0.5 * em - wide, top, x - 0.5 * em, top + height),
            ]
        )
        if box is not None:
            page.under += [_plate(box), Words(box.left, y + 0.32 * em, words, TEXT, page.small)]
            page.labels.append(box)
    return height


def _time_words(page: _Page, time: TimeAxis, plots: Sequence[Box], bottom: float) -> None:
    em = page.em
    lines: list[Shape] = []
    for at, words in time.ticks(lambda said: page.width_of(said, small=True), 1.2 * em):
        x, half = time.x(at), page.width_of(words, small=True) / 2
        lines += [Stroke(((x, plot.top), (x, plot.bottom)), GRID, 0.6) for plot in plots]
        if x - half >= 0 and x + half <= page.setting.width:
            page.under.append(Words(x, bottom + 1.3 * em, words, MUTED, page.small, "centre"))
    page.under[:0] = lines
