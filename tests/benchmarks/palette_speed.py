"""How fast the palette answers each letter: `python -m tests.benchmarks.palette_speed`.

In the window of an empty record, and with 300 names to be matched. Prints the median and the slowest of some letters, in milliseconds.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import statistics
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QApplication

from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.shell.palette import Palette
from ism_desktop.ui.shell.palette_matching import Candidate, Section, matching
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import KeyCost, create
from ism_desktop.worker import Workers

AIM = 50


def timed(what: str, typed: Iterable[str], answer: Callable[[str], object]) -> None:
    """Print how long the answers took."""
    taken: list[float] = []
    for letters in typed:
        started = perf_counter()
        answer(letters)
        taken.append((perf_counter() - started) * 1000)
    print(f"{what}: median {statistics.median(taken):.0f} ms, slowest {max(taken):.0f} ms (aim {AIM})")


def main() -> None:
    """Measure."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.json")
        apply_look(settings)
        vault = create(Path(folder) / "vault", "a passphrase for measuring", cost=KeyCost(8 * 1024, 1, 1))
        workers = Workers()
        workspace = Workspace(vault, workers, Index(vault, lambda _file: []), settings)
        window = MainWindow(workspace)
        window.show()
        window.on_palette()
        shown = window.findChild(Palette)
        if shown is None:
            raise SystemExit("the palette did not open")

        def typed(letters: str) -> None:
            shown.line.setText(letters)
            app.processEvents()

        typed("warm")
        timed("typing in the window", ("m", "me", "med", "medi", "lo", "loc", "e c", "appearance"), typed)
        many = [Candidate(Section.PAGES_AND_COMMANDS, f"Page number {number}", number) for number in range(300)]
        timed("matching 300 names", ("p", "pa", "pag", "pn", "number 29"), lambda letters: matching(letters, many))
        shown.close()
        window.close()
        workspace.close()
        workers.close()
        vault.close()


if __name__ == "__main__":
    main()
