"""Cyclic garbage is collected between tests and never inside one, as the program does it (`ism_desktop/ui/shell/garbage.py` says why)."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def garbage_between_tests() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()
    gc.collect()
    gc.freeze()  # what outlives a test stays, and need not be searched again
