"""At which changes of a life a blow falls: one of every sort at least, and the others at even distances over the life."""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tests.faults.shim import Change

Point = TypeVar("Point")

# Random names, times and numbers of generations: what differs between two files of one sort.
_VARYING = re.compile(r"/[0-9a-f]{2}(?=/)|[0-9a-f]{8,}|\d+|(?<=\.)[a-z0-9_]{8}(?=\.)")


def sort_of(change: Change) -> str:
    """What is done to which sort of file."""
    return f"{change.op} {_VARYING.sub('*', change.path)}"


def spread(points: Sequence[Point], rounds: int, rng: random.Random) -> Iterator[Point]:
    """All points, or so many of them at even distances from a random start."""
    if rounds >= len(points):
        yield from points
        return
    step = len(points) / rounds
    start = rng.random() * step
    for number in range(rounds):
        yield points[min(len(points) - 1, int(start + number * step))]


def covering(
    points: Sequence[Point], sort: Callable[[Point], str], rounds: int, rng: random.Random, *, thin: bool = False
) -> list[Point]:
    """So many points in their order, or more: one of each sort, whatever else is spread evenly.

    `thin` takes no more than so many: one of each sort as far as they go, those that are left out at even distances.
    """
    if rounds >= len(points):
        return list(points)
    by_sort: dict[str, list[int]] = {}
    for place, point in enumerate(points):
        by_sort.setdefault(sort(point), []).append(place)
    sorts = [*by_sort.values()]
    chosen = {rng.choice(places) for places in (spread(sorts, rounds, rng) if thin else sorts)}
    others = [place for place in range(len(points)) if place not in chosen]
    if rounds > len(chosen):
        chosen.update(spread(others, rounds - len(chosen), rng))
    return [points[place] for place in sorted(chosen)]
