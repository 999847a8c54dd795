"""Private sessions for the tests of the keyring, and the environment of this process set to them."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ism_desktop.vault.multi_device import Computer
from tests.vault.keyring.session import MISSING, WHY, Session, private_session


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A private bus with no keyring on it yet; this process believes to be in that session."""
    if MISSING:
        pytest.skip(WHY)
    # Not below pytest's own folder: the path of a socket may have 107 bytes.
    with tempfile.TemporaryDirectory(prefix="ring") as folder, private_session(Path(folder)) as started:
        for name in ("HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
            monkeypatch.setenv(name, started.environment[name])
        yield started


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "config", "laptop in the kitchen")
