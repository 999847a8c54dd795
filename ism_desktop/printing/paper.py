"""The two paper sizes, and the millimetre."""

from enum import Enum

MM = 72 / 25.4
"""Points in a millimetre."""

INCH = 72.0
"""Points in an inch. Metric and inch values are never reconverted into each other (ISO/IEC 7810, docs/clinical-sources.md, Sizes)."""


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
