"""What goes into the worker room and comes out of it: frozen plain values, already checked."""

from collections.abc import Callable
from dataclasses import dataclass

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
MEDIA_TYPES = (PDF, JPEG, PNG, TIFF)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What a file is. `page_sizes` are width and height in points as shown, one for each page; `title` is the file's own, often empty."""

    media_type: str
    pages: int
    size: int
    sha256: str
    page_sizes: tuple[tuple[float, float], ...]
    title: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box in points from the top left of the page as shown; `confidence` from 0 to 100."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: int


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page. `source` is "layer" (the file's own text), "ocr", or "none" (nothing to read on it)."""

    text: str
    words: tuple[Word, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture."""

    width: int
    height: int
    png: bytes


@dataclass(frozen=True, slots=True)
class OwnPages:
    """Pages drawn by this program, already in the binder's paper size."""

    pdf: bytes


@dataclass(frozen=True, slots=True)
class Scan:
    """A document of the vault, to be scaled into the paper. `load` is called when its turn comes; `pages` is what the binder planned."""

    load: Callable[[], bytes]
    media_type: str
    name: str
    pages: int


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: `page_index` from 0, `level` from 0; an entry belongs to the nearest one before it with a lower level."""

    title: str
    page_index: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class PageLink:
    """A place on a page that leads to another page: both from 0; the box in points from the bottom left."""

    page_index: int
    box: tuple[float, float, float, float]
    target_index: int


@dataclass(frozen=True, slots=True)
class MergeReport:
    """A finished merge: the pages written, and for each document that could not be merged its name and the reason."""

    pages: int
    failures: tuple[tuple[str, str], ...]
