"""Opens the window and every dialog on the screen that is there, and prints as JSON what does not lie on it."""

import json
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ism_desktop import vault
from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.worker import Workers
from tests.drivers.small_screens import faults, opened_dialogs

_CHEAP = vault.KeyCost(memory_kib=8 * 1024, iterations=1, lanes=1)
_FRAME_IS_KNOWN_AFTER = 0.8  # seconds


def main(path: Path, percent: int) -> None:
    """Make a vault at `path`, and look."""
    QApplication([])
    settings = Settings(path.parent / "settings.json")
    settings["text_size"] = percent
    apply_look(settings)
    made = vault.create(path, "correct horse battery staple", cost=_CHEAP)
    with Workers() as workers:
        index = Index(made, lambda _file: [])
        workspace = Workspace(made, workers, index, settings)
        window = MainWindow(workspace)
        window.show()
        _wait()
        found = faults(window, fitting.free_area(window))
        for dialog in opened_dialogs(window):
            _wait()
            found += faults(dialog, fitting.free_area(dialog))
        print(json.dumps(found))
        window.close()
        workspace.close()
        index.close()
    made.close()


def _wait() -> None:
    until = time.monotonic() + _FRAME_IS_KNOWN_AFTER
    while time.monotonic() < until:
        QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
