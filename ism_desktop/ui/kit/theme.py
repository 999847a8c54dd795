"""How the program looks: one palette in three versions, one scale for text, and the ways a widget asks for either.

Fusion is used on every platform, because a style sheet over the native styles looks native on none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from typing import cast

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ism_desktop.library import fonts
from ism_desktop.ui.kit.style_sheet import style_sheet

BASE_POINTS = 11.0
GRID = 8


class Appearance(Enum):
    """What a person chooses in the settings; the values are those of the setting `appearance`."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the program, by what it is for. `danger` is for the emergency places and for what destroys."""

    window: str
    sidebar: str
    surface: str
    field: str
    hover: str
    border: str
    field_border: str
    idle: str  # a primary button that cannot be pressed yet, and the empty part of a bar
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    danger: str
    on_danger: str
    danger_soft: str
    mark: str  # behind a search hit
    focus: str


LIGHT = Colours(
    window="#f5f6f8",
    sidebar="#eaedf1",
    surface="#ffffff",
    field="#ffffff",
    hover="#eef2f6",
    border="#dce1e8",
    field_border="#7c8998",
    idle="#dce1e8",
    text="#1b2430",
    muted="#556070",
    accent="#1a6480",
    accent_hover="#13506a",
    on_accent="#ffffff",
    accent_soft="#dcebf1",
    danger="#b3261e",
    on_danger="#ffffff",
    danger_soft="#fbeae8",
    mark="#ffe08a",
    focus="#1a6480",
)

DARK = Colours(
    window="#15191e",
    sidebar="#101317",
    surface="#1d2229",
    field="#15191e",
    hover="#262d36",
    border="#323a45",
    field_border="#6d7988",
    idle="#323a45",
    text="#e7ebf0",
    muted="#a7b2c0",
    accent="#74bcd8",
    accent_hover="#93cee5",
    on_accent="#08202b",
    accent_soft="#203945",
    danger="#ff9188",
    on_danger="#2a0906",
    danger_soft="#3b2221",
    mark="#6b5310",
    focus="#93cee5",
)

CONTRAST = Colours(
    window="#000000",
    sidebar="#000000",
    surface="#000000",
    field="#000000",
    hover="#2a2a2a",
    border="#ffffff",
    field_border="#ffffff",
    idle="#4a4a4a",
    text="#ffffff",
    muted="#ffffff",
    accent="#ffe14d",
    accent_hover="#fff1a8",
    on_accent="#000000",
    accent_soft="#3d3500",
    danger="#ff9c94",
    on_danger="#000000",
    danger_soft="#3d0f0b",
    mark="#7a5c00",
    focus="#ffe14d",
)


_OF_TAGS = "tag."

TAG_COLOURS: Mapping[str, tuple[str, str]] = {
    "grey": ("#556070", "#a7b2c0"),
    "blue": ("#1d5fa8", "#8fbdf0"),
    "teal": ("#0f6f6a", "#74d0c8"),
    "green": ("#2e6b2e", "#93cf93"),
    "amber": ("#8a5a00", "#e8bf6c"),
    "brown": ("#7a4a2b", "#d9a98a"),
    "rose": ("#a3244f", "#f29ab3"),
    "violet": ("#6a3d9a", "#c7a8ea"),
}
"""The colours that a person can give to a tag, on light and on dark, as “tag.blue” to `colour`; never without picture and word."""


class Theme(QObject):
    """The look in use. There is one, `theme()`; `changed` tells those who paint for themselves or measure text."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours = LIGHT
        self.scale = 1.0
        self._appearance = Appearance.SYSTEM
        self._family = ""
        self._listening = False
        self._given: tuple[Colours | None, str] = (None, "")

    def apply(self, appearance: Appearance, text_size: int) -> None:
        """Put the whole program into this look; `text_size` in per cent."""
        app = cast("QApplication", QApplication.instance())
        if not self._listening:
            self._listening = True
            self._family = _family(app)
            app.setStyle("Fusion")
            app.styleHints().colorSchemeChanged.connect(self._on_system_changed)
        self._appearance = appearance
        self.scale = text_size / 100
        self.colours = _colours(appearance)
        # Each of the three lays out every widget there is anew: only what differs is given to Qt.
        font, sheet = self.font(), style_sheet(self.colours, self.scale, BASE_POINTS)
        if app.font() != font:
            app.setFont(font)
        if self._given != (self.colours, sheet):
            # From one sheet to another Qt works out every widget several times over; from none to one, once: a fifth of the time.
            app.setStyleSheet("")
            if self._given[0] is not self.colours:
                app.setPalette(_palette(self.colours))
            app.setStyleSheet(sheet)
            self._given = (self.colours, sheet)
        self.changed.emit()

    def _on_system_changed(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._given = (None, "")  # Qt may have changed the palette by itself
            self.apply(self._appearance, round(self.scale * 100))

    def font(self, points: float = BASE_POINTS, *, bold: bool = False) -> QFont:
        """The program's font at a size that is scaled like all text."""
        font = QFont(self._family) if self._family else QFont()
        font.setPointSizeF(points * self.scale)
        font.setBold(bold)
        return font

    def px(self, pixels: float) -> int:
        """A length that grows with the text: icons, row heights, the width of a column of text."""
        return round(pixels * self.scale)

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on dark."""
        return self.colours is not LIGHT


_THEME: list[Theme] = []


def theme() -> Theme:
    """The look in use."""
    if not _THEME:
        _THEME.append(Theme())
    return _THEME[0]


def colour(role: str) -> QColor:
    """A colour of the palette in use, by the name of its field in `Colours`, or one of `TAG_COLOURS`."""
    if role.startswith(_OF_TAGS):
        return QColor(TAG_COLOURS[role.removeprefix(_OF_TAGS)][theme().is_dark])
    return QColor(getattr(theme().colours, role))


ROLES = frozenset(field.name for field in fields(Colours))


def _colours(appearance: Appearance) -> Colours:
    if appearance is Appearance.SYSTEM:
        hints = QGuiApplication.styleHints()
        accessibility = getattr(hints, "accessibility", None)  # since Qt 6.10
        if accessibility is not None and accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return CONTRAST
        return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return {Appearance.LIGHT: LIGHT, Appearance.DARK: DARK, Appearance.CONTRAST: CONTRAST}[appearance]


def _family(app: QApplication) -> str:
    """The family to set: none where the system names a font of its own, else the Noto Sans that the program brings along."""
    if app.font().family() not in {"", "Sans Serif", "Sans", "sans-serif", "Monospace"} and QFontDatabase.families():
        return ""
    families: list[str] = []
    for path in (fonts.regular(), fonts.bold()):
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    return families[0] if families else ""


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.field,
        QPalette.ColorRole.AlternateBase: colours.hover,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.Button: colours.surface,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.BrightText: colours.on_accent,
        QPalette.ColorRole.ToolTipBase: colours.text,
        QPalette.ColorRole.ToolTipText: colours.window,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.on_accent,
        QPalette.ColorRole.Accent: colours.accent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.Light: colours.surface,
        QPalette.ColorRole.Midlight: colours.border,
        QPalette.ColorRole.Mid: colours.border,
        QPalette.ColorRole.Dark: colours.field_border,
        QPalette.ColorRole.Shadow: colours.border,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette
