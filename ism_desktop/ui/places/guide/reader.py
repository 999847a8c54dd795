"""The text of the guide: comfortable lines, links by keyboard, the meaning of a word when the mouse rests on it."""

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QTextBrowser, QToolTip

from ism_desktop.language import tr
from ism_desktop.ui.kit.theme import theme

_LINE = "a line of text is easy to read while it holds no more than about seventy"
"""What a line holds at most, about: more is hard to read."""


class Reader(QTextBrowser):
    """Shows rich text. It opens no link and loads nothing by itself: `link_pressed` carries the link's words."""

    link_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guide_reader")
        self.setAccessibleName(tr("Text of the guide"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "reader")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(False)
        self.anchorClicked.connect(self._on_anchor)
        self.highlighted.connect(self._on_highlighted)
        self.meanings: dict[str, str] = {}

    def loadResource(self, _type: int, _name: QUrl | str) -> object:
        """Nothing: the text holds no pictures, and nothing of it lies elsewhere."""
        return None

    def _on_anchor(self, link: QUrl) -> None:
        self.link_pressed.emit(link.toString())

    def _on_highlighted(self, link: QUrl) -> None:
        meaning = self.meanings.get(link.toString())
        if meaning and self.viewport().underMouse():
            QToolTip.showText(QCursor.pos() + QPoint(0, 12), meaning, self.viewport())
        else:
            QToolTip.hideText()

    @property
    def focused_link(self) -> str:
        """The link to which Tab went; empty for none."""
        return self.textCursor().charFormat().anchorHref() if self.textCursor().hasSelection() else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short and in the middle."""
        self._centre()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the lines anew in another font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._centre()

    def _centre(self) -> None:
        widest = self.fontMetrics().horizontalAdvance(_LINE)
        side = max(theme().px(12), (self.width() - self.verticalScrollBar().sizeHint().width() - widest) // 2)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (side, side):
            self.setViewportMargins(side, 8, side, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space goes a page on, as in a book; Alt with an arrow is the page's own."""
        if event.key() == Qt.Key.Key_Space:
            self.verticalScrollBar().triggerAction(self.verticalScrollBar().SliderAction.SliderPageStepAdd)
            return
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
            return
        super().keyPressEvent(event)
