"""The sheet on which a chart is laid out: how it is set, what stands on it so far, and what comes of it.

Sizes are in the unit of the text: pixels in the window, points on paper; y goes down.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from ism_desktop.printing.figure import SURFACE, Bars, Figure, Shape
from ism_desktop.printing.results_chart.axes import TimeAxis
from ism_desktop.printing.results_chart.content import ChartContent, Event, Panel, Point
from ism_desktop.printing.results_chart.event_list import EventList
from ism_desktop.printing.results_chart.placing import Box


@dataclass(frozen=True, slots=True)
class Setting:
    """How a chart is set: its width, the size of its text, how wide words are, and what the person chose.

    `height` is what there is to fill; 0 takes what is usual. `view` is the part of time to be shown; None shows all of it.
    """

    width: float
    text: float
    width_of: Callable[[str, float, bool], float]
    height: float = 0.0
    view: tuple[float, float] | None = None
    log: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the chart that stands for a value or an event. `panel` is None for an event; several may share one numbered sign."""

    x: float
    y: float
    panel: int | None
    said: Point | Event


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart laid out. `plots` are the areas in which values stand, `labels` those of words.

    Where words beside all events found no room, they have numbers, and `listing` says what each of them is: the window draws it below
    the figure, on paper a table says it.
    """

    figure: Figure
    spots: tuple[Spot, ...]
    time: TimeAxis
    plots: tuple[Box, ...]
    labels: tuple[Box, ...]
    listing: EventList | None = None

    @property
    def height(self) -> float:
        """With the list of events below it."""
        return self.figure.height + (0.0 if self.listing is None else self.listing.height)


@dataclass(slots=True)
class Page:
    """What is laid out so far: `under` the dots, and the dots with what stands on them."""

    setting: Setting
    content: ChartContent
    under: list[Shape] = field(default_factory=list[Shape])
    over: list[Shape] = field(default_factory=list[Shape])
    spots: list[Spot] = field(default_factory=list[Spot])
    labels: list[Box] = field(default_factory=list[Box])
    ends: dict[int, tuple[float, ...]] = field(default_factory=dict[int, tuple[float, ...]])

    def ends_of(self, panel: Panel) -> tuple[float, ...]:
        """The smallest and the largest number of an axis: looked for once, as it is made twice, to measure its words and in its place."""
        if id(panel) not in self.ends:
            self.ends[id(panel)] = _ends(panel, log=self.setting.log)
        return self.ends[id(panel)]

    def width_of(self, words: str, *, small: bool = False, bold: bool = False) -> float:
        """How wide words are in this chart."""
        return self.setting.width_of(words, self.small if small else self.em, bold)

    @property
    def em(self) -> float:
        """The size of the text."""
        return self.setting.text

    @property
    def small(self) -> float:
        """The size of the smaller text."""
        return self.setting.text * 0.88


def _ends(panel: Panel, *, log: bool) -> tuple[float, ...]:
    """The smallest and the largest number that the axis of a panel shows."""
    if panel.ends:
        return panel.ends
    numbers = [point.number for point in panel.points if point.number is not None]
    ranges = {id(point.range): point.range for point in panel.points if point.range is not None}
    ends = [float(end) for beside in ranges.values() for end in (beside.low, beside.high) if end is not None]
    # On a logarithmic axis a range that begins at 0 begins at its foot.
    numbers += [end for end in ends if end > 0 or not log]
    return (min(numbers), max(numbers)) if numbers else ()


def plate(box: Box) -> Bars:
    """The ground of words that stand on lines."""
    return Bars(((box.left, box.top, box.right, box.bottom),), SURFACE)
