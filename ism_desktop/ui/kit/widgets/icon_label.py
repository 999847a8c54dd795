"""An icon that stands by itself beside words, and follows the theme."""

from PySide6.QtWidgets import QLabel

from ism_desktop.ui.kit.icons import picture
from ism_desktop.ui.kit.theme import theme


class IconLabel(QLabel):
    """Draws itself anew when the appearance or the size of the text changes. `side` is in pixels at 100 % text."""

    def __init__(self, icon_name: str, side: int, role: str = "accent") -> None:
        super().__init__()
        self._icon_name = icon_name
        self._side = side
        self._role = role
        self._draw()
        theme().changed.connect(self._draw)

    def _draw(self) -> None:
        self.setPixmap(picture(self._icon_name, theme().px(self._side), self._role))
