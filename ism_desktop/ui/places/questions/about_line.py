"""Says which entry the question that is being written is about, with a way to drop that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.text import secondary


class AboutLine(QWidget):
    """Hidden while the question is about no entry."""

    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.words = secondary("")
        self.words.setObjectName("question_about.words")
        row.addWidget(self.words, 1)
        drop = icon_button(tr("Not about this entry"), "mdi6.close", self.dropped.emit, name="question_about.drop")
        row.addWidget(drop, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_title(self, title: str) -> None:
        """Name the entry; nothing is shown for an empty title."""
        self.words.setText(tr("About: {title}", title=title))
        self.setVisible(bool(title))
