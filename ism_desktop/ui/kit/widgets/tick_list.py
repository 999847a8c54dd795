"""A long list of sentences to tick: words wrap, groups have headings, and a press anywhere on a row ticks it."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme

ID = int(Qt.ItemDataRole.UserRole)
DETAIL = ID + 1
IS_HEADING = ID + 2

_Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_FAR = 100_000  # as high as a row can get


class TickList(QListWidget):
    """Rows with a tick box, under headings. Space and a press tick; Enter is left to the dialog."""

    def __init__(self, words: str, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setWordWrap(True)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Rows(self))
        self.itemClicked.connect(self._on_clicked)

    def add_heading(self, words: str, detail: str) -> None:
        """Add the heading of a group."""
        item = QListWidgetItem(words)
        item.setData(IS_HEADING, "yes")
        item.setData(DETAIL, detail)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def add_row(self, row_id: str, words: str, detail: str = "", *, is_settled: bool = False) -> None:
        """Add a row; a settled one is ticked and stays so."""
        item = QListWidgetItem(words)
        item.setData(ID, row_id)
        item.setData(DETAIL, detail)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        item.setFlags(flags if is_settled else flags | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_settled else Qt.CheckState.Unchecked)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, detail)
        self.addItem(item)

    def ticked(self) -> list[str]:
        """The ids of the rows that a person ticked, from top to bottom."""
        items = [self.item(place) for place in range(self.count())]
        return [
            item.data(ID)
            for item in items
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable and item.checkState() is Qt.CheckState.Checked
        ]

    def _on_clicked(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            ticked = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the dialog."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Rows(QStyledItemDelegate):
    """Draws a row: tick box, words, what explains them; or the heading of a group."""

    def __init__(self, view: TickList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002  (Qt's own signature)
        """As high as the wrapped words."""
        width = self._view.viewport().width()
        words, detail = self._areas(QRect(0, 0, width, _FAR), index)
        bottom = detail.bottom() if detail.height() else words.bottom()
        return QSize(width, bottom + theme().px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        painter.save()
        heading = bool(index.data(IS_HEADING))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver and not heading:
            painter.fillRect(option.rect, colour("hover"))
        words, detail = self._areas(option.rect, index)
        if not heading:
            self._draw_box(painter, option.rect, index)
        painter.setFont(self._font(index))
        settled = not heading and not index.flags() & Qt.ItemFlag.ItemIsUserCheckable
        painter.setPen(colour("muted" if settled else "text"))
        painter.drawText(words, _WRAP, index.data(Qt.ItemDataRole.DisplayRole))
        if detail.height():
            painter.setFont(theme().font(9.5))
            painter.setPen(colour("muted"))
            painter.drawText(detail, _WRAP, index.data(DETAIL))
        painter.restore()

    @staticmethod
    def _font(index: _Index) -> QFont:
        return theme().font(12 if index.data(IS_HEADING) else 11, bold=bool(index.data(IS_HEADING)))

    def _areas(self, rect: QRect, index: _Index) -> tuple[QRect, QRect]:
        heading = bool(index.data(IS_HEADING))
        left = rect.left() + (12 if heading else 12 + theme().px(30))
        top = rect.top() + theme().px(18 if heading else 8)
        room = QRect(left, top, rect.right() - left - 12, _FAR)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        words = QFontMetrics(self._font(index)).boundingRect(room, _WRAP, text)
        words = QRect(room.left(), top, room.width(), words.height())
        explained = index.data(DETAIL) or ""
        height = 0
        if explained:
            height = QFontMetrics(theme().font(9.5)).boundingRect(room, _WRAP, explained).height()
        return words, QRect(room.left(), words.bottom() + 2, room.width(), height)

    @staticmethod
    def _draw_box(painter: QPainter, rect: QRect, index: _Index) -> None:
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
        can_change = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        name = "mdi6.checkbox-marked" if ticked else "mdi6.checkbox-blank-outline"
        size = theme().px(22)
        box = QRect(rect.left() + 10, rect.top() + theme().px(7), size, size)
        icon(name, "accent" if ticked and can_change else "muted").paint(painter, box)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Tick with the keyboard; presses are taken by the list, wherever they fall."""
        if isinstance(event, QKeyEvent):
            return super().editorEvent(event, model, option, index)
        return False
