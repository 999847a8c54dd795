"""The small window that says that the record is about to lock, and counts down; any input closes it."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ism_desktop.language import tr, tr_n
from ism_desktop.ui.kit import fitting
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import heading, secondary

_WIDTH = 380  # pixels at 100 %
_GAP = 24


class Countdown(QWidget):
    """Belongs to the window or dialog in front, so that no dialog keeps it from being clicked, and takes no focus from what is typed in."""

    stay_wanted = Signal()

    def __init__(self, over: QWidget) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(over, flags)
        self.setObjectName("lock_countdown")
        self.setWindowTitle(tr("Your record locks soon"))
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(min(theme().px(_WIDTH), fitting.free_area(over.window()).width() - 2 * _GAP))
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        card = Panel(role="panel-accent")
        column.addWidget(card)
        self._words = heading("")
        self._words.setObjectName("lock_countdown.words")
        card.body.addWidget(self._words)
        card.body.addWidget(secondary(tr("Nobody has used it for a while. What you typed is kept.")))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Keep open"), self.stay_wanted.emit, role="primary", name="lock_countdown.stay"))
        card.body.addLayout(row)

    def count(self, seconds: int) -> None:
        """Say how many seconds are left, and show it in the lower right corner of the window that it belongs to."""
        self._words.setText(
            tr_n("Your record locks in {number} second", "Your record locks in {number} seconds", seconds)
        )
        if not self.isVisible():
            self.adjustSize()
            over = self.parentWidget()
            if over is not None:
                corner = over.window().mapToGlobal(over.window().rect().bottomRight())
                self.move(corner - QPoint(self.width() + _GAP, self.height() + _GAP))
            self.show()
