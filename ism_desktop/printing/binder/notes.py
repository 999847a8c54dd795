"""The footnotes under a document's page in the binder: what its notes say, and what does not fit into the fields of its form."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import LEFT, RIGHT
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_line, new_canvas
from ism_desktop.printing.wrapping import Run, SetLine, wrap
from ism_desktop.worker import PageNote
from ism_desktop.worker.merging import FOOTER_STRIP
from ism_desktop.worker.page_transform import fitted

# From what reads well down to what can still be read, before words would have to be left out.
_SIZES = (9.0, 8.0, 7.0, 6.0, 5.0)
_MOST_OF_THE_PAGE = 0.55
_LEADING = 1.3
_MARK = 7.0
_AIR = 2 * MM


def footnotes(notes: Sequence[PageNote], size: tuple[float, float], paper: Paper) -> tuple[bytes, float]:
    """Draw the footnotes of a page of this size (in points, as shown) as one transparent page of the paper.

    Returns the PDF and the height in points that the footnotes take above the footer: the page is scaled to stand above them.
    """
    most = paper.height * _MOST_OF_THE_PAGE
    lines = _lines(notes, paper, _SIZES[0])
    for points in _SIZES[1:]:
        if sum(line.height for line in lines) <= most:
            break
        lines = _lines(notes, paper, points)
    lines = _kept(lines, most)
    height = sum(line.height for line in lines) + 2 * _AIR
    target = BytesIO()
    canvas = new_canvas(target, paper, tr("Notes"))
    _marks(canvas, notes, size, paper, height)
    y = FOOTER_STRIP + height - _AIR
    canvas.setFillGray(0)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, y + _AIR / 2, paper.width - RIGHT, y + _AIR / 2)
    for line in lines:
        draw_line(canvas, line, LEFT, y - line.baseline)
        y -= line.height
    canvas.showPage()
    canvas.save()
    return target.getvalue(), height


def _lines(notes: Sequence[PageNote], paper: Paper, points: float) -> list[SetLine]:
    room = paper.width - LEFT - RIGHT
    lines = wrap(
        [Run(tr("Notes on this page, numbered in place"), bold=True)],
        room,
        size=points,
        height=points * _LEADING,
    )
    for number, note in enumerate(notes, 1):
        words = typeface.printable(" ".join(note.text.split()))
        runs = [Run(f"{number}\u00a0", bold=True), Run(words)]
        lines += wrap(runs, room, size=points, height=points * _LEADING, hanging=points)
    return lines


def _kept(lines: list[SetLine], most: float) -> list[SetLine]:
    """As many lines as there is room for. What is beyond is said to be in the vault: a note as long as a book covers no page."""
    count = int(most / lines[0].height)
    if len(lines) <= count:
        return lines
    last = lines[0]
    more = wrap(
        [Run(tr("The notes go on. All of their words are with the document in your record."), bold=True)],
        last.width + 1_000,
        size=last.size,
        height=last.height,
    )
    return [*lines[: count - 1], *more]


def _marks(canvas: Canvas, notes: Sequence[PageNote], size: tuple[float, float], paper: Paper, height: float) -> None:
    """Number each note at its place."""
    matrix = fitted(*size, paper.size, FOOTER_STRIP + height)
    for number, note in enumerate(notes, 1):
        x, y = matrix.of(note.x1, size[1] - note.y0)
        words = str(number)
        wide = typeface.width(words, typeface.BOLD, _MARK) + 3
        x = min(max(x - wide / 2, 0.0), paper.width - wide)
        y = min(max(y - _MARK / 2, FOOTER_STRIP + height), paper.height - _MARK - 2)
        canvas.setFillGray(1)
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.5)
        canvas.roundRect(x, y, wide, _MARK + 2, 2, stroke=1, fill=1)
        canvas.setFillGray(0)
        canvas.setFont(typeface.BOLD, _MARK)
        canvas.drawString(x + 1.5, y + 2.2, words)
