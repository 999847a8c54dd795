"""A dialog that always fits: a headline, a body that scrolls when it must, and below it the buttons, which are always in sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.surfaces import Column
from ism_desktop.ui.kit.widgets.text import heading

_SMALLEST = 320
_LOWEST = 40


class Dialog(QDialog):
    """Put things into `body`, and buttons into `foot`, the primary one last.

    Args:
        words: the headline, and the title of the window.
        parent: the window it belongs to.
        name: the object name.
        width: in pixels at 100 % text.
        height: likewise, for a body that takes any height (a preview, a list); without it, as high as the body needs.
        icon_name: an icon beside the headline.
    """

    def __init__(
        self, words: str, parent: QWidget | None, *, name: str, width: int = 480, height: int = 0, icon_name: str = ""
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(words)
        self._width = width
        self._height = height
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(16)
        head = QHBoxLayout()
        head.setSpacing(12)
        if icon_name:
            picture = IconLabel(icon_name, 28)
            head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        self.heading = heading(words)
        head.addWidget(self.heading, 1)
        column.addLayout(head)
        self._scroll = Column(2_000, margin=0)
        self.body = self._scroll.body
        self.body.setSpacing(12)
        self._scroll.setMinimumHeight(_LOWEST)
        column.addWidget(self._scroll, 1)
        foot = QWidget()
        self.foot = FlowLayout(foot, at_end=True)
        column.addWidget(foot)
        fitting.keep_fitting(self, self.fit)

    def add_close(self, words: str = "") -> None:
        """Add the button that only closes."""
        self.body.addStretch(1)
        closing = button(words or tr("Close"), self.accept, role="primary", name="close")
        closing.setDefault(True)
        self.foot.addWidget(closing)

    def scroll_to(self, part: QWidget) -> None:
        """Bring a part of the body into view."""
        self._scroll.ensureWidgetVisible(part, 0, 24)

    def fit(self) -> None:
        """Take the size that the body wants, and no more than the window or screen has."""
        layout = self.layout()
        if layout is None:
            return
        room = fitting.room_over(self)
        # A button is never cut off: a long word in another language makes the dialog wider.
        widest = max(_SMALLEST, theme().px(self._width), layout.minimumSize().width())
        width, highest = min(widest, room.width()), room.height()
        if self._height:
            self.resize(width, min(theme().px(self._height), highest))
            return
        self.resize(width, min(layout.totalHeightForWidth(width), highest))
        layout.activate()
        # The scrolling body hides from the layout what it wants, so it is asked when its width is known.
        viewport = self._scroll.viewport()
        content = self._scroll.content
        wanted = max(content.heightForWidth(viewport.width()), content.minimumSizeHint().height())
        self.resize(width, min(self.height() - viewport.height() + wanted, highest))
