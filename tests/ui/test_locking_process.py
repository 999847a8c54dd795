"""Locking of the whole program in a process of its own: by the system's word, with a dialog or a menu open, with a job that never stops."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ism_desktop.vault import create, unlock
from tests.conftest import CHEAP, PASSPHRASE
from tests.tools import needs
from tests.ui.test_locking_bus import ROOT, Services, address

__all__ = ["address"]
pytestmark = needs("dbus-daemon")

# What stands in the place of the lock screen says when it came, and whose process it has become.
_SUCCESSOR = """#!/bin/sh
echo "successor $$ $ISM_DESKTOP_LOCKED_VAULT"
"""
_BEGIN = f"""
import os, sys, threading, time
from pathlib import Path
from PySide6.QtCore import QPoint, QTimer, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPlainTextEdit
from ism_desktop import app, settings, vault
from ism_desktop.ui.base import opening
from ism_desktop.ui.locking import lock_watchdog
from ism_desktop.ui.locking.idle import Clocks
application = QApplication([])
chosen = settings.Settings()
app.apply_look(chosen)
program = app.Program(chosen)
path = Path(sys.argv[1])
program.start(path)
program.start_window.opened.emit(vault.unlock(path, {PASSPHRASE!r}, computer=opening.computer()))
sys.executable = sys.argv[2]
window, workspace = program.record.window, program.record.workspace
def say(words):
    print(words, os.getpid(), flush=True)
"""
_TYPE = """
window.show_page("reactions")
window.on_new()
field = next(each for each in window.findChildren(QPlainTextEdit) if each.objectName() == "reaction")
field.setPlainText("flush and itching")
field.selectAll()
field.copy()
"""
_SLEEP = """
def ask():
    dialog = QDialog(window)
    QTimer.singleShot(0, lambda: say("ready"))
    dialog.exec()
QTimer.singleShot(0, ask)
application.exec()
"""
_IDLE = """
turned = [0.0]
watch = program.record.auto_lock.idle
watch._clocks = Clocks(lambda: time.monotonic() + turned[0], lambda: time.time() + turned[0])
def leave_alone():
    say("ready")
    for _ in range(21):
        turned[0] += 29
        watch.look()
def ask():
    menu = QMenu(window)
    menu.addAction("Something")
    QTimer.singleShot(0, leave_alone)
    menu.exec(QPoint(5, 5))
QTimer.singleShot(0, ask)
application.exec()
"""
_STUCK = """
lock_watchdog.TIME_LIMIT = 1.0
workspace.background.run(lambda task: threading.Event().wait(), owner=window, title="Never ends")
def lock():
    say("ready")
    window.on_lock()
QTimer.singleShot(0, lock)
application.exec()
"""


class Child:
    """The program in its own process and folder of settings."""

    def __init__(self, tmp_path: Path, code: str, address: str) -> None:
        self.path = tmp_path / "vault"
        create(self.path, PASSPHRASE, cost=CHEAP).close()
        successor = tmp_path / "successor"
        successor.write_text(_SUCCESSOR, encoding="utf-8")
        successor.chmod(0o700)
        environment = os.environ | {
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "QT_QPA_PLATFORM": "offscreen",
            "DBUS_SYSTEM_BUS_ADDRESS": address,
            "DBUS_SESSION_BUS_ADDRESS": address,
            "XDG_SESSION_ID": "2",
        }
        command = [sys.executable, "-c", _BEGIN + code, str(self.path), str(successor)]
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        self.pid = self._process.pid

    def hear(self, seconds: float = 60) -> list[str]:
        """The next line, waited for."""
        assert self._process.stdout is not None
        assert select.select([self._process.stdout], [], [], seconds)[0], "nothing was said in time"
        return self._process.stdout.readline().split()

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def services(address: str) -> Iterator[Services]:
    made = Services(address, "known")
    yield made
    made.close()


def _draft(path: Path) -> bytes:
    vault = unlock(path, PASSPHRASE)
    found = vault.draft_files.read() or b""
    vault.close()
    return found


def test_going_to_sleep_locks_over_a_dialog_and_keeps_what_was_typed(
    tmp_path: Path,
    address: str,
    services: Services,
) -> None:
    child = Child(tmp_path, _TYPE + _SLEEP, address)
    try:
        assert child.hear() == ["ready", str(child.pid)]
        assert services.hear().startswith("Inhibit sleep")
        assert services.hear() == "GetSession 2"
        asked = time.monotonic()
        services.send("sleep")
        assert child.hear() == ["successor", str(child.pid), str(child.path)], (
            "the same process, with another program in it"
        )
        assert time.monotonic() - asked < 3
        heard = services.hear()
        while heard.startswith("Get "):  # whether there is a lid at all was asked at the start
            heard = services.hear()
        assert heard == "let go", "and only now the computer may sleep"
    finally:
        child.close()
    assert b"flush and itching" in _draft(child.path)
    assert not (child.path / "in-use.json").exists(), "the vault was closed in order"


def test_nobody_there_locks_over_a_menu(tmp_path: Path, address: str, services: Services) -> None:
    child = Child(tmp_path, _TYPE + _IDLE, address)
    try:
        assert child.hear()[0] == "ready"
        assert child.hear()[:2] == ["successor", str(child.pid)]
    finally:
        child.close()
    assert b"flush and itching" in _draft(child.path)


def test_a_job_that_never_stops_holds_nothing_up(tmp_path: Path, address: str, services: Services) -> None:
    child = Child(tmp_path, _TYPE + _STUCK, address)
    try:
        assert child.hear()[0] == "ready"
        assert child.hear(20)[:2] == ["successor", str(child.pid)]
    finally:
        child.close()
    assert b"flush and itching" in _draft(child.path), "kept before anything was waited for"
