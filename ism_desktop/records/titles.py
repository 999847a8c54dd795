"""The titles of all records of a kind, as lists and references show them: read once, then brought up to date by the vault's generation.

A list that shows the bill of each payment is sorted by thousands of titles, and a title needs two or three values of the twenty that a
record has. Only these are read from the database's texts; nothing is stored.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, String, select, type_coerce
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.orm import Session

from ism_desktop.language import in_use
from ism_desktop.records import store
from ism_desktop.records.erasing import erased_at
from ism_desktop.records.kind import Kind
from ism_desktop.records.values import Gap

_DIALECT = sqlite_dialect()
_Reader = Callable[[Any], Any]


def of(session: Session, kind: Kind) -> Mapping[str, str]:
    """The titles of the records that are not in the trash, by their ids, in no order. It holds while the session does."""
    if "generation" in session.info:
        # What this transaction changed may still be undone, and nothing would tell.
        kept = _Titles(kind)
    else:
        of_vault = _kept.setdefault(cast("Engine", session.get_bind()), {})
        key = kind.name, in_use().tag
        kept = of_vault.setdefault(key, _Titles(kind))
    kept.catch_up(session)
    return kept.by_id


def in_order(session: Session, kind: Kind) -> list[tuple[str, str]]:
    """Ids and titles in the kind's order."""
    found = of(session, kind)
    table: Any = kind.table
    order = [term.desc() if down else term.asc() for term, down in store.sort_terms(kind)]
    ids = session.scalars(select(table.id).where(table.deleted_at.is_(None)).order_by(*order))
    return [(record_id, found[record_id]) for record_id in ids]


class _Titles:
    """Those of one kind in one language."""

    def __init__(self, kind: Kind) -> None:
        table: Any = kind.table
        columns = [getattr(table, field.name) for field in kind.fields]
        readers = [column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None) for column in columns]
        self.by_id: dict[str, str] = {}
        self._kind = kind
        self._table = table
        self._places = {field.name: place for place, field in enumerate(kind.fields)}
        self._readers: list[_Reader | None] = readers
        texts = (type_coerce(column, String) for column in (table.gaps, *columns))
        named = (text.label(f"text_{number}") for number, text in enumerate(texts))
        self._statement = select(table.id, table.generation, table.deleted_at, *named)
        self._seen: int = -1
        self._erased = 0

    def catch_up(self, session: Session) -> None:
        """Read the titles of what changed, and forget those of what was deleted for good."""
        erased = erased_at(session)
        if erased != self._erased:
            self._erased = erased
            for record_id in self.by_id.keys() - set(session.scalars(select(self._table.id))):
                del self.by_id[record_id]
        active = self._table.deleted_at.is_(None)
        newer = active if self._seen < 0 else self._table.generation > self._seen
        found = cast("Iterable[tuple[Any, ...]]", session.execute(self._statement.where(newer)))
        for record_id, generation, deleted_at, gaps, *cells in found:
            self._seen = max(self._seen, generation)
            if deleted_at is not None:
                self.by_id.pop(record_id, None)
            else:
                self.by_id[record_id] = self._kind.title_of(_Texts(self._places, self._readers, gaps, cells))
        self._seen = max(self._seen, 0)


class _Texts(Mapping[str, Any]):
    """The values of a record, each read from its text when it is asked for."""

    def __init__(self, places: Mapping[str, int], readers: list[_Reader | None], gaps: str, cells: list[Any]) -> None:
        self._places = places
        self._readers = readers
        self._gaps = gaps
        self._cells = cells

    def __getitem__(self, name: str) -> Any:
        place = self._places[name]
        raw, reader = self._cells[place], self._readers[place]
        if raw is None:
            return self._gap(name) if self._gaps != "{}" else None
        return raw if reader is None else reader(raw)

    def _gap(self, name: str) -> Gap | None:
        stated = store.gaps_from_text(self._gaps)
        return stated.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


_kept: WeakKeyDictionary[Engine, dict[tuple[str, str], _Titles]] = WeakKeyDictionary()
