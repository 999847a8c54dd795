"""Laying out a chart: panels below each other on one axis of time, with the same shapes for the window and for paper.

Sizes are in the unit of the text: pixels in the window, points on paper; y goes down.
"""

from collections.abc import Sequence
from itertools import pairwise

from ism_desktop.language import tr_c
from ism_desktop.printing.figure import GRID, MUTED, TEXT, Figure, Lines, Shape, Stroke, Words
from ism_desktop.printing.results_chart import marks
from ism_desktop.printing.results_chart.axes import NumberAxis, TimeAxis, number_axis, whole_time
from ism_desktop.printing.results_chart.content import ChartContent, Panel, Point
from ism_desktop.printing.results_chart.event_list import EventList
from ism_desktop.printing.results_chart.events import lead_down, set_events
from ism_desktop.printing.results_chart.legend import letter_of, line_ink, line_style, set_legend
from ism_desktop.printing.results_chart.page import Chart, Page, Setting, Spot, plate
from ism_desktop.printing.results_chart.placing import Box, Room, around, shortened
from ism_desktop.records.test_values import PastValue

_LABELLED = 45
"""So many dots in a panel have their values beside them at most; in a denser one words would hide the dots."""

_PEEK = 0.2
"""How much of the height a list of events gets in sight; the rest of it lies below."""
_NATURAL, _LEAST = 13.0, 9.0
_MEASURED = 60.0


def lay_out(content: ChartContent, setting: Setting) -> Chart:
    """Lay out a chart that has at least one panel."""
    page = Page(setting, content)
    em = page.em
    time = _time_axis(page)
    above = set_events(page, time)
    top = above.height
    legend = set_legend(content, setting)
    listing = EventList(above.numbered, setting.width, em, setting.width_of) if above.numbered else None
    peek = 0.0 if listing is None else min(listing.height, _PEEK * setting.height)  # so that it is seen to be there
    heights = _heights(page, setting.height - top - 2.2 * em - legend.height - peek)
    plots: list[Box] = []
    for number, (panel, height) in enumerate(zip(content.panels, heights, strict=True)):
        top += 1.9 * em
        wide = page.width_of(panel.title, bold=True)
        page.under.append(plate(Box(time.left, top - 1.5 * em, time.left + wide, top - 0.2 * em)))
        page.under.append(Words(time.left, top - 0.55 * em, panel.title, TEXT, em, bold=True))
        plot = Box(time.left, top, time.left + time.width, top + height)
        _panel(page, number, panel, time, plot)
        plots.append(plot)
        top += height + _lane(page, number, panel, time, top + height)
    lead_down(page, above, time, max(plots[-1].bottom, top))
    _time_words(page, time, plots, top)
    top += 2.2 * em
    shapes = [*page.under, *page.over, *legend.shapes_at(0.0, top)]
    figure = Figure(setting.width, top + legend.height, tuple(shapes))
    placed = tuple(page.spots), time, tuple(plots), tuple(page.labels)
    return Chart(figure, *placed, listing)


def _time_axis(page: Page) -> TimeAxis:
    first, last = page.setting.view or whole_time(page.content.span)
    widest = 0.0
    for panel in page.content.panels:
        axis = _axis(page, panel, 0.0, _MEASURED * page.em)
        widest = max([widest, *(page.width_of(words, small=True) for _, words in axis.ticks(1.5 * page.em))])
    left = widest + 0.9 * page.em
    return TimeAxis(first, last, left, max(page.setting.width - left - 1.2 * page.em, 10.0))


def _heights(page: Page, room: float) -> list[float]:
    """The heights of the plots: what there is, shared out, but never too low to be read."""
    panels = page.content.panels
    beside = sum(1.9 * page.em + _lane_height(page, panel) for panel in panels)
    usual = _NATURAL if page.setting.height <= 0 else max(_LEAST, (room - beside) / len(panels) / page.em)
    return [usual * page.em if any(point.number is not None for point in panel.points) else 0.0 for panel in panels]


def _axis(page: Page, panel: Panel, top: float, height: float) -> NumberAxis:
    return number_axis(page.ends_of(panel), top, height, log=page.setting.log)


# Panels ----------------------------------------------------------------------------------------------------------------


def _panel(page: Page, number: int, panel: Panel, time: TimeAxis, plot: Box) -> None:
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
    ticks = [(axis.y(at), words) for at, words in axis.ticks(1.5 * em)]
    page.under.append(Lines(tuple((plot.left, y, plot.right, y) for y, _ in ticks), GRID, 0.6))
    for y, words in ticks:
        page.under.append(Words(plot.left - 0.5 * em, y + 0.32 * em, words, MUTED, page.small, "right"))
    page.under.append(Stroke(((plot.left, plot.top), (plot.left, plot.bottom), (plot.right, plot.bottom)), MUTED, 0.8))
    shown = [point for point in panel.points if point.number is not None and time.first <= point.at <= time.last]
    page.under += _ranges(shown, axis, time, plot, em)
    _lines(page, panel, axis, time)
    radius = 0.36 * em
    places = [(time.x(point.at), axis.y(point.number or 0.0)) for point in shown]
    for point, (x, y) in zip(shown, places, strict=True):
        ink = line_ink(point.lab)
        if point.last > point.first:
            start, end = (max(plot.left, min(time.x(at), plot.right)) for at in (point.first, point.last))
            if end - start > 2.4 * radius:
                page.over.append(Stroke(((start, y), (end, y)), ink, 1.0))
        page.over += marks.value_sign(marks.shape_of(point), x, y, radius, ink)
        page.spots.append(Spot(x, y, number, point))
    if len(shown) <= _LABELLED:
        _value_words(page, list(zip(shown, places, strict=True)), plot)


def _ranges(points: Sequence[Point], axis: NumberAxis, time: TimeAxis, plot: Box, em: float) -> list[Shape]:
    """The range beside each value; a lab prints the same one beside most."""
    ends: dict[int, tuple[tuple[float, float], list[float]]] = {}
    bars: list[tuple[float, tuple[float, float], list[float]]] = []
    for point in points:
        if point.range is None:
            continue
        if id(point.range) not in ends:  # not by the range itself: its hash takes longer than all else here
            low, high = point.range.low, point.range.high
            bottom = plot.bottom if low is None else axis.y(float(low))
            top = plot.top if high is None else axis.y(float(high))
            printed = [axis.y(float(end)) for end in (low, high) if end is not None and (end > 0 or not axis.is_log)]
            ends[id(point.range)] = ((min(top, bottom), max(top, bottom)), printed)
        bars.append((time.x(point.at), *ends[id(point.range)]))
    return marks.range_bars(bars, 0.22 * em)


def _lines(page: Page, panel: Panel, axis: NumberAxis, time: TimeAxis) -> None:
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


def _value_words(page: Page, dots: Sequence[tuple[Point, tuple[float, float]]], plot: Box) -> None:
    """The values beside their dots, where they fit."""
    em, away = page.em, 0.55 * page.em
    room = Room(Box(plot.left, plot.top - 0.3 * em, plot.right + em, plot.bottom))
    room.take(*(Box(x - 0.4 * em, y - 0.4 * em, x + 0.4 * em, y + 0.4 * em) for _, (x, y) in dots))
    several = len(page.content.labs) > 1
    for point, (x, y) in dots:
        words = point.value.value.removesuffix(point.value.own_unit).rstrip()
        if several and isinstance(point.value, PastValue):
            letter = letter_of(point.lab)
            words = tr_c("a value and the letter of its lab", "{value} {letter}", value=words, letter=letter)
        box = room.first_free(around(x, y, away, page.width_of(words, small=True), 1.1 * em))
        if box is not None:
            page.over.append(plate(Box(box.left, box.top + 0.15 * em, box.right, box.bottom - 0.05 * em)))
            page.over.append(Words(box.left, box.bottom - 0.25 * em, words, TEXT, page.small))
            page.labels.append(box)


# Words without numbers, and the axis of time ---------------------------------------------------------------------------


def _lane_height(page: Page, panel: Panel) -> float:
    return 1.7 * page.em if any(point.number is None for point in panel.points) else 0.0


def _lane(page: Page, number: int, panel: Panel, time: TimeAxis, top: float) -> float:
    """A line below the numbers for values that are words: trace, positive. Returns its height."""
    height, em = _lane_height(page, panel), page.em
    shown = [point for point in panel.points if point.number is None and time.first <= point.at <= time.last]
    room = Room(Box(time.left, top, page.setting.width, top + height))
    y = top + 0.9 * em
    room.take(*(Box(time.x(point.at) - 0.4 * em, top, time.x(point.at) + 0.4 * em, top + height) for point in shown))
    is_dense = len(shown) > _LABELLED
    for point in shown:
        x = time.x(point.at)
        page.over += marks.value_sign(marks.WORDS, x, y, 0.3 * em, line_ink(point.lab))
        page.spots.append(Spot(x, y, number, point))
        if is_dense:
            continue
        words = shortened(point.printed, 12 * em, lambda said: page.width_of(said, small=True))
        wide = page.width_of(words, small=True)
        box = room.first_free(
            [
                Box(x + 0.5 * em, top, x + 0.5 * em + wide, top + height),
                Box(x - 0.5 * em - wide, top, x - 0.5 * em, top + height),
            ]
        )
        if box is not None:
            page.under += [plate(box), Words(box.left, y + 0.32 * em, words, TEXT, page.small)]
            page.labels.append(box)
    return height


def _time_words(page: Page, time: TimeAxis, plots: Sequence[Box], bottom: float) -> None:
    em = page.em
    lines: list[tuple[float, float, float, float]] = []
    for at, words in time.ticks(lambda said: page.width_of(said, small=True), 1.2 * em):
        x, half = time.x(at), page.width_of(words, small=True) / 2
        lines += [(x, plot.top, x, plot.bottom) for plot in plots]
        if x - half >= 0 and x + half <= page.setting.width:
            page.under.append(Words(x, bottom + 1.3 * em, words, MUTED, page.small, "centre"))
    page.under[:0] = [Lines(tuple(lines), GRID, 0.6)] if lines else []
