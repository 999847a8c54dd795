"""What undo, redo, paste and delete mean in the text that a person is typing in; where it has no use for them, they are the window's."""

import shiboken6
from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

_TEXTS = (QLineEdit, QPlainTextEdit, QTextEdit)
_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


class TextKeys(QObject):
    """Follows the focus, and lets undo and redo through to the window where a text has nothing to undo; it would swallow the keys.

    It has no parent, so that it ends with the attribute that holds it: a parent's end would leave its slot without its method for a while.
    """

    def __init__(self) -> None:
        super().__init__()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget, watch in ((old, False), (new, True)):
            if isinstance(widget, _TEXTS) and shiboken6.isValid(widget):
                widget.removeEventFilter(self)
                if watch:
                    widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a key through that the text has no use for."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and isinstance(watched, _TEXTS)
        ):
            redo = event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _REDO
            undo = event.matches(QKeySequence.StandardKey.Undo)
            # A picture is nothing to a text, and something to a page.
            paste = (
                event.matches(QKeySequence.StandardKey.Paste) and not QGuiApplication.clipboard().mimeData().hasText()
            )
            if paste or (undo and not _can_undo(watched)) or (redo and not _can_redo(watched)):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def has_focus() -> bool:
    """Whether a text has the focus."""
    return isinstance(QApplication.focusWidget(), _TEXTS)


def undo() -> bool:
    """Undo in the text that has the focus. False when there is none, or nothing to undo in it."""
    focused = QApplication.focusWidget()
    if isinstance(focused, _TEXTS) and _can_undo(focused):
        focused.undo()
        return True
    return False


def redo() -> bool:
    """Redo in the text that has the focus. False when there is none, or nothing to redo in it."""
    focused = QApplication.focusWidget()
    if isinstance(focused, _TEXTS) and _can_redo(focused):
        focused.redo()
        return True
    return False


def paste() -> None:
    """Paste into the text that has the focus, if one has."""
    focused = QApplication.focusWidget()
    if isinstance(focused, _TEXTS):
        focused.paste()


def delete() -> bool:
    """Delete the next letter or what is chosen. False when no text has the focus."""
    focused = QApplication.focusWidget()
    if isinstance(focused, QLineEdit):
        focused.del_()
    elif isinstance(focused, QPlainTextEdit | QTextEdit):
        focused.textCursor().deleteChar()
    return isinstance(focused, _TEXTS)


def _can_undo(text: QWidget) -> bool:
    if isinstance(text, QLineEdit):
        return text.isUndoAvailable()
    return isinstance(text, QPlainTextEdit | QTextEdit) and text.document().isUndoAvailable()


def _can_redo(text: QWidget) -> bool:
    if isinstance(text, QLineEdit):
        return text.isRedoAvailable()
    return isinstance(text, QPlainTextEdit | QTextEdit) and text.document().isRedoAvailable()
