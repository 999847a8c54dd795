"""One line of the sidebar."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget


class Entry(QPushButton):
    """A line of the sidebar: a place, the head of a group, a saved search, settings or lock. Keys that move are handled by the sidebar."""

    moved = Signal(object, object)  # the entry, the QKeyEvent; accepted when it meant something

    def __init__(self, words: str, name: str, group: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.in_group = group
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click goes to the page and leaves no ring behind

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click leaves no ring on the entry that had the focus before, or two would seem chosen."""
        focused = QApplication.focusWidget()
        if isinstance(focused, Entry) and focused is not self:
            focused.clearFocus()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what a click does; the rest is for the sidebar first."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        event.ignore()
        self.moved.emit(self, event)
        if not event.isAccepted():
            super().keyPressEvent(event)


class SearchEntry(Entry):
    """A saved search, whose menu opens by the right button, the menu key and Shift+F10."""

    menu_wanted = Signal(object, object)  # the entry, the QPoint on the screen

    def __init__(self, words: str, group: str, search_id: str, parent: QWidget | None) -> None:
        super().__init__(words, f"search.{search_id}", group, parent)
        self.search_id = search_id

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, beside the entry where it was opened by a key."""
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.mapToGlobal(self.rect().bottomLeft())
        self.menu_wanted.emit(self, at)
