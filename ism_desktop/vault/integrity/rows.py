"""Reading what can still be read of a damaged database, row by row.

After one page that fails its seal the connection is dead and says that everything fails (trap T5), so each failure costs a fresh one. An
index holds the number of every row, and it lies in other pages than the rows: from it comes which rows there should be.
"""

import contextlib
import itertools
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from ism_desktop.vault import sqlcipher

Connect = Callable[[], sqlite3.Connection]

# Where no index can be read either: how many numbers are tried one by one, which is more than a page holds rows, before leaping.
_ONE_BY_ONE = 600
_LEAPS = 40


@dataclass(frozen=True, slots=True)
class TableRows:
    """What could be read of one table.

    `lost` counts the rows that could not be read; exact if `is_exact`, else at least so many. `lost_keys` are the primary keys of those
    of which an index still tells them.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    lost: int
    is_exact: bool
    key_column: str = ""
    lost_keys: tuple[Any, ...] = ()


def salvaged(connect: Connect, leave_out: Iterable[str] = ()) -> Iterator[TableRows]:
    """Every table with the rows that can be read.

    Args:
        connect: opens the damaged database anew, for reading.
        leave_out: tables that are not wanted.

    Raises:
        sqlcipher.DatabaseError: not even the list of tables can be read.
    """
    with closing(connect()) as connection:
        names = [
            str(name)
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
            if not str(name).startswith("sqlite_") and name not in set(leave_out)
        ]
        columns = {name: _columns(connection, name) for name in names}
    for name in names:
        known, complete = _row_numbers(connect, name)
        rows, seen, unharmed = _rows(connect, name, sorted(known), complete=complete)
        lost = known - seen
        key_column = next((column for column, is_key in columns[name].items() if is_key), "")
        lost_keys = tuple(key for number, key in _keys(connect, name, key_column) if number in lost) if lost else ()
        yield TableRows(name, tuple(columns[name]), rows, len(lost), complete or unharmed, key_column, lost_keys)


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, bool]:
    """The names of a table's columns, and whether each is the primary key."""
    return {str(row[1]): bool(row[5]) for row in connection.execute(f'PRAGMA table_info("{table}")')}


def _keys(connect: Connect, table: str, key_column: str) -> list[tuple[int, Any]]:
    """The number and the primary key of each row, as far as the key's own index can be read."""
    found: list[tuple[int, Any]] = []
    with closing(connect()) as connection, contextlib.suppress(sqlcipher.DatabaseError):
        index = f"sqlite_autoindex_{table}_1"
        for number, key in connection.execute(f'SELECT rowid, "{key_column}" FROM "{table}" INDEXED BY "{index}"'):  # noqa: S608
            found.append((number, key))
    return found


def _row_numbers(connect: Connect, table: str) -> tuple[set[int], bool]:
    """The numbers of a table's rows as its indexes know them, and whether one index could be read to its end."""
    known: set[int] = set()
    with closing(connect()) as connection:
        indexes = [str(row[1]) for row in connection.execute(f'PRAGMA index_list("{table}")')]
    for index in indexes:
        with closing(connect()) as connection:
            try:
                for (number,) in connection.execute(f'SELECT rowid FROM "{table}" INDEXED BY "{index}"'):  # noqa: S608  (its own names)
                    known.add(number)
            except sqlcipher.DatabaseError:
                continue
            return known, True
    return known, False


def _rows(
    connect: Connect, table: str, known: list[int], *, complete: bool
) -> tuple[list[tuple[Any, ...]], set[int], bool]:
    """The readable rows, their numbers, and whether nothing failed."""
    rows: list[tuple[Any, ...]] = []
    seen: set[int] = set()
    last = 0
    unharmed = True
    while True:
        with closing(connect()) as connection:
            try:
                for number, *values in _from(connection, table, last + 1):
                    rows.append(tuple(values))
                    seen.add(number)
                    last = number
            except sqlcipher.DatabaseError:
                unharmed = False
            else:
                return rows, seen, unharmed
        found = _next_readable(connect, table, last, known, complete=complete)
        if found is None:
            return rows, seen, False
        last = found - 1


def _from(connection: sqlite3.Connection, table: str, number: int) -> sqlite3.Cursor:
    return connection.execute(
        f'SELECT rowid, * FROM "{table}" WHERE rowid >= ? ORDER BY rowid',  # noqa: S608  (its own names)
        (number,),
    )


def _next_readable(connect: Connect, table: str, last: int, known: list[int], *, complete: bool) -> int | None:
    candidates: Iterable[int] = (number for number in known if number > last + 1 or (complete and number > last))
    if not complete:
        nearby = range(last + 2, last + _ONE_BY_ONE)
        leaps = (last + _ONE_BY_ONE * 2**power for power in range(_LEAPS))
        candidates = sorted({*candidates, *nearby, *itertools.islice(leaps, _LEAPS)})
    for number in candidates:
        with closing(connect()) as connection:
            try:
                row = _from(connection, table, number).fetchone()
            except sqlcipher.DatabaseError:
                continue
            return None if row is None else int(row[0])
    return None
