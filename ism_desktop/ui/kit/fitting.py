"""Windows and dialogs that fit their screen: none is larger than what the desktop leaves free, and none stands outside it.

The usual small screens are 1366 × 768 and, with large text, 1024 × 700. A window says how large it would like to be; what it gets is
decided here, and again when it is shown (a window manager adds a frame), when the text grows and when a screen changes.
"""

import contextlib
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QByteArray, QEvent, QMargins, QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget

from ism_desktop.ui.kit.theme import theme

# What a window manager adds around a window, until the window is shown and says it: a title bar and thin edges.
_FRAME = QMargins(6, 38, 6, 6)
# The frame is told some time after a window is on the screen; asked for more than once, because no signal says when.
_ASKED_AFTER = (0, 120, 500)  # milliseconds


def free_area(window: QWidget) -> QRect:
    """The part of the window's screen that panels and docks leave free.

    Asked of the application: `QWidget.screen` makes the screen a child of the window for PySide 6.11.3, and when the window has gone and
    Python collects its garbage, the process dies.
    """
    at = QGuiApplication.screenAt(window.frameGeometry().center()) if window.isVisible() else None
    return (at or QGuiApplication.primaryScreen()).availableGeometry()


def room(window: QWidget) -> QSize:
    """How large the inside of a window may be, so that its frame still lies on the screen."""
    return free_area(window).marginsRemoved(_frame(window)).size()


def room_over(dialog: QWidget) -> QSize:
    """How large a dialog may be: no larger than the window it lies over, where that is not a very small one, nor than the screen."""
    largest = room(dialog)
    parent = dialog.parentWidget()
    if parent is None:
        return largest
    below = parent.window().size() - QSize(32, 32)
    return below.expandedTo(QSize(theme().px(480), theme().px(420))).boundedTo(largest)


def fit_window(window: QWidget, wanted: QSize, remembered: str = "") -> None:
    """Give a window the size and place it had, else the size it would like, in the middle of its screen; and keep it on the screen.

    To be called when the window is built, before it is shown. `remembered` is what `geometry_of` said earlier.
    """
    if not _restore(window, remembered):
        window.resize(wanted.boundedTo(room(window)))
        area = free_area(window)
        frame = window.size().grownBy(_frame(window))
        corner = area.center() - QRect(QPoint(0, 0), frame).center()
        window.move(max(area.left(), corner.x()), max(area.top(), corner.y()))
    keep_inside(window)
    _Keeper(window, _keep_inside_of(window))


def fit_dialog(dialog: QWidget, wanted: QSize) -> None:
    """Give a dialog with a layout of its own the size it would like, as far as there is room; and keep it on the screen.

    A `Dialog` does this by itself.
    """
    dialog.resize(wanted.boundedTo(room_over(dialog)))
    keep_fitting(dialog, _keep_inside_of(dialog))


def keep_fitting(window: QWidget, fit: Callable[[], None]) -> None:
    """Call `fit` when the window is shown, again when its frame is known, and when the size of the text changes."""
    _Keeper(window, fit)


def geometry_of(window: QWidget) -> str:
    """The size and place of a window, as text for a setting."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def keep_inside(window: QWidget) -> None:
    """Make a window smaller where it is larger than its screen, and move it where it sticks out; one that fills the screen stays."""
    if window.isMaximized() or window.isFullScreen() or not window.isWindow():
        return
    largest = room(window)
    if window.minimumSize() != window.minimumSize().boundedTo(largest):
        window.setMinimumSize(window.minimumSize().boundedTo(largest))
    if window.size() != window.size().boundedTo(largest):
        window.resize(window.size().boundedTo(largest))
    area = free_area(window)
    frame = QRect(window.pos(), window.size().grownBy(_frame(window)))
    left = max(area.left(), min(frame.left(), area.right() + 1 - frame.width()))
    top = max(area.top(), min(frame.top(), area.bottom() + 1 - frame.height()))
    if QPoint(left, top) != frame.topLeft():
        window.move(left, top)


def _keep_inside_of(window: QWidget) -> Callable[[], None]:
    def keep() -> None:
        keep_inside(window)

    return keep


def _frame(window: QWidget) -> QMargins:
    """What stands around the window: as its screen says, or as much as is usual."""
    handle = cast("QWindow | None", window.windowHandle())
    known = handle.frameMargins() if handle is not None and window.isVisible() else QMargins()
    return known if known.top() else _FRAME


def _restore(window: QWidget, remembered: str) -> bool:
    with contextlib.suppress(ValueError):
        return bool(remembered) and window.restoreGeometry(QByteArray.fromBase64(remembered.encode("ascii")))
    return False


class _Keeper(QObject):
    """Watches one window and fits it again whenever it may have grown out of its screen. It goes with its window."""

    def __init__(self, window: QWidget, fit: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._fit = fit
        window.installEventFilter(self)
        theme().changed.connect(self._later)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the window before it is seen, and when its frame is known."""
        if event.type() is QEvent.Type.Show and not event.spontaneous():
            self._fit()
            for pause in _ASKED_AFTER:
                QTimer.singleShot(pause, self, self._inside)
        elif event.type() is QEvent.Type.ScreenChangeInternal:
            self._later()
        return super().eventFilter(watched, event)

    def _later(self) -> None:
        QTimer.singleShot(0, self, self._again)

    def _is_seen(self) -> bool:
        # A timer may ring once more when Python has taken the attributes of what goes.
        return "_window" in vars(self) and self._window.isVisible()

    def _again(self) -> None:
        if self._is_seen():
            self._fit()
            keep_inside(self._window)

    def _inside(self) -> None:
        if self._is_seen():
            keep_inside(self._window)
