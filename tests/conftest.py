"""What every test stands on: a real encrypted vault in a temporary folder, made with a cheap key cost."""

import gc
import os
import sys
import time
from pathlib import Path as _Path

if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    # By itself this platform has a screen of 800 × 800, and windows keep inside their screen.
    _screen = f":configfile={_Path(__file__).parent / 'offscreen_screen.json'}" if sys.platform == "linux" else ""
    os.environ["QT_QPA_PLATFORM"] = f"offscreen{_screen}"

# Messages are read as they stand in the program, by tests and by what tests start: rewording one in the catalogue of English
# (CONTRIBUTING.md, "Rewording") breaks no test. `-p tests.language.reworded` gives a catalogue of its own.
os.environ.setdefault("ISM_DESKTOP_CATALOGUES", str(_Path(__file__).parent / "no catalogues"))

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import Engine

from ism_desktop.vault import Vault, create, creating, database, keys, sqlcipher
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.migrations import STEPS
from ism_desktop.vault.migrations.step import Step, migrate, version
from ism_desktop.worker import Workers
from tests.demo_vaults import DemoVaults
from tests.keys import CHEAP, PASSPHRASE

_UNTIL = float(os.environ.get("ISM_TEST_UNTIL") or "inf")


def pytest_runtest_setup() -> None:
    """In a quick run (`packaging/test.py --quick`) no further test is begun once its time is up."""
    if time.monotonic() > _UNTIL:
        pytest.skip("left out: the time of the quick run is up")


def pytest_collection_finish() -> None:
    """What was collected stays to the end: it need not be searched for garbage again and again (an eighth of the time of all tests)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Cyclic garbage is collected between tests with windows and never inside one, as the program does it (`ui/shell/garbage.py` says why).

    Only here, behind the test, does pytest hold nothing of it any more: what its fixtures had made would stay, and every window that
    stays makes each change of the look dearer. What is left then stays for the run: frozen, it is not searched again after every test.
    """
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def own_config_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The program started by a test keeps its settings and its notes of vaults away from those of the person who tests."""
    before = os.environ.get("XDG_CONFIG_HOME")
    os.environ["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("config"))
    yield
    del os.environ["XDG_CONFIG_HOME"]
    if before is not None:
        os.environ["XDG_CONFIG_HOME"] = before


@pytest.fixture(scope="session", autouse=True)
def tables_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A new vault gets its tables as a copy of those that the migrations made in the first one of this process.

    Alembic puts their statements together anew each time, which was a quarter of the time of all tests with a window; carrying them out
    was a tenth more. The migrations themselves are run by the first vault of each process, by `tests/laws/test_migrations.py` and by the
    golden vaults.
    """
    made: list[Any] = []

    def connection_of(engine: Engine) -> Any:
        with engine.connect() as connection:
            return connection.connection.driver_connection

    def keep(tables: Any) -> None:
        path, key = tmp_path_factory.mktemp("tables") / "records.db", VaultKey.fresh()
        path.touch()
        salt = key.derive(keys.DATABASE_SALT, sqlcipher.SALT_BYTES)
        made.append(sqlcipher.connect(path, key.derive(keys.DATABASE), salt, sqlcipher.Mode.CREATE))
        tables.backup(made[0])

    def made_once(engine: Engine, steps: Sequence[Step]) -> None:
        if steps is not STEPS or version(engine):
            migrate(engine, steps)
            return
        new = connection_of(engine)
        if not made:
            migrate(engine, steps)
            keep(new)
            return
        own = new.execute("SELECT value, name FROM meta").fetchall()
        made[0].backup(new)
        new.execute("BEGIN IMMEDIATE")
        new.executemany("UPDATE meta SET value = ? WHERE name = ?", own)
        new.execute("COMMIT")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(creating, "migrate", made_once)
        yield
    for connection in made:
        connection.close()


@pytest.fixture(scope="session", autouse=True)
def statements_put_together_once() -> Iterator[None]:
    """SQLAlchemy keeps the words of a statement for each engine, and every vault has an engine of its own: here all share them.

    Putting them together anew was a third of the time that a window took to open.
    """
    engine_of = database._engine
    kept: Any = None

    def sharing(connection: Any) -> Engine:
        nonlocal kept
        engine = engine_of(connection)
        kept = engine._compiled_cache if kept is None else kept
        engine._compiled_cache = kept
        return engine

    dialect = type(engine_of(cast("Any", None)).dialect)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "__eq__", lambda one, other: type(one) is type(other))
        patch.setattr(dialect, "__hash__", lambda one: hash(type(one)))
        patch.setattr(database, "_engine", sharing)
        yield


@pytest.fixture
def vault_path(tmp_path: Path) -> Path:
    return tmp_path / "My vault"


@pytest.fixture
def vault(vault_path: Path) -> Iterator[Vault]:
    made = create(vault_path, PASSPHRASE, cost=CHEAP)
    yield made
    # Nobody looks into this folder again: the snapshot of closing, a thirtieth of the time of all tests, is left out.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made, "snapshot", vault_path.absolute)
        made.close()


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with Workers() as pool:
        yield pool


@pytest.fixture(scope="module")
def another_computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The program finds no notes of vaults here: the copies of one vault would be told apart by them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(scope="session")
def demo_vaults(tmp_path_factory: pytest.TempPathFactory, workers: Workers) -> DemoVaults:
    """Makes vaults with the demo patient."""
    return DemoVaults(tmp_path_factory, workers)
