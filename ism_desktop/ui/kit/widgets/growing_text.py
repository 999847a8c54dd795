"""Text fields of several lines that grow with what is typed; one kind gives its text out on Enter."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from ism_desktop.ui.kit.theme import theme


class GrowingText(QPlainTextEdit):
    """As high as its text, from `least` lines to `most`; beyond that it scrolls. Tab goes to the next field."""

    def __init__(self, *, least: int = 2, most: int = 12) -> None:
        super().__init__()
        self._least = least
        self._most = most
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        # A bar that comes while the field is still narrow would narrow it further and never go.
        full = lines == self._most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        wanted = lines * QFontMetrics(self.font()).lineSpacing() + theme().px(20)
        if self.height() != wanted or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the lines at the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the height to a new size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()


class EnterText(GrowingText):
    """One to six lines. Enter emits `entered`; Shift+Enter begins a new line."""

    entered = Signal()

    def __init__(self, words: str, *, name: str, hint: str = "") -> None:
        super().__init__(least=1, most=6)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setPlaceholderText(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the text out on Enter."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
            return
        super().keyPressEvent(event)
