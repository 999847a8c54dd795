"""What Windows tells its windows: going to sleep, session locked, another user or a remote session that ended.

Written from the documentation of Windows; it cannot be run where this program is made (docs/security-design.md, Not provable here).
"""

import ctypes
import sys
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Signal

_WM_POWERBROADCAST = 0x0218
_PBT_APMSUSPEND = 4
_WM_WTSSESSION_CHANGE = 0x02B1
_SESSION_CHANGES = {2: "another user", 4: "another user", 7: "session locked"}  # console or remote disconnected, locked
_NOTIFY_FOR_THIS_SESSION = 0


def meaning(message: int, detail: int) -> str:
    """What a window's message says, or nothing if it is none of ours."""
    if message == _WM_POWERBROADCAST and detail == _PBT_APMSUSPEND:
        return "sleep"
    return _SESSION_CHANGES.get(detail, "") if message == _WM_WTSSESSION_CHANGE else ""


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, happened: Any) -> None:
        super().__init__()
        self._happened = happened

    def nativeEventFilter(self, eventType: Any, message: int) -> Any:  # noqa: N803  (Qt's signature)
        """See every message of every window."""
        if bytes(eventType) == b"windows_generic_MSG":
            native = wintypes.MSG.from_address(int(message))
            found = meaning(native.message, native.wParam)
            if found:
                self._happened(found)
        return False, 0


class WindowsSession(QObject):
    """Listens for the messages of the window with this id. `happened` carries a word for what it was; `hears` is as on Linux."""

    happened = Signal(str)

    def __init__(self, application: QCoreApplication, window_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = _Filter(self.happened.emit)
        application.installNativeEventFilter(self._filter)
        self.hears: frozenset[str] = frozenset({"sleep"})
        if sys.platform == "win32" and ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
            window_id, _NOTIFY_FOR_THIS_SESSION
        ):
            self.hears |= {"screen"}
