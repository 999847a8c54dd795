"""The program reaches no network: seen from the kernel, from inside Python, and by running everything where there is none."""

import os
import socket
import sys
from pathlib import Path

import pytest

from tests.privacy.guard import objection
from tests.privacy.session import Session
from tests.tools import needs

# Set by packaging/test.py when it has shut the network off for the whole run.
NO_NETWORK = "ISM_TEST_NO_NETWORK"


@needs("strace")
def test_a_whole_session_opens_no_socket_of_the_internet(session: Session) -> None:
    """The one exception of docs/security-design.md: Qt asks this computer's own printer service for printers, while
    something is printed."""
    traced = session.traces()
    begun, ended = session.printing
    beyond = [call for call in (*traced.sockets, *traced.addresses) if call.leaves_computer]
    assert [call.line for call in beyond if not begun <= call.time <= ended] == []
    assert [call.line for call in beyond if "sa_family" in call.line and not call.asks_printers] == []
    # Files of sockets between processes of one computer are what is left: none but Qt's own lock against a second window.
    assert all("AF_UNIX" in call.line or call in beyond for call in (*traced.sockets, *traced.addresses))


@needs("strace")
def test_the_guard_inside_refused_nothing(session: Session) -> None:
    """No connection, no look-up, no other program was even tried, in the window or after a lock."""
    refusals = session.home.refusals
    assert refusals.exists(), "the guard did not stand"
    assert refusals.read_text() == ""


@needs("strace")
def test_only_parts_of_the_program_itself_were_started(session: Session) -> None:
    for line in session.traces().programs:
        assert f'execve("{sys.executable}", [' in line, line
        assert '"-m", "ism_desktop"' in line or "from ism_desktop.worker.process import main" in line, line


@pytest.mark.parametrize(
    ("event", "arguments", "allowed"),
    [
        ("socket.__new__", (None, socket.AF_INET, 1, 0), False),
        ("socket.__new__", (None, socket.AF_INET6, 1, 0), False),
        ("socket.__new__", (None, getattr(socket, "AF_UNIX", 1), 1, 0), True),
        ("socket.connect", (None, ("127.0.0.1", 631)), False),
        ("socket.connect", (None, "/run/user/1000/bus"), True),
        ("urllib.Request", ("http://example.invalid/", None, {}, "GET"), False),
        ("socket.getaddrinfo", ("example.invalid", 80, 0, 0, 0), False),
        ("subprocess.Popen", ("xdg-open", ["xdg-open", "x"], None, None), False),
        ("subprocess.Popen", (sys.executable, [sys.executable, "-I", "-c", "import os"], None, None), False),
        ("os.exec", (sys.executable, [sys.executable, "-m", "ism_desktop"], None), True),
        ("os.exec", (sys.executable, [sys.executable, "-m", "http.server"], None), False),
        ("os.system", (b"true",), False),
    ],
)
def test_the_guard_knows_what_to_refuse(event: str, arguments: tuple[object, ...], allowed: bool) -> None:
    assert (objection(event, arguments) == "") is allowed


@pytest.mark.skipif(
    os.environ.get(NO_NETWORK) != "yes", reason="only where packaging/test.py could shut the network off"
)
def test_this_very_run_has_no_network() -> None:
    """Every test of this run stands or falls in a network namespace that holds nothing but a loopback that is switched off."""
    devices = [line.split(":")[0].strip() for line in Path("/proc/net/dev").read_text().splitlines() if ":" in line]
    assert devices == ["lo"]
    assert Path("/proc/net/route").read_text().count("\n") <= 1
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried, pytest.raises(OSError):
        tried.connect(("198.51.100.7", 80))
