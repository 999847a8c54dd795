"""What is done for the record's safety while nobody is at the keyboard, and while the program is being closed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.errors import CannotBackUp
from ism_desktop.records import backup_status, vault_settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.locking.idle import Clocks, IdleWatch
from ism_desktop.ui.places.backup_and_keys.safekeeping.closing import ClosingBackup
from ism_desktop.ui.shell.window import MainWindow
from ism_desktop.vault import Vault
from tests.drivers.clipping import clipped, settle
from tests.drivers.widgets import click, words
from tests.vault.filing import file_document, note_medication
from tests.vault.paths import document_path, flip


@pytest.fixture
def watched(workspace: Workspace) -> Iterator[Workspace]:
    workspace.safekeeping.begin()
    yield workspace
    workspace.safekeeping.stop()


def idle(workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: workspace.background.idle, timeout=30_000)
    settle()


# While nobody is there ----------------------------------------------------------------------------------------------------


class Time:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_share_of_the_day_is_checked_once_and_stops_when_somebody_is_back(
    workspace: Workspace, vault: Vault, qtbot: QtBot, qapp: QApplication
) -> None:
    file_document(vault, "Biopsy 2019", b"%PDF" + bytes(90_000))
    time = Time()
    watch = IdleWatch(qapp, 10, workspace, Clocks(time, time))
    watch.left.connect(workspace.safekeeping.check_share)
    watch.returned.connect(workspace.safekeeping.leave_share)
    for _ in range(10):
        time.now += 29
        watch.look()
    assert not workspace.safekeeping.is_running("share"), "not five minutes yet"
    time.now += 11
    watch.look()
    assert workspace.safekeeping.is_running("share")
    watch.stay()
    idle(workspace, qtbot)
    for _ in range(11):
        time.now += 29
        watch.look()
    idle(workspace, qtbot)
    with vault.read() as session:
        assert backup_status.read(session, vault, workspace.computer.id).daily_check == workspace.today()
    watch.stay()
    for _ in range(11):
        time.now += 29
        watch.look()
    assert not workspace.safekeeping.is_running("share"), "once each day"
    watch.stop()


def test_thirty_days_find_damage_that_was_never_asked_for(
    workspace: Workspace, vault: Vault, vault_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = file_document(vault, "Biopsy 2019", b"%PDF" + bytes(90_000))
    flip(document_path(vault_path, file_id), 40_000)
    day = int(file_id[:8], 16) % 30
    for _ in range(2):
        # On the day of this file, and on the next, when it is not read again but must still be told.
        with vault.write() as session:
            vault_settings.put(session, "last_daily_check", {})
        today = date.fromordinal(735_000 - 735_000 % 30 + day)
        monkeypatch.setattr(workspace, "today", lambda today=today: today)
        workspace.safekeeping.check_share()
        idle(workspace, qtbot)
        assert [found.title for found in workspace.safekeeping.findings] == ["Biopsy 2019"]
        day += 1


# While the program is being closed ----------------------------------------------------------------------------------------


def closing_window() -> ClosingBackup:
    (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, ClosingBackup) and each.isVisible()]
    return found


def test_closing_keeps_a_backup_and_then_goes(
    watched: Workspace, window: MainWindow, vault: Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backup_status.choose_place(vault, watched.computer.id, stick)
    note_medication(vault, "Cetirizine")
    window.close()
    closing = closing_window()
    assert "Making a backup…" in words(closing)
    assert clipped(closing) == []
    with qtbot.waitSignal(closing.closed, timeout=10_000):
        pass
    assert len(list(stick.glob("manifests/*.manifest"))) == 1
    closing.deleteLater()


def test_it_can_be_skipped(watched: Workspace, window: MainWindow, vault: Vault, tmp_path: Path, qtbot: QtBot) -> None:
    for number in range(40):
        vault.files.add_bytes(bytes([number]) * 400_000, name=f"{number}.pdf", media_type="application/pdf")
    stick = tmp_path / "stick"
    stick.mkdir()
    backup_status.choose_place(vault, watched.computer.id, stick)
    window.close()
    closing = closing_window()
    with qtbot.waitSignal(closing.closed, timeout=10_000):
        click(qtbot, closing, "closing.skip")
    idle(watched, qtbot)
    assert not list(stick.glob("manifests/*.manifest"))
    closing.deleteLater()


def test_why_it_was_not_made_stays_to_be_read(
    watched: Workspace, window: MainWindow, vault: Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "records.db").write_bytes(b"somebody put a vault here")
    backup_status.choose_place(vault, watched.computer.id, stick)
    window.close()
    closing = closing_window()
    qtbot.waitUntil(lambda: "is the folder of a record" in words(closing), timeout=10_000)
    assert str(CannotBackUp.title) in words(closing)
    qtbot.keyClick(closing, Qt.Key.Key_Tab)
    click(qtbot, closing, "closing.skip")
    assert not closing.isVisible()
    with vault.read() as session:
        assert backup_status.read(session, vault, watched.computer.id).trouble is not None
    closing.deleteLater()


@pytest.mark.parametrize("reason", ["no folder", "nothing changed", "not wanted"])
def test_nothing_is_in_the_way_of_closing(
    watched: Workspace, window: MainWindow, vault: Vault, tmp_path: Path, qtbot: QtBot, reason: str
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    if reason != "no folder":
        backup_status.choose_place(vault, watched.computer.id, stick)
    if reason == "nothing changed":
        watched.safekeeping.back_up()
        idle(watched, qtbot)
    if reason == "not wanted":
        backup_status.choose(vault, "backup_on_close", value=False)
    window.close()
    assert window.closing_backup is None


def test_a_folder_out_of_reach_does_not_keep_anybody(
    watched: Workspace, window: MainWindow, vault: Vault, tmp_path: Path, qtbot: QtBot
) -> None:
    backup_status.choose_place(vault, watched.computer.id, tmp_path / "unplugged")
    window.close()
    closing = window.closing_backup
    assert isinstance(closing, QWidget)
    qtbot.waitUntil(lambda: not closing.isVisible(), timeout=5_000)
    assert not (tmp_path / "unplugged").exists()
    closing.deleteLater()
