"""Loads the pages of the record while the person types the passphrase, so that the window is there as soon as the record is open."""

import threading

from PySide6.QtCore import QObject

from ism_desktop.ui.kit.timers import timer

_AFTER = 400  # milliseconds: the start window is painted and has looked at the vault


class LoadingAhead(QObject):
    """One thread that only imports. Typing goes on beside it: Python lets another thread in every few milliseconds."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = threading.Thread(target=_load, name="loading ahead", daemon=True)
        self._timer = timer(self, _AFTER)
        self._timer.timeout.connect(self._thread.start)

    def begin(self) -> None:
        """Begin in a moment, unless it has begun."""
        if self._thread.ident is None:
            self._timer.start()

    def wait(self) -> None:
        """Wait until what was begun is loaded; what was not begun is loaded by whoever needs it."""
        self._timer.stop()
        if self._thread.is_alive():
            self._thread.join()


def _load() -> None:
    from ism_desktop.ui.start import open_record  # noqa: PLC0415

    del open_record
