"""Drawing sheets of labels: on each the code at the left, the number large beside it, and below it what was asked for."""

from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.paper import MM
from ism_desktop.printing.paper_labels.content import Label, LabelsContent
from ism_desktop.printing.paper_labels.sheets import Box, sheet_called
from ism_desktop.printing.pdf import draw_line, draw_words, fitting, new_canvas
from ism_desktop.printing.wrapping import Run, wrap

_EDGE = 1.5 * MM
"""What stays white within a label: printers and labels are not exact to the millimetre."""
_WIDEST_CODE = 26 * MM
_LARGEST, _SMALLEST = 30.0, 7.0
_SMALL = 7.0
_LINE = 8.5


def draw(content: LabelsContent) -> bytes:
    """Draw the labels as a PDF, on as many sheets as they need. The paper is that of the sheet of labels."""
    sheet = sheet_called(content.sheet)
    target = BytesIO()
    canvas = new_canvas(target, sheet.paper, tr("Labels"))
    place = content.begins - 1
    for number, label in enumerate(content.labels):
        if number and place == sheet.count:
            canvas.showPage()
            place = 0
        _draw_label(canvas, label, sheet.box(place))
        place += 1
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw_label(canvas: Canvas, label: Label, box: Box) -> None:
    side = min(box.height - 2 * _EDGE, _WIDEST_CODE, 0.45 * box.width)
    left = box.x + _EDGE
    if label.code:
        # Its own white border is part of it; the next widest border of errors that leaves the modules large.
        code: Any = QrCodeWidget(label.code, barLevel="M", barWidth=side, barHeight=side)
        drawing: Any = Drawing(side, side)
        drawing.add(code)
        renderPDF.draw(drawing, canvas, left, box.y + (box.height - side) / 2)
        left += side
    room = box.x + box.width - 2 * _EDGE - left
    below = _below(label, room, box.height)
    most = min(_LARGEST, box.height / 2.4, box.height - 2 * _EDGE - len(below) * _LINE)
    size = max(_SMALLEST, fitting(label.number, typeface.BOLD, most, room))
    high = size + len(below) * _LINE
    top = box.y + (box.height + high) / 2
    draw_words(canvas, label.number, (left, top - size * 0.85), typeface.BOLD, size, room)
    y = top - size - _SMALL
    for line in below:
        draw_line(canvas, line, left, y)
        y -= _LINE


def _below(label: Label, room: float, height: float) -> list[Any]:
    """The lines under the number, as many as there is room for; the date is never cut off."""
    date = wrap([Run(label.date)], room, size=_SMALL, height=_LINE)[:1] if label.date else []
    most = max(0, int((height - 2 * _EDGE - 14) / _LINE) - len(date))
    title = wrap([Run(label.title)], room, size=_SMALL, height=_LINE)[:most] if label.title else []
    return [*title, *date]
