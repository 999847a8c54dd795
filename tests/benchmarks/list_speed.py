"""How fast a list of 20,000 entries is: `python -m tests.benchmarks.list_speed`.

Opens a page over a real encrypted vault, sorts it by each column, saves one entry, filters, scrolls and chooses everything, and prints the
median of some runs beside the aim. A timer on the event loop shows the longest time in which the window answered nothing.
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
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import insert

from ism_desktop.records import store
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.documents.page import DocumentsPage
from ism_desktop.ui.record_kit.page import RecordsPage
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
    """Beats on the event loop, and keeps the longest time between two beats."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_beat)

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now

    @contextmanager
    def watching(self) -> Generator[None]:
        """Watch from here on."""
        settle()
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()
        yield
        settle()
        self._timer.stop()


def settle(milliseconds: int = 60) -> None:
    """Let the window do all that waits."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


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
                kind.columns[
                    0
                ]: f"{chance.choice('ABCDEÄÖKLMNOPRSTUZ')}{chance.choice('aeiou')}name {chance.randrange(10**6)}"
            }
            | {"id": f"{chance.getrandbits(128):032x}", "created_at": now, "updated_at": now}
            | {"generation": generation, "author": "owner", "gaps": {}}
            for place in range(number)
        ]
        session.execute(insert(kind.table), rows)
        session.info["changed"].add(kind.name)


def timed(words: str, aim: str, pulse: Pulse, action: Callable[[], object], *, runs: int = RUNS) -> None:
    """Do something some times, painted, and print how long it took and how long the window stood still."""
    took: list[float] = []
    stalls: list[float] = []
    for _ in range(runs):
        with pulse.watching():
            started = time.perf_counter()
            action()
            QApplication.processEvents()
            took.append((time.perf_counter() - started) * 1000)
        stalls.append(pulse.longest)
    print(
        f"{words:44} {statistics.median(took):7.0f} ms (aim {aim}), longest stall {statistics.median(stalls):5.0f} ms",
        flush=True,
    )


def main() -> None:
    """Build the vault, open its pages, and print the figures."""
    app = QApplication([])
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
        for name in ("medications", "reactions"):
            measure(workspace, BY_NAME[name])
        measure_documents(workspace)
        workspace.close()
        index.close()
        vault.close()
    app.quit()


def measure(workspace: Workspace, kind: Kind) -> None:
    """One page over one long list."""
    pulse = Pulse()
    pages: list[RecordsPage] = []

    def build() -> None:
        page = RecordsPage(workspace, "A place", [kind.name])
        page.resize(1118, 700)
        pages.append(page)

    def open_page() -> None:
        pages[-1].show()
        pages[-1].refresh()

    print(f"{ENTRIES} of {kind.name}:")
    for _ in range(3):
        timed("  build the page, once for each window", "-", pulse, build, runs=1)
        timed("  open the page", "300", pulse, open_page, runs=1)
    page, table = pages[-1], pages[-1].view.list.table  # type: ignore[union-attr]
    for old in pages[:-1]:
        old.close()
        old.deleteLater()
    for column, name in enumerate(kind.columns):
        order = iter([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder] * RUNS)
        timed(
            f"  sort by {name}",
            "300",
            pulse,
            lambda column=column, order=order: table.sortByColumn(column, next(order)),
        )
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    with workspace.vault.read() as session:
        some = [record.id for record in store.list_active(session, kind)[500:520]]
    number = iter(range(100))

    def save() -> None:
        with workspace.vault.write() as session:
            store.save(session, kind, {kind.columns[0]: f"Changed {next(number)}"}, record_id=some.pop())

    for words in ("  a saved entry, shown", "  the same while an entry is open"):
        for _ in range(3):
            save()
            timed(words, "50", pulse, page.refresh, runs=1)
        page.show_record(some[0])
        settle(300)
    timed("  nothing changed", "-", pulse, page.refresh)
    if hasattr(page.view.list, "filter"):  # type: ignore[union-attr]
        words = iter(["changed", "zzz", "", "name 12", ""] * 2)
        timed("  filter", "300", pulse, lambda: page.view.list.model.filter(next(words)))  # type: ignore[union-attr]
        page.view.list.model.filter("")  # type: ignore[union-attr]
    timed(
        "  scroll to the end and back",
        "-",
        pulse,
        lambda: (table.scrollToBottom(), QApplication.processEvents(), table.scrollToTop()),
    )
    timed("  letters typed towards a row", "-", pulse, lambda: table.keyboardSearch("Uu"), runs=2)
    timed("  choose everything", "-", pulse, table.selectAll, runs=1)
    page.close()
    page.deleteLater()
    settle()


def measure_documents(workspace: Workspace) -> None:
    """The shelf of documents."""
    pulse = Pulse()
    print(f"{DOCUMENTS} documents:")
    page = DocumentsPage(workspace)
    page.resize(1118, 700)

    def opened(widget: QWidget) -> None:
        widget.show()
        page.refresh()

    timed("  open the page", "-", pulse, lambda: opened(page), runs=1)
    timed("  nothing changed", "-", pulse, page.refresh)
    with workspace.vault.write() as session:
        first = store.list_active(session, BY_NAME["documents"])[100]
        store.save(session, BY_NAME["documents"], {"title": "Changed"}, record_id=first.id)
    timed("  a saved document, shown", "-", pulse, page.refresh, runs=1)
    page.close()
    page.deleteLater()
    settle()


if __name__ == "__main__":
    main()
