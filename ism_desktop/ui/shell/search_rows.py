"""The rows of what was found: a hit with what was found marked in its context, the head of a group, and the way to more of a kind."""

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ism_desktop.language import tr
from ism_desktop.records.search import HIT_END, HIT_START, Hit
from ism_desktop.ui.kit.theme import colour, theme

HIT = Qt.ItemDataRole.UserRole
"""What a row is: a `Hit`, `More`, or nothing for the head of a group."""


@dataclass(frozen=True, slots=True)
class More:
    """The row that leads to more of one kind."""

    kind: str


def marked(hit: Hit) -> str:
    """The hit as rich text: its title, its page, and the context with what was found marked."""
    ink, muted, mark = (colour(role).name() for role in ("text", "muted", "mark"))
    context = escape(" ".join(hit.snippet.split()))
    context = context.replace(HIT_START, f'<span style="background:{mark};color:{ink}">').replace(HIT_END, "</span>")
    page = f" <span style='color:{muted}'>· {escape(tr('page {number}', number=hit.page))}</span>" if hit.page else ""
    if not context:
        return escape(hit.title)
    return f"<b>{escape(hit.title)}</b>{page}<br><span style='color:{muted}'>{context}</span>"


class _Delegate(QStyledItemDelegate):
    """Draws a hit as rich text, and the head of a group as small print.

    `heights` are those measured so far, by row and width: panel and list ask for each several times, and it takes half a millisecond.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heights: dict[tuple[int, int], int] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        self.initStyleOption(option, index)
        option.text = ""
        painter.save()
        data = index.data(HIT)
        if data is not None and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour("accent_soft"))
        elif data is not None and option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, colour("hover"))
        document = self._document(index, option.rect.width() - 32)
        painter.translate(option.rect.left() + 16, option.rect.top() + (6 if data is not None else 10))
        document.drawContents(painter, QRectF(0, 0, option.rect.width() - 32, option.rect.height()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its text."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        height = self.heights.get((index.row(), width))
        if height is None:
            height = round(self._document(index, width - 32).size().height()) + 12
            self.heights[index.row(), width] = height
        return QSize(width, height)

    @staticmethod
    def _document(index: QModelIndex | QPersistentModelIndex, width: int) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        data = index.data(HIT)
        document.setDefaultFont(theme().font() if data is not None else theme().font(9.5, bold=True))
        words = escape(index.data(Qt.ItemDataRole.DisplayRole) or "")
        ink = colour("accent" if isinstance(data, More) else "muted").name()
        document.setHtml(marked(data) if isinstance(data, Hit) else f"<span style='color:{ink}'>{words}</span>")
        document.setTextWidth(max(80, width))
        return document


class SearchRows(QListView):
    """The list of them; keys are the search box's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search_list")
        self.setAccessibleName(tr("Search results"))
        self.setProperty("role", "results")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        theme().changed.connect(self.forget_heights)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def forget_heights(self) -> None:
        """Measure the rows anew: there are others now, or they are written larger."""
        self._delegate.heights.clear()
