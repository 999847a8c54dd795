"""The window before a record is open, by keyboard and on small screens: Enter presses what has the focus, and the next step is in sight."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.errors import VaultDamaged
from ism_desktop.settings import Settings
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.start.first_start import CreatePage, DemoPage
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.ui.start.unlock import UnlockPage
from ism_desktop.vault import create
from tests.conftest import CHEAP, PASSPHRASE
from tests.drivers.clipping import clipped, settle
from tests.drivers.widgets import find


@pytest.fixture(
    params=[(1366, 768, 100), (1366, 768, 150), (1024, 700, 100), (1024, 700, 150)],
    ids=["1366x768", "1366x768-large", "1024x700", "1024x700-large"],
)
def screen(request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> QRect:
    width, height, text = request.param
    area = QRect(0, 0, width, height)
    monkeypatch.setattr(fitting, "free_area", lambda _window: area)
    settings["text_size"] = text
    apply_look(settings)
    return area


def in_sight(button: QWidget, window: QWidget) -> bool:
    """Whether the whole button lies in the window and nothing covers it."""
    place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
    return window.rect().contains(place) and button.visibleRegion().boundingRect().size() == button.size()


def test_the_next_step_is_in_sight(screen: QRect, start: StartWindow, qtbot: QtBot, vault_path: Path) -> None:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    assert start.frameGeometry().width() <= screen.width()
    assert start.frameGeometry().height() <= screen.height()
    for show, name in (
        (start.show_welcome, "create"),
        (start.show_create, "create_go"),
        (start.show_demo, "demo_go"),
        (lambda: start.show_unlock(vault_path), "unlock"),
        (lambda: start.show_leave(vault_path), "leave.keep"),
        (lambda: start.show_recover(vault_path, read_only=False), "recover_go"),
        (start.show_restore, "restore.folder"),
        (lambda: start.show_rescue(vault_path, ""), "rescue.look"),
    ):
        show()
        qtbot.waitUntil(lambda: start.background.idle, timeout=30_000)
        settle()
        page = start.stack.currentWidget()
        assert page is not None
        assert in_sight(find(page, QAbstractButton, name), start), name
        assert not clipped(page), name


@pytest.mark.parametrize(("screen_height", "height"), [(768, 724), (700, 656)])
def test_all_of_the_first_step_is_in_sight_on_an_ordinary_screen(
    screen_height: int, height: int, start: StartWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“Remember the folder” lay below the fold, where nobody looks for it."""
    monkeypatch.setattr(fitting, "free_area", lambda _window: QRect(0, 0, 1366, screen_height))
    start.resize(960, height)
    start.show_create()
    qtbot.wait(50)
    settle()
    page = start.stack.currentWidget()
    assert page is not None
    assert in_sight(find(page, QAbstractButton, "remember_vault"), start)


def test_the_way_out_of_a_damaged_record_is_in_sight(
    screen: QRect, start: StartWindow, qtbot: QtBot, vault_path: Path
) -> None:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    start.show_unlock(vault_path)
    qtbot.waitUntil(lambda: start.background.idle, timeout=30_000)
    page = start.stack.currentWidget()
    assert isinstance(page, UnlockPage)
    page._on_error(
        VaultDamaged("The file “records.db” is damaged in two places. " * 3, "Repair it, or restore a backup.")
    )
    settle()
    qtbot.waitUntil(lambda: in_sight(page.rescue, start))
    assert in_sight(page.go, start)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_tile_is_pressed_by_the_keyboard(key: Qt.Key, start: StartWindow, qtbot: QtBot) -> None:
    tile = find(start, QAbstractButton, "demo")
    tile.setFocus()
    qtbot.keyClick(tile, key)
    assert isinstance(start.stack.currentWidget(), DemoPage)
    back = find(start.stack.currentWidget() or start, QAbstractButton, "back")
    back.setFocus()
    qtbot.keyClick(back, key)
    create_tile = find(start, QAbstractButton, "create")
    create_tile.setFocus()
    qtbot.keyClick(create_tile, key)
    assert isinstance(start.stack.currentWidget(), CreatePage)
