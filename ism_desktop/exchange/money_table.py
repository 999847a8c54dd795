"""Bills and payments of a period as tables for a spreadsheet: what they add up to, or every one of them.

Days stand as in `2026-05-03` and amounts as in `1240.50`, the currency in a column of its own: every spreadsheet can add them up. No other
cell can be taken for a formula (`csv_tables.safe_cell`). The columns are described in docs/money-tables.md.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ism_desktop.exchange.csv_tables import safe_cell
from ism_desktop.language import LazyText, tr_c, tr_lazy
from ism_desktop.records import links, store
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.payments import PAYMENTS
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money import balances, totals
from ism_desktop.records.money.periods import Period
from ism_desktop.records.money.totals import TotalRow
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money
from ism_desktop.vault import Session

_MARK = "\ufeff"  # by which spreadsheets know UTF-8

_PERIOD: Mapping[str, LazyText] = {
    "period": tr_lazy("Period", "a column of a table"),
    "first": tr_lazy("First day", "a column of a table"),
    "last": tr_lazy("Last day", "a column of a table"),
}
SUMS: Mapping[str, LazyText] = {
    **_PERIOD,
    "line": tr_lazy("What this row is", "a column of a table"),
    "name": tr_lazy("Name", "a column of a table"),
    "currency": tr_lazy("Currency", "a column of a table"),
    "billed": tr_lazy("Billed", "a column of a table"),
    "by_me": tr_lazy("I paid", "a column of a table"),
    "by_insurers": tr_lazy("Insurers paid", "a column of a table"),
    "taken_off": tr_lazy("Taken off", "a column of a table"),
    "back": tr_lazy("Back to me", "a column of a table"),
}
ENTRIES: Mapping[str, LazyText] = {
    **_PERIOD,
    "line": tr_lazy("What this row is", "a column of a table"),
    "day": tr_lazy("Day", "a column of a table"),
    "name": tr_lazy("Name", "a column of a table"),
    "from": tr_lazy("Who sent the bill", "a column of a table"),
    "number": tr_lazy("Number of the bill", "a column of a table"),
    "insurer": tr_lazy("Insurer", "a column of a table"),
    "amount": tr_lazy("Amount", "a column of a table"),
    "currency": tr_lazy("Currency", "a column of a table"),
    "documents": tr_lazy("Documents", "a column of a table"),
    "id": tr_lazy("Identifier", "a column of a table"),
}

Cells = dict[str, str]


def sums(session: Session, periods: Sequence[Period], by: str) -> bytes:
    """What each period came to, by `totals.BY_PROVIDER` and the like: a row for each name and currency, and for all together."""
    rows: list[Cells] = []
    for period in periods:
        found = totals.of_period(session, period.first, period.last, by)
        for row in found.rows:
            rows += [_period(period) | one for one in _sums(row, tr_c("a row of a table", "part"))]
        rows += [_period(period) | one for one in _sums(found.whole, tr_c("a row of a table", "all together"))]
    return _table(SUMS, rows)


def entries(session: Session, periods: Sequence[Period]) -> bytes:
    """Every bill and payment of the periods, the earliest first."""
    bills = {bill.id: bill for bill in store.list_without_rows(session, BILLS)}
    policies = {policy.id: policy.title for policy in store.list_active(session, POLICIES)}
    documents = {
        record_id: "; ".join(dict.fromkeys(proof.title for proof in found))
        for kind in (BILLS, PAYMENTS)
        for record_id, found in links.all_proofs(session, kind).items()
    }
    rows: list[Cells] = []
    for period in periods:
        whole = totals.of_period(session, period.first, period.last).whole
        for entry in sorted(whole.entries, key=lambda one: (totals.day_of(one) or date.max, one.title)):
            cells = _bill(entry) if entry.kind is BILLS else _payment(entry, bills, policies)
            rows.append(_period(period) | {"id": entry.id, "documents": documents.get(entry.id, "")} | cells)
    return _table(ENTRIES, rows)


def _table(columns: Mapping[str, LazyText], rows: Iterable[Cells]) -> bytes:
    out = io.StringIO(newline="")
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(str(head)) for head in columns.values()])
    for cells in rows:
        # A number below 0 begins with the sign that begins a formula; it is one only where letters follow.
        writer.writerow([cells.get(key, "") if key in _NUMBERS else safe_cell(cells.get(key, "")) for key in columns])
    return out.getvalue().encode("utf-8", "replace")


_NUMBERS = frozenset({"billed", "by_me", "by_insurers", "taken_off", "back", "amount"})


def _period(period: Period) -> dict[str, str]:
    return {"period": period.words, "first": period.first.isoformat(), "last": period.last.isoformat()}


def _sums(row: TotalRow, line: str) -> list[Cells]:
    """One row for each currency of which there is some."""
    of = {
        "billed": row.billed,
        "by_me": row.paid_by_me,
        "by_insurers": row.paid_by_insurers,
        "taken_off": row.taken_off,
        "back": row.back_to_me,
    }
    found = sorted({currency for each in of.values() for currency in each.currencies})
    return [
        {"line": line, "name": row.name, "currency": currency}
        | {key: plain(each.in_currency(currency)) for key, each in of.items()}
        for currency in found
    ]


def _bill(bill: Record) -> Cells:
    values = bill.values
    return {
        "line": choice_label(BILLS.field("type"), values["type"]) if values["type"] else "",
        "name": bill.title,
        "from": str(values["provider"] or ""),
        "number": str(values["number"] or ""),
        **_common(bill, balances.total_of(values)),
    }


def _payment(payment: Record, bills: Mapping[str, Record], policies: Mapping[str, str]) -> Cells:
    bill = bills.get(payment.values["bill"] or "")
    return {
        "line": choice_label(PAYMENTS.field("way"), payment.values["way"]),
        "name": bill.title if bill is not None else "",
        "from": str(bill.values["provider"] or "") if bill is not None else "",
        "number": str(bill.values["number"] or "") if bill is not None else "",
        "insurer": policies.get(payment.values["policy"] or "", ""),
        **_common(payment, payment.values["amount"]),
    }


def _common(entry: Record, amount: object) -> Cells:
    on = totals.on_of(entry)
    found = {"day": on.stored if on is not None else ""}
    return found | ({"amount": plain(amount), "currency": amount.currency} if isinstance(amount, Money) else {})


def plain(money: Money) -> str:
    """An amount as every spreadsheet reads it, with all its places: `1240.50`."""
    return format(money.amount, "f")
