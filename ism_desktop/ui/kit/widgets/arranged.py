"""What our layouts have in common: the keeping of items, and a height that follows from the width. Each says how it arranges."""

from abc import abstractmethod

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class ArrangedLayout(QLayout):
    """A layout that works from the top down; a subclass gives `arrange`, `sizeHint` and `minimumSize`."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int) -> None:
        # By width, until something inside wants another. Made first: Qt invalidates a layout while it makes it.
        self._heights: dict[int, int] = {}
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._items: list[QLayoutItem] = []

    @property
    def shown(self) -> list[QLayoutItem]:
        """The items that are not hidden."""
        return [item for item in self._items if not item.isEmpty()]

    @abstractmethod
    def arrange(self, rect: QRect, *, move: bool) -> int:
        """The height that the items take in this rectangle's width; with `move` they are set there too."""

    def place(self, item: QLayoutItem, at: QRect, inside: QRect) -> None:
        """Set an item; where people read from right to left, in the mirror."""
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        item.setGeometry(QStyle.visualRect(direction, inside, at))

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
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self.arrange(QRect(0, 0, width, 0), move=False)
        return height

    def invalidate(self) -> None:
        """Something inside wants another size."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Set the items into this rectangle."""
        super().setGeometry(rect)
        self.arrange(rect, move=True)


def height_of(item: QLayoutItem, width: int) -> int:
    """The height that an item wants at this width."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
