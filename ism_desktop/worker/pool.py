"""`Workers`: what the rest of the program asks of the worker processes.

Eight pools of processes, started when first needed: readers for text and OCR (one for each core), one that inspects and renders, so that
a page opens in the window while an import keeps the readers busy, one that puts binders together, one that edits the pages of documents,
one for files of publications, one that reads contact cards, one that reads calendars, and one that opens PDFs with a password.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import BinaryIO, Self

from ism_desktop.errors import DocumentRefused
from ism_desktop.language import tr
from ism_desktop.media_types import PDF
from ism_desktop.progress import Progress, no_progress
from ism_desktop.worker import calendar_checks, card_checks, checks, unlocked
from ism_desktop.worker.bibliography import asking
from ism_desktop.worker.bibliography.asking import PublicationFile
from ism_desktop.worker.limits import (
    GLANCE,
    MAX_ATTACHMENT_BYTES,
    MAX_CALENDAR_BYTES,
    MAX_CARD_BYTES,
    MAX_CARDS,
    MAX_FLATTENED_BYTES,
    MAX_PIXEL_BYTES,
    MAX_SIDE_PIXELS,
)
from ism_desktop.worker.loading import granted, kept_loaded, loaded, put_away
from ism_desktop.worker.merging import Binding, Ready, merge
from ism_desktop.worker.parallel_read import read_pages
from ism_desktop.worker.process_pool import ProcessPool
from ism_desktop.worker.reading_languages import Models
from ism_desktop.worker.small_files import asked, require_size
from ism_desktop.worker.values import (
    Attachment,
    CalendarFile,
    CardFile,
    EditedPage,
    Flattened,
    MergeReport,
    OutlineEntry,
    OwnPages,
    PageLink,
    PageLook,
    PageNote,
    PageText,
    Picture,
    Scan,
    SourceFile,
    TableReading,
)
from ism_desktop.worker.version_making import make_version

_SMALL_DPI = 150


class Workers:
    """The worker processes. A context manager; every method may be called from any thread."""

    def __init__(self, processes: int = 2) -> None:
        self._readers = ProcessPool("reader", processes)
        self._quick = ProcessPool("viewer", 1)
        self._binders = ProcessPool("binder", 1)
        self._editors = ProcessPool("pages", 1)
        self._publications = ProcessPool("publications", 1)
        self._cards = ProcessPool("cards", 1)
        self._calendars = ProcessPool("calendar", 1)
        self._unlockers = ProcessPool("unlocker", 1)
        self._processes = processes
        self.models = Models(self._readers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End every process."""
        for pool in self._pools:
            pool.close()

    @property
    def pids(self) -> list[int]:
        """The ids of the processes that run now."""
        return [pid for pool in self._pools for pid in pool.pids]

    def inspect(self, untrusted: bytes, name: str) -> SourceFile:
        """Say what a file is, by its bytes; `name` is used only to word a refusal.

        Raises PasswordNeeded, UnsupportedFile, DamagedFile, TooLarge, WorkerStopped.
        """
        with loaded(self._quick, untrusted, name) as document:
            answer = granted(document.child.ask({"job": "inspect"})[0], name)
            sizes = checks.page_sizes(answer, document.pages)
            title = checks.title(answer)
            notices = checks.notices(answer, document.pages)
            media_type, pages = document.media_type, document.pages
        return SourceFile(
            media_type, pages, len(untrusted), hashlib.sha256(untrusted).hexdigest(), sizes, title, notices
        )

    def read_text(
        self,
        untrusted: bytes,
        media_type: str,
        pages: Sequence[int] | None = None,
        progress: Progress = no_progress,
        *,
        tables: Sequence[TableReading] | None = None,
        from_picture: bool = False,
    ) -> list[PageText]:
        """The text of these pages (from 0; all by default), by text layer or else OCR, spread over the readers.

        OCR is in the languages that `models` uses. `from_picture` passes over the text layers of a PDF: another program's may be bad.

        With `tables`, one for each page, their pictures are read line by line, whatever text they have: for the rows of a lab report.

        Raises as `inspect` does, and lets `Cancelled` out of `progress` pass; what was under way is ended then.
        """
        if pages is None:
            with loaded(self._quick, untrusted, media_type=media_type) as document:
                pages = range(document.pages)
        how = {**self.models.said(), "from_picture": from_picture}
        return read_pages(
            self._readers, self._processes, untrusted, media_type, pages, progress, tables=tables, how=how
        )

    def render(
        self, untrusted: bytes, media_type: str, page: int, dpi: float, *, within: int = MAX_SIDE_PIXELS
    ) -> Picture:
        """A page (from 0) as a picture, no side longer than `within` pixels. Raises as `inspect` does."""
        return self._rendered(untrusted, media_type, page, dpi, within, "view")

    def _rendered_for_print(self, untrusted: bytes, media_type: str, page: int, dpi: float) -> Picture:
        return self._rendered(untrusted, media_type, page, dpi, MAX_SIDE_PIXELS, "print")

    def _rendered(self, untrusted: bytes, media_type: str, page: int, dpi: float, within: int, purpose: str) -> Picture:
        with loaded(self._quick, untrusted, media_type=media_type, purpose=purpose) as document:
            message = {"job": "render", "page": page, "dpi": dpi, "within": within}
            answer, rows = document.child.ask(message, max_raw=MAX_PIXEL_BYTES)
            return checks.picture(granted(answer), rows)

    def _flattened(self, untrusted: bytes, name: str) -> Flattened:
        with loaded(self._quick, untrusted, name, purpose="print") as document:
            answer, pdf = document.child.ask({"job": "flatten"}, max_raw=MAX_FLATTENED_BYTES)
            return checks.flattened(granted(answer, name), pdf)

    def day_taken(self, untrusted: bytes) -> date | None:
        """The day on which a picture was taken, as its camera noted it; None without one. Nothing else that stands there comes out of the
        worker. Raises as `inspect` does.
        """
        with loaded(self._quick, untrusted) as document:
            return checks.day_taken(granted(document.child.ask({"job": "day taken"})[0]))

    def glance(self, untrusted: bytes, media_type: str) -> bytes:
        """The first page in grey, a byte for each of `limits.GLANCE` pixels: whether two show the same. Raises as `inspect` does."""
        with loaded(self._quick, untrusted, media_type=media_type) as document:
            answer, grey = document.child.ask({"job": "glance"}, max_raw=GLANCE[0] * GLANCE[1])
            granted(answer)
            checks.must(len(grey) == GLANCE[0] * GLANCE[1])
            return bytes(grey)

    def attachments(self, untrusted: bytes) -> tuple[Attachment, ...]:
        """The files inside a PDF, none for a picture. Raises as `inspect` does."""
        with loaded(self._quick, untrusted) as document:
            return checks.attachments(granted(document.child.ask({"job": "attachments"})[0]))

    def attachment(self, untrusted: bytes, index: int) -> bytes:
        """The bytes of one of the files inside, by its place in `attachments`. Raises as `inspect` does."""
        with loaded(self._quick, untrusted) as document:
            message = {"job": "attachment", "index": index}
            answer, content = document.child.ask(message, max_raw=MAX_ATTACHMENT_BYTES)
            granted(answer)
            return bytes(content)

    def merge(
        self,
        parts: Sequence[OwnPages | Scan],
        *,
        paper: tuple[float, float],
        stamp: bytes,
        placeholder: Callable[[str, str], bytes],
        footnotes: Callable[[Sequence[PageNote], tuple[float, float]], tuple[bytes, float]] | None = None,
        outline: Sequence[OutlineEntry] = (),
        links: Sequence[PageLink] = (),
        information: Mapping[str, str] | None = None,
        out: BinaryIO,
        progress: Progress = no_progress,
    ) -> MergeReport:
        """Write a binder to `out`, page by page.

        Args:
            parts: own pages, already of the paper's size, and documents, which are scaled into it above the footer's strip.
            paper: width and height in points.
            stamp: a PDF of our own with as many pages as the binder: page i is laid over the binder's page i. It draws the footer.
            placeholder: draws the page that stands for each page of a document that cannot be merged, from its name and the reason.
            footnotes: draws what the notes on a page of this size say, as one page of the paper's size to be laid over it, and says how
                much height it needs above the footer's strip; without it such notes are left out.
            outline: the bookmarks in order.
            links: places on our own pages that lead to other pages, such as the lines of the contents.
            information: such as `{"Title": …, "Author": …}`, names as in a PDF's information dictionary.
            out: only `write` is called.
            progress: called before every page; may raise Cancelled, and `out` holds half a file then.

        Raises:
            ValueError: the stamp has more or fewer pages than the parts together.
        """
        ready = Ready(self._binders, self._flattened, self._rendered_for_print)
        how = Binding(ready, paper, stamp, placeholder, footnotes, progress)
        return merge(parts, how, outline, links, information or {}, out)

    def edit_pages(
        self, sources: Sequence[tuple[bytes, str]], pages: Sequence[EditedPage], progress: Progress = no_progress
    ) -> bytes:
        """One PDF of pages out of these files (bytes and media type), in this order, each as it is or changed.

        Raises DocumentRefused, naming a page that can be neither copied nor drawn; lets `Cancelled` out of `progress` pass.
        """
        return make_version(self._editors, self._flattened_as_shown, sources, pages, progress)

    def _flattened_as_shown(self, untrusted: bytes) -> Flattened:
        with loaded(self._quick, untrusted, media_type=PDF) as document:
            answer, pdf = document.child.ask({"job": "flatten"}, max_raw=MAX_FLATTENED_BYTES)
            return checks.flattened(granted(answer), pdf)

    def page(self, content: Callable[[], bytes], known_as: str, media_type: str, page: int, dpi: float) -> Picture:
        """A page (from 0) of a document of which others follow: it stays open, known by the id of its file, until another one is wanted
        or `put_pages_away` is called; `content` gives its bytes when they are needed. Raises as `inspect` does, and what `content` raises.
        """
        with kept_loaded(self._quick, content, media_type, known_as) as document:
            message = {"job": "render", "page": page, "dpi": dpi, "within": MAX_SIDE_PIXELS}
            answer, rows = document.child.ask(message, max_raw=MAX_PIXEL_BYTES)
            return checks.picture(granted(answer), rows)

    def put_pages_away(self) -> None:
        """Forget the document that was kept open for its pages."""
        put_away(self._quick)

    def small_pictures(
        self, content: Callable[[], bytes], known_as: str, media_type: str, pages: Sequence[int], within: int
    ) -> dict[int, Picture | None]:
        """Pages (from 0) as small pictures, no side longer than `within`; None for one that cannot be drawn.

        The document stays open as for `page`. Raises as that does.
        """
        found: dict[int, Picture | None] = {}
        with kept_loaded(self._quick, content, media_type, known_as) as document:
            for page in pages:
                message = {"job": "render", "page": page, "dpi": _SMALL_DPI, "within": within}
                answer, rows = document.child.ask(message, max_raw=MAX_PIXEL_BYTES)
                found[page] = None if "refused" in answer else checks.picture(answer, rows)
        return found

    def look_at_pages(
        self, untrusted: bytes, media_type: str, progress: Progress = no_progress
    ) -> list[PageLook | None]:
        """How each page looks, for the question where a stack is to be split; None for one that cannot be drawn.

        Raises as `inspect` does, and lets `Cancelled` out of `progress` pass.
        """
        found: list[PageLook | None] = []
        with loaded(self._editors, untrusted, media_type=media_type, **{"as": "shown"}) as document:
            for page in range(document.pages):
                words = tr("Page {page} of {pages}", page=page + 1, pages=document.pages)
                progress(page, document.pages, words)
                answer = document.child.ask({"job": "look", "page": page})[0]
                found.append(None if "refused" in answer else checks.page_look(answer))
        return found

    def label_on(self, untrusted: bytes, media_type: str, most: int) -> str | None:
        """The letters and digits of the number on the first label among the first pages, at most so many; None where there is none.

        Raises as `inspect` does.
        """
        with loaded(self._editors, untrusted, media_type=media_type, **{"as": "shown"}) as document:
            for page in range(min(most, document.pages)):
                answer = document.child.ask({"job": "label", "page": page})[0]
                found = None if "refused" in answer else checks.label(answer)
                if found is not None:
                    return found
        return None

    def is_signed(self, untrusted: bytes, media_type: str) -> bool:
        """Whether a PDF carries a signature, which holds for that very file only. What cannot be read has none."""
        if media_type != PDF:
            return False
        try:
            with loaded(self._editors, untrusted, media_type=media_type, **{"as": "flat"}) as document:
                return granted(document.child.ask({"job": "signed"})[0]).get("signed") is True
        except DocumentRefused:
            return False

    def opens(self, untrusted: bytes, password: str) -> bool:
        """Whether a password opens a PDF that `inspect` refused with PasswordNeeded. Raises as `inspect` does.

        Whoever asks calls `forget_passwords` at the end.
        """
        return unlocked.opens(self._unlockers, untrusted, password)

    def unlocked(self, untrusted: bytes, password: str) -> bytes:
        """The same PDF without its lock: every page, form field and file inside of it. Raises WrongPassword, and as `inspect` does.

        Whoever asks calls `forget_passwords` at the end.
        """
        return unlocked.unlocked(self._unlockers, untrusted, password)

    def forget_passwords(self) -> None:
        """End the process that was told passwords."""
        self._unlockers.end_idle()

    def publications(self, untrusted: bytes) -> AbstractContextManager[PublicationFile]:
        """A file of publications (PubMed's format, CSV, RSS, Atom, XML), held open by a process until the block ends.

        Raises UnsupportedFile, DamagedFile, TooLarge, WorkerStopped, in the block too.
        """
        return asking.opened(self._publications, untrusted)

    def contact_cards(self, untrusted: bytes) -> CardFile:
        """The vCards of a file, each read or refused by itself. Raises DamagedFile, TooLarge, WorkerStopped."""
        require_size(untrusted, MAX_CARD_BYTES, tr("Export the contacts without their pictures, or in several parts."))
        failed = tr("The contacts in this file could not be read.")
        parts = asked(
            self._cards, {"job": "contact_cards"}, untrusted, card_checks.card_file, failed, most=2 * MAX_CARDS
        )
        return card_checks.whole_file(parts)

    def calendar(self, untrusted: bytes, today: date, zone: str) -> CalendarFile:
        """The events of a calendar file, each read or refused by itself; repetitions are given from `today` on.

        `zone` is that of this computer. Raises DamagedFile, TooLarge, WorkerStopped.
        """
        require_size(untrusted, MAX_CALENDAR_BYTES, tr("Export the calendar without attachments, or in several parts."))
        job = {"job": "calendar", "today": today.isoformat(), "zone": zone}
        failed = tr("The appointments in this file could not be read.")
        (whole,) = asked(self._calendars, job, untrusted, calendar_checks.calendar_file, failed)
        return whole

    @property
    def _pools(self) -> tuple[ProcessPool, ...]:
        quick = (self._readers, self._quick, self._binders, self._editors)
        return (*quick, self._publications, self._cards, self._calendars, self._unlockers)
