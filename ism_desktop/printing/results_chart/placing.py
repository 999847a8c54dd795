"""Finding room for words in a chart: in rows above it, and around a dot, where they cover nothing that was placed before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_DOTS = "…"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `top` is smaller than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether they share more than an edge."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(slots=True)
class Room:
    """What has been placed in an area already."""

    area: Box
    taken: list[Box] = field(default_factory=list[Box])

    def take(self, *boxes: Box) -> None:
        """Something stands there."""
        self.taken += boxes

    def first_free(self, wanted: Sequence[Box]) -> Box | None:
        """The first of these boxes that lies in the area and covers nothing; it is taken then."""
        for box in wanted:
            if self.area.holds(box) and not any(box.meets(other) for other in self.taken):
                self.taken.append(box)
                return box
        return None


def around(x: float, y: float, away: float, width: float, height: float) -> list[Box]:
    """The places for words around a dot: above, below, right, left, and aslant above."""
    return [
        Box(x - width / 2, y - away - height, x + width / 2, y - away),
        Box(x - width / 2, y + away, x + width / 2, y + away + height),
        Box(x + away, y - height / 2, x + away + width, y + height / 2),
        Box(x - away - width, y - height / 2, x - away, y + height / 2),
        Box(x + away / 2, y - away - height, x + away / 2 + width, y - away),
        Box(x - away / 2 - width, y - away - height, x - away / 2, y - away),
    ]


@dataclass(frozen=True, slots=True)
class Flag:
    """Where the words of an event stand: beside the upper end of its line, right of it, or left where the chart ends."""

    box: Box
    to_left: bool


def hung(wanted: Sequence[tuple[float, float]], height: float, rows: int, width: float) -> list[Flag | None]:
    """Hang words on lines that go down from them, in rows from the top; None for those that found no row.

    `wanted` are the places of the lines from left to right, each with the width of its words. Words that would reach over a later line
    stand above the words of that line, so a line crosses none of them. Where that leaves no row, and at the right end, it runs under them.
    """
    found: list[Flag | None] = []
    for x, wide in wanted:
        to_left = x + wide > width
        left, right = (max(0.0, x - wide), x + wide / 4) if to_left else (x - height / 4, x + wide)
        before = [flag.box for flag in found if flag is not None]
        first = 0 if to_left else max((round(box.top / height) + 1 for box in before if box.right > left), default=0)
        order = (*range(first, rows), *range(min(first, rows)))
        boxes = (Box(left, row * height, right, (row + 1) * height) for row in order)
        box = next((box for box in boxes if not any(box.meets(other) for other in before)), None)
        found.append(None if box is None else Flag(box, to_left))
    return found


def shortened(words: str, room: float, width_of: Callable[[str], float]) -> str:
    """Words that fit into the room, with dots at the end where some had to go."""
    if width_of(words) <= room:
        return words
    kept = words
    while kept and width_of(kept.rstrip() + _DOTS) > room:
        kept = kept[:-1]
    return kept.rstrip() + _DOTS
