"""Which bill an explanation of benefits may be about: proposed with the reasons, said by the person.

Compared are who treated, the day of the service and the amount billed. Nothing is matched by the program itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.money.balances import total_of
from ism_desktop.records.store import Record
from ism_desktop.records.values import LinkedName, Money, PartialDate, Rows

_ENOUGH = 2  # of the three


@dataclass(frozen=True, slots=True)
class Match:
    """A bill that an explanation may be about, with what speaks for it as facts, and what is different, side by side."""

    bill: Record
    reasons: tuple[str, ...]
    differences: tuple[str, ...]


def proposals(session: Session, explanation_id: str) -> list[Match]:
    """Bills that fit in at least two of provider, day and amount, the best first. Raises RecordMissing."""
    explanation = store.get(session, BENEFIT_EXPLANATIONS, explanation_id)
    found = [match for bill in store.list_active(session, BILLS) if (match := compare(bill, explanation)) is not None]
    return sorted(found, key=lambda match: -len(match.reasons))


def compare(bill: Record, explanation: Record) -> Match | None:
    """What speaks for this bill; None where it is too little."""
    reasons = [*_provider(bill, explanation), *_day(bill, explanation), *_amount(bill, explanation)]
    if len(reasons) < _ENOUGH:
        return None
    return Match(bill, tuple(reasons), tuple(differences(bill, explanation)))


def differences(bill: Record, explanation: Record) -> list[str]:
    """What bill and explanation say differently, as facts."""
    said: list[str] = []
    total, billed = total_of(bill.values), explanation.values["billed"]
    if isinstance(total, Money) and isinstance(billed, Money) and total != billed:
        said.append(
            tr("The bill says {bill}; the explanation says {explanation}.", bill=total.words, explanation=billed.words)
        )
    mine, theirs = bill.values["service_on"], explanation.values["service_on"]
    if isinstance(mine, PartialDate) and isinstance(theirs, PartialDate) and not _meet(mine, theirs):
        said.append(
            tr("The bill says {bill}; the explanation says {explanation}.", bill=mine.words, explanation=theirs.words)
        )
    return said


def _provider(bill: Record, explanation: Record) -> Iterable[str]:
    mine, theirs = bill.values["provider"], explanation.values["provider"]
    if mine and theirs and (_same_link(mine, theirs) or folded(str(mine)) == folded(str(theirs))):
        yield tr("the same provider: {name}", name=str(theirs))


def _same_link(one: object, other: object) -> bool:
    return isinstance(one, LinkedName) and isinstance(other, LinkedName) and one.record_id == other.record_id


def _day(bill: Record, explanation: Record) -> Iterable[str]:
    theirs = [*_days(explanation)]
    for mine in _days(bill):
        if any(_meet(mine, other) for other in theirs):
            yield tr("the same day of service: {day}", day=mine.words)
            return


def _days(record: Record) -> Iterable[PartialDate]:
    if isinstance(record.values["service_on"], PartialDate):
        yield record.values["service_on"]
    lines = record.values["lines"]
    for row in lines.rows if isinstance(lines, Rows) else ():
        if isinstance(row.get("service_on"), PartialDate):
            yield row["service_on"]


def _meet(one: PartialDate, other: PartialDate) -> bool:
    """Whether both may be the same day: a month alone meets every day of it."""
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def _amount(bill: Record, explanation: Record) -> Iterable[str]:
    total, billed = total_of(bill.values), explanation.values["billed"]
    if isinstance(total, Money) and total == billed:
        yield tr("the same amount: {amount}", amount=total.words)


def unmatched(session: Session) -> Sequence[Record]:
    """Explanations that no bill was said for."""
    return [one for one in store.list_active(session, BENEFIT_EXPLANATIONS) if not one.values["bill"]]
