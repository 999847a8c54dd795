"""The records of a list as a Qt model: plain values in, cells out, sorted by what the values mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from ism_desktop.records.kind import Input, Kind, shown
from ism_desktop.records.store import Record
from ism_desktop.records.values import Gap, PartialDate
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme

SORT = int(Qt.ItemDataRole.UserRole)
RECORD = SORT + 1

_Index = QModelIndex | QPersistentModelIndex


class RecordsModel(QAbstractTableModel):
    """One row for each record, one column for each of the kind's `columns`.

    `titles` names the records that references point to; `drafts` are the ids of records with something unsaved.
    """

    def __init__(self, kind: Kind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._records: list[Record] = []
        self._titles: Mapping[str, str] = {}
        self._drafts: frozenset[str] = frozenset()

    def fill(self, records: Sequence[Record], titles: Mapping[str, str], drafts: frozenset[str]) -> None:
        """Show these records."""
        self.beginResetModel()
        self._records = list(records)
        self._titles = titles
        self._drafts = drafts
        self.endResetModel()

    def mark(self, drafts: frozenset[str]) -> None:
        """Mark the records with something unsaved."""
        if drafts != self._drafts:
            self._drafts = drafts
            if self._records:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._records) - 1, 0))

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many records there are."""
        return 0 if parent is not None and parent.isValid() else len(self._records)

    def columnCount(self, parent: _Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.kind.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The labels of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            field = self.kind.field(self.kind.columns[section])
            return field.short or field.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        record = self._records[index.row()]
        name = self.kind.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(record, name)
        if role == Qt.ItemDataRole.ToolTipRole:
            unsaved = "Not everything here is saved yet.\n" if record.id in self._drafts else ""
            return unsaved + self._words(record, name) or None
        if role == SORT:
            return sort_key(self._words(record, name), record.values.get(name))
        if role == RECORD:
            return record
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0 and record.id in self._drafts:
            return icon("mdi6.pencil-outline", "accent")
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and index.column() == 0:
            return record.title
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            return theme().font(bold=True)
        return None

    def _words(self, record: Record, name: str) -> str:
        field = self.kind.field(name)
        if field.told is not None:
            return " ".join(field.told(record.values).split())
        value = record.values.get(name)
        if field.input is Input.REFERENCE and isinstance(value, str):
            return self._titles.get(value, "")
        return " ".join(shown(field, value).split())


def sort_key(words: str, value: object) -> tuple[int, str]:
    """Sorts dates by time, numbers by size and words without regard to case; what is empty or a stated gap comes last."""
    if value is None or isinstance(value, Gap):
        return (1, words)
    if isinstance(value, PartialDate):
        return (0, value.first_day.isoformat())
    if isinstance(value, int):
        return (0, f"{value:020d}")
    return (0, words.casefold())


class SortedRecords(QSortFilterProxyModel):
    """Sorts by `sort_key`; unsorted, the records stand in the kind's own order."""

    def lessThan(self, source_left: _Index, source_right: _Index) -> bool:
        """Whether the left cell comes first."""
        return source_left.data(SORT) < source_right.data(SORT)
