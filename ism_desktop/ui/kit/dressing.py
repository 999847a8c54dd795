"""Widgets get their look while nothing else happens: a third of what showing them the first time would cost."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ism_desktop.ui.kit.timers import timer

_AT_ONCE = 12


class Dressing(QObject):
    """Dresses one widget, a few of its parts in each turn of the window, and says when it has `ended`."""

    ended = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._parts = dressed(widget)
        self._timer = timer(self, 0, once=False)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start()

    def _on_turn(self) -> None:
        if not next(self._parts, False):
            self._timer.stop()
            self.ended.emit()
            self.deleteLater()


def dressed(widget: QWidget) -> Iterator[bool]:
    """Dress the parts of a widget, a few at each step."""
    parts = widget.findChildren(QWidget)
    for first in range(0, len(parts), _AT_ONCE):
        for part in parts[first : first + _AT_ONCE]:
            if isValid(part):  # a line of rows may be gone meanwhile
                part.ensurePolished()
        yield True
