"""How far the limits of a plan year were used, as the explanations that are matched to a bill say, with the entries behind each number."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlalchemy.orm import Session

from ism_desktop.records import sorting, store
from ism_desktop.records.kinds.benefit_explanations import BENEFIT_EXPLANATIONS, BenefitExplanation
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money.sums import Sums
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money, PartialDate


@dataclass(frozen=True, slots=True)
class Used:
    """What was used of one limit: the sum, the explanations that make it up, the limit, and what the insurer itself says."""

    used: Sums
    entries: tuple[Record, ...]  # without their lines
    limit: Money | None
    said: Money | None


@dataclass(frozen=True, slots=True)
class Progress:
    """One plan year of one policy. The insurer's own figure is the one that counts.

    Of a family only this record is known: what the others used is in the insurer's figure alone.
    """

    first_day: date
    last_day: date
    deductible: Used
    out_of_pocket: Used
    family_deductible: Used
    family_out_of_pocket: Used

    @property
    def entries(self) -> tuple[Record, ...]:
        """Every explanation that one of the numbers is made up of."""
        return tuple({one.id: one for used in (self.deductible, self.out_of_pocket) for one in used.entries}.values())


def plan_year(policy: Record, day: date) -> tuple[date, date]:
    """First and last day of the plan year that this day lies in."""
    month = policy.values["year_begins"] or 1
    year = day.year if day.month >= month else day.year - 1
    return date(year, month, 1), date.fromordinal(date(year + 1, month, 1).toordinal() - 1)


def of_policy(session: Session, policy_id: str, day: date, today: date | None = None) -> Progress:
    """How far the limits of the plan year with this day in it were used. Raises RecordMissing.

    The insurer's own figures are those of the year in which they were said; without a day, of the year of `today` (else `day`).

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
    is_of_year = first <= (said_on.first_day if isinstance(said_on, PartialDate) else today or day) <= last
    values = policy.values

    def used(name: str, limit: str, said: str) -> Used:
        entries = tuple(one for one in matched if isinstance(one.values[name], Money))
        theirs = values[said] if is_of_year else None
        return Used(Sums.of(one.values[name] for one in entries), entries, values[limit], theirs)

    return Progress(
        first,
        last,
        used("to_deductible", "deductible", "said_deductible"),
        used("my_share", "most_out_of_pocket", "said_out_of_pocket"),
        used("to_deductible", "family_deductible", "said_family_deductible"),
        used("my_share", "family_out_of_pocket", "said_family_out_of_pocket"),
    )
