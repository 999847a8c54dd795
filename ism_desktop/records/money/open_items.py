"""One list of what is open and until when: bills to be paid, states with a day, appeals, authorisations to ask for again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.language import tr
from ism_desktop.progress import Progress
from ism_desktop.records import store
from ism_desktop.records.kind import Kind, Values, choice_label
from ism_desktop.records.kinds.authorisations import AUTHORISATIONS
from ism_desktop.records.kinds.bill_states import BILL_STATES
from ism_desktop.records.kinds.bills import BILLS, Bill
from ism_desktop.records.kinds.denials import DENIALS, WAITING
from ism_desktop.records.kinds.policies import POLICIES
from ism_desktop.records.money import ledger
from ism_desktop.records.money.ledger import State
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money, PartialDate
from ism_desktop.vault import Vault

_MANY = 100  # open things from which on finding their names and days takes too long for the window
_AT_ONCE = 500  # bills whose names are read in one statement


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


def takes_long(session: Session) -> bool:
    """Whether finding out takes longer than an eye notices: then have `read` do it in the background."""
    if ledger.is_far_behind(session):
        return True
    book = ledger.of(session)
    return len(book.unpaid) + len(book.waiting) > _MANY


def read(vault: Vault, progress: Progress) -> list[OpenItem]:
    """What `open_items` says, with the ledger brought up to date in short pieces first. Raises Cancelled and VaultClosed."""
    ledger.read(vault, progress)
    with vault.read() as session:
        return open_items(session)


def _bills(session: Session) -> Iterator[OpenItem]:
    book = ledger.of(session)
    unpaid, waiting = book.unpaid, book.waiting
    if not unpaid and not waiting:
        return
    insurers = {record.id: record.title for record in store.list_active(session, POLICIES)}
    for bill_id, values in _heads(session, sorted(unpaid | waiting.keys())):
        states = waiting.get(bill_id, [])
        days = [values["due_on"] if bill_id in unpaid else None, *(state.until for state in states)]
        dated = [day for day in days if isinstance(day, PartialDate)]
        first = min(dated, key=lambda day: day.last_day) if dated else None
        amount = book.open_of(bill_id) if bill_id in unpaid else None
        words = "; ".join(_said(state, insurers) for state in states)
        yield OpenItem(BILLS, bill_id, BILLS.title_of(values), words, first, amount)


def _heads(session: Session, ids: Sequence[str]) -> Iterator[tuple[str, Values]]:
    """Of many bills only what a line of the list says: to read their lines as well takes far longer."""
    names = ("what", "provider", "due_on")
    for place in range(0, len(ids), _AT_ONCE):
        wanted = select(Bill.id, *(getattr(Bill, name) for name in names)).where(
            Bill.id.in_(ids[place : place + _AT_ONCE])
        )
        for bill_id, *cells in session.execute(wanted):
            yield bill_id, dict(zip(names, cells, strict=True))


def _said(state: State, insurers: dict[str, str]) -> str:
    words = choice_label(BILL_STATES.field("state"), state.state)
    who = insurers.get(state.policy)
    return tr("{insurer}: {state}", insurer=who, state=words) if who else words


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
