"""Drawing episodes side by side: one page on its side, in the largest letters in which all of it fits."""

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.episode_comparison.content import ROWS, ComparisonContent, legend
from ism_desktop.printing.flow import Flow, Page, Row, balanced
from ism_desktop.printing.paper import OnItsSide, Paper
from ism_desktop.printing.person_paper import draw_pages, head

_SIZES = (10.5, 9.5, 8.75, 8.0, 7.25)
_OF_LINE = 1.27
_LABELS, _COLUMN = 1.0, 1.25


def draw(content: ComparisonContent, paper: Paper) -> bytes:
    """The paper as a PDF: one page, unless even the smallest letters need more."""
    sheet = OnItsSide(paper)
    pages: list[Page] = []
    for size in _SIZES:
        pages = _pages(content, sheet, size)
        if len(pages) == 1:
            break
    return draw_pages(content, sheet, tr("Summary for a visit"), pages)


def _pages(content: ComparisonContent, sheet: OnItsSide, size: float) -> list[Page]:
    flow = Flow(sheet)
    head(flow, content, content.title, size=14.0, name_size=10.0)
    flow.rule(1.5, 2.0)
    flow.space(3.0)
    height = size * _OF_LINE
    if content.episodes:
        columns = [("", _LABELS), *((one.title, _COLUMN) for one in content.episodes)]
        rows = [Row((str(label), *(one.cell(key) for one in content.episodes))) for key, label in ROWS.items()]
        flow.table(columns, rows, size=size, height=height)
    else:
        flow.text(tr("No episode was chosen."))
    flow.space(3.0)
    flow.text(legend(), size=7.5, height=9.5)
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=7.5, height=9.5)
    return balanced(flow.strips, sheet)
