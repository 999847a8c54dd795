"""What is open of every bill and where it stands with each payer, worked out once and then kept current: an amount for each of thousands.

The arithmetic is that of `balances`: exact decimals, each currency by itself. What is here is only which bills have to be looked at again.
"""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import cast
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from ism_desktop.progress import Progress
from ism_desktop.records.kinds.bill_states import BILL_STATES, ENDED
from ism_desktop.records.kinds.bills import BILLS, CREDIT_NOTE, RECEIPT
from ism_desktop.records.kinds.payments import PAYMENTS
from ism_desktop.records.money import balances
from ism_desktop.records.money.kept_rows import Cells, Changed, KeptRows
from ism_desktop.records.money.sums import EXACT
from ism_desktop.records.values import Money, PartialDate
from ism_desktop.vault import Vault

_Amount = tuple[Decimal, str]
_PIECE = 500  # entries that are taken in at a time
_NEAR = 1_000  # entries that are taken in at once, wherever the ledger is wanted
_PAUSE = 0.0005  # seconds between two pieces, for others to get hold of the vault
_WHOLE_DAY = len("2026-05-03")


@dataclass(frozen=True, slots=True)
class State:
    """What holds now of one bill with one payer: `policy` is empty for the bill itself."""

    id: str
    policy: str
    state: str
    since: PartialDate | None
    until: PartialDate | None


class Ledger:
    """What is open of each bill that is not in the trash, and the states that hold now. Use `of`, which brings it up to date."""

    def __init__(self) -> None:
        self._bills = KeptRows(BILLS, "total", "type", "lines")
        self._payments = KeptRows(PAYMENTS, "bill", "way", "amount")
        self._states = KeptRows(BILL_STATES, "bill", "policy", "state", "on_date", "until", "created_at")
        self._paid: dict[str, dict[str, Cells]] = {}
        self._stands: dict[str, dict[str, Cells]] = {}
        self._touched: set[str] = set()
        self._open: dict[str, Money] = {}
        self._unpaid: set[str] = set()
        self._waiting: dict[str, list[State]] = {}

    def behind(self, session: Session) -> int:
        """How many entries have to be taken in."""
        return sum(kept.behind(session) for kept in (self._bills, self._payments, self._states)) + len(self._touched)

    def advance(self, session: Session) -> bool:
        """Take in some of what changed, for some milliseconds; False where nothing more is left. The session is one of `vault.read()`."""
        some = self._bills.advance(session, _PIECE)
        self._touched.update(some)
        if not some:
            some = self._payments.advance(session, _PIECE)
            self._touched |= _gathered(self._paid, some)
        if not some:
            some = self._states.advance(session, _PIECE)
            self._touched |= _gathered(self._stands, some)
        for _ in range(0 if some else min(_PIECE, len(self._touched))):
            self._reckon(self._touched.pop())
        return bool(some or self._touched)

    def _reckon(self, bill_id: str) -> None:
        cells = self._bills.rows.get(bill_id)
        left = None if cells is None else _left(cells, self._paid.get(bill_id, {}).values())
        self._open.pop(bill_id, None)
        self._unpaid.discard(bill_id)
        self._waiting.pop(bill_id, None)
        if left is not None:
            self._open[bill_id] = Money(*left)
            if left[0] > 0:
                self._unpaid.add(bill_id)
        if cells is not None:
            latest = _latest(self._stands.get(bill_id, {}))
            waiting = [_state(state_id, said) for state_id, said in latest if said[2] not in ENDED]
            if waiting:
                self._waiting[bill_id] = waiting

    def open_of(self, bill_id: str) -> Money | None:
        """What is still to be paid on a bill, below 0 where too much was; None where no total is known, and in the trash."""
        return self._open.get(bill_id)

    @property
    def unpaid(self) -> frozenset[str]:
        """The bills on which something is still to be paid."""
        return frozenset(self._unpaid)

    @property
    def waiting(self) -> Mapping[str, Sequence[State]]:
        """The states in which somebody waits for something, by bill."""
        return MappingProxyType(self._waiting)


_ledgers: WeakKeyDictionary[Engine, Ledger] = WeakKeyDictionary()


def of(session: Session) -> Ledger:
    """The ledger as it is now. It holds while the session does."""
    ledger = _kept(session)
    while ledger.advance(session):
        pass
    return ledger


def is_far_behind(session: Session) -> bool:
    """Whether it takes longer than an eye notices to bring the ledger up to date: then have `read` do that in the background."""
    return _kept(session).behind(session) > _NEAR


def read(vault: Vault, progress: Progress) -> None:
    """Bring the ledger up to date in short pieces, for whoever needs the vault meanwhile. Raises Cancelled and VaultClosed."""
    is_behind = True
    while is_behind:
        progress(0, 0, "")
        with vault.read() as session:
            is_behind = _kept(session).advance(session)
        time.sleep(_PAUSE)


def _kept(session: Session) -> Ledger:
    if "generation" in session.info:
        # What this transaction changed may still be undone, and nothing would tell.
        return Ledger()
    return _ledgers.setdefault(cast("Engine", session.get_bind()), Ledger())


def _latest(states: Mapping[str, Cells]) -> list[tuple[str, Cells]]:
    """For each payer the state of the last day, and of several on one day the one that was noted last."""
    latest: dict[str, tuple[str, Cells]] = {}
    for state_id, cells in states.items():
        other = latest.get(cells[1] or "")
        if other is None or _when(other[1]) < _when(cells):
            latest[cells[1] or ""] = state_id, cells
    return list(latest.values())


def _when(state: Cells) -> tuple[str, str]:
    on: str | None = state[3]
    if on is None:
        return "", state[5]
    return on if len(on) == _WHOLE_DAY else PartialDate.from_stored(on).last_day.isoformat(), state[5]


def _state(state_id: str, cells: Cells) -> State:
    _, policy, state, on, until, _ = cells
    days = [None if text is None else PartialDate.from_stored(text) for text in (on, until)]
    return State(state_id, policy or "", state, *days)


def _gathered(by_bill: dict[str, dict[str, Cells]], changed: Changed) -> set[str]:
    """Sort what changed by the bill, which is the first cell; the bills that have other entries now."""
    touched: set[str] = set()
    for record_id, (before, now) in changed.items():
        if before is not None and before[0]:
            touched.add(before[0])
            by_bill[before[0]].pop(record_id, None)
        if now is not None and now[0]:
            touched.add(now[0])
            by_bill.setdefault(now[0], {})[record_id] = now
    return touched


def _left(bill: Cells, paid: Iterable[Cells]) -> _Amount | None:
    total = _total(*bill)
    if total is None:
        return None
    amount, currency = total
    ways: dict[str, Decimal] = {}
    for _, way, text in paid:
        if text is not None and way is not None and text.endswith(currency):
            ways[way] = EXACT.add(ways.get(way, Decimal(0)), Decimal(text[:-4]))
    return balances.left_of(amount, ways, is_receipt=bill[1] == RECEIPT), currency


def _total(total: str | None, of_type: str | None, lines: str | None) -> _Amount | None:
    found = _added(lines) if total is None else (Decimal(total[:-4]), total[-3:])
    if found is None or of_type != CREDIT_NOTE:
        return found
    return -abs(found[0]), found[1]


def _added(lines: str | None) -> _Amount | None:
    """What the lines bill together, where all of it is of one currency."""
    sums: dict[str, Decimal] = {}
    rows: list[dict[str, dict[str, str]]] = json.loads(lines) if lines is not None else []
    for row in rows:
        text = row.get("billed", {}).get("money")  # a stated gap says no amount
        if text is not None:
            sums[text[-3:]] = EXACT.add(sums.get(text[-3:], Decimal(0)), Decimal(text[:-4]))
    filled = [(amount, currency) for currency, amount in sums.items() if amount]
    return filled[0] if len(filled) == 1 else None
