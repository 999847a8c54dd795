"""The large buttons of the recorder in rows of three, each with the number key that presses it."""

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.text import label

COLUMNS = 3
NUMBERED = 9
_TREMOR = 1.0  # seconds: the same button pressed again within it is one press by an unsteady hand


class LargeButton(QPushButton):
    """A button whose words break into lines, with its key and picture before them."""

    def __init__(self, words: str, number: int, icon_name: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "press")
        self.setAccessibleName(tr("{number}, {words}", number=number, words=words) if number else words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(10)
        self._number = label(str(number) if number else "", "secondary")
        self._picture = QLabel()
        self._icon_name = icon_name
        self._words = label(words, "press")
        for part in (self._number, self._picture):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            row.addWidget(part)
        row.addWidget(self._words, 1)
        self._picture.setVisible(bool(icon_name))
        for part in (self._number, self._picture, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        side = theme().px(26)
        if self._icon_name:
            self._picture.setPixmap(icon(self._icon_name, "accent").pixmap(QSize(side, side)))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the words; without it the button would be as high as an empty one."""
        inside = self.layout()
        width = max(self.width(), theme().px(180))
        height = inside.heightForWidth(width) if inside is not None else 0
        return QSize(theme().px(180), max(height, theme().px(48)))

    def minimumSizeHint(self) -> QSize:
        """As the hint: what is pressed in a bad hour is never squeezed."""
        return QSize(theme().px(110), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow button the picture gives its room to the words."""
        super().resizeEvent(event)
        # Read from an arm's length: the words grow with the button, from the size that was chosen for all text.
        size = max(theme().px(16), int(min(self.height() * 0.19, self.width() * 0.1)))
        sheet = f"font-size: {size}px"
        if self._words.styleSheet() != sheet:
            self._words.setStyleSheet(sheet)
            self._number.setStyleSheet(sheet)
        wide = self.width() >= theme().px(190)
        if self._icon_name and self._picture.isHidden() is wide:
            self._picture.setVisible(wide)
            self.updateGeometry()


class ButtonGrid(QWidget):
    """Buttons in rows of three. `pressed` carries the key of the one that was pressed."""

    pressed = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, str]], *, name: str) -> None:
        """Make a button of each key, words and icon; the first nine have a number."""
        super().__init__()
        self.setObjectName(name)
        self._keys = [key for key, _, _ in choices]
        self._last: tuple[str, float] = ("", 0.0)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        self.buttons: dict[str, LargeButton] = {}
        for place, (key, words, icon_name) in enumerate(choices):
            number = place + 1 if place < NUMBERED else 0
            made = LargeButton(words, number, icon_name, name=f"{name}.{key}")
            made.clicked.connect(self._on_clicked)
            self.buttons[key] = made
            grid.addWidget(made, place // COLUMNS, place % COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)

    def _on_clicked(self) -> None:
        pressed = self.sender()
        key = next(key for key, made in self.buttons.items() if made is pressed)
        self.press(key)

    def press_number(self, number: int) -> bool:
        """Press the button of a number key; whether there is one."""
        if not 1 <= number <= min(NUMBERED, len(self._keys)):
            return False
        self.press(self._keys[number - 1])
        return True

    def press(self, key: str) -> None:
        """Say that a button was pressed, once for a hand that trembles."""
        before, at = self._last
        now = monotonic()
        if before == key and now - at < _TREMOR:
            return
        self._last = (key, now)
        self.pressed.emit(key)

    def let_press_again(self) -> None:
        """The last press came to nothing: the same button counts again at once."""
        self._last = ("", 0.0)
