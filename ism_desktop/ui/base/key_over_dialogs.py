"""A key over a dialog or a menu: the window's own shortcut is not heard while one of them has the keyboard."""

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ism_desktop.ui.kit.every_window import EveryWindow


class KeyOverDialogs(QObject):
    """Emits `pressed` when the keys are pressed while something lies over the window."""

    pressed = Signal()
    _windows: EveryWindow | None = None

    def __init__(self, application: QApplication, keys: QKeyCombination, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = keys
        self._windows = EveryWindow(application, self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear the keys, whatever has the focus."""
        if self._windows is None:
            return False
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._are(event):
            covered = QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None
            if covered:
                self.pressed.emit()
                return True
        return super().eventFilter(watched, event)

    def _are(self, event: QKeyEvent) -> bool:
        return event.keyCombination() == self._keys and not event.isAutoRepeat()
