"""What of the journal the binder holds: a summary of which days, and whether each entry stands there too. A choice for one vault."""

from dataclasses import dataclass
from datetime import date

from ism_desktop.records import vault_settings
from ism_desktop.records.journal_periods import Period, months_before, since_visit
from ism_desktop.vault import Session

SETTING = "binder_journal"

MONTHS, YEAR, VISIT = "months", "year", "visit"
PERIODS = (MONTHS, YEAR, VISIT)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The period by its key: the last three months, the last twelve, or since the last visit; and whether entries are printed."""

    period: str = MONTHS
    entries: bool = False


def chosen(session: Session) -> Chosen:
    """What was chosen, or a summary of the last three months."""
    kept = vault_settings.get(session, SETTING)
    period = kept.get("period")
    return Chosen(period if period in PERIODS else MONTHS, kept.get("entries") is True)


def choose(session: Session, wanted: Chosen) -> None:
    """Keep a choice."""
    vault_settings.put(session, SETTING, {"period": wanted.period, "entries": wanted.entries})


def period_of(session: Session, wanted: Chosen, today: date) -> Period:
    """From which day to which; without any visit the last three months."""
    visit = since_visit(session, today) if wanted.period == VISIT else None
    return visit or (months_before(today, 12 if wanted.period == YEAR else 3), today)
