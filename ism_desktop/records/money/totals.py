"""What a period came to, by insurer, by who sent the bills, by kind of bill and by whom it was paid: sums with their entries."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, and_, func, select, type_coerce
from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import sorting, store
from ism_desktop.records.kind import Kind, choice_label
from ism_desktop.records.kinds.bills import BILLS, RECEIPT, Bill
from ism_desktop.records.kinds.payments import BY_INSURER, BY_ME, PAYMENTS, REFUNDED, REIMBURSED, TAKEN_OFF, Payment
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money import balances
from ism_desktop.records.money.sums import Sums
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money, PartialDate

BY_PROVIDER, BY_KIND, BY_PAYER, BY_WHOM = "provider", "kind", "insurer", "whom"
WAYS_OF_ADDING = (BY_PROVIDER, BY_KIND, BY_PAYER, BY_WHOM)


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One line of the table: its name, the sums, and the bills or payments that make them up.

    An entry has no lines, unless they are its total (`store.list_without_rows`).
    """

    name: str
    billed: Sums
    paid_by_me: Sums
    paid_by_insurers: Sums
    taken_off: Sums
    back_to_me: Sums
    entries: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """A table of a period, and its last line."""

    first_day: date
    last_day: date
    rows: tuple[TotalRow, ...]
    whole: TotalRow
    undated: int
    """Bills and payments that have no day and so are in no period."""


def of_period(session: Session, first: date, last: date, by: str = BY_PROVIDER) -> Totals:
    """What the bills of a period came to. A bill counts on the day of the service, else on its own date; a payment on its day.

    Billed and paid are of the same days, not of the same bills: what was billed in December and paid in January is in both years. What was
    paid on a bill in the trash is in none.
    """
    bills, payments = _bills(session, first, last), _payments(session, first, last)
    policies = {record.id: record.title for record in store.list_active(session, POLICIES)}
    name = _naming(by, {bill.id: bill for bill in (*bills, *_paid_for(session, bills, payments))}, policies)
    here = [*bills, *payments]
    undated = _count(session, BILLS, _text(BILLS).is_(None)) + _count(session, PAYMENTS, _text(PAYMENTS).is_(None))
    groups: dict[str, list[Record]] = {}
    for entry in here:
        groups.setdefault(name(entry), []).append(entry)
    implied = _paid_at_once(session, bills)
    rows = [_row(words, entries, implied) for words, entries in groups.items()]
    return Totals(
        first,
        last,
        tuple(sorted(rows, key=lambda row: (not row.name, row.name.casefold()))),
        _row(tr("All together"), here, implied),
        undated,
    )


def day_of(entry: Record) -> date | None:
    """The day on which a bill or payment counts; of a month or year its first."""
    on = on_of(entry)
    return on.first_day if on is not None else None


def on_of(entry: Record) -> PartialDate | None:
    """That day as far as it is known."""
    names = ("on_date",) if entry.kind is PAYMENTS else ("service_on", "billed_on")
    return next((on for name in names if isinstance(on := entry.values[name], PartialDate)), None)


def _naming(by: str, bills: dict[str, Record], policies: dict[str, str]) -> Callable[[Record], str]:
    def bill_of(entry: Record) -> Record | None:
        return entry if entry.kind is BILLS else bills.get(entry.values["bill"] or "")

    def provider(entry: Record) -> str:
        bill = bill_of(entry)
        return str(bill.values["provider"] or "") if bill is not None else ""

    def kind(entry: Record) -> str:
        bill = bill_of(entry)
        of = bill.values["type"] if bill is not None else None
        return choice_label(BILLS.field("type"), of) if of else ""

    def insurer(entry: Record) -> str:
        if entry.kind is BILLS:
            return ""
        return policies.get(entry.values["policy"] or "", "")

    def whom(entry: Record) -> str:
        return "" if entry.kind is BILLS else choice_label(PAYMENTS.field("way"), entry.values["way"])

    return {BY_PROVIDER: provider, BY_KIND: kind, BY_PAYER: insurer, BY_WHOM: whom}[by]


def _paid_at_once(session: Session, bills: Sequence[Record]) -> dict[str, Sums]:
    """What I paid on receipts that no payment of mine was noted for, by the id of the receipt."""
    receipts = [bill for bill in bills if bill.values["type"] == RECEIPT]
    by_me = select(Payment.bill).where(
        Payment.deleted_at.is_(None), Payment.way == BY_ME, Payment.bill.in_([receipt.id for receipt in receipts])
    )
    noted = set(session.scalars(by_me))
    found = balances.of_many(session, [receipt for receipt in receipts if receipt.id not in noted])
    return {receipt_id: balance.by_me for receipt_id, balance in found.items()}


# Reading only what the period holds: a record of ten years has tens of thousands of lines.


def _text(kind: Kind) -> ColumnElement[Any]:
    """The date of `day_of`, for the database."""
    if kind is PAYMENTS:
        return type_coerce(Payment.on_date, String)
    return func.coalesce(type_coerce(Bill.service_on, String), type_coerce(Bill.billed_on, String))


def _inside(kind: Kind, first: date, last: date) -> list[ColumnElement[bool]]:
    """Whether a record is of the period: the year of its date, which tells at once, then its first day."""
    text = _text(kind)
    year = func.substr(text, 1, len("2026"))
    return [
        year.between(f"{first.year:04d}", f"{last.year:04d}"),
        sorting.first_day(text).between(first.isoformat(), last.isoformat()),
    ]


def _counts(kind: Kind) -> ColumnElement[bool]:
    """Whether a record is in any period at all: not in the trash, nor paid on a bill that is."""
    if kind is PAYMENTS:
        trashed = select(Bill.id).where(Bill.deleted_at.is_not(None))
        return and_(Payment.deleted_at.is_(None), func.ifnull(Payment.bill, "").not_in(trashed))
    return Bill.deleted_at.is_(None)


def _count(session: Session, kind: Kind, condition: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(kind.table).where(_counts(kind), condition)) or 0


def _bills(session: Session, first: date, last: date) -> list[Record]:
    """The lines of a bill are read only where they make up its total."""
    found = store.list_without_rows(session, BILLS, *_inside(BILLS, first, last))
    without_total = [bill.id for bill in found if not isinstance(bill.values["total"], Money)]
    whole = store.get_many(session, BILLS, without_total)
    return [whole.get(bill.id, bill) for bill in found]


def _payments(session: Session, first: date, last: date) -> list[Record]:
    return store.list_without_rows(session, PAYMENTS, *_inside(PAYMENTS, first, last), _counts(PAYMENTS))


def _paid_for(session: Session, bills: Sequence[Record], payments: Sequence[Record]) -> list[Record]:
    """The bills of other periods on which something was paid in this one."""
    known = {bill.id for bill in bills}
    return bills_named(session, {one.values["bill"] for one in payments if one.values["bill"]} - known)


def bills_named(session: Session, ids: Iterable[str]) -> list[Record]:
    """The bills with these ids that are not in the trash, without their lines."""
    wanted = func.json_each(json.dumps(sorted(ids))).table_valued("value")
    return store.list_without_rows(session, BILLS, Bill.id.in_(select(wanted.c.value)))


def _row(name: str, entries: Sequence[Record], implied: Mapping[str, Sums]) -> TotalRow:
    bills = [entry for entry in entries if entry.kind is BILLS]
    paid = [entry for entry in entries if entry.kind is PAYMENTS]

    def of(*ways: str) -> Sums:
        return Sums.of(_amounts(entry for entry in paid if entry.values["way"] in ways))

    at_once = sum((implied[bill.id] for bill in bills if bill.id in implied), Sums())
    return TotalRow(
        name,
        Sums.of(balances.total_of(bill.values) for bill in bills),
        of(BY_ME) + at_once,
        of(BY_INSURER),
        of(TAKEN_OFF),
        of(REFUNDED, REIMBURSED),
        tuple(entries),
    )


def _amounts(entries: Iterable[Record]) -> Iterable[Money | None]:
    return (entry.values["amount"] for entry in entries)
