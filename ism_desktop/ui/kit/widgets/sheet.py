"""A dialog that is never larger than the window it belongs to: a headline, a body that scrolls when it must, and buttons at the foot."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.surfaces import Column
from ism_desktop.ui.kit.widgets.text import heading

_SMALLEST = 320
_LOWEST = 40


class Sheet(QDialog):
    """Put things into `body`, and buttons into `foot`, the primary one last.

    Args:
        words: the headline, and the title of the window.
        parent: the window it belongs to.
        name: the object name.
        width: in pixels at 100 % text.
        icon_name: an icon beside the headline.
    """

    def __init__(self, words: str, parent: QWidget | None, *, name: str, width: int = 480, icon_name: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(words)
        self._width = width
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        if icon_name:
            picture = QLabel()
            size = theme().px(28)
            picture.setPixmap(icon(icon_name, "accent").pixmap(size, size))
            head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(heading(words), 1)
        column.addLayout(head)
        self._scroll = Column(2_000, margin=0)
        self.body = self._scroll.body
        self.body.setSpacing(12)
        self._scroll.setMinimumHeight(_LOWEST)
        column.addWidget(self._scroll, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        column.addLayout(self.foot)
        theme().changed.connect(self.fit)

    def add_close(self, words: str = "Close") -> None:
        """Add the button that only closes."""
        self.body.addStretch(1)
        closing = button(words, self.accept, role="primary", name="close")
        closing.setDefault(True)
        self.foot.addWidget(closing)

    def fit(self) -> None:
        """Take the size that the body wants, and no more than the window or screen has."""
        layout = self.layout()
        if layout is None:
            return
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        width = max(_SMALLEST, min(theme().px(self._width), room.width() - 32))
        highest = max(_SMALLEST, room.height() - 32)
        self.resize(width, min(layout.totalHeightForWidth(width), highest))
        layout.activate()
        # The scrolling body hides from the layout what it wants, so it is asked when its width is known.
        viewport = self._scroll.viewport()
        content = self._scroll.content
        wanted = max(content.heightForWidth(viewport.width()), content.minimumSizeHint().height())
        self.resize(width, min(self.height() - viewport.height() + wanted, highest))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit before it is seen."""
        self.fit()
        super().showEvent(event)
