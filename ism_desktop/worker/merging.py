"""Merging: own pages and scans become one PDF, page by page, through a binder process, with a footer over every page.

The state of the file that is being written is here, not in the process: when a document brings the process down, the next document goes on
in a fresh one. A document with a form, notes or layers is flattened first, so that what is bound is what the window shows. A page that
cannot be copied is rendered and put in as a picture; what cannot be rendered either gets a placeholder.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from ism_desktop.errors import DocumentRefused, IsmError
from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.media_types import PDF
from ism_desktop.progress import Progress
from ism_desktop.worker import checks
from ism_desktop.worker.frames import Message
from ism_desktop.worker.limits import MAX_PAGE_OBJECT_BYTES
from ism_desktop.worker.loading import Loaded, granted, loaded
from ism_desktop.worker.pdf_out import PAGES, PdfOut
from ism_desktop.worker.process_pool import ProcessPool
from ism_desktop.worker.refusals import refused
from ism_desktop.worker.values import (
    Flattened,
    MergeReport,
    OutlineEntry,
    OwnPages,
    PageLink,
    PageNote,
    Picture,
    Scan,
)
from ism_desktop.worker.words_over_pages import DocumentWords, WordsOverPages

FOOTER_STRIP = 12 / 25.4 * 72
"""The height in points that scans leave free at the bottom: 12 mm."""

_RENDERED_DPI = 300


@dataclass(frozen=True, slots=True)
class Ready:
    """The processes that a merge needs: those that bind, one that flattens a PDF, one that renders a page for paper."""

    pool: ProcessPool
    flatten: Callable[[bytes, str], Flattened]
    render: Callable[[bytes, str, int, float], Picture]


@dataclass(frozen=True, slots=True)
class Binding:
    """What a merge stands on: the processes, and the look of the pages."""

    ready: Ready
    paper: tuple[float, float]
    stamp: bytes
    placeholder: Callable[[str, str], bytes]
    footnotes: Callable[[Sequence[PageNote], tuple[float, float]], tuple[bytes, float]] | None
    progress: Progress

    @property
    def pool(self) -> ProcessPool:
        """The processes that bind."""
        return self.ready.pool


@dataclass(slots=True)
class _Source:
    """A document that is being bound: its own bytes, and those that its pages are copied from."""

    scan: Scan
    untrusted: bytes
    words: DocumentWords
    flat: Flattened | None = None
    can_copy: bool = True
    feet: dict[int, tuple[int, float]] = field(default_factory=dict[int, tuple[int, float]])
    lost: dict[int, str] = field(default_factory=dict[int, str])

    @property
    def copied_from(self) -> bytes:
        return self.untrusted if self.flat is None else self.flat.pdf

    def is_copied(self, page: int) -> bool:
        """Whether a page may be copied, as far as is known before it is tried."""
        return self.flat is None or not (page in self.flat.unreadable or page in self.flat.pictures)


@dataclass(slots=True)
class _Binder:
    """A binder that is being written."""

    how: Binding
    out: PdfOut
    words: WordsOverPages
    links: Mapping[int, list[list[float]]] = field(default_factory=dict[int, list[list[float]]])
    stamps: list[int] = field(default_factory=list[int])
    failures: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def draw_stamps(self) -> None:
        """Put the footers into the file, each once, for the pages to refer to."""
        with loaded(self.how.pool, self.how.stamp) as document:
            self.stamps = self._ask(document, {"job": "stamps"}, document.pages)

    def bind_own(self, pdf: bytes) -> None:
        """Put in pages that this program drew. A failure here is a bug, not a document's fault."""
        with loaded(self.how.pool, pdf) as document:
            for page in range(document.pages):
                self._sheet(document, page, strip=0.0)

    def bind_scan(self, scan: Scan) -> None:
        """Put in a document of the vault with as many pages as were planned, whatever is wrong with it."""
        words = self.words.next_document()
        try:
            untrusted = scan.load()
        except IsmError as error:
            for _ in range(scan.start, scan.pages):
                self._put_placeholder(scan, error.what)
            self.failures.append((scan.name, error.what))
            return
        source = _Source(scan, untrusted, words)
        page = scan.start
        while page < scan.pages:
            page = self._copy(source, page)
            if page < scan.pages and not self._flatten(source):
                self._put_otherwise(source, page)
                page += 1
        if source.lost:
            self.failures.append((scan.name, _told(source.lost, scan)))

    def _copy(self, source: _Source, page: int) -> int:
        """Copy pages from `page` on; the first that was not copied."""
        scan = source.scan
        if not source.can_copy or not source.is_copied(page):
            return page
        opened = False
        how = {"as_it_is": source.flat is None}
        try:
            with loaded(self.how.pool, source.copied_from, scan.name, scan.media_type, **how) as document:
                opened = True
                while page < min(scan.pages, document.pages) and source.is_copied(page):
                    self._sheet(document, page, **self._noted(source, page))
                    page += 1
        except DocumentRefused:
            source.can_copy = opened
        return page

    def _flatten(self, source: _Source) -> bool:
        """Flatten a PDF that could not be copied as it is, once; whether copying can be tried again."""
        if source.flat is not None or source.scan.media_type != PDF:
            return False
        try:
            flat = self.how.ready.flatten(source.untrusted, source.scan.name)
        except DocumentRefused:
            return False
        source.flat, source.can_copy = flat, True
        source.feet = self._draw_feet(flat, source.scan)
        return True

    def _put_otherwise(self, source: _Source, page: int) -> None:
        """Put in a page that cannot be copied: as a picture, or else as a page that says why not."""
        scan, flat = source.scan, source.flat
        try:
            if flat is not None and page in flat.unreadable:
                raise refused({"refused": "page"})
            self._put_picture(source, page)
        except DocumentRefused as error:
            reason = error.what
            if scan.pages - scan.start > 1:
                reason = tr("Page {page}: {reason}", page=page + 1, reason=error.what)
            self._put_placeholder(scan, reason)
            source.lost[page] = error.what

    def _put_picture(self, source: _Source, page: int) -> None:
        """Put in a page as a picture of it. Raises DocumentRefused."""
        picture = self.how.ready.render(source.untrusted, source.scan.media_type, page, _RENDERED_DPI)
        flat = source.flat
        if flat is None:
            size, words = [picture.width * 72 / _RENDERED_DPI, picture.height * 72 / _RENDERED_DPI], []
        else:
            size = [*flat.sizes[page]]  # a page that is not there was not rendered either
            words = [[word.text, word.x0, word.y0, word.x1, word.y1] for word in flat.pictures.get(page, ())]
        noted = self._noted(source, page)
        if words and "unseen" not in noted:
            noted |= self.words.over_picture(words, (size[0], size[1]))
        with loaded(self.how.pool, picture.png) as document:
            self._sheet(document, 0, size=size, **noted)

    def _noted(self, source: _Source, page: int) -> dict[str, object]:
        """What a page needs: its words, and for the footnotes that tell what its notes say their form, and the room for them."""
        noted = {**self.words.over(source.words, page)}
        if page in source.feet:
            form, height = source.feet[page]
            noted |= {"foot": form, "strip": FOOTER_STRIP + height}
        return noted

    def _draw_feet(self, flat: Flattened, scan: Scan) -> dict[int, tuple[int, float]]:
        """Put the footnotes of a document into the file; for each page their form and its height."""
        draw = self.how.footnotes
        feet: dict[int, tuple[int, float]] = {}
        for page, notes in flat.notes.items():
            if draw is not None and scan.start <= page < scan.pages:
                pdf, height = draw(notes, flat.sizes[page])
                with loaded(self.how.pool, pdf) as document:
                    feet[page] = self._ask(document, {"job": "stamps"}, document.pages)[0], height
        return feet

    def _put_placeholder(self, scan: Scan, reason: str) -> None:
        with loaded(self.how.pool, self.how.placeholder(scan.name, reason)) as document:
            self._sheet(document, 0, strip=0.0)

    def _sheet(self, document: Loaded, page: int, **more: object) -> None:
        """Put in one page, with the footer of the place where it comes to stand."""
        place = len(self.out.pages)
        if place >= len(self.stamps):
            raise ValueError(f"the stamp has {len(self.stamps)} pages, the binder more")
        words = tr("Adding page {page} of {pages}", page=place + 1, pages=len(self.stamps))
        self.how.progress(place, len(self.stamps), words)
        message: Message = {
            "job": "page",
            "page": page,
            "paper": self.how.paper,
            "strip": FOOTER_STRIP,
            "stamp": self.stamps[place],
            "parent": PAGES,
            "links": self.links.get(place, []),
            **more,
        }
        self.out.pages += self._ask(document, message, 1)

    def _ask(self, document: Loaded, message: Message, count: int) -> list[int]:
        """Have a page or the footers made and write their objects; their `count` numbers. Raises DocumentRefused."""
        first = self.out.next
        answer, objects = document.child.ask({**message, "first": first}, wear=0, max_raw=MAX_PAGE_OBJECT_BYTES)
        made, lengths, following = checks.page_objects(granted(answer), first, len(objects), count)
        self.out.add(lengths, objects, following)
        return made


def _told(lost: Mapping[int, str], scan: Scan) -> str:
    """The reason why pages of a document could not be put in, and which."""
    reason = next(iter(lost.values()))
    if len(lost) == scan.pages - scan.start:
        return reason
    which = in_use().listed(str(page + 1) for page in sorted(lost))
    return tr_n(
        "Page {which} of {pages} could not be added. {reason}",
        "Pages {which} of {pages} could not be added. {reason}",
        len(lost),
        which=which,
        pages=scan.pages,
        reason=reason,
    )


def merge(
    parts: Sequence[OwnPages | Scan],
    how: Binding,
    outline: Sequence[OutlineEntry],
    links: Sequence[PageLink],
    information: Mapping[str, str],
    out: BinaryIO,
) -> MergeReport:
    """Write the binder to `out`. Raises ValueError when the stamp has more or fewer pages than the binder."""
    on_page: dict[int, list[list[float]]] = {}
    for link in links:
        on_page.setdefault(link.page_index, []).append([*link.box, link.target_index])
    pdf = PdfOut(out)
    with WordsOverPages(pdf, [part for part in parts if isinstance(part, Scan)]) as words:
        binder = _Binder(how, pdf, words, on_page)
        binder.draw_stamps()
        for part in parts:
            if isinstance(part, OwnPages):
                binder.bind_own(part.pdf)
            else:
                binder.bind_scan(part)
        words.finish()
    pages = len(binder.out.pages)
    if pages != len(binder.stamps):
        raise ValueError(f"the stamp has {len(binder.stamps)} pages, the binder {pages}")
    how.progress(pages, pages, tr("Finishing"))
    binder.out.finish(outline, sorted({link.target_index for link in links}), information)
    return MergeReport(pages, tuple(binder.failures))
