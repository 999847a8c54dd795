"""Drawing the summary of the journal on one page: smaller where it is much, and what finds no room is told at its place."""

from collections.abc import Mapping

from ism_desktop.language import tr, tr_n
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import Flow, height_of, paginate, text_height
from ism_desktop.printing.journal_summary.content import Line, Section, SummaryContent
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.wrapping import Run

_SIZES = ((10.5, 14.0), (9.5, 12.5))
_LEAST = 2
"""How many lines of a section stay, however full the page is."""

_INDENT = 10.0
# Of what is never left out: the points on top, the days themselves, reactions, and counts, which mean nothing in part.
_WHOLE = frozenset({"days", "episodes", "counts"})
_IN_TWO = frozenset({"exposures"})
"""Sections of short lines, which stand in two columns."""


def draw(content: SummaryContent, paper: Paper) -> bytes:
    """The page as a PDF. It goes on on a second page only where what is never left out fills more than one."""
    flow, _ = _fitted(content, paper)
    return draw_pages(content, paper, tr("Summary for a visit"), paginate(flow.strips, paper))


def left_off(content: SummaryContent, paper: Paper) -> tuple[int, int]:
    """How many lines find no room on the page, and how many pages there are."""
    flow, limits = _fitted(content, paper)
    missing = sum(len(section.lines) - limits[section.key] for section in content.sections)
    return missing, len(paginate(flow.strips, paper))


def _fitted(content: SummaryContent, paper: Paper) -> tuple[Flow, dict[str, int]]:
    """The strips of the page, and how many lines of each section stand on it."""
    limits = {section.key: len(section.lines) for section in content.sections}
    for size in _SIZES:
        flow = _set(content, paper, size, limits)
        if _fits(flow):
            return flow, limits
    while not _fits(flow):
        longest = max(limits, key=lambda key: 0 if key in _WHOLE else limits[key], default="")
        if not longest or longest in _WHOLE or limits[longest] <= _LEAST:
            break
        limits[longest] -= 1
        flow = _set(content, paper, _SIZES[-1], limits)
    return flow, limits


def _fits(flow: Flow) -> bool:
    return height_of(flow.strips) <= text_height(flow.paper)


def _set(content: SummaryContent, paper: Paper, size: tuple[float, float], limits: Mapping[str, int]) -> Flow:
    flow = Flow(paper)
    head(flow, content, tr("Summary of my journal"), size=18.0, name_size=12.0)
    flow.text([Run(content.period, bold=True)], size=12.0, height=16.0, keep=True)
    flow.rule(1.5, 3.0)
    flow.space(5.0)
    if content.wishes:
        _wishes(flow, content, size)
    for section in content.sections:
        _section(flow, section, size, limits[section.key])
    if content.added:
        _heading(flow, tr("Added by the patient"))
        for words in content.added:
            flow.text(words, size=size[0], height=size[1], hanging=_INDENT)
    small = (size[0] - 1.5, size[1] - 2.0)
    flow.space(3.0)
    flow.text(
        tr("Counted from what the patient noted. Nothing here was interpreted by a program."), size=small[0], height=small[1]
    )
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=small[0], height=small[1])
    return flow


def _heading(flow: Flow, words: str) -> None:
    flow.space(4.0)
    flow.text([Run(words, bold=True)], size=11.5, height=16.0, keep=True)


def _wishes(flow: Flow, content: SummaryContent, size: tuple[float, float]) -> None:
    _heading(flow, tr("What I want to say"))
    for number, words in enumerate(content.wishes, 1):
        flow.text([Run(f"{number}. {words}")], size=size[0] + 1.0, height=size[1] + 1.5, hanging=14.0)


def _section(flow: Flow, section: Section, size: tuple[float, float], most: int) -> None:
    _heading(flow, section.title)
    if section.key in _IN_TWO:
        flow.side_by_side([_own(line) for line in section.lines[:most]], size=size[0], height=size[1], hanging=_INDENT)
    else:
        for line in section.lines[:most]:
            _line(flow, line, size)
    missing = len(section.lines) - most
    if missing:
        told = tr_n("{number} more line finds no room here.", "{number} more lines find no room here.", missing)
        flow.text([Run(told, bold=True)], size=size[0], height=size[1], indent=_INDENT)
    for note in section.notes if section.lines else ():
        flow.text(note, size=size[0] - 1.5, height=size[1] - 2.0)


def _own(line: Line) -> str:
    """The words of a line; of one that was changed by hand a reader should know that nobody counted it."""
    return tr("{line} (in my own words)", line=line.words) if line.by_hand else line.words


def _line(flow: Flow, line: Line, size: tuple[float, float]) -> None:
    for part, words in enumerate(_own(line).split("\n")):
        flow.text([Run(words, bold=line.fixed and part == 0)], size=size[0], height=size[1], hanging=_INDENT)
