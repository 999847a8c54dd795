"""Drawing a separator sheet: a large code in the middle, and above and below it what the sheet is for."""

from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_line, draw_words, new_canvas
from ism_desktop.printing.separator_sheet.content import SeparatorContent
from ism_desktop.printing.wrapping import Run, wrap

_SIDE = 20 * MM
_CODE = 110 * MM
"""Large, so that a fax or a coarse scan still reads it."""


def draw(content: SeparatorContent, paper: Paper) -> bytes:
    """Draw the sheet as a PDF of one page."""
    target = BytesIO()
    canvas = new_canvas(target, paper, tr("Sheet"))
    middle, room = paper.width / 2, paper.width - 2 * _SIDE
    draw_words(canvas, tr("Separator sheet"), (middle, paper.height - 40 * MM), typeface.BOLD, 30, room, align="centre")
    kind = content.kind_words or tr("A new document begins behind this sheet")
    draw_words(canvas, kind, (middle, paper.height - 55 * MM), typeface.REGULAR, 18, room, align="centre")
    # The widest border of errors that a code can mend: it is printed, copied, folded and scanned askew.
    code: Any = QrCodeWidget(content.code, barLevel="H", barWidth=_CODE, barHeight=_CODE)
    drawing: Any = Drawing(_CODE, _CODE)
    drawing.add(code)
    renderPDF.draw(drawing, canvas, middle - _CODE / 2, paper.height / 2 - _CODE / 2)
    y = paper.height / 2 - _CODE / 2 - 14 * MM
    words = tr(
        "Lay this sheet before each document of a stack, and scan the stack in one go. Add the scan in ISM Desktop, open “Pages…” and"
        " choose “Split the stack…”. The sheet can be used again; it says nothing about you."
    )
    for line in wrap([Run(words)], room, size=11.0, height=15.0):
        draw_line(canvas, line, _SIDE, y)
        y -= 15
    canvas.showPage()
    canvas.save()
    return target.getvalue()
