"""Drawing the strips of a page: their lines of text and drawings from the left margin, and the rules along their bottom edges."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.printing.figure import draw_figure
from ism_desktop.printing.flow import LEFT, TOP, Strip
from ism_desktop.printing.paper import Sheet
from ism_desktop.printing.pdf import draw_line


def draw_strips(canvas: Canvas, strips: Sequence[Strip], paper: Sheet) -> None:
    """Draw strips one below the other, from the upper edge of the text."""
    y = paper.height - TOP
    for strip in strips:
        if strip.figure is not None:
            draw_figure(canvas, strip.figure, LEFT, y)
        for x, line in strip.lines:
            draw_line(canvas, line, LEFT + x, y - line.baseline)
        for start, end, weight in strip.rules:
            canvas.setLineWidth(weight)
            canvas.line(LEFT + start, y - strip.height, LEFT + end, y - strip.height)
        y -= strip.height
