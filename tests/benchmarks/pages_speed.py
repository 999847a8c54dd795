"""How fast the pages of reports, of the diagnosis and of plans open: `python -m tests.benchmarks.pages_speed`.

200 reports, 200 collections of test results, a finding under every topic and 40 planned checks in a real encrypted vault. Prints the median
of some runs beside the aim, in milliseconds of time and of the processor.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ism_desktop.library import lab_tests
from ism_desktop.records import links, store
from ism_desktop.records.kinds.diagnosis_evidence import DIAGNOSIS_EVIDENCE, TOPICS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.monitoring import MONITORING
from ism_desktop.records.kinds.reports import REPORTS, TYPES
from ism_desktop.records.search import Index
from ism_desktop.records.values import PartialDate, Rows, parse_quantity
from ism_desktop.settings import Settings
from ism_desktop.ui.base.page import Page
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.diagnosis.page import DiagnosisPage
from ism_desktop.ui.places.home.page import HomePage
from ism_desktop.ui.places.plans.page import PlansPage
from ism_desktop.ui.places.reports.page import ReportsPage
from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import Workers
from tests.benchmarks import results_speed

REPORTS_HELD, CHECKS, RUNS = 200, 40, 9
_DOCUMENT = {
    "title": "Report",
    "file_name": "scan.pdf",
    "media_type": "application/pdf",
    "size": 1,
    "sha256": "0" * 64,
    "fingerprint": "0" * 64,
    "pages": 3,
    "file_id": "0" * 32,
    "imported_at": "2026-01-01T00:00:00+00:00",
}


def fill(vault: Vault) -> None:
    """Reports of every kind over twenty years, each with a page of a document."""
    results_speed.fill(vault)
    score = Rows(({"site": "Lumbar spine L1 to L4", "t_score": parse_quantity("-1.6")},))
    tests = [test.name for test in lab_tests.load().tests.values()]
    with vault.write() as session:
        document = store.save(session, DOCUMENTS, _DOCUMENT)
        for number in range(REPORTS_HELD):
            day = PartialDate(2006 + number // 10, number % 12 + 1, number % 28 + 1)
            type_ = TYPES[number % len(TYPES)].value
            values = {"title": f"Report {number}", "type": type_, "on_date": day, "conclusion": "As before. " * 20}
            made = store.save(session, REPORTS, values | ({"bone_density": score} if type_ == "bone_density" else {}))
            links.attach(session, REPORTS, made, document, number % 3 + 1)
        for topic in TOPICS:
            made = store.save(
                session, DIAGNOSIS_EVIDENCE, {"topic": topic.value, "said": "As the report says it. " * 4}
            )
            links.attach(session, DIAGNOSIS_EVIDENCE, made, document, 1)
        for number in range(CHECKS):
            values = {"what": tests[number], "every": "every 12 months", "interval": 12, "interval_unit": "months"}
            store.save(session, MONITORING, values)


def measured(workspace: Workspace, app: QApplication, made: type[Page]) -> None:
    """Open a page several times, and print how long it took."""
    wall: list[float] = []
    spent: list[float] = []
    for _ in range(RUNS):
        began, worked = time.perf_counter(), time.process_time()
        page = made(workspace)
        page.resize(1118, 700)
        page.show()
        page.refresh()
        app.processEvents()
        wall.append((time.perf_counter() - began) * 1000)
        spent.append((time.process_time() - worked) * 1000)
        page.close()
        page.deleteLater()
        app.processEvents()
    words = f"open {made.__name__}"
    print(
        f"{words:30} {statistics.median(wall):7.1f} ms, of the processor {statistics.median(spent):7.1f} ms   (aim 300 ms)"
    )


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
        for made in (ReportsPage, DiagnosisPage, PlansPage, HomePage):
            measured(workspace, app, made)
        workspace.close()
        workers.close()
        vault.close()


if __name__ == "__main__":
    main()
