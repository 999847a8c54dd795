"""Columns of a list that no table has: worked out of other records each time, so that nothing stored can differ from what it follows from.

Which there are is said by their kind (`Kind.worked_out`), how they are worked out here: the kinds know nothing of each other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import ColumnElement, String, func, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.records.columns import MoneyColumn
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.payments import PAYMENTS
from ism_desktop.records.money import balances, ledger
from ism_desktop.records.store import Record


@dataclass(frozen=True)
class _Column:
    """`values` are those of some records by their ids, `stored` gives that of any record as a column of this type would hold it."""

    type: Any
    values: Callable[[Session, Sequence[Record]], Mapping[str, Any]]
    stored: Callable[[Session], Callable[[str], str | None]]


def _open_of(session: Session, bills: Sequence[Record]) -> Mapping[str, Any]:
    here = [bill for bill in bills if bill.deleted_at is None]  # nobody asks for what lies in the trash
    return {bill_id: balance.open for bill_id, balance in balances.of_many(session, here).items()}


def _stored_open(session: Session) -> Callable[[str], str | None]:
    book = ledger.of(session)

    def stored(bill_id: str) -> str | None:
        left = book.open_of(bill_id)
        return None if left is None else left.stored

    return stored


_COLUMNS: Mapping[tuple[str, str], _Column] = {(BILLS.name, "open"): _Column(MoneyColumn(), _open_of, _stored_open)}
_SOURCES: Mapping[str, tuple[Kind, ...]] = {BILLS.name: (PAYMENTS,)}


def sources(kind: Kind) -> tuple[Kind, ...]:
    """The kinds whose records such columns follow from, besides its own."""
    return _SOURCES.get(kind.name, ())


def with_values(session: Session, kind: Kind, records: Mapping[str, Record]) -> dict[str, Record]:
    """Records of a kind with the values of such columns among their own, as a list shows them."""
    found = dict(records)
    for field in kind.worked_out:
        values = _COLUMNS[kind.name, field.name].values(session, list(records.values()))
        found = {
            record_id: replace(record, values={**record.values, field.name: values.get(record_id)})
            for record_id, record in found.items()
        }
    return found


def column(session: Session, kind: Kind, name: str) -> ColumnElement[Any]:
    """A column of a list for the database: that of the table, or a function of ours that works it out."""
    if all(field.name != name for field in kind.worked_out):
        return getattr(kind.table, name)
    worked_out = _COLUMNS[kind.name, name]
    called = f"ism_{kind.name}_{name}"
    connection = cast("Any", session.connection().connection.driver_connection)
    connection.create_function(called, 1, worked_out.stored(session))
    table: Any = kind.table
    return getattr(func, called)(type_coerce(table.id, String), type_=worked_out.type)
