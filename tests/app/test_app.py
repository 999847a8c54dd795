"""The wiring: start window, main window, lock; and what the process does to stay private."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop import app, bug_report
from ism_desktop.errors import VaultClosed
from ism_desktop.records import store
from ism_desktop.settings import Settings
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.start import first_start
from ism_desktop.vault import Vault, create, unlock
from tests.conftest import CHEAP, PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> app.Program:
    """The program as it stands before a vault is open."""
    settings = Settings(tmp_path / "settings.json")
    apply_look(settings)
    return app.Program(settings)


def test_an_opened_vault_takes_the_start_windows_place(program: app.Program, vault_path: Path, qtbot: QtBot) -> None:
    program.start(vault_path)
    start = program.start_window
    assert start is not None
    assert start.isVisible()
    vault = create(vault_path, PASSPHRASE, cost=CHEAP)
    start.opened.emit(vault)
    assert program.record is not None
    assert program.record.window.isVisible()
    qtbot.waitUntil(lambda: program.start_window is None)
    program.close()
    assert program.record is None
    with pytest.raises(VaultClosed), vault.read():
        pass


def test_locking_closes_the_vault_and_begins_again(
    program: app.Program, vault: Vault, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []
    monkeypatch.setattr(app, "relaunch_locked", begun.append)
    program.start()
    assert program.start_window is not None
    program.start_window.opened.emit(vault)
    assert program.record is not None
    program.record.window.on_recorder()
    monkeypatch.setenv(app.RECORDING, "")
    program.record.window.on_lock()
    qtbot.waitUntil(lambda: begun == [vault.path])
    assert os.environ[app.RECORDING] == "yes", "the recorder was in front, and comes back over the locked record"
    assert program.record is None
    with pytest.raises(VaultClosed), vault.read():
        pass


def test_the_demo_opens_by_itself(
    program: app.Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_start, "free_folder", lambda wanted: tmp_path / wanted)
    program.start(demo=True)
    qtbot.waitUntil(lambda: program.record is not None, timeout=60_000)
    assert program.record is not None
    assert program.record.path.parent == tmp_path
    qtbot.waitUntil(lambda: program.start_window is None)
    with program.record.workspace.vault.read() as session:
        assert store.is_demo(session)
    program.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot replace a process")
def test_the_successor_is_told_the_vault_but_not_on_its_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "execve", lambda *arguments: called.append(arguments))
    app.relaunch_locked(Path("/home/juniper/My vault"))
    ((executable, command, environment),) = called
    assert executable == sys.executable
    assert command[-2:] == ["-m", "ism_desktop"]
    assert "juniper" not in " ".join(command)
    assert environment[app.LOCKED_VAULT] == "/home/juniper/My vault"
    assert app.RECORDING not in environment


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot replace a process")
def test_locking_replaces_the_process(tmp_path: Path) -> None:
    """With Ctrl+L as a person presses it; a script that tells what it was given stands in for the successor."""
    path = tmp_path / "vault"
    create(path, PASSPHRASE, cost=CHEAP).close()
    successor = tmp_path / "successor"
    successor.write_text('#!/bin/sh\necho "successor $$ $ISM_DESKTOP_LOCKED_VAULT / $*"\n', encoding="utf-8")
    successor.chmod(0o700)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import Qt, QTimer\n"
        "from PySide6.QtTest import QTest\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from ism_desktop import app, settings, vault\n"
        "application = QApplication([])\n"
        "chosen = settings.Settings()\n"
        "app.apply_look(chosen)\n"
        "program = app.Program(chosen)\n"
        "path = Path(sys.argv[1])\n"
        "program.start(path)\n"
        f"program.start_window.opened.emit(vault.unlock(path, {PASSPHRASE!r}))\n"
        "sys.executable = sys.argv[2]\n"
        "print('first', os.getpid(), flush=True)\n"
        "window = program.record.window\n"
        "def press():\n"
        "    if QApplication.activeWindow() is window:\n"
        "        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)\n"
        "    else:\n"
        "        window.activateWindow()\n"
        "waiting = QTimer()\n"
        "waiting.setInterval(20)\n"
        "waiting.timeout.connect(press)\n"
        "waiting.start()\n"
        "application.exec()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path, successor],
        cwd=ROOT,
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path / "config")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert second == f"successor {first.split()[1]} {path} / -m ism_desktop", (
        "the same process, with another program in it"
    )
    unlock(path, PASSPHRASE).close()


def test_the_window_opens_and_closes_as_a_process(tmp_path: Path) -> None:
    """From start to the lock screen of a vault, in a process of its own that writes only into the settings' folder."""
    path = tmp_path / "vault"
    create(path, PASSPHRASE, cost=CHEAP).close()
    code = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication, QLineEdit\n"
        "from ism_desktop import app\n"
        "def look():\n"
        "    window = QApplication.activeWindow() or QApplication.topLevelWidgets()[0]\n"
        "    print(window.objectName(), [field.accessibleName() for field in window.findChildren(QLineEdit)])\n"
        "    QApplication.closeAllWindows()\n"
        "QTimer.singleShot(0, look)\n"
        "sys.exit(app.run_window())\n"
    )
    environment = os.environ | {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "HOME": str(tmp_path),
        app.LOCKED_VAULT: str(path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "start_window" in done.stdout
    assert "Passphrase" in done.stdout
    assert sorted(entry.name for entry in tmp_path.iterdir()) in (["config", "vault"], ["vault"])


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_the_process_makes_itself_private() -> None:
    code = (
        "import os, resource, ism_desktop.__main__ as main\n"
        "main.keep_private()\n"
        "mask = os.umask(0)\n"
        "print(oct(mask), resource.getrlimit(resource.RLIMIT_CORE), os.stat('/proc/self/mem').st_uid)\n"
        "import ctypes; print('dumpable', ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("0o77 (0, 0)")
    assert "dumpable 0" in done.stdout


def test_a_bug_report_holds_no_words_of_the_exception() -> None:
    try:
        try:
            raise ValueError("Juniper Vale, wasp sting")
        except ValueError as error:
            raise KeyError("/home/juniper/secret") from error
    except KeyError as error:
        report = bug_report.report_of(error)
    assert "KeyError" in report
    assert "ValueError" in report
    assert "Juniper" not in report
    assert "juniper" not in report


def test_a_log_line_holds_no_words_of_the_exception() -> None:
    try:
        raise ValueError("Juniper Vale")
    except ValueError as error:
        record = logging.LogRecord(
            "ism_desktop.vault", logging.ERROR, "", 0, "opening failed", None, (type(error), error, None)
        )
    line = bug_report.LogLine().format(record)
    assert "opening failed" in line
    assert "ValueError" in line
    assert "Juniper" not in line


def test_a_rescue_begins_with_the_record_closed(
    program: app.Program, vault: Vault, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun: list[tuple[Path, str]] = []
    monkeypatch.setattr(
        app, "relaunch_locked", lambda path: begun.append((path, os.environ.get(app.RESCUED_VAULT, "")))
    )
    monkeypatch.setenv(app.RESCUED_VAULT, "")
    program.start()
    assert program.start_window is not None
    program.start_window.opened.emit(vault)
    assert program.record is not None
    program.record.workspace.open_requested.emit(vault.path, True)  # noqa: FBT003  (a signal takes no names)
    qtbot.waitUntil(lambda: begun == [(vault.path, "yes")])
    assert program.record is None
    program.start(vault.path, rescue=True)
    assert program.start_window is not None
    assert program.start_window.findChild(QLineEdit, "rescue_passphrase") is not None
    program.start_window.close()


def test_a_log_whose_folder_is_gone_costs_nothing(tmp_path: Path) -> None:
    handler = bug_report.LogFile(tmp_path / "folder" / "ism-desktop.log", encoding="utf-8", delay=True)
    handler.emit(logging.LogRecord("ism_desktop", logging.WARNING, "", 0, "nothing", None, None))
    assert list(tmp_path.iterdir()) == []
