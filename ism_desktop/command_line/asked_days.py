"""Which days are meant by the words of a command: a period with --from and --to, or a month by its name."""

from collections.abc import Sequence
from datetime import date

from ism_desktop.errors import CannotPrint
from ism_desktop.language import tr
from ism_desktop.records.journal_periods import last_month


def period_of(asked: tuple[date | None, date | None], today: date) -> tuple[date, date]:
    """The period that is asked for: the last whole month without one, until today with a first day alone. Raises CannotPrint."""
    first, last = asked
    if first is None and last is None:
        return last_month(today)
    if first is None:
        raise CannotPrint(tr("The period has no first day."), tr("Say from which day on, such as --from 2026-05-01."))
    last = today if last is None else last
    if first > last or last > today:
        raise CannotPrint(
            tr("There are no days from {begins} to {ends}.", begins=first.isoformat(), ends=last.isoformat()),
            tr("The first day comes before the last one, and none is still to come."),
        )
    return first, last


def month_of(names: Sequence[str]) -> tuple[int, int] | None:
    """The month that is named; None without one. Raises CannotPrint."""
    if not names:
        return None
    try:
        first = date.fromisoformat(f"{' '.join(names)}-01")
    except ValueError:
        raise CannotPrint(
            tr("“{words}” is no month.", words=" ".join(names)), tr("Write it as year and month, such as 2026-05.")
        ) from None
    return first.year, first.month
