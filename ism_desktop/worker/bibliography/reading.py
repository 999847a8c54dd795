"""The worker's jobs on a file of publications: say of which format it is, then hand over what it holds, some at a time.

Runs in the worker process only. It is a role of its own: no library for pages or pictures is loaded beside what reads these files.
"""

import gc
import mmap
import re
from typing import Any

from ism_desktop.worker.bibliography import feeds, medline, pubmed_csv, pubmed_xml
from ism_desktop.worker.bibliography.encodings import encoding_of, text_of
from ism_desktop.worker.bibliography.item import Found, Item, Unreadable, refusal
from ism_desktop.worker.bibliography.xml_elements import root_of
from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import MAX_PUBLICATIONS
from ism_desktop.worker.refusals import Refusal
from ism_desktop.worker.sandbox import room_for

_HEAD = 1 << 16
_BATCH = 60
_BATCH_CHARACTERS = 200_000  # taken apart in one go on the other side, while the window waits for its turn
_MEDLINE = re.compile(r"(?:PMID|OWN |STAT|TI  |AB  |DP  |FAU |PT  )- ?\S")

_SHOWN_BY_BROWSER = b"webkit-xml-viewer-source-xml"
_FEED = re.compile(rb"<(rss|feed|rdf:RDF)[\s>]")
_LARGEST_PAGE = 1 << 24

_OTHERS = {
    "email": re.compile(r"(?:Return-Path|Received|From|Subject|Delivered-To|MIME-Version): \S"),
    "bibtex": re.compile(r"\s*@[A-Za-z]+\s*\{"),
    "endnote": re.compile(r"%0 \S"),
    "json": re.compile(r"\s*[\[{]\s*(?:$|[{\"])"),
    "summary": re.compile(r"1[.:] \S.*(?:\.|,|;)\s*$|PMID: \d+"),
}
"""What people save instead, by how a line of it begins: an alert by e-mail, files for managers of references, PubMed's text to read."""


class PublicationReader:
    """The one file that this process holds, and how far it was read."""

    def __init__(self) -> None:
        self._buffer: Any = None
        self._found: Found | None = None
        self._number = 0

    def allocate(self, size: int) -> Any:
        """Room for a file that comes in."""
        self._put_away()
        room_for(size)
        self._buffer = mmap.mmap(-1, size)
        return self._buffer

    def do(self, message: Message) -> tuple[Message, bytes]:
        """Do one job. Raises Refusal."""
        job = message["job"]
        if job == "open":
            return self._open(), b""
        if job == "more":
            return self._more(), b""
        if job == "put away":
            self._put_away()
            return {}, b""
        raise ValueError(job)

    def _put_away(self) -> None:
        self._found = None
        if self._buffer is not None:
            self._buffer = None
            gc.collect()
            room_for(0)

    def _open(self) -> Message:
        if self._buffer is None:
            raise Refusal("empty")
        self._number = 0
        name, self._found = _reader(self._buffer)
        return {"format": name}

    def _more(self) -> Message:
        if self._found is None:
            raise Refusal("damaged")
        items: list[Message] = []
        size, is_done = 0, True
        for found in self._found:
            self._number += 1
            if self._number > MAX_PUBLICATIONS:
                items.append(refusal(Unreadable("too_many"), self._number))
                break
            items.append(_told(found, self._number))
            size += len(str(items[-1].get("abstract", ""))) + 500
            if len(items) == _BATCH or size > _BATCH_CHARACTERS:
                is_done = False
                break
        return {"items": items, "done": is_done}


def _told(found: Item | Unreadable, number: int) -> Message:
    try:
        if isinstance(found, Unreadable):
            raise found
        return found.message()
    except Unreadable as error:
        return refusal(error, number)


def _reader(buffer: Any) -> tuple[str, Found]:
    """What reads this file, by how it begins. Raises Refusal naming what an unsupported file is."""
    head = bytes(buffer[:_HEAD])
    if head.startswith((b"%PDF-", b"PK", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf")):
        raise Refusal("publications", found="other")
    encoding = encoding_of(buffer)
    text = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        return _of_xml(head, text, buffer)
    if not text:
        raise Refusal("empty")
    lines = text.splitlines()
    if any(line.startswith("TY  - ") for line in lines):
        raise Refusal("publications", found="ris")
    if any(_MEDLINE.match(line) for line in lines):
        return "medline", medline.read(text_of(buffer, encoding))
    if pubmed_csv.is_table(lines[0]):
        return "csv", pubmed_csv.read(text_of(buffer, encoding, ""))
    other = next((name for name, looks in _OTHERS.items() if any(looks.match(line) for line in lines[:40])), "")
    if other:
        raise Refusal("publications", found=other)
    is_numbers = all(line.strip().isdigit() for line in lines[:20] if line.strip())
    raise Refusal("publications", found="numbers" if is_numbers else "text")


def _feed_in_page(head: bytes, buffer: Any) -> bytes | None:
    """The feed in a page that a browser makes to show it, and saves as “web page, complete”; None for any other page."""
    shown = head.find(_SHOWN_BY_BROWSER)
    begun = _FEED.search(head, shown) if shown >= 0 else None
    if begun is None or len(buffer) > _LARGEST_PAGE:
        return None
    page = bytes(buffer[:])
    end = page.rfind(b"</%s>" % begun[1])
    return page[begun.start() : end + len(begun[1]) + 3] if end > begun.start() else None


def _of_xml(head: bytes, text: str, buffer: Any) -> tuple[str, Found]:
    if text[:200].lower().startswith(("<!doctype html", "<html")):
        feed = _feed_in_page(head, buffer)
        if feed is None:
            raise Refusal("publications", found="html")
        head = buffer = feed
    root = root_of(head)
    if root in pubmed_xml.ROOTS:
        return "xml", pubmed_xml.read(buffer)
    if root in feeds.RSS_ROOTS:
        return "rss", feeds.read_rss(buffer)
    if root in feeds.ATOM_ROOTS:
        return "atom", feeds.read_atom(buffer)
    raise Refusal("publications", found="html" if root.lower() == "html" else "xml")
