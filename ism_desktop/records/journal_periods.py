"""Periods over which a journal is told: the last whole month, the last three months, and since the last visit."""

import calendar
from datetime import date, timedelta

from ism_desktop.records import store, visit_times
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.vault import Session

Period = tuple[date, date]


def last_month(today: date) -> Period:
    """The last whole month."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def months_before(today: date, months: int) -> date:
    """The first day of a period of so many months that ends today; a shorter month has no 31st."""
    year, month = divmod(12 * today.year + today.month - 1 - months, 12)
    day = min(today.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) + timedelta(days=1)


def since_visit(session: Session, today: date) -> Period | None:
    """From the day of the last visit until today; None where there was none. What was cancelled was no visit, and today's is the next."""
    days = [
        record.values["on_date"].first_day
        for record in store.list_active(session, APPOINTMENTS)
        if record.values["status"] != "cancelled" and visit_times.ends_on(record.values) < today
    ]
    return (max(days), today) if days else None
