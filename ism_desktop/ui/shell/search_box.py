"""The search box on top of every page, and its results in a panel below it: grouped by kind, the hit highlighted in its context."""

from html import escape
from itertools import groupby

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QStandardItem, QStandardItemModel, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ism_desktop.language import tr
from ism_desktop.library import guide as guides
from ism_desktop.records.kinds import BY_NAME, KINDS
from ism_desktop.records.search import HIT_END, HIT_START, Hit
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.kit.widgets.text import label
from ism_desktop.ui.shell.guide_hits import GUIDE, guide_hits

_HIT = Qt.ItemDataRole.UserRole
_ORDER = {kind.name: number for number, kind in enumerate(KINDS)}
_PAUSE = 120  # milliseconds after the last key


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
        hit = index.data(_HIT)
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
        hit = index.data(_HIT)
        document.setDefaultFont(theme().font() if hit is not None else theme().font(9.5, bold=True))
        words = escape(index.data(Qt.ItemDataRole.DisplayRole) or "")
        ink = colour("muted").name()
        document.setHtml(marked(hit) if hit is not None else f"<span style='color:{ink}'>{words}</span>")
        document.setTextWidth(max(80, width))
        return document


class SearchBox(QLineEdit):
    """Ctrl+F comes here, Esc leaves, the arrow keys choose, Enter opens."""

    opened = Signal(object)  # Hit
    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setProperty("role", "search")
        self.setAccessibleName(tr("Search everything"))
        self.setPlaceholderText(tr("Search everything, including inside documents"))
        self.setClearButtonEnabled(True)
        self._loupe = self.addAction(icon("mdi6.magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self._workspace = workspace
        self._panel: _Panel | None = None
        self._timer = timer(self, _PAUSE)
        self._timer.timeout.connect(self.search_now)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(self._on_text_changed)
        workspace.indexed.connect(self._on_indexed)

    def begin(self) -> None:
        """Put the cursor here, over what was looked for last."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def panel(self) -> "_Panel":
        """The results, as a child of the window, made at the first search."""
        if self._panel is None:
            self._panel = _Panel(self.window())
            self._panel.list.clicked.connect(self._on_clicked)
            self.window().installEventFilter(self)
        return self._panel

    def _on_edited(self) -> None:
        self._timer.start()

    def _on_text_changed(self, words: str) -> None:
        if not words.strip():
            self.close_results()

    def _on_indexed(self) -> None:
        if self._panel is not None and self._panel.isVisible():
            self.search_now()

    def search_now(self) -> None:
        """Look for what stands in the box."""
        self._timer.stop()
        words = self.text().strip()
        if not words:
            self.close_results()
            return
        panel = self.panel()
        panel.fill(words, self._workspace.index.search(words), guide_hits(guides.load(), words))
        self._place()
        panel.show()
        panel.raise_()

    def close_results(self) -> None:
        """Hide the results; the words stay in the box."""
        self._timer.stop()
        if self._panel is not None:
            self._panel.hide()

    def _place(self) -> None:
        panel, window = self.panel(), self.window()
        corner = self.mapTo(window, QPoint(0, self.height() + 4))
        width = min(max(self.width(), theme().px(480)), window.width() - 32)
        left = max(16, min(corner.x() + (self.width() - width) // 2, window.width() - width - 16))
        space = window.height() - corner.y() - 24
        panel.setGeometry(left, corner.y(), width, min(space, panel.wanted_height(width)))

    def _on_clicked(self, index: QModelIndex) -> None:
        hit = index.data(_HIT)
        if hit is not None:
            self._open(hit)

    def _open(self, hit: Hit) -> None:
        self.close_results()
        self._workspace.searched_words = self.text().strip() if hit.document_id is not None else ""
        self.opened.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the results under the box when the window changes its size."""
        if event.type() is QEvent.Type.Resize and self._panel is not None and self._panel.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrow keys, open with Enter, leave with Esc."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.close_results()
            self.left.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._panel is not None and self._panel.isVisible():
            self._panel.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive() or self._panel is None or not self._panel.isVisible():
                self.search_now()
            hit = self._panel.current() if self._panel is not None else None
            if hit is not None:
                self._open(hit)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the results when another part of the window is used."""
        super().focusOutEvent(event)
        if event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.MouseFocusReason,
        ):
            self.close_results()


class _Panel(QFrame):
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
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)

    def fill(self, words: str, own: list[Hit], guide: list[Hit]) -> None:
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
            for hit in group:
                plain = hit.snippet.replace(HIT_START, "").replace(HIT_END, "")
                words = tr("{title}: {text}", title=hit.title, text=plain) if plain else hit.title
                row = QStandardItem(words)
                row.setData(hit, _HIT)
                self._model.appendRow(row)
        if hits:
            self.list.setCurrentIndex(self._model.index(1, 0))

    def _add_head(self, words: str) -> None:
        head = QStandardItem(words)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self._model.appendRow(head)

    def wanted_height(self, width: int) -> int:
        if not self._model.rowCount():
            return self.sizeHint().height()
        self.list.resize(width - 2, self.list.height())
        rows = sum(self.list.sizeHintForRow(row) for row in range(self._model.rowCount()))
        return rows + 28

    def step(self, step: int) -> None:
        row = self.list.currentIndex().row() + step
        while 0 <= row < self._model.rowCount():
            if self._model.index(row, 0).data(_HIT) is not None:
                self.list.setCurrentIndex(self._model.index(row, 0))
                return
            row += step

    def current(self) -> Hit | None:
        return self.list.currentIndex().data(_HIT) if self.list.currentIndex().isValid() else None
