"""The worker's jobs on the pages of a document that is edited: each comes back as numbered PDF objects, copied as it is, or drawn anew.

A copied page keeps its content and its pictures as they are stored; only its turn and its visible area change. A page that is drawn anew is
a picture, and nothing of the old page is in it. Runs in the worker process only.
"""

import gc
import mmap
from typing import Any, cast

from PIL import Image
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from ism_desktop.media_types import PDF
from ism_desktop.worker import invisible_text, picture_pages, redrawing
from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import MAX_PAGES, OCR_DPI
from ism_desktop.worker.page_resources import PageCopier, contents, used_only
from ism_desktop.worker.page_transform import Box, number
from ism_desktop.worker.pdf_copy import Written
from ism_desktop.worker.pdf_objects import dictionary, exact_names, resolved, whole
from ism_desktop.worker.pdf_pages import leaves_open, ordered, shown_box, unit_of
from ism_desktop.worker.pdfium import PdfFile, Pixels
from ism_desktop.worker.pictures import PictureFile
from ism_desktop.worker.redrawing import Changes, Fractions
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.sandbox import room_for
from ism_desktop.worker.separator_codes import label_in, separator_in
from ism_desktop.worker.sniff import media_type_of

_LOOK_DPI = 100
_LABEL_DPI = 200  # a label's code is small
_SIGNED = 1

Answer = tuple[Message, bytes | memoryview]


class PageEditor:
    """The one document whose pages are taken over into another one."""

    def __init__(self) -> None:
        self._buffer: Any = None
        self._media_type = ""
        self._copier: PageCopier | None = None
        self._pages: list[PageObject] = []
        self._signed = False
        self._shown: PdfFile | PictureFile | None = None

    def allocate(self, size: int) -> Any:
        """Room for a document that comes in."""
        self._put_away()
        room_for(size)
        self._buffer = mmap.mmap(-1, size)
        return self._buffer

    def do(self, message: Message) -> Answer:
        """Do one job: load, put away, take a page over, draw a page anew, or look at a page."""
        job = message["job"]
        if job == "load":
            return self._load(str(message.get("as", "shown"))), b""
        if job == "put away":
            self._put_away()
            return {}, b""
        if job == "signed":
            return {"signed": self._signed}, b""
        if job == "look":
            return self._look(int(message["page"])), b""
        if job == "label":
            return {"label": label_in(self._picture(int(message["page"]), _LABEL_DPI))}, b""
        written = Written(int(message["first"]))
        if self._copier is not None:
            self._copier.begin(written)
        if job == "copy":
            made = self._copy(written, int(message["page"]), message)
        elif job == "redraw":
            made = self._redraw(written, int(message["page"]), message)
        else:
            raise ValueError(job)
        if self._copier is not None:
            self._copier.finish()
        return {"made": [made], "next": written.next, "objects": written.lengths}, written.bytes()

    def _look(self, page: int) -> Message:
        picture = self._picture(page, _LOOK_DPI)
        return {"white": redrawing.whiteness(picture), "separator": separator_in(picture)}

    def _put_away(self) -> None:
        if self._shown is not None:
            self._shown.close()
        if self._buffer is not None:
            self._copier, self._pages, self._shown, self._buffer = None, [], None, None
            gc.collect()  # pypdf's objects hold each other, and with them the document
            room_for(0)

    def _load(self, how: str) -> Message:
        """Load a document: "shown" to draw its pages anew, "as it is" to copy them where nothing is left open, "flat" one without that."""
        if self._buffer is None:
            raise Refusal("empty")
        self._media_type = media_type_of(memoryview(self._buffer)[:4096])
        if self._media_type != PDF or how == "shown":
            opened = self._opened()
            return {"media_type": self._media_type, "pages": opened.pages}
        exact_names()
        reader = PdfReader(self._buffer)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("password")
        self._pages = list(reader.pages)
        root = dictionary(reader.trailer["/Root"])
        form = None if root is None else dictionary(root.get("/AcroForm"))
        self._signed = form is not None and bool(whole(form.get("/SigFlags")) & _SIGNED)
        if how == "as it is" and leaves_open(root, len(self._pages)):
            raise Refusal("unsettled")
        if not self._pages:
            raise Refusal("damaged")
        if len(self._pages) > MAX_PAGES:
            raise Refusal("pages")
        self._copier = PageCopier(reader)
        return {"media_type": PDF, "pages": len(self._pages)}

    def _opened(self) -> PdfFile | PictureFile:
        if self._shown is None:
            is_pdf = self._media_type == PDF
            self._shown = PdfFile(self._buffer) if is_pdf else PictureFile(self._buffer, self._media_type)
        return self._shown

    # Copied ---------------------------------------------------------------------------------------------------------------

    def _copy(self, written: Written, page: int, message: Message) -> int:
        if self._copier is None:
            return self._copy_picture(written, page, message)
        source = self._pages[page]
        box, quarter = shown_box(source), (source.rotation or 0) // 90 % 4
        crop = _fractions(message.get("crop"))
        if crop is not None:
            box = _cropped(box, quarter, crop)
        media = ordered(source.mediabox)
        parts = contents(source)
        resources = dictionary(source.get("/Resources")) or DictionaryObject()
        entries = b"/Resources " + self._copier.text(used_only(resources, parts))
        if parts:
            streams = [self._copier.stream(part) for part in parts]
            entries += b" /Contents [%b]" % b" ".join(b"%d 0 R" % stream for stream in streams)
        if "/Group" in source:
            entries += b" /Group " + self._copier.text(source.raw_get("/Group"))
        unit = unit_of(source)
        if unit != 1:
            entries += b" /UserUnit " + number(unit)
        entries += self._copier.notes(source)
        turn = (quarter * 90 + int(message.get("turn", 0))) % 360
        return _page(written, message, media, box, turn, entries)

    def _copy_picture(self, written: Written, page: int, message: Message) -> int:
        picture = self._opened()
        if not isinstance(picture, PictureFile):
            raise Refusal("damaged")
        size = picture.page_size(page)
        drawn, forms = picture_pages.placed(picture, page, written, size, 0, None)
        content = written.add_stream(b"", b"q " + drawn + b" Q")
        box = Box(0, 0, *size)
        crop = _fractions(message.get("crop"))
        shown = box if crop is None else _cropped(box, 0, crop)
        return _page(written, message, box, shown, int(message.get("turn", 0)) % 360, _drawing(forms, content))

    # Drawn anew -----------------------------------------------------------------------------------------------------------

    def _redraw(self, written: Written, page: int, message: Message) -> int:
        before = self._picture(page, OCR_DPI)
        wide = self._opened().page_size(page)[0]
        corners = cast("list[float] | None", message.get("corners"))
        changes = Changes(
            [area for area in map(_fractions, cast("list[Any]", message.get("black") or [])) if area is not None],
            None if corners is None else [float(value) for value in corners],
            float(message.get("angle", 0)),
            _fractions(message.get("crop")),
            bool(message.get("even")),
            int(message.get("turn", 0)),
        )
        points = wide / before.width
        picture = redrawing.redrawn(before, changes)
        del before
        width, height = picture.width * points, picture.height * points
        forms = {"Picture": redrawing.put(picture, written)}
        drawn = b"q %b 0 0 %b 0 0 cm /Picture Do Q" % (number(width), number(height))
        words = cast("list[list[Any]]", message.get("words") or [])
        if words:
            forms["Words"] = invisible_text.form(written, words, width, height)
            drawn += b" /Words Do"
        content = written.add_stream(b"", drawn)
        box = Box(0, 0, width, height)
        return _page(written, message, box, box, 0, _drawing(forms, content))

    def _picture(self, page: int, dpi: float) -> Image.Image:
        opened = self._opened()
        pixels: Pixels = opened.pixels(page, dpi, grey=False)
        mode = "L" if pixels.channels == 1 else "RGB"
        return Image.frombytes(mode, (pixels.width, pixels.height), pixels.rows)


def _page(written: Written, message: Message, media: Box, shown: Box, turn: int, entries: bytes) -> int:
    """Write a page; the answer is its object number."""
    made = written.number()
    crop = b"" if shown == media else b" /CropBox [%b]" % shown.text
    rotate = b" /Rotate %d" % turn if turn else b""
    head = b"<</Type /Page /Parent %d 0 R /MediaBox [%b]" % (int(message["parent"]), media.text)
    written.add(made, head + crop + rotate + b" " + entries + b">>")
    return made


def _drawing(forms: dict[str, int], content: int) -> bytes:
    named = b" ".join(b"/%b %d 0 R" % (name.encode(), form) for name, form in forms.items())
    return b"/Contents %d 0 R /Resources <</XObject <<%b>>>>" % (content, named)


def _cropped(box: Box, quarter: int, crop: Fractions) -> Box:
    """The part of a box, told in fractions of the page as shown, from its top left."""
    one, other = (_point(box, quarter, *point) for point in (crop[:2], crop[2:]))
    return Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


def _point(box: Box, quarter: int, across: float, down: float) -> tuple[float, float]:
    width, height = box.right - box.left, box.top - box.bottom
    if quarter == 1:
        return box.left + down * width, box.bottom + across * height
    if quarter == 2:
        return box.right - across * width, box.bottom + down * height
    if quarter == 3:
        return box.right - down * width, box.top - across * height
    return box.left + across * width, box.top - down * height


def _fractions(value: Any) -> Fractions | None:
    found = resolved(value)
    if found is None:
        return None
    left, top, right, bottom = (min(1.0, max(0.0, float(edge))) for edge in found)
    return left, top, right, bottom
