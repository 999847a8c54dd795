"""The vaults that are damaged here: made once for each file of tests, and put right after every blow."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.damage import sample_vault
from tests.damage.sample_vault import Subject


@pytest.fixture(scope="module")
def memory() -> Iterator[Path]:
    with sample_vault.folder_in_memory() as folder:
        yield folder


@pytest.fixture(scope="module")
def closed(memory: Path) -> Subject:
    return sample_vault.make(memory)


@pytest.fixture(scope="module")
def crashed(memory: Path) -> Subject:
    return sample_vault.make(memory, "crashed", crashed=True)


@pytest.fixture(scope="module")
def foreign(memory: Path) -> Subject:
    return sample_vault.make(memory, "foreign")
