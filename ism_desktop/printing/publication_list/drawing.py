"""Drawing the list of research papers on one page: what finds no room is told at its foot."""

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import Flow, Strip, height_of, paginate, text_height
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.publication_list.collect import WHICH
from ism_desktop.printing.publication_list.content import Entry, PublicationListContent
from ism_desktop.printing.values import joined
from ism_desktop.printing.wrapping import Run
from ism_desktop.records.publication_words import MARKS

_SIZE, _HEIGHT = 10.0, 13.0
_SMALL, _SMALL_HEIGHT = 9.0, 12.0


def draw(content: PublicationListContent, paper: Paper) -> bytes:
    """The page as a PDF."""
    return draw_pages(content, paper, tr("List for a visit"), paginate(_made(content, paper)[0], paper))


def left_off(content: PublicationListContent, paper: Paper) -> int:
    """How many papers find no room on the page."""
    return _made(content, paper)[1]


def _made(content: PublicationListContent, paper: Paper) -> tuple[list[Strip], int]:
    """What stands on the page, and how many papers do not."""
    above = Flow(paper)
    head(above, content, str(WHICH[content.which]))
    above.rule(1.5, 4.0)
    above.space(6.0)
    entries = [_entry(paper, one) for one in content.entries]
    shown = len(entries)
    while True:
        below = _below(content, paper, content.total - shown)
        strips = [*above.strips, *(strip for entry in entries[:shown] for strip in entry), *below]
        if shown == 0 or height_of(strips) <= text_height(paper):
            return strips, content.total - shown
        shown -= 1


def _entry(paper: Paper, entry: Entry) -> list[Strip]:
    flow = Flow(paper)
    flow.text([Run(entry.title, bold=True)], size=_SIZE, height=_HEIGHT, keep=True)
    said: list[Run] = []
    if entry.marks:
        words = in_use().listed([str(MARKS[key]) for key in entry.marks])
        said.append(Run(f"{tr('Marked in the file as: {marks}.', marks=words)} ", bold=True))
    said += [Run(joined(entry.where, entry.numbers))] if entry.where or entry.numbers else []
    if said:
        flow.text(said, size=_SMALL, height=_SMALL_HEIGHT)
    if entry.note:
        flow.text(tr("My note: {note}", note=entry.note), size=_SMALL, height=_SMALL_HEIGHT)
    flow.space(6.0)
    return flow.strips


def _below(content: PublicationListContent, paper: Paper, missing: int) -> list[Strip]:
    flow = Flow(paper)
    if not content.total:
        flow.text([Run(tr("None."), bold=True)])
    if missing:
        told = tr_n(
            "{number} more paper finds no room on this page.",
            "{number} more papers find no room on this page.",
            missing,
        )
        flow.text([Run(told, bold=True)], size=_SMALL, height=_SMALL_HEIGHT)
    flow.text(
        tr(
            "From files that the patient saved on PubMed. Titles and marks are as in the file; nothing was looked up, chosen or judged by a"
            " program. Not medical advice."
        ),
        size=_SMALL,
        height=_SMALL_HEIGHT,
    )
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=_SMALL, height=_SMALL_HEIGHT)
    return flow.strips
