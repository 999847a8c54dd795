"""A field for a passphrase: it can be shown, and it says when Caps Lock seems to be on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.enter_line import EnterLine
from ism_desktop.ui.kit.widgets.text import label, small


class _Line(EnterLine):
    """Notices Caps Lock by what it does: a capital letter without Shift. Qt does not tell the state of the key itself."""

    caps_seen = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, and notice capitals."""
        letter = event.text()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_seen.emit(False)  # noqa: FBT003  (a signal takes no names)
        elif len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            self.caps_seen.emit(letter.isupper() != shift)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """Label, field, an eye to show what is typed, and the Caps Lock hint."""

    changed = Signal()
    entered = Signal()

    def __init__(self, words: str, *, name: str, eye: bool = True) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = label(words, "subheading")
        column.addWidget(head)
        self.line = _Line()
        self.line.setObjectName(name)
        self.line.setAccessibleName(words)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        hints = (
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.setInputMethodHints(hints)
        head.setBuddy(self.line)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        self._eye = icon_button(tr("Show what is typed"), "mdi6.eye-outline", self._on_eye, name=f"{name}.show")
        row.addWidget(self._eye)
        column.addLayout(row)
        self._eye.setVisible(
            eye
        )  # only now: a part made visible before it has its place flashes up as a window of its own
        self.caps = small(tr("Caps Lock seems to be on."))
        self.caps.setObjectName(f"{name}.caps")
        self.caps.hide()
        column.addWidget(self.caps)
        self.line.caps_seen.connect(self.caps.setVisible)
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.entered)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget what is typed."""
        self.line.clear()

    @property
    def is_shown(self) -> bool:
        """Whether what is typed can be read."""
        return self.line.echoMode() is QLineEdit.EchoMode.Normal

    def set_shown(self, *, shown: bool) -> None:
        """Show or hide what is typed."""
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        words = tr("Hide what is typed") if shown else tr("Show what is typed")
        self._eye.setIcon(icon("mdi6.eye-off-outline" if shown else "mdi6.eye-outline", "muted"))
        self._eye.setToolTip(words)
        self._eye.setAccessibleName(words)

    def _on_eye(self) -> None:
        self.set_shown(shown=not self.is_shown)
