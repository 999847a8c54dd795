"""The worker's jobs on a binder: take a document in, give its pages back one by one as numbered PDF objects.

What a page draws becomes a form, placed on a page of the binder's paper with the footer's form over it. Content and pictures go through
as they are stored, not decoded. Only one page's objects are in memory at a time. Runs in the worker process only.
"""

import gc
import io
import mmap
import zlib
from typing import Any, cast

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from ism_desktop.media_types import PDF
from ism_desktop.worker import pdf_unseen_text, picture_pages
from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import MAX_PAGES
from ism_desktop.worker.page_transform import Box, Matrix, fitted, number, upright
from ism_desktop.worker.pdf_copy import Copier, Written
from ism_desktop.worker.pdf_objects import dictionary, exact_names, items, resolved
from ism_desktop.worker.pdf_out import target_name
from ism_desktop.worker.pdf_pages import is_drawn, leaves_open, shown_box, unit_of
from ism_desktop.worker.pictures import PictureFile
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.sandbox import room_for
from ism_desktop.worker.sniff import media_type_of
from ism_desktop.worker.written_file import as_pdf

_PACKING = 6
_FORM_KEYS = frozenset(("/Filter", "/DecodeParms"))

Answer = tuple[Message, bytes | memoryview]


class PageBinder:
    """The one document that is being bound."""

    def __init__(self) -> None:
        self._buffer: Any = None
        self._copier: Copier | None = None
        self._pages: list[PageObject] = []
        self._picture: PictureFile | None = None
        self._as_it_is = False

    def allocate(self, size: int) -> Any:
        """Room for a document that comes in."""
        self._put_away()
        room_for(size)
        self._buffer = mmap.mmap(-1, size)
        return self._buffer

    def do(self, message: Message) -> Answer:
        """Do one job: load, put away, all footers, or a page."""
        if message["job"] == "load":
            return self._load(as_it_is=bool(message.get("as_it_is"))), b""
        if message["job"] == "put away":
            self._put_away()
            return {}, b""
        written = Written(int(message["first"]))
        if self._copier is not None:
            self._copier.begin(written)
        if message["job"] == "stamps":
            made = [self._form(written, page)[0] for page in range(len(self._pages))]
        elif message["job"] == "page":
            made = [self._sheet(written, int(message["page"]), message)]
        else:
            raise ValueError(message["job"])
        if self._copier is not None:
            self._copier.finish()
        return {"made": made, "next": written.next, "objects": written.lengths}, written.bytes()

    def _put_away(self) -> None:
        if self._buffer is not None:
            self._copier, self._pages, self._picture, self._buffer = None, [], None, None
            gc.collect()  # pypdf's objects hold each other, and with them the document
            room_for(0)

    def _load(self, *, as_it_is: bool) -> Message:
        """Load a document; `as_it_is` one whose forms, notes and layers were not made part of its pages, so it must have none."""
        if self._buffer is None:
            raise Refusal("empty")
        media_type = media_type_of(memoryview(self._buffer))
        if media_type.startswith("image/"):
            self._picture = PictureFile(self._buffer, media_type)
            return {"media_type": media_type, "pages": self._picture.pages}
        exact_names()
        content = self._buffer if media_type == PDF else io.BytesIO(as_pdf(self._buffer, media_type)[0].pdf)
        reader = PdfReader(content)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("password")
        self._as_it_is = as_it_is
        self._pages = list(reader.pages)
        if as_it_is and leaves_open(dictionary(reader.trailer["/Root"]), len(self._pages)):
            raise Refusal("unsettled")
        if not self._pages:
            raise Refusal("damaged")
        if len(self._pages) > MAX_PAGES:
            raise Refusal("pages")
        self._copier = Copier(reader)
        return {"media_type": media_type, "pages": len(self._pages)}

    def _sheet(self, written: Written, page: int, message: Message) -> int:
        """A page of the binder; the answer is its object number."""
        width, height = (float(side) for side in message["paper"])
        strip = float(message["strip"])
        unseen = cast("dict[str, Any] | None", message.get("unseen"))
        if self._picture is not None:
            stated = cast("list[float] | None", message.get("size"))
            drawn, forms = picture_pages.placed(self._picture, page, written, (width, height), strip, stated)
        else:
            drawn, forms = self._placed(written, page, (width, height), strip, bare=unseen is not None)
        if unseen is not None:
            wide, high = (float(side) for side in unseen["size"])
            drawn += b" Q q " + fitted(wide, high, (width, height), strip).operator + b" /Words Do"
            forms["Words"] = int(unseen["form"])
        forms["Stamp"] = int(message["stamp"])
        over = b"\n/Stamp Do"
        if message.get("foot"):
            forms["Foot"] = int(message["foot"])
            over += b" /Foot Do"
        content = written.add_stream(b"", b"q " + drawn + b" Q" + over)
        named = b" ".join(b"/%b %d 0 R" % (name.encode(), form) for name, form in forms.items())
        sheet = written.number()
        written.add(
            sheet,
            b"<</Type /Page /Parent %d 0 R /MediaBox [0 0 %b %b] /Contents %d 0 R /Resources <</XObject <<%b>>>>%b>>"
            % (int(message["parent"]), number(width), number(height), content, named, _links(message)),
        )
        return sheet

    def _placed(
        self, written: Written, page: int, paper: tuple[float, float], strip: float, *, bare: bool
    ) -> tuple[bytes, dict[str, int]]:
        """What draws a PDF page in place, and the form that it names; `bare` without the text on it that nobody sees."""
        if self._as_it_is and any(is_drawn(note) for note in items(self._pages[page].get("/Annots"))):
            raise Refusal("unsettled")
        form, box = self._form(written, page, bare=bare)
        source = self._pages[page]
        turn, width, height = upright(box, (source.rotation or 0) // 90)
        unit = unit_of(source)
        matrix = turn.then(Matrix(unit, 0, 0, unit, 0, 0))
        matrix = matrix.then(fitted(width * unit, height * unit, paper, strip))
        clip = b"%b %b %b %b re W n" % tuple(
            number(value) for value in (box.left, box.bottom, box.right - box.left, box.top - box.bottom)
        )
        return b"%b\n%b\n/Page Do" % (matrix.operator, clip), {"Page": form}

    def _form(self, written: Written, page: int, *, bare: bool = False) -> tuple[int, Box]:
        """A page's content as a form; its object number and the box that is shown of it."""
        copier = self._copier
        if copier is None:
            raise Refusal("damaged")
        source = self._pages[page]
        box = shown_box(source)
        other_content = pdf_unseen_text.taken_out(source) if bare else None
        resources = resolved(source.get("/Resources"))
        entries = b"/Type /XObject /Subtype /Form /BBox [%b] /Resources %b" % (
            box.text,
            copier.text(source.raw_get("/Resources")) if isinstance(resources, DictionaryObject) else b"<<>>",
        )
        if "/Group" in source:
            entries += b" /Group " + copier.text(source.raw_get("/Group"))
        if other_content is not None:
            packed = zlib.compress(other_content, _PACKING)
            return written.add_stream(entries + b" /Filter /FlateDecode", packed), box
        content = resolved(source.get("/Contents"))
        if isinstance(content, StreamObject):
            return copier.stream(content, keep=_FORM_KEYS, extra=entries), box
        found = [resolved(part) for part in content] if isinstance(content, ArrayObject) else []
        parts = [part for part in found if isinstance(part, StreamObject)]
        if len(parts) == 1:
            return copier.stream(parts[0], keep=_FORM_KEYS, extra=entries), box
        joined = b"\n".join(part.get_data() for part in parts)
        return written.add_stream(entries + b" /Filter /FlateDecode", zlib.compress(joined, _PACKING)), box


def _links(message: Message) -> bytes:
    """The page's links as annotations without a border, each to a page known by name."""
    links = [
        b"<</Type /Annot /Subtype /Link /Border [0 0 0] /Rect [%b] /Dest /%b>>"
        % (Box(*(float(side) for side in link[:4])).text, target_name(int(link[4])))
        for link in cast("list[list[float]]", message["links"])
    ]
    return b" /Annots [%b]" % b" ".join(links) if links else b""
