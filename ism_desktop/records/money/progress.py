"""How far the limits of a plan year were used, as the explanations that are matched to a bill say, with the entries behind each number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlalchemy.orm import Session

from ism_desktop.records import sorting, store
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS, BenefitExplanation
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money.sums import Sums
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money


@dataclass(frozen=True, slots=True)
class Used:
    """What was used of one limit: the sum, the explanations that make it up, the limit, and what the insurer itself says."""

    used: Sums
    entries: tuple[Record, ...]  # without their lines
    limit: Money | None
    said: Money | None


@dataclass(frozen=True, slots=True)
class Progress:
    """One plan year of one policy. The insurer's own figure is the one that counts."""

    first_day: date
    last_day: date
    deductible: Used
    out_of_pocket: Used


def plan_year(policy: Record, day: date) -> tuple[date, date]:
    """First and last day of the plan year that this day lies in."""
    month = policy.values["year_begins"] or 1
    year = day.year if day.month >= month else day.year - 1
    return date(year, month, 1), date.fromordinal(date(year + 1, month, 1).toordinal() - 1)


def of_policy(session: Session, policy_id: str, day: date) -> Progress:
    """How far the limits of the plan year with this day in it were used. Raises RecordMissing.

    An explanation counts in the year of its service, without a day of service in that of its own day; with neither it counts in none.
    Only explanations that the person matched to a bill count: of the others it is not known whether they are mine and whole.
    """
    policy = store.get(session, POLICIES, policy_id)
    first, last = plan_year(policy, day)
    table = BenefitExplanation
    day_of = func.coalesce(sorting.first_day(table.service_on), sorting.first_day(table.on_date))
    in_year = day_of.between(first.isoformat(), last.isoformat())
    matched = store.list_without_rows(
        session, BENEFIT_EXPLANATIONS, table.policy == policy_id, func.ifnull(table.bill, "") != "", in_year
    )
    said_on = policy.values["said_on"]
    is_of_year = said_on is None or first <= said_on.first_day <= last
    values = policy.values
    return Progress(
        first,
        last,
        _used(matched, "to_deductible", values["deductible"], values["said_deductible"] if is_of_year else None),
        _used(matched, "my_share", values["most_out_of_pocket"], values["said_out_of_pocket"] if is_of_year else None),
    )


def _used(matched: Sequence[Record], name: str, limit: Money | None, said: Money | None) -> Used:
    entries = tuple(one for one in matched if isinstance(one.values[name], Money))
    return Used(Sums.of(one.values[name] for one in entries), entries, limit, said)
