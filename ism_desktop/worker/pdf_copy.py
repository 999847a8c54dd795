"""Copying what a page draws out of a PDF: each object is numbered anew, turned into bytes and forgotten.

pypdf reads the objects one at a time; nothing is kept but the table from old numbers to new. Runs in the worker process only.
"""

import io
from collections import deque
from typing import Any, cast

from pypdf import PdfReader
from pypdf.generic import IndirectObject, StreamObject

from ism_desktop.worker import picture_streams
from ism_desktop.worker.limits import MAX_OBJECTS_PER_PAGE
from ism_desktop.worker.pdf_objects import entries, written
from ism_desktop.worker.refusals import Refusal

# Keys that lead away from what is drawn: to other pages, to files outside, to descriptions of the content.
_LEFT_OUT = frozenset(
    ("/Parent", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/OPI", "/Alternates", "/Thumb", "/AF")
)
_FILTERS = frozenset(("/Filter", "/DecodeParms"))
_LEFT_OUT_OF_STREAMS = _LEFT_OUT | {"/F", "/FFilter", "/FDecodeParms", "/Length"}


class Written:
    """The objects of one answer: their numbers and lengths, and their bytes."""

    def __init__(self, first: int) -> None:
        self.next = first
        self.lengths: list[tuple[int, int]] = []
        self._out = io.BytesIO()

    def number(self) -> int:
        """A fresh object number."""
        self.next += 1
        return self.next - 1

    def add(self, number: int, body: bytes) -> None:
        """Write one object."""
        self.lengths.append((number, self._out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))))

    def add_stream(self, dictionary: bytes, content: bytes | memoryview, number: int | None = None) -> int:
        """Write a stream object; `dictionary` is its entries without brackets and length."""
        number = self.number() if number is None else number
        start = b"%d 0 obj\n<<%b /Length %d>>\nstream\n" % (number, dictionary, len(content))
        length = self._out.write(start) + self._out.write(content) + self._out.write(b"\nendstream\nendobj\n")
        self.lengths.append((number, length))
        return number

    def bytes(self) -> memoryview:
        """Everything written."""
        return self._out.getbuffer()


class Copier:
    """Copies objects of one PDF. `written` is the answer that is being made; set it anew for each page."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: deque[tuple[IndirectObject, int]] = deque()
        self._promised: list[tuple[int, int]] = []
        self.written = Written(1)

    def begin(self, written: Written) -> None:
        """Start the next answer. What an answer that failed had promised, and did not write, is taken back."""
        for key in self._promised:
            self._numbers.pop(key, None)
        self._waiting.clear()
        self._promised.clear()
        self.written = written

    def finish(self) -> None:
        """Write every object that was referred to and is not written yet."""
        count = 0
        while self._waiting:
            reference, number = self._waiting.popleft()
            count += 1
            if count >= MAX_OBJECTS_PER_PAGE:
                raise Refusal("memory")
            found = self._reader.get_object(reference)
            if isinstance(found, StreamObject):
                self.stream(found, number=number)
                # The cache of pypdf would otherwise keep the content of every picture.
                self._reader.resolved_objects.pop((reference.generation, reference.idnum), None)
            else:
                self.written.add(number, self.text(found))
        self._promised.clear()

    def stream(
        self, source: StreamObject, *, keep: frozenset[str] | None = None, extra: bytes = b"", number: int | None = None
    ) -> int:
        """Write a stream with its content as it is filtered, and of its entries all, or those in `keep`; `extra` is put behind them."""
        content, is_unwrapped = picture_streams.cleaned(source)
        left_out = _LEFT_OUT_OF_STREAMS | _FILTERS if is_unwrapped else _LEFT_OUT_OF_STREAMS
        if is_unwrapped:
            extra += b" " + entries(cast("Any", picture_streams.last_filter(source)), self._refers, _LEFT_OUT)
        pairs = ((key, value) for key, value in source.items() if key not in left_out and (keep is None or key in keep))
        kept = entries(cast("Any", pairs), self._refers, _LEFT_OUT)
        return self.written.add_stream(kept + b" " + extra, content, number)

    def text(self, value: object) -> bytes:
        """An object as it stands in a file; what it refers to is written later by `finish`."""
        if isinstance(value, StreamObject):
            raise Refusal("damaged")
        return written(value, self._refers, _LEFT_OUT)

    def _refers(self, reference: IndirectObject) -> bytes:
        return b"%d 0 R" % self._number(reference)

    def _number(self, reference: IndirectObject) -> int:
        key = (reference.idnum, reference.generation)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self.written.number()
            self._waiting.append((reference, number))
            self._promised.append(key)
        return number
