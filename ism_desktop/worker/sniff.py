"""What a file is, by its first bytes; its name is never asked."""

import re

from ism_desktop import media_types
from ism_desktop.media_types import EMAIL, PDF, TEXT
from ism_desktop.worker.emails import begins_as_email
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.text_encoding import begins_as_text

_LOOKED_THROUGH = 1024 * 1024
_PDF_MARK_WITHIN = 1024  # the PDF reference lets other bytes stand in front, and fax servers use that

_UNSUPPORTED = (
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"\x78\x9f\x3e\x22", "winmail"),
)
# Texts for programs, by how they begin after blanks; some of them have a place of their own here.
_FOR_PROGRAMS = (
    (re.compile(rb"from [^\n]*\n[!-9;-~]+:"), "mbox"),
    (re.compile(rb"begin:vcard"), "cards"),
    (re.compile(rb"begin:vcalendar"), "calendar"),
    (re.compile(rb"\{\s*[\"}]|\[\s*[\[{\"]"), "json"),
    (re.compile(rb"-----begin (?:pgp|pkcs|encrypted|rsa)"), "encrypted"),
)
# In an Outlook message, and in no other file of that sort.
_OUTLOOK = "__substg1.0_".encode("utf-16-le")
_OFFICE_NAMES = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis")


def media_type_of(untrusted: memoryview) -> str:
    """The media type that the first 4096 bytes tell. Raises Refusal naming what an unsupported file is.

    Only of an old Office file the whole is looked through, if it is given: an Outlook message says what it is further on.
    """
    head = bytes(untrusted[:4096])
    if not head:
        raise Refusal("empty")
    known = media_types.of_beginning(head)
    if known is not None:
        return known.media_type
    if b"%PDF-" in head[:_PDF_MARK_WITHIN]:
        return PDF
    found = _unsupported(head)
    if found == "text":
        return EMAIL if begins_as_email(head) else TEXT
    if found == "office" and _OUTLOOK in bytes(untrusted[:_LOOKED_THROUGH]):
        found = "outlook"
    raise Refusal("unsupported", found=found)


def _unsupported(head: bytes) -> str:
    for mark, found in _UNSUPPORTED:
        if head.startswith(mark):
            return found
    if head.startswith(b"PK"):
        return "office" if any(name in head for name in _OFFICE_NAMES) else "zip"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"pmid- ", b"pmid,title")) or b"<pubmedarticleset" in head.lower():
        return "pubmed"
    if start.startswith(b"<"):
        return "html" if start.startswith((b"<!doctype html", b"<html")) else "xml"
    if not begins_as_text(head):
        return "unknown"
    return next((found for begins, found in _FOR_PROGRAMS if begins.match(start)), "text")
