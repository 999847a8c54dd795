"""Surfaces: cards, cards that open and close, the capped and centred column of a page, and the head of a page."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ism_desktop.language import tr
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.text import heading, label, secondary, title


class Panel(QFrame):
    """A surface with a subtle border. Put things into `body`; `add` returns what it was given."""

    def __init__(self, words: str = "", *, role: str = "panel") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 16, 20, 18)
        self.body.setSpacing(8)
        self.heading: QLabel | None = None
        if words:
            self.heading = heading(words)
            self.body.addWidget(self.heading)


class FoldingPanel(QFrame):
    """A card whose head opens and closes it."""

    toggled = Signal(bool)

    def __init__(self, words: str, *, name: str = "", is_open: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 12, 8)
        outer.setSpacing(0)
        self.head = QPushButton(words)
        self.head.setObjectName(name)
        self.head.setAccessibleName(words)
        self.head.setProperty("role", "disclosure")
        self.head.setCheckable(True)
        self.head.setChecked(is_open)
        self.head.toggled.connect(self._on_toggled)
        outer.addWidget(self.head)
        self.inside = QWidget()
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(8, 8, 8, 10)
        self.body.setSpacing(8)
        outer.addWidget(self.inside)
        self._on_toggled(is_open)

    def _on_toggled(self, is_open: bool) -> None:
        self.head.setIcon(icon("mdi6.chevron-down" if is_open else "mdi6.chevron-right", "muted"))
        self.inside.setVisible(is_open)
        self.toggled.emit(is_open)

    def set_open(self, *, is_open: bool) -> None:
        """Open or close the card."""
        self.head.setChecked(is_open)


class Column(QScrollArea):
    """A page's content: scrolls, is capped in width and centred, so that lines stay short enough to read.

    Put things into `body`. `width` is in pixels at 100 % text and grows with the text.
    """

    def __init__(self, width: int = 960, *, margin: int = 24) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._width = width
        self._margin = margin
        self.content = QWidget()
        self.content.setProperty("role", "page-column")
        self.body = QVBoxLayout(self.content)
        self.body.setSpacing(16)
        self.setWidget(self.content)
        self._centre()
        theme().changed.connect(self._centre)

    def _centre(self) -> None:
        spare = self.viewport().width() - theme().px(self._width)
        side = max(self._margin, spare // 2)
        self.body.setContentsMargins(side, self._margin, side, self._margin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the content in the middle."""
        super().resizeEvent(event)
        self._centre()

    def sizeHint(self) -> QSize:
        """Little: it takes the room that is left, and scrolls."""
        return QSize(480, 160)

    def minimumSizeHint(self) -> QSize:
        """As narrow as a phone: what is inside wraps."""
        return QSize(240, 120)


class FootedColumn(QWidget):
    """A page whose buttons are always in sight: `body` scrolls, and `foot` stands below it; the primary button is added last."""

    def __init__(self, width: int = 960, *, margin: int = 24) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._width = width
        self._margin = margin
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.column = Column(width, margin=margin)
        self.body = self.column.body
        outer.addWidget(self.column, 1)
        bar = QFrame()
        bar.setProperty("role", "bar")
        self._around = QVBoxLayout(bar)
        foot = QWidget()
        self.foot = FlowLayout(foot, at_end=True)
        self._around.addWidget(foot)
        outer.addWidget(bar)
        self._centre()
        theme().changed.connect(self._centre)

    def _centre(self) -> None:
        side = max(self._margin, (self.width() - theme().px(self._width)) // 2)
        self._around.setContentsMargins(side, 12, side, 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons under the content."""
        super().resizeEvent(event)
        self._centre()


class PageHead(QWidget):
    """The head of a page: its title with buttons on the right, the last one added being the primary one; below both one sentence."""

    def __init__(self, words: str, sentence: str = "") -> None:
        super().__init__()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self.title = title(words)
        self.sentence = secondary(sentence)
        self._row.addWidget(self.title, 1)
        column.addLayout(self._row)
        column.addWidget(self.sentence)
        self.sentence.setVisible(bool(sentence))  # once it has its place: without one it would be a window of its own
        self._holder = QWidget()
        self.buttons = FlowLayout(self._holder)
        self._row.addWidget(self._holder, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the title and the buttons anew."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Arrange them anew too when the words or their size changed and the width did not."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return handled

    def _arrange(self) -> None:
        """Put the buttons under the words where the title and they do not fit side by side."""
        needed = self.title.fontMetrics().horizontalAdvance(self.title.text()) + 16 + self.buttons.sizeHint().width()
        beside = needed <= self.width()
        if beside and self._row.indexOf(self._holder) < 0:
            self._column.removeWidget(self._holder)
            self._row.addWidget(self._holder, 0, Qt.AlignmentFlag.AlignTop)
        elif not beside and self._row.indexOf(self._holder) >= 0:
            self._row.removeWidget(self._holder)
            self._column.addWidget(self._holder)

    def add_button(self, button: QWidget) -> None:
        """Add a button at the right end."""
        self.buttons.addWidget(button)

    def set_text(self, sentence: str) -> None:
        """Change the sentence under the title; an empty one is hidden."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))


class EmptyPlace(Column):
    """What an empty page says: an icon, one sentence, one button, one example; scrolls where there is too little room for them.

    Without `scrolls` it takes all the height it needs, on a page that scrolls by itself.
    """

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        button: QPushButton | None = None,
        example: str = "",
        *,
        scrolls: bool = True,
    ) -> None:
        super().__init__(640)
        self._scrolls = scrolls
        if not scrolls:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._icon_name = icon_name
        self.body.addStretch(1)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self._picture)
        self.sentence = label(sentence, "lead")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(self.sentence)
        if button is not None:
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        if example:
            hint = label(tr("For example: {example}", example=example), "secondary")
            hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.body.addWidget(hint)
        self.body.addStretch(2)
        self._draw()
        theme().changed.connect(self._draw)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words need at this width."""
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        if not self._scrolls:
            self.setMinimumHeight(self.content.heightForWidth(self.viewport().width()))

    def add(self, part: QWidget) -> None:
        """Add something under the example, in the middle."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(part)
        row.addStretch(1)
        self.body.insertLayout(self.body.count() - 1, row)

    def _draw(self) -> None:
        size = theme().px(56)
        self._picture.setPixmap(icon(self._icon_name, "accent").pixmap(QSize(size, size)))
        self._take_height()
