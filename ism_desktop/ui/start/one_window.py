"""One window for each vault: who opens a vault that is open already on this computer brings that window to the front instead.

The two programs speak through a file, for the program has no sockets: the second puts a request into the configuration folder, named by a
digest of the vault's id; the first sees it, comes to the front and takes it away, which is the answer. A request that nobody answers is
taken away again by who made it, and one that was left behind is taken away by the next window: it does no harm.
"""

import contextlib
import hashlib
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ism_desktop.ui.kit.timers import timer

_FOLDER = "windows"
_ENDING = ".request"
_LOOK = 40  # milliseconds between two looks for the answer
_PATIENCE = (
    5_000  # milliseconds, while the person types: a window on a busy computer answers late, one that is none never
)


def _request(config_folder: Path, vault_id: str) -> Path:
    name = hashlib.sha256(f"window of {vault_id}".encode()).hexdigest()[:32]
    return config_folder / _FOLDER / f"{name}{_ENDING}"


class FirstWindow(QObject):
    """Waits beside the window of an open vault, and brings it to the front when it is asked for. `asked` tells of it."""

    asked = Signal()

    def __init__(self, config_folder: Path, vault_id: str, window: QWidget) -> None:
        super().__init__(window)
        self._request = _request(config_folder, vault_id)
        self._window = window
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)
        with contextlib.suppress(OSError):
            self._request.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Whoever left it has given up long ago.
            self._request.unlink(missing_ok=True)
            self._watcher.addPath(str(self._request.parent))

    def _on_changed(self) -> None:
        try:
            self._request.unlink()
        except OSError:
            return  # about another vault, or taken away again
        bring_to_front(self._window)
        self.asked.emit()

    def stop(self) -> None:
        """Answer no more: the vault is about to be closed."""
        self._watcher.removePaths(self._watcher.directories() or [""])


def bring_to_front(window: QWidget) -> None:
    """Show a window over all others, or let it call for attention where the desktop does not allow that."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


class OtherWindow(QObject):
    """Asks whether another program on this computer has a vault open. Ends with `answered` or `alone`, within `patience` milliseconds."""

    answered = Signal()
    alone = Signal()

    def __init__(
        self, config_folder: Path, vault_id: str, parent: QObject | None = None, *, patience: int = _PATIENCE
    ) -> None:
        super().__init__(parent)
        self._request = _request(config_folder, vault_id)
        self._looks = patience // _LOOK
        self._timer = timer(self, _LOOK, once=False)
        self._timer.timeout.connect(self._on_look)

    def ask(self) -> None:
        """Put the request down."""
        try:
            self._request.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._request.touch(mode=0o600)
        except OSError:
            # Nothing can be asked here. The database's own lock still keeps two windows apart.
            QTimer.singleShot(0, self, self._end_alone)
            return
        self._timer.start()

    def _on_look(self) -> None:
        if not self._request.exists():
            self._timer.stop()
            self.answered.emit()
            return
        self._looks -= 1
        if self._looks <= 0:
            self._end_alone()

    def _end_alone(self) -> None:
        self._timer.stop()
        try:
            self._request.unlink()
        except FileNotFoundError:
            self.answered.emit()  # in the last moment
        except OSError:
            self.alone.emit()
        else:
            self.alone.emit()

    def stop(self) -> None:
        """Ask no longer."""
        if self._timer.isActive():
            self._timer.stop()
            with contextlib.suppress(OSError):
                self._request.unlink(missing_ok=True)
