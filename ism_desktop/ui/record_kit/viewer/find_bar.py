"""The bar for finding words in the document that is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from ism_desktop.language import tr
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.buttons import icon_button
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.record_kit.viewer.finding import DocumentWords, Stretch

_PAUSE = 150  # milliseconds after the last key


class FindBar(QFrame):
    """Looks for what is typed and steps through the places. `found` carries all places and the current one."""

    found = Signal(object, object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("find_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.words = QLineEdit()
        self.words.setObjectName("find_words")
        self.words.setAccessibleName(tr("Find in this document"))
        self.words.setPlaceholderText(tr("Find in this document"))
        self.words.setClearButtonEnabled(True)
        self._loupe = self.words.addAction(icon("mdi6.text-search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.words.textEdited.connect(self._on_edited)
        self.count = secondary("")
        self.count.setObjectName("find_count")
        self.count.setWordWrap(False)
        row.addWidget(self.words, 1)
        row.addWidget(self.count)
        row.addWidget(
            icon_button(tr("Previous match (Shift+F3)"), "mdi6.chevron-up", self.previous, name="find_previous")
        )
        row.addWidget(icon_button(tr("Next match (F3)"), "mdi6.chevron-down", self.next, name="find_next"))
        row.addWidget(icon_button(tr("Close (Esc)"), "mdi6.close", self.close_bar, name="find_close"))
        self._timer = timer(self, _PAUSE)
        self._timer.timeout.connect(self.look)
        self._document = DocumentWords(())
        self._places: list[Stretch] = []
        self._at = 0
        self._from_page = 1
        self.hide()

    def set_document(self, words: DocumentWords) -> None:
        """Look in these words from now on."""
        self._document = words
        if not self.isHidden():
            self.look()

    def open_bar(self) -> None:
        """Show the bar and go to its field."""
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self.look()

    def look_for(self, words: str, page: int) -> None:
        """Show the bar with these words and the first place on or after a page, without taking the focus."""
        self.words.setText(words)
        self._from_page = page
        self.show()
        self.look()

    def start_at(self, page: int) -> None:
        """Begin at this page when something else is looked for."""
        self._from_page = page

    def look(self) -> None:
        """Look for what stands in the field."""
        self._timer.stop()
        self._places = self._document.find(self.words.text())
        after = (n for n, place in enumerate(self._places) if place.first.page >= self._from_page)
        self._at = next(after, 0)
        self._say()

    def next(self) -> None:
        """Go to the next place; from the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the place before; from the first to the last."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._timer.isActive():
            self.look()
        elif self._places:
            self._at = (self._at + step) % len(self._places)
            self._say()

    def _say(self) -> None:
        if not self.words.text().strip():
            self.count.setText("")
        elif not self._document.has_words:
            self.count.setText(tr("It contains no text"))
        elif not self._places:
            self.count.setText(tr("Not found"))
        else:
            self.count.setText(tr("{number} of {count}", number=self._at + 1, count=len(self._places)))
        self.found.emit(self._places, self._places[self._at] if self._places else None)

    def _on_edited(self) -> None:
        self._timer.start()

    def clear(self) -> None:
        """Hide the bar and take the marks away: another document is opened."""
        self._timer.stop()
        self.hide()
        self.words.clear()
        self._document = DocumentWords(())
        self._places = []
        self.found.emit([], None)

    def close_bar(self) -> None:
        """Hide the bar and take the marks away: the person is done; the words stay for the next time."""
        self._timer.stop()
        self.hide()
        self.closed.emit()  # before the marks go: what was found last stays chosen
        self._places = []
        self.found.emit([], None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Shift and Enter back, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.previous if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else self.next)()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
