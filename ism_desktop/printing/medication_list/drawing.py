"""Drawing the medication list in large type: as large as one page allows; what was stopped gives way first, then more pages follow."""

from dataclasses import dataclass, replace

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import Flow, Page, Strip, paginate
from ism_desktop.printing.medication_list.content import STOPPED, ListContent, Medicine, Section
from ism_desktop.printing.paper import MM, Paper, Sheet
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.wrapping import Run, wrap

_GAP = 4 * MM
_SHARES = (0.34, 0.40, 0.26)  # name · directions · what for


@dataclass(frozen=True, slots=True)
class _Size:
    """The type size of the text and the height of its lines, the same for what is beside the point, and the room between medicines."""

    text: float
    height: float
    small: float
    small_height: float
    room: float


_SIZES = (
    _Size(13.0, 16.5, 11.0, 14.0, 5.0),
    _Size(12.0, 15.0, 10.0, 12.8, 4.0),
    _Size(11.0, 13.6, 9.5, 12.0, 3.0),
    _Size(10.5, 12.8, 9.0, 11.2, 2.0),
)
_MANY = _SIZES[1]
"""What one page cannot hold even in the smallest of these stands on several in this."""


def draw(content: ListContent, paper: Paper) -> bytes:
    """Draw the list as a PDF."""
    return draw_pages(content, paper, tr("List for a visit"), _pages(content, paper))


def page_count(content: ListContent, paper: Paper) -> int:
    """How many pages it takes: one for about twelve medicines."""
    return len(_pages(content, paper))


def _pages(content: ListContent, paper: Paper) -> list[Page]:
    current = replace(content, sections=tuple(one for one in content.sections if one.key != STOPPED))
    for size in _SIZES:
        for wanted in (content, current):
            pages = paginate(_strips(wanted, paper, size), paper)
            if len(pages) == 1:
                return pages
    return paginate(_strips(content, paper, _MANY), paper)


def _strips(content: ListContent, paper: Paper, size: _Size) -> list[Strip]:
    flow = Flow(paper)
    head(flow, content, tr("My medications"))
    if content.last_change:
        flow.text(content.last_change, size=size.small, height=size.small_height, keep=True)
    flow.rule(1.5, size.room)
    flow.space(size.room)
    flow.text(
        [
            Run(f"{tr('Allergies, reactions and what to avoid:')} ", bold=True),
            Run(content.avoid or tr("NOT RECORDED"), bold=not content.avoid),
        ],
        size=size.text,
        height=size.height,
        keep=True,
    )
    flow.space(size.room)
    if content.said:
        flow.text([Run(content.said, bold=True)], size=size.text, height=size.height)
    for section in content.sections:
        flow.strips += _section(flow, section, size)
    if content.unprintable:
        flow.space(size.room)
        flow.text(typeface.replacement_note(), size=size.small, height=size.small_height)
    flow.space(size.room)
    flow.blanks(((tr("Checked with my clinician or pharmacist:"), 0.7), (tr("Date:"), 0.3)), 24.0, size.small)
    return flow.strips


def _section(flow: Flow, section: Section, size: _Size) -> list[Strip]:
    """A heading and a line for each medicine; on a further page the heading stands again."""
    head = _heading(flow.paper, section.title, size)
    again = tuple(_heading(flow.paper, tr("{title} (continued)", title=section.title), size))
    strips = list(head)
    for medicine in section.medicines:
        strips += [replace(strip, header=again) for strip in _medicine(flow, medicine, size)]
    return strips


def _heading(paper: Sheet, words: str, size: _Size) -> list[Strip]:
    own = Flow(paper)
    own.space(size.room)
    own.text([Run(words, bold=True)], size=size.text + 2, height=size.height + 4, keep=True)
    own.rule(1.0, 2.0)
    return [replace(strip, keep=True) for strip in own.strips]


def _medicine(flow: Flow, medicine: Medicine, size: _Size) -> list[Strip]:
    """What it is, how it is taken and what for side by side; beneath, in small type, the rest."""
    widths = [share * flow.width for share in _SHARES]
    starts = [sum(widths[:place]) for place in range(len(widths))]
    columns = [
        wrap([Run(words, bold)], width - _GAP, size=size.text, height=size.height)
        for (words, bold), width in zip(_cells(medicine), widths, strict=True)
    ]
    strips = [Strip(size.room / 2, keep=True)]
    for place in range(max(len(lines) for lines in columns)):
        line = [(start, column[place]) for start, column in zip(starts, columns, strict=True) if place < len(column)]
        strips.append(Strip(size.height, tuple(line)))
    beneath = " · ".join(words for words in (medicine.details, medicine.by, medicine.changed) if words)
    if beneath:
        strips += [
            Strip(line.height, ((0.0, line),))
            for line in wrap([Run(beneath)], flow.width, size=size.small, height=size.small_height)
        ]
    strips.append(Strip(size.room / 2 + 2, rules=((0.0, flow.width, 0.4),)))
    return [replace(strip, keep=True) for strip in strips[:-1]] + strips[-1:]


def _cells(medicine: Medicine) -> tuple[tuple[str, bool], ...]:
    """The three columns, each with whether it is bold."""
    return (
        (medicine.name, True),
        (medicine.directions or tr("directions not recorded"), False),
        (medicine.reason, False),
    )
