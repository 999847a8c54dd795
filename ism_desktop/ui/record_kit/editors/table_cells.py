"""The cells of a table that is typed into: texts as they were typed, one empty line at the end, and what is wrong with a cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ism_desktop.language import tr
from ism_desktop.records.kind import Field, Input
from ism_desktop.ui.kit.icons import icon

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


@dataclass(slots=True)
class TableLine:
    """One line. `texts` are what stands in it, by name; `offered` is what was put there for the person, who has typed nothing yet."""

    texts: dict[str, str] = field(default_factory=dict[str, str])
    offered: Mapping[str, str] | None = None

    @property
    def is_left(self) -> bool:
        """Whether nothing of the person's own stands here: such a line is not saved."""
        return not self.texts or self.texts == self.offered


class TableCells(QAbstractTableModel):
    """Lines of plain texts. `typed` carries a line and the name of a cell that a person filled in; `edited` follows every change.

    `note_of` may be set to say something of a cell, by its line's texts and its name; such a cell has the icon `note_sign`.
    """

    typed = Signal(int, str)
    edited = Signal()

    def __init__(self, fields: Sequence[Field], parent: QObject) -> None:
        super().__init__(parent)
        self.fields = [each for each in fields if each.input is not Input.SYSTEM]
        self._lines: list[TableLine] = [TableLine()]
        self._faults: dict[tuple[int, str], str] = {}
        self.is_locked = False
        self.note_of: Callable[[Mapping[str, str], str], str] = lambda _line, _name: ""
        self.note_sign = ""

    # What Qt asks --------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """The lines, and an empty one to go on with."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """A column for each field that is shown."""
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The labels of the fields, and the numbers of the lines."""
        if orientation is Qt.Orientation.Horizontal and role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        }:
            return self.fields[section].label
        if orientation is Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; for a screen reader with its column and line; and what is wrong with it."""
        if not index.isValid():
            return None
        cell = self.fields[index.column()]
        fault = self._faults.get((index.row(), cell.name), "")
        note = fault or self.note_of(self._lines[index.row()].texts, cell.name)
        text = self._lines[index.row()].texts.get(cell.name, "")
        if role in _SHOWN:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{field}, line {number}: {value}", field=cell.label, number=index.row() + 1, value=text)
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return note or text or None
        if role == Qt.ItemDataRole.DecorationRole and note:
            return icon("mdi6.alert-circle-outline", "danger") if fault else icon(self.note_sign, "accent")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be typed into, unless the record lies in the trash."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.is_locked or not index.isValid() else flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what is being typed, letter by letter."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or self.is_locked:
            return False
        name = self.fields[index.column()].name
        if self.text(index.row(), name) != str(value).strip():
            self.put(index.row(), {name: str(value)})
        return True

    def fill(self, index: Index, text: str) -> None:
        """Take the whole text of a cell, as a person left it."""
        if self.setData(index, text):
            self.typed.emit(index.row(), self.fields[index.column()].name)

    # Lines ---------------------------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[TableLine]:
        """The lines with something in them, from top to bottom."""
        return [line for line in self._lines if line.texts]

    def text(self, row: int, name: str) -> str:
        """What stands in a cell, also in one that is not shown."""
        return self._lines[row].texts.get(name, "")

    def put(self, row: int, texts: Mapping[str, str]) -> None:
        """Put texts into cells of a line, and a new empty line below the last."""
        line = self._lines[row]
        for name, text in texts.items():
            if text.strip():
                line.texts[name] = text.strip()
            else:
                line.texts.pop(name, None)
            self._faults.pop((row, name), None)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))
        self._end_empty()
        self.edited.emit()

    def show_lines(self, lines: Iterable[TableLine]) -> None:
        """Show these lines and no others; nobody has typed them now."""
        self.beginResetModel()
        self._lines = [*lines, TableLine()]
        self._faults.clear()
        self.endResetModel()

    def add(self, lines: Sequence[TableLine]) -> int:
        """Put lines behind the last with something in it. Returns the first one's place."""
        start = len(self._lines)
        while start and not self._lines[start - 1].texts:
            start -= 1
        if lines:
            self.beginInsertRows(_NOWHERE, start, start + len(lines) - 1)
            self._lines[start:start] = list(lines)
            self.endInsertRows()
            self._faults.clear()
            self.edited.emit()
        return start

    def remove(self, row: int) -> None:
        """Take a line away."""
        if not self._lines[row].texts and row == len(self._lines) - 1:
            return
        self.beginRemoveRows(_NOWHERE, row, row)
        del self._lines[row]
        self.endRemoveRows()
        self._faults.clear()
        self._end_empty()
        self.edited.emit()

    def move(self, row: int, step: int) -> bool:
        """Move a line up or down among those with something in them."""
        other = row + step
        if not (0 <= other < len(self._lines)) or not self._lines[row].texts or not self._lines[other].texts:
            return False
        self._lines[row], self._lines[other] = self._lines[other], self._lines[row]
        self._faults.clear()
        first, last = sorted((row, other))
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.fields) - 1))
        self.edited.emit()
        return True

    def _end_empty(self) -> None:
        if not self._lines or self._lines[-1].texts:
            self.beginInsertRows(_NOWHERE, len(self._lines), len(self._lines))
            self._lines.append(TableLine())
            self.endInsertRows()
        while len(self._lines) > 1 and not self._lines[-2].texts:
            last = len(self._lines) - 1
            self.beginRemoveRows(_NOWHERE, last, last)
            del self._lines[last]
            self.endRemoveRows()

    # Faults --------------------------------------------------------------------------------------------------------------

    @property
    def faults(self) -> Mapping[tuple[int, str], str]:
        """What is wrong, by line and name."""
        return self._faults

    def is_marked(self, row: int, name: str) -> bool:
        """Whether a cell has a sign beside its text."""
        return (row, name) in self._faults or bool(self.note_of(self._lines[row].texts, name))

    def show_notes(self) -> None:
        """Ask anew what is to be said of each cell."""
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.fields) - 1))

    def mark(self, faults: Mapping[tuple[int, str], str]) -> None:
        """Say what is wrong with cells, and with no others."""
        if not faults and not self._faults:
            return
        self._faults = dict(faults)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.fields) - 1))

    def row_of(self, line: TableLine) -> int:
        """Where a line stands."""
        return next(row for row, each in enumerate(self._lines) if each is line)
