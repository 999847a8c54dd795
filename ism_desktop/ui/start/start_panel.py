"""The card in the middle of the window before a vault is open: a head, the step's own parts, and what went wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from ism_desktop.errors import IsmError
from ism_desktop.ui.base import errors
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button
from ism_desktop.ui.kit.widgets.surfaces import Card, Column
from ism_desktop.ui.kit.widgets.text import label, secondary, title


class StartPanel(Column):
    """One step of the start. `body` of the card takes its parts; `show_error`, `show_progress` and `rest` tell how it goes."""

    def __init__(self, icon_name: str, words: str, sentence: str = "", *, width: int = 520) -> None:
        super().__init__(width)
        self._icon_name = icon_name
        self.body.addStretch(1)
        self.card = Card()
        self.card.body.setContentsMargins(32, 28, 32, 28)
        self.card.body.setSpacing(12)
        self.body.addWidget(self.card)
        self.body.addStretch(2)
        self._picture = QLabel()
        self.card.body.addWidget(self._picture)
        self.card.body.addWidget(title(words))
        if sentence:
            self.card.body.addWidget(secondary(sentence))
        self.card.body.addSpacing(4)
        self.error = Card(role="card-accent")
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
        theme().changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        size = theme().px(40)
        self._picture.setPixmap(icon(self._icon_name, "accent").pixmap(size, size))

    def finish(self) -> None:
        """Put the places for an error and for progress under the parts of the card."""
        self.card.body.addWidget(self.error)
        self.card.body.addWidget(self.working)

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong: our own errors inside the card, anything else as a bug."""
        if isinstance(error, IsmError):
            self.say(error.title, f"{error.what} {error.advice}".strip())
        else:
            errors.show(error, self.window())

    def say(self, words: str, sentences: str) -> None:
        """Say something that is no fault of anybody, in the place for errors."""
        self._error_title.setText(words)
        self._error_words.setText(sentences)
        self.error.show()
        self.ensureWidgetVisible(self.error)

    def hide_error(self) -> None:
        """Take the last error away."""
        self.error.hide()

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Say how far the slow work is."""
        self.working.show_progress(done, total, what)

    def set_working(self, *, working: bool) -> None:
        """Show or hide the progress bar."""
        self.working.setVisible(working)
        if working:
            self.hide_error()
            self.working.show_progress(0, 0, "")


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
        self.bar.setAccessibleName("Progress")
        column.addWidget(self.bar)
        column.addWidget(self.what)

    def show_progress(self, done: int, total: int, what: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.what.setText(f"{what}…" if what else "One moment…")


def back_row(pressed: object) -> QHBoxLayout:
    """The way back to the three choices."""
    row = QHBoxLayout()
    made = button("Back", role="quiet", icon_name="mdi6.arrow-left", name="back")
    made.clicked.connect(pressed)
    row.addWidget(made)
    row.addStretch(1)
    row.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return row
