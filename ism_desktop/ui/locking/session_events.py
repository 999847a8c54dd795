"""What the operating system says about the session: that it sleeps, is locked, or belongs to somebody else now."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QWidget

from ism_desktop.ui.locking.linux_session import LinuxSession
from ism_desktop.ui.locking.windows_session import WindowsSession


class SessionEvents(QObject):
    """`happened` carries a word for each reason to lock. `hears` is what the system is known to tell: "sleep", "lid", "screen".

    On macOS nothing is listened to: there the jump between the clocks locks when the computer is awake again, before it is painted.
    """

    happened = Signal(str)
    hears_changed = Signal()

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._listening: WindowsSession | LinuxSession | None = None
        application = QCoreApplication.instance()
        if sys.platform == "win32" and application is not None:
            on_windows = WindowsSession(application, int(window.winId()), self)
            on_windows.happened.connect(self.happened)
            self._listening = on_windows
        elif sys.platform == "linux":
            on_linux = LinuxSession(QDBusConnection.systemBus(), _own_bus(), os.environ.get("XDG_SESSION_ID", ""), self)
            on_linux.happened.connect(self.happened)
            on_linux.hears_changed.connect(self.hears_changed)
            self._listening = on_linux

    @property
    def hears(self) -> frozenset[str]:
        """What the system is known to tell. On Linux it grows in the first moments, as the services answer."""
        return self._listening.hears if self._listening is not None else frozenset()


def _own_bus() -> QDBusConnection:
    """The bus of the person's session; one that is not connected where there is none: the library would start one of its own."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    there = "DBUS_SESSION_BUS_ADDRESS" in os.environ or (runtime is not None and Path(runtime, "bus").exists())
    return QDBusConnection.sessionBus() if there else QDBusConnection("none")
