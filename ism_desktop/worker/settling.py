"""What a PDF leaves open, settled before anything reads it: which value a field shows, which layers are seen, which pages there are.

PDFium and pypdf would each decide for themselves, and the window, the search and the binder would then say different things. So a file with
a form, with layers or with a faulty page tree is written anew, in memory, with these things said plainly: a stale appearance is gone
(PDFium draws the value then), every layer is on or off, the page tree is flat and true. All other files are taken as they are. Runs in the
worker process only.
"""

import io
from dataclasses import dataclass, field
from typing import Any, Literal

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from ism_desktop.worker import pdf_form, pdf_layers, pdf_tree
from ism_desktop.worker.limits import MAX_PAGES
from ism_desktop.worker.pdf_objects import dictionary, entries, exact_names, resolved, stream_bytes, written
from ism_desktop.worker.refusals import Refusal

Purpose = Literal["view", "print"]
"""What the pages are wanted for: some layers are for the screen only, or for paper only."""

_OF_THE_OLD_FILE = ("/XRef", "/ObjStm")


@dataclass(slots=True)
class Settled:
    """The file as it is to be read; `content` is None where it is taken as it is. Pages are counted from 0.

    `partly_hidden` are the pages with content of which a layer hides a part, `unreadable` those that became blank.
    """

    content: memoryview | None = None
    partly_hidden: frozenset[int] = field(default_factory=frozenset[int])
    unreadable: frozenset[int] = field(default_factory=frozenset[int])


def settled(untrusted: Any, purpose: Purpose, *, repair: bool = False) -> Settled:
    """Settle a PDF. Whatever pypdf cannot read is left to PDFium as it stands.

    Args:
        untrusted: a buffer that can be read as a file.
        purpose: for the screen or for paper.
        repair: write the page tree anew whatever it says, because PDFium met a page that it cannot show.
    """
    try:
        exact_names()
        untrusted.seek(0)
        reader = PdfReader(untrusted)
        if reader.is_encrypted and not reader.decrypt(""):
            return Settled()
        return _settled(reader, untrusted, purpose, repair)
    except (MemoryError, RecursionError, Refusal):
        raise
    except Exception:  # noqa: BLE001 - pypdf raises any error there is; PDFium reads many a file that pypdf cannot
        return Settled()


def _settled(reader: PdfReader, untrusted: Any, purpose: Purpose, repair: bool) -> Settled:
    root = dictionary(reader.trailer.get("/Root"))
    if root is None:
        return Settled()
    form = dictionary(root.get("/AcroForm"))
    if form is None and _has_loose_fields(untrusted):
        form = DictionaryObject({NameObject("/Fields"): ArrayObject()})
        root[NameObject("/AcroForm")] = form
    layers = pdf_layers.of(root, purpose)
    if form is None and layers is None and not repair and pdf_tree.is_true(root.raw_get("/Pages")):
        return Settled()
    found = pdf_tree.leaves(root)
    if not found:
        return Settled()
    if len(found) > MAX_PAGES:
        raise Refusal("pages")
    rewriting = _Rewriting(reader)
    unreadable = pdf_tree.flatten(root, found, rewriting.add)
    pages = [(number, leaf.page) for number, leaf in enumerate(found) if leaf.page and number not in unreadable]
    if form is not None:
        pdf_form.settle(form, pages, reader)
    partly_hidden = layers.settle(pages) if layers is not None else set[int]()
    return Settled(rewriting.file(root), frozenset(partly_hidden), frozenset(unreadable))


def _has_loose_fields(untrusted: Any) -> bool:
    """Whether there are fields although the file has no form: viewers show their values nevertheless."""
    return untrusted.find(b"/Widget", 0) >= 0


class _Rewriting:
    """A file written anew: every object under its own number, those that were changed in place as they are now, without encryption."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        numbers = {number: generation for generation, table in reader.xref.items() for number in table}
        numbers.update(dict.fromkeys(reader.xref_objStm, 0))
        self._numbers = {number: generation for number, generation in sorted(numbers.items()) if number > 0}
        self._added: dict[int, PdfObject] = {}
        self._next = max(self._numbers, default=0) + 1

    def add(self, made: DictionaryObject) -> IndirectObject:
        """Take in an object that the file did not have; the reference to it."""
        number = self._next
        self._next += 1
        self._added[number] = made
        self._reader.cache_indirect_object(0, number, made)
        return IndirectObject(number, 0, self._reader)

    def file(self, root: DictionaryObject) -> memoryview:
        """The whole file."""
        out = io.BytesIO()
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places: dict[int, int] = {}
        reader = self._reader
        root_reference = self.add(root)
        kept = set(reader.resolved_objects)
        for number, generation in self._numbers.items():
            found = self._read(number, generation)
            if found is not None:
                places[number] = out.tell()
                _write(out, number, found)
            if (generation, number) not in kept:
                reader.resolved_objects.pop((generation, number), None)
        for number, made in self._added.items():
            places[number] = out.tell()
            _write(out, number, made)
        start = out.tell()
        lines = [b"0000000000 65535 f \n"]
        lines += [b"%010d 00000 n \n" % places[n] if n in places else lines[0] for n in range(1, self._next)]
        out.write(b"xref\n0 %d\n" % self._next + b"".join(lines))
        ends = (self._next, root_reference.idnum, start)
        out.write(b"trailer\n<</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % ends)
        return out.getbuffer()

    def _read(self, number: int, generation: int) -> PdfObject | None:
        try:
            found = IndirectObject(number, generation, self._reader).get_object()
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001 - a damaged object is one that is not there
            return None
        if found is None or isinstance(found, NullObject):
            return None
        if isinstance(found, StreamObject) and resolved(found.get("/Type")) in _OF_THE_OLD_FILE:
            return None
        return found


def _write(out: io.BytesIO, number: int, made: PdfObject) -> None:
    if isinstance(made, StreamObject):
        content = stream_bytes(made)
        pairs = entries(((key, value) for key, value in made.items() if key != "/Length"), _refers)
        out.write(b"%d 0 obj\n<<%b /Length %d>>\nstream\n" % (number, pairs, len(content)))
        out.write(content)
        out.write(b"\nendstream\nendobj\n")
    else:
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, written(made, _refers)))


def _refers(reference: IndirectObject) -> bytes:
    return b"%d 0 R" % reference.idnum
