"""A sheet of paper found on a table: four long edges, each with paper on its inner side and something darker beyond it.

Edges are looked for one by one, since a shadow makes paper as dark as a table in the light: no one threshold parts the two.
"""

import itertools
from typing import NamedTuple

import numpy as np
from PIL import Image

from ism_desktop.worker.preparing.arrays import Grey, brightest_around, mean_around, smaller

_LONGEST = 420  # of the picture in which edges are looked for
_STROKES = 4  # letters and lines thinner than this do not count as edges
_STEEPEST = 22.0  # degrees by which an edge may lean
_BEYOND = 5  # pixels off an edge at which paper and table are compared
_LOWEST_STEP = 0.16  # of logarithms: paper is a sixth brighter than the table
_HELD = 0.82  # of an edge along which there must be such a step
_SMALLEST, _LARGEST = 0.12, 0.985  # of the picture that a sheet covers
_CANDIDATES = 4
_EVEN = 0.84


class _Line(NamedTuple):
    """Points on it have x·cos + y·sin = far."""

    cosine: float
    sine: float
    far: float


def found_sheet(image: Image.Image) -> Grey | None:
    """The corners of a sheet, in pixels: top left, top right, bottom right, bottom left; None where there is none to be sure of."""
    small, step = smaller(image, _LONGEST)
    if min(small.shape) < 60:
        return None
    paper = mean_around(brightest_around(small, _STROKES), 1)
    if float(paper.min()) > _EVEN * float(paper.max()):
        return None  # paper all over
    bright = np.log(paper + 12.0)
    down, across = np.gradient(bright)
    sides = (
        _lines(np.maximum(across, 0), upright=True),  # left: brighter to the right
        _lines(np.maximum(down, 0), upright=False),  # top
        _lines(np.maximum(-across, 0), upright=True),  # right
        _lines(np.maximum(-down, 0), upright=False),  # bottom
    )
    if not all(sides):
        return None
    best, corners = 0.0, None
    for left, top, right, bottom in itertools.product(*sides):
        quad = [_crossing(*pair) for pair in ((left, top), (top, right), (right, bottom), (bottom, left))]
        if any(point is None for point in quad):
            continue
        tried = np.array(quad, float)
        worth = _worth(bright, tried)
        if worth > best:
            best, corners = worth, tried
    if corners is None or _ink_outside(small, corners):
        return None
    # The brightest around each pixel makes paper wider by as much; what lies just inside the edge is not the table.
    return _drawn_in(corners, _STROKES + 0.5) * step + (step - 1) / 2


def _lines(strength: Grey, *, upright: bool) -> list[_Line]:
    """The straight lines that gather the most strength, at most a few, none close to a better one."""
    threshold = max(0.02, float(np.quantile(strength, 0.9)))
    y, x = np.nonzero(strength > threshold)
    if len(x) < 40:
        return []
    weight = np.minimum(strength[y, x], 0.35)
    diagonal = int(np.hypot(*strength.shape)) + 2
    angles = np.radians(np.arange(-_STEEPEST, _STEEPEST + 0.1, 1.0) + (0 if upright else 90))
    far = x[:, None] * np.cos(angles) + y[:, None] * np.sin(angles)
    places = np.rint(far).astype(np.int64) + diagonal
    votes = np.zeros((len(angles), 2 * diagonal + 1))
    for number in range(len(angles)):
        counted = np.bincount(places[:, number], weight, 2 * diagonal + 1)
        votes[number] = counted + 0.6 * (np.roll(counted, 1) + np.roll(counted, -1))
    lines: list[_Line] = []
    highest = votes.max()
    for _ in range(_CANDIDATES):
        number, place = np.unravel_index(int(votes.argmax()), votes.shape)
        if votes[number, place] < 0.2 * highest:
            break
        lines.append(_refined(x, y, weight, float(angles[number]), float(place - diagonal)))
        votes[max(0, int(number) - 4) : int(number) + 5, max(0, int(place) - 9) : int(place) + 10] = 0
    return lines


def _refined(x: Grey, y: Grey, weight: Grey, angle: float, far: float) -> _Line:
    """The line laid through the points near it, twice, each time nearer."""
    for near in (4.0, 2.5):
        cosine, sine = float(np.cos(angle)), float(np.sin(angle))
        off = x * cosine + y * sine - far
        chosen = np.abs(off) < near
        along = (y * cosine - x * sine)[chosen]
        if len(along) < 12 or np.ptp(along) < 20:
            break
        slope, shift = np.polyfit(along, off[chosen], 1, w=np.sqrt(weight[chosen]))
        # A point at `along` is off by slope·along + shift: the line turns by the one and moves by the other.
        turn = float(np.arctan(slope))
        angle, far = angle - turn, (far + float(shift)) * float(np.cos(turn))
    return _Line(float(np.cos(angle)), float(np.sin(angle)), far)


def _crossing(one: _Line, other: _Line) -> tuple[float, float] | None:
    cross = one.cosine * other.sine - one.sine * other.cosine
    if abs(cross) < 0.3:
        return None
    return (
        (one.far * other.sine - one.sine * other.far) / cross,
        (one.cosine * other.far - one.far * other.cosine) / cross,
    )


def _worth(bright: Grey, quad: Grey) -> float:
    """How much four corners look like those of a sheet; 0 for no sheet at all."""
    high, wide = bright.shape
    if (quad < -0.06 * max(wide, high)).any() or (quad > np.array((wide, high)) + 0.06 * max(wide, high)).any():
        return 0.0
    area = _area(quad) / (wide * high)
    if not _SMALLEST < area < _LARGEST or not _is_convex(quad):
        return 0.0
    worth = 0.0
    for place in range(4):
        start, end = quad[place], quad[(place + 1) % 4]
        length = float(np.hypot(*(end - start)))
        if length < 40:
            return 0.0
        normal = np.array((-(end - start)[1], (end - start)[0])) / length  # to the inside, as corners go clockwise
        points = start + (end - start) * np.linspace(0.04, 0.96, 60)[:, None]
        inside, outside = points + normal * _BEYOND, points - normal * _BEYOND
        seen = _within(outside, wide, high) & _within(inside, wide, high)
        if seen.mean() < 0.5:
            return 0.0
        step = _at(bright, inside[seen]) - _at(bright, outside[seen])
        held = float((step > _LOWEST_STEP).mean())
        if held < _HELD:
            return 0.0
        worth += held * float(np.clip(step, 0, 1.2).mean())
    return worth * (0.6 + 0.4 * area)


def _within(points: Grey, wide: int, high: int) -> Grey:
    return (points[:, 0] >= 0) & (points[:, 0] <= wide - 1) & (points[:, 1] >= 0) & (points[:, 1] <= high - 1)


def _at(grey: Grey, points: Grey) -> Grey:
    places = np.rint(points).astype(int)
    return grey[places[:, 1], places[:, 0]]


def _area(quad: Grey) -> float:
    x, y = quad[:, 0], quad[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def _is_convex(quad: Grey) -> bool:
    edges = np.roll(quad, -1, 0) - quad
    following = np.roll(edges, -1, 0)
    return bool((edges[:, 0] * following[:, 1] - edges[:, 1] * following[:, 0] > 0).all())


def _ink_outside(small: Grey, quad: Grey) -> bool:
    """Whether there is writing beyond the edges as well: then it is a frame or a coloured box on a page, and no sheet on a table."""
    ink = (brightest_around(small, 2).astype(np.int16) - small) > 40
    high, wide = small.shape
    y, x = np.mgrid[0:high, 0:wide]
    inside = np.ones(small.shape, bool)
    for place in range(4):
        (x0, y0), (x1, y1) = quad[place], quad[(place + 1) % 4]
        off = ((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / max(1.0, float(np.hypot(x1 - x0, y1 - y0)))
        inside &= off > -5
    outside = ~inside
    if outside.sum() < 0.01 * small.size:
        return False
    return float(ink[outside].mean()) > max(0.004, 0.35 * float(ink[inside].mean()))


def _drawn_in(quad: Grey, by: float) -> Grey:
    """The corners moved inside along both of their edges."""
    lines: list[_Line] = []
    for place in range(4):
        start, end = quad[place], quad[(place + 1) % 4]
        length = float(np.hypot(*(end - start)))
        normal = np.array((-(end - start)[1], (end - start)[0])) / length
        lines.append(_Line(float(normal[0]), float(normal[1]), float(start @ normal) + by))
    moved = [_crossing(lines[place - 1], lines[place]) for place in range(4)]
    return quad if any(point is None for point in moved) else np.array(moved, float)
