"""How long from asking to lock until the lock screen of the new process can be typed into: `python -m tests.benchmarks.lock_time`.

A vault with so many questions is opened in the window, one of them is changed (so that closing keeps a snapshot), search has caught up,
and Ctrl+L is asked for. The end is the first paint of the enabled passphrase field, in the process that took the place of the first.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from ism_desktop.records import question_lists
from ism_desktop.vault import KeyCost, create

ROUNDS = 5
SIZES = (200, 5_000)
_PASSPHRASE = "correct horse battery staple"

_FIRST = f"""
import sys, time
from pathlib import Path
from ism_desktop.__main__ import keep_private
keep_private()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ism_desktop import app, settings, vault
from ism_desktop.records import asking
from ism_desktop.ui.base import opening
from ism_desktop.ui.shell.garbage import GarbageCollection
application = QApplication([])
GarbageCollection(application)
chosen = settings.Settings()
app.apply_look(chosen)
program = app.Program(chosen)
path = Path(sys.argv[1])
program.start(path)
program.start_window.opened.emit(vault.unlock(path, {_PASSPHRASE!r}, computer=opening.computer()))
sys.executable = sys.argv[2]
workspace, window = program.record.workspace, program.record.window
window.show_page("questions")
def lock():
    if not workspace.background.idle:
        return
    waiting.stop()
    with workspace.vault.write() as session:
        question_lists.add(session, "One more, so that there is something to keep")
    print(time.monotonic(), flush=True)
    window.on_lock()
waiting = QTimer(interval=300)
waiting.timeout.connect(lock)
waiting.start()
application.exec()
"""

_SECOND = """
import sys, time
from ism_desktop.__main__ import keep_private
keep_private()
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit
from ism_desktop import app
real = app.Program.start
class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QLineEdit) and watched.isEnabled() and watched.hasFocus():
            print(time.monotonic(), flush=True)
            QApplication.instance().exit()
        return False
def start(program, *rest, **named):
    program.watching = FirstPaint()
    QApplication.instance().installEventFilter(program.watching)
    real(program, *rest, **named)
app.Program.start = start
app.run_window()
"""


def _seconds(folder: Path) -> float:
    successor = folder / "successor"
    code = folder / "second.py"
    code.write_text(_SECOND, encoding="utf-8")
    successor.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{code}"\n', encoding="utf-8")
    successor.chmod(0o700)
    environment = os.environ | {
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPATH": str(Path.cwd()),
    }
    command = [sys.executable, "-c", _FIRST, str(folder / "vault"), str(successor)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=120)
    asked, seen = (float(line) for line in done.stdout.split())
    return seen - asked


def main() -> None:
    """Measure vaults of two sizes and print the medians."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            made = create(folder / "vault", _PASSPHRASE, cost=KeyCost(8 * 1024, 1, 1))
            with made.write() as session:
                for number in range(size):
                    question_lists.add(
                        session, f"Question {number}: what does this mean for the tryptase of last spring?"
                    )
            made.close()
            _seconds(folder)  # the first also pays for reading the libraries from the disk
            times = sorted(_seconds(folder) for _ in range(ROUNDS))
        print(f"{size:,} questions: {statistics.median(times):.2f} s to lock ({times[0]:.2f} to {times[-1]:.2f})")


if __name__ == "__main__":
    main()
