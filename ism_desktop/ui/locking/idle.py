"""Notices that nobody is there: no input for so many minutes, or a computer that slept; before anything is painted again.

Two clocks are asked. The monotonic one stops while a computer sleeps and the wall clock does not, so a jump between them means that it
slept: the fallback on every platform (docs/security-design.md, Locking).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from ism_desktop.ui.kit.every_window import EveryWindow
from ism_desktop.ui.kit.timers import timer

WARNING = 30  # seconds
_JUMP = 60.0  # seconds
_AWAY = 5 * 60.0  # seconds
_TICK = 1_000  # milliseconds

_Type = QEvent.Type
# Nobody but a person makes these.
_INPUT = frozenset(
    {
        _Type.MouseButtonPress,
        _Type.MouseButtonRelease,
        _Type.MouseButtonDblClick,
        _Type.MouseMove,
        _Type.NonClientAreaMouseButtonPress,
        _Type.NonClientAreaMouseMove,
        _Type.Wheel,
        _Type.KeyPress,
        _Type.ShortcutOverride,  # all that is sent for the key of a command
        _Type.InputMethod,
        _Type.TouchBegin,
        _Type.TouchUpdate,
        _Type.TouchEnd,
        _Type.TabletPress,
        _Type.TabletMove,
        _Type.TabletRelease,
        _Type.NativeGesture,
        _Type.DragMove,
        _Type.Drop,
    }
)
_PAINTING = frozenset({_Type.Paint, _Type.UpdateRequest, _Type.Expose})
_MOVES = frozenset({_Type.MouseMove, _Type.NonClientAreaMouseMove})


@dataclass(frozen=True, slots=True)
class Clocks:
    """Seconds by the clock that stops while the computer sleeps, and by the one on the wall."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time


class IdleWatch(QObject):
    """Counts the time since the last input anywhere in the program, also in a dialog, a menu or a drag.

    `warned` carries the seconds that are left, once a second for the last thirty; `stayed` says that somebody is there after all;
    `ended` comes once, with "idle" or "asleep", and from then on nothing is painted. `left` says that nobody has been there for five
    minutes, when work may be done that would be in a person's way, and `returned` that somebody is back.
    """

    warned = Signal(int)
    stayed = Signal()
    ended = Signal(str)
    left = Signal()
    returned = Signal()
    _windows: EveryWindow | None = None

    def __init__(self, application: QApplication, minutes: int, parent: QObject, clocks: Clocks | None = None) -> None:
        super().__init__(parent)
        self._clocks = clocks or Clocks()
        self._minutes = minutes
        self._tick = self._input = self._now()
        self._pointer = QPointF()
        self._is_warning = False
        self._is_away = False
        self._has_ended = False
        self._windows = EveryWindow(application, self)
        self._timer = timer(self, _TICK, once=False)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def _now(self) -> tuple[float, float]:
        return self._clocks.monotonic(), self._clocks.wall()

    def set_minutes(self, minutes: int) -> None:
        """Count to so many minutes from now on; to none with 0."""
        if minutes != self._minutes:
            self._minutes = minutes
            self.stay()

    def stay(self) -> None:
        """Somebody is there: count from the beginning."""
        if self._has_ended:
            return
        self._input = self._now()
        if self._is_away:
            self._is_away = False
            self.returned.emit()
        if self._is_warning:
            self._is_warning = False
            self.stayed.emit()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        self._has_ended = True

    def look(self) -> None:
        """Look at the clocks: warn, or end."""
        if self._has_ended:
            return
        now = self._now()
        passed = [new - old for new, old in zip(now, self._tick, strict=True)]
        self._tick = now
        # On Windows the monotonic clock goes on during sleep; there the gap between two looks tells.
        if abs(passed[1] - passed[0]) > _JUMP or passed[0] > _JUMP:
            self._end("asleep")
            return
        idle = max(new - old for new, old in zip(now, self._input, strict=True))
        if idle >= _AWAY and not self._is_away:
            self._is_away = True
            self.left.emit()
        if self._minutes:
            self._count(idle)

    def _count(self, idle: float) -> None:
        left = self._minutes * 60 - idle
        if left <= 0:
            self._end("idle")
        elif left <= WARNING:
            self._is_warning = True
            self.warned.emit(max(1, round(left)))

    def _end(self, why: str) -> None:
        self.stop()
        self.ended.emit(why)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002  (Qt's signature)
        """See the input, and keep what was on the screen from being painted again after sleep."""
        kind = event.type()
        if self._windows is None:
            return False
        if kind in _INPUT:
            if self._is_real(kind, event):
                # First the clocks: whoever opens the lid and touches a key finds it locked.
                self.look()
                self.stay()
        elif kind in _PAINTING:
            self.look()
            return self._has_ended
        return False

    def _is_real(self, kind: QEvent.Type, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            return not event.isAutoRepeat()  # something lies on the keyboard
        if isinstance(event, QInputMethodEvent):
            return bool(event.commitString() or event.preeditString())
        if kind in _MOVES and isinstance(event, QMouseEvent):
            # A window that opens under a resting pointer is told of a move, too.
            before, self._pointer = self._pointer, event.globalPosition()
            return before != self._pointer
        return True
