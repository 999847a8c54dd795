"""Collecting the calendar of a taper or cycle."""

from collections.abc import Sequence
from datetime import date, timedelta

from ism_desktop.language import tr
from ism_desktop.printing.medication_calendar.content import CalendarContent, Step
from ism_desktop.printing.values import full_name, words
from ism_desktop.records import medicines, store
from ism_desktop.records.kind import Values
from ism_desktop.records.kinds.medication_plans import MEDICATION_PLANS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.values import PartialDate, Rows
from ism_desktop.vault import Session

_MOST_MONTHS = 24


def collect(session: Session, plan_id: str, today: date, *, demo: bool = False) -> CalendarContent:
    """Collect the calendar of one plan. Raises RecordMissing."""
    plan = store.get(session, MEDICATION_PLANS, plan_id)
    person = store.the_one(session, PERSON)
    reference = plan.values["medication"]
    medication = store.find(session, MEDICATIONS, reference) if isinstance(reference, str) else None
    rows = plan.values["steps"]
    steps = tuple(_step(row) for row in rows.rows) if isinstance(rows, Rows) else ()
    return CalendarContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        plan=plan.title,
        medication="" if medication is None else medication.title,
        written_by=medicines.who(session, plan.values, "written_by", "written_by_other"),
        notes=words(plan, "notes"),
        steps=steps,
        months=_months(steps),
    )


def _step(row: Values) -> Step:
    first, last = _day(row.get("first_day")), _day(row.get("last_day"))
    start = row["first_day"].words if isinstance(row.get("first_day"), PartialDate) else ""
    end = row["last_day"].words if isinstance(row.get("last_day"), PartialDate) else ""
    if start and end:
        days = start if start == end else tr("{first} to {last}", first=start, last=end)
    else:
        days = tr("from {first} on", first=start) if start else end
    # A step that ends on a day known only in part must not run on through the months.
    whole = first if last is not None or not end else None
    return Step(whole, last, days, str(row.get("dose") or ""))


def _day(value: object) -> date | None:
    return value.first_day if isinstance(value, PartialDate) and value.day is not None else None


def _months(steps: Sequence[Step]) -> tuple[date, ...]:
    """The months from the first day of all steps to the last one that is named; a step that goes on is shown to the end of its month."""
    spans = [(step.first, step.last or step.first) for step in steps if step.first is not None]
    if not spans:
        return ()
    month, end = min(first for first, _ in spans).replace(day=1), max(last for _, last in spans)
    found: list[date] = []
    while month <= end and len(found) < _MOST_MONTHS:
        found.append(month)
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return tuple(found)
