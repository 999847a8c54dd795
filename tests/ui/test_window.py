"""The window: places, search, undo, keys, dropping files, settings, help, and keeping what is typed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QSlider, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import question_lists, store
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.settings import Settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.look import apply_look
from ism_desktop.ui.kit.theme import DARK, LIGHT, theme
from ism_desktop.ui.record_kit.page import RecordsPage
from ism_desktop.ui.record_kit.view import KindView
from ism_desktop.ui.shell.commands import COMMANDS, shortcuts
from ism_desktop.ui.shell.places import place_of, places
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.clipping import clipped, settle
from tests.drivers.listing import ListDriver
from tests.drivers.widgets import click, dialog, find
from tests.drivers.window import WindowDriver


@pytest.fixture
def driver(window: MainWindow, qtbot: QtBot) -> WindowDriver:
    return WindowDriver(qtbot, window)


@pytest.fixture
def medication(workspace: Workspace) -> str:
    with workspace.vault.write() as session:
        return store.save(session, BY_NAME["medications"], {"name": "Cetirizine", "reason": "Juckreiz und flushing"})


def shown_list(window: MainWindow, qtbot: QtBot) -> ListDriver:
    page = window.current_page
    assert isinstance(page, RecordsPage)
    assert isinstance(page.view, KindView)
    return ListDriver(qtbot, page.view)


def test_every_place_opens(driver: WindowDriver, window: MainWindow, qtbot: QtBot) -> None:
    for place in places():
        driver.go(place.name)
        assert window.current_page is not None
        assert window.current_page.isVisible()
    qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=20_000)


def test_every_kind_has_a_place() -> None:
    for kind in KINDS:
        assert kind.name in place_of(kind.name).kinds


def test_search_finds_shows_and_opens(driver: WindowDriver, window: MainWindow, medication: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(window.workspace.index.search("juckreiz")))
    found = driver.search("juck")
    assert len(found) == 1
    assert "Juckreiz" in found[0]
    assert driver.groups() == ["Medications"]
    driver.press_in_search(Qt.Key.Key_Return)
    assert driver.results() == []
    listed = shown_list(window, qtbot)
    assert listed.view.form.record_id == medication


def test_search_says_when_nothing_is_found_and_esc_leaves(
    driver: WindowDriver, window: MainWindow, qtbot: QtBot
) -> None:
    assert driver.search("zzz") == []
    nothing = find(window, QLabel, "search_nothing")
    assert nothing.isVisible()
    assert "zzz" in nothing.text()
    driver.press_in_search(Qt.Key.Key_Escape)
    assert window.search.text() == ""
    assert not nothing.isVisible()


@pytest.mark.usefixtures("medication")
def test_a_slip_finds_similar_words_and_a_chip_narrows(
    driver: WindowDriver, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    with workspace.vault.write() as session:
        question_lists.add(session, "What helps against Juckreiz?")
    qtbot.waitUntil(lambda: len(workspace.index.search("juckreiz")) == 2)
    panel = window.search.panel()
    driver.search("jukcreiz")
    qtbot.waitUntil(lambda: bool(driver.results()))
    assert driver.groups() == ["Nothing says it so. Similar words: juckreiz"]
    found = driver.search("juckreiz")
    qtbot.waitUntil(lambda: bool(panel.chips.buttons))
    driver.press_in_search(Qt.Key.Key_Tab)
    assert panel.chips.buttons[0].hasFocus()
    assert panel.isVisible()
    qtbot.keyClick(panel.chips.buttons[0], Qt.Key.Key_Space)
    assert window.search.hasFocus()
    assert window.search.text().startswith("juckreiz kind:")
    assert 0 < len(driver.results()) < len(found)
    chip = panel.chips.buttons[0]
    assert chip.isChecked()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert window.search.text() == "juckreiz"
    assert driver.results() == found


def test_ctrl_f_goes_to_the_search_box(driver: WindowDriver, window: MainWindow) -> None:
    driver.go("medications")
    driver.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()


def test_keys_add_save_trash_and_undo(
    driver: WindowDriver, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    driver.go("medications")
    driver.key(Qt.Key.Key_N, control)
    listed = shown_list(window, qtbot)
    listed.form.write("name", "Cetirizine")
    driver.key(Qt.Key.Key_S, control)
    assert driver.offer == "“Cetirizine” was added."
    listed.table.setFocus()
    listed.key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: listed.view.is_empty)
    assert driver.offer == "“Cetirizine” was moved to the trash."
    driver.key(Qt.Key.Key_Z, control)
    qtbot.waitUntil(lambda: listed.column() == ["Cetirizine"])
    assert driver.offer == ""


def test_ctrl_z_undoes_typing_first(driver: WindowDriver, window: MainWindow, medication: str, qtbot: QtBot) -> None:
    driver.go("medications")
    listed = shown_list(window, qtbot)
    listed.click_row("Cetirizine")
    listed.form.write("brand", "Zyrtec")
    line = find(listed.view.form, QWidget, "brand")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert listed.form.shows("brand") != "Zyrtec"


def test_numbers_go_to_places(driver: WindowDriver, window: MainWindow) -> None:
    number = [place.name for place in places()].index("medications") + 1
    driver.key(Qt.Key(int(Qt.Key.Key_0) + number), Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.current_page, RecordsPage)
    assert "medications" in window.current_page.kinds


def test_files_dropped_anywhere_go_to_the_documents(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.txt"
    scan.write_text("x")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scan))])
    where, none = QPointF(200, 200), Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(where, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none)
    with qtbot.waitSignal(workspace.files_dropped) as dropped:
        window.dropEvent(drop)
    assert dropped.args == [[scan]]
    assert window.current_page is not None
    assert "documents" in window.current_page.kinds
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=20_000)


def test_leaving_a_place_saves(driver: WindowDriver, window: MainWindow, medication: str, qtbot: QtBot) -> None:
    driver.go("medications")
    listed = shown_list(window, qtbot)
    listed.click_row("Cetirizine")
    listed.form.write("strength", "10 mg")
    driver.go("care_team")
    assert driver.offer == "The changes to “Cetirizine 10 mg” were saved."
    driver.undo()
    with window.workspace.vault.read() as session:
        assert store.get(session, BY_NAME["medications"], medication).title == "Cetirizine"


def test_lock_keeps_what_is_typed(driver: WindowDriver, window: MainWindow, qtbot: QtBot) -> None:
    driver.go("medications")
    listed = shown_list(window, qtbot)
    listed.view.new_record()
    listed.form.write("strength", "10 mg")
    with qtbot.waitSignal(window.lock_requested):
        click(qtbot, window, "lock")
    workspace = window.workspace
    assert type(workspace.drafts)(workspace.vault).all() == [("medications", None)]


def test_theme_and_text_size_change_at_once(driver: WindowDriver, window: MainWindow, qtbot: QtBot) -> None:
    driver.go("medications")
    click(qtbot, window, "settings")
    settings = dialog(qtbot, "settings_dialog")
    click(qtbot, settings, "appearance.dark")
    assert theme().colours is DARK
    assert window.palette().window().color().name() == DARK.window
    find(settings, QSlider, "text_size").setValue(20)
    assert QApplication.font().pointSizeF() == 22
    click(qtbot, settings, "appearance.light")
    assert theme().colours is LIGHT
    click(qtbot, settings, "close")
    assert window.workspace.settings["text_size"] == 200


def test_nothing_is_cut_off_at_twice_the_size_in_a_small_window(
    driver: WindowDriver, window: MainWindow, medication: str, settings: Settings, qtbot: QtBot
) -> None:
    settings["text_size"] = 200
    apply_look(settings)
    window.resize(1024, 700)
    found: dict[str, list[str]] = {}
    for place in places():
        driver.go(place.name)
        qtbot.waitUntil(lambda: window.workspace.background.idle, timeout=20_000)
        settle()
        # A long form is laid out anew in several passes, which take a moment on a slow computer.
        for _ in range(60):
            assert window.current_page is not None
            found[place.name] = clipped(window.current_page)
            if not found[place.name]:
                break
            qtbot.wait(50)
        assert window.size().toTuple() == (1024, 700), f"{place.name} makes the window larger"
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_help_and_shortcuts_open(window: MainWindow, qtbot: QtBot) -> None:
    for command, name in ((window.on_help, "help"), (window.on_shortcuts, "shortcuts"), (window.on_about, "about")):
        command()
        click(qtbot, dialog(qtbot, name), "close")


def test_no_two_commands_share_their_keys() -> None:
    keys = [keys for command in COMMANDS for keys in command.keys]
    assert len(keys) == len(set(keys))
    assert len(shortcuts()) > len(COMMANDS) / 2
