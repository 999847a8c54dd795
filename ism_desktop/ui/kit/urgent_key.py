"""F9 over any dialog: a reaction does not wait until what is open has been closed. Dialogs step aside as they are, and come back after it.

A dialog blocks the window below it, its keys as well; so each dialog hears the key itself and tells the window.
"""

from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

KEY = "F9"


@runtime_checkable
class RecordingWindow(Protocol):
    """A window that can record a reaction."""

    def on_recorder(self) -> None:
        """Show the recorder."""


def hear(dialog: QDialog) -> None:
    """Let the key work while this dialog is open."""
    QShortcut(QKeySequence(KEY), dialog, partial(_tell, dialog))


def _tell(dialog: QDialog) -> None:
    window: QWidget = dialog
    while (parent := window.parentWidget()) is not None:
        window = parent.window()
    if isinstance(window, RecordingWindow):
        window.on_recorder()


def put_aside() -> list[QDialog]:
    """Hide the dialogs that are open, with all that is typed in them; gives them, the topmost first."""
    hidden: list[QDialog] = []
    while isinstance(top := QApplication.activeModalWidget(), QDialog):
        top.hide()
        hidden.append(top)
    return hidden


def bring_back(hidden: list[QDialog]) -> bool:
    """Show them again where they lay on each other; says whether there was one."""
    there = [dialog for dialog in reversed(hidden) if isValid(dialog)]
    for dialog in there:
        dialog.open()
    hidden.clear()
    return bool(there)
