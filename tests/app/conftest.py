"""Every window goes with its test."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.drivers.windows import windows_of_a_test


@pytest.fixture(autouse=True)
def no_leaked_windows(qapp: QApplication) -> Iterator[None]:
    """Every window of the program goes with its test."""
    with windows_of_a_test(shown=True):  # the program leaves that to its end
        yield
