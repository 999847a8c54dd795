"""Drawing the binder's own pages, the footers of all pages, and the page that stands for one that could not be merged."""

from collections.abc import Container
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.binder.content import BinderContent
from ism_desktop.printing.binder.plan import BinderPlan, Link, OwnPart
from ism_desktop.printing.flow import BODY_HEIGHT, LEFT, RIGHT, TOP, Page
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_line, draw_words, new_canvas
from ism_desktop.printing.strips import draw_strips
from ism_desktop.printing.values import footer_words
from ism_desktop.printing.wrapping import Run, wrap

_FOOTER_SIZE = 8.5
_FOOTER_UPPER, _FOOTER_LOWER = 8.8 * MM, 5.2 * MM
"""Inside the 12 mm that scans leave free, and above what home printers cannot reach."""


def title() -> str:
    """What the file's properties call the binder."""
    return tr("Health record binder")


def own_pages(part: OwnPart, paper: Paper) -> bytes:
    """Draw pages of our own, without their footers."""
    target = BytesIO()
    canvas = new_canvas(target, paper, title())
    for page in part.pages:
        _page(canvas, page, paper)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _page(canvas: Canvas, page: Page, paper: Paper) -> None:
    draw_strips(canvas, page.strips, paper)
    room = paper.width - LEFT - RIGHT
    draw_words(canvas, footer_words(), (LEFT, 14.5 * MM), typeface.REGULAR, _FOOTER_SIZE, room)


def stamp(content: BinderContent, plan: BinderPlan, paper: Paper, *, pages: Container[int] | None = None) -> bytes:
    """Draw the footers: as many transparent pages as the binder has (or only those of some `pages`), each laid over its page."""
    target = BytesIO()
    canvas = new_canvas(target, paper, title())
    for number, section in enumerate(plan.sections, 1):
        if pages is not None and number not in pages:
            continue
        _footer(canvas, content, section, tr("page {number} of {count}", number=number, count=plan.total), paper)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _footer(canvas: Canvas, content: BinderContent, section: str, page: str, paper: Paper) -> None:
    right = paper.width - RIGHT
    printed = tr("printed {date}", date=content.printed_on.isoformat())
    demo = f"{tr('DEMO')} · " if content.demo else ""
    who = f"{demo}{content.named} · {tr('born {date}', date=content.birth_date)}"
    for words, other, bold, y in (
        (who, page, True, _FOOTER_UPPER),
        (section, printed, False, _FOOTER_LOWER),
    ):
        font = typeface.BOLD if bold else typeface.REGULAR
        used = draw_words(canvas, other, (right, y), font, _FOOTER_SIZE, (right - LEFT) / 3, align="right")
        # Smaller when a very long name asks for it: nothing of a name may be missing.
        draw_words(canvas, words, (LEFT, y), font, _FOOTER_SIZE, right - LEFT - used - 10)


def link_box(link: Link, paper: Paper) -> tuple[float, float, float, float]:
    """Where a link lies on its page."""
    top = paper.height - TOP - link.top
    return LEFT, top - link.height, paper.width - RIGHT, top


def placeholder(name: str, reason: str, paper: Paper, *, instead: str = "") -> bytes:
    """Draw the page that stands for a page of a document which cannot be merged in; `instead` says in bold where else to look."""
    target = BytesIO()
    canvas = new_canvas(target, paper, title())
    width = paper.width - LEFT - RIGHT
    y = paper.height - 90 * MM
    lines = [
        *wrap([Run(name, bold=True)], width, size=18, height=26),
        *(wrap([Run(instead, bold=True)], width, size=18, height=26) if instead else []),
        *wrap([Run(tr("This page could not be put into the binder."))], width, size=13, height=22),
        *wrap([Run(reason)], width, size=13, height=22),
        *wrap(
            [Run(tr("The document is in your record, unchanged. File a paper copy here."))], width, size=13, height=22
        ),
    ]
    canvas.setLineWidth(1.2)
    canvas.line(LEFT, y + BODY_HEIGHT, LEFT + width, y + BODY_HEIGHT)
    for line in lines:
        draw_line(canvas, line, LEFT, y - line.baseline)
        y -= line.height
    canvas.line(LEFT, y - BODY_HEIGHT / 2, LEFT + width, y - BODY_HEIGHT / 2)
    canvas.showPage()
    canvas.save()
    return target.getvalue()
