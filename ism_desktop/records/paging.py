"""A list of records of any length: which records stand in it and in which order, and the values of those that are looked at.

The database sorts and filters. What comes back is the id of each row, in order, and nothing else: 20,000 ids are read in the time of a
blink, are 2 MB, and make everything else plain. A page of rows is read by its ids. With OFFSET every page would be sorted anew, and rows
would slip under the reader's hand when one was saved in between. After a save only the rows that changed are put into their places.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sqlalchemy import ColumnElement, String, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from ism_desktop.language import in_use
from ism_desktop.records import further_orders, list_order, store, worked_out
from ism_desktop.records.erasing import erased_at
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.list_order import Term
from ism_desktop.records.store import Record

_PROBES = 16  # rows read at a time to find where one belongs
_MANY = 50  # with more changes than that the list is read anew


class Narrowing(Protocol):
    """What else a row must hold: a frozen value that a kind of record has of its own, such as `journal_filter.JournalFilter`."""

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        """What the database looks for."""
        ...


@dataclass(frozen=True)
class Wish:
    """What a list shall show: of which kind, by which column (none: the kind's own order), only what holds these words, or the trash.

    `order` names another of the orders that a kind may have (`further_orders`); `only` is a field and the one value of it to show;
    `narrowing` leaves out further rows.
    """

    kind: Kind
    column: str = ""
    descending: bool = False
    words: str = ""
    trashed: bool = False
    order: str = ""
    only: tuple[str, str | None] | None = None
    narrowing: Narrowing | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether rows are left out."""
        return bool(self.words) or self.narrowing is not None

    @property
    def follows_what_is_worked_out(self) -> bool:
        """Whether its rows or their order may follow from other records."""
        return self.narrowing is not None or any(field.name == self.column for field in self.kind.worked_out)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is shown: the record, and the titles of the records that it refers to, by their ids."""

    record: Record
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a list, to be made in turn: `removed` and `changed` rows, or an id `inserted` before a row.

    `cells`: no row has moved, but what is worked out may be another value in any of them.
    """

    action: str
    row: int
    id: str


@dataclass(frozen=True)
class _State:
    """What tells whether a list is current: the newest row of its kind and of those it shows, the last deletion, the language."""

    newest: int = -1
    others: tuple[int, ...] = ()
    sources: tuple[int, ...] = ()  # of what its columns are worked out from
    erased: int = 0
    language: str = ""


@dataclass
class Listing:
    """The ids of the rows of a list, in order. `read` makes it, `changes` tells what happened since, `apply` takes one of these in."""

    wish: Wish
    ids: list[str] = field(default_factory=list)
    total: int = 0  # how many there are without the filter
    _state: _State = field(default_factory=_State)

    def begin(self, session: Session) -> None:
        """Note what is there now: what happens from here on, `changes` tells."""
        self._state = _state(session, self.wish.kind)
        self.total = count(session, self.wish.kind, trashed=self.wish.trashed)

    def read(self, session: Session) -> None:
        """Read the list anew, all at once. A long one takes too long for the window: see `long_list`."""
        self.begin(session)
        self.ids = ids(session, self.wish)

    def changes(self, session: Session) -> list[Step] | None:
        """What changed since `read` and the last `changes`, as steps for `apply`; None when the list has to be read anew."""
        before, now = self._state, _state(session, self.wish.kind)
        if now == before:
            return []
        if replace(now, newest=before.newest, sources=before.sources) != before or now.newest < before.newest:
            return None
        is_worked_out_anew = now.sources != before.sources
        if is_worked_out_anew and self.wish.follows_what_is_worked_out:
            return None
        table = self.wish.kind.table
        changed = list(session.scalars(select(table.id).where(table.generation > before.newest).limit(_MANY + 1)))
        if len(changed) > _MANY:
            return None
        self._state = now
        self.total = count(session, self.wish.kind, trashed=self.wish.trashed)
        steps = _steps(self.ids, _placed(session, self.wish, self.ids, changed), set(changed)) if changed else []
        return [*steps, Step("cells", 0, "")] if is_worked_out_anew else steps

    def apply(self, step: Step) -> None:
        """Take one step in."""
        if step.action == "removed":
            del self.ids[step.row]
        elif step.action == "inserted":
            self.ids.insert(step.row, step.id)


def count(session: Session, kind: Kind, *, trashed: bool = False) -> int:
    """How many records of the kind there are, or lie in the trash."""
    return session.scalar(select(func.count()).select_from(kind.table).where(_where_it_lies(kind, trashed))) or 0


def numbers_by(session: Session, kind: Kind, name: str, *, trashed: bool = False) -> dict[str | None, int]:
    """How many records hold each value of a field, one of text."""
    column = getattr(kind.table, name)
    found = session.execute(select(column, func.count()).where(_where_it_lies(kind, trashed)).group_by(column))
    return {row[0]: row[1] for row in found}


def ids(session: Session, wish: Wish) -> list[str]:
    """The ids of a list in its order."""
    order = [term.desc() if down else term.asc() for term, down in terms(session, wish)]
    return list(session.scalars(select(wish.kind.table.id).where(*_conditions(session, wish)).order_by(*order)))


def rows(session: Session, kind: Kind, page: Sequence[str]) -> dict[str, Row]:
    """The rows with these ids, by id; those that are gone are left out."""
    records = worked_out.with_values(session, kind, store.get_many(session, kind, page))
    named: dict[str, str] = {}
    for name in references(kind):
        wanted = {value for record in records.values() if isinstance(value := record.values.get(name), str)}
        found = store.get_many(session, BY_NAME[kind.field(name).refers_to], sorted(wanted))
        named |= {one.id: one.title for one in found.values() if one.deleted_at is None}
    return {record_id: Row(record, named) for record_id, record in records.items()}


def position(session: Session, wish: Wish, ordered: Sequence[str], record_id: str) -> int:
    """Where a record belongs in a list that it is not in: some rows are compared with it, not all, and a few at a time.

    Each reading from the database may have to wait for another thread's, so there are few of them.
    """
    keys = _Keys(session, wish)
    keys.read([record_id])
    own = keys.of(record_id)
    low, high = 0, len(ordered)
    while low < high:
        places = range(low, high, -(-(high - low) // _PROBES))
        keys.read([ordered[place] for place in places])
        after = bisect_left(places, own, key=lambda place: keys.of(ordered[place]))
        low, high = places[after - 1] + 1 if after else low, places[after] if after < len(places) else high
    return low


def beginning_with(session: Session, wish: Wish, column: str, typed: str) -> set[str]:
    """The ids of the records whose cell in a column begins with what is typed."""
    condition = list_order.begins(session, wish.kind, column, typed)
    return set(session.scalars(select(wish.kind.table.id).where(_where_it_lies(wish.kind, wish.trashed), condition)))


def references(kind: Kind) -> list[str]:
    """The columns of a list that show the title of another record."""
    return [name for name in kind.columns if kind.field(name).input is Input.REFERENCE]


def _where_it_lies(kind: Kind, trashed: bool) -> ColumnElement[bool]:
    deleted: Any = kind.table.deleted_at
    return deleted.is_not(None) if trashed else deleted.is_(None)


def lies_in(session: Session, wish: Wish, *, by_index: bool = True) -> list[ColumnElement[bool]]:
    """Which rows a list holds, whatever words it is filtered by.

    With `by_index` off the database cannot look that up by its index of what lies in the trash: it would rather go through all 20,000 rows
    that do not than through the few whose ids are asked for.
    """
    deleted: Any = wish.kind.table.deleted_at
    empty = func.ifnull(deleted, "")
    unindexed = empty != "" if wish.trashed else empty == ""
    where = [_where_it_lies(wish.kind, wish.trashed) if by_index else unindexed]
    if wish.only is not None:
        name, value = wish.only
        column = getattr(wish.kind.table, name)
        where.append(column.is_(None) if value is None else column == value)
    return where if wish.narrowing is None else [*where, *wish.narrowing.conditions(session)]


def _conditions(session: Session, wish: Wish) -> list[ColumnElement[bool]]:
    where = lies_in(session, wish)
    if wish.words.strip():
        where.append(list_order.holds(session, wish.kind, wish.words))
    return where


def terms(session: Session, wish: Wish) -> list[Term]:
    """What a list is sorted by; no two records are equal in all of it."""
    deleted: Any = wish.kind.table.deleted_at
    id_column: Any = wish.kind.table.id
    if wish.order:
        return [*further_orders.terms(session, wish.kind, wish.order), (id_column, False)]
    own: list[Term] = [(deleted, True), (id_column, False)] if wish.trashed else store.sort_terms(wish.kind)
    if not wish.column:
        return own
    return [*list_order.sort_terms(session, wish.kind, wish.column, descending=wish.descending), *own]


def compared(sorted_by: Sequence[Term]) -> list[ColumnElement[Any]]:
    """What rows are compared by, to be read: as the database compares it, a date as its text."""
    # By labels of our own, for two terms may look alike.
    return [
        (type_coerce(term, String) if isinstance(term.type, TypeDecorator) else term).label(f"term_{number}")
        for number, (term, _) in enumerate(sorted_by)
    ]


def _state(session: Session, kind: Kind) -> _State:
    def newest(table: Any) -> int:
        return session.scalar(select(func.max(table.generation))) or 0

    others = tuple(newest(BY_NAME[kind.field(name).refers_to].table) for name in references(kind))
    sources = tuple(newest(source.table) for source in worked_out.sources(kind))
    return _State(newest(kind.table), others, sources, erased_at(session), in_use().tag)


class _Keys:
    """What rows are compared by, read from the database some at a time."""

    def __init__(self, session: Session, wish: Wish) -> None:
        self._session = session
        self._id = wish.kind.table.id
        sorted_by = terms(session, wish)
        self._down = tuple(down for _, down in sorted_by)
        self._statement = select(self._id, *compared(sorted_by))
        self._known: dict[str, _Key] = {}

    def read(self, ids: Sequence[str]) -> None:
        """Read the keys of some records."""
        for record_id, *parts in self._session.execute(self._statement.where(self._id.in_(ids))):
            self._known[record_id] = _Key(tuple(parts), self._down)

    def of(self, record_id: str) -> "_Key":
        """The key of a record that was read."""
        return self._known[record_id]


class _Key:
    """The values of one row, ordered as the database orders them: nothing before everything, each part in its own direction."""

    def __init__(self, parts: tuple[Any, ...], down: tuple[bool, ...]) -> None:
        self._parts = parts
        self._down = down

    def __lt__(self, other: "_Key") -> bool:
        for mine, theirs, down in zip(self._parts, other._parts, self._down, strict=True):
            if mine == theirs:
                continue
            if mine is None or theirs is None:
                return (mine is None) is not down
            return (mine > theirs) if down else (mine < theirs)
        return False


def _placed(session: Session, wish: Wish, before: list[str], changed: list[str]) -> list[str]:
    """The list as it is now, when these records changed."""
    gone = set(changed)
    after = [record_id for record_id in before if record_id not in gone]
    conditions = [wish.kind.table.id.in_(changed), *_conditions(session, wish)]
    for record_id in session.scalars(select(wish.kind.table.id).where(*conditions)).all():
        after.insert(position(session, wish, after, record_id), record_id)
    return after


def _steps(before: list[str], after: list[str], changed: set[str]) -> list[Step]:
    if before == after:
        return [Step("changed", row, record_id) for row, record_id in enumerate(after) if record_id in changed]
    gone = [Step("removed", row, each) for row, each in enumerate(before) if each in changed]
    new = [Step("inserted", row, each) for row, each in enumerate(after) if each in changed]
    return [*reversed(gone), *new]
