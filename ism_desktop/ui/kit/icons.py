"""Icons by their Material Design name ("mdi6.pill"), drawn in a colour of the palette at the moment they are painted.

The font and its table of names come from the package qtawesome. Its own code is not used: it loads eleven fonts where one is
needed, installs them for the whole computer on Windows, and fixes the colour when an icon is made, so that a change of theme would
have to find every icon again.
"""

import functools
import importlib.util
import json
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
    QPixmapCache,
)

from ism_desktop.ui.kit.theme import colour

# What points on or back points the other way where one reads from right to left.
_TURNED = {
    f"{sort}-{way}": f"{sort}-{other}"
    for sort in ("chevron", "arrow")
    for way, other in (("left", "right"), ("right", "left"))
}
_BEFORE_WORDS = 0.8  # of the square: the glyph; the rest is air


def _is_turned() -> bool:
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


@functools.cache
def _glyphs() -> tuple[str, dict[str, str]]:
    """The family of the icon font and its code points in hexadecimal, by name."""
    spec = importlib.util.find_spec("qtawesome")
    places = spec.submodule_search_locations if spec is not None else None
    folder = Path(next(iter(places or ()))) / "fonts"
    font = next(folder.glob("materialdesignicons6-webfont-*.ttf"))
    names = next(folder.glob("materialdesignicons6-webfont-charmap-*.json"))
    family = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(font)))[0]
    return family, json.loads(names.read_text("utf-8"))


class _Glyph(QIconEngine):
    """One character of the icon font; `on` is the colour role of a checked button.

    With `before_words` it stands at the outer edge of its square and leaves air before the words: Qt sets a button's words four pixels
    behind the icon, whatever the size of the text.
    """

    def __init__(self, character: str, role: str, on: str, *, before_words: bool) -> None:
        super().__init__()
        self._before_words = before_words
        self._character = character
        self._role = role
        self._on = on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the character as large as the rectangle."""
        role = self._on if state is QIcon.State.On else self._role
        ink = colour(role)
        if mode is QIcon.Mode.Disabled:
            ink.setAlphaF(0.45)
        font = QFont(_glyphs()[0])
        size = min(rect.width(), rect.height())
        font.setPixelSize(round(size * _BEFORE_WORDS) if self._before_words else size)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font)
        painter.setPen(ink)
        outer = Qt.AlignmentFlag.AlignRight if _is_turned() else Qt.AlignmentFlag.AlignLeft
        across = outer | Qt.AlignmentFlag.AlignAbsolute if self._before_words else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(rect, across | Qt.AlignmentFlag.AlignVCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw the character into a picture of this size."""
        if size.isEmpty():
            return QPixmap()  # of a button that has no room yet
        picture = QPixmap(size)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The character for a screen with this many dots to a pixel; `size` counts dots. Drawn once, then kept as Qt keeps pictures."""
        ink = colour(self._on if state is QIcon.State.On else self._role).name()
        name = f"ism {self._character} {self._before_words} {ink} {mode} {size.width()} {size.height()} {scale}"
        picture = QPixmap()
        if not QPixmapCache.find(name, picture):
            picture = self.pixmap(size, mode, state)
            picture.setDevicePixelRatio(scale)
            QPixmapCache.insert(name, picture)
        return picture


def icon(name: str, role: str = "text", on: str = "", *, before_words: bool = False) -> QIcon:
    """The icon of this name in a colour of the palette, which follows the theme; an arrow to the left is one back in every direction
    of reading. Raises KeyError for an unknown name.
    """
    plain = name.removeprefix("mdi6.")
    character = chr(int(_glyphs()[1][_TURNED.get(plain, plain) if _is_turned() else plain], 16))
    return QIcon(_Glyph(character, role, on or role, before_words=before_words))


def picture(name: str, size: int, role: str = "text") -> QPixmap:
    """The icon as a picture in the colour of this moment, for painting."""
    return icon(name, role).pixmap(QSize(size, size))
