"""A page about a paper: what is in it on the left, how it looks on the right; one of them at a time where there is little room."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.choosing import Choices
from ism_desktop.ui.kit.widgets.surfaces import Column, PageHead

_NEEDED = 720  # pixels at 100 % text from which both sides fit


class TwoSides(QWidget):
    """The head of the page over both sides. With little room the head scrolls away with the left side.

    `arranged` carries whether both sides are shown; the right side then offers what the head cannot.
    """

    arranged = Signal(bool)

    def __init__(self, head: PageHead, left: Column, right: QWidget, words: tuple[str, str], name: str) -> None:
        super().__init__()
        self._head = head
        self._left = left
        self._right = right
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(12)
        self._column.addWidget(head)
        self.side = Choices((("left", words[0]), ("right", words[1])), tr("Show"), name=name)
        self.side.set_value("left")
        self.side.changed.connect(self.arrange)
        self._column.addWidget(self.side)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(16)
        self._left_side = QWidget()
        self._under = QVBoxLayout(self._left_side)
        self._under.setContentsMargins(0, 0, 0, 0)
        self._under.setSpacing(8)
        self._under.addWidget(left, 1)
        row.addWidget(self._left_side, 11)
        row.addWidget(right, 9)
        self._column.addLayout(row, 1)
        theme().changed.connect(self.arrange)
        self.arrange()

    def add_under(self, part: QWidget) -> None:
        """Put something under the left side that stays in sight while that scrolls."""
        self._under.addWidget(part)

    def show_left(self) -> None:
        """Show the upper end of the left side."""
        self.side.set_value("left")
        self.arrange()
        self._left.verticalScrollBar().setValue(0)

    def arrange(self) -> None:
        """Show both sides, or the one that is chosen."""
        beside = self.width() >= theme().px(_NEEDED)
        self.side.setVisible(not beside)
        self._left_side.setVisible(beside or self.side.value == "left")
        self._right.setVisible(beside or self.side.value == "right")
        in_column = self._left.body.indexOf(self._head) >= 0
        if beside and in_column:
            self._column.insertWidget(0, self._head)
        elif not beside and not in_column:
            self._left.body.insertWidget(0, self._head)
        self.arranged.emit(beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the sides anew."""
        super().resizeEvent(event)
        self.arrange()
