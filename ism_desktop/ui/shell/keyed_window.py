"""A main window through which Tab and Enter go as through a dialog."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMainWindow

from ism_desktop.ui.kit import enter, tab_order


class KeyedWindow(QMainWindow):
    """Tab follows what is read, and Enter presses the button that has the focus."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on to what is read next."""
        return tab_order.step(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press a button; everything else had the key first."""
        if not (enter.is_enter(event) and enter.pressed(self.focusWidget())):
            super().keyPressEvent(event)
