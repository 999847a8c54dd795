"""Makes one report: a layout, a seed and a medium give its bytes and its truth, the same at every run."""

import io
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from tests.made_reports.analytes import TrueRow
from tests.made_reports.layouts import LAYOUTS

MEDIA = ("text", "scan", "photo")


@dataclass(frozen=True)
class MadeReport:
    """A report as a file, and what is printed on it."""

    layout: str
    medium: str
    seed: int
    content: bytes
    rows: tuple[TrueRow, ...]
    pages: int

    @property
    def media_type(self) -> str:
        """What kind of file it is."""
        return "image/jpeg" if self.medium == "photo" and self.pages == 1 else "application/pdf"


def made(layout: str, medium: str, seed: int) -> MadeReport:
    """The report of this layout, medium and seed."""
    chance = random.Random(f"{layout} {seed}")
    content, rows, pages = LAYOUTS[layout](chance)
    if medium != "text":
        pictures = [drawn_page(content, page, 300) for page in range(pages)]
        turned = [
            scanned(picture, chance) if medium == "scan" else photographed(picture, chance) for picture in pictures
        ]
        content = _file(turned, medium)
    return MadeReport(layout, medium, seed, content, rows, pages)


def drawn_page(pdf: bytes, page: int, dpi: int) -> Image.Image:
    """A page of a PDF as a grey picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        scale: Any = dpi / 72  # its annotation says int, and it takes any
        return document[page].render(scale=scale, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def scanned(page: Image.Image, chance: random.Random) -> Image.Image:
    """As a home scanner sees it: a little crooked, grainy, at 200 to 300 dpi, sometimes pale."""
    dpi = chance.choice((200, 250, 300))
    sheet = page.rotate(chance.uniform(-1.6, 1.6), Image.Resampling.BICUBIC, fillcolor=255)
    sheet = sheet.resize((sheet.width * dpi // 300, sheet.height * dpi // 300), Image.Resampling.LANCZOS)
    sheet = sheet.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.8)))
    pale = chance.choice((1.0, 1.0, 0.75, 0.5))
    sheet = sheet.point([round(255 - (255 - grey) * pale) for grey in range(256)])
    return _grainy(sheet, chance.uniform(2, 9), chance)


def photographed(page: Image.Image, chance: random.Random) -> Image.Image:
    """As a phone sees it: in perspective, on a table, unevenly lit, softened."""
    wide, high = 2400, 3200
    jitter = [(chance.uniform(-60, 60), chance.uniform(-60, 60)) for _ in range(4)]
    corners = [(150, 150), (2250, 150), (2250, 3050), (150, 3050)]
    corners = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(corners, jitter, strict=True)]
    sides = [(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)]
    seen = page.point([min(254, grey) for grey in range(256)])
    sheet = seen.transform(
        (wide, high), Image.Transform.PERSPECTIVE, _perspective(corners, sides), Image.Resampling.BICUBIC
    )
    mask = Image.new("L", page.size, 255).transform(
        (wide, high), Image.Transform.PERSPECTIVE, _perspective(corners, sides), Image.Resampling.BICUBIC
    )
    table = Image.new("L", (wide, high), chance.randint(70, 120))
    photo = Image.composite(sheet, table, mask)
    light = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize((wide, high))
    low = chance.uniform(0.55, 0.8)
    light = light.point([round(255 * (low + (1 - low) * grey / 255)) for grey in range(256)])
    photo = ImageChops.multiply(photo, light).filter(ImageFilter.GaussianBlur(chance.uniform(0.7, 1.6)))
    return _grainy(photo, chance.uniform(4, 10), chance)


def _grainy(sheet: Image.Image, strength: float, chance: random.Random) -> Image.Image:
    tile = Image.frombytes(
        "L", (256, 256), bytes(min(255, max(0, round(chance.gauss(128, strength)))) for _ in range(65536))
    )
    noise = Image.new("L", sheet.size, 128)
    for x in range(0, sheet.width, 256):
        for y in range(0, sheet.height, 256):
            noise.paste(tile.rotate(chance.choice((0, 90, 180, 270))), (x, y))
    return ImageChops.add(sheet, noise, 1.0, -128)


def _perspective(corners: Sequence[tuple[float, float]], sides: Sequence[tuple[float, float]]) -> list[float]:
    """The eight numbers by which Pillow finds, for each point of the photo, the point of the sheet."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, sides, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for place in range(8):
        pivot = max(range(place, 8), key=lambda each: abs(rows[each][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [each / rows[place][place] for each in rows[place]]
        for other in range(8):
            if other != place:
                factor = rows[other][place]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[place], strict=True)]
    return [row[8] for row in rows]


def _file(pages: list[Image.Image], medium: str) -> bytes:
    file = io.BytesIO()
    if medium == "photo" and len(pages) == 1:
        pages[0].save(file, "JPEG", quality=82)
    else:
        day = time.gmtime(0)  # so that the file is the same at every run
        pages[0].save(
            file,
            "PDF",
            save_all=True,
            append_images=pages[1:],
            resolution=pages[0].width / 8.27,
            quality=80,
            creationDate=day,
            modDate=day,
        )
    return file.getvalue()
