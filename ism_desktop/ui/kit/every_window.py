"""What comes to any window of the program, seen at the windows' own doors."""

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ism_desktop.ui.kit.timers import timer

_LOOK = 1_000  # milliseconds


class EveryWindow(QObject):
    """Has `watcher`, an event filter, asked about what comes to any window: keys, pointer, touch, drags, and the wish to be painted.

    All of these reach a window before the widget in it, except what an input method types: it goes to what has the focus, which is
    watched, too. While a menu is open, its keys come to the window below it. A filter of the application would be simpler, but one in
    Python is asked about every event of every widget: each was a quarter of the time in which a page opens. A window is watched from the
    moment when it gets the focus, and one that never gets it within a second.
    """

    def __init__(self, application: QApplication, watcher: QObject) -> None:
        super().__init__(watcher)
        self._application = application
        self._watcher = watcher
        self._focused: QObject | None = None
        application.focusWindowChanged.connect(self._look)
        application.focusObjectChanged.connect(self._on_focus_object)
        self._timer = timer(self, _LOOK, once=False)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()
        self._on_focus_object(application.focusObject())

    def _look(self) -> None:
        """Watch every window that is there now. To be watched twice is to be watched once."""
        for window in self._application.topLevelWindows():
            window.installEventFilter(self._watcher)
        for widget in self._application.topLevelWidgets():
            # Qt asks the widget, not its window, to paint what has changed.
            if widget.isVisible():
                widget.installEventFilter(self._watcher)

    def _on_focus_object(self, focused: QObject | None) -> None:
        before, self._focused = self._focused, focused
        if before is not None and shiboken6.isValid(before) and before not in self._application.topLevelWidgets():
            before.removeEventFilter(self._watcher)
        if focused is not None:
            focused.installEventFilter(self._watcher)
