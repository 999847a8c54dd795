"""The worker's jobs on one document that need no OCR: load it, inspect it, render a page. Runs in the worker process only."""

import gc
import mmap
from typing import Any

from PIL import Image

from ism_desktop.media_types import EMAIL, PDF, TEXT
from ism_desktop.worker import pdf_inside
from ism_desktop.worker.emails import Attached
from ism_desktop.worker.flattening import flattened
from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import GLANCE
from ism_desktop.worker.pdfium import PdfFile
from ism_desktop.worker.pictures import PictureFile
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.sandbox import room_for
from ism_desktop.worker.settling import Purpose
from ism_desktop.worker.sniff import media_type_of
from ism_desktop.worker.written_file import WrittenFile

Answer = tuple[Message, bytes]
_GLANCE_DPI = 30


class Viewer:
    """The one document that this process holds, and the jobs on it. It is loaded once, then asked for page after page."""

    def __init__(self) -> None:
        self._buffer: Any = None
        self._file: PdfFile | PictureFile | None = None

    def allocate(self, size: int) -> Any:
        """Room for a document that comes in: a mapping of its own, so that all of it goes back to the system when it is put away."""
        self.put_away()
        room_for(size)
        self._buffer = mmap.mmap(-1, size)
        return self._buffer

    def put_away(self) -> None:
        """Forget the document."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._buffer is not None:
            # Not closed by hand: the libraries may still hold views of it, and it goes with the last of them.
            self._buffer = None
            gc.collect()
            room_for(0)

    def do(self, message: Message) -> Answer:
        """Do one job. Raises Refusal, and whatever the libraries raise on a damaged file."""
        job = message["job"]
        if job == "load":
            return self._load("print" if message.get("purpose") == "print" else "view")
        if job == "put away":
            self.put_away()
            return {}, b""
        if job == "inspect":
            return self._inspect(self.opened), b""
        if job == "day taken":
            day = self.opened.day_taken() if isinstance(self.opened, PictureFile) else None
            return {"day": "" if day is None else day.isoformat()}, b""
        if job == "flatten":
            opened = self.opened
            if not isinstance(opened, PdfFile):
                raise Refusal("damaged")
            return flattened(opened)
        if job == "render":
            return self._render(self.opened, int(message["page"]), float(message["dpi"]), int(message["within"]))
        if job == "glance":
            return {}, _glance(self.opened)
        if job in ("attachments", "attachment"):
            return self._inside(None if job == "attachments" else int(message["index"]))
        raise ValueError(job)

    @property
    def opened(self) -> PdfFile | PictureFile:
        """The document that is held. Raises Refusal when there is none."""
        if self._file is None:
            raise Refusal("damaged")
        return self._file

    def _load(self, purpose: Purpose) -> Answer:
        if self._buffer is None:
            raise Refusal("empty")
        media_type = media_type_of(memoryview(self._buffer))
        self._file = _opened(self._buffer, media_type, purpose)
        return {"media_type": media_type, "pages": self._file.pages}, b""

    def _inspect(self, opened: PdfFile | PictureFile) -> Message:
        if isinstance(opened, PictureFile):
            opened.check()
        sizes = [opened.page_size(page) for page in range(opened.pages)]
        return {"sizes": sizes, "title": opened.title(), "notices": opened.notices()}

    def _inside(self, index: int | None) -> Answer:
        """The names and sizes of the files inside a PDF or attached to an e-mail, or the bytes of one of them."""
        opened = self.opened
        files = opened.files_inside() if isinstance(opened, PdfFile) else ()
        if index is None:
            return {"files": [(inside.name, inside.size) for inside in files]}, b""
        if not 0 <= index < len(files):
            raise Refusal("damaged")
        inside = files[index]
        return {"index": index}, inside.content if isinstance(inside, Attached) else pdf_inside.content(inside)

    def _render(self, opened: PdfFile | PictureFile, page: int, dpi: float, within: int) -> Answer:
        # Half a pixel of room, since sides are rounded up.
        most = 72 * (within - 0.5) / max(opened.page_size(page))
        pixels = opened.pixels(page, min(dpi, most), grey=False)
        return {"width": pixels.width, "height": pixels.height, "channels": pixels.channels}, pixels.rows


def _opened(untrusted: Any, media_type: str, purpose: Purpose) -> PdfFile | PictureFile:
    if media_type == PDF:
        return PdfFile(untrusted, purpose)
    if media_type in (TEXT, EMAIL):
        return WrittenFile(untrusted, media_type, purpose)
    return PictureFile(untrusted, media_type)


def _glance(opened: PdfFile | PictureFile) -> bytes:
    """The first page in grey, as few pixels as a look at it needs: `GLANCE` of them."""
    pixels = opened.pixels(0, _GLANCE_DPI, grey=True)
    whole = Image.frombytes("L", (pixels.width, pixels.height), pixels.rows)
    return whole.resize(GLANCE, Image.Resampling.BOX).tobytes()
