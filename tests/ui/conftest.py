"""A workspace and a window over a real vault; a test fails when it leaves a window or a dialog behind."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers


@pytest.fixture(autouse=True)
def garbage_between_tests() -> Iterator[None]:
    """Cyclic garbage is collected between tests and never inside one, as the program does it (`ui/garbage.py` says why).

    What outlives a test stays for the run: frozen, it is not searched again after every other one. That took half of the time of all tests.
    """
    gc.disable()
    yield
    gc.enable()
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_leaked_windows(qapp: QApplication) -> Iterator[None]:
    """Everything on the screen belongs to a window of the test, and goes with it."""
    before = set(map(id, QApplication.topLevelWidgets()))
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
    left = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in before and widget.isVisible()]
    names = [f"{type(widget).__name__} {widget.objectName()}" for widget in left]
    for widget in left:
        widget.close()
    assert not left, f"left on the screen: {names}"


@pytest.fixture
def settings(tmp_path: Path, qapp: QApplication) -> Settings:
    made = Settings(tmp_path / "config" / "settings.json")
    made["appearance"] = "light"
    apply_look(made)
    return made


@pytest.fixture
def workspace(vault: Vault, workers: Workers, settings: Settings) -> Iterator[Workspace]:
    index = Index(vault, lambda _file_id: [])
    made = Workspace(vault, workers, index, settings)
    yield made
    made.close()
    index.close()


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(workspace)
    made.resize(1280, 860)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def twice_the_size(settings: Settings) -> Iterator[None]:
    """All text at 200 %, and back."""
    settings["text_size"] = 200
    apply_look(settings)
    yield
    settings["text_size"] = 100
    apply_look(settings)


@pytest.fixture
def start(settings: Settings, qtbot: QtBot) -> Iterator[StartWindow]:
    """The window before a record is open."""
    made = StartWindow(settings)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    qtbot.waitUntil(lambda: made.background.idle, timeout=30_000)
    made.close()
    made.deleteLater()
