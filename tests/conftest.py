"""What every test stands on: a real encrypted vault in a temporary folder, made with a cheap key cost."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

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
