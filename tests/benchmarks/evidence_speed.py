"""How fast files of research papers come in, every figure beside its aim: `python -m tests.benchmarks.evidence_speed`.

Made PubMed files of 1, 200 and 10,000 records are imported through the page, in a real encrypted vault, while a timer on the window's event
loop tells how long it stood still; the same again while the search index catches up, and while the import is taken back. The second file
overlaps the first. Memory is the most that the program's process and the worker's took meanwhile. On a busy machine only what was worked
says something.
"""

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import tempfile
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ism_desktop.exchange.publications import TakenIn
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.places.evidence.page import EvidencePage
from ism_desktop.ui.shell.garbage import GarbageCollection, spare_what_stays
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import KeyCost, create
from ism_desktop.worker import Workers
from tests.benchmarks.list_speed import Pulse, settle, until
from tests.made_publications import medline


def main() -> None:
    """Measure all of it."""
    application = QApplication([])
    GarbageCollection(application)
    for count in (1, 200, 10_000):
        with tempfile.TemporaryDirectory() as folder, Workers() as workers:
            measure(Path(folder), workers, count)
    application.quit()


def measure(folder: Path, workers: Workers, count: int) -> None:
    """One vault and one size of file."""
    first, second = folder / "first.nbib", folder / "second.nbib"
    first.write_bytes(medline(count))
    # The second file has half of the first, one of those retracted meanwhile, and as many new ones.
    second.write_bytes(medline(count, first=count // 2 + 1, retracted=frozenset({count})))
    gc.collect()
    vault = create(folder / "vault", "papers of many years", cost=KeyCost(8 * 1024, 1, 1))
    settings = Settings(folder / "settings.json")
    apply_look(settings)
    index = Index(vault, lambda _: ())
    workspace = Workspace(vault, workers, index, settings)
    window = MainWindow(workspace, "evidence")
    window.show()
    settle(1_500)
    spare_what_stays()
    page = window.current_page
    if not isinstance(page, EvidencePage):
        raise TypeError("the page of research papers was expected")
    print(f"{count:,} records, {first.stat().st_size / 1e6:.1f} MB", flush=True)
    pulse = Pulse()
    before = forget_most()
    for words, path in (("  imported", first), ("  overlapping file", second)):
        _import(page, pulse, words, path)
    with pulse.watching():
        began = time.perf_counter(), time.process_time()
        workspace.undo_bar.undo_latest()
        until(lambda: workspace.background.idle)
    _say("  taken back", _since(began), pulse)
    most, worker = memory(os.getpid(), "VmHWM"), max(memory(pid, "VmHWM") for pid in workers.pids)
    print(
        f"  memory: program {before:.0f} MB before and {most:.0f} at most, worker {worker:.0f} at most;"
        f" together for the imports {most - before + worker:.0f} MB (aim 200)",
        flush=True,
    )
    window.close()
    workspace.close()
    index.close()
    vault.close()


def _import(page: EvidencePage, pulse: Pulse, words: str, path: Path) -> None:
    done: list[TakenIn] = []
    page.taking_in.ended.connect(done.append)
    with pulse.watching():
        began = time.perf_counter(), time.process_time()
        page.take_files([path])
        until(lambda: bool(done) and not page.papers.list.model.is_waiting)
        took = _since(began)
    page.taking_in.ended.disconnect(done.append)
    filed = done[0].filed
    _say(f"{words}: {len(filed.new)} new, {filed.known} known, {len(filed.marked)} marked", took, pulse)
    with pulse.watching():
        began = time.perf_counter(), time.process_time()
        settle(400)  # the index waits a moment
        until(lambda: page.workspace.background.idle)
    _say("    search index", _since(began), pulse, aim="  –")


def _since(began: tuple[float, float]) -> tuple[float, float]:
    """Seconds that went by, and that this process worked."""
    return time.perf_counter() - began[0], time.process_time() - began[1]


def _say(words: str, took: tuple[float, float], pulse: Pulse, aim: str = "  5") -> None:
    print(
        f"{words:56} {took[0]:6.2f} s (aim {aim}; worked {took[1]:5.2f})"
        f"   longest stall {pulse.longest:5.0f} ms (aim 50; worked {pulse.busiest:4.0f})",
        flush=True,
    )


def memory(pid: int, which: str) -> float:
    """Megabytes that a process takes (VmRSS) or took at most (VmHWM)."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(which))


def forget_most() -> float:
    """Let the most that this process takes be counted from here on; what it takes now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return memory(os.getpid(), "VmRSS")


if __name__ == "__main__":
    main()
