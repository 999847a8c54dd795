"""What covers the window while files are dragged over it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ism_desktop.ui.kit.widgets.text import label


class DropOverlay(QFrame):
    """Covers the window while files are dragged over it, and says what will happen."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("role", "drop")
        column = QVBoxLayout(self)
        self._words = label("", "title")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._words)
        self.hide()

    def cover(self, words: str) -> None:
        """Cover the window, and say this."""
        self._words.setText(words)
        self.setGeometry(self._over.rect().adjusted(16, 16, -16, -16))
        self.raise_()
        self.show()
