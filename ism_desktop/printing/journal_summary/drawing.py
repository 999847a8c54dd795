"""Drawing the summary of the journal on one page: smaller where it is much, and what finds no room is told at its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ism_desktop.language import tr, tr_n
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import Flow, Strip, height_of, paginate, text_height
from ism_desktop.printing.journal_summary.content import Line, Section, SummaryContent
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.wrapping import Run, wrap

_SIZES = ((10.5, 14.0), (9.5, 12.5))
_LEAST = 2
"""How many lines of a section stay, however full the page is."""

_INDENT = 10.0
_GAP = 12.0
# Of what is never left out: the points on top, the days themselves, reactions, and counts, which mean nothing in part.
_WHOLE = frozenset({"days", "episodes", "counts"})
_IN_TWO = frozenset({"exposures"})
"""Sections of short lines, which stand in two columns."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words around the lines, and how much room they have: so many `pages`; sections that are `whole` give no line away."""

    heading: str
    under: str
    wishes: str
    plain: str
    file_title: str
    pages: int = 1
    whole: frozenset[str] = _WHOLE


def _usual(content: SummaryContent) -> Wording:
    return Wording(
        heading=tr("Summary of my journal"),
        under=content.period,
        wishes=tr("What I want to say"),
        plain=tr("Counted from what the patient noted. Nothing here was interpreted by a program."),
        file_title=tr("Summary for a visit"),
    )


def draw(content: SummaryContent, paper: Paper, wording: Wording | None = None) -> bytes:
    """The paper as a PDF. It takes another page only where what is never left out needs it."""
    said = wording or _usual(content)
    return draw_pages(content, paper, said.file_title, paginate(_fitted(content, paper, said).strips, paper))


def left_off(content: SummaryContent, paper: Paper, wording: Wording | None = None) -> tuple[int, int]:
    """How many lines find no room, and how many pages there are."""
    made = _fitted(content, paper, wording or _usual(content))
    return sum(block.missing for block in made.blocks), len(paginate(made.strips, paper))


@dataclass(slots=True)
class _Block:
    """A section as it is set: its heading, each line, and its notes. `most` lines of it stand on the page."""

    key: str
    head: list[Strip]
    lines: list[list[Strip]]
    notes: list[Strip]
    size: tuple[float, float]
    half: float
    most: int
    is_whole: bool

    @property
    def missing(self) -> int:
        """How many lines find no room."""
        return len(self.lines) - self.most

    @property
    def can_give_way(self) -> bool:
        """Whether a line of it may be left off."""
        return not self.is_whole and self.most > _LEAST

    @property
    def strips(self) -> list[Strip]:
        """All that stands on the page."""
        shown = self.lines[: self.most]
        rows = (
            shown
            if self.key not in _IN_TWO
            else [_beside(shown[at : at + 2], self.half) for at in range(0, len(shown), 2)]
        )
        return [*self.head, *(strip for row in rows for strip in row), *self._told(), *self.notes]

    def _told(self) -> list[Strip]:
        if not self.missing:
            return []
        told = tr_n("{number} more line finds no room here.", "{number} more lines find no room here.", self.missing)
        flow = Flow(Paper.A4)
        flow.text([Run(told, bold=True)], size=self.size[0], height=self.size[1], indent=_INDENT)
        return flow.strips


@dataclass(slots=True)
class _Made:
    """The whole page as it is set."""

    head: list[Strip]
    blocks: list[_Block]
    foot: list[Strip]

    @property
    def strips(self) -> list[Strip]:
        """From top to bottom."""
        return [*self.head, *(strip for block in self.blocks for strip in block.strips), *self.foot]

    def fits(self, paper: Paper, pages: int = 1) -> bool:
        """Whether so many pages hold it."""
        if pages == 1:
            return height_of(self.strips) <= text_height(paper)
        return len(paginate(self.strips, paper)) <= pages


def _fitted(content: SummaryContent, paper: Paper, wording: Wording) -> _Made:
    """In the larger letters if they fit, else in the smaller ones, without the last lines of the longest sections."""
    made = _set(content, paper, _SIZES[0], wording)
    if made.fits(paper):
        return made
    made = _set(content, paper, _SIZES[1], wording)
    while not made.fits(paper, wording.pages):
        longest = max(
            (block for block in made.blocks if block.can_give_way), key=lambda block: block.most, default=None
        )
        if longest is None:
            break
        longest.most -= 1
    return made


def _set(content: SummaryContent, paper: Paper, size: tuple[float, float], wording: Wording) -> _Made:
    top, foot = Flow(paper), Flow(paper)
    head(top, content, wording.heading, size=18.0, name_size=12.0)
    top.text([Run(wording.under, bold=True)], size=12.0, height=16.0, keep=True)
    top.rule(1.5, 3.0)
    top.space(5.0)
    if content.wishes:
        _wishes(top, content, size, wording.wishes)
    if content.added:
        _heading(foot, tr("Added by the patient"))
        for words in content.added:
            foot.text(words, size=size[0], height=size[1], hanging=_INDENT)
    foot.space(3.0)
    small = (size[0] - 1.5, size[1] - 2.0)
    foot.text(wording.plain, size=small[0], height=small[1])
    if content.unprintable:
        foot.text(typeface.replacement_note(), size=small[0], height=small[1])
    blocks = [_block(paper, section, size, is_whole=section.key in wording.whole) for section in content.sections]
    return _Made(top.strips, blocks, foot.strips)


def _heading(flow: Flow, words: str) -> None:
    flow.space(4.0)
    flow.text([Run(words, bold=True)], size=11.5, height=16.0, keep=True)


def _wishes(flow: Flow, content: SummaryContent, size: tuple[float, float], title: str) -> None:
    _heading(flow, title)
    for number, words in enumerate(content.wishes, 1):
        flow.text([Run(f"{number}. {words}")], size=size[0] + 1.0, height=size[1] + 1.5, hanging=14.0)


def _block(paper: Paper, section: Section, size: tuple[float, float], *, is_whole: bool) -> _Block:
    title, notes = Flow(paper), Flow(paper)
    _heading(title, section.title)
    for note in section.notes if section.lines else ():
        notes.text(note, size=size[0] - 1.5, height=size[1] - 2.0)
    half = title.width / 2
    lines = [_line(line, half - _GAP if section.key in _IN_TWO else title.width, size) for line in section.lines]
    return _Block(section.key, title.strips, lines, notes.strips, size, half, len(lines), is_whole)


def _beside(two: Sequence[list[Strip]], half: float) -> list[Strip]:
    """One or two lines of a section of short lines, beside each other."""
    left, right = two[0], two[1] if len(two) > 1 else []
    joined = [
        replace(one, lines=(*one.lines, *((x + half, line) for x, line in other.lines)))
        for one, other in zip(left, right, strict=False)
    ]
    rest = [replace(strip, lines=tuple((x + half, line) for x, line in strip.lines)) for strip in right[len(left) :]]
    return [*joined, *left[len(joined) :], *rest]


def _own(line: Line) -> str:
    """The words of a line; of one that was changed by hand a reader should know that nobody counted it."""
    return tr("{line} (in my own words)", line=line.words) if line.by_hand else line.words


def _line(line: Line, width: float, size: tuple[float, float]) -> list[Strip]:
    """A line as it is set; of a count the first sentence, which is its question, stands out."""
    return [
        Strip(set_line.height, ((0.0, set_line),))
        for part, words in enumerate(_own(line).split("\n"))
        for set_line in wrap(
            [Run(words, bold=line.fixed and part == 0)], width, size=size[0], height=size[1], hanging=_INDENT
        )
    ]
