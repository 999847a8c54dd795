"""The signs of a chart: a dot for a value, an open arrow for one beyond what the lab can count, a sign for each sort of event.

They are told apart by their shape, so that a chart says the same in black and white.
"""

from collections.abc import Iterable, Sequence

from ism_desktop.printing.figure import EVENT, FAINT, MUTED, SURFACE, TEXT, Bars, Disc, Lines, Shape, Stroke
from ism_desktop.printing.results_chart.content import Point
from ism_desktop.records import dated_events
from ism_desktop.records.kinds.test_results import TRYPTASE
from ism_desktop.records.test_values import PastValue

REACTION_STATES = frozenset({"reaction", "after_24h"})
BELOW, ABOVE = frozenset({"<", "≤"}), frozenset({">", "≥"})

DOT, OPEN_DOT, DIAMOND, SQUARE, DOWN, UP, WORDS = "dot", "open_dot", "diamond", "square", "down", "up", "words"


def shape_of(point: Point) -> str:
    """Which sign a value has."""
    if point.number is None:
        return WORDS
    if point.value.comparator in BELOW:
        return DOWN
    if point.value.comparator in ABOVE:
        return UP
    if point.value.key != TRYPTASE:
        return DOT
    return {"baseline": DOT, "reaction": DIAMOND, "after_24h": SQUARE}.get(point.value.state, OPEN_DOT)


def is_joined(point: Point) -> bool:
    """Whether a line goes through it: not through what was taken during or after a reaction, nor what no lab printed."""
    return point.number is not None and isinstance(point.value, PastValue) and point.value.state not in REACTION_STATES


def is_exact(point: Point) -> bool:
    """Whether the value is its number, and not only beyond it."""
    return point.value.comparator not in BELOW | ABOVE


def value_sign(shape: str, x: float, y: float, radius: float, ink: str) -> list[Shape]:
    """The sign of a value around this place."""
    r = radius
    if shape in {DOT, OPEN_DOT}:
        return [Disc(x, y, r, ink, ink if shape == DOT else SURFACE)]
    if shape == WORDS:
        return [_closed(((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)), ink, SURFACE)]
    if shape == SQUARE:
        return [_closed(((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)), ink, ink)]
    if shape == DIAMOND:
        d = r * 1.35
        return [_closed(((x, y - d), (x + d, y), (x, y + d), (x - d, y)), ink, ink)]
    way = 1 if shape == DOWN else -1  # an open arrow that begins at the number and points beyond it
    tip = y + way * r * 3.4
    return [
        Stroke(((x - r, y), (x + r, y)), ink, 1.4),
        Stroke(((x, y), (x, tip)), ink, 1.4),
        Stroke(((x - r, tip - way * r * 1.2), (x, tip), (x + r, tip - way * r * 1.2)), ink, 1.4),
    ]


def event_sign(what: str, x: float, y: float, radius: float) -> list[Shape]:
    """The sign of an event around this place."""
    r = radius
    if what == dated_events.STARTED:
        return [_closed(((x - r, y - r), (x + r, y), (x - r, y + r)), TEXT, TEXT)]
    if what == dated_events.STOPPED:
        return [_closed(((x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)), TEXT, SURFACE)]
    if what == dated_events.CHANGED:
        return [_closed(((x, y - r), (x + r, y), (x, y + r), (x - r, y)), TEXT, SURFACE)]
    if what == dated_events.EPISODE:
        return [Disc(x, y, r, TEXT, SURFACE)]
    if what == dated_events.STING:  # points down
        return [_closed(((x - r, y - r), (x + r, y - r), (x, y + r)), TEXT, TEXT)]
    if what == dated_events.SCORE:
        return [Stroke(((x - r, y + step), (x + r, y + step)), TEXT, 1.8) for step in (-r, 0.0, r)]
    if what == dated_events.REACTION:
        return [
            Stroke(((x - r, y - r), (x + r, y + r)), TEXT, 1.8),
            Stroke(((x - r, y + r), (x + r, y - r)), TEXT, 1.8),
        ]
    return [Stroke(((x - r, y), (x + r, y)), TEXT, 1.8), Stroke(((x, y - r), (x, y + r)), TEXT, 1.8)]


Ends = tuple[float, float]
"""Top and bottom of a bar."""


def range_bars(ranges: Iterable[tuple[float, Ends, Sequence[float]]], half: float) -> list[Shape]:
    """A bar for each range, from end to end at its place, and short lines across it at the ends that the lab printed."""
    bars: list[tuple[float, float, float, float]] = []
    caps: list[tuple[float, float, float, float]] = []
    for x, (top, bottom), printed in ranges:
        bars.append((x - half, top, x + half, bottom))
        caps += [(x - half * 1.9, y, x + half * 1.9, y) for y in printed]
    return [Bars(tuple(bars), FAINT), Lines(tuple(caps), MUTED, 0.9)] if bars else []


def event_lines(ends: Iterable[tuple[float, float, float, float]]) -> Lines:
    """The lines of events through the panels."""
    return Lines(tuple(ends), EVENT, 0.8, (4.0, 2.5))


def _closed(points: tuple[tuple[float, float], ...], ink: str, fill: str) -> Stroke:
    return Stroke(points, ink, 1.4, closed=True, fill=fill)
