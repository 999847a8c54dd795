"""A layout that sets cards in as many equal columns as there is room for, each row as high as its highest card."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ism_desktop.ui.theme import theme


class CardGrid(QLayout):
    """Columns of at least `column` pixels at 100 % text; one column when there is room for no more."""

    def __init__(self, parent: QWidget | None = None, *, column: int = 340, most: int = 2) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(16)
        self._column = column
        self._most = most
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Give an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the width it is given."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at this width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Set the cards into this rectangle."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """One column."""
        width = theme().px(self._column)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """As narrow as the widest card allows."""
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), 0)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        shown = [item for item in self._items if not item.isEmpty()]
        gap = self.spacing()
        room = (rect.width() + gap) // (theme().px(self._column) + gap)
        columns = max(1, min(self._most, room, len(shown)))
        # A single card keeps the width of a column: stretched over the page it would look like something else.
        wide = max(1, min(self._most, room))
        width = (rect.width() - (wide - 1) * gap) // wide
        top = rect.y()
        for start in range(0, len(shown), columns):
            row = shown[start : start + columns]
            height = max(self._height(item, width) for item in row)
            for place, item in enumerate(row):
                if move:
                    item.setGeometry(QRect(rect.x() + place * (width + gap), top, width, height))
            top += height + gap
        return max(0, top - gap - rect.y())

    @staticmethod
    def _height(item: QLayoutItem, width: int) -> int:
        return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
