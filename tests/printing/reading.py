"""Reading a PDF back in tests: every piece of text with its place, size and weight, and the lines that were drawn."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from ism_desktop.printing import typeface


@dataclass(frozen=True)
class Piece:
    """A piece of text: its words, where its baseline begins (points from the bottom left), size and weight."""

    text: str
    x: float
    y: float
    size: float
    bold: bool

    @property
    def right(self) -> float:
        return self.x + typeface.width(self.text, typeface.BOLD if self.bold else typeface.REGULAR, self.size)


@dataclass(frozen=True)
class Box:
    """The bounds of something that was drawn."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def texts(pdf: bytes) -> list[str]:
    """The text of every page, with single spaces."""
    return list(_texts(pdf))


# pypdf takes longer to read a paper than the program to draw it, and one test asks many times about the same one.
@lru_cache(maxsize=16)
def _texts(pdf: bytes) -> tuple[str, ...]:
    return tuple(" ".join((page.extract_text() or "").split()) for page in reader(pdf).pages)


def said(pdf: bytes) -> str:
    """The text of the whole file in the order it was drawn, with single spaces."""
    return " ".join(" ".join(piece.text for page in pieces(pdf) for piece in page).split())


def pieces(pdf: bytes) -> list[list[Piece]]:
    """Every piece of text of a file of our own, page by page."""
    return [list(page) for page in _pieces(pdf)]


@lru_cache(maxsize=16)
def _pieces(pdf: bytes) -> tuple[tuple[Piece, ...], ...]:
    pages: list[tuple[Piece, ...]] = []
    for page in reader(pdf).pages:
        found: list[Piece] = []

        def note(text: str, cm: Any, tm: Any, font: Any, size: float, found: list[Piece] = found) -> None:
            if text.strip():
                bold = "Bold" in str((font or {}).get("/BaseFont", ""))
                found.append(
                    Piece(text.strip("\n"), cm[4] + tm[4] * cm[0], cm[5] + tm[5] * cm[3], size * cm[3] * tm[3], bold)
                )

        page.extract_text(visitor_text=note)
        pages.append(tuple(found))
    return tuple(pages)


def boxes(pdf: bytes, page: int = 0) -> list[Box]:
    """The bounds of every drawn path of a page."""
    document = pdfium.PdfDocument(pdf)
    try:
        paths = document[page].get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_PATH])
        return [Box(*path.get_bounds()) for path in paths]
    finally:
        document.close()


def fonts(pdf: bytes) -> set[str]:
    """The names of the fonts of a file, without the letters that mark a subset; every one must be embedded."""
    found: set[str] = set()
    for page in reader(pdf).pages:
        used = page["/Resources"]
        assert isinstance(used, DictionaryObject)
        named = used["/Font"]
        assert isinstance(named, DictionaryObject)
        for font in named.values():
            name = str(font.get_object()["/BaseFont"])
            if "FontDescriptor" in str(font.get_object()):
                assert "/FontFile2" in font.get_object()["/FontDescriptor"], name
            found.add(name.rsplit("+", maxsplit=1)[-1].strip("/"))
    return found
