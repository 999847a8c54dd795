"""One list of what is open and until when: bills to be paid, states with a day, appeals, authorisations to ask for again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.records import store
from ism_desktop.records.kind import Kind, choice_label
from ism_desktop.records.kinds.authorisations import AUTHORISATIONS
from ism_desktop.records.kinds.bill_states import BILL_STATES, ENDED
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.denials import DENIALS, WAITING
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money import balances
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money, PartialDate


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that is open. `until` is the day as printed or worked out of the weeks that the person typed; None where none is known.

    `amount` is what is still to be paid by me or my insurers; None where it is no amount.
    """

    kind: Kind
    record_id: str
    title: str
    words: str
    until: PartialDate | None = None
    amount: Money | None = None


def open_items(session: Session) -> list[OpenItem]:
    """Everything that is open, what ends first at the top, what has no day at the end."""
    found = [*_bills(session), *_denials(session), *_authorisations(session)]
    return sorted(
        found, key=lambda item: (item.until is None, item.until.last_day if item.until else date.max, item.title)
    )


def latest_states(session: Session, bill_id: str | None = None) -> dict[tuple[str, str], Record]:
    """The state that holds now of each bill and payer: of the last day, and of several on one day the one noted last."""
    found: dict[tuple[str, str], Record] = {}
    only = {} if bill_id is None else {"bill": bill_id}
    for state in store.list_active(session, BILL_STATES, **only):
        key = (state.values["bill"] or "", state.values["policy"] or "")
        if key not in found or _when(found[key]) < _when(state):
            found[key] = state
    return found


def _when(state: Record) -> tuple[date, str]:
    on = state.values["on_date"]
    return (on.last_day if isinstance(on, PartialDate) else date.min, state.created_at)


def _bills(session: Session) -> Iterator[OpenItem]:
    states: dict[str, list[Record]] = {}
    for (bill_id, _), state in latest_states(session).items():
        states.setdefault(bill_id, []).append(state)
    insurers = {record.id: record.title for record in store.list_active(session, POLICIES)}
    for bill, balance in balances.of_all(session):
        now = [state for state in states.get(bill.id, []) if state.values["state"] not in ENDED]
        waiting = [*_said(now, insurers)]
        if not balance.is_open and not waiting:
            continue
        days = [bill.values["due_on"] if balance.is_open else None, *(state.values["until"] for state in now)]
        dated = [day for day in days if isinstance(day, PartialDate)]
        first = min(dated, key=lambda day: day.last_day) if dated else None
        amount = balance.open if balance.is_open else None
        yield OpenItem(BILLS, bill.id, bill.title, "; ".join(waiting), first, amount)


def _said(states: list[Record], insurers: dict[str, str]) -> Iterator[str]:
    for state in states:
        words = choice_label(BILL_STATES.field("state"), state.values["state"])
        who = insurers.get(state.values["policy"] or "")
        yield tr("{insurer}: {state}", insurer=who, state=words) if who else words


def _denials(session: Session) -> Iterator[OpenItem]:
    for denial in store.list_active(session, DENIALS):
        outcome = denial.values["outcome"]
        if outcome not in {None, WAITING}:
            continue
        if denial.values["appealed_on"] is None:
            yield OpenItem(DENIALS, denial.id, denial.title, tr("appeal possible"), denial.values["deadline_on"])
        else:
            yield OpenItem(DENIALS, denial.id, denial.title, tr("waiting for the answer to the appeal"))


def _authorisations(session: Session) -> Iterator[OpenItem]:
    for one in store.list_active(session, AUTHORISATIONS):
        decision = one.values["decision"]
        if decision == WAITING or (decision is None and one.values["asked_on"] is not None):
            yield OpenItem(AUTHORISATIONS, one.id, one.title, tr("waiting for the insurer’s decision"))
        again = ask_again_on(one)
        if again is not None:
            yield OpenItem(AUTHORISATIONS, one.id, one.title, tr("ask for it again"), again)


def ask_again_on(authorisation: Record) -> PartialDate | None:
    """When to ask again: as many weeks before its last day as the person typed; None once it was done, or where it never ends."""
    values = authorisation.values
    ends = values["valid_to"]
    if not isinstance(ends, PartialDate) or values["renewed"] is True or values["decision"] in {"refused", "withdrawn"}:
        return None
    weeks = values["lead_weeks"]
    return PartialDate.from_date(ends.first_day - timedelta(weeks=weeks)) if isinstance(weeks, int) else ends
