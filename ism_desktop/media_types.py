"""The one table of the files that can be documents: media type, how they begin, file name endings, and what a person calls them."""

from dataclasses import dataclass
from pathlib import PurePath

from ism_desktop.language import in_use, tr_lazy
from ism_desktop.translated import Translated

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TIFF = "image/tiff"
HEIC = "image/heic"
AVIF = "image/avif"
WEBP = "image/webp"
GIF = "image/gif"
BMP = "image/bmp"
JPEG_2000 = "image/jp2"
TEXT = "text/plain"
EMAIL = "message/rfc822"
IN_WORDS = frozenset(
    {TEXT, EMAIL}
)  # words without sheets: their pages are laid out to be looked at, and cannot be edited


@dataclass(frozen=True)
class MediaType:
    """One type of document. `format` is its own name, the same in every language; the first of `endings` is the usual one.

    Its files have one of `beginnings`, `at` bytes behind their start, and `before` at the start itself. Without any of them it is told by
    its whole look (`worker/sniff`).
    """

    media_type: str
    format: str
    beginnings: tuple[bytes, ...]
    endings: tuple[str, ...]
    name: Translated = Translated()
    at: int = 0
    before: bytes = b""

    def begins(self, head: bytes) -> bool:
        """Whether a file of this type can begin with these bytes."""
        return head.startswith(self.before) and head[self.at :].startswith(self.beginnings)


# How long the second head of a BMP can be: two letters alone would make pictures of many a text.
_BMP_HEADS = tuple(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 64, 108, 124))
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_AVIF_BRANDS = (b"avif", b"avis")

ALL = (
    MediaType(PDF, "PDF", (b"%PDF-",), (".pdf",), tr_lazy("PDF")),
    MediaType(JPEG, "JPEG", (b"\xff\xd8\xff",), (".jpg", ".jpeg", ".jpe", ".jfif"), tr_lazy("JPEG picture")),
    MediaType(PNG, "PNG", (b"\x89PNG\r\n\x1a\n",), (".png",), tr_lazy("PNG picture")),
    MediaType(TIFF, "TIFF", (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"), (".tif", ".tiff"), tr_lazy("TIFF picture")),
    MediaType(
        AVIF, "AVIF", tuple(b"ftyp" + brand for brand in _AVIF_BRANDS), (".avif",), tr_lazy("AVIF picture"), at=4
    ),
    MediaType(
        HEIC,
        "HEIC",
        tuple(b"ftyp" + brand for brand in _HEIC_BRANDS),
        (".heic", ".heif", ".hif"),
        tr_lazy("HEIC picture"),
        at=4,
    ),
    MediaType(WEBP, "WebP", (b"WEBP",), (".webp",), tr_lazy("WebP picture"), at=8, before=b"RIFF"),
    MediaType(GIF, "GIF", (b"GIF87a", b"GIF89a"), (".gif",), tr_lazy("GIF picture")),
    MediaType(BMP, "BMP", _BMP_HEADS, (".bmp", ".dib"), tr_lazy("BMP picture"), at=14, before=b"BM"),
    MediaType(
        JPEG_2000,
        "JPEG 2000",
        (b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51"),
        (".jp2", ".j2k", ".jpf", ".jpx"),
        tr_lazy("JPEG 2000 picture"),
    ),
    MediaType(TEXT, "TXT", (), (".txt", ".md", ".csv", ".tsv", ".text", ".log"), tr_lazy("Plain text")),
    MediaType(EMAIL, "EML", (), (".eml",), tr_lazy("E-mail")),
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
    """The type that a file's first bytes tell; there are 18 of them that count."""
    found = next((each for each in ALL if each.begins(head)), None)
    if found is not None and found.media_type == HEIC and b"avif" in _compatible_brands(head):
        return _BY_TYPE[AVIF]
    return found


def _compatible_brands(head: bytes) -> tuple[bytes, ...]:
    end = min(len(head), int.from_bytes(head[:4], "big"))
    return tuple(head[place : place + 4] for place in range(16, end, 4))


def endings() -> tuple[str, ...]:
    """Every ending that a document's file may have."""
    return tuple(_BY_ENDING)


def formats() -> str:
    """What can be imported, for a sentence: `PDF, JPEG, PNG and TIFF`."""
    return in_use().listed(each.format for each in ALL)
