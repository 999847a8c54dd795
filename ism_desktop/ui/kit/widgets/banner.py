"""A line above a list that offers something: words, and buttons beside them or below where there is no room."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton

from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.text import label

_WORDS = 260  # pixels at 100 %: the least room for the words


class Banner(QFrame):
    """Hidden until somebody shows it. `words` is its label."""

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "panel-accent")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.setSpacing(8)
        self.words = label(words)
        self._row.addWidget(self.words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._row.addLayout(self._buttons)
        self.hide()

    def add_button(self, made: QPushButton) -> None:
        """Add a button, the primary one last."""
        self._buttons.addWidget(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the words where both do not fit side by side."""
        super().resizeEvent(event)
        beside = self.width() >= self._buttons.sizeHint().width() + theme().px(_WORDS)
        side = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._row.direction() != side:
            self._row.setDirection(side)
