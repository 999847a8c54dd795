"""One window for each vault, with real processes; and the backup that is made while the program is being closed."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ism_desktop import app
from ism_desktop.records import backup_status
from ism_desktop.ui.start.one_window import FirstWindow, OtherWindow
from ism_desktop.vault import create, unlock
from ism_desktop.vault.multi_device import Computer
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.filing import note_medication

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40  # seconds for a process to start on a busy computer

# What a person does, in a program of its own: unlock, then whatever the test says on the line that it writes.
PERSON = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from ism_desktop import app, settings
from ism_desktop.ui.kit import look
import ism_desktop.ui.start.one_window as one_window

application = QApplication([])
application.setQuitOnLastWindowClosed(True)
chosen = settings.Settings()
look.apply_look(chosen)
program = app.Program(chosen)
raised = one_window.bring_to_front
one_window.bring_to_front = lambda window: (raised(window), print("in front", window.isActiveWindow(), flush=True))
program.start(Path(sys.argv[1]))

def unlock():
    field = program.start_window.findChild(QLineEdit, "passphrase")
    field.setText({PASSPHRASE!r})
    program.start_window.findChild(QPushButton, "unlock").click()

def tell():
    if program.record is not None:
        print("open", flush=True)
        told.stop()
        if "close" in sys.argv:
            QTimer.singleShot(0, program.record.window.close)
        if "minimise" in sys.argv:
            program.record.window.showMinimized()

told = QTimer()
told.setInterval(20)
told.timeout.connect(tell)
if "unlock" in sys.argv:
    QTimer.singleShot(0, unlock)
    told.start()
else:
    page = program.start_window.stack.currentWidget()
    say = page.show_message
    page.show_message = lambda *words: (say(*words), print("says", *words, flush=True))
application.exec()
program.close()
print("ended", flush=True)
"""


class Process:
    """The program with a person at it, in a process of its own."""

    def __init__(self, vault: Path, config: Path, *does: str) -> None:
        environment = os.environ | {"XDG_CONFIG_HOME": str(config), "QT_QPA_PLATFORM": "offscreen"}
        environment.pop(app.LOCKED_VAULT, None)
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-c", PERSON, str(vault), *does],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def hears(self, word: str) -> str:
        """The next line, which must begin with this word."""
        assert self.process.stdout is not None
        # Else a line that never comes would stop the whole run.
        giving_up = threading.Timer(PATIENCE, self.process.kill)
        giving_up.start()
        line = self.process.stdout.readline()
        giving_up.cancel()
        assert line.startswith(word), line + (self.process.stderr.read() if self.process.stderr and not line else "")
        return line

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate(timeout=PATIENCE)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    begun: list[Process] = []

    def begin(vault: Path, *does: str) -> Process:
        begun.append(Process(vault, tmp_path / "config", *does))
        return begun[-1]

    yield begin
    for each in begun:
        each.end()


@pytest.fixture
def record(vault_path: Path) -> Path:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    return vault_path


def test_the_second_window_brings_the_first_to_the_front_and_goes(
    start: Callable[..., Process], record: Path, tmp_path: Path
) -> None:
    first = start(record, "unlock", "minimise")
    first.hears("open")
    second = start(record)
    said = second.hears("says")
    heard = time.monotonic()
    assert "Your record is already open Its window was brought to the front." in said
    assert "True" in first.hears("in front")
    second.hears("ended")
    assert time.monotonic() - heard < 2, "it goes within a second, and a little for a busy computer"
    assert first.process.poll() is None
    assert not list((tmp_path / "config").rglob("*.request"))


def test_a_request_left_behind_does_no_harm(start: Callable[..., Process], record: Path, tmp_path: Path) -> None:
    closed = unlock(record, PASSPHRASE)
    vault_id = closed.vault_id
    closed.close()
    config = tmp_path / "config" / "ism-desktop"
    left = OtherWindow(config, vault_id)
    left.ask()
    assert len(list(config.rglob("*.request"))) == 1
    first = start(record, "unlock")
    first.hears("open")
    assert not list(config.rglob("*.request"))


# In one process -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_nobody_answers_and_the_request_is_taken_away(tmp_path: Path, qtbot: QtBot) -> None:
    asking = OtherWindow(tmp_path, "a" * 32, patience=600)
    with qtbot.waitSignal(asking.alone, timeout=3_000), qtbot.assertNotEmitted(asking.answered):
        asking.ask()
    assert not list(tmp_path.rglob("*.request"))


def test_another_vaults_window_does_not_answer(tmp_path: Path, qtbot: QtBot, window: QWidget) -> None:
    other = FirstWindow(tmp_path, "b" * 32, window)
    asking = OtherWindow(tmp_path, "a" * 32, patience=600)
    with qtbot.waitSignal(asking.alone, timeout=3_000), qtbot.assertNotEmitted(other.asked):
        asking.ask()


def test_a_window_that_was_closed_does_not_answer(tmp_path: Path, qtbot: QtBot, window: QWidget) -> None:
    first = FirstWindow(tmp_path, "a" * 32, window)
    asking = OtherWindow(tmp_path, "a" * 32, patience=600)
    with qtbot.waitSignal(asking.answered, timeout=3_000):
        asking.ask()
    first.stop()
    again = OtherWindow(tmp_path, "a" * 32, patience=600)
    with qtbot.waitSignal(again.alone, timeout=3_000):
        again.ask()


def test_a_folder_that_cannot_be_written_costs_the_convenience_only(
    tmp_path: Path, qtbot: QtBot, window: QWidget
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    FirstWindow(blocked, "a" * 32, window)
    asking = OtherWindow(blocked, "a" * 32)
    with qtbot.waitSignal(asking.alone, timeout=3_000):
        asking.ask()


def test_the_request_does_not_name_the_vault(tmp_path: Path) -> None:
    OtherWindow(tmp_path, "a" * 32).ask()
    (request,) = tmp_path.rglob("*.request")
    assert "aaaa" not in request.name
    assert request.read_bytes() == b""
    request.unlink()


# While the program is being closed ----------------------------------------------------------------------------------------


def test_a_backup_is_kept_when_the_program_is_closed(
    start: Callable[..., Process], record: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    here = Computer(tmp_path / "config" / "ism-desktop")
    opened = unlock(record, PASSPHRASE, computer=here)
    backup_status.choose_place(opened, here.id, stick)
    note_medication(opened, "Cetirizine")
    opened.close()
    for _ in range(2):
        closing = start(record, "unlock", "close")
        closing.hears("open")
        closing.hears("ended")
    assert len(list(stick.glob("manifests/*.manifest"))) == 1, "nothing had changed the second time"
    opened = unlock(record, PASSPHRASE, computer=here)
    with opened.read() as session:
        known = backup_status.read(session, opened, here.id)
    opened.close()
    assert known.everything_is_kept
