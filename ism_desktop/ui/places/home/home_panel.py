"""What every card of the start page is: it is filled anew from the overview, and says through `wanted` where a press leads."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.ui.kit.widgets.rows import RowButton
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.places.home.home_overview import Overview

EDGE = 12  # pixels: how far the edge of a row, seen under the pointer, stands off its words


class PlaceRow(RowButton):
    """A row that leads to a place, or to a record there."""

    wanted = Signal(str, object)

    def __init__(self, words: str, detail: str, place: str, record_id: str | None, **look: str) -> None:
        super().__init__(words, detail, pressed=self._on_pressed, **look)  # pyright: ignore[reportArgumentType]
        self._place = place
        self._record_id = record_id

    def _on_pressed(self) -> None:
        self.wanted.emit(self._place, self._record_id)


class HomePanel(Panel):
    """A card whose inside is made anew each time. `wanted` carries a place or kind, and a record id or None."""

    wanted = Signal(str, object)

    def __init__(self, words: str, name: str) -> None:
        super().__init__(words)
        self.setObjectName(name)
        # The rows have an edge of their own, which shows under the pointer; their words stand in line with the heading.
        self.body.setContentsMargins(20 - EDGE, 16, 20 - EDGE, 14)
        if self.heading is not None:
            self.heading.setContentsMargins(EDGE, 0, EDGE, 0)
        self._inside = self._coming = QWidget()
        self._focus_name = ""
        self.body.addWidget(self._inside)

    def show_overview(self, overview: Overview) -> None:
        """Show what the card is about."""
        raise NotImplementedError

    def begin(self, spacing: int = 2) -> QVBoxLayout:
        """Begin a new, empty inside; what was shown stays in sight until `end`, so that the card is never seen empty."""
        focused = QApplication.focusWidget()
        self._focus_name = focused.objectName() if isinstance(focused, QWidget) and self.isAncestorOf(focused) else ""
        self._coming = QWidget(self)
        column = QVBoxLayout(self._coming)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        return column

    def end(self) -> None:
        """Show the new inside in the place of the old one; give the focus back to the row that had it, when it is still there."""
        old, self._inside = self._inside, self._coming
        self.body.replaceWidget(old, self._inside)
        old.hide()
        old.deleteLater()
        self._inside.show()
        if self._focus_name:
            again = self._inside.findChild(QWidget, self._focus_name)
            if again is not None:
                again.setFocus()

    def add_row(self, column: QVBoxLayout, row: PlaceRow) -> None:
        """Add a row that leads somewhere."""
        row.wanted.connect(self.wanted)
        column.addWidget(row)

    @staticmethod
    def add_words(column: QVBoxLayout, words: QWidget) -> None:
        """Add words that lead nowhere, in line with the heading."""
        words.setContentsMargins(EDGE, 0, EDGE, 0)
        column.addWidget(words)

    @staticmethod
    def add_button(column: QVBoxLayout, pressed: QWidget) -> None:
        """Add a button, in line with the heading and as wide as its words."""
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 4, EDGE, 4)
        row.addWidget(pressed)
        row.addStretch(1)
        column.addLayout(row)
