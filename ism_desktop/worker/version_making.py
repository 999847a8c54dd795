"""A version of a document: pages taken out of one or several files in any order, each as it is or changed, written as one PDF.

Pages are copied where possible. A PDF with a form, notes of a rare sort or layers is flattened first, so that the version is what the
window showed; a page that cannot be copied is drawn. What can be neither is told, and no version is made.
"""

import contextlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ism_desktop.errors import DamagedFile, DocumentRefused
from ism_desktop.language import tr
from ism_desktop.media_types import PDF
from ism_desktop.progress import Progress
from ism_desktop.worker import checks
from ism_desktop.worker.limits import MAX_FILE_BYTES, MAX_PAGE_OBJECT_BYTES
from ism_desktop.worker.loading import Loaded, granted, loaded
from ism_desktop.worker.pdf_out import PAGES, PdfOut
from ism_desktop.worker.process_pool import ProcessPool
from ism_desktop.worker.refusals import refused
from ism_desktop.worker.values import EditedPage, Flattened


@dataclass(slots=True)
class _Making:
    """A version that is being written: the numbers of the pages by their places in it."""

    pool: ProcessPool
    flatten: Callable[[bytes], Flattened]
    pages: Sequence[EditedPage]
    progress: Progress
    out: PdfOut
    made: dict[int, int] = field(default_factory=dict[int, int])

    def take(self, untrusted: bytes, media_type: str, places: Sequence[int]) -> None:
        """Take over the pages at these places of the version, all from one file. Raises DocumentRefused."""
        left = self._copied(untrusted, media_type, places, "as it is")
        words: Mapping[int, Any] = {}
        if media_type == PDF and any(not self.pages[place].is_redrawn for place in left):
            left, words = self._flat(untrusted, left)
        if left:
            self._drawn(untrusted, media_type, left, words)

    def _copied(self, untrusted: bytes, media_type: str, places: Sequence[int], how: str) -> list[int]:
        """Copy what can be copied; the places that are left."""
        wanted = [place for place in places if not self.pages[place].is_redrawn]
        if not wanted:
            return list(places)
        try:
            with loaded(self.pool, untrusted, media_type=media_type, **{"as": how}) as document:
                for place in wanted:
                    if document.child.gone:
                        break
                    self._ask_for_copy(document, place)
        except DocumentRefused:
            pass  # drawn instead
        return [place for place in places if place not in self.made]

    def _ask_for_copy(self, document: Loaded, place: int) -> None:
        with contextlib.suppress(DocumentRefused):
            self._ask(document, place, {"job": "copy", **self.pages[place].message()})

    def _flat(self, untrusted: bytes, places: list[int]) -> tuple[list[int], Mapping[int, Any]]:
        """Copy out of the flattened file; the places that are left, and words to be laid unseen over the pictures of pages."""
        try:
            flat = self.flatten(untrusted)
        except DocumentRefused:
            return places, {}
        drawn = {place for place in places if self.pages[place].page in flat.pictures}
        lost = {place for place in places if self.pages[place].page in flat.unreadable}
        left = self._copied(flat.pdf, PDF, [place for place in places if place not in drawn | lost], "flat")
        words = {
            page: [[word.text, word.x0, word.y0, word.x1, word.y1] for word in found]
            for page, found in flat.pictures.items()
        }
        return [place for place in places if place in drawn | lost or place in left], words

    def _drawn(self, untrusted: bytes, media_type: str, places: list[int], words: Mapping[int, Any]) -> None:
        with loaded(self.pool, untrusted, media_type=media_type, **{"as": "shown"}) as document:
            for place in places:
                page = self.pages[place]
                unseen = {} if page.is_redrawn or page.turn else {"words": words.get(page.page, [])}
                try:
                    self._ask(document, place, {"job": "redraw", **page.message(), **unseen})
                except DocumentRefused as error:
                    raise DamagedFile(
                        tr(
                            "Page {page} cannot be taken over into another version. {reason}",
                            page=page.page + 1,
                            reason=error.what,
                        ),
                        tr("Nothing was changed. Delete this page in the new version, or leave the document as it is."),
                    ) from error

    def _ask(self, document: Loaded, place: int, message: dict[str, Any]) -> None:
        words = tr("Page {page} of {pages}", page=len(self.made) + 1, pages=len(self.pages))
        self.progress(len(self.made), len(self.pages), words)
        first = self.out.next
        answer, objects = document.child.ask(
            {**message, "parent": PAGES, "first": first},
            wear=int(message["job"] == "redraw"),
            max_raw=MAX_PAGE_OBJECT_BYTES,
        )
        made, lengths, following = checks.page_objects(granted(answer), first, len(objects), 1)
        self.out.add(lengths, objects, following)
        self.made[place] = made[0]


def make_version(
    pool: ProcessPool,
    flatten: Callable[[bytes], Flattened],
    sources: Sequence[tuple[bytes, str]],
    pages: Sequence[EditedPage],
    progress: Progress,
) -> bytes:
    """The PDF with these pages; `sources` are files with their media types. Raises DocumentRefused; lets Cancelled pass."""
    out = io.BytesIO()
    making = _Making(pool, flatten, pages, progress, PdfOut(out))
    for source, (untrusted, media_type) in enumerate(sources):
        places = [place for place, page in enumerate(pages) if page.source == source]
        if places:
            making.take(untrusted, media_type, places)
        if out.tell() > MAX_FILE_BYTES:
            raise refused({"refused": "bytes"})
    making.out.pages = [making.made[place] for place in range(len(pages))]
    making.out.finish((), (), {}, language=b"")
    return out.getvalue()
