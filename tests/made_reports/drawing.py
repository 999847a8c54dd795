"""Draws the tables of made reports as PDF: heads, columns, sections, fonts, ruled lines, pages."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from tests.made_reports.analytes import TrueRow

MARGIN = 46


@dataclass(frozen=True)
class Column:
    """What stands in it: test, value, unit, range, flag, both (value and unit), former or a fixed word; its head; left edge; alignment."""

    holds: str
    head: str
    x: float
    width: float
    align: str = "left"
    former: int = 0


@dataclass
class Look:
    """How one report is drawn."""

    columns: Sequence[Column]
    font: str = "Helvetica"
    size: float = 9.0
    pitch: float = 14.0
    heads: bool = True
    heads_on_each_page: bool = True
    ruled: bool = False
    zebra: bool = False
    paper: tuple[float, float] = A4
    sections: Sequence[str] = ()
    head_lines: Sequence[str] = ()
    foot_lines: Sequence[str] = ()
    rows_a_page: int = 34
    raised: bool = False
    drawn: list[TrueRow] = field(default_factory=list)


def look_for(chance: random.Random, columns: Sequence[Column], style: str) -> Look:
    """A look by chance: what differs between labs that print the same columns."""
    look = Look(columns, paper=LETTER if style == "us" else A4)
    look.font = chance.choice(("Helvetica", "Helvetica", "Times-Roman"))
    look.size = chance.choice((8.5, 9.0, 9.5, 10.0))
    look.pitch = look.size * chance.choice((1.45, 1.6, 1.8))
    look.ruled, look.zebra = chance.random() < 0.3, chance.random() < 0.3
    return look


def drawn(look: Look, rows: Sequence[TrueRow], chance: random.Random) -> tuple[bytes, tuple[TrueRow, ...], int]:
    """The PDF, the rows with the pages on which they stand, and the number of pages."""
    file = io.BytesIO()
    canvas = Canvas(file, look.paper, invariant=1)
    told: list[TrueRow] = []
    pages = [rows[start : start + look.rows_a_page] for start in range(0, len(rows), look.rows_a_page)]
    for number, page in enumerate(pages, 1):
        y = _top(canvas, look, number)
        if look.heads and (number == 1 or look.heads_on_each_page):
            y = _heads(canvas, look, y)
        for place, row in enumerate(page):
            if look.sections and place % 9 == 0:
                canvas.setFont("Helvetica-Bold", look.size)
                canvas.drawString(MARGIN, y, look.sections[(place // 9 + number) % len(look.sections)])
                y -= look.pitch
            _row(canvas, look, row, y, shaded=look.zebra and place % 2 == 0)
            told.append(replace(row, page=number))
            y -= look.pitch
        _bottom(canvas, look, y, number, len(pages), chance)
        canvas.showPage()
    canvas.save()
    return file.getvalue(), tuple(told), len(pages)


def _top(canvas: Canvas, look: Look, number: int) -> float:
    y = look.paper[1] - MARGIN
    canvas.setFont("Helvetica-Bold", 13)
    canvas.drawString(MARGIN, y, look.head_lines[0] if look.head_lines else "Laboratory")
    canvas.setFont(look.font, look.size)
    for line in look.head_lines[1:] if number == 1 else look.head_lines[1:2]:
        y -= look.pitch
        canvas.drawString(MARGIN, y, line)
    return y - 2 * look.pitch


def _heads(canvas: Canvas, look: Look, y: float) -> float:
    canvas.setFont("Helvetica-Bold" if look.font != "Courier" else "Courier-Bold", look.size)
    for column in look.columns:
        _at(canvas, column, column.head, y)
    canvas.setLineWidth(0.6)
    canvas.line(MARGIN, y - 4, look.paper[0] - MARGIN, y - 4)
    return y - 1.5 * look.pitch


def _row(canvas: Canvas, look: Look, row: TrueRow, y: float, *, shaded: bool) -> None:
    if shaded:
        canvas.setFillGray(0.93)
        canvas.rect(MARGIN - 4, y - 3, look.paper[0] - 2 * MARGIN + 8, look.pitch, stroke=0, fill=1)
        canvas.setFillGray(0)
    if look.ruled:
        canvas.setLineWidth(0.3)
        canvas.line(MARGIN, y - 4, look.paper[0] - MARGIN, y - 4)
    canvas.setFont(look.font, look.size)
    for column in look.columns:
        words = words_in(column, row)
        if column.holds == "unit" and look.raised and "^" in words:
            _raised(canvas, look, column, words, y)
        elif words:
            _at(canvas, column, words, y)


def _raised(canvas: Canvas, look: Look, column: Column, words: str, y: float) -> None:
    """A power of ten with its exponent as small digits above the line."""
    base, rest = words.split("^")
    power, per = rest.split("/")
    text = canvas.beginText(column.x, y)
    text.textOut(base)
    text.setFont(look.font, look.size * 0.65)
    text.setRise(look.size * 0.35)
    text.textOut(power)
    text.setRise(0)
    text.setFont(look.font, look.size)
    text.textOut(f"/{per}")
    canvas.drawText(text)


def words_in(column: Column, row: TrueRow) -> str:
    """What a column says of a row."""
    if column.holds == "former":
        return row.former[column.former] if column.former < len(row.former) else ""
    if column.holds == "both":
        return f"{row.value} {row.unit}".strip()
    if column.holds == "flagged":
        return f"{row.value} {row.flag}".strip()
    if column.holds == "bracketed":
        return f"[{row.range}]" if row.range else ""
    if column.holds == "in_range":
        return "" if row.flag else row.value
    if column.holds == "out_of_range":
        return f"{row.value} {row.flag}" if row.flag else ""
    if column.holds in {"test", "value", "unit", "range", "flag"}:
        return str(getattr(row, column.holds))
    return column.holds


def _at(canvas: Canvas, column: Column, words: str, y: float) -> None:
    if column.align == "right":
        canvas.drawRightString(column.x + column.width, y, words)
    elif column.align == "middle":
        canvas.drawCentredString(column.x + column.width / 2, y, words)
    else:
        canvas.drawString(column.x, y, words)


def _bottom(canvas: Canvas, look: Look, y: float, number: int, pages: int, chance: random.Random) -> None:
    canvas.setFont(look.font, look.size * 0.85)
    if number == pages:
        for line in look.foot_lines:
            y -= look.pitch
            canvas.drawString(MARGIN, y, line)
    canvas.drawString(MARGIN, MARGIN / 2, f"Page {number} of {pages}   Order {chance.randint(100000, 999999)}")
