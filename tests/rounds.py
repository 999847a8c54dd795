"""How many rounds the long suites run: few by default, many on request.

`ISM_TEST_ROUNDS=large` before `python3 packaging/test.py` runs the large setting of every suite.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")
Column = TypeVar("Column")

LARGE = os.environ.get("ISM_TEST_ROUNDS") == "large"


def rounds(default: int, large: int) -> int:
    """The number of rounds wanted in this run."""
    return large if LARGE else default


def pairs(rows: Sequence[Row], columns: Sequence[Column], share: int) -> list[tuple[Row, Column]]:
    """Every row with every column when asked for; by default one pair in so many, every row and every column among them."""
    assert share <= min(len(rows), len(columns)), "a row or a column would be left out"
    every = [(number + other, row, column) for number, row in enumerate(rows) for other, column in enumerate(columns)]
    return [(row, column) for place, row, column in every if LARGE or place % share == 0]
