"""A bar of five parts that shows how strong a passphrase is; the word for it stands beside the bar, never colour alone."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ism_desktop.ui.kit.theme import colour, theme

_PARTS = 5
_GAP = 4


class StrengthBar(QWidget):
    """`show_level` takes 0 to 4, or -1 for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strength_bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.level = -1
        theme().changed.connect(self.updateGeometry)

    def show_level(self, level: int) -> None:
        """Fill so many parts."""
        self.level = level
        self.update()

    def sizeHint(self) -> QSize:
        """Low and as wide as there is room."""
        return QSize(theme().px(160), theme().px(8))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the parts, the filled ones in the accent's colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = (self.width() - (_PARTS - 1) * _GAP) / _PARTS
        for part in range(_PARTS):
            painter.setBrush(colour("accent" if part <= self.level else "idle"))
            area = QRectF(part * (width + _GAP), 0, width, self.height())
            painter.drawRoundedRect(area, self.height() / 2, self.height() / 2)
        painter.end()
