"""A PDF file written from front to back: numbered objects as they come, at the end page tree, outline, information and table of objects."""

import secrets
from array import array
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from ism_desktop.worker.values import OutlineEntry

PAGES = 1
_CATALOG = 2
_INFO = 3
_FIRST_FREE = 4
_TOP_LEVEL = -1


def target_name(page: int) -> bytes:
    """The name under which links know a page (from 0): pages further on have no object number yet when a link is written."""
    return b"page%d" % page


class PdfOut:
    """Writes one file to a stream; keeps the places of its objects and the numbers of its pages, nothing else."""

    def __init__(self, out: BinaryIO) -> None:
        self.next = _FIRST_FREE
        self.pages: list[int] = []
        self._out = out
        self._place = 0
        self._places = array("Q", [0] * _FIRST_FREE)
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, lengths: Sequence[tuple[int, int]], objects: bytes | bytearray, following: int) -> None:
        """Write objects that are numbered already; `following` is the number that comes next."""
        self._make_room(following)
        place = self._place
        for number, length in lengths:
            self._places[number] = place
            place += length
        self._write(objects)

    def finish(
        self,
        outline: Sequence[OutlineEntry],
        targets: Sequence[int],
        information: Mapping[str, str],
        *,
        language: bytes = b"/Lang (en) ",
    ) -> None:
        """Write what stands at the end; the file is whole then. `targets` are the pages (from 0) that links lead to by name."""
        first = self._write_outline(outline)
        kids = b" ".join(b"%d 0 R" % page for page in self.pages)
        self._object(PAGES, b"<</Type /Pages /Count %d /Kids [%b]>>" % (len(self.pages), kids))
        catalog = b"<</Type /Catalog %b/Pages %d 0 R /ViewerPreferences <</DisplayDocTitle true>>" % (language, PAGES)
        if targets:
            named = b" ".join(
                b"/%b [%d 0 R /XYZ null null null]" % (target_name(page), self.pages[page]) for page in targets
            )
            catalog += b" /Dests <<%b>>" % named
        if first is not None:
            catalog += b" /Outlines %d 0 R /PageMode /UseOutlines" % first
        self._object(_CATALOG, catalog + b">>")
        entries = b" ".join(b"/%b %b" % (name.encode("ascii"), text_string(text)) for name, text in information.items())
        self._object(_INFO, b"<<%b>>" % entries)
        self._write_table()

    def _write_outline(self, outline: Sequence[OutlineEntry]) -> int | None:
        """The bookmarks as a tree linked in all directions; the number of its root, None without bookmarks."""
        if not outline:
            return None
        root = self.next
        self._make_room(root + 1 + len(outline))
        parents = _parents(outline)
        children: dict[int, list[int]] = {}
        for entry, parent in enumerate(parents):
            children.setdefault(parent, []).append(entry)

        def number(entry: int) -> int:
            return root + 1 + entry

        for index, (entry, parent) in enumerate(zip(outline, parents, strict=True)):
            siblings = children[parent]
            place = siblings.index(index)
            links = b"/Parent %d 0 R" % number(parent)
            if place > 0:
                links += b" /Prev %d 0 R" % number(siblings[place - 1])
            if place + 1 < len(siblings):
                links += b" /Next %d 0 R" % number(siblings[place + 1])
            if index in children:
                below = children[index]
                links += b" /First %d 0 R /Last %d 0 R /Count %d" % (number(below[0]), number(below[-1]), -len(below))
            page = self.pages[entry.page_index]
            self._object(
                number(index),
                b"<</Title %b %b /Dest [%d 0 R /XYZ null null null]>>" % (text_string(entry.title), links, page),
            )
        top = children[_TOP_LEVEL]
        ends = (number(top[0]), number(top[-1]), len(top))
        self._object(root, b"<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>" % ends)
        return root

    def _write_table(self) -> None:
        start = self._place
        lines = [b"%010d 65535 f \n" % 0]
        # A number that a failed page had taken is free: every reader treats what refers to it as nothing.
        lines += [b"%010d 00000 n \n" % place if place else b"%010d 65535 f \n" % 0 for place in self._places[1:]]
        self._write(b"xref\n0 %d\n" % len(lines) + b"".join(lines))
        identity = secrets.token_hex(16).encode()
        self._write(
            b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%b> <%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (len(lines), _CATALOG, _INFO, identity, identity, start)
        )

    def _object(self, number: int, body: bytes) -> None:
        self._places[number] = self._place
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _make_room(self, following: int) -> None:
        self.next = following
        self._places.extend([0] * (following - len(self._places)))

    def _write(self, content: bytes | bytearray) -> None:
        self._out.write(content)
        self._place += len(content)


def text_string(text: str) -> bytes:
    """A text as PDF takes it in any language."""
    return b"<%b>" % ("\ufeff" + text).encode("utf-16-be", "replace").hex().encode()


def _parents(outline: Sequence[OutlineEntry]) -> list[int]:
    """For each entry the one it belongs to: the nearest before it with a lower level."""
    parents: list[int] = []
    open_entries: list[int] = []
    for index, entry in enumerate(outline):
        while open_entries and outline[open_entries[-1]].level >= entry.level:
            open_entries.pop()
        parents.append(open_entries[-1] if open_entries else _TOP_LEVEL)
        open_entries.append(index)
    return parents
