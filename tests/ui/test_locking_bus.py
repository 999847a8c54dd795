"""What Linux says over a real message bus: a private `dbus-daemon`, and another process in the place of logind and the screen saver."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ism_desktop.ui.locking.linux_session import LinuxSession
from tests.tools import needs

pytestmark = needs("dbus-daemon")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A bus of our own."""
    place = f"unix:path={tmp_path_factory.mktemp('bus')}/bus"
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={place}"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


class Services:
    """The process that stands in for the system's services."""

    def __init__(self, address: str, knows: str) -> None:
        command = [sys.executable, "-m", "tests.ui.system_services", address, knows]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        assert self.hear() == "ready"

    def hear(self) -> str:
        """The next thing that it was asked, waited for."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def send(self, name: str) -> None:
        """Let it send a signal."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{name}\n")

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()


@pytest.fixture
def begin(address: str, qapp: QApplication) -> Iterator[Callable[..., tuple[LinuxSession, Services, list[str]]]]:
    """Start the services and listen to them."""
    services: list[Services] = []
    parent = QObject()

    def make(knows: str = "known", session_id: str = "2") -> tuple[LinuxSession, Services, list[str]]:
        services.append(Services(address, knows))
        system = QDBusConnection.connectToBus(address, "test system")
        own = QDBusConnection.connectToBus(address, "test session")
        assert system.isConnected()
        listening = LinuxSession(system, own, session_id, parent)
        heard: list[str] = []
        listening.happened.connect(heard.append)
        return listening, services[0], heard

    yield make
    parent.deleteLater()
    QDBusConnection.disconnectFromBus("test system")
    QDBusConnection.disconnectFromBus("test session")
    for each in services:
        each.close()


Begin = Callable[..., tuple[LinuxSession, Services, list[str]]]


def _settled(qtbot: QtBot, services: Services, heard: list[str]) -> list[str]:
    """What was heard up to a last signal, which comes after all that was sent before it."""
    services.send("lid")
    qtbot.waitUntil(lambda: "lid" in heard)
    return heard[: heard.index("lid")]


def test_sleep_is_held_back_until_it_is_locked(begin: Begin, qtbot: QtBot) -> None:
    listening, services, heard = begin()
    assert services.hear() == "Inhibit sleep ISM Desktop Locks your record before the computer sleeps delay"
    assert services.hear() == "GetSession 2"
    qtbot.waitUntil(lambda: listening.holds_sleep_back)
    services.send("sleep")
    qtbot.waitUntil(lambda: heard == ["sleep"])


@pytest.mark.parametrize(
    ("signal", "word"),
    [
        ("lock", "session locked"),
        ("inactive", "another user"),
        ("locked hint", "session locked"),
        ("saver", "screen saver"),
        ("gnome saver", "screen saver"),
    ],
)
def test_each_reason_is_heard(begin: Begin, qtbot: QtBot, signal: str, word: str) -> None:
    _, services, heard = begin()
    assert services.hear().startswith("Inhibit")
    assert services.hear().startswith("GetSession")
    _settled(qtbot, services, heard)
    heard.clear()
    services.send(signal)
    qtbot.waitUntil(lambda: heard == [word])


def test_what_ends_again_and_what_others_do_is_no_reason(begin: Begin, qtbot: QtBot) -> None:
    _, services, heard = begin()
    assert services.hear().startswith("Inhibit")
    assert services.hear().startswith("GetSession")
    _settled(qtbot, services, heard)
    heard.clear()
    for signal in ("awake", "active", "lid open", "saver off", "lock of another"):
        services.send(signal)
    assert _settled(qtbot, services, heard) == []


def test_an_unknown_session_listens_to_every_lock(begin: Begin, qtbot: QtBot) -> None:
    _, services, heard = begin("unknown", "")
    assert services.hear().startswith("Inhibit")
    assert services.hear() == "GetSession auto"
    _settled(qtbot, services, heard)
    heard.clear()
    services.send("lock of another")
    qtbot.waitUntil(lambda: heard == ["session locked"])


def test_only_what_somebody_tells_is_promised(begin: Begin, qtbot: QtBot) -> None:
    listening, _, _ = begin()
    qtbot.waitUntil(lambda: listening.hears == frozenset({"sleep", "lid", "screen"}))


def test_a_computer_without_a_lid_promises_none(begin: Begin, qtbot: QtBot) -> None:
    listening, services, _ = begin("unknown")
    while services.hear() != "Get org.freedesktop.UPower LidIsPresent":
        pass
    qtbot.waitUntil(lambda: listening.hears == frozenset({"sleep", "screen"}))


def test_without_any_bus_nothing_happens(qapp: QApplication) -> None:
    parent = QObject()
    listening = LinuxSession(QDBusConnection("none"), QDBusConnection("none"), "", parent)
    assert not listening.holds_sleep_back
    assert listening.hears == frozenset()
    parent.deleteLater()
