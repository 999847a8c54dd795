"""The panel in the middle of the window before a record is open: a head, the step's own parts, what went wrong, and the buttons.

It is as high as its parts, and never higher than the window: then the parts scroll, and the buttons below them stay in sight.
"""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.ui.base import errors
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.flow import FlowLayout
from ism_desktop.ui.kit.widgets.surfaces import Panel
from ism_desktop.ui.kit.widgets.text import label, secondary, title

_AROUND = 24  # pixels between the panel and the edge of the window
_EDGE = 4  # pixels around what scrolls, for the ring of what has the focus


class _Part(QFrame):
    """Tells when something in it came, went or changed its words.

    By its own `event`: a filter on it would be called while the panel is taken down, when half of it is gone already.
    """

    rearranged = Signal()

    def event(self, event: QEvent) -> bool:
        """Tell of it after it was taken in."""
        taken = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.rearranged.emit()
        return taken


class StartPanel(QWidget):
    """One step of the start. `body` takes its parts and `foot` its buttons, the primary one last.

    `show_error`, `show_message` and `show_progress` tell how it goes. `width` is in pixels at 100 % text.
    """

    def __init__(self, icon_name: str, words: str, sentence: str = "", *, width: int = 520) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon_name = icon_name
        self._width = width
        self.panel = _Part(self)
        self.panel.setProperty("role", "panel")
        self._column = QVBoxLayout(self.panel)
        self._column.setContentsMargins(28 - _EDGE, 24, 28 - _EDGE, 20)
        self._column.setSpacing(12)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._column.addWidget(self._scroll, 1)
        self._build_content(words, sentence)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.setContentsMargins(_EDGE, 0, _EDGE, 0)
        foot = QWidget()
        self.foot = FlowLayout(foot, at_end=True)
        self._buttons.addWidget(foot, 1)
        self._column.addLayout(self._buttons)
        self.below = QVBoxLayout()
        self.below.setContentsMargins(_EDGE, 0, _EDGE, 0)
        self.below.setSpacing(4)
        self._column.addLayout(self.below)
        theme().changed.connect(self._draw)
        self._draw()

    def _build_content(self, words: str, sentence: str) -> None:
        self._content = _Part()
        self._content.rearranged.connect(self._fit)
        self.panel.rearranged.connect(self._fit)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(_EDGE, 0, _EDGE, _EDGE)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(14)
        self._picture = QLabel()
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(title(words), 1)
        column.addLayout(head)
        if sentence:
            column.addWidget(secondary(sentence))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body)
        self.error = Panel(role="panel-accent")
        self.error.setObjectName("start_error")
        self._error_title = label("", "subheading")
        self._error_title.setObjectName("start_error_title")
        self._error_words = label("")
        self._error_words.setObjectName("start_error_words")
        self.error.body.addWidget(self._error_title)
        self.error.body.addWidget(self._error_words)
        self.error.hide()
        self.working = _Working()
        self.working.hide()
        column.addWidget(self.error)
        column.addWidget(self.working)
        column.addStretch(1)
        # What it needs is asked for its width; what its labels would need when they are narrow counts for nothing.
        self._content.setMinimumHeight(1)
        self._scroll.setWidget(self._content)
        self._content.setAutoFillBackground(False)

    def add_back(self, pressed: object) -> None:
        """Put the way back at the left end of the buttons."""
        made = button(tr("Back"), role="quiet", icon_name="mdi6.arrow-left", name="back")
        made.clicked.connect(pressed)
        self.add_beside(made)

    def add_beside(self, made: QPushButton) -> None:
        """Put a button that leads away at the left end of the buttons."""
        self._buttons.insertWidget(0, made, 0, Qt.AlignmentFlag.AlignBottom)

    # The room -------------------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        size = theme().px(36)
        self._picture.setPixmap(icon(self._icon_name, "accent").pixmap(size, size))
        self._fit()

    def _fit(self) -> None:
        """Give the panel the size that its parts want, within the window."""
        around = min(_AROUND, max(8, self.height() // 60))
        room = QSize(self.width() - 2 * around, self.height() - 2 * around)
        if room.width() <= 0 or room.height() <= 0:
            return
        margins = self._column.contentsMargins()
        sides = margins.left() + margins.right()
        needed = max(self._content.minimumSizeHint().width(), self._buttons.minimumSize().width()) + sides
        width = min(room.width(), max(theme().px(self._width), needed))
        inner = width - sides
        below = self.below.heightForWidth(inner) if self.below.hasHeightForWidth() else 0
        height = margins.top() + margins.bottom() + self._content.heightForWidth(inner) + 2 * self._scroll.frameWidth()
        height += self._buttons.heightForWidth(inner) + self._column.spacing() + below
        height += self.panel.height() - self.panel.contentsRect().height()  # the border that the style sheet draws
        height += self._column.spacing() if below > 0 else 0
        # Only where it is needed: once shown, the bar makes the parts narrower and higher, and so it would stay.
        policy = Qt.ScrollBarPolicy
        self._scroll.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if height > room.height() else policy.ScrollBarAlwaysOff
        )
        height = min(height, room.height())
        top = around + (room.height() - height) // 3
        self.panel.setGeometry((self.width() - width) // 2, top, width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Little: it takes the room that is left, and scrolls."""
        return QSize(480, 320)

    def minimumSizeHint(self) -> QSize:
        """As narrow as a phone: what is inside wraps."""
        return QSize(240, 200)

    # How it goes ----------------------------------------------------------------------------------------------------------

    def show_error(self, error: BaseException) -> None:
        """Show what went wrong: our own errors inside the panel, anything else as a bug."""
        if isinstance(error, IsmError):
            self.show_message(str(error.title), f"{error.what} {error.advice}".strip())
        else:
            errors.show(error, self.window())

    def show_message(self, words: str, sentences: str) -> None:
        """Show something that is no fault of anybody, in the place for errors."""
        self._error_title.setText(words)
        self._error_words.setText(sentences)
        self.error.show()
        # Once it has its place.
        QTimer.singleShot(0, self, self._show_end_of_error)

    def _show_end_of_error(self) -> None:
        if self.error.isVisibleTo(self):
            self._scroll.ensureWidgetVisible(self.error, 0, 8)

    def hide_error(self) -> None:
        """Take the last error away."""
        self.error.hide()

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how far the slow work is."""
        self.working.show_progress(done, total, what)

    def set_working(self, *, working: bool) -> None:
        """Show or hide the progress bar."""
        self.working.setVisible(working)
        if working:
            self.hide_error()
            self.working.show_progress(0, 0, "")
            QTimer.singleShot(0, self, self._show_working)

    def _show_working(self) -> None:
        if self.working.isVisibleTo(self):
            self._scroll.ensureWidgetVisible(self.working, 0, 8)


class _Working(QWidget):
    """A bar and what is being done."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self.what = secondary("")
        self.what.setObjectName("start_what")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        column.addWidget(self.bar)
        column.addWidget(self.what)

    def show_progress(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.what.setText(tr("{what}…", what=what) if what else tr("One moment…"))
