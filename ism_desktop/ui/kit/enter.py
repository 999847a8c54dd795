"""Enter presses the button that has the focus, as Space does. Qt does so only in dialogs, and only with some of the buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLAIN = Qt.KeyboardModifier.KeypadModifier


def is_enter(event: QKeyEvent) -> bool:
    """Whether this is one of the two keys, and no other with it."""
    return event.key() in _KEYS and not event.modifiers() & ~_PLAIN


def pressed(focused: QWidget | None) -> bool:
    """Press the button that has the focus, if it is one. Not a tick box: in a form Enter there means the form."""
    if isinstance(focused, QToolButton) and focused.popupMode() is QToolButton.ToolButtonPopupMode.InstantPopup:
        focused.showMenu()
        return True
    if isinstance(focused, QPushButton | QToolButton):
        focused.click()
        return True
    return False
