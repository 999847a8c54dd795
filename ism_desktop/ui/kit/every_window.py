"""What comes to any window of the program, seen at the windows' own doors."""

import weakref

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

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
        """Watch for `watcher`, which keeps this object: with a parent, its slots would be called when their methods are gone.

        A watcher may be asked once more when Python has taken its attributes; this one is missing then, too.
        """
        super().__init__()
        self._application = application
        self._watcher = weakref.ref(watcher)
        # These say that something goes, too, perhaps from inside its end: nothing else is asked for there, and nothing is kept.
        application.focusWindowChanged.connect(self._on_window)
        application.focusChanged.connect(self._on_widget)
        self._soon = timer(self, 0)
        self._soon.timeout.connect(self._look)
        self._timer = timer(self, _LOOK, once=False)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()
        self._on_widget(None, QApplication.focusWidget())

    def _there(self) -> QObject | None:
        watcher = self._watcher()
        return watcher if watcher is not None and shiboken6.isValid(watcher) else None

    def _look(self) -> None:
        """Watch every window that is there now. To be watched twice is to be watched once."""
        watcher = self._there()
        if watcher is None:
            self._timer.stop()
            return
        for window in self._application.topLevelWindows():
            window.installEventFilter(watcher)
        for widget in self._application.topLevelWidgets():
            # Qt asks the widget, not its window, to paint what has changed.
            if widget.isVisible():
                widget.installEventFilter(watcher)

    def _on_window(self, window: QWindow | None) -> None:
        watcher = self._there()
        if watcher is not None and window is not None:
            window.installEventFilter(watcher)
            self._soon.start()

    def _on_widget(self, old: QWidget | None, new: QWidget | None) -> None:
        watcher = self._there()
        if watcher is None:
            return
        if old is not None and shiboken6.isValid(old) and not old.isWindow():
            old.removeEventFilter(watcher)
        if new is not None:
            new.installEventFilter(watcher)
            new.window().installEventFilter(watcher)
