"""Locking whatever is open: brings together the idle clock, the warning, what the system says, the keys, and the choice in the vault."""

import shiboken6
from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ism_desktop.records import vault_settings
from ism_desktop.ui.base.key_over_dialogs import KeyOverDialogs
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.locking.countdown import Countdown
from ism_desktop.ui.locking.idle import Clocks, IdleWatch
from ism_desktop.ui.locking.session_events import SessionEvents

_KEYS = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)


class AutoLock(QObject):
    """Works from the moment it is made, over one open vault. `lock_wanted` carries why."""

    lock_wanted = Signal(str)

    def __init__(self, workspace: Workspace, window: QWidget, clocks: Clocks | None = None) -> None:
        super().__init__(window)
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise TypeError("locking by itself needs windows to watch")
        self._workspace = workspace
        self._window = window
        self._countdown: Countdown | None = None
        self.idle = IdleWatch(application, self._minutes(), self, clocks)
        self.idle.warned.connect(self._on_warned)
        self.idle.stayed.connect(self._on_stayed)
        self.idle.ended.connect(self.lock_wanted)
        self.session = SessionEvents(window, self)
        self.session.happened.connect(self.lock_wanted)
        self.session.hears_changed.connect(self._on_hears)
        self._on_hears()
        self._key = KeyOverDialogs(application, _KEYS, self)
        self._key.pressed.connect(self._on_key)
        workspace.changed.connect(self._on_changed)

    def _on_hears(self) -> None:
        self._workspace.say_what_locks(self.session.hears)

    def _minutes(self) -> int:
        with self._workspace.vault.read() as session:
            return vault_settings.get(session, "idle_minutes")

    def _on_changed(self, kinds: frozenset[str]) -> None:
        if vault_settings.NAME in kinds:
            self.idle.set_minutes(self._minutes())

    def _on_key(self) -> None:
        self.lock_wanted.emit("key")

    def _on_warned(self, seconds: int) -> None:
        if self._countdown is None or not shiboken6.isValid(self._countdown):
            # A child of the modal dialog, if one is open: anything else could not be clicked.
            over = QApplication.activeModalWidget() or self._window
            self._countdown = Countdown(over)
            self._countdown.stay_wanted.connect(self.idle.stay)
        self._countdown.count(seconds)

    def _on_stayed(self) -> None:
        if self._countdown is not None and shiboken6.isValid(self._countdown):
            self._countdown.close()
        self._countdown = None

    def stop(self) -> None:
        """Watch no more, and take the warning away."""
        self.idle.stop()
        self._on_stayed()
