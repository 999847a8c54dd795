"""Dialogs: how Tab and Enter go through any of them, and the one that always fits.

That has a headline, a body that scrolls when it must, and below it the buttons, which are always in sight.
"""

from typing import ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from ism_desktop.language import tr
from ism_desktop.ui.kit import enter, fitting, tab_order
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.icon_label import IconLabel
from ism_desktop.ui.kit.widgets.surfaces import Column
from ism_desktop.ui.kit.widgets.text import heading

_SMALLEST = 320
_LOWEST = 40


class BareDialog(QDialog):
    """An empty dialog with the keys of all others: Tab follows what is read, Enter does what the dialog is for.

    Enter presses the button that has the focus. Anywhere else it presses the one that was made the default, or without that the primary
    one; where none can be pressed it does nothing. Qt by itself takes the first button there is, be it “Remove” or “Cancel”.
    """

    enter_goes_on: ClassVar[bool] = True
    """Whether Enter in a field does what the dialog is for; not where much is typed, or where something would be printed unasked."""

    _default: QPushButton | None = None

    def setVisible(self, visible: bool) -> None:
        """Before it is shown, settle where the focus begins and what Enter does."""
        if visible and not self.isVisible():
            self._prepare_keys()
        super().setVisible(visible)

    def _prepare_keys(self) -> None:
        pushed = self.findChildren(QPushButton)
        self._default = next((made for made in pushed if made.isDefault()), None) or self._primary(pushed)
        if self._default is not None and self.enter_goes_on:
            self._default.setDefault(True)
        if cast("QWidget | None", self.focusWidget()) is None and (stops := tab_order.stops(self)):
            begins = self._default if isinstance(stops[0], QPushButton) else None
            (begins or stops[0]).setFocus()

    def _primary(self, pushed: list[QPushButton]) -> QPushButton | None:
        """The only primary button that is not hidden."""
        found = [made for made in pushed if made.property("role") == "primary" and made.isVisibleTo(self)]
        return found[0] if len(found) == 1 else None

    @property
    def main_button(self) -> QPushButton | None:
        """What Enter presses in a field now."""
        if not self.enter_goes_on:
            return None
        known = self._default if self._default is not None and isValid(self._default) else None
        made = known if known is not None and known.isVisible() else self._primary(self.findChildren(QPushButton))
        return made if made is not None and made.isEnabled() else None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to what is read next."""
        return tab_order.step(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: see the class. What has the focus had it first."""
        if not enter.is_enter(event):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        # One that refuses to be pressed by Enter says so by `setAutoDefault`; any other had it before.
        has_pressed = not isinstance(focused, QPushButton) and enter.pressed(focused)
        if not has_pressed and (made := self.main_button) is not None:
            made.click()


class Dialog(BareDialog):
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
        self._column = column = QVBoxLayout(self)
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

    def add_above_foot(self, part: QWidget) -> None:
        """Put something between the body and the buttons, where it is in sight however far the body is scrolled."""
        self._column.insertWidget(self._column.count() - 1, part)

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
