"""How fast long lists are, every figure beside its aim: `python -m tests.benchmarks.list_speed`.

Opens pages over a real encrypted vault, 20,000 entries of a kind and 5,000 documents: opens, sorts, filters, saves, scrolls and chooses
everything. Printed are the median time until it is all painted, the longest time in which the window answered nothing (a timer on its
event loop tells), and of both what the processor worked for it: on a busy machine only these say something.
"""

import os
from collections.abc import Generator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from ism_desktop.records import paging, store
from ism_desktop.records.document_filter import DocumentFilter
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.paging import Wish
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.documents.page import DocumentsPage
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.garbage import GarbageCollection, spare_what_stays
from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import Workers
from tests.records.samples import values_for

ENTRIES, DOCUMENTS, RUNS = 20_000, 5_000, 5
# Every twelfth text has a letter beyond ASCII.
_WORDS = (
    "tablet",
    "morning",
    "evening",
    "as needed",
    "flushing",
    "itching",
    "Dr Okafor",
    "hospital",
    "with food",
    "severe",
    "mild",
    "Müller",
)


class Pulse(QObject):
    """Beats on the event loop, and keeps the longest time between two beats, and the most that the window's thread worked in one."""

    EVERY = 4  # milliseconds; without a pause between its beats it would keep the other threads from working

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=self.EVERY, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._begin()

    def _begin(self) -> None:
        self.longest = self.busiest = 0.0
        self._last = time.perf_counter(), time.thread_time()

    def _on_beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now[0] - self._last[0]) * 1000 - self.EVERY)
        self.busiest = max(self.busiest, (now[1] - self._last[1]) * 1000)
        self._last = now

    @contextmanager
    def watching(self) -> Generator[None]:
        """Watch from here on."""
        settle()
        self._begin()
        self._timer.start()
        yield
        settle()
        self._timer.stop()


def settle(milliseconds: int = 60) -> None:
    """Let the window do all that waits."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(done: Callable[[], bool]) -> None:
    """Let the window go on until this is so, and all is painted."""
    loop = QEventLoop()
    look = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    look.timeout.connect(lambda: loop.quit() if done() else None)
    if not done():
        look.start()
        loop.exec()
    look.stop()
    QApplication.processEvents()


def fill(vault: Vault, kind: Kind, number: int) -> None:
    """Put entries in at once: saving each would take minutes, and what a list reads is the same."""
    chance = random.Random(5)
    with vault.write() as session:
        generation, now = session.info["generation"], store.now()
        rows = [
            values_for(kind, place)
            | {
                field.name: f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {chance.randrange(100)}"
                for field in kind.form_fields
                if field.input in {Input.TEXT, Input.LONG_TEXT}
            }
            | {
                name: f"{chance.choice('ABCDEÄÖKLMNOPRSTUZ')}{chance.choice('aeiou')}name {chance.randrange(10**6)}"
                for name in kind.columns[:1]
                if kind.field(name).input is Input.TEXT
            }
            | {"id": f"{chance.getrandbits(128):032x}", "created_at": now, "updated_at": now}
            | {"generation": generation, "author": "owner", "gaps": {}}
            for place in range(number)
        ]
        session.execute(insert(kind.table), rows)
        session.info["changed"].add(kind.name)


def timed(
    words: str,
    aim: str,
    pulse: Pulse,
    action: Callable[[], object],
    done: Callable[[], bool] = lambda: True,
    *,
    runs: int = RUNS,
    stall: str = "100",
) -> None:
    """Do something some times, painted, and print how long it took and how long the window stood still."""
    took: list[tuple[float, float, float, float]] = []
    for _ in range(runs):
        with pulse.watching():
            began, worked = time.perf_counter(), time.process_time()
            action()
            until(done)
            figures = (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
        took.append((*figures, pulse.longest, pulse.busiest))
    whole, work, longest, busiest = (statistics.median(column) for column in zip(*took, strict=True))
    print(
        f"{words:44} {whole:6.0f} ms (aim {aim:>3}; worked {work:4.0f})"
        f"   longest stall {longest:5.0f} ms (aim {stall:>3}; worked {busiest:4.0f})",
        flush=True,
    )


def main() -> None:
    """Build the vault, open its pages, and print the figures."""
    app = QApplication([])
    GarbageCollection(app)
    with tempfile.TemporaryDirectory() as folder, Workers() as workers:
        settings = Settings(Path(folder) / "settings.json")
        settings["appearance"] = "light"
        apply_look(settings)
        vault = create(Path(folder) / "vault", "a benchmark passphrase", cost=KeyCost(8192, 1, 1))
        for name, number in (("medications", ENTRIES), ("reactions", ENTRIES), ("documents", DOCUMENTS)):
            fill(vault, BY_NAME[name], number)
        index = Index(vault, lambda _file: [])
        index.catch_up()
        workspace = Workspace(vault, workers, index, settings)
        workspace._index_timer.stop()
        spare_what_stays()
        for name in ("medications", "reactions"):
            measure(workspace, BY_NAME[name])
        measure_documents(workspace)
        workspace.close()
        index.close()
        vault.close()
    app.quit()


def opened(page: Page) -> None:
    """Show a page, which reads what it shows."""
    page.show()


def measure(workspace: Workspace, kind: Kind) -> None:
    """One page over one long list."""
    pulse = Pulse()
    pages: list[RecordsPage] = []

    def build() -> None:
        page = RecordsPage(workspace, "A place", [kind.name])
        page.resize(1118, 700)
        pages.append(page)

    def view() -> KindView:
        found = pages[-1].view
        assert isinstance(found, KindView)
        return found

    def answered() -> bool:
        return not view().list.model.is_waiting and view().list.model.rowCount() > 0

    print(f"{ENTRIES} of {kind.name}:")
    for _ in range(3):
        timed("  build the page, once for each window", "-", pulse, build, runs=1)
        timed("  open the page", "300", pulse, lambda: opened(pages[-1]), answered, runs=1)
        settle(1_000)  # the form is made meanwhile
    page, table = pages[-1], view().list.table
    for old in pages[:-1]:
        old.close()
        old.deleteLater()
    some = measure_order(workspace, view(), pulse, answered)
    number = iter(range(100))

    def save() -> None:
        with workspace.vault.write() as session:
            store.save(session, kind, {kind.columns[0]: f"Changed {next(number)}"}, record_id=some.pop())

    for words in ("  a saved entry, shown", "  the same while an entry is open"):
        for _ in range(3):
            save()
            timed(words, "50", pulse, page.refresh, runs=1)
        if page.view.form.isHidden():
            timed("  open an entry, its form made ahead", "-", pulse, lambda: page.show_record(some[0]), runs=1)
            settle(300)
    timed("  nothing changed", "-", pulse, page.refresh)
    for typed in ("changed", "zzz", "tablet", "okafor with"):
        timed(
            f"  filter: {typed}",
            "300",
            pulse,
            lambda typed=typed: view().list.model.filter(typed),
            settled(view()),
            runs=1,
        )
        view().list.model.filter("")
        until(settled(view()))
    timed(
        "  scroll to the end and back",
        "-",
        pulse,
        lambda: (table.scrollToBottom(), QApplication.processEvents(), table.scrollToTop()),
    )
    timed("  letters typed towards a row", "-", pulse, lambda: table.keyboardSearch("Uu"), runs=2)
    table.scrollToBottom()
    timed("  choose everything, at the end", "-", pulse, table.selectAll, runs=1)
    page.close()
    page.deleteLater()
    settle()


def settled(view: KindView) -> Callable[[], bool]:
    """Whether no answer is awaited."""
    return lambda: not view.list.model.is_waiting


def measure_order(workspace: Workspace, view: KindView, pulse: Pulse, answered: Callable[[], bool]) -> list[str]:
    """Sort by each column; returns some ids from the middle."""
    kind, table = view.kind, view.list.table
    for column, name in enumerate(kind.columns):
        order = iter([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder] * RUNS)
        timed(
            f"  sort by {name}",
            "300",
            pulse,
            lambda column=column, order=order: table.sortByColumn(column, next(order)),
            answered,
        )
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    until(answered)
    with workspace.vault.read() as session:
        return paging.ids(session, Wish(kind))[500:520]


def measure_documents(workspace: Workspace) -> None:
    """The shelf of documents."""
    pulse = Pulse()
    kind = BY_NAME["documents"]
    print(f"{DOCUMENTS} documents:")
    pages: list[DocumentsPage] = []

    def build() -> None:
        page = DocumentsPage(workspace)
        page.resize(1118, 700)
        pages.append(page)

    def answered() -> bool:
        return not pages[-1].shelf.entries.is_waiting and pages[-1].shelf.entries.rowCount() > 0

    for _ in range(3):
        timed("  build the page, once for each window", "-", pulse, build, runs=1)
        timed("  open the page", "300", pulse, lambda: opened(pages[-1]), answered, runs=1)
        settle(1_000)
    page, entries = pages[-1], pages[-1].shelf.entries
    for old in pages[:-1]:
        old.close()
        old.deleteLater()
    settle(500)
    for order in ("title", "added", "oldest", "newest"):
        orders = iter([order, "newest" if order == "oldest" else "oldest"] * RUNS)
        timed(
            f"  order: {order}",
            "300",
            pulse,
            lambda orders=orders: entries.arrange(next(orders), "", DocumentFilter()),
            answered,
        )
    entries.arrange("newest", "", DocumentFilter())
    until(answered)
    for place in (100, 2_000, 4_000):
        with workspace.vault.write() as session:
            store.save(session, kind, {"title": f"Changed {place}"}, record_id=entries.ids[place])
        timed("  a saved document, shown", "50", pulse, page.refresh, runs=1)
    with workspace.vault.write() as session:
        store.trash(session, kind, entries.ids[3_000])
    timed("  one moved to the trash, shown", "50", pulse, page.refresh, runs=1)
    timed("  nothing changed", "-", pulse, page.refresh)
    timed(
        "  scroll to the end and back",
        "-",
        pulse,
        lambda: (page.shelf.list.scrollToBottom(), QApplication.processEvents(), page.shelf.list.scrollToTop()),
    )
    timed("  choose another document", "-", pulse, lambda: page.shelf.choose([entries.ids[50]]), runs=1)
    timed("  choose everything", "-", pulse, page.shelf.list.selectAll, runs=1)
    page.close()
    page.deleteLater()
    settle()


if __name__ == "__main__":
    main()
