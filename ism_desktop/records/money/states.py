"""Where a bill stands with each payer: every change with its day, the newest first."""

from datetime import date

from sqlalchemy.orm import Session

from ism_desktop.records import store
from ism_desktop.records.kinds.bill_states import BILL_STATES
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate


def of_bill(session: Session, bill_id: str) -> dict[str, list[Record]]:
    """The states of a bill by the id of the policy, empty for the bill itself: the first of each is the one that holds now.

    That is the one of the last day, and of several on one day the one that was noted last.
    """
    found: dict[str, list[Record]] = {}
    for state in sorted(store.list_active(session, BILL_STATES, bill=bill_id), key=when, reverse=True):
        found.setdefault(state.values["policy"] or "", []).append(state)
    return found


def when(state: Record) -> tuple[date, str]:
    """What states are put in order by: the last day that theirs can mean, then the moment in which they were noted."""
    on = state.values["on_date"]
    return (on.last_day if isinstance(on, PartialDate) else date.min, state.created_at)
