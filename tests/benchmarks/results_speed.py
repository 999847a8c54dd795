"""How fast the test results are: `python -m tests.benchmarks.results_speed`.

200 collections of 20 values each in a real encrypted vault: opening the page, opening a collection, saving a blood count of 22 values, and
reading every value. Prints the median of some runs beside the aim, in milliseconds.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ism_desktop.library import lab_tests
from ism_desktop.records import store, test_values
from ism_desktop.records.kinds.test_results import TEST_RESULTS
from ism_desktop.records.search import Index
from ism_desktop.records.values import Moment, PartialDate, PartialTime, Rows, parse_quantity
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.results.page import ResultsPage
from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import Workers

COLLECTIONS, VALUES, PANEL, RUNS = 200, 20, 22, 9


def rows(number: int, count: int) -> Rows:
    """So many values of a blood count."""
    tests = next(panel.tests for panel in lab_tests.load().panels if panel.key == "blood_count")
    made = Rows.of(
        {
            "test": test.name,
            "key": test.key,
            "value": parse_quantity(f"{number % 40 + place}.{number % 10}"),
            "unit": test.units[0],
            "range": "1.0-20.0",
        }
        for place, test in enumerate(tests[:count])
    )
    assert made is not None
    return made


def fill(vault: Vault) -> None:
    """Ten years, a collection every second or third week."""
    with vault.write() as session:
        for number in range(COLLECTIONS):
            day = PartialDate(2016 + number // 20, number % 12 + 1, number % 28 + 1)
            values = {
                "taken_at": Moment(day, PartialTime(8, 30)),
                "lab": f"Lab {number % 3}",
                "values": rows(number, VALUES),
            }
            store.save(session, TEST_RESULTS, values)


def timed(words: str, aim: str, work: Callable[[], object], before: Callable[[], object] | None = None) -> None:
    """Print the median of some runs."""
    taken: list[float] = []
    for _ in range(RUNS):
        if before is not None:
            before()
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    print(f"{words:48} {statistics.median(taken):8.1f} ms   (aim {aim})")


def main() -> None:
    """Measure."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        settings = Settings(path / "settings.json")
        apply_look(settings)
        vault = create(path / "vault", "a passphrase for measuring", cost=KeyCost(8 * 1024, 1, 1))
        fill(vault)
        workers = Workers()
        workspace = Workspace(vault, workers, Index(vault, lambda _file: []), settings)
        pages: list[ResultsPage] = []

        def opened() -> None:
            page = ResultsPage(workspace)
            page.resize(1118, 700)
            page.show()
            page.refresh()
            app.processEvents()
            pages.append(page)

        def closed() -> None:
            for page in pages:
                page.close()
                page.deleteLater()
            pages.clear()
            app.processEvents()

        def read() -> None:
            with vault.read() as session:
                assert len(test_values.every(session)) >= COLLECTIONS * VALUES

        number = iter(range(1_000_000))

        def saved() -> None:
            with vault.write() as session:
                values = {"taken_at": Moment(PartialDate(2026, 5, 6)), "values": rows(next(number), PANEL)}
                store.save(session, TEST_RESULTS, values)

        timed("open the page", "300 ms", opened, closed)
        ids = pages[0].view.list.model.ids  # type: ignore[union-attr]
        which = iter(range(RUNS))

        def chosen() -> None:
            pages[0].show_record(ids[next(which)])
            app.processEvents()

        timed("open a collection of 20 values", "-", chosen)
        timed("read every value", "-", read)
        timed("save a blood count of 22 values", "30 ms", saved)
        closed()
        workspace.close()
        workers.close()
        vault.close()


if __name__ == "__main__":
    main()
