"""How a page lies in its picture: the slope of its lines and the lean of its columns, each as it changes across a page seen aslant."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from statistics import median

from ism_desktop.worker import Word

_STEEPEST = 0.1  # of the slopes that are tried, to either side
_REACH = 16  # times the size of the writing: words so near each other are compared
_FEW = 6
_BETTER = 1.02  # so much better must a slope be than none


@dataclass(frozen=True, slots=True)
class Lie:
    """A page's slope and lean in the middle of its words, and by how much each changes over so many points."""

    x: float = 0.0
    y: float = 0.0
    across: float = 1.0
    down: float = 1.0
    slope: float = 0.0
    slope_change: float = 0.0
    lean: float = 0.0
    lean_change: float = 0.0

    def straight(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the picture lies on the straightened page."""
        aside, below = (x - self.x) / self.across, (y - self.y) / self.down
        return (
            x - (self.lean + self.lean_change * aside) * (y - self.y),
            y - (self.slope + self.slope_change * below) * (x - self.x),
        )

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the straightened page lies in the picture; by steps, each nearer than the one before."""
        seen_x, seen_y = x, y
        for _ in range(4):
            near_x, near_y = self.straight(seen_x, seen_y)
            seen_x, seen_y = seen_x + x - near_x, seen_y + y - near_y
        return seen_x, seen_y

    @property
    def is_straight(self) -> bool:
        """Whether the page lies as it should."""
        return not (self.slope or self.slope_change or self.lean or self.lean_change)


def lie_of(words: Sequence[Word], size: float, *, was_read: bool) -> Lie:
    """How the words of a page lie, by those that stand near each other. Only a picture is seen aslant.

    Words far from each other would tell more exactly, and wrongly: seen a little steeper, each word stands beside one of the next line.
    """
    if len(words) < _FEW:
        return Lie()
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    top, bottom = min(word.y0 for word in words), max(word.y1 for word in words)
    x, y, across, down = (left + right) / 2, (top + bottom) / 2, max(1.0, right - left), max(1.0, bottom - top)
    high = median(word.y1 - word.y0 for word in words)
    middles = [((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2) for word in words]
    slope, change = _best(_pairs(middles, y, down, _REACH * size, high), 0.4 * high, may_change=was_read)
    if not slope and not change and not was_read:
        return Lie()
    edges = [(y0, x0) for x0, y0 in ((word.x0, (word.y0 + word.y1) / 2) for word in words)]
    lean, lean_change = _best(_pairs(edges, x, across, _REACH * size, size), 0.25 * size, may_change=was_read)
    return Lie(x, y, across, down, slope, change, lean, lean_change)


_Pair = tuple[float, float, float]


def _pairs(
    places: Sequence[tuple[float, float]], middle: float, extent: float, reach: float, least: float
) -> list[_Pair]:
    """Words that may stand in one line: how far apart, by how much lower the second one is, and where on the page."""
    pairs: list[_Pair] = []
    ordered = sorted(places)
    for place, (along, across) in enumerate(ordered):
        for other_along, other_across in ordered[place + 1 :]:
            apart, lower = other_along - along, other_across - across
            if apart > reach:
                break
            if apart > least and abs(lower) <= _STEEPEST * apart:
                pairs.append((apart, lower, ((across + other_across) / 2 - middle) / extent))
    return pairs


def _best(pairs: Sequence[_Pair], width: float, *, may_change: bool) -> tuple[float, float]:
    """The slope and its change along which most pairs lie; none where it is not clearly better."""

    def lying(tried: tuple[float, float]) -> float:
        slope, change = tried
        total = 0.0
        for apart, lower, off in pairs:
            beside = (lower - (slope + change * off) * apart) / width
            if -1 < beside < 1:
                total += 1 - beside * beside
        return total

    def tried(slopes: Sequence[float], changes: Sequence[float]) -> tuple[float, float]:
        return max(product(slopes, changes), key=lambda each: (lying(each), -abs(each[0]) - abs(each[1])))

    steps = [each / 1000 for each in range(-60, 61, 6)]
    best = tried(steps, [each / 1000 for each in range(-80, 81, 16)] if may_change else [0.0])
    for fine in (4, 2, 1):
        near = [each * fine / 1000 for each in (-1, 0, 1)]
        changes = [best[1] + 2 * each for each in near] if may_change else [0.0]
        best = tried([best[0] + each for each in near], changes)
    return best if lying(best) > _BETTER * lying((0.0, 0.0)) else (0.0, 0.0)
