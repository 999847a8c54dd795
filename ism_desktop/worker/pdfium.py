"""PDF pages read with PDFium: size, text layer, pixels. Beside `pdf_inside.py` the one file that touches pypdfium2, which has no types.

Runs in the worker process only. PDFium aborts the process when a document runs it out of memory; the parent sees that and goes on.
"""

import ctypes
import itertools
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw

from ism_desktop.worker import pdf_inside
from ism_desktop.worker.limits import MAX_PAGES, MAX_RENDERED_PIXELS, MAX_SIDE_PIXELS
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.writing import Spelled, WordRow, cleaned

_pdfium: Any = pypdfium2
_raw: Any = pypdfium2.raw

_HYPHEN_AT_LINE_END = 0xFFFE
# A page with more objects than this is a drawing; counting its pictures would take longer than reading it.
_OBJECTS_LOOKED_AT = 2_000

# 350 metres. PDF itself allows 200 inches, times the page's own unit.
_LONGEST_SIDE_POINTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Pixels:
    """A rendered page: rows without gaps, one byte for each pixel (grey) or three (red, green, blue)."""

    width: int
    height: int
    channels: int
    rows: bytes


class PdfFile:
    """An open PDF. Pages are counted from 0."""

    def __init__(self, untrusted: Any) -> None:
        """Open the bytes in the writable buffer `untrusted`. Raises Refusal."""
        self._untrusted: Any = untrusted
        array = (ctypes.c_char * len(untrusted)).from_buffer(untrusted)
        try:
            self._document: Any = _pdfium.PdfDocument(array)
        except _pdfium.PdfiumError as error:
            protected = error.err_code in (_raw.FPDF_ERR_PASSWORD, _raw.FPDF_ERR_SECURITY)
            raise Refusal("password" if protected else "damaged") from error
        self.pages: int = len(self._document)
        if self.pages > MAX_PAGES:
            raise Refusal("pages")
        # Filled-in form fields are drawn only with a form environment. This PDFium is built without JavaScript.
        self._document.init_forms()

    def close(self) -> None:
        """Release the document and the buffer under it."""
        self._document.close()
        self._document = self._untrusted = None

    def title(self) -> str:
        """The title that the file gives itself, often empty."""
        return str(self._document.get_metadata_value("Title") or "")

    def notices(self) -> list[tuple[str, list[int], list[str]]]:
        """What the person should know about this file, as rows of `shapes.Notice` with pages from 0."""
        return pdf_inside.notices(self._document, self._untrusted)

    def files_inside(self) -> list[pdf_inside.Inside]:
        """The files inside of this one."""
        return pdf_inside.files_inside(self._document, self._untrusted)

    def page_size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as shown."""
        width, height = (float(side) for side in self._document.get_page_size(page))
        if not (0 < width < _LONGEST_SIDE_POINTS and 0 < height < _LONGEST_SIDE_POINTS):
            raise Refusal("damaged")
        return width, height

    def pixels(self, page: int, dpi: float, *, grey: bool) -> Pixels:
        """Render a page. A page too large for `dpi` is rendered as finely as the limits allow."""
        opened = self._document[page]
        try:
            width, height = self.page_size(page)
            scale = fitting_scale(width, height, dpi / 72)
            # PDFium rounds sides up: without this a scan of 2480 pixels would be rendered as 2481, blurred on the way.
            scale = min(scale, (round(width * scale) or 1) / width * (1 - 1e-7))
            bitmap = opened.render(
                scale=scale, grayscale=grey, rev_byteorder=True, prefer_bgrx=False, maybe_alpha=False
            )
            try:
                return _packed(bitmap)
            finally:
                bitmap.close()
        finally:
            opened.close()

    def layer(self, page: int) -> tuple[Spelled, bool]:
        """The text layer of a page, and whether a picture covers more than half of it."""
        opened = self._document[page]
        try:
            width, height = opened.get_size()
            if (
                _raw.FPDFPage_GetAnnotCount(opened) > 0
                and _raw.FPDFPage_Flatten(opened, _raw.FLAT_NORMALDISPLAY) == _raw.FLATTEN_SUCCESS
            ):
                # What was typed into form fields and notes is page content now, in memory only; a page loads it when opened anew.
                opened.close()
                opened = self._document[page]
            return _spelled(opened, width, height), _is_picture(opened)
        finally:
            opened.close()


def fitting_scale(width: float, height: float, scale: float) -> float:
    """The scale, made smaller where the result would pass the limits of pixels."""
    most_by_side = (MAX_SIDE_PIXELS - 1) / max(width, height)
    most_by_area = (MAX_RENDERED_PIXELS / (width * height)) ** 0.5
    return min(scale, most_by_side, most_by_area * 0.999)


def _packed(bitmap: Any) -> Pixels:
    width, height, stride = int(bitmap.width), int(bitmap.height), int(bitmap.stride)
    channels = int(bitmap.n_channels)
    line = width * channels
    whole = memoryview(bitmap.buffer).cast("B")
    if stride == line:
        return Pixels(width, height, channels, bytes(whole[: line * height]))
    return Pixels(width, height, channels, b"".join(whole[row * stride : row * stride + line] for row in range(height)))


def _is_picture(page: Any) -> bool:
    """Whether pictures cover more than half of the page: then it is a scan."""
    left, bottom, right, top = page.get_bbox()
    area = (right - left) * (top - bottom)
    covered = 0.0
    pictures = page.get_objects(filter=[_raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
    for picture in itertools.islice(pictures, _OBJECTS_LOOKED_AT):
        x0, y0, x1, y1 = picture.get_bounds()
        covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
    return area > 0 and covered > area / 2


def _spelled(page: Any, width: float, height: float) -> Spelled:
    """The characters of the text layer, joined to words where no space lies between, with boxes on the page as shown."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        to_shown = _Turned(page, width, height)
        box = (ctypes.c_double * 4)()
        edges = [ctypes.byref(box, ctypes.sizeof(ctypes.c_double) * place) for place in range(4)]
        edges = [ctypes.cast(edge, ctypes.POINTER(ctypes.c_double)) for edge in edges]
        text: list[str] = []
        words: list[WordRow] = []
        word: list[str] = []
        bounds: list[tuple[float, float, float, float]] = []

        def end_word() -> None:
            if bounds and (spelled := cleaned("".join(word)).strip()):
                words.append(to_shown.row(spelled, bounds))
            word.clear()
            bounds.clear()

        for index in range(count):
            code = _raw.FPDFText_GetUnicode(text_page, index)
            character = "-" if code == _HYPHEN_AT_LINE_END else chr(code) if 0 < code < 0x110000 else ""
            text.append(character)
            if character.isspace() or not character:
                end_word()
                continue
            word.append(character)
            if _raw.FPDFText_GetCharBox(text_page, index, *edges):
                left, right, bottom, top = box
                bounds.append((left, bottom, right, top))
        end_word()
        return Spelled(cleaned("".join(text)), words)
    finally:
        text_page.close()


class _Turned:
    """From the page's own coordinates (origin at the bottom left, before its rotation) to points from the top left as shown."""

    def __init__(self, page: Any, width: float, height: float) -> None:
        self._box: tuple[float, float, float, float] = page.get_bbox()
        self._quarter = int(page.get_rotation()) // 90 % 4
        left, bottom, right, top = self._box
        own_width = (right - left) if self._quarter % 2 == 0 else (top - bottom)
        self._scale = width / own_width if own_width > 0 else 1.0  # other than 1 where the file sets a unit of its own
        self._width, self._height = width, height

    def row(self, text: str, bounds: list[tuple[float, float, float, float]]) -> WordRow:
        """One word with the box around its characters' boxes."""
        x0, y0 = self._point(min(box[0] for box in bounds), min(box[1] for box in bounds))
        x1, y1 = self._point(max(box[2] for box in bounds), max(box[3] for box in bounds))
        return WordRow(text, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), 100)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self._box
        turned = ((x - left, top - y), (y - bottom, x - left), (right - x, y - bottom), (top - y, right - x))[
            self._quarter
        ]
        return turned[0] * self._scale, turned[1] * self._scale
