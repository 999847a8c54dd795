"""The demo patient in a real vault, filled once for all tests of a process that only read it."""

from collections.abc import Iterator
from datetime import date

import pytest

from ism_desktop.demo import fill
from ism_desktop.vault import Vault, create
from ism_desktop.worker import Workers
from tests.conftest import CHEAP, PASSPHRASE


@pytest.fixture(scope="session")
def demo_vault(tmp_path_factory: pytest.TempPathFactory, workers: Workers) -> Iterator[Vault]:
    """A vault that holds the demo patient as of 22 November 2026."""
    made = create(tmp_path_factory.mktemp("demo") / "vault", PASSPHRASE, cost=CHEAP)
    steps: list[int] = []
    fill(made, workers, lambda done, _total, _what: steps.append(done), today=date(2026, 11, 22))
    assert steps == sorted(steps)
    assert steps[-1] == 100
    yield made
    made.close()
