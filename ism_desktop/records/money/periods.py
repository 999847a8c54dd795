"""The periods that bills and payments are added up over: calendar years, the plan years of policies, or days of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money.progress import plan_year
from ism_desktop.records.values import PartialDate

THIS, LAST, THREE = "this", "last", "three"
_PLAN = "plan "


@dataclass(frozen=True, slots=True)
class Period:
    """What it is called, its first day and its last."""

    words: str
    first: date
    last: date

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """A calendar year."""
        return cls(str(year), date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_days(cls, first: date, last: date) -> "Period":
        """From one day to another, both in it; a whole calendar year is called one."""
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return cls.of_year(first.year)
        said = (PartialDate.from_date(first).words, PartialDate.from_date(last).words)
        return cls(tr("{first} to {last}", first=said[0], last=said[1]), first, last)


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice of periods: its key, what it is called, and the periods, the earliest first."""

    key: str
    words: str
    periods: tuple[Period, ...]


def offered(session: Session, today: date) -> Mapping[str, Offered]:
    """What can be chosen, by its key: this year, the last, three side by side, and the plan years that are no calendar years."""
    years = [Period.of_year(year) for year in range(today.year - 2, today.year + 1)]
    found = [
        Offered(THIS, tr("This year"), (years[2],)),
        Offered(LAST, tr("Last year"), (years[1],)),
        Offered(THREE, tr("Three years"), tuple(years)),
    ]
    for policy in store.list_active(session, POLICIES):
        if (policy.values["year_begins"] or 1) != 1:
            this = plan_year(policy, today)
            before = plan_year(policy, this[0] - timedelta(days=1))
            words = tr("Plan years of {insurer}", insurer=policy.values["insurer"] or policy.title)
            found.append(Offered(_PLAN + policy.id, words, (Period.of_days(*before), Period.of_days(*this))))
    return {one.key: one for one in found}
