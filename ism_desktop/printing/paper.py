"""The two paper sizes, upright and on their side, and the millimetre."""

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

MM = 72 / 25.4
"""Points in a millimetre."""

INCH = 72.0
"""Points in an inch. Metric and inch values are never reconverted into each other (ISO/IEC 7810, docs/clinical-sources.md, Sizes)."""


class Sheet(Protocol):
    """What is drawn on: its width and height in points."""

    @property
    def width(self) -> float:
        """In points."""
        ...

    @property
    def height(self) -> float:
        """In points."""
        ...

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        ...


class Paper(Enum):
    """A paper size: the word used on the command line, width and height in points."""

    A4 = ("a4", 210 * MM, 297 * MM)
    LETTER = ("letter", 8.5 * INCH, 11 * INCH)

    def __init__(self, word: str, width: float, height: float) -> None:
        self.word = word
        self.width = width
        self.height = height

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.width, self.height


@dataclass(frozen=True, slots=True)
class OnItsSide:
    """A paper turned by a right angle, for a table with many columns. A printer gets it turned back (`paper_kit/print_run`)."""

    paper: Paper

    @property
    def width(self) -> float:
        """The longer side."""
        return self.paper.height

    @property
    def height(self) -> float:
        """The shorter side."""
        return self.paper.width

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.width, self.height
