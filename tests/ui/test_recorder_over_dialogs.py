"""F9 while a dialog is open: the recorder comes over it, and the dialog with all that was typed is there when it goes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ism_desktop.records import store
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.recorder.recorder import Recorder
from ism_desktop.ui.kit.widgets.dialog import Dialog
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.widgets import click, dialog


def over(window: MainWindow) -> Recorder:
    assert window.stage.over is not None
    assert QApplication.activeModalWidget() is window.stage.over
    return window.stage.over.recorder


def recorded(workspace: Workspace) -> list[object]:
    with workspace.vault.read() as session:
        return [row.values["what"] for row in store.list_active(session, EPISODE_TIMES)]


@pytest.fixture
def typed(window: MainWindow, qtbot: QtBot) -> Dialog:
    """A dialog in which somebody is typing."""
    made = Dialog("Half done", window, name="half_done")
    line = QLineEdit()
    made.body.addWidget(line)
    made.add_close()
    made.open()
    qtbot.waitExposed(made)
    line.setFocus()
    qtbot.keyClicks(line, "Half a sen")
    return made


def test_it_comes_over_a_dialog_and_leaves_it_as_it_was(
    typed: Dialog, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    line = typed.findChild(QLineEdit)
    assert line is not None
    qtbot.keyClick(line, Qt.Key.Key_F9)
    recorder = over(window)
    assert window.stage.is_recording, "a lock brings it back"
    assert window.stage.over is not None
    assert window.stage.over.geometry() == window.geometry()
    qtbot.keyClick(recorder, Qt.Key.Key_3)
    assert recorder.result.words.text().startswith("Recorded: Injector 1, ")
    qtbot.keyClick(recorder, Qt.Key.Key_F9)
    assert over(window) is recorder, "pressed again it stays"
    qtbot.keyClick(recorder, Qt.Key.Key_Escape)
    assert window.stage.over is None
    assert not window.stage.is_recording
    assert (typed.isVisible(), line.text()) == (True, "Half a sen")
    assert QApplication.activeModalWidget() is typed
    qtbot.keyClicks(line, "tence")
    qtbot.keyClick(line, Qt.Key.Key_F9)
    qtbot.keyClick(over(window), Qt.Key.Key_4)
    click(qtbot, over(window), "recorder.close")
    assert line.text() == "Half a sentence"
    assert sorted(map(str, recorded(workspace))) == ["injector_1", "injector_2"]
    typed.reject()


def test_over_the_quick_entry_and_over_what_comes_up_meanwhile(window: MainWindow, qtbot: QtBot) -> None:
    window.on_journal()
    entry = dialog(qtbot, "quick_entry")
    qtbot.waitUntil(entry.isActiveWindow)
    qtbot.keyClick(entry.windowHandle(), Qt.Key.Key_F9)
    first = over(window)
    later = QDialog(window)
    later.open()  # as an error would
    qtbot.waitUntil(later.isActiveWindow)
    qtbot.keyClick(later.windowHandle(), Qt.Key.Key_F9)
    assert over(window) is not first, "it is on top again"
    entry.reject()
    assert over(window).isVisible(), "a dialog that goes by itself takes nothing with it"
    over(window).closed.emit()
    assert later.isVisible()
    later.reject()
    assert QApplication.activeModalWidget() is None
    window.activateWindow()  # as the system does
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.stage.over is None, "with nothing open it fills the window itself"
    assert window.stage.is_recording
