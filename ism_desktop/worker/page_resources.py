"""Copying pages as pages, each with what it draws and nothing of the others: many files have one table of pictures for all their pages.

Without this a page that is split off would carry the pictures of all pages along, and a page that was blacked out would stay inside
as a picture that nobody shows. Runs in the worker process only.
"""

import re
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from ism_desktop.worker.pdf_copy import Copier
from ism_desktop.worker.pdf_objects import dictionary, items, resolved
from ism_desktop.worker.refusals import Refusal

_NAME = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]+)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PRUNED = ("/XObject", "/Pattern")

# Notes that lie on a page and are kept as they are; what else can be seen there has to be made part of the page first.
_KEPT_NOTES = frozenset(
    f"/{name}"
    for name in (
        *("Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline"),
        *("Squiggly", "StrikeOut", "Stamp", "Caret", "Ink"),
    )
)
_NOT_SEEN = frozenset(("/Link", "/Popup"))
_KEPT_OF_NOTES = tuple(
    f"/{name}"
    for name in (
        *("Type", "Subtype", "Rect", "Contents", "NM", "M", "F", "AP", "AS", "Border", "BS", "BE", "C", "IC", "CA"),
        *("T", "CreationDate", "Subj", "RC", "QuadPoints", "InkList", "Vertices", "L", "LE", "LL", "LLE", "DA", "DS"),
        *("Q", "Name", "RD", "Open", "Rotate"),
    )
)


class PageCopier(Copier):
    """A copier that leaves out of each form what the form does not draw."""

    def stream(
        self, source: StreamObject, *, keep: frozenset[str] | None = None, extra: bytes = b"", number: int | None = None
    ) -> int:
        """Write a stream; a form gets the resources that it uses."""
        resources = dictionary(source.get("/Resources"))
        if resources is not None and keep is None and resolved(source.get("/Subtype")) == "/Form":
            keep = frozenset(str(key) for key in source) - {"/Resources"}
            extra += b" /Resources " + self.text(used_only(resources, [source]))
        return super().stream(source, keep=keep, extra=extra, number=number)

    def notes(self, page: DictionaryObject) -> bytes:
        """The notes of a page as the entry of its copy. Raises Refusal where something lies there that is no note."""
        kept: list[bytes] = []
        for reference in items(page.get("/Annots")):
            note = dictionary(reference)
            kind = None if note is None else resolved(note.get("/Subtype"))
            if note is None or (kind not in _KEPT_NOTES and kind not in _NOT_SEEN):
                raise Refusal("unsettled")
            if kind in _KEPT_NOTES:
                number = self.written.number()
                pairs = {NameObject(key): note.raw_get(key) for key in _KEPT_OF_NOTES if key in note}
                self.written.add(number, self.text(DictionaryObject(pairs)))
                kept.append(b"%d 0 R" % number)
        return b" /Annots [%b]" % b" ".join(kept) if kept else b""


def contents(page: DictionaryObject) -> list[StreamObject]:
    """The streams that draw a page, in order."""
    found = resolved(page.get("/Contents"))
    parts = [resolved(part) for part in found] if isinstance(found, ArrayObject) else [found]
    return [part for part in parts if isinstance(part, StreamObject)]


def used_only(resources: DictionaryObject, drawing: list[StreamObject]) -> DictionaryObject:
    """The resources without pictures, forms and patterns that nothing of what is drawn names."""
    tables = {key: table for key in _PRUNED if (table := dictionary(resources.get(key))) is not None}
    if not any(tables.values()):
        return resources
    names: set[bytes] = set()
    waiting, seen = list(drawing), set[int]()
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        found = _names(part)
        for name in found - names:
            form = _form_without_resources(tables.get("/XObject"), name)
            if form is not None:
                waiting.append(form)
        names |= found
    pruned = DictionaryObject(resources)
    for key, table in tables.items():
        kept = {name: table.raw_get(name) for name in table if _bytes(name) in names}
        pruned[NameObject(key)] = DictionaryObject(kept)
    return pruned


def _names(part: StreamObject) -> set[bytes]:
    return {_ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), name) for name in _NAME.findall(part.get_data())}


def _form_without_resources(table: DictionaryObject | None, name: bytes) -> StreamObject | None:
    """A form of this name that draws with the resources of whoever names it."""
    key = NameObject("/" + name.decode("latin-1"))
    if table is None or key not in table:
        return None
    found: Any = resolved(table.raw_get(key))
    is_form = isinstance(found, StreamObject) and resolved(found.get("/Subtype")) == "/Form"
    return found if is_form and dictionary(found.get("/Resources")) is None else None


def _bytes(name: str) -> bytes:
    return name.removeprefix("/").encode("latin-1", "replace")
