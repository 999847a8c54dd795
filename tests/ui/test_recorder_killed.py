"""The whole program is killed while a reaction is recorded: every press that was shown as recorded is there, and the next start goes on."""

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from ism_desktop.records import episodes, store
from ism_desktop.records.episodes import Press
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.vault import create, unlock
from tests.conftest import CHEAP, PASSPHRASE
from tests.rounds import rounds

ROOT = Path(__file__).resolve().parents[2]
KILLED_LATER = rounds(0, 300)

# Presses number keys as a person does, and says what the window shows then; the keys 3 to 8 lead to no further question.
_PROGRAM = f"""
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ism_desktop import app, settings, vault
from ism_desktop.ui.base import opening
application = QApplication([])
chosen = settings.Settings()
app.apply_look(chosen)
program = app.Program(chosen)
path = Path(sys.argv[1])
program.start(path)
program.start_window.opened.emit(vault.unlock(path, {PASSPHRASE!r}, computer=opening.computer()))
window = program.record.window
application.processEvents()
QTest.keyClick(window, Qt.Key.Key_F9)
recorder = window.stage.recorder
pause = int(sys.argv[2])
def press(number):
    QTest.keyClick(window.focusWidget() or recorder, Qt.Key.Key_0 + 3 + number % 6)
    application.processEvents()
    said = recorder.result.words.text()
    if said.startswith("Recorded: "):
        print(number, said, flush=True)
    recorder.presses.let_press_again()
    QTimer.singleShot(pause, lambda: press(number + 1))
press(0)
application.exec()
"""


def program(vault: Path, config: Path, pause: int) -> "subprocess.Popen[str]":
    surroundings = os.environ | {"XDG_CONFIG_HOME": str(config), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _PROGRAM, str(vault), str(pause)]
    return subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_killed_after_the_sixth_press_all_six_are_there(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    create(vault, PASSPHRASE, cost=CHEAP).close()
    for kill in range(1 + KILLED_LATER):
        shown: list[str] = []
        with program(vault, tmp_path / "config", 0 if kill else 5) as running:
            assert running.stdout is not None
            wanted = random.Random(kill).randrange(1, 60) if kill else 6
            while len(shown) < wanted:
                shown.append(running.stdout.readline())
                assert shown[-1], "the program ended by itself"
            running.send_signal(signal.SIGKILL)
            shown += running.stdout.readlines()
        with closing(unlock(vault, PASSPHRASE)) as opened:
            with opened.read() as session:
                made = store.list_active(session, EPISODES)
                times = [time for episode in made for time in episodes.times(session, episode.id)]
            assert len(made) == 1, "the next start goes on with the same episode"
            said = [line.split(" ", 1)[1].strip() for line in shown if line.endswith("\n")]
            there = [f"Recorded: {time.words}, {time.at:%H:%M:%S}" for time in times if time.at is not None]
            assert set(said) <= set(there), "what was shown as recorded is lost"
            assert len(there) >= len(said)
            if kill == 0:
                with opened.write() as session:
                    for what in ("better", "blood_drawn"):
                        episodes.record(session, Press(what), datetime.now().astimezone())
                    assert len(episodes.times(session, made[0].id)) == len(there) + 2
