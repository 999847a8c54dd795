"""How far a page of the binder is from the page that the window shows, looked at closely: by tiles, at 100 dpi."""

import io
from typing import Any

import pypdfium2
from PIL import Image

from ism_desktop.worker import Workers
from ism_desktop.worker.flattening import worst_tile
from ism_desktop.worker.merging import FOOTER_STRIP
from ism_desktop.worker.page_transform import fitted

DPI = 100
MEASURE = 36
"""Of 255, on the mean of the worst tile. Pages that are right stay below 32 on all samples; a missing word of 8 points makes 45."""


def unlike(shown: Image.Image, expected: Image.Image) -> int:
    """How far two pictures of a page are from each other; to be compared with `MEASURE`."""
    return worst_tile(shown.convert("L"), expected.convert("L"))


def bound_page(binder: pypdfium2.PdfDocument, page: int, strip: float = FOOTER_STRIP) -> Image.Image:
    """A page of the binder without the strip of its footer, and of its footnotes."""
    opened: Any = binder[page]  # pypdfium2 has no types, and from its default the scale is taken for a whole number
    return without_footer(opened.render(scale=DPI / 72).to_pil().convert("RGB"), strip)


def without_footer(shown: Image.Image, strip: float = FOOTER_STRIP) -> Image.Image:
    """A picture of a whole page of the binder, cut off above the strip."""
    return shown.crop((0, 0, shown.width, shown.height - _pixels(strip)))


def page_in_place(
    workers: Workers,
    untrusted: bytes,
    media_type: str,
    page: int,
    size: tuple[float, float],
    paper: tuple[float, float],
    strip: float = FOOTER_STRIP,
) -> Image.Image:
    """The page as the window shows it, where it comes to stand on the binder's paper, without the footer."""
    place = fitted(*size, paper, strip)
    picture = Image.open(io.BytesIO(workers.render(untrusted, media_type, page, DPI * place.a).png)).convert("RGB")
    sheet = Image.new("RGB", tuple(round(side * DPI / 72) for side in paper), "white")  # type: ignore[arg-type]
    top = paper[1] - place.f - size[1] * place.d
    sheet.paste(picture, (round(place.e * DPI / 72), round(top * DPI / 72)))
    return sheet.crop((0, 0, sheet.width, sheet.height - _pixels(strip)))


def _pixels(points: float) -> int:
    return round(points * DPI / 72)
