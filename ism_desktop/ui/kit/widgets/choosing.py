"""Ways to choose: a row of buttons of which at most one is down, a tick box, and a drop-down list that ignores a stray mouse wheel."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPushButton,
    QSizePolicy,
    QStyleOptionComboBox,
    QWidget,
)

from ism_desktop.language import tr
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.kit.widgets.flow import FlowLayout

_EDGE = 4  # pixels around a tick box, for its focus ring


class Choices(QWidget):
    """A row of buttons that wraps. With `may_clear` the chosen one can be pressed again, and nothing is chosen."""

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
            row.addWidget(made)
            self._buttons[value] = made
        if self._buttons:
            self.setFocusProxy(next(iter(self._buttons.values())))

    @property
    def value(self) -> str | None:
        """The value that is chosen."""
        return next((value for value, made in self._buttons.items() if made.isChecked()), None)

    def set_value(self, value: str | None) -> None:
        """Choose a value, or none, without saying so."""
        for own, made in self._buttons.items():
            made.setChecked(own == value)

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
    """A drop-down list. The wheel scrolls the page unless the list has the focus, so nothing is changed in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten what does not fit with an ellipsis, so that nothing is cut off under the arrow."""
        super().initStyleOption(option)
        room = self.width() - theme().px(18) - theme().px(20)
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the value only when a person is at this list."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow, which the style leaves out once its frame is drawn by a style sheet."""
        super().paintEvent(event)
        size = theme().px(18)
        area = QRect(self.width() - size - 8, (self.height() - size) // 2, size, size)
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

    def _lead(self) -> int:
        return _EDGE + theme().px(20) + theme().px(10)

    def _words(self, width: int) -> QSize:
        box = QRect(0, 0, max(40, width), 100_000)
        return self.fontMetrics().boundingRect(box, Qt.TextFlag.TextWordWrap, self.text()).size()

    def sizeHint(self) -> QSize:
        """All in one line."""
        words = self._words(100_000)
        return QSize(words.width() + self._lead() + _EDGE, max(words.height(), theme().px(20)) + 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough to wrap."""
        return QSize(self._lead() + theme().px(80), theme().px(20) + 2 * _EDGE)

    def hasHeightForWidth(self) -> bool:
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its words at this width."""
        return max(self._words(width - self._lead() - _EDGE).height(), theme().px(20)) + 2 * _EDGE

    def hitButton(self, pos: QPoint) -> bool:
        """The words can be clicked as well as the box."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the box, the tick, the words and the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = theme().px(20)
        line = self.fontMetrics().height()
        box = QRect(_EDGE, _EDGE + max(0, (line - size) // 2), size, size)
        ticked = self.isChecked()
        painter.setPen(QPen(colour("accent" if ticked else "field_border"), 1.5))
        painter.setBrush(colour("accent" if ticked else "field"))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        if ticked:
            icon("mdi6.check-bold", "on_accent").paint(painter, box.adjusted(3, 3, -3, -3))
        painter.setPen(colour("text" if self.isEnabled() else "muted"))
        area = self.rect().adjusted(self._lead(), _EDGE, -_EDGE, -_EDGE)
        painter.drawText(area, Qt.TextFlag.TextWordWrap, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
