"""The pages of a document as a strip of small pictures beside them: only those in sight are drawn, however many pages there are."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent, QTransform
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ism_desktop.language import in_use, tr
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.record_kit.viewer.cell_drawing import draw_ground, draw_picture
from ism_desktop.ui.record_kit.viewer.small_pages import OWN, SmallPages

_Index = QModelIndex | QPersistentModelIndex
_SIDE = 224  # pixels of the longer side of a picture
_KEPT, _AT_A_TIME = 240, 3
_PAD = 6
_SHAPE = 1.3  # the height of a picture's room for its width: a little less than that of a sheet of paper


class PageNumbers(QAbstractListModel):
    """One row for each page, without anything made for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = 0

    def set_pages(self, pages: int) -> None:
        """Show so many pages."""
        self.beginResetModel()
        self._pages = pages
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """The number of pages."""
        return 0 if parent is not None and parent.isValid() else self._pages

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The number of the page; for a screen reader, also of how many."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return str(index.row() + 1)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return tr("Page {number} of {count}", number=index.row() + 1, count=self._pages)
        return None


class PageStrip(QListView):
    """`wanted` carries the page, from 1, that a person went to; `left` says that Enter gave the keys back to the pages."""

    wanted = Signal(int)
    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("page_strip")
        self.setAccessibleName(tr("Thumbnails"))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(48)
        self.numbers = PageNumbers(self)
        self.setModel(self.numbers)
        self.pictures = SmallPages(workspace, None, self, side=_SIDE, kept=_KEPT, at_a_time=_AT_A_TIME)
        self.pictures.arrived.connect(self._on_arrived)
        self.rotation = 0
        self._following = False
        self.setItemDelegate(_Drawing(self))
        theme().changed.connect(self._fit)

    def open(self, document_id: str | None, pages: int) -> None:
        """Show the pages of another document or version, or of none."""
        self.pictures.open(document_id)
        self.rotation = 0
        self._following = True
        self.numbers.set_pages(pages if document_id is not None else 0)
        self._following = False
        self.show_page(1)

    def show_page(self, page: int) -> None:
        """Mark a page, and have it in sight."""
        self._following = True
        index = self.numbers.index(page - 1)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._following = False

    def turn(self, degrees: int) -> None:
        """Follow the pages, turned so far on the screen."""
        self.rotation = degrees
        self.viewport().update()

    def cell(self) -> QSize:
        """The room of one page."""
        width = max(1, self.viewport().width())
        return QSize(width, self.picture_height() + QFontMetrics(theme().font(10)).lineSpacing() + 3 * _PAD)

    def picture_height(self) -> int:
        """How high a picture may be."""
        return round(max(1, self.viewport().width() - 4 * _PAD) * _SHAPE)

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page that is marked in sight."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
        self.scrollTo(self.currentIndex())

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Ask for the page that a person went to."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._following:
            self.wanted.emit(current.row() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the page itself; arrows, Home and End go through the pages."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the viewer's own
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _typed: str) -> None:
        """Nothing is looked for by its first letters: a number is typed into the field above the pages."""

    def _on_arrived(self, _key: object) -> None:
        self.viewport().update()


class _Drawing(QStyledItemDelegate):
    """Draws one page and its number."""

    def __init__(self, strip: PageStrip) -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """The same for all."""
        return self._strip.cell()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the ground, which marks the page that is shown, its picture and its number."""
        box = option.rect.adjusted(2, 2, -2, -2)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option, box)
        high = self._strip.picture_height()
        self._picture(painter, QRect(box.x() + _PAD, box.y() + _PAD, box.width() - 2 * _PAD, high), index.row())
        font = theme().font(10)
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(colour("text"))
        words = QRect(box.x(), box.y() + high + _PAD, box.width(), box.height() - high - _PAD)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, in_use().number(index.row() + 1))
        painter.restore()

    def _picture(self, painter: QPainter, room: QRect, row: int) -> None:
        key = (OWN, row)
        found = self._strip.pictures.get_key(key)
        if found is not None and self._strip.rotation:
            found = found.transformed(QTransform().rotate(self._strip.rotation))
        draw_picture(painter, room, found, failed=self._strip.pictures.failed_key(key))
