"""Collecting the totals: one year or several, each by provider, by insurer, by kind of bill, or by whom it was paid."""

from collections.abc import Mapping
from datetime import date

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.printing.money_totals.content import Line, MoneyTotalsContent, YearTotals
from ism_desktop.printing.values import full_name, one_line, words
from ism_desktop.records import store
from ism_desktop.records.kind import choice_label
from ism_desktop.records.kinds.payments import PAYMENTS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.money import balances, totals
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

PERIODS: Mapping[str, LazyText] = {
    "this": tr_lazy("This year"),
    "last": tr_lazy("Last year"),
    "three": tr_lazy("Three years"),
}
"""Which years can be chosen; the earliest of several comes first."""


def collect(session: Session, period: str, by: str, today: date, *, demo: bool = False) -> MoneyTotalsContent:
    """Collect the paper as it would be printed today. Raises KeyError for a period or way that there is none of."""
    years = {"this": [today.year], "last": [today.year - 1], "three": list(range(today.year - 2, today.year + 1))}[
        period
    ]
    person = store.the_one(session, PERSON)
    found = [totals.of_period(session, date(year, 1, 1), date(year, 12, 31), by) for year in years]
    return MoneyTotalsContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        by=by,
        years=tuple(
            YearTotals(
                one.first_day.year,
                tuple(_line(row) for row in one.rows),
                _line(one.whole),
                tuple(_entry(entry) for entry in sorted(one.whole.entries, key=_when)),
            )
            for one in found
        ),
        undated=found[0].undated,
    )


def _line(row: TotalRow) -> Line:
    sums = (row.billed, row.paid_by_me, row.paid_by_insurers, row.back_to_me)
    return Line(one_line(row.name) or tr("Not noted"), *(each.words for each in sums))


def _when(entry: Record) -> tuple[date, str]:
    return totals.day_of(entry) or date.max, entry.title


def _entry(entry: Record) -> tuple[str, str, str]:
    day = totals.day_of(entry)
    amount = entry.values["amount"] if entry.kind is PAYMENTS else balances.total_of(entry.values)
    said = PartialDate.from_date(day).words if day is not None else ""
    # A payment's own title ends with its amount, which stands in its own column.
    name = choice_label(PAYMENTS.field("way"), entry.values["way"]) if entry.kind is PAYMENTS else entry.title
    return said, one_line(name), amount.words if isinstance(amount, Money) else ""
