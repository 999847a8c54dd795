"""Drawing the booklet: a cover with the contents, the pages, and the sources by number."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import LEFT, RIGHT, TOP, Bookmark, Flow, Page, Strip, paginate
from ism_desktop.printing.guide_booklet.content import BookletContent, BookletPage, BookletStatement
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_words, new_canvas
from ism_desktop.printing.person_paper import demo_line
from ism_desktop.printing.strips import draw_strips
from ism_desktop.printing.wrapping import Run, wrap

_SOURCES = "sources"
_FOOT_SIZE = 8.5
_FOOT = 10.6 * MM
_SMALL, _SMALL_HEIGHT = 9.5, 12.5


def draw(content: BookletContent, paper: Paper) -> bytes:
    """Draw the booklet as a PDF."""
    body = paginate(_body(content, paper), paper)
    # The contents take as many pages whatever the numbers in them are: those are known when they are set a second time.
    before = len(paginate(_front(content, paper, {}), paper))
    places = {mark.key: before + number for number, page in enumerate(body, 1) for mark in page.marks}
    pages = [*paginate(_front(content, paper, places), paper), *body]
    # The title is seen by whoever the file is sent to: it says nothing about the illness.
    return _drawn(content, paper, pages)


def _drawn(content: BookletContent, paper: Paper, pages: Sequence[Page]) -> bytes:
    target = BytesIO()
    canvas = new_canvas(target, paper, tr("Booklet"))
    for number, page in enumerate(pages, 1):
        _link(canvas, page, paper)
        draw_strips(canvas, page.strips, paper)
        _foot(canvas, content, paper, (number, len(pages)))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _link(canvas: Any, page: Page, paper: Paper) -> None:  # reportlab's own methods for this have no types
    """Let a reader jump: from the list that a program shows beside the pages, and from the lines of the contents."""
    for mark in page.marks:
        canvas.bookmarkPage(mark.key)
        canvas.addOutlineEntry(typeface.printable(mark.title), mark.key, level=mark.level)
    for top, height, key in page.targets:
        upper = paper.height - TOP - top
        canvas.linkRect("", key, (LEFT, upper - height, paper.width - RIGHT, upper), relative=0, thickness=0)


def _foot(canvas: Canvas, content: BookletContent, paper: Paper, page: tuple[int, int]) -> None:
    right = paper.width - RIGHT
    numbered = tr("page {number} of {count}", number=page[0], count=page[1])
    used = draw_words(canvas, numbered, (right, _FOOT), typeface.BOLD, _FOOT_SIZE, (right - LEFT) / 3, align="right")
    said = tr("Not reviewed by a clinician. Not medical advice. Ask your doctor.")
    if content.with_notes:
        said = tr("Not reviewed by a clinician. With notes of {name}. Ask your doctor.", name=content.named)
    draw_words(canvas, said, (LEFT, _FOOT), typeface.REGULAR, _FOOT_SIZE, right - LEFT - used - 10)


def _front(content: BookletContent, paper: Paper, places: Mapping[str, int]) -> list[Strip]:
    flow = Flow(paper)
    demo_line(flow, content)
    flow.text([Run(content.title, bold=True)], size=24, height=32, keep=True)
    flow.text(tr("Indolent systemic mastocytosis in short pages"), size=14, height=20, keep=True)
    if content.with_notes:
        flow.text(tr("With the notes of {name}", name=content.named), size=12, height=18, keep=True)
    flow.rule(1.5, 6.0)
    flow.space(10.0)
    flow.text([Run(content.not_reviewed, bold=True)])
    flow.space(4.0)
    flow.text(
        tr("Numbers in brackets lead to the sources at the end. Printed {date}.", date=content.printed_on.isoformat())
    )
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=_SMALL, height=_SMALL_HEIGHT)
    flow.space(12.0)
    flow.text([Run(tr("Contents"), bold=True)], size=15, height=24, keep=True)
    for page in content.pages:
        _contents_row(flow, page.title, page.key, places)
    if content.sources:
        _contents_row(flow, tr("Sources"), _SOURCES, places)
    return flow.strips


def _contents_row(flow: Flow, title: str, key: str, places: Mapping[str, int]) -> None:
    number = wrap([Run(str(places.get(key, "")))], 60, size=11, height=18)[0]
    for position, line in enumerate(wrap([Run(title)], flow.width - 50, size=11, height=18)):
        pieces = [(0.0, line), *([(flow.width - number.width, number)] if position == 0 else [])]
        flow.strips.append(Strip(18, tuple(pieces), target=key))


def _body(content: BookletContent, paper: Paper) -> list[Strip]:
    flow = Flow(paper)
    for position, page in enumerate(content.pages):
        mark = Bookmark(page.title, 0, page.key)
        if position == 0 or len(page.parts) == 1:  # a list of many begins on a page of its own
            flow.fresh_page(mark)
            _page(flow, page, ())
        else:
            flow.space(22.0)
            _page(flow, page, (mark,))
    if content.sources:
        flow.fresh_page(Bookmark(tr("Sources"), 0, _SOURCES))
        flow.text([Run(tr("Sources"), bold=True)], size=18, height=26, keep=True)
        for number, words in enumerate(content.sources, 1):
            flow.text([Run(f"{number}  ", bold=True), Run(words)], size=_SMALL, height=13, hanging=18)
            flow.space(2.0)
    return flow.strips


def _page(flow: Flow, page: BookletPage, marks: tuple[Bookmark, ...]) -> None:
    flow.text([Run(page.title, bold=True)], size=18, height=26, keep=True, marks=marks)
    if page.about:
        flow.text(page.about, size=12, height=17, keep=True)
    for place, part in enumerate(page.parts):
        flow.space(6.0, keep=place == 0)  # a title does not stand alone at the foot of a page
        if part.heading:
            flow.text([Run(part.heading, bold=True)], size=12.5, height=18, keep=True)
        for statement in part.statements:
            _statement(flow, statement)
    if page.ask:
        flow.space(3.0)
        flow.text([Run(page.ask, bold=True)])
    if page.reviewed:
        flow.text(tr("Checked against the sources on {date}.", date=page.reviewed), size=_SMALL, height=_SMALL_HEIGHT)


def _statement(flow: Flow, statement: BookletStatement) -> None:
    said: list[Run] = []
    if statement.lead:
        said.append(Run(f"{statement.lead}  ", bold=True))
    if statement.sources_disagree:
        said.append(Run(f"{tr('Sources disagree.')} ", bold=True))
    numbers = f"\u00a0[{', '.join(map(str, statement.numbers))}]" if statement.numbers else ""
    said.append(Run(f"{statement.text}{numbers}"))
    flow.text(said)
    for note in statement.notes:
        flow.text([Run(note, bold=True)], indent=14)
    flow.space(4.0)
