"""The day on which something was done, on this computer's clock: one whole sentence for today, one for yesterday, one for a date."""

from datetime import date, datetime

from ism_desktop.language import in_use


def day_of(moment: datetime) -> str:
    """`3 May 2019`, for the sentence with a date."""
    return in_use().day(moment.astimezone().date())


def time_of(moment: datetime) -> str:
    """`14:05`."""
    return in_use().clock(moment.astimezone())


def moment_of(moment: datetime) -> str:
    """`3 May 2019, 14:05`."""
    return in_use().moment(moment.astimezone())


def by_day(moment: datetime, today: date, on_today: str, on_yesterday: str, otherwise: str) -> str:
    """The sentence that is true of this moment. All three are whole sentences: no language puts a day into one as English does."""
    days = (today - moment.astimezone().date()).days
    return {0: on_today, 1: on_yesterday}.get(days, otherwise)
