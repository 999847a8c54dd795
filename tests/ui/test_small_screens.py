"""On small screens with large text the window and every dialog lie on the screen, with their primary button in sight."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import settle
from tests.drivers.small_screens import SCREENS, TEXT_SIZES, faults, opened_dialogs
from tests.drivers.widgets import find
from tests.tools import lacking_for_a_window, needs

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def screen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> QRect:
    """The windows of a test believe that they are on a screen of this size."""
    area = QRect(0, 0, *request.param)

    def small(_window: QWidget) -> QRect:
        return area

    monkeypatch.setattr(fitting, "free_area", small)
    return area


@pytest.fixture(params=TEXT_SIZES, ids=lambda size: f"{size}%")
def text_size(request: pytest.FixtureRequest, settings: Settings) -> Iterator[int]:
    settings["text_size"] = request.param
    apply_look(settings)
    yield request.param
    settings["text_size"] = 100
    apply_look(settings)


@pytest.fixture
def small_window(screen: QRect, text_size: int, workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(workspace)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)
    qtbot.wait(50)
    yield made
    made.close()
    made.deleteLater()


def test_the_window_and_every_dialog_fit(small_window: MainWindow, screen: QRect, qtbot: QtBot) -> None:
    found = faults(small_window, screen)
    for name in ("settings", "lock"):
        entry = find(small_window, QPushButton, name)
        if entry.visibleRegion().boundingRect().size() != entry.size():
            found.append(f"{name} cannot be seen whole")
    for dialog in opened_dialogs(small_window):
        qtbot.waitUntil(lambda: small_window.workspace.background.idle, timeout=20_000)
        found += faults(dialog, screen)
    assert found == []


def test_a_long_dialog_scrolls_and_its_buttons_stay(screen: QRect, settings: Settings, qtbot: QtBot) -> None:
    dialog = Dialog("A headline", None, name="long")
    for _ in range(40):
        dialog.body.addWidget(label("Some words that fill the dialog. " * 6))
    dialog.foot.addWidget(button("Cancel", dialog.reject))
    dialog.add_close()
    dialog.open()
    qtbot.wait(50)
    assert faults(dialog, screen) == []
    dialog.close()


def test_a_window_that_was_larger_or_elsewhere_comes_back_onto_the_screen(screen: QRect, qapp: QApplication) -> None:
    window = QWidget()
    window.setObjectName("came_back")
    fitting.fit_window(window, QSize(2_000, 1_500))
    window.show()
    settle()
    assert faults(window, screen) == []
    window.resize(400, 300)
    window.move(screen.right() - 50, screen.bottom() - 20)
    fitting.keep_inside(window)
    settle()
    assert faults(window, screen) == []
    window.close()


def test_larger_text_does_not_push_the_window_off_the_screen(
    small_window: MainWindow, screen: QRect, settings: Settings, qtbot: QtBot
) -> None:
    settings["text_size"] = 200
    apply_look(settings)
    qtbot.wait(100)
    # At 200 % a page scrolls; the window itself must not grow.
    assert [fault for fault in faults(small_window, screen) if "the button" not in fault] == []


@needs("Xvfb", "openbox")
@pytest.mark.skipif(bool(lacking_for_a_window()), reason=lacking_for_a_window())
@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_with_a_window_manager(size: tuple[int, int], percent: int, tmp_path: Path) -> None:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    variables = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(tmp_path)}
    managing = subprocess.Popen(["openbox"], env=variables, stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        program = [sys.executable, "-m", "tests.drivers.small_screen_program", str(tmp_path / "vault"), str(percent)]
        done = subprocess.run(
            program, env=variables, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout.splitlines()[-1]) == []
    finally:
        for process in (managing, server):
            process.terminate()
            process.wait(10)
