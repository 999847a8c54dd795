"""The sign that covers the window while files hang over it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ism_desktop.ui.kit.widgets.text import label


class DropSign(QFrame):
    """Covers the window while files hang over it, and says what will happen."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("role", "drop")
        column = QVBoxLayout(self)
        words = label("Let go to put these files into your documents", "title")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        self.hide()

    def cover(self) -> None:
        """Cover the window."""
        self.setGeometry(self._over.rect().adjusted(16, 16, -16, -16))
        self.raise_()
        self.show()
