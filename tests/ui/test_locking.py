"""Locking by itself: idle time by turned clocks, input of every sort, sleep, the warning above dialogs and menus, and the clipboard."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ism_desktop.records import vault_settings
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.locking.auto_lock import AutoLock
from ism_desktop.ui.locking.clipboard_guard import Copied
from ism_desktop.ui.locking.idle import Clocks, IdleWatch
from ism_desktop.ui.locking.lock_section import LockSection
from ism_desktop.ui.locking.windows_session import meaning
from ism_desktop.ui.shell.window import MainWindow
from tests.drivers.widgets import click


class Time:
    """Both clocks, turned by hand."""

    def __init__(self) -> None:
        self.monotonic = 1_000.0
        self.wall = 1_700_000_000.0

    @property
    def clocks(self) -> Clocks:
        return Clocks(lambda: self.monotonic, lambda: self.wall)

    def passes(self, watch: IdleWatch, seconds: float) -> None:
        """Let time go by as it does, with a look at the clocks every second."""
        for _ in range(round(seconds)):
            self.monotonic += 1
            self.wall += 1
            watch.look()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def watch(qapp: QApplication, time: Time) -> Iterator[IdleWatch]:
    made = IdleWatch(qapp, 10, qapp, time.clocks)
    yield made
    made.stop()
    made.setParent(None)
    made.deleteLater()


@pytest.fixture
def ended(watch: IdleWatch) -> list[str]:
    found: list[str] = []
    watch.ended.connect(found.append)
    return found


def test_it_warns_thirty_seconds_before_and_locks_after_ten_minutes(
    watch: IdleWatch, time: Time, ended: list[str]
) -> None:
    warned: list[int] = []
    watch.warned.connect(warned.append)
    time.passes(watch, 569)
    assert warned == []
    time.passes(watch, 30)
    assert warned == list(range(30, 0, -1))
    assert ended == []
    time.passes(watch, 5)
    assert ended == ["idle"], "and says it once"


def test_never_means_never_but_sleep_locks_all_the_same(watch: IdleWatch, time: Time, ended: list[str]) -> None:
    watch.set_minutes(0)
    time.passes(watch, 4_000)
    assert ended == []
    time.wall += 61
    watch.look()
    assert ended == ["asleep"]


@pytest.mark.parametrize(
    ("monotonic", "wall"), [(0, 3_600), (0, 61), (3_600, 3_600), (0, -3_600)], ids=["hour", "minute", "windows", "back"]
)
def test_a_jump_of_the_clocks_locks_before_anything_is_painted(
    watch: IdleWatch, time: Time, ended: list[str], qtbot: QtBot, monotonic: float, wall: float
) -> None:
    painted: list[QPaintEvent] = []

    class Secret(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
            painted.append(event)

    secret = Secret()
    qtbot.addWidget(secret)
    with qtbot.waitExposed(secret):
        secret.show()
    qtbot.waitUntil(lambda: bool(painted))
    qtbot.wait(20)  # the window is watched from its next turn on
    painted.clear()
    time.monotonic += monotonic
    time.wall += wall
    secret.repaint()
    assert ended == ["asleep"]
    secret.repaint()
    assert painted == []


def test_a_short_nap_is_no_sleep(watch: IdleWatch, time: Time, ended: list[str]) -> None:
    time.wall += 59
    watch.look()
    time.passes(watch, 500)
    assert ended == []


def _inputs(field: QWidget) -> dict[str, Callable[[], object]]:
    """Ways of being there, by name: functions that do it."""
    none = Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003
    )

    def drag_over() -> None:
        # The system tells a drag to the window, and Qt looks for the widget under it.
        mime = QMimeData()
        mime.setText("dragged")
        for sort in (QDragEnterEvent, QDragMoveEvent):
            event = sort(QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none)
            QApplication.sendEvent(field.windowHandle(), event)
        QApplication.sendEvent(field.windowHandle(), QDragLeaveEvent())

    composed = QInputMethodEvent("に", [])
    return {
        "key": lambda: QTest.keyClick(field, Qt.Key.Key_A),
        "click": lambda: QTest.mouseClick(field, Qt.MouseButton.LeftButton),
        "move": lambda: QTest.mouseMove(field, QPoint(7, 9)),
        "wheel": lambda: QApplication.sendEvent(field, wheel),
        "drag": drag_over,
        "input method": lambda: QApplication.sendEvent(field, composed),
    }


@pytest.mark.parametrize("how", ["key", "click", "move", "wheel", "drag", "input method"])
def test_any_input_keeps_it_open(watch: IdleWatch, time: Time, ended: list[str], qtbot: QtBot, how: str) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    stayed: list[bool] = []
    watch.stayed.connect(lambda: stayed.append(True))
    QTest.mouseMove(field, QPoint(1, 1))
    time.passes(watch, 590)
    _inputs(field)[how]()
    qtbot.waitUntil(lambda: bool(stayed))
    time.passes(watch, 560)
    assert ended == []


def test_what_is_no_person_does_not_keep_it_open(watch: IdleWatch, time: Time, ended: list[str], qtbot: QtBot) -> None:
    field = QPlainTextEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    QTest.mouseMove(field, QPoint(5, 5))
    for _ in range(60):
        time.passes(watch, 10)
        # A book on the keyboard; a pointer told of a move that was none; an input method that composes nothing; text that changes.
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True, 1)  # noqa: FBT003
        QApplication.sendEvent(field, held)
        QTest.mouseMove(field, QPoint(5, 5))
        QApplication.sendEvent(field, QInputMethodEvent("", []))
        field.appendPlainText("news")
        QApplication.processEvents()
    assert ended == ["idle"]


def test_input_after_the_time_is_over_comes_too_late(
    watch: IdleWatch, time: Time, ended: list[str], qtbot: QtBot
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    time.monotonic += 50
    time.wall += 50
    time.passes(watch, 0)
    watch.set_minutes(1)
    for _ in range(2):
        time.monotonic += 40
        time.wall += 40
    QTest.keyClick(field, Qt.Key.Key_A)
    assert ended
    assert field.text() == "a", "typed into a field that is about to be kept as a draft"


# The warning --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def auto(workspace: Workspace, window: MainWindow, time: Time) -> Iterator[AutoLock]:
    made = AutoLock(workspace, window, time.clocks)
    yield made
    made.stop()


def _countdowns() -> list[QWidget]:
    return [
        shown
        for shown in QApplication.topLevelWidgets()
        if shown.objectName() == "lock_countdown" and shown.isVisible()
    ]


def test_the_warning_counts_and_a_click_on_it_stays(auto: AutoLock, time: Time, qtbot: QtBot) -> None:
    time.passes(auto.idle, 571)
    [shown] = _countdowns()
    words = shown.findChild(QLabel, "lock_countdown.words")
    assert words is not None
    assert words.text() == "Your record locks in 29 seconds"
    time.passes(auto.idle, 28)
    assert words.text() == "Your record locks in 1 second"
    click(qtbot, shown, "lock_countdown.stay")
    qtbot.waitUntil(lambda: not _countdowns())
    time.passes(auto.idle, 569)
    assert not _countdowns()


def test_the_lock_keys_are_heard_over_a_dialog_and_a_menu(auto: AutoLock, window: MainWindow, qtbot: QtBot) -> None:
    wanted: list[str] = []
    auto.lock_wanted.connect(wanted.append)
    dialog = QDialog(window)
    dialog.setModal(True)
    field = QLineEdit(dialog)
    dialog.open()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_L)
    assert not wanted
    QTest.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert set(wanted) == {"key"}
    wanted.clear()
    dialog.reject()
    menu = QMenu(window)
    menu.addAction("Something")
    menu.popup(QPoint(10, 10))
    # The system gives the keys to the window that has the focus, and Qt hands them on to the menu.
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert set(wanted) == {"key"}
    menu.close()
    dialog.deleteLater()
    menu.deleteLater()


def test_it_warns_above_a_dialog_and_a_menu_and_locks_over_both(
    auto: AutoLock, time: Time, window: MainWindow, qtbot: QtBot
) -> None:
    wanted: list[str] = []
    auto.lock_wanted.connect(wanted.append)
    dialog = QDialog(window)
    dialog.setModal(True)
    with qtbot.waitExposed(dialog):
        dialog.open()
    menu = QMenu(dialog)
    menu.addAction("Something")
    menu.popup(QPoint(10, 10))
    time.passes(auto.idle, 580)
    [shown] = _countdowns()
    assert shown.parentWidget() is dialog, "what belongs to the dialog can be clicked while it is open"
    stay = shown.findChild(QPushButton, "lock_countdown.stay")
    assert stay is not None
    assert not QApplication.focusWidget() or QApplication.focusWidget() is not stay
    time.passes(auto.idle, 25)
    assert wanted == ["idle"]
    menu.close()
    dialog.close()


def test_a_dialog_that_closes_takes_the_warning_with_it_and_nothing_breaks(
    auto: AutoLock, time: Time, window: MainWindow, qtbot: QtBot
) -> None:
    dialog = QDialog(window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    time.passes(auto.idle, 575)
    dialog.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    time.passes(auto.idle, 2)
    [shown] = _countdowns()
    assert shown.parentWidget() is window
    auto.idle.stay()
    qtbot.waitUntil(lambda: not _countdowns())


def test_the_minutes_are_those_of_the_vault(auto: AutoLock, time: Time, workspace: Workspace, qtbot: QtBot) -> None:
    wanted: list[str] = []
    auto.lock_wanted.connect(wanted.append)
    section = LockSection(workspace)
    qtbot.addWidget(section)
    section.refresh()
    assert section.choices.value == "10"
    section.show()
    told: list[object] = []
    workspace.changed.connect(told.append)
    click(qtbot, section, "lock.minutes.5")
    qtbot.waitUntil(lambda: bool(told))
    with workspace.vault.read() as session:
        assert vault_settings.get(session, "idle_minutes") == 5
    time.passes(auto.idle, 301)
    assert wanted == ["idle"]


def test_never_says_what_it_means(workspace: Workspace, qtbot: QtBot) -> None:
    section = LockSection(workspace)
    qtbot.addWidget(section)
    section.refresh()
    section.show()
    click(qtbot, section, "lock.minutes.0")
    note = section.findChild(QLabel, "lock.note")
    assert note is not None
    assert "Anyone who uses this computer while you are away" in note.text()
    assert "wakes up after sleeping and with Ctrl+L. This system does not tell" in note.text()
    workspace.say_what_locks(frozenset({"sleep", "lid", "screen"}))
    assert "goes to sleep, when its lid is closed, when its screen is locked and with Ctrl+L." in note.text()
    assert "does not tell" not in note.text()


# Windows ------------------------------------------------------------------------------------------------------------------


def test_what_windows_says_is_understood() -> None:
    assert meaning(0x0218, 4) == "sleep"
    assert meaning(0x0218, 0x12) == "", "awake again"
    assert meaning(0x02B1, 7) == "session locked"
    assert meaning(0x02B1, 8) == "", "unlocked"
    assert meaning(0x02B1, 2) == "another user"
    assert meaning(0x000F, 4) == ""


# The clipboard ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def copied(qapp: QApplication) -> Iterator[Copied]:
    QGuiApplication.clipboard().clear()
    made = Copied(qapp)
    yield made
    made.setParent(None)
    made.deleteLater()
    QGuiApplication.clipboard().clear()


def test_what_was_copied_out_of_a_field_is_cleared(copied: Copied, qtbot: QtBot) -> None:
    field = QLineEdit("Wasp sting")
    qtbot.addWidget(field)
    field.selectAll()
    field.copy()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "Wasp sting"
    assert clipboard.mimeData().hasFormat("application/x-ism-desktop"), "marked: histories leave it alone"
    copied.clear()
    assert clipboard.text() == ""


def test_pictures_and_formatted_text_stay_what_they_were(copied: Copied) -> None:
    clipboard = QGuiApplication.clipboard()
    mime = QMimeData()
    mime.setText("plain")
    mime.setHtml("<b>plain</b>")
    clipboard.setMimeData(mime)
    assert "<b>plain</b>" in clipboard.mimeData().html()
    assert clipboard.text() == "plain"
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    clipboard.setImage(picture)
    assert clipboard.image().size() == picture.size()
    copied.clear()
    assert clipboard.image().isNull()


def _not_ours(_copied: Copied) -> bool:
    return False


def test_what_another_program_copied_stays(copied: Copied, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a second program here: the platform is asked whether the clipboard is ours, and says no."""
    monkeypatch.setattr(Copied, "_owned", _not_ours)
    QGuiApplication.clipboard().setText("from elsewhere")
    copied.clear()
    assert QGuiApplication.clipboard().text() == "from elsewhere"


def test_what_a_clipboard_program_took_over_is_cleared_too(copied: Copied, monkeypatch: pytest.MonkeyPatch) -> None:
    QGuiApplication.clipboard().setText("ours")
    monkeypatch.setattr(Copied, "_owned", _not_ours)
    copied.clear()
    assert QGuiApplication.clipboard().text() == ""
