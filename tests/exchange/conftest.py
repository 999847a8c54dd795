"""One rich vault for all tests of the exchange, and one export of it; tests that change them work on copies."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ism_desktop.exchange import export
from ism_desktop.vault import Vault, create, unlock
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE
from tests.demo_vaults import DemoVaults
from tests.exchange.patients import add_awkward, copy


@pytest.fixture(scope="session")
def rich_path(tmp_path_factory: pytest.TempPathFactory, demo_vaults: DemoVaults, workers: Workers) -> Path:
    """A closed vault with the demo patient and everything awkward."""
    folder = tmp_path_factory.mktemp("rich")
    made = unlock(demo_vaults.make(folder / "vault"), PASSPHRASE)
    add_awkward(made, workers, folder)
    made.close()
    return folder / "vault"


@pytest.fixture
def rich(rich_path: Path, tmp_path: Path) -> Iterator[Vault]:
    """A copy of it, open."""
    opened = unlock(copy(rich_path, tmp_path / "rich"), PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def exported_path(rich_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of it."""
    folder = tmp_path_factory.mktemp("exported")
    opened = unlock(copy(rich_path, folder / "vault"), PASSPHRASE)
    export(opened, folder / "out")
    opened.close()
    return folder / "out"


@pytest.fixture
def exported(exported_path: Path, tmp_path: Path) -> Path:
    """A copy of the export, to be tampered with."""
    return copy(exported_path, tmp_path / "export")


@pytest.fixture
def new_vault(tmp_path: Path) -> Iterator[Callable[[], Vault]]:
    """Makes empty vaults, and closes them."""
    made: list[Vault] = []

    def make() -> Vault:
        made.append(create(tmp_path / f"new {len(made)}", PASSPHRASE, cost=CHEAP))
        return made[-1]

    yield make
    for vault in made:
        vault.close()
