"""The sheets of labels that are sold nearly everywhere, as figures. Where each comes from stands in `docs/paper-labels.md`."""

from dataclasses import dataclass
from typing import NamedTuple

from ism_desktop.language import tr_lazy
from ism_desktop.printing.paper import INCH, MM, Paper
from ism_desktop.translated import Translated


class Box(NamedTuple):
    """Where a label lies on its sheet, in points from the lower left corner of the paper."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class LabelSheet:
    """A sheet: its word, its name, its paper, how many labels lie side by side and below each other, and in points their size, where the
    first one begins from the left and from the top, and how far the next one lies to the right and below."""

    word: str
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    right_step: float
    down_step: float
    name: Translated = Translated("")

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def box(self, place: int) -> Box:
        """Where a label lies; `place` counts from 0, line by line."""
        row, column = divmod(place, self.columns)
        x = self.left + column * self.right_step
        return Box(x, self.paper.height - self.top - row * self.down_step - self.height, self.width, self.height)


SHEETS: tuple[LabelSheet, ...] = (
    LabelSheet(
        "l7160",
        Paper.A4,
        3,
        7,
        63.5 * MM,
        38.1 * MM,
        7.25 * MM,
        15.15 * MM,
        66.0 * MM,
        38.1 * MM,
        tr_lazy("A4, 21 labels of 63.5 × 38.1 mm (like L7160)"),
    ),
    LabelSheet(
        "l7651",
        Paper.A4,
        5,
        13,
        38.1 * MM,
        21.2 * MM,
        4.75 * MM,
        10.7 * MM,
        40.6 * MM,
        21.2 * MM,
        tr_lazy("A4, 65 labels of 38.1 × 21.2 mm (like L7651)"),
    ),
    LabelSheet(
        "5160",
        Paper.LETTER,
        3,
        10,
        2.625 * INCH,
        1.0 * INCH,
        0.1875 * INCH,
        0.5 * INCH,
        2.75 * INCH,
        1.0 * INCH,
        tr_lazy("Letter, 30 labels of 2⅝ × 1 inch (like 5160)"),
    ),
)


def sheet_called(word: str) -> LabelSheet:
    """The sheet with this word. Raises KeyError."""
    for sheet in SHEETS:
        if sheet.word == word:
            return sheet
    raise KeyError(word)
