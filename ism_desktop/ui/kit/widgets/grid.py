"""A layout that sets cards in as many equal columns as there is room for, each row as high as its highest card."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.arranged import ArrangedLayout, height_of


class CardGrid(ArrangedLayout):
    """Columns of at least `column` pixels at 100 % text; one column when there is room for no more."""

    def __init__(self, parent: QWidget | None = None, *, column: int = 340, most: int = 2) -> None:
        super().__init__(parent, spacing=16)
        self._column = column
        self._most = most

    def sizeHint(self) -> QSize:
        """One column."""
        width = theme().px(self._column)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """As narrow as the widest card allows."""
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), 0)

    def arrange(self, rect: QRect, *, move: bool) -> int:
        """Row after row."""
        shown = self.shown
        gap = self.spacing()
        room = (rect.width() + gap) // (theme().px(self._column) + gap)
        columns = max(1, min(self._most, room, len(shown)))
        # A single card keeps the width of a column: stretched over the page it would look like something else.
        wide = max(1, min(self._most, room))
        width = (rect.width() - (wide - 1) * gap) // wide
        top = rect.y()
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            height = max(height_of(item, width) for item in row)
            for place, item in enumerate(row):
                if move:
                    self.place(item, QRect(rect.x() + place * (width + gap), top, width, height), rect)
            top += height + gap
        return max(0, top - gap - rect.y())
