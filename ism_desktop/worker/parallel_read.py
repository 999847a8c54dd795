"""The pages of one document read by several worker processes at a time."""

import queue
import threading
from collections.abc import Sequence
from dataclasses import asdict

from ism_desktop.errors import DocumentRefused, WorkerStopped
from ism_desktop.language import tr
from ism_desktop.progress import Progress
from ism_desktop.worker import checks
from ism_desktop.worker.child import Child, Stopped
from ism_desktop.worker.frames import Message
from ism_desktop.worker.loading import granted, loaded
from ism_desktop.worker.process_pool import ProcessPool
from ism_desktop.worker.refusals import Overdue, stopped
from ism_desktop.worker.values import PageText, TableReading

_UNREADABLE = PageText("", (), "unreadable")
# Pages that bring a process down are few in a file that is worth reading; each may take as long as a page may take.
_MOST_STOPS = 5
# How often `progress` is called while a page is being read, so that Cancel is felt at once.
_LOOK_UP_SECONDS = 0.1


def read_pages(
    pool: ProcessPool,
    processes: int,
    untrusted: bytes,
    media_type: str,
    pages: Sequence[int],
    progress: Progress,
    *,
    tables: Sequence[TableReading] | None = None,
    how: Message | None = None,
) -> list[PageText]:
    """The text of `pages`, in their order; `tables`, one for each, has their pictures read line by line; `how` goes with every job.

    A page that cannot be read has the source "unreadable" and costs itself alone. Raises DocumentRefused where no page can be read, or
    where more than a few bring the process down; lets `Cancelled` out of `progress` pass.
    """
    reading = _Reading(pool, untrusted, media_type, pages, tables, how or {})
    threads = [
        threading.Thread(target=reading.take_part, name=f"read-text-{number}", daemon=True)
        for number in range(min(processes, len(pages)))
    ]
    for thread in threads:
        thread.start()
    texts: dict[int, PageText] = {}
    refusals: list[DocumentRefused] = []
    try:
        while len(texts) < len(pages):
            words = tr("Reading page {page} of {pages}", page=len(texts) + 1, pages=len(pages))
            progress(len(texts), len(pages), words)
            try:
                place, outcome = reading.outcomes.get(timeout=_LOOK_UP_SECONDS)
            except queue.Empty:
                continue
            if isinstance(outcome, DocumentRefused) and place >= 0:
                refusals.append(outcome)
                if len(refusals) == len(pages) or sum(isinstance(one, WorkerStopped) for one in refusals) > _MOST_STOPS:
                    raise refusals[0]
                outcome = _UNREADABLE
            if isinstance(outcome, BaseException):
                raise outcome
            texts[place] = outcome
        progress(len(pages), len(pages), tr("Text read"))
    finally:
        reading.stop()
        for thread in threads:
            thread.join()
    return [texts[place] for place in range(len(pages))]


class _Reading:
    """One document's pages, handed out to the threads that each look after one process."""

    def __init__(
        self,
        pool: ProcessPool,
        untrusted: bytes,
        media_type: str,
        pages: Sequence[int],
        tables: Sequence[TableReading] | None,
        how: Message,
    ) -> None:
        self.outcomes: queue.SimpleQueue[tuple[int, PageText | BaseException]] = queue.SimpleQueue()
        self._pool = pool
        self._untrusted = untrusted
        self._media_type = media_type
        self._pages = pages
        self._tables = tables
        self._how = how
        self._lock = threading.Lock()
        self._next = 0
        self._at_work: set[Child] = set()
        self._again: set[int] = set()

    def stop(self) -> None:
        """Hand out no more pages and end the processes that still work on one."""
        with self._lock:
            self._next = len(self._pages)
            for child in self._at_work:
                child.end()

    def take_part(self) -> None:
        """Read pages in one process after another until none is left."""
        place: int | None = self._take()
        try:
            while place is not None:
                with loaded(self._pool, self._untrusted, media_type=self._media_type) as document:
                    while place is not None and not document.child.worn_out:
                        outcome = self._read(document.child, place)
                        if document.child.gone and place not in self._again and not isinstance(outcome, Overdue):
                            # Ended from outside, perhaps: it is the page's fault only if it happens in a fresh process too.
                            self._again.add(place)
                            break
                        self.outcomes.put((place, outcome))
                        place = self._take()
        except BaseException as error:  # noqa: BLE001 - handed to the thread that asked, which raises it
            self.outcomes.put((-1, error))

    def _take(self) -> int | None:
        with self._lock:
            if self._next >= len(self._pages):
                return None
            self._next += 1
            return self._next - 1

    def _read(self, child: Child, place: int) -> PageText | DocumentRefused:
        page = self._pages[place]
        message: Message = {"job": "text", "page": page, **self._how}
        if self._tables is not None:
            message["table"] = asdict(self._tables[place])
        with self._lock:
            self._at_work.add(child)
        try:
            return checks.page_text(granted(child.ask(message)[0]))
        except Stopped as stop:
            return stopped(stop.overdue, page)
        except DocumentRefused as refusal:
            return refusal
        finally:
            with self._lock:
                self._at_work.discard(child)
