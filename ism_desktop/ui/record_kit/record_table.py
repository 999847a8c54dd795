"""The table of a list of records: its columns, its order, what is chosen in it, and its keys."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QStyledItemDelegate, QTableView, QWidget

from ism_desktop.language import tr
from ism_desktop.records.kind import Kind
from ism_desktop.settings import Settings
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.timers import timer
from ism_desktop.ui.record_kit import column_widths
from ism_desktop.ui.record_kit.cells import WHOLE, second_line
from ism_desktop.ui.record_kit.model import RecordsModel
from ism_desktop.ui.record_kit.row_drawing import TwoLines

_MEASURED = 60  # rows: more than any screen shows
_NARROWEST = 104  # pixels of a column at 100 %
_COMFORTABLE = 150  # with less for each column on average, names are cut: the rows take two lines instead


class RecordTable(QTableView):
    """The table itself. Rows are opened with Enter, double click or Ctrl+E."""

    open_wanted = Signal()
    moved = Signal(int)

    def __init__(self, kind: Kind, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"list.{kind.name}")
        self.setAccessibleName(kind.plural)
        self.setProperty("role", "rows")
        self._kind = kind
        self._settings = settings
        # Without these the others could mislead, so nobody can hide them and no narrow window leaves them out.
        self._kept = {column for column, name in enumerate(kind.columns) if kind.field(name).told is not None}
        self._fitting = False
        self._dragged = False
        self._ready = False
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self._one_line = QStyledItemDelegate(self)
        self._two_lines = TwoLines(self, self.lines)
        self.setItemDelegate(self._one_line)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSectionsMovable(False)
        head.setResizeContentsPrecision(0)  # widths by the rows that are seen; by default Qt reads a thousand
        head.setSortIndicatorClearable(True)
        head.setMinimumSectionSize(theme().px(48))
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_columns_menu)
        head.sectionResized.connect(self._on_resized)
        head.sortIndicatorChanged.connect(self._on_sorted)
        self.doubleClicked.connect(self._on_double_clicked)
        theme().changed.connect(self._on_theme)
        self._keeping = timer(self, 400)
        self._keeping.timeout.connect(self._keep)

    def setModel(self, model: RecordsModel) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Take the model, and put columns and order back as they were."""
        super().setModel(model)
        self.records = model
        for head in (self.horizontalHeader(), self.verticalHeader()):
            # A head asks for each column whether all its rows are chosen, row by row: with everything chosen that takes seconds.
            head.setSelectionModel(QItemSelectionModel(model, head))
        self._ready = True
        column, down = self._remembered().get("sort", [-1, False])
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        # The order first: switching sorting on sorts at once, by whatever the head shows.
        self.horizontalHeader().setSortIndicator(column if column < len(self._kind.columns) else -1, order)
        self.setSortingEnabled(True)
        self._on_theme()

    def _remembered(self) -> dict[str, list[int]]:
        found = self._settings["lists"].get(self._kind.name, {})
        return found if isinstance(found, dict) else {}

    def _on_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self.fit_columns()

    def _row_height(self) -> int:
        return TwoLines.row_height() if self.is_two_lined else theme().px(42)

    # Columns -------------------------------------------------------------------------------------------------------------

    @property
    def is_two_lined(self) -> bool:
        """Whether each row is a title with a line below it, for want of room for columns."""
        return self.itemDelegate() is self._two_lines

    def _wanted(self) -> list[int]:
        hidden = set(self._remembered().get("hidden", [])) - self._kept
        return [column for column in range(len(self._kind.columns)) if column not in hidden] or [0]

    def lines(self, row: int) -> tuple[str, str]:
        """The two lines of a row."""
        found = self.records.row(row)
        if found is None:
            return "", ""
        names = [self._kind.columns[column] for column in self._wanted()]
        return found.record.title, second_line(found, names)

    def fit_columns(self) -> None:
        """Show all columns where they have room, at their remembered widths or sharing the width; else two lines for each row."""
        if not self._ready:
            return
        self._fitting = True
        wanted = self._wanted()
        narrow = self.is_narrow(len(wanted))
        if narrow is not self.is_two_lined:
            self.setItemDelegate(self._two_lines if narrow else self._one_line)
            self.verticalHeader().setDefaultSectionSize(self._row_height())
        seen = [0] if narrow else wanted
        for column in range(len(self._kind.columns)):
            self.setColumnHidden(column, column not in seen)
        widths = [self.viewport().width()] if narrow else self._widths(seen, wanted)
        for column, width in zip(seen, widths, strict=True):
            self.setColumnWidth(column, width)
        self._fitting = False

    def is_narrow(self, wanted: int) -> bool:
        """Whether so many columns do not have room."""
        # By the whole width: with the viewport's, a scroll bar that comes and goes could switch to and fro.
        return wanted > 1 and self.width() < theme().px(_COMFORTABLE) * wanted

    def _widths(self, seen: list[int], wanted: list[int]) -> list[int]:
        own = self._remembered().get("widths", [])
        room = self.viewport().width()
        if len(own) == len(self._kind.columns) and len(seen) == len(wanted):
            kept = [own[column] for column in seen]
            return [*kept[:-1], max(kept[-1], room - sum(kept[:-1]))]
        wishes = [self._wish(column) for column in seen]
        return column_widths.shared(wishes, room, least=theme().px(_NARROWEST) - 8)

    def _wish(self, column: int) -> column_widths.Wish:
        is_whole = self._kind.field(self._kind.columns[column]).input in WHOLE
        head = self.horizontalHeader().sectionSizeHint(column)
        return column_widths.Wish(self._wanted_by(column) + theme().px(16), head, is_whole)

    def _wanted_by(self, column: int) -> int:
        """The width of the widest cell among the rows that are seen.

        Not `sizeHintForColumn`: while the table is resized at its end it looks at every row, which took 20 s with 20,000.
        """
        first = max(0, self.rowAt(0))
        seen = self.viewport().height() // max(1, self.verticalHeader().defaultSectionSize()) + 1
        rows = range(first, min(self.model().rowCount(), first + min(seen, _MEASURED)))
        return max((self.sizeHintForIndex(self.model().index(row, column)).width() for row in rows), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def _on_resized(self) -> None:
        if not self._fitting and QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._dragged = True
            self._keeping.start()

    def _on_sorted(self) -> None:
        self._keeping.start()

    def _keep(self) -> None:
        entry: dict[str, list[int]] = dict(self._remembered())
        head = self.horizontalHeader()
        down = head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        entry["sort"] = [head.sortIndicatorSection() if head.isSortIndicatorShown() else -1, int(down)]
        shown = [column for column in range(len(self._kind.columns)) if not self.isColumnHidden(column)]
        # Only widths that a person dragged are theirs; the others follow the window.
        if self._dragged and len(shown) == len(self._kind.columns) - len(set(entry.get("hidden", [])) - self._kept):
            entry["widths"] = [self.columnWidth(column) for column in range(len(self._kind.columns))]
        self._settings["lists"] = self._settings["lists"] | {self._kind.name: entry}
        self.fit_columns()

    def _on_columns_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("columns_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        order = menu.addMenu(tr("Sort by"))
        hidden = set(self._remembered().get("hidden", []))
        for column, name in enumerate(self._kind.columns):
            field = self._kind.field(name)
            order.addAction(field.short or field.label).setData(column)
            if column and column not in self._kept:
                action = menu.addAction(field.label)
                action.setCheckable(True)
                action.setChecked(column not in hidden)
                action.setData(column)
        order.addSeparator()
        order.addAction(tr("The list’s own order")).setData(-1)
        order.triggered.connect(self._on_order_chosen)
        menu.triggered.connect(self._on_column_chosen)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _on_order_chosen(self, action: QAction) -> None:
        self.sortByColumn(action.data(), Qt.SortOrder.AscendingOrder)

    def _on_column_chosen(self, action: QAction) -> None:
        if not action.isCheckable():
            return  # a menu tells of what was chosen in the menus inside it, too
        hidden = set(self._remembered().get("hidden", [])) ^ {action.data()}
        entry = self._remembered() | {"hidden": sorted(hidden), "widths": []}
        self._settings["lists"] = self._settings["lists"] | {self._kind.name: entry}
        self.fit_columns()

    # Rows ----------------------------------------------------------------------------------------------------------------

    def selected_rows(self) -> list[int]:
        """The chosen rows, from top to bottom; as ranges, for with Ctrl+A there may be many."""
        rows: set[int] = set()
        for chosen in self.selectionModel().selection().toList():
            rows.update(range(chosen.top(), chosen.bottom() + 1))
        return sorted(rows)

    def selected_ids(self) -> list[str]:
        """The ids of the chosen records, from top to bottom."""
        ids = self.records.ids
        return [ids[row] for row in self.selected_rows()]

    def choose(self, record_id: str | None) -> None:
        """Choose one record, or none."""
        row = None if record_id is None else self.records.row_of(record_id)
        if row is None:
            self.clearSelection()
            return
        # Not selectRow(): that looks at the keyboard, and with Ctrl held (as in Ctrl+S) it toggles.
        flags = QItemSelectionModel.SelectionFlag
        index = self.records.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def choose_all(self, ids: Iterable[str], current: str | None) -> None:
        """Choose these records, of those that are in the list, and put the cursor on one; nothing is scrolled."""
        chosen = QItemSelection()
        last = max(0, self.records.columnCount() - 1)
        for first, end in _ranges(self.records.rows_of(ids)):
            chosen.select(self.records.index(first, 0), self.records.index(end, last))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        row = self.records.row_of(current)
        if row is not None:
            self.selectionModel().setCurrentIndex(self.records.index(row, 0), flags.NoUpdate)

    @property
    def current_id(self) -> str | None:
        """The id of the record that the cursor is on."""
        index = self.currentIndex()
        return self.records.ids[index.row()] if index.isValid() else None

    def top(self) -> tuple[str, int] | None:
        """The id of the first record that is seen, and how far down it begins."""
        row = self.rowAt(0)
        return (self.records.ids[row], self.rowViewportPosition(row)) if row > 0 else None

    def scroll_back(self, top: tuple[str, int] | None) -> None:
        """Show what `top` gave at the same height again."""
        row = None if top is None else self.records.row_of(top[0])
        if top is not None and row is not None:
            self.updateGeometries()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rowViewportPosition(row) - top[1])

    def _on_double_clicked(self) -> None:
        self.open_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Ctrl+E open the row; Ctrl+Up and Ctrl+Down move it."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (control and key == Qt.Key.Key_E):
            self.open_wanted.emit()
        elif control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


def _ranges(rows: list[int]) -> list[tuple[int, int]]:
    """Rows in ascending order as the first and last of each stretch."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
