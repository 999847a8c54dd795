"""Drawing a visit brief: one page, or two where it is much; what finds no room on two is told at its place."""

from ism_desktop.language import tr
from ism_desktop.printing.journal_summary import drawing
from ism_desktop.printing.journal_summary.drawing import Wording
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.visit_brief.content import BriefContent

_PAGES = 2


def draw(content: BriefContent, paper: Paper) -> bytes:
    """The brief as a PDF."""
    return drawing.draw(content, paper, _wording(content))


def left_off(content: BriefContent, paper: Paper) -> tuple[int, int]:
    """How many lines find no room, and how many pages there are."""
    return drawing.left_off(content, paper, _wording(content))


def _wording(content: BriefContent) -> Wording:
    return Wording(
        heading=tr("Brief for my visit"),
        under=tr("For {whom}. {since}", whom=content.for_whom, since=content.since_words),
        wishes=tr("My main points"),
        plain=tr("Facts from the patient’s own record. Nothing here was interpreted by a program."),
        file_title=tr("Brief for a visit"),
        pages=_PAGES,
        whole=frozenset(),
    )
