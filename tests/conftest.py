"""What every test stands on: a real encrypted vault in a temporary folder, made with a cheap key cost."""

import os
import sys
from pathlib import Path as _Path

if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    # By itself this platform has a screen of 800 × 800, and windows keep inside their screen.
    _screen = f":configfile={_Path(__file__).parent / 'offscreen_screen.json'}" if sys.platform == "linux" else ""
    os.environ["QT_QPA_PLATFORM"] = f"offscreen{_screen}"

from collections.abc import Iterator
from pathlib import Path

import pytest

from ism_desktop.vault import KeyCost, Vault, create
from ism_desktop.worker import Workers

PASSPHRASE = "correct horse battery staple"
CHEAP = KeyCost(memory_kib=8 * 1024, iterations=1, lanes=1)


@pytest.fixture(scope="session", autouse=True)
def own_config_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The program started by a test keeps its settings and its notes of vaults away from those of the person who tests."""
    before = os.environ.get("XDG_CONFIG_HOME")
    os.environ["XDG_CONFIG_HOME"] = str(tmp_path_factory.mktemp("config"))
    yield
    del os.environ["XDG_CONFIG_HOME"]
    if before is not None:
        os.environ["XDG_CONFIG_HOME"] = before


@pytest.fixture
def vault_path(tmp_path: Path) -> Path:
    return tmp_path / "My vault"


@pytest.fixture
def vault(vault_path: Path) -> Iterator[Vault]:
    made = create(vault_path, PASSPHRASE, cost=CHEAP)
    yield made
    made.close()


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    with Workers() as pool:
        yield pool
