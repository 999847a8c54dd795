"""What a file is, by its first bytes; its name is never asked."""

from ism_desktop import media_types
from ism_desktop.media_types import PDF
from ism_desktop.worker.refusals import Refusal

_PDF_MARK_WITHIN = 1024  # the PDF reference lets other bytes stand in front, and fax servers use that

_UNSUPPORTED = (
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"\0\0\0\x0cjP  ", "jpeg2000"),
    (b"\xff\x4f\xff\x51", "jpeg2000"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
    (b"\xd0\xcf\x11\xe0", "office"),
)
_OFFICE_NAMES = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis")


def media_type_of(untrusted: memoryview) -> str:
    """The media type that the first 4096 bytes tell. Raises Refusal naming what an unsupported file is."""
    head = bytes(untrusted[:4096])
    if not head:
        raise Refusal("empty")
    known = media_types.of_beginning(head)
    if known is not None:
        return known.media_type
    if b"%PDF-" in head[:_PDF_MARK_WITHIN]:
        return PDF
    raise Refusal("unsupported", found=_unsupported(head))


def _unsupported(head: bytes) -> str:
    for mark, found in _UNSUPPORTED:
        if head.startswith(mark):
            return found
    if head.startswith(b"PK"):
        return "office" if any(name in head for name in _OFFICE_NAMES) else "zip"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"):
        return "heif"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"pmid- ", b"pmid,title")) or b"<pubmedarticleset" in head.lower():
        return "pubmed"
    if start.startswith(b"<"):
        return "html" if start.startswith((b"<!doctype html", b"<html")) else "xml"
    if not any(byte < 9 for byte in head):
        return "text"
    return "unknown"
