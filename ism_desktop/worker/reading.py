"""The worker's job of reading a page's text, beside those of `viewing.py`. Runs in the worker process only.

It is a role of its own, so that the process that inspects and renders never loads Tesseract.
"""

from pathlib import Path

from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import OCR_DPI
from ism_desktop.worker.ocr import ENGLISH, ModelDamaged, ModelMissing, Reader
from ism_desktop.worker.pdfium import Pixels
from ism_desktop.worker.pictures import PictureFile
from ism_desktop.worker.read_page import Reading
from ism_desktop.worker.straight_picture import as_it_lies, prepared
from ism_desktop.worker.viewing import Answer, Viewer
from ism_desktop.worker.writing import FoundText, layer_is_enough, ocr_is_better

_OF_ANOTHER = 50


class TextReader(Viewer):
    """A viewer that can also read."""

    def __init__(self) -> None:
        super().__init__()
        self._reader: Reader | None = None
        self._languages: list[str] = [ENGLISH]
        self._models = ""

    def do(self, message: Message) -> Answer:
        """Do one job. Raises Refusal, and whatever the libraries raise on a damaged file."""
        if message["job"] == "model":
            return {"model": self._tried(message)}, b""
        if message["job"] != "text":
            return super().do(message)
        self._language(message)
        page = int(message["page"])
        table = message.get("table")
        if table is not None:
            return self._table(page, **table), b""
        return self._text(page, from_picture=bool(message.get("from_picture"))), b""

    def _text(self, page: int, *, from_picture: bool) -> Message:
        opened = self.opened
        width, height = opened.page_size(page)
        if isinstance(opened, PictureFile):
            read = self._prepared_read(opened.own_pixels(page), width, height)
            return _told(read.found, "ocr", read.turns)
        layer, page_is_picture = opened.layer(page)
        if not from_picture and layer_is_enough(layer, page_is_picture=page_is_picture):
            return _told(_by_another(layer) if page_is_picture else layer, "layer")
        read = self._prepared_read(opened.pixels(page, OCR_DPI, grey=True), width, height)
        if ocr_is_better(read.found, layer) or (from_picture and page_is_picture):
            return _told(read.found, "ocr", read.turns)
        return _told(layer, "layer")

    def _table(self, page: int, corners: list[float] | None, *, softened: bool) -> Message:
        """The page once more, from its picture alone, line by line, put straight where it is known how it lies."""
        opened = self.opened
        is_picture = isinstance(opened, PictureFile)
        pixels = opened.own_pixels(page) if is_picture else opened.pixels(page, OCR_DPI, grey=True)
        size = opened.page_size(page)
        seen = self._read(prepared(pixels, *size, corners, softened=softened), *size, as_table=True)
        return _told(as_it_lies(seen, *size, corners), "ocr")

    def _prepared_read(self, pixels: Pixels, width: float, height: float) -> Reading:
        # Loaded here, since most documents have their own text and numpy takes a tenth of a second.
        from ism_desktop.worker.preparing.ways import read_whatever  # noqa: PLC0415

        return read_whatever(self._tesseract, pixels, width, height)

    def _read(self, pixels: Pixels, width: float, height: float, *, as_table: bool = False) -> FoundText:
        return self._tesseract.read(pixels, width, height, as_table=as_table)

    @property
    def _tesseract(self) -> Reader:
        if self._reader is None:
            # At the first page that needs it: many documents have their own text.
            self._reader = Reader(self._languages, Path(self._models) if self._models else None)
        return self._reader

    def _language(self, message: Message) -> None:
        """Read in the languages of the message from now on."""
        wanted = message.get("languages", [ENGLISH]), message.get("models", "")
        if wanted != (self._languages, self._models):
            self._languages, self._models = wanted
            self._reader = None

    def _tried(self, message: Message) -> str:
        """What is wrong with a model, if anything."""
        self._language(message)
        try:
            _ = self._tesseract
        except ModelMissing:
            return "missing"
        except ModelDamaged:
            return "damaged"
        return ""


def _by_another(layer: FoundText) -> FoundText:
    """Words over the picture of a page: another program read them from it, and nobody knows how sure it was."""
    return FoundText(layer.text, [word._replace(confidence=_OF_ANOTHER) for word in layer.words])


def _told(found: FoundText, source: str, turns: int = 0) -> Message:
    rows = [(word.text, *(round(edge, 2) for edge in word[1:5]), word.confidence) for word in found.words]
    return {"text": found.text, "words": rows, "source": source if found.text.strip() else "none", "turns": turns}
