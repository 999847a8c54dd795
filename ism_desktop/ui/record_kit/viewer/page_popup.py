"""The numbers of all pages as a list to choose from; it opens under the number of the page that is shown."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ism_desktop.language import tr
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.record_kit.viewer.page_strip import PageNumbers

_LINES = 10


class PagePopup(QListView):
    """`wanted` carries the page that was chosen. Arrows, Home, End and typed numbers go through the list, Enter or a click chooses."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setObjectName("page_list")
        self.setAccessibleName(tr("Go to page"))
        self.setProperty("role", "framed")
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.numbers = PageNumbers(self)
        self.setModel(self.numbers)
        self.clicked.connect(self._on_taken)

    def open_under(self, under: QWidget, page: int, pages: int) -> None:
        """Open below a widget, with the page that is shown marked."""
        self.numbers.set_pages(pages)
        self.setCurrentIndex(self.numbers.index(page - 1))
        line = max(1, self.sizeHintForRow(0))
        frame = 2 * self.frameWidth()
        wide = QFontMetrics(theme().font()).horizontalAdvance(str(pages)) + theme().px(64)
        self.resize(max(wide, under.width()), min(_LINES, pages) * line + frame)
        self.move(under.mapToGlobal(QPoint(0, under.height())))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, Esc closes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_taken(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _on_taken(self, index: QModelIndex) -> None:
        self.close()
        if index.isValid():
            self.wanted.emit(index.row() + 1)
