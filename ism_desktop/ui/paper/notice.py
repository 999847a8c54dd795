"""A few words that are said once before data leaves the vault, with a way on and a way back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.ui.theme import theme
from ism_desktop.ui.widgets.buttons import button
from ism_desktop.ui.widgets.text import heading, label, secondary


class Notice(QDialog):
    """A headline, what it means, what to do about it, and two buttons: go on, or cancel."""

    def __init__(self, words: str, what: str, advice: str, go_on: str, parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(heading(words))
        column.addWidget(label(what))
        column.addWidget(secondary(advice))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(button("Cancel", self.reject, name="cancel"))
        forward = button(go_on, self.accept, role="primary", name="go_on")
        forward.setDefault(True)
        row.addWidget(forward)
        column.addLayout(row)
        self.setFixedWidth(min(theme().px(480), 900))
