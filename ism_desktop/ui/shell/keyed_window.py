"""A main window through which Tab and Enter go as through a dialog."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow

from ism_desktop.ui.base.page import Page
from ism_desktop.ui.kit import enter, tab_order

_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1)


class KeyedWindow(QMainWindow):
    """Tab follows what is read, Enter presses the button that has the focus, and what keys mean on a page they mean beside it."""

    @property
    def current_page(self) -> Page | None:
        """The page that is shown."""
        return None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to what is read next."""
        return tab_order.step(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press a button; everything else had the key first."""
        if enter.is_enter(event) and enter.pressed(self.focusWidget()):
            return
        page = self.current_page
        is_command = event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.key() in _FUNCTION_KEYS
        if is_command and page is not None and page.isVisible() and not page.isAncestorOf(self.focusWidget() or page):
            page.keyPressEvent(event)  # the focus is beside it, as in the sidebar
        else:
            super().keyPressEvent(event)
