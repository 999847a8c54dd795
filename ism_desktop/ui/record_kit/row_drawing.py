"""How a list draws its rows where it is narrow, two lines each, and the frame around a list that has the focus."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme

_Index = QModelIndex | QPersistentModelIndex
_PAD = 11  # pixels at 100 %: where the words of the head begin, too


class TwoLines(QStyledItemDelegate):
    """Draws a row as its title with a second line below; `words_of` gives both for a row."""

    def __init__(self, view: QAbstractItemView, words_of: Callable[[int], tuple[str, str]]) -> None:
        super().__init__(view)
        self._words_of = words_of

    @staticmethod
    def row_height() -> int:
        """How high a row is."""
        lines = QFontMetrics(theme().font(bold=True)).lineSpacing() + QFontMetrics(theme().font(9.5)).lineSpacing()
        return lines + theme().px(14)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002  (Qt's signature)
        """The same for all."""
        return QSize(theme().px(120), self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the ground, both lines, and a pencil where something is unsaved."""
        painter.save()
        rect = QRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("hover"))
        painter.setPen(colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        room = rect.adjusted(theme().px(_PAD), theme().px(6), -theme().px(8), -theme().px(6))
        mark = index.data(Qt.ItemDataRole.DecorationRole)
        if mark is not None:
            size = theme().px(18)
            icon("mdi6.pencil-outline", "accent").paint(painter, QRect(room.right() - size, room.top(), size, size))
            room.setRight(room.right() - size - theme().px(6))
        title, detail = self._words_of(index.row())
        top = room.top()
        for words, font, ink in ((title, theme().font(bold=True), "text"), (detail, theme().font(9.5), "muted")):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(colour(ink))
            line = QRect(room.left(), top, room.width(), metrics.lineSpacing())
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), cut)
            top += metrics.lineSpacing() + theme().px(2)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Say both lines whole, which may be cut in the row."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), "\n".join(filter(None, self._words_of(index.row()))), view)
        return True


class FocusFrame(QWidget):
    """Lies over a whole list and frames it while its table has the focus: nothing inside, head, scroll bar or row, can break it."""

    def __init__(self, around: QWidget, watched: QWidget) -> None:
        super().__init__(around)
        self.setObjectName("focus_frame")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around = around
        self._watched = watched
        around.installEventFilter(self)
        watched.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the list and the focus of its table."""
        if watched is self._around and event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.setGeometry(self._around.rect())
            self.raise_()
        elif watched is self._watched and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.setVisible(event.type() == QEvent.Type.FocusIn)
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002  (Qt's signature)
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("focus"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()
