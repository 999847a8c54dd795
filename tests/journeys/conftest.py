"""The whole program over a home folder of its own."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ism_desktop import app, settings
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.vault import KeyCost
from tests.app.conftest import no_leaked_windows
from tests.conftest import CHEAP
from tests.drivers.journey import Journey

__all__ = ["no_leaked_windows"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own: whatever the program writes, it writes below it."""
    for variable, name in (
        ("HOME", ""),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_DATA_HOME", "share"),
        ("TMPDIR", "tmp"),
    ):
        folder = tmp_path / "home" / name
        folder.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(variable, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)  # it is remembered from the first use on
    return tmp_path / "home"


@pytest.fixture
def journey(qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journey]:
    monkeypatch.setattr(KeyCost, "calibrated", classmethod(lambda _cls: CHEAP))
    app.keep_log()
    chosen = settings.Settings()
    assert home in chosen.path.parents
    apply_look(chosen)
    program = app.Program(chosen)
    program.start()
    yield Journey(qtbot, program)
    program.close()
    if program.start_window is not None:
        program.start_window.close()
    QApplication.processEvents()
