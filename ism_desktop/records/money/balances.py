"""What is open on a bill, of the bill and the payments on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ism_desktop.records import store
from ism_desktop.records.kind import Values
from ism_desktop.records.kinds.bills import BILLS, CREDIT_NOTE, RECEIPT
from ism_desktop.records.kinds.payments import BY_INSURER, BY_ME, PAYMENTS, REFUNDED, REIMBURSED, TAKEN_OFF, Payment
from ism_desktop.records.money.sums import EXACT, Sums
from ism_desktop.records.store import Record
from ism_desktop.records.values import Money, Rows


@dataclass(frozen=True, slots=True)
class Balance:
    """One bill and what was paid on it, in the bill's own currency.

    `total` is None where no amount is known, then nothing is open. What was paid in other currencies is in `elsewhere` and counts in none
    of the others. `by_me` and `refunded` went between me and who sent the bill; `reimbursed` came from insurers to me.
    """

    total: Money | None
    by_me: Sums
    by_insurers: Sums
    taken_off: Sums
    refunded: Sums
    reimbursed: Sums
    elsewhere: Sums

    @property
    def open(self) -> Money | None:
        """What is still to be paid to who sent the bill; below 0 they hold too much. None where no total is known."""
        if self.total is None:
            return None
        ways = {BY_ME: self.by_me, BY_INSURER: self.by_insurers, TAKEN_OFF: self.taken_off, REFUNDED: self.refunded}
        amounts = {way: sums.in_currency(self.total.currency).amount for way, sums in ways.items()}
        return Money(left_of(self.total.amount, amounts), self.total.currency)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be paid."""
        return self.open is not None and self.open.amount > 0

    @property
    def is_overpaid(self) -> bool:
        """Whether more was paid than asked for."""
        return self.open is not None and self.open.amount < 0

    @property
    def cost_to_me(self) -> Sums:
        """What I have paid so far less what I got back, from anybody; other currencies stand beside it."""
        return self.by_me - self.refunded - self.reimbursed


_TAKES_OFF = (BY_ME, BY_INSURER, TAKEN_OFF)  # what an insurer paid to me changes nothing of what is open


def left_of(total: Decimal, paid: Mapping[str, Decimal], *, is_receipt: bool = False) -> Decimal:
    """What is still to be paid of a total, by what was paid each way, all in one currency.

    With `is_receipt` the rest was paid by me at once, where nothing is noted that I paid.
    """
    left = total
    for way in _TAKES_OFF:
        left = EXACT.subtract(left, paid.get(way, Decimal(0)))
    if is_receipt and BY_ME not in paid:
        left = Decimal(0)
    return EXACT.add(left, paid.get(REFUNDED, Decimal(0)))


def total_of(values: Values) -> Money | None:
    """The total of a bill: as printed, else the sum of what its lines bill where all of them are of one currency.

    A credit note takes off: its total counts below 0 however its sign was typed.
    """
    total = values.get("total")
    if not isinstance(total, Money):
        sums = sums_of_lines(values, "billed")
        total = sums.in_currency(sums.currencies[0]) if len(sums.currencies) == 1 else None
    if total is not None and values.get("type") == CREDIT_NOTE:
        return Money(-abs(total.amount), total.currency)
    return total


def sums_of_lines(values: Values, *cells: str) -> Sums:
    """What these cells of a bill's lines add up to."""
    lines = values.get("lines")
    rows = lines.rows if isinstance(lines, Rows) else ()
    return Sums.of(amount for row in rows for cell in cells if isinstance(amount := row.get(cell), Money))


def balance(bill: Values, payments: Sequence[Values]) -> Balance:
    """The balance of a bill with the payments on it. A receipt was paid by me in whole unless a payment says otherwise."""
    total = total_of(bill)
    own: dict[str, list[Money]] = {}
    elsewhere: list[Money] = []
    for payment in payments:
        amount, way = payment.get("amount"), payment.get("way")
        if not isinstance(amount, Money) or not isinstance(way, str):
            continue
        if total is not None and amount.currency != total.currency:
            elsewhere.append(amount)
        else:
            own.setdefault(way, []).append(amount)
    if bill.get("type") == RECEIPT and total is not None and BY_ME not in own:
        by_others = Sums.of([*own.get(BY_INSURER, []), *own.get(TAKEN_OFF, [])])
        own[BY_ME] = [(Sums.of([total]) - by_others).in_currency(total.currency)]
    sums = {way: Sums.of(own.get(way, [])) for way in (BY_ME, BY_INSURER, TAKEN_OFF, REFUNDED, REIMBURSED)}
    return Balance(
        total, sums[BY_ME], sums[BY_INSURER], sums[TAKEN_OFF], sums[REFUNDED], sums[REIMBURSED], Sums.of(elsewhere)
    )


def of_bill(session: Session, bill_id: str) -> Balance:
    """The balance of one bill. Raises RecordMissing."""
    bill = store.get(session, BILLS, bill_id)
    payments = store.list_active(session, PAYMENTS, bill=bill_id)
    return balance(bill.values, [payment.values for payment in payments])


def of_many(session: Session, bills: Sequence[Record]) -> dict[str, Balance]:
    """The balances of some bills, such as those on one page of a list, by their ids."""
    payments = select(Payment.bill, Payment.way, Payment.amount).where(
        Payment.deleted_at.is_(None), Payment.bill.in_([bill.id for bill in bills])
    )
    paid: dict[str, list[Values]] = {}
    for bill_id, way, amount in session.execute(payments):
        paid.setdefault(bill_id or "", []).append({"way": way, "amount": amount})
    return {bill.id: balance(bill.values, paid.get(bill.id, ())) for bill in bills}
