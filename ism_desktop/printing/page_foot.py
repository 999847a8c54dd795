"""The foot of a paper of one or a few pages: what kind of record this is, whose, which page, and when it was printed."""

from datetime import date

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import LEFT, RIGHT
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_words
from ism_desktop.printing.values import footer_words

_SIZE = 8.5
_UPPER, _MIDDLE, _LOWER = 15.0 * MM, 10.6 * MM, 6.4 * MM


def draw_foot(canvas: Canvas, paper: Paper, who: str, printed_on: date, page: tuple[int, int], *, demo: bool) -> None:
    """Draw it. `page` is the number of this page and how many there are."""
    right = paper.width - RIGHT
    numbered = tr("page {number} of {count}", number=page[0], count=page[1])
    printed = tr("printed {date}", date=printed_on.isoformat())
    draw_words(canvas, footer_words(), (LEFT, _UPPER), typeface.REGULAR, _SIZE, right - LEFT)
    for left_words, right_words, font, y in (
        (f"{tr('DEMO')} · {who}" if demo else who, numbered, typeface.BOLD, _MIDDLE),
        (tr("Written by the patient – confirm with clinician"), printed, typeface.REGULAR, _LOWER),
    ):
        used = draw_words(canvas, right_words, (right, y), font, _SIZE, (right - LEFT) / 3, align="right")
        draw_words(canvas, left_words, (LEFT, y), font, _SIZE, right - LEFT - used - 10)
