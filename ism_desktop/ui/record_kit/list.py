"""The shared list of records: sortable, with remembered columns, several rows at a time, and the trash behind a button."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QTableView,
    QVBoxLayout,
)

from ism_desktop.records.kind import Kind
from ism_desktop.records.store import Record
from ism_desktop.settings import Settings
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.kit.widgets.buttons import button, icon_button
from ism_desktop.ui.kit.widgets.text import secondary
from ism_desktop.ui.record_kit.model import RECORD, RecordsModel, SortedRecords

_WIDEST = 320
_NARROWEST = 104  # pixels of a column at 100 %: below that the last columns are left out


class RecordTable(QTableView):
    """The table itself. Rows are opened with Enter, double click or Ctrl+E."""

    open_wanted = Signal()
    moved = Signal(int)

    def __init__(self, kind: Kind, settings: Settings) -> None:
        super().__init__()
        self.setObjectName(f"list.{kind.name}")
        self.setAccessibleName(kind.plural)
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
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSectionsMovable(False)
        head.setSortIndicatorClearable(True)
        head.setMinimumSectionSize(theme().px(48))
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_columns_menu)
        head.sectionResized.connect(self._on_resized)
        head.sortIndicatorChanged.connect(self._on_sorted)
        self.doubleClicked.connect(self._on_double_clicked)
        theme().changed.connect(self._on_theme)
        self._keeping = QTimer(self, singleShot=True, interval=400)
        self._keeping.timeout.connect(self._keep)

    def setModel(self, model: SortedRecords) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Take the model, and put columns and order back as they were."""
        super().setModel(model)
        self._ready = True
        remembered = self._remembered()
        self.setSortingEnabled(True)
        column, down = remembered.get("sort", [-1, False])
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column if column < len(self._kind.columns) else -1, order)
        self._on_theme()

    def _remembered(self) -> dict[str, list[int]]:
        found = self._settings["lists"].get(self._kind.name, {})
        return found if isinstance(found, dict) else {}

    def _on_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(42))
        self.fit_columns()

    # Columns -------------------------------------------------------------------------------------------------------------

    def fit_columns(self) -> None:
        """Show as many columns as have room, at their remembered widths or sharing the width."""
        if not self._ready:
            return
        self._fitting = True
        hidden = set(self._remembered().get("hidden", [])) - self._kept
        wanted = [column for column in range(len(self._kind.columns)) if column not in hidden] or [0]
        room = max(1, self.viewport().width() // theme().px(_NARROWEST))
        seen = [column for place, column in enumerate(wanted) if place < room or column in self._kept]
        for column in range(len(self._kind.columns)):
            self.setColumnHidden(column, column not in seen)
        for column, width in zip(seen, self._widths(seen, wanted), strict=True):
            self.setColumnWidth(column, width)
        self._fitting = False

    def _widths(self, seen: list[int], wanted: list[int]) -> list[int]:
        own = self._remembered().get("widths", [])
        room = self.viewport().width()
        if len(own) == len(self._kind.columns) and len(seen) == len(wanted):
            kept = [own[column] for column in seen]
            return [*kept[:-1], max(kept[-1], room - sum(kept[:-1]))]
        least, most = theme().px(_NARROWEST) - 8, theme().px(_WIDEST)
        hints = [max(least, min(most, self.sizeHintForColumn(column) + theme().px(16))) for column in seen]
        spare = room - sum(hints)
        if spare >= 0:
            shared = [hint + spare // len(hints) for hint in hints]
        else:
            yielding = max(1, sum(hint - least for hint in hints))
            shared = [hint + spare * (hint - least) // yielding for hint in hints]
        return [*shared[:-1], max(least // 2, room - sum(shared[:-1]))]

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
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hidden = set(self._remembered().get("hidden", []))
        for column, name in enumerate(self._kind.columns):
            if column and column not in self._kept:
                action = menu.addAction(self._kind.field(name).label)
                action.setCheckable(True)
                action.setChecked(column not in hidden)
                action.setData(column)
        menu.triggered.connect(self._on_column_chosen)
        menu.popup(self.horizontalHeader().mapToGlobal(place))

    def _on_column_chosen(self, action: QAction) -> None:
        hidden = set(self._remembered().get("hidden", [])) ^ {action.data()}
        entry = self._remembered() | {"hidden": sorted(hidden), "widths": []}
        self._settings["lists"] = self._settings["lists"] | {self._kind.name: entry}
        self.fit_columns()

    # Rows ----------------------------------------------------------------------------------------------------------------

    def selected(self) -> list[Record]:
        """The chosen records, from top to bottom."""
        rows = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        return [row.data(RECORD) for row in rows]

    def choose(self, record_id: str | None) -> None:
        """Choose one record, or none."""
        self.clearSelection()
        for row in range(self.model().rowCount()):
            index = self.model().index(row, 0)
            if index.data(RECORD).id == record_id:
                # Not selectRow(): that looks at the keyboard, and with Ctrl held (as in Ctrl+S) it toggles.
                flags = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                self.scrollTo(index)
                return

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


class RecordList(QFrame):
    """The table on a card, with its foot: how many there are, moving up and down, and the trash.

    Signals: `chosen` with the id of the one record chosen, or None for none or several; `open_wanted` when it shall be edited;
    `trash_wanted`, `restore_wanted` and `delete_wanted` with a list of ids; `moved` with -1 or 1; `trash_shown` with yes or no.
    """

    chosen = Signal(object)
    open_wanted = Signal()
    trash_wanted = Signal(list)
    restore_wanted = Signal(list)
    delete_wanted = Signal(list)
    moved = Signal(int)
    trash_shown = Signal(bool)

    def __init__(self, kind: Kind, settings: Settings, table: RecordTable | None = None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._kind = kind
        self._filling = False
        self._model = RecordsModel(kind, self)
        self._sorted = SortedRecords(self)
        self._sorted.setSourceModel(self._model)
        self.table = table or RecordTable(kind, settings)
        self.table.setModel(self._sorted)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.open_wanted.connect(self.open_wanted)
        self.table.moved.connect(self.moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 4, 8, 6)
        row.setSpacing(4)
        self._count = secondary("")
        self._count.setObjectName("count")
        row.addWidget(self._count, 1)
        self._restore = button(
            "Restore", self._on_restore, role="quiet", icon_name="mdi6.restore", name="restore_selected"
        )
        self._delete = button(
            "Delete for good…",
            self._on_delete,
            role="quiet",
            icon_name="mdi6.delete-forever-outline",
            name="delete_selected",
        )
        self._up = icon_button("Move up (Ctrl+Up)", "mdi6.arrow-up", self._on_up, name="move_up")
        self._down = icon_button("Move down (Ctrl+Down)", "mdi6.arrow-down", self._on_down, name="move_down")
        self.trash = button("Trash", role="quiet", icon_name="mdi6.trash-can-outline", name="trash_view")
        self.trash.setCheckable(True)
        self.trash.toggled.connect(self._on_trash_toggled)
        for part in (self._restore, self._delete, self._up, self._down, self.trash):
            row.addWidget(part)
        for part in (self._restore, self._delete):
            part.hide()  # for the trash alone; shown from the start they would make the page too wide for a small window
        return row

    @property
    def in_trash(self) -> bool:
        """Whether the trash is shown."""
        return self.trash.isChecked()

    def fill(self, records: Sequence[Record], titles: Mapping[str, str], drafts: frozenset[str], trashed: int) -> None:
        """Show records, keeping what is chosen; `trashed` says how many lie in the trash."""
        kept = self.table.selected()
        self._filling = True
        self._model.fill(records, titles, drafts)
        self.table.choose(kept[0].id if len(kept) == 1 else None)
        self._filling = False
        self.table.fit_columns()
        self._say(len(records), trashed)

    def mark(self, drafts: frozenset[str]) -> None:
        """Mark the records with something unsaved."""
        self._model.mark(drafts)

    def _say(self, count: int, trashed: int) -> None:
        where = " in the trash" if self.in_trash else ""
        words = "Nothing" if not count else "1 entry" if count == 1 else f"{count} entries"
        self._count.setText(f"{words}{where}")
        self.trash.setText("Back to the list" if self.in_trash else f"Trash ({trashed})")
        self.trash.setIcon(
            icon("mdi6.arrow-left" if self.in_trash else "mdi6.trash-can-outline", "accent", before_words=True)
        )
        self.trash.setVisible(bool(trashed) or self.in_trash)
        one = len(self.table.selected()) == 1
        for part in (self._up, self._down):
            part.setVisible(self._kind.ordered and not self.in_trash and count > 1)
            part.setEnabled(one)
        self._say_trash(bool(self.table.selected()))

    def choose(self, record_id: str | None) -> None:
        """Choose one record without saying so."""
        self._filling = True
        self.table.choose(record_id)
        self._filling = False
        self._follow_selection()

    def ids_in_order(self) -> list[str]:
        """The ids from top to bottom, as shown."""
        return [self._sorted.index(row, 0).data(RECORD).id for row in range(self._sorted.rowCount())]

    def clear_sorting(self) -> None:
        """Go back to the records' own order."""
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def _on_selection(self) -> None:
        if self._filling:
            return
        self._follow_selection()
        selected = self.table.selected()
        self.chosen.emit(selected[0].id if len(selected) == 1 else None)

    def _follow_selection(self) -> None:
        selected = self.table.selected()
        for part in (self._up, self._down):
            part.setEnabled(len(selected) == 1)
        self._say_trash(bool(selected))

    def _say_trash(self, any_chosen: bool) -> None:
        self._restore.setVisible(self.in_trash and any_chosen)
        self._delete.setVisible(self.in_trash and any_chosen)

    def trash_selected(self) -> None:
        """Move what is chosen to the trash."""
        ids = [record.id for record in self.table.selected()]
        if ids and not self.in_trash:
            self.trash_wanted.emit(ids)

    def _on_restore(self) -> None:
        self.restore_wanted.emit([record.id for record in self.table.selected()])

    def _on_delete(self) -> None:
        self.delete_wanted.emit([record.id for record in self.table.selected()])

    def _on_up(self) -> None:
        self.moved.emit(-1)

    def _on_down(self) -> None:
        self.moved.emit(1)

    def _on_trash_toggled(self, shown: bool) -> None:
        self.trash_shown.emit(shown)

    def _on_menu(self, place: QPoint) -> None:
        selected = self.table.selected()
        if not selected:
            return
        menu = QMenu(self)
        menu.setObjectName("row_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.in_trash:
            menu.addAction(icon("mdi6.restore", "muted"), "Restore", self._on_restore)
            menu.addAction(icon("mdi6.delete-forever-outline", "muted"), "Delete for good…", self._on_delete)
        else:
            if len(selected) == 1:
                menu.addAction(icon("mdi6.pencil-outline", "muted"), "Edit", self.open_wanted.emit)
                if self._kind.ordered:
                    menu.addAction(icon("mdi6.arrow-up", "muted"), "Move up", self._on_up)
                    menu.addAction(icon("mdi6.arrow-down", "muted"), "Move down", self._on_down)
            menu.addSeparator()
            menu.addAction(icon("mdi6.trash-can-outline", "muted"), "Move to trash", self.trash_selected)
        menu.popup(self.table.viewport().mapToGlobal(place))
