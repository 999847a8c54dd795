"""A remark inside a panel: a sentence with an icon that says whether all is well, or that something is to be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.text import label

_WELL, _OPEN = "mdi6.check-circle-outline", "mdi6.alert-circle-outline"


class Remark(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        self._picture = QLabel()
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        self._words = label("")
        row.addWidget(self._words, 1)
        self._icon = _WELL
        self.hide()
        theme().changed.connect(self._draw)

    def set_text(self, sentence: str) -> None:
        """Show how it went, or how it is."""
        self._show(sentence, _WELL)

    def warn(self, sentence: str) -> None:
        """Show what should be known or done."""
        self._show(sentence, _OPEN)

    def clear(self) -> None:
        """Show nothing."""
        self.hide()

    @property
    def words(self) -> str:
        """What is said; empty when nothing is."""
        return self._words.text() if self.isVisible() else ""

    def _show(self, sentence: str, picture: str) -> None:
        self._words.setText(sentence)
        self._icon = picture
        self._draw()
        self.show()

    def _draw(self) -> None:
        size = theme().px(20)
        ink = "accent" if self._icon == _WELL else "text"
        self._picture.setPixmap(icon(self._icon, ink).pixmap(size, size))
