"""Collecting the totals: of one period or several, each by provider, by insurer, by kind of bill, or by whom it was paid."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.printing.bound_behind import Behind
from ism_desktop.printing.money_totals.content import Entry, Line, MoneyTotalsContent, PeriodTotals
from ism_desktop.printing.values import full_name, one_line, words
from ism_desktop.records import links, store
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.payments import PAYMENTS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.money import balances, totals
from ism_desktop.records.money.periods import Period
from ism_desktop.records.money.totals import TotalRow
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money, PartialDate
from ism_desktop.vault import Session

WAYS: Mapping[str, LazyText] = {
    totals.BY_PROVIDER: tr_lazy("By who sent the bill"),
    totals.BY_PAYER: tr_lazy("By insurer"),
    totals.BY_KIND: tr_lazy("By kind"),
    totals.BY_WHOM: tr_lazy("By who paid"),
}
"""How the lines can be made."""


def collect(
    session: Session,
    periods: Sequence[Period],
    by: str,
    today: date,
    *,
    with_papers: bool = False,
    demo: bool = False,
) -> MoneyTotalsContent:
    """Collect the paper as it would be printed today. Raises KeyError for a way that there is none of.

    `with_papers` adds the documents that are attached to the bills and payments, each once, in the order of the entries.
    """
    person = store.the_one(session, PERSON)
    found = [totals.of_period(session, one.first, one.last, by) for one in periods]
    attached = _attached(session)
    paid_for = {one.values["bill"] for each in found for one in each.whole.entries if one.kind is PAYMENTS}
    bills = {bill.id: bill for bill in totals.bills_named(session, paid_for - {None})}
    parts = [
        PeriodTotals(
            period.words,
            tuple(_line(row) for row in one.rows),
            _line(one.whole),
            tuple(_entry(entry, attached.get(entry.id, ()), bills) for entry in sorted(one.whole.entries, key=_when)),
        )
        for period, one in zip(periods, found, strict=True)
    ]
    return MoneyTotalsContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        by=by,
        periods=tuple(parts),
        undated=found[0].undated if found else 0,
        papers=_papers(session, parts) if with_papers else (),
    )


def _attached(session: Session) -> dict[str, tuple[str, ...]]:
    """The ids of the documents attached to each bill and payment."""
    return {
        record_id: tuple(dict.fromkeys(proof.document_id for proof in found))
        for kind in (BILLS, PAYMENTS)
        for record_id, found in links.all_proofs(session, kind).items()
    }


def _papers(session: Session, parts: Iterable[PeriodTotals]) -> tuple[Behind, ...]:
    wanted = dict.fromkeys(paper for part in parts for entry in part.entries for paper in entry.papers)
    there = store.get_many(session, DOCUMENTS, sorted(wanted))
    return tuple(Behind.of(there[one]) for one in wanted)


def _line(row: TotalRow) -> Line:
    sums = (row.billed, row.paid_by_me, row.paid_by_insurers, row.taken_off, row.back_to_me)
    return Line(one_line(row.name) or tr("Not noted"), *(each.words for each in sums))


def _when(entry: Record) -> tuple[date, str]:
    return totals.day_of(entry) or date.max, entry.title


def _payment(payment: Record, bills: Mapping[str, Record]) -> str:
    way = choice_label(PAYMENTS.field("way"), payment.values["way"])
    bill = bills.get(payment.values["bill"] or "")
    return way if bill is None else tr("{way}: {bill}", way=way, bill=bill.values["what"] or bill.title)


def _entry(entry: Record, papers: Sequence[str], bills: Mapping[str, Record]) -> Entry:
    day = totals.day_of(entry)
    amount = entry.values["amount"] if entry.kind is PAYMENTS else balances.total_of(entry.values)
    said = PartialDate.from_date(day).words if day is not None else ""
    # A payment's own title ends with its amount, which stands in its own column.
    name = _payment(entry, bills) if entry.kind is PAYMENTS else entry.title
    return Entry(said, one_line(name), amount.words if isinstance(amount, Money) else "", tuple(papers))
