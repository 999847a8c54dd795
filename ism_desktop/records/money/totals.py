"""What a period came to, by insurer, by who sent the bills, by kind of bill and by whom it was paid: sums with their entries."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kind import Values, choice_label
from ism_desktop.records.kinds.bills import BILLS, RECEIPT
from ism_desktop.records.kinds.payments import BY_INSURER, BY_ME, PAYMENTS, REFUNDED, REIMBURSED, TAKEN_OFF
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money import balances
from ism_desktop.records.money.sums import Sums
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money, PartialDate

BY_PROVIDER, BY_KIND, BY_PAYER, BY_WHOM = "provider", "kind", "insurer", "whom"
WAYS_OF_ADDING = (BY_PROVIDER, BY_KIND, BY_PAYER, BY_WHOM)


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One line of the table: its name, the sums, and the bills or payments that make them up."""

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
    bills = store.list_active(session, BILLS)
    in_trash = {bill.id for bill in store.list_trashed(session, BILLS)}
    payments = [one for one in store.list_active(session, PAYMENTS) if one.values["bill"] not in in_trash]
    policies = {record.id: record.title for record in store.list_active(session, POLICIES)}
    by_id = {bill.id: bill for bill in bills}
    name = _naming(by, by_id, policies)
    here = [entry for entry in (*bills, *payments) if (day := day_of(entry)) is not None and first <= day <= last]
    undated = sum(day_of(entry) is None for entry in (*bills, *payments))
    groups: dict[str, list[Record]] = {}
    for entry in here:
        groups.setdefault(name(entry), []).append(entry)
    implied = _paid_at_once(bills, payments)
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


def _paid_at_once(bills: Sequence[Record], payments: Sequence[Record]) -> dict[str, Sums]:
    """What I paid on receipts that no payment of mine was noted for, by the id of the receipt."""
    of: dict[str, list[Values]] = {}
    for payment in payments:
        of.setdefault(payment.values["bill"] or "", []).append(payment.values)
    return {
        bill.id: balances.balance(bill.values, of.get(bill.id, ())).by_me
        for bill in bills
        if bill.values["type"] == RECEIPT and all(each["way"] != BY_ME for each in of.get(bill.id, ()))
    }


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
