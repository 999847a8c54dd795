"""The recorder: by mouse and number keys, over everything, each press on the disk before it is shown, and plain words when it is not."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ism_desktop.errors import CannotLeave, VaultNotWritable
from ism_desktop.records import episodes, store
from ism_desktop.records.episodes import Press
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES, PRESSES
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.settings import Settings
from ism_desktop.ui.base import opening
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.care_kit.recorder.recorder import Recorder
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.ui.start.locked_entry import LockedEntryPage
from ism_desktop.ui.start.start_window import StartWindow
from ism_desktop.ui.start.unlock import UnlockPage
from ism_desktop.vault import Vault, inbox
from ism_desktop.vault.inbox import NewItem
from tests.drivers.widgets import click, find
from tests.drivers.window import WindowDriver

_SENTENCE = "Use your own plan and call for help. This only writes down times."


@pytest.fixture
def recorder(window: MainWindow, qtbot: QtBot) -> Recorder:
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert window.stage.recorder is not None
    return window.stage.recorder


def said(recorder: Recorder) -> str:
    return recorder.result.words.text()


def recorded(workspace: Workspace) -> list[tuple[str, bool]]:
    with workspace.vault.read() as session:
        rows = store.list_active(session, EPISODE_TIMES)
    rows = sorted(rows, key=lambda row: (str(row.values["pressed_at"]), row.created_at))
    return [(str(row.values["what"]), row.values["mistaken"] is True) for row in rows]


def press(qtbot: QtBot, recorder: Recorder, what: str) -> None:
    qtbot.mouseClick(recorder.presses.buttons[what], Qt.MouseButton.LeftButton)
    if not recorder.back.isHidden():
        click(qtbot, recorder, "recorder.back")


def test_the_first_screen_says_what_it_does_and_nothing_else(recorder: Recorder, window: MainWindow) -> None:
    words = [shown.text() for shown in recorder.findChildren(QLabel) if shown.isVisible() and shown.text()]
    assert _SENTENCE in words
    assert "Nothing is recorded yet." in words
    assert not window.sidebar.isVisible(), "it fills the window"
    assert not window.statusBar().isVisible()


def test_every_button_by_mouse_is_one_row_and_over_ends_it(
    recorder: Recorder, workspace: Workspace, qtbot: QtBot
) -> None:
    keys = [choice.value for choice in PRESSES]
    for key in keys:
        press(qtbot, recorder, key)
        label = str(EPISODE_TIMES.field("what").choices[keys.index(key)].label)
        assert said(recorder).startswith(f"Recorded: {label}, "), "shown once it is written"
        assert recorded(workspace)[-1] == (key, False)
    assert recorder.elapsed.text() == "Over. The next press begins a new episode."
    press(qtbot, recorder, "noticed")
    with workspace.vault.read() as session:
        assert store.count(session, EPISODES) == 2


def test_keys_alone_with_what_was_noticed_and_taken(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    with workspace.vault.write() as session:
        store.save(session, MEDICATIONS, {"name": "Cetirizine", "use": "as_needed"})
    qtbot.keyClick(window, Qt.Key.Key_F9)
    recorder = window.stage.recorder
    assert recorder is not None
    for key in (Qt.Key.Key_1, Qt.Key.Key_B, Qt.Key.Key_2, Qt.Key.Key_A, Qt.Key.Key_1, Qt.Key.Key_Escape, Qt.Key.Key_3):
        # 1 notice, B itch; 2 medicine, A Cetirizine; 1 notice, and back without saying what; 3 injector 1
        recorder.presses.let_press_again()
        qtbot.keyClick(window.focusWidget() or recorder, key)
    with workspace.vault.read() as session:
        going_on = episodes.running(session, datetime.now().astimezone())
        assert going_on is not None
        words = [time.words for time in episodes.times(session, going_on.id)]
    assert sorted(words) == ["I notice something", "Injector 1", "Itch", "Medicine taken: Cetirizine"]
    qtbot.keyClick(window.focusWidget() or recorder, Qt.Key.Key_Escape)
    assert not window.stage.is_recording
    assert window.sidebar.isVisible()


def test_the_nine_buttons_and_their_keys_mean_the_same_while_more_is_asked(
    recorder: Recorder, workspace: Workspace, qtbot: QtBot
) -> None:
    """The third button and the key 3 once were hives, where the injector had been a second before."""
    before = recorder.presses.buttons["injector_1"].geometry()
    qtbot.keyClick(recorder, Qt.Key.Key_1)
    assert not recorder.back.isHidden()
    assert recorder.presses.isVisible()
    assert recorder.presses.buttons["injector_1"].geometry() == before
    qtbot.keyClick(recorder, Qt.Key.Key_3)
    assert recorder.back.isHidden()
    qtbot.keyClick(recorder, Qt.Key.Key_1)
    qtbot.mouseClick(recorder.presses.buttons["injector_2"], Qt.MouseButton.LeftButton)
    assert [what for what, _ in recorded(workspace)] == ["noticed", "injector_1", "noticed", "injector_2"]


def test_a_hand_that_trembles_presses_once(recorder: Recorder, workspace: Workspace, qtbot: QtBot) -> None:
    for _ in range(3):
        qtbot.mouseClick(recorder.presses.buttons["injector_1"], Qt.MouseButton.LeftButton)
    assert recorded(workspace) == [("injector_1", False)]


def test_a_mistake_is_marked_and_stays(recorder: Recorder, workspace: Workspace, qtbot: QtBot) -> None:
    press(qtbot, recorder, "better")
    press(qtbot, recorder, "injector_2")
    click(qtbot, recorder, "recorder.last_mistake")
    assert said(recorder).startswith("Marked as a mistake: Injector 2")
    assert sorted(recorded(workspace)) == [("better", False), ("injector_2", True)]
    rows = [shown.text() for shown in recorder.list.findChildren(QLabel)]
    assert any("Injector 2" in row and row.endswith("(by mistake)") for row in rows)
    again = find(recorder, QPushButton, "recorder.last_mistake")
    assert again.accessibleName().startswith("No mistake: Injector 2")
    click(qtbot, recorder, "recorder.last_mistake")
    assert sorted(recorded(workspace)) == [("better", False), ("injector_2", False)]


def test_closed_and_opened_again_it_goes_on(
    recorder: Recorder, window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    press(qtbot, recorder, "noticed")
    click(qtbot, recorder, "recorder.close")
    assert not window.stage.is_recording
    window.show_page("home")
    click(qtbot, window, "quick.recorder")
    assert window.stage.is_recording
    assert "since the first press" in recorder.elapsed.text()
    press(qtbot, recorder, "called")
    with workspace.vault.read() as session:
        assert store.count(session, EPISODES) == 1
    window.show_page("documents")  # as the menu and the palette do
    assert not window.stage.is_recording


def test_what_cannot_be_written_is_said_and_can_be_pressed_again(
    recorder: Recorder, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(qtbot, recorder, "noticed")
    write = workspace.vault.write

    @contextmanager
    def full() -> Generator[Any]:
        with write() as session:
            yield session
            raise VaultNotWritable("The disk of “/home/me” is full.", "Make room.")

    monkeypatch.setattr(workspace.vault, "write", full)
    press(qtbot, recorder, "injector_1")
    assert said(recorder) == "NOT recorded. Press again, or write the time on paper."
    assert recorder.result.reason.text() == "The disk of “/home/me” is full."
    assert len(recorder.list.findChildren(QLabel)) == len(
        [shown for shown in recorder.list.findChildren(QLabel) if "Injector" not in shown.text()]
    )
    assert recorded(workspace) == [("noticed", False)]
    monkeypatch.undo()
    press(qtbot, recorder, "injector_1")  # at once: no press is swallowed after one that failed
    assert said(recorder).startswith("Recorded: Injector 1")
    assert recorded(workspace) == [("noticed", False), ("injector_1", False)]


@pytest.mark.usefixtures("twice_the_size")
def test_all_nine_are_in_sight_on_a_small_screen_at_twice_the_size(recorder: Recorder, window: MainWindow) -> None:
    window.resize(1024, 700)
    recorder.begin()
    qt = recorder.window().rect()
    for made in recorder.presses.buttons.values():
        corner = made.mapTo(recorder.window(), made.rect().bottomRight())
        assert qt.contains(corner), made.accessibleName()


def test_new_reaction_has_other_keys_now(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.current_page is not None
    assert "reactions" in window.current_page.kinds
    assert not window.stage.is_recording


def test_over_a_locked_record_times_go_to_the_inbox_and_nothing_is_shown(
    settings: Settings, vault: Vault, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with vault.write() as session:
        store.save(session, MEDICATIONS, {"name": "Cetirizine", "use": "as_needed"})
        episodes.record(session, Press("injector_2"), datetime.now().astimezone())
    vault.close()
    start = StartWindow(settings, vault.path)
    with qtbot.waitExposed(start):
        start.show()
    qtbot.keyClick(start, Qt.Key.Key_F9)
    recorder = start.stack.currentWidget()
    assert isinstance(recorder, Recorder)
    for what in ("medicine", "noticed"):
        press(qtbot, recorder, what)
    assert said(recorder).startswith("Recorded: I notice something, ")
    shown = " ".join(words.text() for words in recorder.findChildren(QLabel))
    assert "Cetirizine" not in shown
    assert "Injector 2, " not in shown, "what the record knows of the episode stays locked"
    monkeypatch.setattr(opening, "leave_press", refuse)
    press(qtbot, recorder, "called")
    assert said(recorder) == "NOT recorded. Press again, or write the time on paper."
    monkeypatch.undo()
    press(qtbot, recorder, "called")
    assert inbox.count(vault.path) == 3
    click(qtbot, recorder, "recorder.close")
    assert isinstance(start.stack.currentWidget(), UnlockPage)
    qtbot.keyClick(start, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    entry = start.stack.currentWidget()
    qtbot.keyClick(start, Qt.Key.Key_F9)
    again = start.stack.currentWidget()
    assert isinstance(again, Recorder)
    click(qtbot, again, "recorder.close")
    assert isinstance(entry, LockedEntryPage)
    assert start.stack.currentWidget() is entry, "what was begun there is not lost"
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert isinstance(start.stack.currentWidget(), UnlockPage)
    qtbot.waitUntil(lambda: start.background.idle, timeout=30_000)
    start.close()
    start.deleteLater()


def refuse(*_arguments: object) -> int:
    raise CannotLeave("The inbox is full.", "Unlock your record.")


def test_what_was_pressed_while_locked_is_filed_together(
    window: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    at = datetime(2026, 5, 3, 14, 2, 5, tzinfo=UTC)
    for seconds, what in ((0, "noticed"), (40, "injector_1")):
        thing = NewItem("time", press=what)
        inbox.leave(workspace.vault.path, thing, computer=workspace.computer, at=at + timedelta(seconds=seconds))
    window.show_page("inbox")
    assert window.current_page is not None
    times = find(window.current_page, QLabel, "thing.times").text()
    assert times.splitlines()[1] == "Sunday, 3 May 2026, 14:02:45: Injector 1"
    click(qtbot, window.current_page, "thing.keep_episode")
    assert recorded(workspace) == [("noticed", False), ("injector_1", False)]
    assert inbox.count(workspace.vault.path) == 0
    WindowDriver(qtbot, window).undo()
    assert recorded(workspace) == []
    assert inbox.count(workspace.vault.path) == 2
    qtbot.waitUntil(find(window.current_page, QPushButton, "thing.trash_times").isVisible)
    click(qtbot, window.current_page, "thing.trash_times")
    assert inbox.count(workspace.vault.path) == 0
    WindowDriver(qtbot, window).undo()
    assert inbox.count(workspace.vault.path) == 2


def test_it_has_no_word_of_advice() -> None:
    """The program organizes: nothing in the recorder tells anybody what to do, but for the sentence that everything else comes first."""
    folder = Path(__file__).resolve().parents[2] / "ism_desktop" / "ui" / "care_kit" / "recorder"
    text = " ".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py")).replace(_SENTENCE, "").casefold()
    for word in ("inject now", "second dose", "you should", "dose after", "countdown", "use your injector"):
        assert word not in text
