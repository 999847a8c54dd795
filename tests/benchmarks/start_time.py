"""How long from start to a usable unlock page, beside an empty PySide6 window: `python -m tests.benchmarks.start_time`.

Both are started as fresh processes in turn, on the same screen (offscreen unless one is set), and timed from before the process is made
until the window's first paint: for the program with the passphrase field shown, enabled and holding the focus.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15

_EMPTY = """
import sys, time
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        print(time.monotonic(), flush=True)
        QApplication.instance().exit()
application = QApplication(sys.argv[:1])
window = Window()
window.resize(960, 720)
window.show()
application.exec()
"""

_PROGRAM = """
import sys, time
from pathlib import Path
from ism_desktop.__main__ import keep_private
keep_private()
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit
from ism_desktop import app, settings
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QLineEdit) and watched.isEnabled() and watched.hasFocus():
            print(time.monotonic(), flush=True)
            application.exit()
        return False
application = QApplication(sys.argv[:1])
app.keep_log()
chosen = settings.Settings()
app.apply_look(chosen)
watching = FirstPaint()
application.installEventFilter(watching)
program = app.Program(chosen)
program.start(Path(sys.argv[1]))
application.exec()
"""


def _seconds(code: str, folder: str) -> float:
    environment = os.environ | {
        "HOME": folder,
        "XDG_CONFIG_HOME": folder,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code, folder], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return float(done.stdout.split()[0]) - started


def main() -> None:
    """Time both in turn and print the medians."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "vault").mkdir()
        for code in (_EMPTY, _PROGRAM):
            _seconds(code, folder)  # the first start also pays for reading the libraries from the disk
        empty, program = [], []
        for _ in range(ROUNDS):
            empty.append(_seconds(_EMPTY, folder))
            program.append(_seconds(_PROGRAM, folder))
    first, second = statistics.median(empty), statistics.median(program)
    print(
        f"empty window {first:.2f} s, unlock page {second:.2f} s, difference {second - first:.2f} s (aim: within 0.5 s)"
    )


if __name__ == "__main__":
    main()
