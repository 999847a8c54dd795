"""Every table of the records as plain rows: how all of it leaves a vault in a plain export, and how it comes into an empty one.

A row is a mapping of column names to what JSON knows: text, whole numbers, true and false, null, and in some columns objects. Dates are
text such as 2019-05; the other values of `records.values` stand as their `columns.Form` says. The
column `generation` is left out, since it counts the changes of one vault.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import JSON, Boolean, Integer, String, func, insert, select
from sqlalchemy import Column as TableColumn
from sqlalchemy import Table as SqlTable
from sqlalchemy.orm import Session

from ism_desktop.records.columns import Form, ValueColumn
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.table import (
    Base,
    Departure,
    DocumentVersion,
    FormerValues,
    Link,
    Printed,
    Statement,
    VaultSetting,
)

_GENERATION = "generation"
_MOMENTS = {"created_at", "updated_at", "deleted_at", "at", "imported_at"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `type` is "text", "moment", "integer", "yes or no", "object" or the word of its `form`; `longest` is in letters, None
    without a limit."""

    name: str
    type: str
    required: bool
    longest: int | None
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its name, its key and its columns in order, without `generation`."""

    name: str
    key: str
    columns: tuple[Column, ...]


def _column(column: TableColumn[Any]) -> Column:
    kind = column.type
    longest, form = None, None
    if isinstance(kind, ValueColumn):
        word, form = kind.form.word, kind.form
    elif isinstance(kind, JSON):
        word = "object"
    elif isinstance(kind, Boolean):
        word = "yes or no"
    elif isinstance(kind, Integer):
        word = "integer"
    elif isinstance(kind, String):
        word, longest = "moment" if column.key in _MOMENTS else "text", kind.length
    else:
        raise TypeError(f"{column} has a type that no export knows")
    return Column(column.key, word, not column.nullable, longest, form)


def _table(table: SqlTable) -> Table:
    (key,) = table.primary_key.columns
    columns = sorted(table.columns, key=lambda column: not column.primary_key)
    return Table(table.name, key.key, tuple(_column(column) for column in columns if column.key != _GENERATION))


_BESIDE = (FormerValues, Link, DocumentVersion, Statement, Printed, Departure, VaultSetting)
# Documents come before the links that point to them.
TABLES: tuple[Table, ...] = tuple(
    _table(cast("SqlTable", declared.__table__)) for declared in (*(kind.table for kind in KINDS), *_BESIDE)
)
BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}


def rows(session: Session, table: Table) -> list[Row]:
    """Every row of a table, those in the trash too, in the order in which they were made."""
    declared = Base.metadata.tables[table.name]
    names = [column.name for column in table.columns]
    made = [declared.c[name] for name in ("created_at", "at") if name in declared.c]
    statement = select(*(declared.c[name] for name in names)).order_by(*made, declared.c[table.key])
    return [
        {column.name: _plain(column, value) for column, value in zip(table.columns, row, strict=True)}
        for row in session.execute(statement)
    ]


def _plain(column: Column, value: Any) -> Any:
    return value if value is None or column.form is None else column.form.to_plain(value)


def put(session: Session, table: Table, plain: Sequence[Row]) -> None:
    """Add rows as `rows` gave them, each with every column, to a session of `vault.write()`. Settings take the place of those there."""
    if not plain:
        return
    declared = Base.metadata.tables[table.name]
    forms = {column.name: column.form for column in table.columns if column.form is not None}
    ready: list[Row] = []
    for row in plain:
        made = row | {name: form.from_plain(row[name]) for name, form in forms.items() if row[name] is not None}
        if _GENERATION in declared.c:
            made[_GENERATION] = session.info["generation"]
        ready.append(made)
    statement = insert(declared)
    if table.name == VaultSetting.__tablename__:
        statement = statement.prefix_with("OR REPLACE")
    session.execute(statement, ready)
    session.info["changed"].add(table.name)


def is_empty(session: Session) -> bool:
    """Whether nothing was ever written into this vault but its settings."""
    return all(
        session.scalar(select(func.count()).select_from(Base.metadata.tables[table.name])) == 0
        for table in TABLES
        if table.name != VaultSetting.__tablename__
    )
