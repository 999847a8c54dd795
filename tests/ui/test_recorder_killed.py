"""The whole program is killed while a reaction is recorded: every press that was shown as recorded is there, and the next start goes on."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
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
KILLED_LATER = rounds(1, 300)
_LATEST = 1.0  # seconds after the first press that is shown: some more are written meanwhile
_SAME_VAULT = 15  # kills

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


def killed(vault: Path, config: Path, kill: int) -> list[str]:
    """Kill the program: at first after the sixth press, later at any moment. Returns what it had shown as recorded by then."""
    shown: list[str] = []
    with program(vault, config, 0 if kill else 5) as running:
        assert running.stdout is not None
        while len(shown) < (1 if kill else 6):
            shown.append(running.stdout.readline())
            assert shown[-1], "the program ended by itself"
        if kill:
            time.sleep(random.Random(kill).uniform(0, _LATEST))
        running.send_signal(signal.SIGKILL)
        shown += running.stdout.readlines()
    return [line.split(" ", 1)[1].strip() for line in shown if line.endswith("\n")]


def lost(vault: Path, said: Sequence[str]) -> tuple[set[str], int]:
    """What was shown and is not there after the vault is opened again, and how many times are there; all in one episode."""
    with closing(unlock(vault, PASSPHRASE)) as opened, opened.read() as session:
        made = store.list_active(session, EPISODES)
        times = [one for episode in made for one in episodes.times(session, episode.id)]
    assert len(made) == 1, "the next start goes on with the same episode"
    there = {f"Recorded: {one.words}, {one.at:%H:%M:%S}" for one in times if one.at is not None}
    return set(said) - there, len(times)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_killed_at_any_moment_nothing_that_was_shown_as_recorded_is_lost(tmp_path: Path) -> None:
    """After the sixth press, then at moments by chance; `ISM_TEST_ROUNDS=large` takes 300 of those."""
    vault, told, before = tmp_path, 0, 0
    for kill in range(1 + KILLED_LATER):
        if kill % _SAME_VAULT == 0:  # thousands of times in one episode would make each start slower
            vault, before = tmp_path / f"vault {kill}", 0
            create(vault, PASSPHRASE, cost=CHEAP).close()
        said = killed(vault, tmp_path / "config", kill)
        missing, there = lost(vault, said)
        assert not missing, "what was shown as recorded is lost"
        assert there - before >= len(said), "each that was shown is a row of its own"
        told, before = told + len(said), there
    print(f"{1 + KILLED_LATER} kills, {told} presses shown as recorded, none lost")
    with closing(unlock(vault, PASSPHRASE)) as opened, opened.write() as session:
        for what in ("better", "blood_drawn"):
            episodes.record(session, Press(what), datetime.now().astimezone())
        (episode,) = store.list_active(session, EPISODES)
        assert len(episodes.times(session, episode.id)) == before + 2
