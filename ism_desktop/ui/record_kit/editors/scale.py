"""Editor of a scale from 0 to 10: eleven buttons of which one is down, for the mouse and for the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kind import Field
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import small
from ism_desktop.ui.record_kit.editors.editor import Editor, Typed, text_of

_HIGHEST = 10
_FORWARD = {Qt.Key.Key_Right, Qt.Key.Key_Up}
_BACK = {Qt.Key.Key_Left, Qt.Key.Key_Down}
_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class ScaleButtons(QWidget):
    """Buttons from 0 to 10. Tab reaches them once; arrows, Home, End and digits choose, Delete or a second press clears."""

    changed = Signal()

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        row = FlowLayout(self, spacing=3)
        self._buttons: list[QPushButton] = []
        for number in range(_HIGHEST + 1):
            made = QPushButton(str(number))
            made.setObjectName(f"{name}.{number}")
            made.setAccessibleDescription(tr("Arrow keys and digits choose, Delete clears."))
            made.setProperty("role", "chip")
            made.setCheckable(True)
            made.setMinimumWidth(theme().px(32))
            made.clicked.connect(self._on_clicked)
            made.installEventFilter(self)
            row.addWidget(made)
            self._buttons.append(made)
        self.name_parts(words)
        self._fit()

    def name_parts(self, words: str) -> None:
        """Name every number for a screen reader."""
        self.setAccessibleName(words)
        for number, made in enumerate(self._buttons):
            made.setAccessibleName(tr("{field}: {number} of 10", field=words, number=number))

    @property
    def value(self) -> int | None:
        """The number that is chosen."""
        return next((number for number, made in enumerate(self._buttons) if made.isChecked()), None)

    def set_value(self, value: int | None) -> None:
        """Choose a number, or none, without saying so."""
        for number, made in enumerate(self._buttons):
            made.setChecked(number == value)
        self._fit()

    def _fit(self) -> None:
        """Let Tab stop at the number that is chosen, or at the first."""
        stop = self.value or 0
        for number, made in enumerate(self._buttons):
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._buttons[stop])

    def _choose(self, value: int | None) -> None:
        if value != self.value:
            self.set_value(value)
            self._buttons[value or 0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _on_clicked(self) -> None:
        pressed = self.sender()
        chosen = next((number for number, made in enumerate(self._buttons) if made is pressed), None)
        is_down = chosen is not None and self._buttons[chosen].isChecked()
        self.set_value(chosen if is_down else None)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._on_key(event):
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key, now = event.key(), self.value
        if key in _FORWARD:
            self._choose(0 if now is None else min(_HIGHEST, now + 1))
        elif key in _BACK:
            self._choose(0 if now is None else max(0, now - 1))
        elif key in _CLEAR:
            self._choose(None)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._choose(0 if key == Qt.Key.Key_Home else _HIGHEST)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            # After a 1, a 0 makes it ten.
            digit = key - Qt.Key.Key_0
            self._choose(_HIGHEST if digit == 0 and now == 1 else digit)
        else:
            return False
        return True


class ScaleEditor(Editor):
    """A number from 0 to 10, with the words for both ends."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.buttons = ScaleButtons(field.label, name=field.name)
        self.hold(self.buttons)
        ends: Sequence[str] = field.scale_ends
        if ends:
            self.column.addWidget(small(tr("0: {lowest}. 10: {highest}.", lowest=ends[0], highest=ends[1])))
        self.buttons.changed.connect(self.changed)
        self.buttons.changed.connect(self.finished)

    def name_control(self, words: str) -> None:
        """Name every number."""
        self.buttons.name_parts(words)

    def show_value(self, value: object) -> None:
        """Show a value, or nothing for None."""
        self.buttons.set_value(value if isinstance(value, int) else None)

    def read(self) -> int | None:
        """The number that is chosen."""
        return self.buttons.value

    def typed(self) -> Typed:
        """The number that is chosen, as text."""
        return None if self.buttons.value is None else str(self.buttons.value)

    def retype(self, typed: Typed) -> None:
        """Put back what `typed` gave."""
        text = text_of(typed)
        self.buttons.set_value(int(text) if text.isdecimal() and int(text) <= _HIGHEST else None)
