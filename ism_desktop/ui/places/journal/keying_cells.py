"""The cells of a filled sheet as a model for a table: what is typed, what the journal says already, and what is wrong."""

import calendar
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ism_desktop.language import in_use, tr
from ism_desktop.records.keyed_sheet import Cell, There
from ism_desktop.records.sheet_rows import NOTE, SheetRow
from ism_desktop.ui.kit.theme import colour

Index = QModelIndex | QPersistentModelIndex

_LONGEST = 7  # letters that a narrow cell shows, smaller where they are many


class KeyingCells(QAbstractTableModel):
    """Rows of the sheet by days of the month. `edited` is emitted with every change of what is typed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[SheetRow, ...] = ()
        self.days = 31
        self.there = There()
        self.typed: dict[Cell, str] = {}
        self._faults: dict[Cell, str] = {}

    def show_month(
        self, rows: tuple[SheetRow, ...], month: tuple[int, int], there: There, typed: Mapping[Cell, str]
    ) -> None:
        """Show a month."""
        self.beginResetModel()
        self.rows, self.there, self.typed, self._faults = rows, there, dict(typed), {}
        self.days = calendar.monthrange(*month)[1]
        self.endResetModel()

    def show_faults(self, faults: Mapping[Cell, str]) -> None:
        """Mark cells with what is wrong with them."""
        self._faults = dict(faults)
        self._all_changed()

    def _all_changed(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def cell(self, index: Index) -> Cell:
        """The row and the day of a cell."""
        return self.rows[index.row()], index.column() + 1

    def place(self, cell: Cell) -> QModelIndex:
        """Where a cell stands."""
        return self.index(self.rows.index(cell[0]), cell[1] - 1)

    def fill(self, index: Index, text: str) -> None:
        """Type into a cell, or empty it."""
        cell, said = self.cell(index), text.strip()
        if said == self.typed.get(cell, ""):
            return
        if said:
            self.typed[cell] = said
        else:
            self.typed.pop(cell, None)
        self._faults.pop(cell, None)
        self.dataChanged.emit(index, index)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, index.column(), index.column())
        self.edited.emit()

    def twice(self) -> Iterable[Cell]:
        """The cells that are typed although the journal says something there already."""
        return [cell for cell in self.typed if cell in self.there.cells]

    # Qt's own ------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many days."""
        return 0 if parent is not None and parent.isValid() else self.days

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell is typed into."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows: what is typed; else, in brackets, what is there already."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        typed, before = self.typed.get(cell, ""), self.there.cells.get(cell, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return _short(typed) if typed else f"({_short(before)})" if before else ""
        if role == Qt.ItemDataRole.EditRole:
            return typed
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._told(cell, typed, before)
        if role == Qt.ItemDataRole.ForegroundRole:
            return colour("danger" if cell in self._faults else "text" if typed else "muted")
        if role == Qt.ItemDataRole.BackgroundRole and cell[1] in self.there.days:
            return colour("accent_soft")
        return None

    def _told(self, cell: Cell, typed: str, before: str) -> str:
        """The cell in a sentence."""
        row, day = cell
        fault = self._faults.get(cell)
        if fault:
            return fault
        if typed and before:
            return tr(
                "Day {day}, {row}: {typed}; noted already: {before}", day=day, row=row.label, typed=typed, before=before
            )
        if before:
            return tr("Day {day}, {row}: noted already: {before}", day=day, row=row.label, before=before)
        if typed:
            return tr("Day {day}, {row}: {typed}", day=day, row=row.label, typed=typed)
        return tr("Day {day}, {row}: empty", day=day, row=row.label)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Type into a cell."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.fill(index, str(value or ""))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The days, with a point where the journal has an entry; the rows by what they are called."""
        if orientation is Qt.Orientation.Vertical:
            if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole} and section < len(self.rows):
                row = self.rows[section]
                return row.label if role == Qt.ItemDataRole.DisplayRole else f"{row.group}: {row.label}"
            return None
        has_entry = section + 1 in self.there.days
        if role == Qt.ItemDataRole.DisplayRole:
            number = in_use().number(section + 1)
            return f"{number}\n•" if has_entry else f"{number}\n"
        if role == Qt.ItemDataRole.ToolTipRole and has_entry:
            return tr("The journal has an entry of this day.")
        return None


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def is_long(row: SheetRow) -> bool:
    """Whether more is typed there than a cell shows."""
    return row.part == NOTE
