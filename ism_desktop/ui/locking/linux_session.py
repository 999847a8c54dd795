"""What Linux says over its message buses: going to sleep, session locked, another user, lid closed, screen saver on.

All of it is asked and heard on the computer's own buses; nothing waits for an answer. While the program runs it holds one of logind's
delay locks, so that the computer goes to sleep only after the vault was locked: it is let go with the process.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

from ism_desktop.language import tr

_LOGIND = "org.freedesktop.login1"
_LOGIND_PATH = "/org/freedesktop/login1"
_SESSION = "org.freedesktop.login1.Session"
_POWER = "org.freedesktop.UPower"
_BUS = "org.freedesktop.DBus"
_PROPERTIES = "org.freedesktop.DBus.Properties"
# Each desktop's own: the interface is the name, and KDE has two paths for it, so none is asked for.
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


def _slot(signature: str) -> Any:
    return SLOT(signature)  # a text, which `connect` takes, though its declaration asks for bytes


class LinuxSession(QObject):
    """Listens on both buses. `happened` carries "sleep", "session locked", "another user", "lid" or "screen saver".

    `hears` is what is known to be told: "sleep", "lid" and "screen", each only once somebody on the bus answered who tells it, for only
    then may a person be promised it. `hears_changed` follows when that grows.

    Args:
        system: the bus of the computer.
        own: the bus of the person's session.
        session_id: what logind calls this session, if that is known.
    """

    happened = Signal(str)
    hears_changed = Signal()

    def __init__(
        self, system: QDBusConnection, own: QDBusConnection, session_id: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._system = system
        self._own = own
        self._watchers: set[QDBusPendingCallWatcher] = set()
        self._delay: QDBusUnixFileDescriptor | None = None
        self.hears: frozenset[str] = frozenset()
        if system.isConnected():
            manager = f"{_LOGIND}.Manager"
            system.connect(_LOGIND, _LOGIND_PATH, manager, "PrepareForSleep", self, _slot("on_sleep(bool)"))
            self._listen_for_properties(_POWER, "/org/freedesktop/UPower")
            self._hold_back_sleep()
            self._ask("GetSession", [session_id or "auto"], self._on_session)
            lid = (_POWER, "/org/freedesktop/UPower", _PROPERTIES, "Get")
            self._call(system, lid, [_POWER, "LidIsPresent"], self._on_lid)
        if own.isConnected():
            for saver in _SCREEN_SAVERS:
                own.connect("", "", saver, "ActiveChanged", self, _slot("on_screen_saver(bool)"))
                asked = (_BUS, "/org/freedesktop/DBus", _BUS, "NameHasOwner")
                self._call(own, asked, [saver], self._on_saver)

    def _listen_for_properties(self, service: str, path: str) -> None:
        slot = _slot("on_properties(QString,QVariantMap,QStringList)")
        self._system.connect(service, path, _PROPERTIES, "PropertiesChanged", self, slot)

    @property
    def holds_sleep_back(self) -> bool:
        """Whether logind waits for us before it lets the computer sleep."""
        return self._delay is not None

    # Asking --------------------------------------------------------------------------------------------------------------

    def _ask(self, method: str, arguments: list[Any], then: Callable[[list[Any] | None], object]) -> None:
        self._call(self._system, (_LOGIND, _LOGIND_PATH, f"{_LOGIND}.Manager", method), arguments, then)

    def _call(
        self,
        bus: QDBusConnection,
        called: tuple[str, str, str, str],
        arguments: list[Any],
        then: Callable[[list[Any] | None], object],
    ) -> None:
        message = QDBusMessage.createMethodCall(*called)
        message.setArguments(arguments)
        watcher = QDBusPendingCallWatcher(bus.asyncCall(message), self)
        self._watchers.add(watcher)

        def finished(done: QDBusPendingCallWatcher) -> None:
            self._watchers.discard(watcher)
            then(None if done.isError() else done.reply().arguments())

        watcher.finished.connect(finished)

    def _hold_back_sleep(self) -> None:
        words = ["sleep", "ISM Desktop", tr("Locks your record before the computer sleeps"), "delay"]
        self._ask("Inhibit", words, self._on_delay)

    def _on_delay(self, answer: list[Any] | None) -> None:
        if answer and isinstance(answer[0], QDBusUnixFileDescriptor):
            self._delay = answer[0]
            self._now_hears("sleep")

    def _on_lid(self, answer: list[Any] | None) -> None:
        if answer and (answer[0].variant() if isinstance(answer[0], QDBusVariant) else answer[0]) is True:
            self._now_hears("lid")

    def _on_saver(self, answer: list[Any] | None) -> None:
        if answer and answer[0] is True:
            self._now_hears("screen")

    def _now_hears(self, what: str) -> None:
        if what not in self.hears:
            self.hears |= {what}
            self.hears_changed.emit()

    def _on_session(self, answer: list[Any] | None) -> None:
        # Where logind does not know the session, one of any person is listened to: to lock too often does no harm.
        path = answer[0].path() if answer and isinstance(answer[0], QDBusObjectPath) else ""
        self._system.connect(_LOGIND, path, _SESSION, "Lock", self, _slot("on_lock()"))
        if path:
            self._listen_for_properties(_LOGIND, path)

    # Hearing -------------------------------------------------------------------------------------------------------------

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """Logind: the computer goes to sleep, or is awake again."""
        if begins:
            self.happened.emit("sleep")

    @Slot()
    def on_lock(self) -> None:
        """Logind: the session is to be locked."""
        self.happened.emit("session locked")

    @Slot(str, "QVariantMap", "QStringList")
    def on_properties(self, interface: str, changed: dict[str, Any], _others: list[str]) -> None:
        """Logind: another session came to the front, or the screen is locked. UPower: the lid."""
        if interface == _SESSION and changed.get("Active") is False:
            self.happened.emit("another user")
        elif interface == _SESSION and changed.get("LockedHint") is True:
            self.happened.emit("session locked")
        elif interface == _POWER and changed.get("LidIsClosed") is True:
            self.happened.emit("lid")

    @Slot(bool)
    def on_screen_saver(self, is_on: bool) -> None:
        """A screen saver came on, which with most desktops means a locked screen."""
        if is_on:
            self.happened.emit("screen saver")
