"""How many rounds the long suites run: few by default, many on request.

`ISM_TEST_ROUNDS=large` before `python3 packaging/test.py` runs the large setting of every suite.
"""

import os
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Row = TypeVar("Row")
Column = TypeVar("Column")

LARGE = os.environ.get("ISM_TEST_ROUNDS") == "large"


def rounds(default: int, large: int) -> int:
    """The number of rounds wanted in this run."""
    return large if LARGE else default


def covering(
    rows: Sequence[Row], columns: Sequence[Column], always: Iterable[tuple[Row, Column]] = (), hits: int = 2
) -> list[tuple[Row, Column]]:
    """Pairs that stand for the whole table: every column so often, every row about equally, and those that must be there.

    The same ones in each run, and the whole table in the large setting.
    """
    if LARGE:
        return [(row, column) for row in rows for column in columns]
    step = max(1, len(rows) // hits)
    chosen = {((place + hit * step) % len(rows), place) for place in range(len(columns)) for hit in range(hits)}
    chosen |= {(place, place % len(columns)) for place in range(len(rows))}
    chosen |= {(rows.index(row), columns.index(column)) for row, column in always}
    return [(rows[row], columns[column]) for row, column in sorted(chosen)]


def some_of(items: Sequence[Row], share: int, shares: int = 2) -> list[Row]:
    """Every second, third … item, from the first (share 0) or a later one: several tests that walk through the same ones each take a part.

    The same ones in each run; all in the large setting.
    """
    return [*items] if LARGE else [*items[share::shares]]


def one_of_each(items: Sequence[Row], traits: Callable[[Row], Iterable[Hashable]]) -> list[Row]:
    """A few of the items that together have every trait that any of them has, the same ones in each run; all in the large setting."""
    if LARGE:
        return [*items]
    left = {trait for item in items for trait in traits(item)}
    chosen: list[Row] = []
    while left:
        best = max(items, key=lambda item: len(left & set(traits(item))))
        chosen.append(best)
        left -= set(traits(best))
    return [item for item in items if item in chosen]
