"""The list of the shelf: documents as thumbnails or as rows, with their title, kind, date and pages."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QPainter,
    QRegion,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from ism_desktop.language import tr
from ism_desktop.records.tag_names import last_part
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import colour, theme
from ism_desktop.ui.places.documents.entries import Entry
from ism_desktop.ui.places.documents.shelf_model import ENTRY, ShelfModel
from ism_desktop.ui.record_kit.thumbnails import Thumbnails
from ism_desktop.ui.record_kit.viewer.cell_drawing import draw_ground, draw_picture

_Index = QModelIndex | QPersistentModelIndex
_CELL = 126  # pixels at 100 %: the least width of a thumbnail's cell
_WIDE_CELL = 200  # from here on date and pages stand in one line
_PICTURE = 140  # the height of the picture in it
_ROW = 92
_PAD = 8
_MANY_ROWS = 200  # more than any window shows


class ShelfList(QListView):
    """Shows entries. `open_wanted` comes with Enter, double click and Ctrl+E."""

    open_wanted = Signal()

    def __init__(self, entries: ShelfModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.setObjectName("list.documents")
        self.setAccessibleName(tr("Documents"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(40)
        self._tiles = True
        self.entries = entries
        self.setModel(entries)
        self.setItemDelegate(_Drawing(self, thumbnails))
        self.doubleClicked.connect(self._on_double_clicked)
        thumbnails.arrived.connect(self._on_thumbnail)
        theme().changed.connect(self._fit)
        self.show_tiles(tiles=True)

    def show_tiles(self, *, tiles: bool) -> None:
        """Show thumbnails side by side, or one row for each document."""
        self._tiles = tiles
        self.setViewMode(QListView.ViewMode.IconMode if tiles else QListView.ViewMode.ListMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(0)
        # The icon mode brings its own way of choosing with a rubber band; both shall choose alike.
        self.setSelectionRectVisible(tiles)
        self._fit()

    @property
    def tiles(self) -> bool:
        """Whether thumbnails stand side by side."""
        return self._tiles

    def cell(self) -> QSize:
        """The room of one document."""
        width = max(1, self.viewport().width() - 1)
        lines = QFontMetrics(theme().font(10)).lineSpacing()
        if not self._tiles:
            return QSize(width, max(theme().px(_ROW), (4 + self.entries.looks.in_use) * lines + 2 * _PAD))
        columns = max(1, width // theme().px(_CELL))
        picture = self.picture_height()
        rows = (5 if width // columns < theme().px(_WIDE_CELL) else 4) + self.entries.looks.in_use
        return QSize(width // columns, picture + rows * lines + 4 * _PAD)

    def picture_height(self) -> int:
        """How high a thumbnail may be: lower where the window is low, so that its words are seen with it."""
        return max(theme().px(56), min(theme().px(_PICTURE), round(self.viewport().height() * 0.5)))

    def refit(self) -> None:
        """Take the room that there is something to say for."""
        if self.gridSize() != self.cell():
            self._fit()

    def _fit(self) -> None:
        self.setGridSize(self.cell())
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width evenly."""
        self._fit()
        super().resizeEvent(event)

    def _on_thumbnail(self, document_id: str) -> None:
        row = self.entries.row_of(document_id)
        if row is not None:
            self.update(self.entries.index(row, 0))

    def _on_double_clicked(self) -> None:
        self.open_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Ctrl+E open."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (control and event.key() == Qt.Key.Key_E):
            if self.selected_ids():
                self.open_wanted.emit()
        else:
            super().keyPressEvent(event)

    def selected_rows(self) -> list[int]:
        """The chosen rows, from the first to the last; as ranges, for with Ctrl+A there may be many."""
        rows: set[int] = set()
        for chosen in self.selectionModel().selection().toList():
            rows.update(range(chosen.top(), chosen.bottom() + 1))
        return sorted(rows)

    def selected_ids(self) -> list[str]:
        """The chosen documents, from the first to the last."""
        ids = self.entries.ids
        return [ids[row] for row in self.selected_rows()]

    def selectAll(self) -> None:
        """Choose all as one range: Qt's own way asks for every document by itself, which stops the window for thousands."""
        model, flags = self.entries, QItemSelectionModel.SelectionFlag
        if model.rowCount():
            everything = QItemSelection(model.index(0, 0), model.index(model.rowCount() - 1, 0))
            self.selectionModel().select(everything, flags.ClearAndSelect)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """What has to be drawn anew: of many rows everything, for Qt would ask for the place of each."""
        if sum(each.height() for each in selection.toList()) > _MANY_ROWS:
            return QRegion(self.viewport().rect())
        return super().visualRegionForSelection(selection)

    @property
    def current_id(self) -> str | None:
        """The document that the cursor is on."""
        index = self.currentIndex()
        return self.entries.ids[index.row()] if index.isValid() else None

    def choose(self, ids: Sequence[str], current: str | None = None, *, scroll: bool = True) -> None:
        """Choose these documents, of those that are shown, and put the cursor on one of them."""
        flags = QItemSelectionModel.SelectionFlag
        chosen = QItemSelection()
        rows = self.entries.rows_of(ids)
        for row in rows:
            index = self.entries.index(row, 0)
            chosen.select(index, index)
        # The cursor first: it may be on a document that is not chosen.
        cursor = self.entries.row_of(current if current is not None else next(iter(ids), None))
        where = QModelIndex() if cursor is None else self.entries.index(cursor, 0)
        self.selectionModel().setCurrentIndex(where, flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        if scroll and rows:
            self.scrollTo(self.entries.index(rows[0], 0))


class _Drawing(QStyledItemDelegate):
    """Draws one document."""

    def __init__(self, shelf: ShelfList, thumbnails: Thumbnails) -> None:
        super().__init__(shelf)
        self._shelf = shelf
        self._thumbnails = thumbnails

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """The same for all."""
        return self._shelf.cell()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the ground, the picture and the words."""
        entry: Entry | None = index.data(ENTRY)
        if entry is None:
            return
        box = option.rect.adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option, box)
        if self._shelf.tiles:
            high = self._shelf.picture_height()
            self._picture(painter, QRect(box.x() + _PAD, box.y() + _PAD, box.width() - 2 * _PAD, high), entry)
            room = QRect(
                box.x() + _PAD, box.y() + high + 2 * _PAD, box.width() - 2 * _PAD, box.height() - high - 3 * _PAD
            )
        else:
            wide = theme().px(64)
            self._picture(painter, QRect(box.x() + _PAD, box.y() + 4, wide, box.height() - 8), entry)
            room = box.adjusted(wide + 3 * _PAD, 4, -_PAD, -4)
        self._words(painter, room, entry)
        painter.restore()

    def _picture(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        found = self._thumbnails.get(entry.id, entry.file_id)
        draw_picture(painter, room, found, failed=self._thumbnails.failed(entry.id))

    def _words(self, painter: QPainter, room: QRect, entry: Entry) -> None:
        top = _lines(painter, room, entry.title, theme().font(10, bold=True), lines=2)
        quiet = theme().font(9.5)
        metrics = QFontMetrics(quiet)
        high = metrics.lineSpacing()
        painter.setFont(quiet)
        painter.setPen(colour("muted"))
        self._line(painter, room, top, icon(entry.icon, "muted"), entry.type_words)
        joined = f"{entry.day_words} · {entry.pages_words}"
        parts = [joined] if metrics.horizontalAdvance(joined) <= room.width() else [entry.day_words, entry.pages_words]
        for number, part in enumerate(parts, 1):
            where = QRect(room.x(), top + number * high, room.width(), high)
            words = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, words)
        below = top + (1 + len(parts)) * high
        if entry.is_to_file:
            self._line(painter, room, below, icon("mdi6.tray-full", "accent"), tr("To be filed"))
        elif entry.tags:
            words = ", ".join(map(last_part, entry.tags))
            self._line(painter, room, below, self._shelf.entries.looks.icon(entry.tags[0]), words)

    @staticmethod
    def _line(painter: QPainter, room: QRect, top: int, picture: QIcon, words: str) -> None:
        """Draw a small picture and words behind it, cut where they do not fit."""
        metrics = QFontMetrics(painter.font())
        high = metrics.lineSpacing()
        size = round(high * 0.95)
        picture.paint(painter, QRect(room.x(), top + (high - size) // 2, size, size))
        where = QRect(room.x() + size + 6, top, room.width() - size - 6, high)
        painter.drawText(
            where,
            Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, where.width()),
        )

    def helpEvent(self, event: QEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: _Index) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Say in full what may be cut short."""
        if event.type() is QEvent.Type.ToolTip and index.isValid():
            entry: Entry | None = index.data(ENTRY)
            if entry is None:
                return False
            QToolTip.showText(event.globalPos(), entry.spoken, view)  # pyright: ignore[reportAttributeAccessIssue]
            return True
        return super().helpEvent(event, view, option, index)  # pyright: ignore[reportArgumentType]


def _lines(painter: QPainter, room: QRect, words: str, font: QFont, *, lines: int) -> int:
    """Draw words on at most so many lines, the last one cut short where they do not fit. Returns the y below them."""
    metrics = QFontMetrics(font)
    layout = QTextLayout(words, font)
    layout.setTextOption(QTextOption())
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) <= lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, room.width()))
        starts.append(line.textStart())
    layout.endLayout()
    painter.setFont(font)
    painter.setPen(colour("text"))
    shown = starts[:lines]
    for number, start in enumerate(shown):
        last = number == len(shown) - 1
        piece = words[start:] if last else words[start : starts[number + 1]]
        text = metrics.elidedText(piece.strip(), Qt.TextElideMode.ElideRight, room.width()) if last else piece.strip()
        where = QPointF(room.x(), room.y() + number * metrics.lineSpacing() + metrics.ascent())
        painter.drawText(where, text)
    return room.y() + max(1, len(shown)) * metrics.lineSpacing() + 1
