"""Stretches of days: the weeks of a month, and months later or before."""

import calendar
from datetime import date, timedelta


def month_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def weeks_of(day: date, first_weekday: int) -> list[date]:
    """The days of the month, in whole weeks."""
    first = day.replace(day=1)
    start = first - timedelta(days=(first.weekday() - first_weekday) % 7)
    last = month_later(first, 1) - timedelta(days=1)
    weeks = ((last - start).days // 7) + 1
    return [start + timedelta(days=step) for step in range(7 * weeks)]
