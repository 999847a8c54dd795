"""The records of a list as a Qt model: it knows the ids of all rows, and reads the values of those that are looked at.

A short list is read at once. A long one is read by a thread: what is shown stays, and stays current, until the answer comes, and an
answer that something else was wanted after is dropped.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ism_desktop.errors import VaultClosed
from ism_desktop.language import tr
from ism_desktop.records import long_list, paging
from ism_desktop.records.kind import Input, Kind, shown
from ism_desktop.records.paging import Listing, Narrowing, Row, Step, Wish
from ism_desktop.records.search import Index
from ism_desktop.ui.base.background import Job, Task
from ism_desktop.ui.base.workspace import Workspace
from ism_desktop.ui.kit.icons import icon
from ism_desktop.ui.kit.theme import theme
from ism_desktop.ui.record_kit.cells import cell_words
from ism_desktop.vault import Session, Vault

RECORD = int(Qt.ItemDataRole.UserRole) + 1

PAGE = 40  # rows read at a time: about one screen, so that a jump into the middle stops the window only shortly
LONG = 2_000  # more rows than that are put in order by a thread
_LONG_TO_LOOK_THROUGH = 300  # with words to filter by, each row takes longer
_KEPT = 1_000  # rows whose values are kept

_Index = QModelIndex | QPersistentModelIndex
Arrangement = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True)
class News:
    """What a look into the database found: steps since the last time, a list read anew, or one that a thread shall read."""

    steps: Sequence[Step] = ()
    listing: Listing | None = None
    to_read: Listing | None = None  # without its ids


@dataclass(frozen=True)
class _Answer:
    turn: int
    listing: Listing


class RecordsModel(QAbstractTableModel):
    """One row for each record, one column for each of the kind's `columns`.

    `look` reads what changed, within a session; `take` shows it, after the session, for Qt asks for cells at once. A page with an order of
    its own sets `arrangement`, which puts ids into it. `waiting` says whether an answer of the thread is awaited.
    """

    waiting = Signal(bool)

    def __init__(self, workspace: Workspace, kind: Kind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._vault = workspace.vault
        self.kind = kind
        self.arrangement: Arrangement | None = None
        self._listing = Listing(Wish(kind))
        self._wanted = self._listing.wish
        self._job: Job | None = None
        self._turn = 0
        self._is_read = False
        self._rows: OrderedDict[str, Row | None] = OrderedDict()
        self._drafts: frozenset[str] = frozenset()

    # What the list holds -------------------------------------------------------------------------------------------------

    @property
    def ids(self) -> Sequence[str]:
        """The ids of all rows, from top to bottom."""
        return self._listing.ids

    @property
    def wish(self) -> Wish:
        """What the list shows."""
        return self._listing.wish

    @property
    def wanted(self) -> Wish:
        """What it shall show: something else than it does while an answer is awaited."""
        return self._wanted

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is awaited."""
        return self._job is not None

    @property
    def total(self) -> int:
        """How many records there are without the filter."""
        return self._listing.total

    def row_of(self, record_id: str | None) -> int | None:
        """The row of a record; None where it is not in the list."""
        try:
            return self._listing.ids.index(record_id)  # pyright: ignore[reportArgumentType]
        except ValueError:
            return None

    def rows_of(self, ids: Iterable[str]) -> list[int]:
        """The rows of these records, from top to bottom; what is not in the list is left out."""
        wanted = set(ids)
        return [row for row, record_id in enumerate(self._listing.ids) if record_id in wanted] if wanted else []

    # Reading -------------------------------------------------------------------------------------------------------------

    def look(self, session: Session, *, trashed: bool = False) -> News:
        """Read what changed since the last time, or the whole list where something else is wanted than before."""
        wish = replace(self._wanted, trashed=trashed)
        if self._is_read and trashed is self.wish.trashed and self.arrangement is None:
            # What is shown follows the changes, also while another order is on its way; the answer takes them in when it comes.
            steps = self._listing.changes(session)
            if steps is not None:
                return News(steps)
        if self.is_waiting and wish == self._wanted:
            return News()
        return self._read(session, wish)

    def _read(self, session: Session, wish: Wish) -> News:
        listing = Listing(wish)
        listing.begin(session)
        if self.arrangement is None and listing.total > (_LONG_TO_LOOK_THROUGH if wish.words else LONG):
            return News(to_read=listing)
        listing.read(session)
        if self.arrangement is not None and not wish.column:
            listing.ids = self.arrangement(listing.ids)
        return News(listing=listing)

    def take(self, news: News) -> None:
        """Show what `look` found, or have a long list read."""
        if news.listing is not None:
            self._stop_waiting()
            self._take_listing(news.listing)
        elif news.to_read is not None:
            self._have_read(news.to_read)
        for step in news.steps:
            self._take_step(step)

    def _have_read(self, listing: Listing) -> None:
        """Have a thread read a list. What is shown stays meanwhile, unless it is the trash instead of the list or the other way round."""
        if self._workspace.is_closed:
            return
        if not self._is_read or listing.wish.trashed is not self.wish.trashed:
            self.beginResetModel()
            self._listing = listing
            self._is_read = False
            self.endResetModel()
        self._stop_waiting()
        self._wanted = listing.wish
        is_shown = self._is_read and listing.wish == self.wish  # so many changed that all of it is read once more
        reading = partial(_read_long, self._vault, self._workspace.index, listing.wish, self._turn, is_shown=is_shown)
        self._job = self._workspace.background.run(
            reading,
            owner=self,
            quiet=True,
            at_once=True,
            on_result=self._on_answer,
            on_error=self._on_failed,
            on_cancelled=_nothing,
        )
        self.waiting.emit(True)  # noqa: FBT003  (Qt's own signature)

    def _stop_waiting(self) -> None:
        """Whatever answer is on its way comes too late."""
        self._turn += 1
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.waiting.emit(False)  # noqa: FBT003

    def _on_answer(self, answer: _Answer) -> None:
        if answer.turn != self._turn:
            return
        listing = answer.listing
        try:
            with self._vault.read() as session:
                steps = listing.changes(session)
                news = self._read(session, listing.wish) if steps is None else News(listing=listing)
        except VaultClosed:  # it was locked in this moment
            return
        for step in steps or ():
            listing.apply(step)
        self.take(news)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, VaultClosed):
            self._stop_waiting()
            self._workspace.report(error)

    def _take_listing(self, listing: Listing) -> None:
        same = self._is_read and listing.ids == self._listing.ids
        if not same:
            self.beginResetModel()
        self._is_read = True
        self._listing = listing
        self._wanted = listing.wish
        self._rows.clear()
        if not same:
            self.endResetModel()
        else:
            self._tell_changed(0, len(listing.ids) - 1)

    def _take_step(self, step: Step) -> None:
        self._rows.pop(step.id, None)
        nowhere = QModelIndex()
        if step.action == "changed":
            self._tell_changed(step.row, step.row)
        elif step.action == "cells":
            self._rows.clear()
            self._tell_changed(0, len(self._listing.ids) - 1)
        elif step.action == "removed":
            self.beginRemoveRows(nowhere, step.row, step.row)
            self._listing.apply(step)
            self.endRemoveRows()
        else:
            self.beginInsertRows(nowhere, step.row, step.row)
            self._listing.apply(step)
            self.endInsertRows()

    def _tell_changed(self, first: int, last: int) -> None:
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def want(self, wish: Wish) -> None:
        """Show something else: at once where the list is short. Before the list was first looked at this is only noted."""
        if wish == self._wanted:
            return
        if wish == self.wish and self._is_read:
            self._stop_waiting()
            self._wanted = wish
        elif not self._is_read and not self.is_waiting:
            self._listing.wish = self._wanted = wish
        else:
            try:
                with self._vault.read() as session:
                    news = self._read(session, wish)
            except VaultClosed:  # it was locked in this moment
                return
            self.take(news)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; by -1, in the records' own order."""
        name = self.kind.columns[column] if 0 <= column < len(self.kind.columns) else ""
        self.want(replace(self._wanted, column=name, descending=bool(name) and order is Qt.SortOrder.DescendingOrder))

    def filter(self, words: str) -> None:
        """Show only what holds these words."""
        self.want(replace(self._wanted, words=words.strip()))

    def narrow(self, narrowing: Narrowing | None) -> None:
        """Show only the rows that this lets through; None shows all."""
        self.want(replace(self._wanted, narrowing=narrowing))

    def mark(self, drafts: frozenset[str]) -> None:
        """Mark the records with something unsaved."""
        if drafts != self._drafts:
            self._drafts = drafts
            self._tell_changed(0, len(self._listing.ids) - 1)

    def row(self, place: int) -> Row | None:
        """A row, read with those around it when it is not known yet; None when it is gone and the list has not heard of it yet."""
        record_id = self._listing.ids[place]
        if record_id not in self._rows:
            first = place - place % PAGE
            page = [each for each in self._listing.ids[first : first + PAGE] if each not in self._rows]
            try:
                with self._vault.read() as session:
                    found = paging.rows(session, self.kind, page)
            except VaultClosed:  # the window is painted once more while it goes
                return None
            self._rows |= {each: found.get(each) for each in page}
            while len(self._rows) > _KEPT:
                self._rows.popitem(last=False)
        else:
            self._rows.move_to_end(record_id)
        return self._rows[record_id]

    # What Qt asks --------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many records there are."""
        return 0 if parent is not None and parent.isValid() else len(self._listing.ids)

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
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            return theme().font(bold=True)
        if role not in _ASKED or not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            return None
        record = row.record
        if role == RECORD:
            return record
        words = cell_words(record, self.kind.columns[index.column()], row.titles)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        is_draft = record.id in self._drafts
        if role == Qt.ItemDataRole.ToolTipRole:
            name = self.kind.columns[index.column()]
            if self.kind.field(name).input is Input.ROWS:
                words = shown(self.kind.field(name), record.values.get(name))  # there is room for a line each
            return f"{tr('Not everything here is saved yet.')}\n{words}".strip() if is_draft else words or None
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("mdi6.pencil-outline", "accent") if is_draft and not index.column() else None
        return None if index.column() else record.title

    def match(
        self,
        start: _Index,
        role: int,
        value: Any,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """The next row whose cell begins with what was typed: found in the database, not by reading every row as Qt would."""
        del role, hits, flags
        column = self.kind.columns[start.column()]
        try:
            with self._vault.read() as session:
                found = paging.beginning_with(session, self.wish, column, str(value))
        except VaultClosed:
            return []
        ids, first = self._listing.ids, start.row()
        for place in (*range(first, len(ids)), *range(first)):
            if ids[place] in found:
                return [self.index(place, start.column())]
        return []


def _read_long(vault: Vault, index: Index, wish: Wish, turn: int, task: Task, *, is_shown: bool) -> _Answer:
    return _Answer(turn, long_list.read(vault, index, wish, partial(task, 0, 0, ""), is_shown=is_shown))


def _nothing() -> None:
    """Whoever ended the reading wants something else."""


_ASKED = frozenset(
    {
        RECORD,
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    }
)
