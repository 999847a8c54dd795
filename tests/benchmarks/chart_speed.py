"""How fast the chart of test results is: `python -m tests.benchmarks.chart_speed`.

200 collections of 20 values each and ten years of medicines (120 started and stopped) in a real encrypted vault: reading, laying out and
painting the chart of one test and of three, zooming, and its paper. Prints the median of some runs beside the aim, in milliseconds.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ism_desktop.printing import results_chart
from ism_desktop.printing.paper import Paper
from ism_desktop.records import store
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.search import Index
from ism_desktop.records.values import PartialDate
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.results.over_time import OverTime
from ism_desktop.ui.shell.garbage import GarbageCollection, spare_what_stays
from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import Workers
from tests.benchmarks.results_speed import fill, timed

MEDICINES = 120
ONE, THREE = ("wbc",), ("wbc", "haemoglobin", "platelets")


def add_medicines(vault: Vault) -> None:
    """A medicine every month, each taken for half a year."""
    with vault.write() as session:
        for number in range(MEDICINES):
            months = number + 6
            values = {
                "name": f"Medicine {number}",
                "strength": "10 mg",
                "started_on": PartialDate(2016 + number // 12, number % 12 + 1, 3),
                "stopped_on": PartialDate(2016 + months // 12, months % 12 + 1, 9),
            }
            store.save(session, MEDICATIONS, values)


def main() -> None:
    """Measure."""
    app = QApplication([])
    collection = GarbageCollection()  # as in the program
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        settings = Settings(path / "settings.json")
        apply_look(settings)
        vault = create(path / "vault", "a passphrase for measuring", cost=KeyCost(8 * 1024, 1, 1))
        fill(vault)
        add_medicines(vault)
        workers = Workers()
        workspace = Workspace(vault, workers, Index(vault, lambda _file: []), settings)
        over = OverTime(workspace)
        over.resize(1070, 620)
        over.show()
        over.refresh()
        app.processEvents()
        spare_what_stays()

        def shown(marks: tuple[str, ...]) -> None:
            over.choose(*marks)
            over.chart.grab()

        def read_again() -> None:
            over.refresh()
            over.chart.grab()

        def zoomed() -> None:
            over.chart.canvas.zoom_in()
            over.chart.grab()

        def collected() -> results_chart.ChartContent:
            with vault.read() as session:
                return results_chart.collect(session, THREE)

        timed("show the chart of one test, 200 values", "100 ms", lambda: shown(ONE))
        timed("show the chart of three tests, 600 values", "100 ms", lambda: shown(THREE))
        timed("zoom in", "100 ms", zoomed, over.chart.canvas.zoom_whole)
        timed("read everything and show three tests", "-", read_again)
        timed("collect the chart of three tests", "-", collected)
        content = collected()
        with vault.read() as session:
            paper = results_chart.collect_paper(session, content, workspace.today())
        timed("draw its paper", "-", lambda: results_chart.draw(paper, Paper.A4))
        over.close()
        collection.deleteLater()
        workspace.close()
        workers.close()
        vault.close()


if __name__ == "__main__":
    main()
