"""The list of hits under the search box: grouped by kind, the hit highlighted in its context; chips to narrow it down stand above."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel, QTextDocument
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from ism_desktop.language import in_use, tr
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.search import HIT_END, HIT_START, Hit
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.shell.guide_hits import GUIDE
from ism_desktop.ui.shell.search_chips import ChipRow

HIT = Qt.ItemDataRole.UserRole
_SIMILAR_SAID = 4
_ORDER = {kind.name: number for number, kind in enumerate(KINDS)}


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
    """Draws a hit as rich text, and the head of a group as small print."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        self.initStyleOption(option, index)
        option.text = ""
        painter.save()
        hit = index.data(HIT)
        if hit is not None and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour("accent_soft"))
        elif hit is not None and option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, colour("hover"))
        document = self._document(index, option.rect.width() - 32)
        painter.translate(option.rect.left() + 16, option.rect.top() + (6 if hit is not None else 10))
        document.drawContents(painter, QRectF(0, 0, option.rect.width() - 32, option.rect.height()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its text."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        return QSize(width, round(self._document(index, width - 32).size().height()) + 12)

    @staticmethod
    def _document(index: QModelIndex | QPersistentModelIndex, width: int) -> QTextDocument:
        document = QTextDocument()
        document.setDocumentMargin(0)
        hit = index.data(HIT)
        document.setDefaultFont(theme().font() if hit is not None else theme().font(9.5, bold=True))
        words = escape(index.data(Qt.ItemDataRole.DisplayRole) or "")
        ink = colour("muted").name()
        document.setHtml(marked(hit) if hit is not None else f"<span style='color:{ink}'>{words}</span>")
        document.setTextWidth(max(80, width))
        return document


class SearchPanel(QFrame):
    """The list of hits under the search box; it never takes the focus from it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("search_results")
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 1, 8)
        column.setSpacing(0)
        self.nothing = label("")
        self.nothing.setObjectName("search_nothing")
        self.nothing.setContentsMargins(16, 8, 16, 8)
        self.list = QListView()
        self.list.setObjectName("search_list")
        self.list.setAccessibleName(tr("Search results"))
        self.list.setProperty("role", "results")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        self.chips = ChipRow(self)
        column.addWidget(self.chips)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)

    def fill(self, words: str, own: list[Hit], guide: list[Hit]) -> None:
        """Show what was found; what is nearly the same comes in later."""
        self._model.clear()
        hits = [*sorted(own, key=lambda hit: _ORDER[hit.kind]), *guide]
        self.nothing.setVisible(not hits)
        self.list.setVisible(bool(hits))
        self.nothing.setText(tr("No results for “{words}”. Try fewer letters or another word.", words=words))
        if guide and not own:
            self._add_head(tr("Nothing in your own record. In the guide:"))
        for kind, group in groupby(hits, key=lambda hit: hit.kind):
            if own or kind != GUIDE:
                self._add_head(tr("Guide") if kind == GUIDE else BY_NAME[kind].plural)
            self._add_hits(group)
        if hits:
            self._choose_first()

    def add_similar(self, hits: Sequence[Hit], typed: Sequence[str]) -> None:
        """Show, below all that was found, where words stand that are nearly those which were typed."""
        if not hits:
            return
        others = sorted({word for hit in hits for word in hit.words} - set(typed))
        words = in_use().listed(others[:_SIMILAR_SAID])
        was_empty = not self._model.rowCount()
        self._add_head(
            tr("Nothing says it so. Similar words: {words}", words=words)
            if was_empty
            else tr("Similar words: {words}", words=words)
        )
        self._add_hits(hits)
        self.nothing.hide()
        self.list.show()
        if was_empty:
            self._choose_first()

    def _add_hits(self, hits: Iterable[Hit]) -> None:
        for hit in hits:
            plain = hit.snippet.replace(HIT_START, "").replace(HIT_END, "")
            row = QStandardItem(tr("{title}: {text}", title=hit.title, text=plain) if plain else hit.title)
            row.setData(hit, HIT)
            self._model.appendRow(row)

    def _choose_first(self) -> None:
        self.list.setCurrentIndex(self._model.index(1, 0))
        self.list.scrollToTop()  # to the head of its group

    def _add_head(self, words: str) -> None:
        head = QStandardItem(words)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self._model.appendRow(head)

    def wanted_height(self, width: int) -> int:
        """So high that nothing has to be scrolled."""
        chips = self.chips.height_for(width - 2)
        if not self._model.rowCount():
            return self.nothing.sizeHint().height() + chips + 28
        self.list.resize(width - 2, self.list.height())
        rows = sum(self.list.sizeHintForRow(row) for row in range(self._model.rowCount()))
        return rows + chips + 28

    def step(self, step: int) -> None:
        """Choose the next or the former hit."""
        row = self.list.currentIndex().row() + step
        while 0 <= row < self._model.rowCount():
            if self._model.index(row, 0).data(HIT) is not None:
                self.list.setCurrentIndex(self._model.index(row, 0))
                return
            row += step

    def current(self) -> Hit | None:
        """The chosen hit."""
        return self.list.currentIndex().data(HIT) if self.list.currentIndex().isValid() else None
