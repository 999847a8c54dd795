"""A workspace and a window over a real vault; a test fails when it leaves a window or a dialog behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ism_desktop.records.search import Index
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import theme
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.drivers.windows import windows_of_a_test
from tests.ui.plain_look import looks


@pytest.fixture(autouse=True)
def no_leaked_windows(qapp: QApplication) -> Iterator[None]:
    """Everything on the screen belongs to a window of the test, and goes with it."""
    with windows_of_a_test():
        yield


@pytest.fixture(autouse=True)
def style_sheet_where_it_matters(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that do not look at the look go without it; the others find it, also where they do not ask for settings."""
    if not looks(request.node):
        monkeypatch.setattr(theme, "style_sheet", lambda *_: "")
    elif isinstance(app := QApplication.instance(), QApplication) and not app.styleSheet():
        theme.theme().apply(theme.Appearance.LIGHT, 100)


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
def window(workspace: Workspace, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    """The window, with the place in front that the file of tests is about: its `PLACE`."""
    made = MainWindow(workspace, getattr(request.module, "PLACE", "home"))
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
