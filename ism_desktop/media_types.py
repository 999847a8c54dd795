"""The one table of the files that can be documents: media type, how they begin, file name endings, and what a person calls them."""

from dataclasses import dataclass
from pathlib import PurePath

from ism_desktop.language import in_use, tr_lazy
from ism_desktop.translated import Translated

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"


@dataclass(frozen=True)
class MediaType:
    """One type of document. `format` is its own name, the same in every language; the first of `endings` is the usual one."""

    media_type: str
    format: str
    beginnings: tuple[bytes, ...]
    endings: tuple[str, ...]
    name: Translated = Translated()


ALL = (
    MediaType(PDF, "PDF", (b"%PDF-",), (".pdf",), tr_lazy("PDF")),
    MediaType(JPEG, "JPEG", (b"\xff\xd8\xff",), (".jpg", ".jpeg", ".jpe", ".jfif"), tr_lazy("JPEG picture")),
    MediaType(PNG, "PNG", (b"\x89PNG\r\n\x1a\n",), (".png",), tr_lazy("PNG picture")),
    MediaType(TIFF, "TIFF", (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), (".tif", ".tiff"), tr_lazy("TIFF picture")),
)
_BY_TYPE = {each.media_type: each for each in ALL}
_BY_ENDING = {ending: each for each in ALL for ending in each.endings}


def find(media_type: str) -> MediaType | None:
    """The row of a media type, if documents can have it."""
    return _BY_TYPE.get(media_type)


def of_name(file_name: str) -> MediaType | None:
    """The type that a file's name claims by its ending."""
    return _BY_ENDING.get(PurePath(file_name).suffix.lower())


def of_beginning(head: bytes) -> MediaType | None:
    """The type that a file's first bytes tell."""
    return next((each for each in ALL if head.startswith(each.beginnings)), None)


def endings() -> tuple[str, ...]:
    """Every ending that a document's file may have."""
    return tuple(_BY_ENDING)


def formats() -> str:
    """What can be imported, for a sentence: `PDF, JPEG, PNG and TIFF`."""
    return in_use().listed(each.format for each in ALL)
