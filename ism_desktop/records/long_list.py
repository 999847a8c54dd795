"""A long list, read by a thread: in one statement where that takes less than a tenth of a second, else in short pieces.

The vault has one connection, and whoever needs it meanwhile waits. The database sorts 20,000 rows in some 60 ms; to have what they are
compared by read in pieces and to sort it here takes three times as long, so that is for longer lists, and for those that somebody has
before their eyes already: they wait for nothing, and the window must get at the vault to paint. Looking for words takes far longer, and
goes by pieces always. What is saved in between is taken in afterwards, by `Listing.changes`: a row read before or after its
change is put into its place anew either way.
"""

import json
import time
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Executable, func, or_, select

from ism_desktop.records import list_order, matching, paging
from ism_desktop.records.paging import Listing, Wish
from ism_desktop.records.search import Index
from ism_desktop.vault import Session, Vault

_AT_ONCE = 30_000  # rows that are sorted in one statement
_AT_ONCE_BESIDE = 6_000  # likewise, while the list is shown as it was before
_PIECE = 0.012  # seconds that one piece shall take
_FEWEST, _MOST = 64, 4_000
_NAMED = 500  # at most so many ids in one statement
_PAUSE = 0.0005  # seconds between two pieces, for others to get hold of the vault

GoOn = Callable[[], object]
_Row = tuple[Any, ...]


def read(vault: Vault, index: Index, wish: Wish, go_on: GoOn, *, is_shown: bool = False) -> Listing:
    """Read a list; `go_on` is called before each piece, and raises what shall end the reading.

    `is_shown`: the list as it was is shown meanwhile, so that the window wants the vault more than the answer.

    Raises:
        VaultClosed: the vault was locked meanwhile.
    """
    has_words = bool(wish.words.strip())
    if not has_words:
        go_on()
        with vault.read() as session:
            listing = Listing(wish)
            listing.begin(session)
            if listing.total <= (_AT_ONCE_BESIDE if is_shown else _AT_ONCE):
                listing.ids = paging.ids(session, wish)
                return listing
    reading = _Reading(vault, wish, go_on)
    if has_words:
        known = None if wish.trashed else _known(reading, index)  # what lies in the trash is not in the index
        newer = [] if known is None else _newer(reading, known[1])
        if known is not None and reading.listing.total <= _AT_ONCE and len(newer) <= _NAMED:
            reading.listing.ids = _looked_up(reading, *known, newer)
            return reading.listing
        rows = _looked_through(reading, known, newer)
    else:
        rows = reading.in_pieces()
    reading.listing.ids = _in_order(list(rows), reading.down)
    return reading.listing


class _Reading:
    """What is read for one list: the id of each row, and what it is compared by."""

    def __init__(self, vault: Vault, wish: Wish, go_on: GoOn) -> None:
        self.vault = vault
        self.wish = wish
        self._go_on = go_on
        self._size = min(512, _MOST)
        self.listing = Listing(wish)
        with vault.read() as session:
            self.listing.begin(session)
            terms = paging.terms(session, wish)
            self._id: Any = wish.kind.table.id
            self.statement = select(self._id, *paging.compared(terms)).where(
                *paging.lies_in(session, wish, by_index=False)
            )
        self.down = tuple(down for _, down in terms)

    def in_pieces(self, *conditions: ColumnElement[bool]) -> Iterator[_Row]:
        """All rows for which this is so, by stretches of their ids."""
        last: str | None = ""
        while last is not None:
            with self._piece() as session:
                # The end of the stretch comes from the index alone: what the rows hold plays no part in how many are looked at.
                ends = select(self._id).where(self._id > last).order_by(self._id).offset(self._size - 1).limit(1)
                end = session.scalar(ends)
                stretch = [self._id > last, *([] if end is None else [self._id <= end])]
                found = _fetched(session, self.statement.where(*stretch, *conditions))
            yield from found
            last = end

    def of(self, ids: Collection[str], *conditions: ColumnElement[bool]) -> Iterator[_Row]:
        """Those of these rows for which this is so."""
        waiting = sorted(ids)
        while waiting:
            size = min(self._size, _NAMED)
            now, waiting = waiting[:size], waiting[size:]
            with self._piece() as session:
                found = _fetched(session, self.statement.where(self._id.in_(now), *conditions))
            yield from found

    @contextmanager
    def _piece(self) -> Generator[Session]:
        """A session for one piece. The next ones become smaller or larger by how long it took."""
        self._go_on()
        time.sleep(_PAUSE)
        with self.vault.read() as session:
            began = time.thread_time()  # what it worked: on a busy machine smaller pieces would only make it slower
            yield session
            took = time.thread_time() - began
        if took > 1.5 * _PIECE:
            self._size = max(_FEWEST, self._size // 2)
        elif took < _PIECE / 2:
            self._size = min(_MOST, self._size * 2)


def _fetched(session: Session, statement: Executable) -> list[_Row]:
    return [tuple(row) for row in session.execute(statement)]


# Words --------------------------------------------------------------------------------------------------------------------


def _newer(reading: _Reading, seen: int) -> list[str]:
    """The ids of the records that changed after what the index knows."""
    table = reading.wish.kind.table
    generation: Any = table.generation
    with reading.vault.read() as session:
        return list(session.scalars(select(table.id).where(generation > seen)))


def _looked_up(reading: _Reading, ids: frozenset[str], seen: int, newer: Sequence[str]) -> list[str]:
    """The ids of the rows that say the words, in order: those that the index named, and of the few newer ones those that say them."""
    wish = reading.wish
    generation: Any = wish.kind.table.generation
    id_column: Any = wish.kind.table.id
    named = func.json_each(json.dumps(sorted({*ids, *newer}))).table_valued("value")
    with reading.vault.read() as session:
        terms = paging.terms(session, wish)
        # One of the newer ids has a newer generation, unless it was deleted; so each row is looked through, or was named by the index.
        says = or_(generation <= seen, list_order.holds(session, wish.kind, wish.words))
        order = [term.desc() if down else term.asc() for term, down in terms]
        found = select(id_column).where(
            id_column.in_(select(named.c.value)), *paging.lies_in(session, wish, by_index=False), says
        )
        return list(session.scalars(found.order_by(*order)))


def _looked_through(
    reading: _Reading, known: tuple[frozenset[str], int] | None, newer: Sequence[str]
) -> Iterator[_Row]:
    """The rows that say the words, piece by piece: each looked through, where the index does not know."""
    wish = reading.wish
    generation: Any = wish.kind.table.generation
    with reading.vault.read() as session:
        holds = list_order.holds(session, wish.kind, wish.words)
    if known is None:
        yield from reading.in_pieces(holds)
        return
    ids, seen = known
    yield from reading.of(ids, generation <= seen)
    yield from reading.of(newer, generation > seen, holds)


def _known(reading: _Reading, index: Index) -> tuple[frozenset[str], int] | None:
    """The ids of the records that say the words, themselves or by a title shown in them, and up to which generation that is known."""
    wish = reading.wish
    terms = matching.terms(wish.words)
    titled = {term: _titled(reading, term) for term in terms}
    if not any(titled.values()):
        ids, seen = index.records_saying(wish.kind.name, wish.words)
        return (ids, seen) if seen >= 0 else None
    found: frozenset[str] | None = None
    oldest: int | None = None
    for term in terms:
        ids, seen = index.records_saying(wish.kind.name, term)
        if seen < 0:
            return None
        oldest = seen if oldest is None else min(oldest, seen)
        found = (ids | titled[term]) if found is None else found & (ids | titled[term])
    return None if found is None or oldest is None else (found, oldest)


def _titled(reading: _Reading, term: str) -> frozenset[str]:
    """The ids of the records that refer to one whose title says the term."""
    kind = reading.wish.kind
    found: set[str] = set()
    for name in paging.references(kind):
        with reading.vault.read() as session:
            titles = list_order.titles(session, kind.field(name))
            named = [each for each, title in titles.items() if matching.first_spot(title, [term]) is not None]
            column = getattr(kind.table, name)
            for place in range(0, len(named), _NAMED):
                found.update(session.scalars(select(kind.table.id).where(column.in_(named[place : place + _NAMED]))))
    return frozenset(found)


# Order --------------------------------------------------------------------------------------------------------------------


def _in_order(rows: list[_Row], down: Sequence[bool]) -> list[str]:
    """The ids of rows in order, each row the id and what it is compared by: as the database would put them, nothing before everything."""
    # What is compared last comes first: equal rows keep the places that they have.
    end = len(down)
    while end:
        start = end - 1
        while start and down[start - 1] is down[end - 1]:
            start -= 1
        rows.sort(key=_key(rows, range(start + 1, end + 1)), reverse=down[end - 1])
        end = start
    return [row[0] for row in rows]


def _key(rows: Sequence[_Row], places: Sequence[int]) -> Callable[[_Row], Any]:
    blanks = {place for place in places if any(row[place] is None for row in rows)}
    if not blanks:
        return itemgetter(*places)

    def key(row: _Row) -> tuple[Any, ...]:
        return tuple((row[place] is not None, row[place]) if place in blanks else row[place] for place in places)

    return key
