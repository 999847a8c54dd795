"""What stands under a chart: which line is which lab, and what the signs mean. Only what the chart shows is explained."""

from collections.abc import Callable
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Protocol

from ism_desktop.language import tr, tr_c
from ism_desktop.printing.figure import TEXT, Shape, Stroke, Words
from ism_desktop.printing.results_chart import marks
from ism_desktop.printing.results_chart.content import ChartContent, Reading
from ism_desktop.printing.results_chart.placing import shortened
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.test_values import PastValue

_DASHES: tuple[tuple[float, ...], ...] = ((), (7.0, 3.0), (2.0, 2.5), (9.0, 3.0, 2.0, 3.0))
LINES = len(_DASHES)


class Sizes(Protocol):
    """What the legend wants to know of how the chart is set."""

    @property
    def width(self) -> float:
        """The width of the chart."""
        ...

    @property
    def text(self) -> float:
        """The size of its text."""
        ...

    @property
    def width_of(self) -> Callable[[str, float, bool], float]:
        """How wide words are."""
        ...


def line_style(lab: int) -> tuple[float, ...]:
    """The dashes of the line of a lab, by its place in the chart."""
    return _DASHES[lab % LINES]


def line_ink(lab: int) -> str:
    """The ink of a lab."""
    return f"line{lab % LINES}"


def letter_of(lab: int) -> str:
    """The letter of a lab; behind Z they go on with AA."""
    before, own = divmod(lab, len(ascii_uppercase))
    return (ascii_uppercase[before - 1] if before else "") + ascii_uppercase[own]


@dataclass(frozen=True, slots=True)
class Legend:
    """The legend measured from its own upper left corner."""

    height: float
    shapes: tuple[Shape, ...]

    def shapes_at(self, x: float, y: float) -> list[Shape]:
        """Its shapes at this place of the chart."""
        return [shape.moved(x, y) for shape in self.shapes]


def set_legend(content: ChartContent, sizes: Sizes) -> Legend:
    """Set the legend in as many lines as the width asks for."""
    em = sizes.text
    size, gap, sample = em * 0.88, 1.6 * em, 2.2 * em
    shapes: list[Shape] = []
    x, y = 0.0, 0.0
    for draw, words in _items(content, em):
        said = shortened(words, sizes.width - sample - 0.5 * em, lambda text: sizes.width_of(text, size, False))  # noqa: FBT003
        wide = sample + 0.5 * em + sizes.width_of(said, size, False)  # noqa: FBT003
        if x and x + wide > sizes.width:
            x, y = 0.0, y + 1.5 * em
        shapes += draw(x, y + 0.75 * em, sample)
        shapes.append(Words(x + sample + 0.5 * em, y + 1.05 * em, said, TEXT, size))
        x += wide + gap
    return Legend(y + 1.7 * em if shapes else 0.0, tuple(shapes))


_Draw = Callable[[float, float, float], list[Shape]]


def _items(content: ChartContent, em: float) -> list[tuple[_Draw, str]]:
    several = len(content.labs) > 1
    found: list[tuple[_Draw, str]] = []
    if any(isinstance(point.value, Reading) and point.number is not None for point in content.points):
        found.append((_dot_sample(em), tr("As you typed it, a dot for each entry")))
    for lab in sorted({point.lab for point in content.points if isinstance(point.value, PastValue)}):
        name = content.labs[lab]
        words = tr_c("the letter of a lab, and its name", "{letter} {lab}", letter=letter_of(lab), lab=name)
        found.append((_lab_sample(lab, em), words if several else name))
    shapes = {marks.shape_of(point) for point in content.points}
    state = TEST_RESULTS.field("tryptase_state")
    explained = [
        (marks.DIAMOND, choice_label(state, "reaction")),
        (marks.SQUARE, choice_label(state, "after_24h")),
        (marks.OPEN_DOT, tr("Tryptase without word of which sample it was")),
        (marks.DOWN, tr("Less than this, as the lab printed it")),
        (marks.UP, tr("More than this, as the lab printed it")),
        (marks.WORDS, tr("A value without a number")),
    ]
    if shapes & {marks.DIAMOND, marks.SQUARE, marks.OPEN_DOT}:
        explained.insert(0, (marks.DOT, choice_label(state, "baseline")))
    found += [(_sign_sample(shape, em), words) for shape, words in explained if shape in shapes]
    if any(point.range is not None for point in content.points):
        found.append((_range_sample(em), tr("The lab’s range beside each value")))
    return found


def _lab_sample(lab: int, em: float) -> _Draw:
    ink = line_ink(lab)

    def draw(x: float, y: float, wide: float) -> list[Shape]:
        line = Stroke(((x, y), (x + wide, y)), ink, 1.3, line_style(lab))
        return [line, *marks.value_sign(marks.DOT, x + wide / 2, y, 0.3 * em, ink)]

    return draw


def _dot_sample(em: float) -> _Draw:
    return lambda x, y, wide: marks.value_sign(marks.DOT, x + wide / 2, y, 0.3 * em, line_ink(0))


def _sign_sample(shape: str, em: float) -> _Draw:
    lift = {marks.DOWN: -0.45 * em, marks.UP: 0.45 * em}.get(shape, 0.0)
    return lambda x, y, wide: marks.value_sign(shape, x + wide / 2, y + lift, 0.3 * em, TEXT)


def _range_sample(em: float) -> _Draw:
    def draw(x: float, y: float, wide: float) -> list[Shape]:
        ends = (y - 0.55 * em, y + 0.55 * em)
        return marks.range_bars([(x + wide / 2, ends, ends)], 0.22 * em)

    return draw
