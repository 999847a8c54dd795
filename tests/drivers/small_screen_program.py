"""Opens the window and every dialog on the screen that is there, with one size of text, and prints as JSON what does not lie on it."""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

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
_PATIENCE = 20.0  # seconds, on a busy machine, for the frame to come and for what is shown to find its place


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
        print(json.dumps(_walk(workspace)))
        workspace.close()
        index.close()
    made.close()


def _walk(workspace: Workspace) -> list[str]:
    window = MainWindow(workspace)
    window.show()
    found = _settled_faults(window, workspace)
    for dialog in opened_dialogs(window):
        found += _settled_faults(dialog, workspace)
    window.close()
    window.deleteLater()
    return found


def _settled_faults(shown: QWidget, workspace: Workspace) -> list[str]:
    """What is still wrong when the window manager has framed it and there was time to mend it."""
    until = time.monotonic() + _PATIENCE
    while True:
        QTest.qWait(40)
        framed = bool(shown.windowFlags() & Qt.WindowType.FramelessWindowHint) or (
            shown.windowHandle().frameMargins().top() > 0
        )
        found = faults(shown, fitting.free_area(shown))
        if framed and workspace.background.idle and not found:
            return []
        if time.monotonic() > until:
            return found or [f"{shown.objectName()} got no frame"]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
