"""Ways to choose: a row of buttons of which at most one is down, a tick box, and a drop-down list that ignores a stray mouse wheel."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from ism_desktop.language import tr
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.kit.widgets.flow import FlowLayout

_EDGE = 4  # pixels around a tick box, for its focus ring


_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Choices(QWidget):
    """A row of buttons that wraps. With `may_clear` the chosen one can be pressed again, and nothing is chosen.

    Tab stops at one of them: the chosen one, or where the arrow keys went. The arrows only go there, and Space chooses, because in many
    places what is chosen is saved at once.
    """

    changed = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        words: str,
        *,
        name: str,
        role: str = "segment",
        may_clear: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self._may_clear = may_clear
        self._buttons: dict[str, QPushButton] = {}
        row = FlowLayout(self, spacing=6)
        for value, shown in choices:
            made = QPushButton(shown.replace("&", "&&"))
            made.setObjectName(f"{name}.{value}")
            made.setAccessibleName(tr("{question}: {answer}", question=words, answer=shown))
            made.setProperty("role", role)
            made.setCheckable(True)
            made.toggled.connect(self._on_toggled)
            made.clicked.connect(self._on_clicked)
            made.installEventFilter(self)
            row.addWidget(made)
            self._buttons[value] = made
        self._settle_stop()

    @property
    def value(self) -> str | None:
        """The value that is chosen."""
        return next((value for value, made in self._buttons.items() if made.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Choose a value, or none, without saying so."""
        for own, made in self._buttons.items():
            made.setChecked(own == value)
        self._settle_stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on to the next answer with an arrow key, and round at the end; Tab comes back to where the focus was."""
        if not isinstance(watched, QPushButton):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.FocusIn:
            self._stop_at(watched)
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if is_plain and event.key() in _STEPS:
                self._step(watched, Qt.Key(event.key()))
                return True
        return super().eventFilter(watched, event)

    def _step(self, before: QPushButton, key: Qt.Key) -> None:
        step = _STEPS[key]
        if self.isRightToLeft() and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = -step
        there = [made for made in self._buttons.values() if made is before or not made.isHidden()]
        after = there[(there.index(before) + step) % len(there)]
        self._stop_at(after)
        after.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle_stop(self) -> None:
        """Let Tab stop at what is chosen, and without that at the first."""
        there = list(self._buttons.values())
        if there and not any(made.hasFocus() for made in there):
            self._stop_at(next((made for made in there if made.isChecked()), there[0]))

    def _stop_at(self, stop: QPushButton) -> None:
        for made in self._buttons.values():
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if made is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)

    def set_words(self, value: str, shown: str) -> None:
        """Call a choice otherwise: by how many things there are of it, for example."""
        made = self._buttons[value]
        made.setText(shown.replace("&", "&&"))
        made.setAccessibleName(tr("{question}: {answer}", question=self.accessibleName(), answer=shown))

    def set_offered(self, value: str, *, is_offered: bool) -> None:
        """Leave a choice out, or offer it again; one that is chosen stays."""
        made = self._buttons[value]
        made.setVisible(is_offered or made.isChecked())

    def _on_toggled(self, is_down: bool) -> None:
        # A tick beside the word, so that the choice is not told by colour alone.
        made = self.sender()
        if isinstance(made, QPushButton):
            made.setIcon(icon("mdi6.check", "accent", before_words=True) if is_down else QIcon())

    def _on_clicked(self) -> None:
        pressed = self.sender()
        for made in self._buttons.values():
            if made is not pressed:
                made.setChecked(False)
        if isinstance(pressed, QPushButton) and not pressed.isChecked() and not self._may_clear:
            pressed.setChecked(True)
        self.changed.emit()


class DropDown(QComboBox):
    """A drop-down list. The wheel scrolls the page unless the list has the focus, so nothing is changed in passing.

    `used` says that a person is about to open it or to choose by keys: what takes long to read can be filled in then.
    """

    used = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)

    def sizeHint(self) -> QSize:
        """Wide enough for the longest choice and the arrow, where the list is to be as wide as its contents."""
        hint = super().sizeHint()
        if self.sizeAdjustPolicy() is QComboBox.SizeAdjustPolicy.AdjustToContents:
            texts = (self.itemText(place) for place in range(self.count()))
            widest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
            hint.setWidth(max(hint.width(), widest + self._beside_words() + 2))
        return hint

    @staticmethod
    def _beside_words() -> int:
        return theme().px(18) + theme().px(20)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten what does not fit with an ellipsis, so that nothing is cut off under the arrow."""
        super().initStyleOption(option)
        room = self.width() - self._beside_words()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the value only when a person is at this list."""
        if self.hasFocus():
            self.used.emit()
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and letters choose without opening it."""
        if event.key() not in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}:
            self.used.emit()
        super().keyPressEvent(event)

    def showPopup(self) -> None:
        """Open it."""
        self.used.emit()
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow, which the style leaves out once its frame is drawn by a style sheet."""
        super().paintEvent(event)
        size = theme().px(18)
        end = QRect(self.width() - size - 8, (self.height() - size) // 2, size, size)
        area = QStyle.visualRect(self.layoutDirection(), self.rect(), end)
        painter = QPainter(self)
        icon("mdi6.chevron-down", "muted").paint(painter, area)
        painter.end()


class TickBox(QCheckBox):
    """A box to tick whose words wrap, which Qt's own cannot; drawn in the colours of the theme."""

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__(words)
        self.setObjectName(name)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def lead(self) -> int:
        """How many pixels from its edge its words begin, for words that stand below in line with them."""
        return _EDGE + theme().px(20) + theme().px(10)

    def _words(self, width: int) -> QSize:
        box = QRect(0, 0, max(40, width), 100_000)
        return self.fontMetrics().boundingRect(box, Qt.TextFlag.TextWordWrap, self.text()).size()

    def sizeHint(self) -> QSize:
        """All in one line."""
        words = self._words(100_000)
        return QSize(words.width() + self.lead() + _EDGE, max(words.height(), theme().px(20)) + 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to wrap."""
        return QSize(self.lead() + theme().px(80), theme().px(20) + 2 * _EDGE)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words at this width."""
        return max(self._words(width - self.lead() - _EDGE).height(), theme().px(20)) + 2 * _EDGE

    def hitButton(self, pos: QPoint) -> bool:
        """The words can be clicked as well as the box."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the box, the tick, the words and the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = theme().px(20)
        line = self.fontMetrics().height()
        side = self.layoutDirection()
        box = QStyle.visualRect(side, self.rect(), QRect(_EDGE, _EDGE + max(0, (line - size) // 2), size, size))
        ticked = self.isChecked()
        painter.setPen(QPen(colour("accent" if ticked else "field_border"), 1.5))
        painter.setBrush(colour("accent" if ticked else "field"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        if ticked:
            icon("mdi6.check-bold", "on_accent").paint(painter, box.adjusted(3, 3, -3, -3))
        painter.setPen(colour("text" if self.isEnabled() else "muted"))
        area = QStyle.visualRect(side, self.rect(), self.rect().adjusted(self.lead(), _EDGE, -_EDGE, -_EDGE))
        painter.drawText(area, Qt.TextFlag.TextWordWrap, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
