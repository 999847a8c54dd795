"""A line with an Enter of its own, such as that of a word that is added to a list."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ism_desktop.ui.kit import enter


class EnterLine(QLineEdit):
    """Enter emits `returnPressed` and nothing else: Qt's own line lets it go on to the dialog, which then does what it is for, too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, and keep Enter here."""
        super().keyPressEvent(event)
        if enter.is_enter(event):
            event.accept()
