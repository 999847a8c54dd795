"""Drawing the diagnosis page: as large as one page allows; what is too much even for small type goes on with the name at its head."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.diagnosis_page.content import DiagnosisContent, Topic, missing_words, source_words
from ism_desktop.printing.flow import Flow, Page, Strip, kept_together, paginate
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.wrapping import Run, SetLine, wrap

_LABELS = 43 * MM
_GAP = 4 * MM


@dataclass(frozen=True, slots=True)
class _Size:
    """The type size of the text, the height of its lines, the size of what is beside the point, and the room around rules."""

    text: float
    height: float
    small: float
    small_height: float
    room: float


_SIZES = (
    _Size(11.0, 14.5, 9.5, 12.5, 5.0),
    _Size(10.5, 13.6, 9.0, 11.8, 4.2),
    _Size(10.0, 12.8, 9.0, 11.4, 3.4),
    _Size(9.5, 12.0, 9.0, 11.2, 2.4),
)


def draw(content: DiagnosisContent, paper: Paper) -> bytes:
    """Draw the page as a PDF."""
    return draw_pages(content, paper, tr("Summary for a visit"), _pages(content, paper))


def page_count(content: DiagnosisContent, paper: Paper) -> int:
    """How many pages it takes: one, unless the reports say very much."""
    return len(_pages(content, paper))


def _pages(content: DiagnosisContent, paper: Paper) -> list[Page]:
    pages: list[Page] = []
    for size in _SIZES:
        pages = paginate(_strips(content, paper, size), paper)
        if len(pages) == 1:
            break
    return pages


def _strips(content: DiagnosisContent, paper: Paper, size: _Size) -> list[Strip]:
    flow = Flow(paper)
    head(flow, content, tr("Diagnosis on one page"), size=20.0, name_size=13.0)
    flow.rule(1.5, size.room)
    flow.space(size.room)
    for fact in content.facts:
        flow.strips += _beside(flow, fact.label, [(fact.words, size.text, size.height, fact.name == "diagnosis")], size)
    beneath = [tr("Source: {where}", where="; ".join(map(source_words, content.sources)))] if content.sources else []
    beneath += [tr("Confirmed by: {who}", who=content.confirmed)] if content.confirmed else []
    for words in beneath:
        flow.text(words, size=size.small, height=size.small_height, indent=_LABELS)
    flow.space(size.room)
    flow.text([Run(tr("What it rests on"), bold=True)], size=13.5, height=20, keep=True)
    flow.text(
        tr("As the reports say it, with the document and its page."),
        size=size.small,
        height=size.small_height,
        keep=True,
    )
    flow.rule(0.8, size.room)
    again = _heading_again(paper)
    for topic in content.topics:
        flow.strips += [replace(strip, header=again) for strip in _topic(flow, topic, size)]
    if content.unprintable:
        flow.space(size.room)
        flow.text(typeface.replacement_note(), size=size.small, height=size.small_height)
    flow.space(size.room)
    flow.blanks(((tr("Checked with my clinician:"), 0.7), (tr("Date:"), 0.3)), 24.0, size.text)
    return flow.strips


def _heading_again(paper: Paper) -> tuple[Strip, ...]:
    own = Flow(paper)
    own.text([Run(tr("{title} (continued)", title=tr("What it rests on")), bold=True)], size=13.5, height=20, keep=True)
    own.rule(0.8, 3.0)
    return tuple(own.strips)


def _topic(flow: Flow, topic: Topic, size: _Size) -> list[Strip]:
    """A topic, its label on the left; a small one is not divided."""
    strips: list[Strip] = [Strip(size.room / 2, keep=True)]
    if topic.is_missing:
        strips += _beside(flow, topic.label, [(missing_words(), size.text, size.height, False)], size)
    beside: list[Strip] = []
    for one in topic.evidence:
        said = [(one.words, size.text, size.height, False)]
        if one.small_print:
            said.append((one.small_print, size.small, size.small_height, False))
        beside += _beside(flow, "", said, size)
        beside.append(Strip(size.room / 3, keep=True))
    strips += _labelled(topic.label, beside, size)
    strips.append(Strip(size.room / 2, rules=((0.0, flow.width, 0.3),)))
    return kept_together(strips) if len(strips) <= 2 * _KEPT else strips


_KEPT = 8
"""A topic of fewer than twice as many lines stays on one page."""


def _labelled(label: str, beside: Sequence[Strip], size: _Size) -> list[Strip]:
    """A label down the left of everything that is said of a topic, a line of it beside each line."""
    if not beside:
        return []
    left = wrap([Run(label, bold=True)], _LABELS - _GAP, size=size.text, height=size.height)
    strips: list[Strip] = []
    for strip in beside:
        line = left.pop(0) if left and strip.lines else None
        height = strip.height if line is None else max(strip.height, line.height)
        both = strip.lines if line is None else ((0.0, line), *strip.lines)
        strips.append(replace(strip, lines=both, height=height))
    return [*strips, *(Strip(line.height, ((0.0, line),), keep=True) for line in left)]


def _beside(flow: Flow, label: str, said: Sequence[tuple[str, float, float, bool]], size: _Size) -> list[Strip]:
    """A label in bold on the left, and beside it texts of different sizes below each other."""
    left = wrap([Run(label, bold=True)], _LABELS - _GAP, size=size.text, height=size.height) if label else []
    right: list[SetLine] = []
    for words, text, height, bold in said:
        right += wrap([Run(words, bold)], flow.width - _LABELS, size=text, height=height)
    strips: list[Strip] = []
    for place in range(max(len(left), len(right))):
        lines = [(0.0, left[place])] if place < len(left) else []
        lines += [(_LABELS, right[place])] if place < len(right) else []
        strips.append(Strip(max(line.height for _, line in lines), tuple(lines), keep=place < 2))
    return strips
