"""The words that are laid unseen over the pages of a binder: made ready by a thread while the pages before are bound by their process.

The letters of all pages share one font, which is written last, when it is known which letters there are.
"""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple, Self

from ism_desktop.errors import IsmError
from ism_desktop.worker.invisible_text import Letters, form_entries, packed_words
from ism_desktop.worker.pdf_copy import Written
from ism_desktop.worker.pdf_out import PdfOut
from ism_desktop.worker.values import PageWords, Scan


class _Made(NamedTuple):
    """The packed words of a page, and its size in points."""

    content: bytes
    size: tuple[float, float]


class DocumentWords:
    """The words of one document, page by page as they become ready."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.ready: dict[int, Future[_Made | None]] = {page: Future() for page in range(scan.start, scan.pages)}
        self.laid: dict[int, dict[str, object]] = {}


class WordsOverPages:
    """The words of every document of a binder, asked for in their order."""

    def __init__(self, out: PdfOut, scans: Sequence[Scan]) -> None:
        self._out = out
        self._letters = Letters()
        self._font = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="words")
        self._to_come = deque(scans)
        self._begun: deque[DocumentWords] = deque()
        self._is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        self._thread.shutdown(cancel_futures=True)

    def next_document(self) -> DocumentWords:
        """The document whose turn it is; the one after it is begun."""
        while self._to_come and len(self._begun) < 2:
            document = DocumentWords(self._to_come.popleft())
            self._begun.append(document)
            self._thread.submit(self._make, document)
        return self._begun.popleft()

    def over(self, document: DocumentWords, page: int) -> dict[str, object]:
        """What the process that binds is told of the words of a page; nothing where there are none."""
        if page not in document.laid:
            made = document.ready[page].result()
            document.laid[page] = {} if made is None else {"unseen": self._laid(made)}
        return document.laid[page]

    def over_picture(self, words: Sequence[Sequence[Any]], size: tuple[float, float]) -> dict[str, object]:
        """The same for other words than those that a document has."""
        return {"unseen": self._laid(self._thread.submit(self._packed, PageWords(words, size)).result())}

    def finish(self) -> None:
        """Write the font, if there is anything to write with it. No more words may come."""
        if self._font:
            written = Written(self._out.next)
            self._letters.write_font(written, self._font)
            self._out.add(written.lengths, bytes(written.bytes()), written.next)

    def _laid(self, made: _Made) -> dict[str, object]:
        written = Written(self._out.next)
        self._font = self._font or written.number()
        form = written.add_stream(form_entries(self._font, made.size), made.content)
        self._out.add(written.lengths, bytes(written.bytes()), written.next)
        return {"form": form, "size": made.size}

    def _make(self, document: DocumentWords) -> None:
        """Make the words of a document ready, in the thread."""
        words: dict[int, PageWords] = {}
        for page, ready in document.ready.items():
            try:
                if page == document.scan.start:
                    words = _words_of(document.scan)
                found = words.pop(page, None)  # those of a long document fill much memory
                ready.set_result(None if found is None or self._is_over else self._packed(found))
            except Exception as error:  # noqa: BLE001  (it is raised where the page is bound)
                ready.set_exception(error)

    def _packed(self, words: PageWords) -> _Made:
        return _Made(packed_words(self._letters, words.words, words.size[1], words.turns), words.size)


def _words_of(scan: Scan) -> dict[int, PageWords]:
    """The words of a document. It is bound without them where they cannot be read: what is seen is the same."""
    try:
        return dict(scan.words())
    except IsmError:
        return {}
