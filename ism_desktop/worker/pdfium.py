"""PDF pages read with PDFium: size, text layer, pixels. Beside `pdf_inside.py` the one file that touches pypdfium2, which has no types.

Runs in the worker process only. PDFium aborts the process when a document runs it out of memory; the parent sees that and goes on.
"""

import ctypes
import io
import itertools
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw

from ism_desktop.media_types import PDF
from ism_desktop.shipped import RESOURCES
from ism_desktop.worker import pdf_annotations, pdf_inside
from ism_desktop.worker.emails import Attached
from ism_desktop.worker.limits import MAX_PAGES, MAX_RENDERED_PIXELS, MAX_SIDE_PIXELS
from ism_desktop.worker.noted_facts import notice
from ism_desktop.worker.pdf_hidden_text import address, hidden_text
from ism_desktop.worker.pdf_tree import LONGEST_SIDE_POINTS
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.settling import Purpose, Settled, settled
from ism_desktop.worker.values import PageNote
from ism_desktop.worker.writing import FoundText, WordRow, cleaned, says_note, with_notes

_pdfium: Any = pypdfium2
_raw: Any = pypdfium2.raw

# Where PDFium looks for fonts that a file names and does not bring: first among ours, which have letters that its own lack.
_FONT_FOLDERS = (
    os.fsencode(RESOURCES / "fonts"),
    b"/usr/share/fonts",
    b"/usr/share/X11/fonts/Type1",
    b"/usr/share/X11/fonts/TTF",
    b"/usr/local/share/fonts",
)

_HYPHEN_AT_LINE_END = 0xFFFE
# A page with more objects than this is a drawing; counting its pictures would take longer than reading it.
_OBJECTS_LOOKED_AT = 2_000

_BLANK_SIZE = (595.0, 842.0)
# Any picture of a page makes PDFium draw its notes into appearances that can be copied.
_SCALE_OF_A_GLANCE = 0.05


def _use_fonts() -> Any:
    """Start PDFium anew with our folders of fonts on Linux; other systems have fonts for every language."""
    if sys.platform != "linux":
        return None
    folders = (ctypes.c_char_p * (len(_FONT_FOLDERS) + 1))(*_FONT_FOLDERS, None)
    settings = _raw.FPDF_LIBRARY_CONFIG()
    settings.version = 2
    settings.m_pUserFontPaths = ctypes.cast(folders, ctypes.POINTER(ctypes.POINTER(ctypes.c_char)))
    _raw.FPDF_DestroyLibrary()
    _raw.FPDF_InitLibraryWithConfig(settings)
    return folders


_fonts = _use_fonts()  # PDFium keeps the pointers


@dataclass(frozen=True, slots=True)
class Pixels:
    """A rendered page: rows without gaps, one byte for each pixel (grey) or three (red, green, blue)."""

    width: int
    height: int
    channels: int
    rows: bytes


class PdfFile:
    """An open PDF. Pages are counted from 0."""

    def __init__(self, untrusted: Any, purpose: Purpose = "view") -> None:
        """Open the bytes in the writable buffer `untrusted`, which can be read as a file. Raises Refusal."""
        self._untrusted: Any = untrusted
        self._purpose: Purpose = purpose
        self._document: Any = None
        self._settled = settled(untrusted, purpose)
        self._repaired = False
        self._open()
        self.pages: int = len(self._document)
        if self.pages > MAX_PAGES:
            raise Refusal("pages")
        if self.pages < 1:
            raise Refusal("damaged")

    def _open(self) -> None:
        settled_content = self._settled.content
        content: Any = self._untrusted if settled_content is None else settled_content
        array = (ctypes.c_char * len(content)).from_buffer(content)
        try:
            self._document = _pdfium.PdfDocument(array)
        except _pdfium.PdfiumError as error:
            raise refusal_of(error.err_code) from error
        # Filled-in form fields are drawn only with a form environment. This PDFium is built without JavaScript.
        self._document.init_forms()
        environment: Any = self._document.formenv
        self._form: Any = None if environment is None else environment.raw

    def close(self) -> None:
        """Release the document and the buffer under it."""
        if self._document is not None:
            self._document.close()
        self._document = None
        self._settled = Settled()
        self._untrusted = None

    def title(self) -> str:
        """The title that the file gives itself, often empty."""
        return str(self._document.get_metadata_value("Title") or "")

    def notices(self) -> list[tuple[str, list[int], list[str]]]:
        """What the person should know about this file, as rows of `shapes.Notice` with pages from 0."""
        unreadable = [page for page in range(self.pages) if not self.is_readable(page)]
        if len(unreadable) == self.pages:
            raise Refusal("damaged")
        rows: list[tuple[str, list[int], list[str]]] = [("unreadable_pages", unreadable, [])] if unreadable else []
        return [*rows, *pdf_inside.notices(self._document, self._untrusted), *notice(memoryview(self._untrusted), PDF)]

    def files_inside(self) -> Sequence[pdf_inside.Inside | Attached]:
        """The files inside of this one."""
        return pdf_inside.files_inside(self._document, self._untrusted)

    def is_readable(self, page: int) -> bool:
        """Whether there is a page that can be shown. One that is missing or absurd costs itself alone."""
        try:
            with self._page(page):
                return True
        except Refusal:
            return False

    def is_partly_hidden(self, page: int) -> bool:
        """Whether a layer hides a part of the page's own content."""
        return page in self._settled.partly_hidden

    @property
    def is_settled(self) -> bool:
        """Whether the pages are other than the file itself says them to be, because it left something open."""
        return self._settled.content is not None

    def page_size(self, page: int) -> tuple[float, float]:
        """Width and height in points, as shown; those of a sheet of paper where the page cannot be read."""
        try:
            with self._page(page) as opened:
                return self._size(opened)
        except Refusal:
            return _BLANK_SIZE

    def pixels(self, page: int, dpi: float, *, grey: bool) -> Pixels:
        """Render a page. A page too large for `dpi` is rendered as finely as the limits allow."""
        with self._page(page) as opened:
            self._look_at_notes(opened)
            width, height = self._size(opened)
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

    def layer(self, page: int) -> tuple[FoundText, bool]:
        """The text of a page, with what its form fields and notes say, and whether a picture covers more than half of it."""
        overlay = self.flatten(page)
        with self._page(page) as opened:
            width, height = opened.get_size()
            hidden = hidden_text(opened) if self.is_partly_hidden(page) else frozenset[int]()
            text = _found_text(opened, width, height, hidden)
            notes = _unread(opened, overlay, text)
            return with_notes(text, notes), _is_picture(opened)

    def look(self, page: int) -> pdf_annotations.Overlay:
        """What lies on a page."""
        with self._page(page) as opened:
            return self._look_at_notes(opened)

    def flatten(self, page: int) -> pdf_annotations.Overlay:
        """Make what lies on a page part of its content, in memory only. What lay there is told."""
        with self._page(page) as opened:
            overlay = self._look_at_notes(opened)
            if overlay.drawn:
                opened.render(scale=_SCALE_OF_A_GLANCE, grayscale=True).close()
                media, crop = opened.get_mediabox(), opened.get_cropbox()
                _raw.FPDFPage_Flatten(opened, _raw.FLAT_NORMALDISPLAY)
                # PDFium makes the page as large as what lies on it.
                opened.set_mediabox(*media)
                opened.set_cropbox(*crop)
        return overlay

    def unseen_notes(self, page: int, overlay: pdf_annotations.Overlay) -> list[PageNote]:
        """Of what lay on a page, the words that cannot be read on it: those of notes, and of fields too small for their value."""
        if not overlay.notes:
            return []
        with self._page(page) as opened:
            return _unread(opened, overlay, _found_text(opened, *opened.get_size()))

    def written(self) -> bytes:
        """The file as it is now."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _look_at_notes(self, opened: Any) -> pdf_annotations.Overlay:
        return pdf_annotations.overlay(opened, self._form, for_print=self._purpose == "print")

    @contextmanager
    def _page(self, page: int) -> Generator[Any]:
        """A page while it is needed. Raises Refusal where it cannot be read."""
        opened = self._opened(page)
        if opened is None and not self._repaired:
            self._repair()
            opened = self._opened(page)
        if opened is None:
            raise Refusal("page")
        try:
            yield opened
        finally:
            opened.close()

    def _opened(self, page: int) -> Any:
        if not 0 <= page < len(self._document) or page in self._settled.unreadable:
            return None
        try:
            opened = self._document[page]
        except _pdfium.PdfiumError:
            return None
        try:
            self._size(opened)
        except Refusal:
            opened.close()
            return None
        return opened

    def _repair(self) -> None:
        """Settle the file once more, page by page, since PDFium met one that it cannot open."""
        self._repaired = True
        repaired = settled(self._untrusted, self._purpose, repair=True)
        if repaired.content is None:
            return
        before, document = self._settled, self._document
        self._settled = repaired
        try:
            self._open()
        except Refusal:
            self._settled, self._document = before, document
            return
        if len(self._document) == len(document):
            document.close()
        else:
            self._document.close()
            self._settled, self._document = before, document

    def _size(self, opened: Any) -> tuple[float, float]:
        width, height = (float(side) for side in opened.get_size())
        left, bottom, right, top = opened.get_bbox()
        if not (0 < width < LONGEST_SIDE_POINTS and 0 < height < LONGEST_SIDE_POINTS and right > left and top > bottom):
            raise Refusal("page")
        return width, height


def refusal_of(code: int | None) -> Refusal:
    """Why PDFium does not open a file. Some are locked in ways that no password opens."""
    reasons = {_raw.FPDF_ERR_PASSWORD: "password", _raw.FPDF_ERR_SECURITY: "certificate"}
    return Refusal(reasons.get(code, "damaged"))


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


def _unread(opened: Any, overlay: pdf_annotations.Overlay, seen: FoundText) -> list[PageNote]:
    """Of what lies on a page, the words that cannot be read where it lies."""
    to_shown = _Turned(opened, *opened.get_size())
    placed = [PageNote(cleaned(note.text).strip(), *to_shown.box(*note[1:])) for note in overlay.notes]
    return [note for note in placed if note.text and not says_note(seen, note)]


def _found_text(page: Any, width: float, height: float, hidden: frozenset[int] = frozenset()) -> FoundText:
    """The characters of the text layer, joined to words where no space lies between, with boxes on the page as shown.

    Those of the text objects at the addresses `hidden` are left out.
    """
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
            if bounds and (letters := cleaned("".join(word)).strip()):
                words.append(to_shown.row(letters, bounds))
            word.clear()
            bounds.clear()

        for index in range(count):
            if hidden and address(_raw.FPDFText_GetTextObject(text_page, index)) in hidden:
                end_word()
                continue
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
        return FoundText(cleaned("".join(text)), words)
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
        edges = (
            min(box[0] for box in bounds),
            min(box[1] for box in bounds),
            max(box[2] for box in bounds),
            max(box[3] for box in bounds),
        )
        return WordRow(text, *self.box(*edges), 100)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page's own coordinates as shown."""
        x0, y0 = self._point(left, bottom)
        x1, y1 = self._point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self._box
        turned = ((x - left, top - y), (y - bottom, x - left), (right - x, y - bottom), (top - y, right - x))[
            self._quarter
        ]
        return turned[0] * self._scale, turned[1] * self._scale
