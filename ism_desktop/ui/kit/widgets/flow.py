"""A layout that sets widgets side by side and wraps to the next line, so that nothing is cut off in a narrow window or at large text."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ism_desktop.ui.kit.widgets.arranged import ArrangedLayout, height_of


class FlowLayout(ArrangedLayout):
    """In the direction of reading, then the next line. With `at_end` each line stands at the far end, as the buttons of a dialog do.

    It lies on a widget of its own, never inside another layout: a layout written in Python that another one owns is taken down twice
    when the page that keeps it goes, and the program with it.
    """

    def __init__(self, parent: QWidget, *, spacing: int = 8, at_end: bool = False) -> None:
        super().__init__(parent, spacing=spacing)
        self._at_end = at_end

    def expandingDirections(self) -> Qt.Orientation:
        """It takes no more than it needs."""
        return Qt.Orientation.Horizontal if self._at_end else Qt.Orientation(0)

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [item.sizeHint() for item in self.shown]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """As wide as the widest item."""
        size = QSize()
        for item in self.shown:
            size = size.expandedTo(item.minimumSize())
        return size

    def arrange(self, rect: QRect, *, move: bool) -> int:
        """Line after line."""
        top = rect.y()
        for line in self._lines(rect.width()):
            if top > rect.y():
                top += self.spacing()
            height = max(hint.height() for _, hint in line)
            if move:
                self._set(line, rect, top, height)
            top += height
        return top - rect.y()

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items with their sizes, line by line."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self.shown:
            hint, most = item.sizeHint(), max(width, item.minimumSize().width())
            if hint.width() > most:  # narrower than it would like, it may want more height: words or buttons that wrap
                hint = QSize(most, height_of(item, most))
            if not lines or used + self.spacing() + hint.width() > width:
                lines.append([])
                used = 0
            used += hint.width() + (self.spacing() if lines[-1] else 0)
            lines[-1].append((item, hint))
        return lines

    def _set(self, line: list[tuple[QLayoutItem, QSize]], rect: QRect, top: int, height: int) -> None:
        left = rect.x()
        if self._at_end:
            taken = sum(hint.width() for _, hint in line) + self.spacing() * (len(line) - 1)
            left += max(0, rect.width() - taken)
        for item, hint in line:
            # In the middle of its line: the words of a tick box stand level with those of the button beside it.
            self.place(item, QRect(QPoint(left, top + (height - hint.height()) // 2), hint), rect)
            left += hint.width() + self.spacing()
