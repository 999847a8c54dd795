"""One traced session for all tests that ask for one, also when several test processes share the work."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.privacy import session as sessions
from tests.privacy.program import Home, Running, start
from tests.privacy.session import Session
from tests.tools import lacking


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Session:
    """A whole session of the program under strace. The first test process that wants it runs it, others wait for it."""
    if reason := lacking("strace"):
        pytest.skip(reason)
    import fcntl  # not on Windows

    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    kept = shared / "traced-session.json"
    with (shared / "traced-session.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            made = sessions.run(tmp_path_factory.mktemp("traced"))
            made.dump(kept)
        return Session.load(kept)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.made(tmp_path / "home")


@pytest.fixture
def program(home: Home) -> Iterator[Running]:
    """A running program that nobody traces."""
    running = start(home)
    yield running
    running.close()
