"""Large buttons that go down and up, each with the key that presses it drawn before its words."""

from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import label

_SHARP = 2  # pixels of the picture for one of the screen


class KeyButton(QPushButton):
    """A button with its key. With `checkable` it stays down, and shows a tick in the place of the key."""

    def __init__(self, words: str, key: str, *, name: str, checkable: bool = True) -> None:
        super().__init__()
        self.set_words(words)
        self.key = key
        self.setObjectName(name)
        self.setProperty("role", "key")
        self.setCheckable(checkable)
        self.setAutoDefault(False)  # Enter always saves
        self.setIconSize(QSize(theme().px(22), theme().px(22)))
        self.setAccessibleName(tr("{words}, key {key}", words=words, key=key) if key else words)
        self.toggled.connect(self._draw)
        self._draw()

    def set_words(self, words: str) -> None:
        """Change what it says; a little room is left behind the key."""
        self.setText(" " + words.replace("&", "&&"))

    def _draw(self) -> None:
        if self.key or self.isChecked():
            self.setIcon(_key_picture(self.key, is_down=self.isChecked()))
        else:
            self.setIcon(QIcon())


def press_letter(inside: QWidget, letter: str) -> bool:
    """Press the button with this key, if one is to be seen; says whether there was one."""
    for made in inside.findChildren(KeyButton):
        if letter and made.key == letter and made.isVisible():
            made.click()
            return True
    return False


def _key_picture(key: str, *, is_down: bool) -> QIcon:
    size = theme().px(22)
    picture = QPixmap(size * _SHARP, size * _SHARP)
    picture.setDevicePixelRatio(_SHARP)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(1, 1, size - 2, size - 2)
    painter.setPen(QPen(colour("accent" if is_down else "field_border"), 1.5))
    painter.setBrush(colour("accent") if is_down else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(colour("on_accent" if is_down else "muted"))
    painter.setFont(theme().font(9.5, bold=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "✓" if is_down else key)
    painter.end()
    return QIcon(picture)


class KeyChoices(QWidget):
    """A heading, buttons that wrap, and whatever is put into `body` below them. `pressed` carries the name that a button was made with."""

    pressed = Signal(str)
    hide_wanted = Signal(str)

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.buttons: dict[str, KeyButton] = {}
        self.may_hide = True
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(6)
        self.heading = label(words, "subheading")
        self.body.addWidget(self.heading)
        self._further: QWidget | None = None
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, spacing=6)
        self.body.addWidget(self._holder)

    def offer(self, offered: Iterable[tuple[str, str]], keys: Iterator[str]) -> None:
        """Add a button for each name and its words; keys are given out until there are no more."""
        for name, words in offered:
            if name in self.buttons:
                continue
            made = KeyButton(words, next(keys, ""), name=f"{self.objectName()}.{name}")
            made.clicked.connect(self._on_clicked)
            made.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            made.customContextMenuRequested.connect(self._on_menu)
            self._flow.addWidget(made)
            self.buttons[name] = made
        if self._further is not None:
            self._flow.removeWidget(self._further)
            self._flow.addWidget(self._further)

    def add_further(self, part: QWidget) -> None:
        """Let something else always stand behind the last button."""
        self._further = part
        self._flow.addWidget(part)

    def _on_clicked(self) -> None:
        made = self.sender()
        for name, each in self.buttons.items():
            if each is made:
                self.pressed.emit(name)

    def _on_menu(self, place: QPoint) -> None:
        """Offer to hide what is not pressed."""
        made = self.sender()
        name = next((name for name, each in self.buttons.items() if each is made), "")
        if not name or not self.may_hide or self.buttons[name].isChecked():
            return
        menu = QMenu(self)
        menu.setObjectName("hide_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icon("mdi6.eye-off-outline", "muted"), tr("Do not offer here"), partial(self._hide, name))
        menu.popup(self.buttons[name].mapToGlobal(place))

    def _hide(self, name: str) -> None:
        self.buttons[name].hide()
        self.hide_wanted.emit(name)

    def show_down(self, names: Iterable[str]) -> None:
        """Let these be down and no others."""
        down = set(names)
        for name, made in self.buttons.items():
            made.setChecked(name in down)


def shortened(words: str) -> str:
    """Words that would make a button too wide, cut with an ellipsis."""
    return words if len(words) <= 70 else f"{words[:70].rstrip()}…"
