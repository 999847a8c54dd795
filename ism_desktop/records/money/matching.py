"""Which bill and which visit an explanation of benefits may be about: proposed with the reasons, said by the person.

Compared are who treated, the day of the service and the amount billed. Nothing is matched by the program itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import REAL, ColumnElement, String, and_, func, literal, or_, select, type_coerce
from sqlalchemy import cast as as_type
from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.folding import folded
from ism_desktop.records.kinds.appointments import APPOINTMENTS, Appointment
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS
from ism_desktop.records.kinds.bills import BILLS, Bill
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.money.balances import total_of
from ism_desktop.records.store import Record
from ism_desktop.records.values import SEASONS, LinkedName, Money, PartialDate, Rows

_ENOUGH = 2  # of the three
_AT_ONCE = 200  # bills that are read and compared in one go


@dataclass(frozen=True, slots=True)
class Match:
    """A bill or visit that an entry may be about, with what speaks for it as facts."""

    record: Record
    reasons: tuple[str, ...]


def proposals(session: Session, explanation_id: str) -> list[Match]:
    """Bills that fit in at least two of provider, day and amount, the best first. Raises RecordMissing."""
    explanation = store.get(session, BENEFIT_EXPLANATIONS, explanation_id)
    ids = list(session.scalars(select(Bill.id).where(*_may_fit(session, explanation))))
    found: list[Match] = []
    for place in range(0, len(ids), _AT_ONCE):
        for bill in store.get_many(session, BILLS, ids[place : place + _AT_ONCE]).values():
            reasons = tuple(reasons_for(bill, explanation))
            if len(reasons) >= _ENOUGH:
                found.append(Match(bill, reasons))
    return sorted(found, key=lambda match: (-len(match.reasons), match.record.title, match.record.id))


def reasons_for(bill: Record, explanation: Record) -> list[str]:
    """What speaks for this bill."""
    return [*_provider(bill, explanation), *_day(bill, explanation), *_amount(bill, explanation)]


def visits(session: Session, record: Record) -> list[Match]:
    """The visits on a day of service of a bill or an explanation, those with the same provider first; none that was cancelled."""
    days = [*days_of(record)]
    if not days:
        return []
    not_cancelled = func.ifnull(Appointment.status, "") != "cancelled"
    may_meet = or_(_may_meet(Appointment.on_date, days), Appointment.last_day.is_not(None))
    wanted = select(Appointment.id).where(Appointment.deleted_at.is_(None), not_cancelled, may_meet)
    found: list[Match] = []
    for visit in store.get_many(session, APPOINTMENTS, list(session.scalars(wanted))).values():
        day = next((day for day in days if _is_on(visit, day)), None)
        if day is not None:
            reasons = [tr("the same day: {day}", day=day.words), *_with_provider(session, visit, record)]
            found.append(Match(visit, tuple(reasons)))
    return sorted(found, key=lambda match: (-len(match.reasons), match.record.values["at_time"] or "", match.record.id))


# What speaks for it ---------------------------------------------------------------------------------------------------


def _provider(bill: Record, explanation: Record) -> Iterable[str]:
    mine, theirs = bill.values["provider"], explanation.values["provider"]
    if mine and theirs and (_same_link(mine, theirs) or folded(str(mine)) == folded(str(theirs))):
        yield tr("the same provider: {name}", name=str(theirs))


def _same_link(one: object, other: object) -> bool:
    return isinstance(one, LinkedName) and isinstance(other, LinkedName) and one.record_id == other.record_id


def _day(bill: Record, explanation: Record) -> Iterable[str]:
    theirs = [*days_of(explanation)]
    for mine in days_of(bill):
        if any(meet(mine, other) for other in theirs):
            yield tr("the same day of service: {day}", day=mine.words)
            return


def days_of(record: Record) -> Iterator[PartialDate]:
    """The days of service of a bill or an explanation: its own, and those of its lines."""
    if isinstance(record.values["service_on"], PartialDate):
        yield record.values["service_on"]
    lines = record.values["lines"]
    for row in lines.rows if isinstance(lines, Rows) else ():
        if isinstance(row.get("service_on"), PartialDate):
            yield row["service_on"]


def meet(one: PartialDate, other: PartialDate) -> bool:
    """Whether both may be the same day: a month alone meets every day of it."""
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def _amount(bill: Record, explanation: Record) -> Iterable[str]:
    total, billed = total_of(bill.values), explanation.values["billed"]
    if isinstance(total, Money) and total == billed:
        yield tr("the same amount: {amount}", amount=total.words)


def _is_on(visit: Record, day: PartialDate) -> bool:
    begins, ends = visit.values["on_date"], visit.values["last_day"]
    if not isinstance(begins, PartialDate):
        return False
    last = ends.last_day if isinstance(ends, PartialDate) else begins.last_day
    return day.first_day <= last and begins.first_day <= day.last_day


def _with_provider(session: Session, visit: Record, record: Record) -> Iterable[str]:
    provider = record.values["provider"]
    if not provider:
        return
    member_id = visit.values["with_member"]
    member = store.find(session, CARE_TEAM, member_id) if member_id else None
    called = (member.title if member is not None else "", visit.values["with_whom"], visit.values["place"])
    is_linked = isinstance(provider, LinkedName) and provider.record_id == member_id
    if is_linked or any(folded(words) == folded(str(provider)) for words in called if words):
        yield tr("the same provider: {name}", name=str(provider))


# What the database leaves out ------------------------------------------------------------------------------------------


def _may_fit(session: Session, explanation: Record) -> list[ColumnElement[bool]]:
    """Conditions that every bill meets which fits, and few others: thousands need not be read to be compared."""
    days = [*days_of(explanation)]
    provider, billed = explanation.values["provider"], explanation.values["billed"]
    on_day = or_(_may_meet(Bill.service_on, days), _lines_may_meet(days))
    amount = _may_amount(billed)
    by_provider = type_coerce(Bill.provider, String).in_(_called(session, provider))
    return [Bill.deleted_at.is_(None), or_(and_(by_provider, or_(on_day, amount)), and_(amount, on_day))]


def _called(session: Session, provider: object) -> list[str]:
    """How the provider stands in bills, as the database has it."""
    if not provider:
        return []
    stored = type_coerce(Bill.provider, String).label("stored")
    found: list[str] = []
    for name, raw in session.execute(select(Bill.provider, stored).where(Bill.provider.is_not(None)).distinct()):
        if _same_link(name, provider) or folded(str(name)) == folded(str(provider)):
            found.append(raw)
    return found


def _may_amount(billed: object) -> ColumnElement[bool]:
    if not isinstance(billed, Money):
        return Bill.id.is_(None)
    text = type_coerce(Bill.total, String)
    same = func.abs(as_type(text, REAL)) == func.abs(as_type(literal(billed.stored, String), REAL))
    return or_(and_(same, func.substr(text, -3) == billed.currency), and_(text.is_(None), Bill.lines.is_not(None)))


def _may_meet(column: Any, days: Sequence[PartialDate]) -> ColumnElement[bool]:
    text = type_coerce(column, String)
    names, years = _days_meant(days)
    return or_(text.in_(names), *(text.startswith(year) for year in years))


def _lines_may_meet(days: Sequence[PartialDate]) -> ColumnElement[bool]:
    text = type_coerce(Bill.lines, String)
    names, years = _days_meant(days)
    spots = [func.instr(text, f'"{name}"') > 0 for name in names] + [func.instr(text, f'"{year}') > 0 for year in years]
    return or_(Bill.id.is_(None), *spots)


def _days_meant(days: Sequence[PartialDate]) -> tuple[list[str], list[str]]:
    """Every way in which a day that meets one of these can be stored; of those known in part the years, to be looked through."""
    names: set[str] = set()
    years: set[str] = set()
    for day in days:
        reached = {day.first_day.year - 1, day.first_day.year, day.last_day.year}  # a winter goes on into the next year
        if day.day is None:
            years |= {f"{year:04d}" for year in reached}
        else:
            seasons = {f"{year:04d}-{season}" for year in reached for season in SEASONS}
            names |= seasons | {day.stored, day.stored[: len("2026-05")], day.stored[: len("2026")]}
    return sorted(names), sorted(years)
