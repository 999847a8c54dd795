"""Merging: own pages and scans become one PDF, page by page, through a binder process, with a footer over every page.

The state of the file that is being written is here, not in the process: when a document brings the process down, the next document goes on
in a fresh one. A page that cannot be copied is rendered and put in as a picture; what cannot be rendered either gets a placeholder.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from ism_desktop.errors import DocumentRefused, IsmError
from ism_desktop.progress import Progress
from ism_desktop.worker import checks
from ism_desktop.worker.frames import Message
from ism_desktop.worker.lane import Lane
from ism_desktop.worker.limits import MAX_PAGE_OBJECT_BYTES
from ism_desktop.worker.loading import Loaded, granted, loaded
from ism_desktop.worker.pdf_out import PAGES, PdfOut
from ism_desktop.worker.refusals import refused
from ism_desktop.worker.shapes import MergeReport, OutlineEntry, OwnPages, PageLink, Picture, Scan

FOOTER_STRIP = 12 / 25.4 * 72
"""The height in points that scans leave free at the bottom: 12 mm."""

_RENDERED_DPI = 200


@dataclass(frozen=True, slots=True)
class Binding:
    """What a merge stands on: the processes, a way to render a page, the look of the pages."""

    lane: Lane
    render: Callable[[bytes, str, int, float], Picture]
    paper: tuple[float, float]
    stamp: bytes
    placeholder: Callable[[str, str], bytes]
    progress: Progress


@dataclass(slots=True)
class _Binder:
    """A binder that is being written."""

    how: Binding
    out: PdfOut
    links: Mapping[int, list[list[float]]] = field(default_factory=dict[int, list[list[float]]])
    stamps: list[int] = field(default_factory=list[int])
    failures: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def draw_stamps(self) -> None:
        """Put the footers into the file, each once, for the pages to refer to."""
        with loaded(self.how.lane, self.how.stamp) as document:
            self.stamps = self._ask(document, {"job": "stamps"}, document.pages)

    def bind_own(self, pdf: bytes) -> None:
        """Put in pages that this program drew. A failure here is a bug, not a document's fault."""
        with loaded(self.how.lane, pdf) as document:
            for page in range(document.pages):
                self._sheet(document, page, strip=0.0)

    def bind_scan(self, scan: Scan) -> None:
        """Put in a document of the vault with as many pages as were planned, whatever is wrong with it."""
        try:
            untrusted = scan.load()
        except IsmError as error:
            for _ in range(scan.pages):
                self._put_placeholder(scan, error.what)
            self.failures.append((scan.name, error.what))
            return
        page, lost, reason, can_copy = 0, 0, "", True
        while page < scan.pages:
            if can_copy:
                page, can_copy = self._copy(scan, untrusted, page)
            if page < scan.pages:
                try:
                    self._put_picture(scan, untrusted, page)
                except DocumentRefused as error:
                    self._put_placeholder(scan, error.what)
                    lost, reason = lost + 1, error.what
                page += 1
        if lost:
            self.failures.append(
                (scan.name, reason if lost == scan.pages else f"{lost} of {scan.pages} pages: {reason}")
            )

    def _copy(self, scan: Scan, untrusted: bytes, page: int) -> tuple[int, bool]:
        """Copy pages from `page` on. Returns the first that was not copied, and whether copying can be tried again after it."""
        opened = False
        try:
            with loaded(self.how.lane, untrusted, scan.name, scan.media_type) as document:
                if document.pages != scan.pages:
                    raise refused({"refused": "damaged"})
                opened = True
                while page < scan.pages:
                    self._sheet(document, page)
                    page += 1
        except DocumentRefused:
            return page, opened
        return page, True

    def _put_picture(self, scan: Scan, untrusted: bytes, page: int) -> None:
        """Put in a page as a picture of it. Raises DocumentRefused."""
        picture = self.how.render(untrusted, scan.media_type, page, _RENDERED_DPI)
        size = [picture.width * 72 / _RENDERED_DPI, picture.height * 72 / _RENDERED_DPI]
        with loaded(self.how.lane, picture.png) as document:
            self._sheet(document, 0, size=size)

    def _put_placeholder(self, scan: Scan, reason: str) -> None:
        with loaded(self.how.lane, self.how.placeholder(scan.name, reason)) as document:
            self._sheet(document, 0, strip=0.0)

    def _sheet(self, document: Loaded, page: int, **more: object) -> None:
        """Put in one page, with the footer of the place where it comes to stand."""
        place = len(self.out.pages)
        if place >= len(self.stamps):
            raise ValueError(f"the stamp has {len(self.stamps)} pages, the binder more")
        self.how.progress(place, len(self.stamps), f"Binding page {place + 1} of {len(self.stamps)}")
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
    binder = _Binder(how, PdfOut(out), on_page)
    binder.draw_stamps()
    for part in parts:
        if isinstance(part, OwnPages):
            binder.bind_own(part.pdf)
        else:
            binder.bind_scan(part)
    pages = len(binder.out.pages)
    if pages != len(binder.stamps):
        raise ValueError(f"the stamp has {len(binder.stamps)} pages, the binder {pages}")
    how.progress(pages, pages, "Finishing")
    binder.out.finish(outline, sorted({link.target_index for link in links}), information)
    return MergeReport(pages, tuple(binder.failures))
