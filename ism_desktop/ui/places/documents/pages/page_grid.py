"""The pages of a plan as a grid of thumbnails: chosen with the mouse or the keys, dragged to another place."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ism_desktop.documents.page_plan import Plan, PlannedPage
from ism_desktop.language import tr
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.places.documents.pages.page_thumbs import PageThumbs
from ism_desktop.ui.record_kit.viewer.cell_drawing import draw_ground, draw_picture

_Index = QModelIndex | QPersistentModelIndex
PAGE = int(Qt.ItemDataRole.UserRole)
_CELL, _PICTURE, _PAD = 132, 150, 8


def spoken(page: PlannedPage, place: int) -> str:
    """A page for a screen reader: its number, and what is done to it."""
    done = [tr("Page {number}", number=place + 1)]
    if page.turn:
        done.append(tr("turned by {degrees}°", degrees=page.turn))
    if page.crop is not None:
        done.append(tr("cropped"))
    if page.angle or page.corners is not None:
        done.append(tr("straightened"))
    if page.even:
        done.append(tr("cleaned up"))
    if page.black:
        done.append(tr("blacked out in part"))
    return ", ".join(done)


class PageModel(QAbstractListModel):
    """One row for each page of the plan."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.plan: Plan = ()

    def show_plan(self, plan: Plan) -> None:
        """Show these pages."""
        same = len(plan) == len(self.plan)
        if not same:
            self.beginResetModel()
        self.plan = plan
        if same and plan:
            self.dataChanged.emit(self.index(0), self.index(len(plan) - 1))
        elif not same:
            self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """The number of pages."""
        return 0 if parent is not None and parent.isValid() else len(self.plan)

    def data(self, index: _Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """The page, and its words."""
        if not index.isValid() or index.row() >= len(self.plan):
            return None
        page = self.plan[index.row()]
        if role == PAGE:
            return page
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(page, index.row())
        return None


class PageGrid(QListView):
    """`moved` carries the places of pages that were dragged and the place before which they shall stand; `opened` the place of a page."""

    moved = Signal(list, int)
    opened = Signal(int)
    chosen = Signal()

    def __init__(self, thumbs: PageThumbs) -> None:
        super().__init__()
        self.setObjectName("page_grid")
        self.setAccessibleName(tr("Pages"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSelectionRectVisible(True)
        self.setMinimumHeight(theme().px(120))
        self.verticalScrollBar().setSingleStep(40)
        # Dragged by hand, not by the desktop's drag and drop: pages stay within this grid, and a line shows where they come to stand.
        self.setDragEnabled(False)
        self._pressed: tuple[QPoint, int] | None = None
        self._dragging = False
        self._before: int | None = None
        self.pages = PageModel(self)
        self.setModel(self.pages)
        self._thumbs = thumbs
        self.setItemDelegate(_Drawing(self, thumbs))
        thumbs.arrived.connect(self._on_arrived)
        theme().changed.connect(self._fit)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().selectionChanged.connect(self._on_chosen)

    def show_plan(self, plan: Plan, chosen: Iterable[int] | None = None) -> None:
        """Show pages, and choose some of them; by default what was chosen stays chosen."""
        current = self.currentIndex().row()
        places = self.places() if chosen is None else list(chosen)
        self.pages.show_plan(plan)
        self.choose([place for place in places if place < len(plan)] or [min(max(0, current), len(plan) - 1)])

    def choose(self, places: Iterable[int]) -> None:
        """Choose these pages; the cursor stands on the first."""
        wanted = sorted(places)
        flags = QItemSelectionModel.SelectionFlag
        selection = QItemSelection()
        start = 0
        for place in range(1, len(wanted) + 1):
            # Pages one after the other as one range: Qt takes its time over thousands of single ones.
            if place == len(wanted) or wanted[place] != wanted[place - 1] + 1:
                selection.select(self.pages.index(wanted[start]), self.pages.index(wanted[place - 1]))
                start = place
        if wanted:
            self.selectionModel().setCurrentIndex(self.pages.index(wanted[0]), flags.NoUpdate)
        self.selectionModel().select(selection, flags.ClearAndSelect)
        if wanted:
            self.scrollTo(self.pages.index(wanted[0]))

    def places(self) -> list[int]:
        """The chosen pages, from 0."""
        rows: set[int] = set()
        for part in self.selectionModel().selection().toList():
            rows.update(range(part.top(), part.bottom() + 1))
        return sorted(rows)

    def cell(self) -> QSize:
        """The room of one page."""
        width = max(1, self.viewport().width() - 1)
        columns = max(1, width // theme().px(_CELL))
        line = QFontMetrics(theme().font(10)).lineSpacing()
        return QSize(width // columns, self.picture_height() + line + 4 * _PAD)

    def picture_height(self) -> int:
        """How high a thumbnail may be: lower where there is little room."""
        return max(theme().px(64), min(theme().px(_PICTURE), round(self.viewport().height() * 0.6)))

    def _fit(self) -> None:
        self.setGridSize(self.cell())
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width evenly."""
        self._fit()
        super().resizeEvent(event)

    def _on_arrived(self, _key: object) -> None:
        self.viewport().update()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _on_chosen(self) -> None:
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space alone chooses the page under the cursor or not; Enter looks at it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.Toggle)
        else:
            super().keyPressEvent(event)

    # Dragging -------------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a page, or of all that are chosen; beside the pages a frame begins that chooses."""
        index = self.indexAt(event.position().toPoint())
        plain = event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        self._pressed = (event.position().toPoint(), index.row()) if plain and index.isValid() else None
        if self._pressed is not None and index.row() in self.places():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            return  # what is chosen stays chosen while it is dragged
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the pages would stand, and scroll along at the edges."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        at = event.position().toPoint()
        if not self._dragging and (at - self._pressed[0]).manhattanLength() < QApplication.startDragDistance():
            return
        self._dragging = True
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        edge, bar = theme().px(36), self.verticalScrollBar()
        if at.y() < edge:
            bar.setValue(bar.value() - 16)
        elif at.y() > self.viewport().height() - edge:
            bar.setValue(bar.value() + 16)
        self._before = self.place_before(at)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Move the pages there; without a drag, choose the one that was pressed."""
        pressed, self._pressed = self._pressed, None
        before, self._before = self._before, None
        dragged, self._dragging = self._dragging, False
        self.viewport().unsetCursor()
        self.viewport().update()
        if dragged and before is not None:
            self.moved.emit(self.places(), before)
        elif pressed is not None and len(self.places()) > 1:
            self.choose([pressed[1]])
        super().mouseReleaseEvent(event)

    def place_before(self, at: QPoint) -> int:
        """Before which page something dropped there stands."""
        index = self.indexAt(at)
        if index.isValid():
            box = self.visualRect(index)
            return index.row() + (at.x() > box.center().x())
        cell, top = self.gridSize(), self.verticalOffset()
        columns = max(1, self.viewport().width() // max(1, cell.width()))
        row = (at.y() + top) // max(1, cell.height())
        column = min(columns, at.x() // max(1, cell.width()) + 1)
        return min(len(self.pages.plan), row * columns + column)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages, and the line at which dragged ones would stand."""
        super().paintEvent(event)
        if self._before is None or not self.pages.plan:
            return
        last = self._before >= len(self.pages.plan)
        box = self.visualRect(self.pages.index(min(self._before, len(self.pages.plan) - 1)))
        x = box.right() if last else box.left()
        painter = QPainter(self.viewport())
        painter.setPen(QPen(colour("accent"), 4))
        painter.drawLine(x, box.top() + 6, x, box.bottom() - 6)
        painter.end()


class _Drawing(QStyledItemDelegate):
    """Draws one page."""

    def __init__(self, grid: PageGrid, thumbs: PageThumbs) -> None:
        super().__init__(grid)
        self._grid = grid
        self._thumbs = thumbs

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """The same for all."""
        return self._grid.cell()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the ground, the page, its number and marks for what is done to it."""
        page: PlannedPage | None = index.data(PAGE)
        if page is None:
            return
        box = option.rect.adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option, box)
        high = self._grid.picture_height()
        room = QRect(box.x() + _PAD, box.y() + _PAD, box.width() - 2 * _PAD, high)
        draw_picture(painter, room, self._thumbs.get(page), failed=self._thumbs.failed(page))
        self._words(
            painter, QRect(box.x(), box.y() + high + _PAD, box.width(), box.height() - high - _PAD), index, page
        )
        painter.restore()

    def _words(self, painter: QPainter, room: QRect, index: _Index, page: PlannedPage) -> None:
        marks = [
            name
            for name, holds in (
                ("mdi6.rotate-right", bool(page.turn)),
                ("mdi6.crop", page.crop is not None),
                ("mdi6.image-filter-tilt-shift", bool(page.angle) or page.corners is not None),
                ("mdi6.auto-fix", page.even),
                ("mdi6.marker", bool(page.black)),
                ("mdi6.plus-box-outline", bool(page.source) and self._thumbs.has_own),
            )
            if holds
        ]
        painter.setFont(theme().font(10))
        painter.setPen(colour("text"))
        words = str(index.row() + 1)
        size = theme().px(14)
        metrics = QFontMetrics(theme().font(10))
        wide = metrics.horizontalAdvance(words) + len(marks) * (size + 4)
        x = room.x() + max(0, (room.width() - wide) // 2)
        painter.drawText(QRect(x, room.y(), room.width(), room.height()), Qt.AlignmentFlag.AlignVCenter, words)
        x += metrics.horizontalAdvance(words) + 4
        for name in marks:
            icon(name, "muted").paint(painter, QRect(x, room.center().y() - size // 2, size, size))
            x += size + 4
