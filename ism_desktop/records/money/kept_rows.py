"""A few columns of every record of a kind, kept in memory as the database has them and brought up to date by the vault's generation.

Thousands of bills are asked for what is open of them after every save. Reading all of them each time takes seconds; reading what changed
since the last time takes no time at all. Nothing is stored: what is kept here is thrown away with the vault's connection.
"""

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import String, func, select, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.records.erasing import erased_at
from ism_desktop.records.kind import Kind

Cells = tuple[Any, ...]
Changed = dict[str, tuple[Cells | None, Cells | None]]


class KeptRows:
    """The texts of some columns of the records that are not in the trash, by id. `rows` is to be read, not changed.

    All of them are read first, by stretches of their ids, then what changed since that began. The sessions must be those of
    `vault.read()`: what a transaction undoes again has no number to be told by.
    """

    def __init__(self, kind: Kind, *names: str) -> None:
        table: Any = kind.table
        columns = [type_coerce(getattr(table, name), String) for name in names]
        self.rows: dict[str, Cells] = {}
        self._table = table
        self._statement = select(table.id, table.generation, table.deleted_at, *columns)
        self._seen: int = -1  # the generation up to which all is known, but for what lies behind `_read_to`
        self._erased = 0
        self._read_to: str | None = ""

    def behind(self, session: Session) -> int:
        """How many records have to be read."""
        wanted = select(func.count()).select_from(self._table)
        if self._read_to is None:
            return session.scalar(wanted.where(self._table.generation > self._seen)) or 0
        return session.scalar(wanted.where(self._table.id > self._read_to)) or 0

    def advance(self, session: Session, most: int) -> Changed:
        """Read some more, at most so many: by id what a record said before and says now, None where it was or is not there.

        With nothing to be told, all is current.
        """
        if self._read_to is None:
            changed = self._take(session, self._statement.where(self._table.generation > self._seen))
            return self._let_go(session) | changed
        if self._seen < 0:
            self._seen = session.scalar(select(func.max(self._table.generation))) or 0
            self._erased = erased_at(session)
        stretch = self._statement.where(self._table.id > self._read_to).order_by(self._table.id).limit(most)
        changed = self._take(session, stretch)
        if not changed:
            self._read_to = None
        return changed

    def _let_go(self, session: Session) -> Changed:
        """Forget what was deleted for good since it was read: no row is left to say so."""
        erased = erased_at(session)
        if erased == self._erased:
            return {}
        self._erased = erased
        left = set(session.scalars(select(self._table.id)))
        return {record_id: (self.rows.pop(record_id), None) for record_id in self.rows.keys() - left}

    def _take(self, session: Session, statement: Any) -> Changed:
        changed: Changed = {}
        is_first = self._read_to is not None
        for record_id, generation, deleted_at, *cells in cast("Iterable[Cells]", session.execute(statement)):
            before = self.rows.pop(record_id, None)
            now = None if deleted_at is not None else tuple(cells)
            if now is not None:
                self.rows[record_id] = now
            changed[record_id] = before, now
            if is_first:
                self._read_to = record_id
            else:
                self._seen = max(self._seen, generation)
        return changed
