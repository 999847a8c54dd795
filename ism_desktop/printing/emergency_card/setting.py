"""The pieces that a card is set from: sizes and floors of type, lines, blocks that may go on overleaf, and how each is set.

Floors of type (docs/clinical-sources.md, Legibility): steps and diagnosis 9 pt bold, everything else 7 pt or more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ism_desktop.printing.emergency_card.content import CardContent, Section
from ism_desktop.printing.paper import MM
from ism_desktop.printing.wrapping import Run, SetLine, with_bold, wrap

PANEL_WIDTH = 85.60 * MM
PANEL_HEIGHT = 53.98 * MM
MARGIN = 2.8 * MM
WIDTH = PANEL_WIDTH - 2 * MARGIN
HEIGHT = PANEL_HEIGHT - 2 * MARGIN

STEP_SIZE = 9.0
NAME_SIZE = 8.5
FLOOR = 7.0
SMALL_SIZES = (7.75, 7.5, 7.25, FLOOR)
HEADER_SIZE, HEADER_HEIGHT = FLOOR, 8.6
NUMBER_WIDTH = 10.0
HANGING = 6.0
GAP = 2.4
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the panel, in the middle of `height`; with no weight, empty space."""

    height: float
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Blank:
    """A row to write on: words, each followed by a line over its share of the width."""

    labels: tuple[tuple[str, float], ...]
    height: float
    size: float


@dataclass(frozen=True, slots=True)
class Leading:
    """Heights of lines: type never shrinks below its floor, but lines may stand closer where the main face is full."""

    step: float
    name: float
    small: float
    rule: float


EASY = Leading(step=10.2, name=10.2, small=1.17, rule=4.6)
CLOSE = Leading(step=9.7, name=9.6, small=1.12, rule=3.4)
TIGHT = Leading(step=9.5, name=9.2, small=1.1, rule=2.4)

Item = SetLine | Rule | Blank
Part = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Parts under one heading. It is divided between parts only; one with `whole` is never divided."""

    parts: tuple[Part, ...]
    head: Part = ()
    heading: str = ""
    gap: float = 0.0
    whole: bool = False

    @property
    def items(self) -> Part:
        """Everything in it, from the top."""
        return (*self.head, *(item for part in self.parts for item in part))


def total(items: Sequence[Item]) -> float:
    """The height of items that stand below each other."""
    return sum(item.height for item in items)


class Setting:
    """How a card is set in one attempt: small type of one size, one leading, and one row or two for the clinician's review."""

    def __init__(self, content: CardContent, size: float, *, leading: Leading = EASY, rows: int = 2) -> None:
        self.content = content
        self.size = size
        self.leading = leading
        self.rows = rows
        self.text = content.text
        self.missing = self.text.text("missing")

    def small(self, runs: Sequence[Run], *, hanging: float = 0.0) -> list[SetLine]:
        """Lines of small type, with what is not recorded in bold."""
        marked = [piece for run in runs for piece in with_bold(run, self.missing)]
        return wrap(marked, WIDTH, size=self.size, height=self.size * self.leading.small, hanging=hanging)

    def bold(self, text: str) -> list[SetLine]:
        """Lines in the size of the steps."""
        return wrap([Run(text, bold=True)], WIDTH, size=STEP_SIZE, height=self.leading.step)

    def step(self, number: int, text: str) -> Part:
        """One numbered step."""
        lines = wrap([Run(text, bold=True)], WIDTH, size=STEP_SIZE, height=self.leading.step, indent=NUMBER_WIDTH)
        return (replace(lines[0], runs=(Run(f"{number}\t", bold=True), *lines[0].runs), indent=0.0), *lines[1:])

    def section(self, section: Section, gap: float = 0.0) -> Block:
        """A section, on its heading's line or below it."""
        if section.inline:
            entry = section.entries[0]
            lead = f"{section.heading}{NO_BREAK}{NO_BREAK} "
            runs = [Run(lead, bold=True), *([Run(f"{entry.lead}, ", bold=True)] if entry.lead else []), Run(entry.text)]
            parts = [
                self.small(runs, hanging=HANGING),
                *(self.entry(extra.lead, extra.text) for extra in section.entries[1:]),
            ]
            return Block(tuple(tuple(part) for part in parts), heading=section.heading, gap=gap)
        heading = self.small([Run(section.heading, bold=True)])
        entries = tuple(tuple(self.entry(entry.lead, entry.text)) for entry in section.entries)
        return Block(entries, head=tuple(heading), heading=section.heading, gap=gap)

    def entry(self, lead: str, text: str) -> list[SetLine]:
        """One entry of a section that stands below its heading."""
        runs = [Run(f"{lead}: " if text else lead, bold=True)] if lead else []
        return self.small([*runs, Run(text)], hanging=HANGING)


def spaced(block: Block, *, first: bool) -> list[Item]:
    """A block with the space before it; at the top of a panel neither space nor rule is needed."""
    if first:
        return [*block.items[1:]] if isinstance(block.items[0], Rule) else [*block.items]
    return [*([Rule(block.gap)] if block.gap else []), *block.items]


def name_words(content: CardContent) -> str:
    """The name, or that there is none."""
    return content.name if content.has_name else content.text.text("name_missing", missing=content.name)
