"""Pages of which one is seen, as large as that one needs: Qt's own stack is always as large as its largest page."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class ShownPage(QStackedWidget):
    """The height is that of the page at the width that there is, so that lines of words and buttons that wrap are not cut off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """What the page would like."""
        return self._with_height(super().sizeHint(), least=False)

    def minimumSizeHint(self) -> QSize:
        """What the page needs."""
        return self._with_height(super().minimumSizeHint(), least=True)

    def _with_height(self, otherwise: QSize, *, least: bool) -> QSize:
        page = self.currentWidget()
        if page is None:
            return otherwise
        hint = page.minimumSizeHint() if least else page.sizeHint()
        layout = page.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.minimumHeightForWidth(self.width()) if least else layout.totalHeightForWidth(self.width())
            hint.setHeight(max(hint.height(), needed))
        return hint.expandedTo(page.minimumSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
