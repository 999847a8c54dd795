"""Draws the demo patient's documents into `resources/demo/`: reports and letters as PDF, a photo, a scan and a fax as pictures.

Everything on them is invented, and every page says so. Run it in the project's own Python after changing a text:
`.venv/bin/python packaging/make_demo_documents.py`. The small results are kept in the repository, so that nobody needs to draw them.
"""

# pyright: basic
# The libraries it draws with have no complete types.

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from demo_document_texts import DOCUMENTS, PATIENT, Drawn, Paper
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

TARGET = Path(__file__).resolve().parent.parent / "resources" / "demo"
WIDTH, HEIGHT = LETTER
LEFT, RIGHT, TOP, BOTTOM = 64.0, WIDTH - 64.0, HEIGHT - 54.0, 64.0


@dataclass
class Pen:
    """Where the next line goes on the page being drawn, and in which family of letters."""

    canvas: Canvas
    y: float
    regular: str
    bold: str


def main() -> None:
    """Draw every document."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for paper in DOCUMENTS:
        drawn = draw_pdf(paper)
        data = FINISHES[paper.drawn](drawn)
        (TARGET / paper.file_name).write_bytes(data)
        print(f"{paper.file_name}: {len(data) // 1024} KiB")
    for file_name, spots, light in SKIN_PHOTOS:
        data = draw_skin(spots, light)
        (TARGET / file_name).write_bytes(data)
        print(f"{file_name}: {len(data) // 1024} KiB")


# A drawn arm, twice: more spots and another light the second time.
SKIN_PHOTOS = (("forearm-2025.jpg", 14, 1.0), ("forearm-2026.jpg", 20, 0.93))
_ARM = (640, 430)
_LETTERS = TARGET.parent / "fonts" / "NotoSans-Regular.ttf"


def draw_skin(spots: int, light: float) -> bytes:
    """A drawing of an arm with spots on it, the same bytes every time. Nobody's skin."""
    chance = random.Random(7)  # noqa: S311  (the same spots every time)
    width, height = _ARM
    picture = Image.new("RGB", _ARM, (96, 112, 120))
    drawn = ImageDraw.Draw(picture)
    drawn.polygon([(0, 90), (width, 50), (width, 320), (0, 350)], fill=(222, 178, 150))
    for _ in range(spots):
        x, y = chance.uniform(30, width - 30), chance.uniform(110, height - 130)
        size = chance.uniform(5, 14)
        drawn.ellipse((x - size, y - size * 0.8, x + size, y + size * 0.8), fill=(176, 112, 88))
    picture = picture.filter(ImageFilter.GaussianBlur(1.6)).point(lambda value: int(value * light))
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, height - 48, width, height), fill="white")
    drawn.text((16, height - 42), "DEMO: an invented arm, drawn", fill="black", font=ImageFont.truetype(_LETTERS, 26))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80, dpi=(150, 150))
    return out.getvalue()


def draw_pdf(paper: Paper) -> bytes:
    """Draw a paper's pages as a PDF, the same bytes every time."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=LETTER, invariant=1)
    canvas.setTitle(paper.title)
    canvas.setAuthor("ISM Desktop demo: invented")
    family = ("Times-Roman", "Times-Bold") if paper.serif else ("Helvetica", "Helvetica-Bold")
    for number, page in enumerate(paper.pages, start=1):
        pen = Pen(canvas, TOP, *family)
        _letterhead(pen, paper, number)
        for block in page.strip().split("\n\n"):
            _block(pen, block)
        _foot(pen, number, len(paper.pages))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _letterhead(pen: Pen, paper: Paper, number: int) -> None:
    canvas = pen.canvas
    canvas.setFont(pen.bold, 15)
    canvas.drawString(LEFT, pen.y, paper.house)
    canvas.setFont(pen.regular, 9)
    canvas.drawString(LEFT, pen.y - 14, paper.department)
    canvas.drawRightString(RIGHT, pen.y, paper.phone)
    canvas.setLineWidth(0.8)
    canvas.line(LEFT, pen.y - 22, RIGHT, pen.y - 22)
    pen.y -= 46
    if number == 1:
        canvas.setFont(pen.bold, 13)
        canvas.drawString(LEFT, pen.y, paper.title)
        pen.y -= 20
    canvas.setFont(pen.regular, 10)
    canvas.drawString(LEFT, pen.y, PATIENT)
    canvas.drawRightString(RIGHT, pen.y, paper.date)
    pen.y -= 26


def _foot(pen: Pen, number: int, total: int) -> None:
    pen.canvas.setFont(pen.bold, 8.5)
    pen.canvas.drawString(LEFT, BOTTOM - 24, "DEMO. Invented patient, invented people and places. Not a real document.")
    pen.canvas.setFont(pen.regular, 8.5)
    pen.canvas.drawRightString(RIGHT, BOTTOM - 24, f"Page {number} of {total}")


def _block(pen: Pen, block: str) -> None:
    if " | " in block:
        _table(pen, [line.split(" | ") for line in block.splitlines()])
    elif block.startswith("# "):
        pen.y -= 4
        pen.canvas.setFont(pen.bold, 11)
        pen.canvas.drawString(LEFT, pen.y, block[2:])
        pen.y -= 17
    elif block.startswith("~ "):
        _signature(pen, block[2:])
    else:
        pen.canvas.setFont(pen.regular, 10.5)
        for line in simpleSplit(block.replace("\n", " "), pen.regular, 10.5, RIGHT - LEFT):
            pen.canvas.drawString(LEFT, pen.y, line)
            pen.y -= 14.5
        pen.y -= 5
    if pen.y < BOTTOM:
        raise ValueError(f"the page is too full at: {block!r}")


def _table(pen: Pen, rows: Sequence[Sequence[str]]) -> None:
    columns = len(rows[0])
    first = 0.36 if columns > 2 else 0.32
    starts = [LEFT] + [
        LEFT + (RIGHT - LEFT) * (first + (1 - first) * step / (columns - 1)) for step in range(columns - 1)
    ]
    for number, row in enumerate(rows):
        pen.canvas.setFont(pen.bold if number == 0 else pen.regular, 9.5)
        for start, text in zip(starts, row, strict=True):
            pen.canvas.drawString(start, pen.y, text)
        pen.canvas.setLineWidth(0.8 if number == 0 else 0.25)
        pen.canvas.line(LEFT, pen.y - 4, RIGHT, pen.y - 4)
        pen.y -= 16
    pen.y -= 8


def _signature(pen: Pen, name: str) -> None:
    canvas = pen.canvas
    pen.y -= 34
    shaky = random.Random(name)  # noqa: S311  (a drawn scribble, the same every time)
    path = canvas.beginPath()
    path.moveTo(LEFT + 6, pen.y + 8)
    for step in range(1, 14):
        x = LEFT + 6 + step * 10
        path.curveTo(
            *(x - 8, pen.y + shaky.uniform(-4, 28)),
            *(x - 3, pen.y + shaky.uniform(-6, 20)),
            *(x, pen.y + shaky.uniform(4, 12)),
        )
    canvas.setLineWidth(1.3)
    canvas.drawPath(path)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, pen.y, LEFT + 190, pen.y)
    canvas.setFont(pen.regular, 9.5)
    canvas.drawString(LEFT, pen.y - 13, name)
    pen.y -= 34


# The finishes: how a drawn PDF becomes the file that a person would have. --------------------------------------------------


def _pictures(pdf: bytes, dpi: int) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in document]  # pyright: ignore[reportArgumentType]
    finally:
        document.close()


def _as_it_is(pdf: bytes) -> bytes:
    return pdf


def _photocopy(pdf: bytes) -> bytes:
    """A JPEG as from an office scanner: a little crooked, soft and grey, with the shadow of a fold."""
    (picture,) = _pictures(pdf, 200)
    turned = picture.rotate(0.7, resample=Image.Resampling.BICUBIC, fillcolor=250)
    shadow = Image.new("L", turned.size, 255)
    pen = ImageDraw.Draw(shadow)
    middle = turned.height // 2
    pen.rectangle((0, middle - 2, turned.width, middle + 2), fill=222)
    soft = Image.blend(turned, Image.composite(turned, shadow, shadow), 0.15).filter(ImageFilter.GaussianBlur(0.7))
    out = io.BytesIO()
    soft.point([round(18 + level * 0.9) for level in range(256)]).save(
        out, "JPEG", quality=38, dpi=(200, 200), optimize=True
    )
    return out.getvalue()


def _scan(pdf: bytes) -> bytes:
    """A PNG in sixteen greys, as from a home scanner."""
    (picture,) = _pictures(pdf, 150)
    out = io.BytesIO()
    picture.quantize(16).save(out, "PNG", dpi=(150, 150), optimize=True)
    return out.getvalue()


def _fax(pdf: bytes) -> bytes:
    """A TIFF of black and white pages, as a fax machine leaves it."""
    pages = [picture.point([0] * 150 + [255] * 106).convert("1") for picture in _pictures(pdf, 204)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", compression="group4", save_all=True, append_images=pages[1:], dpi=(204, 204))
    return out.getvalue()


FINISHES: dict[Drawn, Callable[[bytes], bytes]] = {
    Drawn.PDF: _as_it_is,
    Drawn.PHOTOCOPY: _photocopy,
    Drawn.SCAN: _scan,
    Drawn.FAX: _fax,
}


if __name__ == "__main__":
    main()
