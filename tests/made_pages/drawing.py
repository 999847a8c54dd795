"""Invented papers drawn with reportlab, each as a grey picture and its true words."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pypdfium2
from PIL import Image
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from tests.made_pages.wording import WORDING, Wording, day, number, paragraph, person, unit

A4 = (595.3, 841.9)
_FONTS = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"))


@dataclass
class Sheet:
    """A page being drawn: what is written is remembered as its truth."""

    size: tuple[float, float]
    body: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    ink: float = 0.0
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=self.size)
        self.canvas.setFillGray(self.ink)

    def write(self, x: float, y: float, words: str, size: float, *, bold: bool = False, font: str = "") -> None:
        """Write from x, y points from the top left."""
        self.canvas.setFont(font or (self.bold if bold else self.body), size)
        self.canvas.drawString(x, self.size[1] - y, words)
        self.said.append(words)

    def flow(self, x: float, y: float, width: float, words: str, size: float) -> float:
        """Write in lines of this width; the place of the line that would come next."""
        for line in simpleSplit(words, self.body, size, width):
            self.write(x, y, line, size)
            y += size * 1.32
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6) -> None:
        """A line."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.size[1] - y0, x1, self.size[1] - y1)

    def pdf(self) -> bytes:
        """The page as a PDF."""
        self.canvas.save()
        return self._out.getvalue()


@dataclass(frozen=True)
class Page:
    """A drawn page: its name, language, true words, and the PDF it is drawn in."""

    name: str
    language: str
    truth: str
    pdf: bytes

    def picture(self, dpi: float = 300, mode: str = "L") -> Image.Image:
        """The page as a picture."""
        with pypdfium2.PdfDocument(self.pdf) as document:
            image: Any = document[0].render(scale=cast("Any", dpi / 72)).to_pil()
        return image.convert(mode)


def _letter(sheet: Sheet, words: Wording, rng: random.Random) -> None:
    sheet.write(60, 64, "Klinikum Lindenau 12, 48151 Arnheim", 9)
    sheet.write(60, 110, person(rng), 10.5)
    sheet.write(60, 124, f"Rosenweg {rng.randint(2, 98)}", 10.5)
    sheet.write(430, 124, day(rng), 10.5)
    sheet.write(60, 172, rng.choice(words.titles), 14, bold=True)
    y = 200.0
    for _ in range(5):
        y = sheet.flow(60, y, 475, paragraph(words, rng, 4), 10.5) + 9
    sheet.write(60, y + 24, person(rng), 10.5)


def _table(sheet: Sheet, words: Wording, rng: random.Random) -> None:
    sheet.write(50, 60, rng.choice(words.titles), 15, bold=True)
    sheet.write(50, 82, f"{person(rng)}  {day(rng)}", 10)
    columns = (50, 230, 330, 420)
    for x, head in zip(columns, words.heads, strict=True):
        sheet.write(x, 118, head, 10, bold=True)
    sheet.rule(50, 124, 545, 124, 1)
    y = 142.0
    for test in rng.sample(words.tests, len(words.tests)):
        low = rng.randint(1, 40)
        cells = (test, number(rng), unit(rng), f"{low} - {low + rng.randint(3, 90)}")
        for x, cell in zip(columns, cells, strict=True):
            sheet.write(x, y, cell, 10)
        sheet.rule(50, y + 5, 545, y + 5, 0.3)
        y += 21
    sheet.flow(50, y + 20, 495, paragraph(words, rng, 5), 9.5)


def _columns(sheet: Sheet, words: Wording, rng: random.Random) -> None:
    sheet.write(50, 64, rng.choice(words.titles), 17, bold=True)
    sheet.rule(50, 74, 545, 74, 1.2)
    for x in (50, 310):
        y = 100.0
        for _ in range(4):
            y = sheet.flow(x, y, 235, paragraph(words, rng, 4), 9.5) + 8


def _form(sheet: Sheet, words: Wording, rng: random.Random) -> None:
    sheet.write(50, 60, rng.choice(words.titles), 15, bold=True)
    y = 96.0
    for label in words.fields:
        sheet.canvas.setLineWidth(0.7)
        sheet.canvas.rect(50, sheet.size[1] - y - 22, 495, 32)
        sheet.write(56, y, label, 8.5)
        filled = rng.choice((person(rng), day(rng), f"{number(rng)} {unit(rng)}", rng.choice(words.tests)))
        sheet.write(70, y + 16, filled, 11, font="Courier")
        y += 40
    sheet.flow(50, y + 16, 495, paragraph(words, rng, 4), 9.5)


_LAYOUTS: dict[str, Callable[[Sheet, Wording, random.Random], None]] = {
    "letter": _letter,
    "table": _table,
    "columns": _columns,
    "form": _form,
}


def pages(languages: tuple[str, ...], each: int = 2, seed: int = 13) -> list[Page]:
    """`each` pages of every layout in every language."""
    made: list[Page] = []
    for language in languages:
        for layout, draw in _LAYOUTS.items():
            for turn in range(each):
                rng = random.Random(f"{seed} {language} {layout} {turn}")
                body, bold = _FONTS[turn % len(_FONTS)]
                sheet = Sheet(A4, body, bold)
                draw(sheet, WORDING[language], rng)
                made.append(Page(f"{language}-{layout}-{turn}", language, "\n".join(sheet.said), sheet.pdf()))
    return made


def receipt(language: str, seed: str) -> Page:
    """A pharmacy's receipt on a strip of paper."""
    rng, words = random.Random(seed), WORDING[language]
    sheet = Sheet((226, 470), "Courier", "Courier-Bold")
    sheet.write(42, 34, "LINDEN PHARMACY", 13, bold=True)
    sheet.write(48, 50, f"Marktplatz {rng.randint(1, 60)}", 10)
    sheet.write(16, 74, f"{day(rng)}  {rng.randint(8, 19)}:{rng.randint(10, 59)}", 10)
    y, total = 98.0, 0.0
    for goods in rng.sample(words.goods, 8):
        price = rng.uniform(1.2, 28)
        total += price
        sheet.write(16, y, goods, 9.5)
        sheet.write(170, y, f"{price:6.2f}".strip(), 9.5)
        y += 17
    sheet.rule(16, y - 6, 210, y - 6, 0.8)
    sheet.write(16, y + 10, "TOTAL EUR", 12, bold=True)
    sheet.write(160, y + 10, f"{total:.2f}", 12, bold=True)
    y = sheet.flow(16, y + 38, 196, paragraph(words, rng, 2), 9)
    sheet.write(16, y + 14, f"Nr. {rng.randint(100000, 999999)}", 10)
    return Page(f"receipt-{seed}", language, "\n".join(sheet.said), sheet.pdf())


def screen(language: str, seed: str, *, dark: bool) -> Page:
    """A page of a patient portal on a phone, 1080 × 2340 at 216 dpi."""
    rng, words = random.Random(seed), WORDING[language]
    sheet = Sheet((360, 780), "Helvetica", "Helvetica-Bold", ink=0.92 if dark else 0.1)
    canvas = sheet.canvas

    def box(x: float, y: float, width: float, height: float, grey: float) -> None:
        canvas.setFillGray(grey)
        canvas.rect(x, 780 - y - height, width, height, stroke=0, fill=1)
        canvas.setFillGray(sheet.ink)

    box(0, 0, 360, 780, 0.08 if dark else 0.97)
    sheet.write(20, 22, f"{rng.randint(8, 19)}:{rng.randint(10, 59)}", 11)
    sheet.write(20, 66, rng.choice(words.titles), 19, bold=True)
    y = 96.0
    for line in rng.sample(words.screen, 4):
        box(12, y, 336, 92, 0.17 if dark else 1.0)
        sheet.write(26, y + 24, line, 13, bold=True)
        sheet.flow(26, y + 44, 300, paragraph(words, rng, 1), 11.5)
        y += 102
    for test in rng.sample(words.tests, 5):
        sheet.write(26, y + 20, test, 13)
        sheet.write(180, y + 20, f"{number(rng)} {unit(rng)}", 13, bold=True)
        y += 30
    box(12, y + 14, 336, 44, 0.35)
    canvas.setFillGray(1)
    sheet.write(110, y + 42, rng.choice(words.screen), 14, bold=True)
    canvas.setFillGray(sheet.ink)
    for x, line in zip((24, 135, 256), words.screen[-3:], strict=True):
        sheet.write(x, 764, line, 10.5)
    return Page(f"screen-{seed}", language, "\n".join(sheet.said), sheet.pdf())
