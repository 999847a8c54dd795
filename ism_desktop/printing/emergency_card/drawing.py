"""Drawing an emergency card on a sheet: fold cards with crop marks and fold line, rulers to check the size, and how to cut and fold."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.emergency_card.content import CardContent
from ism_desktop.printing.emergency_card.layout import (
    HEADER_SIZE,
    MARGIN,
    NUMBER_WIDTH,
    PANEL_HEIGHT,
    PANEL_WIDTH,
    Blank,
    Item,
    Panel,
    panel_label,
    panels,
)
from ism_desktop.printing.paper import INCH, MM, Paper
from ism_desktop.printing.pdf import draw_line, draw_words, new_canvas
from ism_desktop.printing.wrapping import Run, SetLine, wrap

_HAIRLINE = 0.25
_MARK_OFFSET = 2.5 * MM
_MARK_LENGTH = 4 * MM
_CARD_GAP = 17 * MM
_CARDS_ON_SHEET = 3
_SHEET_TEXT = 8.0

_STRESS = "**"
"""Around the words of an instruction that stand out."""


def draw(content: CardContent, paper: Paper) -> bytes:
    """Draw the card as a PDF of one sheet, or of more when there are many panels."""
    target = BytesIO()
    canvas = new_canvas(target, paper, tr("Emergency card"), content.text.language)
    faces = panels(content)
    pairs = [faces[start : start + 2] for start in range(0, len(faces), 2)]
    if len(pairs) == 1:
        cards = [(tr("For the wallet"), pairs[0]), (tr("A second copy, to keep with the adrenaline"), pairs[0])]
    else:
        cards = [
            (tr("Fold card {number} of {count}: keep them together", number=number, count=len(pairs)), pair)
            for number, pair in enumerate(pairs, 1)
        ]
    for start in range(0, len(cards), _CARDS_ON_SHEET):
        top = _sheet(canvas, content, paper)
        for label, pair in cards[start : start + _CARDS_ON_SHEET]:
            _marks(canvas, paper, top, label)
            for panel, x in zip(pair, (_left(paper), _left(paper) + PANEL_WIDTH), strict=True):
                _panel(canvas, content, panel, (x, top), len(faces))
            top -= PANEL_HEIGHT + _CARD_GAP
        canvas.showPage()
    canvas.save()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class PanelArea:
    """Where one panel lies: its page from 0, and its box in points from that page's upper left corner."""

    page: int
    left: float
    top: float
    width: float = PANEL_WIDTH
    height: float = PANEL_HEIGHT


def panel_areas(content: CardContent, paper: Paper) -> tuple[PanelArea, ...]:
    """Where `draw` puts each panel, once each: a second copy on the sheet is left out."""
    first = paper.height - _sheet(new_canvas(BytesIO(), paper, "", content.text.language), content, paper)
    areas: list[PanelArea] = []
    for index in range(len(panels(content))):
        page, place = divmod(index // 2, _CARDS_ON_SHEET)
        top = first + place * (PANEL_HEIGHT + _CARD_GAP)
        areas.append(PanelArea(page, _left(paper) + index % 2 * PANEL_WIDTH, top))
    return tuple(areas)


def _left(paper: Paper) -> float:
    return (paper.width - 2 * PANEL_WIDTH) / 2


def _sheet(canvas: Canvas, content: CardContent, paper: Paper) -> float:
    """Draw what stands around the cards. Returns the height of the first card's upper edge."""
    left, y = _left(paper), paper.height - 16 * MM
    room = PANEL_WIDTH - 3 * MM
    draw_words(canvas, tr("Emergency card"), (left, y), typeface.BOLD, 15, room)
    if content.demo:
        right = (paper.width - left, y)
        draw_words(canvas, tr("DEMO – invented person"), right, typeface.BOLD, 15, room, align="right")
    y -= 6 * MM
    for number, instruction in enumerate(_how(), 1):
        lines = wrap(_stressed(instruction), 2 * PANEL_WIDTH, size=9, height=12.5, indent=NUMBER_WIDTH + 2)
        canvas.setFont(typeface.BOLD, 9)
        canvas.drawString(left, y, str(number))
        for line in lines:
            draw_line(canvas, line, left, y)
            y -= line.height
    _rulers(canvas, paper)
    draw_words(canvas, content.text.text("footer"), (left, 11 * MM), typeface.REGULAR, _SHEET_TEXT, 2 * PANEL_WIDTH)
    return y - 10 * MM


def _how() -> tuple[str, ...]:
    """How to print, cut and fold; the words between stars stand out."""
    return (
        tr(
            "**Print at 100 %, no scaling.** Switch off “fit to page”. The two rulers must measure exactly 50 mm and 2 in."
        ),
        tr("**Cut** along the thin outline, from corner mark to corner mark."),
        tr("**Fold once** along the dashed line, with the print on the outside."),
    )


def _stressed(words: str) -> list[Run]:
    return [Run(part, bold=place % 2 == 1) for place, part in enumerate(words.split(_STRESS)) if part]


def _marks(canvas: Canvas, paper: Paper, top: float, label: str) -> None:
    """Draw crop marks outside the trim (so that none is left on the card), the fold line, and the words beside them."""
    left, bottom = _left(paper), top - PANEL_HEIGHT
    right, middle = left + 2 * PANEL_WIDTH, left + PANEL_WIDTH
    canvas.setLineWidth(_HAIRLINE)
    for x, outward in ((left, -1), (right, 1)):
        for y, upward in ((bottom, -1), (top, 1)):
            canvas.line(x + outward * _MARK_OFFSET, y, x + outward * (_MARK_OFFSET + _MARK_LENGTH), y)
            canvas.line(x, y + upward * _MARK_OFFSET, x, y + upward * (_MARK_OFFSET + _MARK_LENGTH))
    # A faint outline as well: not everybody has a guillotine, and scissors want a line.
    canvas.setStrokeGray(0.65)
    canvas.rect(left, bottom, 2 * PANEL_WIDTH, PANEL_HEIGHT)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.5)
    canvas.setDash([3, 2.5])
    canvas.line(middle, bottom - _MARK_OFFSET, middle, top + _MARK_OFFSET)
    canvas.setDash()
    above, room = top + _MARK_OFFSET + 2.5, PANEL_WIDTH / 2
    used = draw_words(canvas, tr("fold"), (middle, above), typeface.REGULAR, _SHEET_TEXT, room, align="centre")
    room = PANEL_WIDTH - _MARK_OFFSET - used / 2 - 2 * MM
    draw_words(canvas, label, (left + _MARK_OFFSET, above), typeface.REGULAR, _SHEET_TEXT, room)


def _panel(canvas: Canvas, content: CardContent, panel: Panel, at: tuple[float, float], count: int) -> None:
    x, top = at
    inner, right, y = x + MARGIN, x + PANEL_WIDTH - MARGIN, top - MARGIN
    canvas.setFont(typeface.REGULAR, HEADER_SIZE)
    canvas.drawRightString(right, y - panel.header[0].baseline, panel_label(content, panel.number, count))
    for line in panel.header:
        draw_line(canvas, line, inner, y - line.baseline)
        y -= line.height
    canvas.setLineWidth(1.0)
    canvas.line(inner, y, right, y)
    y -= 2.4
    for item in panel.items:
        _item(canvas, item, inner, right, y)
        y -= item.height
    if panel.goes_on:
        canvas.setFont(typeface.BOLD, panel.size)
        canvas.drawRightString(
            right, top - PANEL_HEIGHT + MARGIN + 0.6, content.text.text("continued_on", number=panel.goes_on)
        )


def _item(canvas: Canvas, item: Item, left: float, right: float, y: float) -> None:
    if isinstance(item, SetLine):
        draw_line(canvas, item, left, y - item.baseline, tab=NUMBER_WIDTH)
    elif isinstance(item, Blank):
        _blank(canvas, item, left, right, y - item.height + 3)
    elif item.weight:
        canvas.setLineWidth(item.weight)
        canvas.line(left, y - item.height / 2, right, y - item.height / 2)


def _blank(canvas: Canvas, item: Blank, left: float, right: float, baseline: float) -> None:
    canvas.setFont(typeface.REGULAR, item.size)
    canvas.setLineWidth(0.4)
    x = left
    for label, share in item.labels:
        end = x + share * (right - left)
        canvas.drawString(x, baseline, label)
        start = x + typeface.width(label, typeface.REGULAR, item.size) + 3
        canvas.line(start, baseline - 1, end if end > right - 1 else end - 5, baseline - 1)
        x = end


def _rulers(canvas: Canvas, paper: Paper) -> None:
    """Draw one metric and one inch ruler: a person measures with what is in the drawer."""
    y, left, right = 21 * MM, _left(paper), _left(paper) + 2 * PANEL_WIDTH
    canvas.setFont(typeface.REGULAR, _SHEET_TEXT)
    canvas.setLineWidth(0.5)
    for start, length, ticks in ((left, 50 * MM, 10), (right - 2 * INCH, 2 * INCH, 8)):
        canvas.line(start, y, start + length, y)
        for tick in range(ticks + 1):
            x = start + length * tick / ticks
            canvas.line(x, y, x, y + (6.5 if tick in {0, ticks // 2, ticks} else 3.5))
    metric, inches = tr("50 mm on this line: printed at 100 %"), tr("2 in on this line: printed at 100 %")
    draw_words(canvas, metric, (left, y - 10), typeface.REGULAR, _SHEET_TEXT, PANEL_WIDTH)
    draw_words(canvas, inches, (right, y - 10), typeface.REGULAR, _SHEET_TEXT, PANEL_WIDTH, align="right")
