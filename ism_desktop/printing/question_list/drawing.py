"""Drawing a question list: tick boxes, the stars of the three questions that matter most, lines to write on, and what happens next."""

from io import BytesIO
from math import cos, pi, sin
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_line, draw_words, new_canvas
from ism_desktop.printing.question_list.content import QuestionListContent
from ism_desktop.printing.question_list.layout import (
    FOOT,
    LABEL_WIDTH,
    SIDE,
    SIZE,
    TEXT_INDENT,
    TOP,
    Band,
    Page,
    Sign,
    lay_out,
    step_columns,
    text_width,
)

_BOX = 4.6 * MM
_NUMBER_AT = 7 * MM
_STAR_RADIUS = 2.6 * MM
_STAR_AT = -5 * MM
_COLUMN_GAP = 4 * MM
_THIN, _HEAVY, _TICK = 0.5, 1.2, 1.6


def draw(content: QuestionListContent, paper: Paper) -> bytes:
    """Draw the list as a PDF."""
    target = BytesIO()
    # A title in the file's properties is seen by whoever the file is sent to: it says nothing about the illness.
    canvas = new_canvas(target, paper, tr("Questions for a visit"))
    for page in lay_out(content, paper):
        _page(canvas, page, paper)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def page_count(content: QuestionListContent, paper: Paper) -> int:
    """How many pages the list takes."""
    return len(lay_out(content, paper))


def _page(canvas: Canvas, page: Page, paper: Paper) -> None:
    y = paper.height - TOP
    for band in page.bands:
        _band(canvas, band, y, paper)
        y -= band.height
    baseline = FOOT + sum(line.height for line in page.footer[1:])
    for line in page.footer:
        draw_line(canvas, line, SIDE, baseline)
        baseline -= line.height


def _band(canvas: Canvas, band: Band, y: float, paper: Paper) -> None:
    right = paper.width - SIDE
    bottom = y - band.height
    if band.line is not None:
        _words(canvas, band, y, right)
    if band.has_columns:
        _columns(canvas, y, paper)
    canvas.setLineWidth(_HEAVY if band.is_heavy else _THIN)
    if band.is_heavy:
        canvas.line(SIDE, y - 2 * MM, right, y - 2 * MM)
    if band.is_ruled:
        canvas.line(SIDE + TEXT_INDENT, bottom, right, bottom)
    if band.is_step:
        for start, end in _step_columns(paper):
            canvas.line(start, bottom, end, bottom)


def _words(canvas: Canvas, band: Band, y: float, right: float) -> None:
    """The line of a band with what stands beside it."""
    line = band.line
    if line is None:
        return
    baseline = y - line.baseline
    middle = baseline + 0.357 * line.size  # half the height of a capital
    if band.has_star:
        _star(canvas, SIDE + _STAR_AT, middle)
    if band.sign is not None:
        _box(canvas, middle, is_ticked=band.sign is Sign.ANSWERED)
    # In the order in which it is read out; an empty piece of text would be a gap there.
    for words, x, room in (
        (band.number, SIDE + _NUMBER_AT, TEXT_INDENT - _NUMBER_AT),
        (band.label, SIDE, LABEL_WIDTH - MM),
    ):
        if words:
            draw_words(canvas, words, (x, baseline), typeface.BOLD, line.size, room)
    draw_line(canvas, line, SIDE, baseline)
    if band.right:
        room = right - SIDE - line.width - 3 * MM
        draw_words(canvas, band.right, (right, baseline), typeface.BOLD, line.size, room, align="right")


def _box(canvas: Canvas, middle: float, *, is_ticked: bool) -> None:
    bottom = middle - _BOX / 2
    canvas.setLineWidth(0.9)
    canvas.rect(SIDE, bottom, _BOX, _BOX)
    if is_ticked:
        left, elbow, right = SIDE + 0.2 * _BOX, SIDE + 0.42 * _BOX, SIDE + 0.82 * _BOX
        canvas.setLineWidth(_TICK)
        canvas.line(left, bottom + 0.5 * _BOX, elbow, bottom + 0.22 * _BOX)
        canvas.line(elbow, bottom + 0.22 * _BOX, right, bottom + 0.8 * _BOX)


def _star(canvas: Canvas, x: float, y: float) -> None:
    """A filled star of five points: our typeface has none, and a shape survives a photocopy better than a tint."""
    pen: Any = canvas  # reportlab's paths carry no types
    star = pen.beginPath()
    for corner in range(10):
        radius = _STAR_RADIUS if corner % 2 == 0 else 0.42 * _STAR_RADIUS
        angle = pi / 2 + corner * pi / 5
        go = star.lineTo if corner else star.moveTo
        go(x + radius * cos(angle), y + radius * sin(angle))
    star.close()
    pen.drawPath(star, stroke=0, fill=1)


def _step_columns(paper: Paper) -> list[tuple[float, float]]:
    """Where each column of what happens next begins and ends."""
    columns: list[tuple[float, float]] = []
    start = SIDE
    for _, share in step_columns():
        end = start + share * text_width(paper)
        columns.append((start, end - _COLUMN_GAP))
        start = end
    last_start, _ = columns[-1]
    return [*columns[:-1], (last_start, paper.width - SIDE)]


def _columns(canvas: Canvas, y: float, paper: Paper) -> None:
    for (name, _), (start, end) in zip(step_columns(), _step_columns(paper), strict=True):
        draw_words(canvas, name, (start, y - SIZE), typeface.BOLD, SIZE, end - start)
