"""What is said when a paper was printed or saved, and beside it “Given to…”: above the buttons, which stay where they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.paper_kit.given_button import GivenButton


class Afterwards(QWidget):
    """Nothing until something is said. Its parts are called after `name`."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.said = secondary("")
        self.said.setObjectName(f"{name}.said")
        row.addWidget(self.said, 1)
        self.given = GivenButton(workspace, f"{name}.given")
        row.addWidget(self.given, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, words: str, paper: str = "") -> None:
        """Say this; with the key of a `paper` that just left, offer to note who gets it."""
        self.said.setText(words)
        self.show()
        if paper:
            self.given.offer(paper)
