"""The ledger of what is open: whatever is saved, taken back, thrown away or undone, it says what reading everything anew says."""

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ism_desktop.records import paging, store, titles
from ism_desktop.records.erasing import erase
from ism_desktop.records.kind import Kind
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.payments import PAYMENTS
from ism_desktop.records.money import balances, ledger, states, totals
from ism_desktop.records.money.open_bills import OPEN_BILLS
from ism_desktop.records.paging import Listing, Wish
from ism_desktop.records.values import Money, PartialDate, Rows
from ism_desktop.vault import Session, Vault
from tests.rounds import rounds

STATES = BY_NAME["bill_states"]
PLACES = {"EUR": 2, "JPY": 0, "KWD": 3}


def _amount(chance: random.Random) -> Money | None:
    if chance.random() < 0.15:
        return None
    code = chance.choice(["EUR", "EUR", "EUR", *PLACES])
    return Money(Decimal(chance.randint(-3, 9) * chance.choice([1, 1_001])).scaleb(-PLACES[code]), code)


def _values(kind: Kind, chance: random.Random, bills: list[str]) -> dict[str, Any]:
    whole = PartialDate(2026, 5, chance.randint(1, 9))
    known = [
        None,
        PartialDate(2026),
        PartialDate(2026, 5),
        PartialDate(2025, season="winter"),
        PartialDate(2025, 12, 31),
    ]
    day = chance.choice([*known, whole, whole])
    days = {name: day for name in ("service_on", "billed_on") if chance.random() < 0.7}
    if kind is BILLS:
        lines = [{"what": "A", "billed": _amount(chance)} for _ in range(chance.randint(0, 3))]
        of_type = chance.choice([None, "bill", "receipt", "credit_note"])
        return {
            "what": chance.choice("BCD"),
            "type": of_type,
            "total": _amount(chance),
            "lines": Rows.of(lines),
            **days,
        }
    bill = chance.choice([None, *bills])
    if kind is PAYMENTS:
        ways = [choice.value for choice in PAYMENTS.field("way").choices]
        return {
            "bill": bill,
            "way": chance.choice(ways),
            "amount": _amount(chance) or Money(Decimal(1), "EUR"),
            "on_date": day,
        }
    state = chance.choice([choice.value for choice in STATES.field("state").choices])
    return {"bill": bill, "state": state, "on_date": day}


def _something(session: Session, chance: random.Random) -> None:
    """One change of one entry, or two."""
    kind = chance.choice([BILLS, PAYMENTS, PAYMENTS, STATES])
    bills = [bill.id for bill in store.list_active(session, BILLS)]
    active, trashed = store.list_active(session, kind), store.list_trashed(session, kind)
    do = chance.randrange(8)
    if do == 0 and active:
        store.trash(session, kind, chance.choice(active).id)
    elif do == 1 and trashed:
        store.restore(session, kind, chance.choice(trashed).id)
    elif do == 2 and trashed:
        erase(session, kind, [chance.choice(trashed).id])
    elif do in {3, 4} and active:
        store.save(session, kind, _values(kind, chance, bills), record_id=chance.choice(active).id)
    else:
        store.save(session, kind, _values(kind, chance, bills))


def _check_totals(session: Session) -> None:
    """A year as a ledger of its own adds it up: every entry looked at, none left out beforehand."""
    bills = store.list_active(session, BILLS)
    trashed = {bill.id for bill in store.list_trashed(session, BILLS)}
    payments = [one for one in store.list_active(session, PAYMENTS) if one.values["bill"] not in trashed]
    for year in (2025, 2026):
        first, last = date(year, 1, 1), date(year, 12, 31)
        ledger_of: dict[tuple[str, str], Fraction] = {}

        def add(what: str, money: Money | None, ledger_of: dict[tuple[str, str], Fraction] = ledger_of) -> None:
            if money is not None and money.amount:
                key = what, money.currency
                ledger_of[key] = ledger_of.get(key, Fraction(0)) + Fraction(money.amount)

        here = [one for one in (*bills, *payments) if (day := totals.day_of(one)) is not None and first <= day <= last]
        for one in here:
            if one.kind is PAYMENTS:
                add(
                    {"refunded": "back", "reimbursed": "back"}.get(one.values["way"], str(one.values["way"])),
                    one.values["amount"],
                )
                continue
            add("billed", balances.total_of(one.values))
            mine = [pay for pay in payments if pay.values["bill"] == one.id]
            if one.values["type"] == "receipt" and all(pay.values["way"] != "by_me" for pay in mine):
                for money in balances.of_bill(session, one.id).by_me:
                    add("by_me", money)
        found = totals.of_period(session, first, last)
        said = {"billed": found.whole.billed, "by_me": found.whole.paid_by_me}
        said |= {"by_insurer": found.whole.paid_by_insurers, "back": found.whole.back_to_me}
        shown = {(what, money.currency): Fraction(money.amount) for what, sums in said.items() for money in sums}
        assert shown == {key: amount for key, amount in ledger_of.items() if amount and key[0] != "taken_off"}
        assert {one.id for one in found.whole.entries} == {one.id for one in here}
        assert found.undated == sum(totals.day_of(one) is None for one in (*bills, *payments))


def _check(session: Session, listings: list[Listing]) -> None:
    book = ledger.of(session)
    for bill in store.list_active(session, BILLS):
        left = balances.of_bill(session, bill.id).open
        assert book.open_of(bill.id) == left
        assert (bill.id in book.unpaid) is (left is not None and left.amount > 0)
        now = [each[0] for each in states.of_bill(session, bill.id).values()]
        waiting = {state.id for state in now if state.values["state"] not in {"paid", "reimbursed"}}
        assert {state.id for state in book.waiting.get(bill.id, ())} == waiting
    assert all(book.open_of(bill.id) is None for bill in store.list_trashed(session, BILLS))
    for kind in (BILLS, PAYMENTS):
        assert titles.in_order(session, kind) == [(one.id, one.title) for one in store.list_active(session, kind)]
    narrowed = paging.ids(session, Wish(BILLS, "open", narrowing=OPEN_BILLS))
    assert set(narrowed) == book.unpaid
    for listing in listings:
        steps = listing.changes(session)  # and a list that follows has the same rows in the same order
        for step in steps or ():
            listing.apply(step)
        if steps is None:
            listing.read(session)
        assert listing.ids == paging.ids(session, listing.wish)


@pytest.mark.parametrize("seed", range(1, 1 + rounds(2, 40)))
def test_the_ledger_follows_every_change_to_the_cent(vault: Vault, seed: int) -> None:
    chance, listings = random.Random(seed), [Listing(Wish(BILLS, "open", descending=True)), Listing(Wish(BILLS))]
    with vault.read() as session:
        for listing in listings:
            listing.read(session)
    for _ in range(40):
        try:
            with vault.write() as session:
                for _ in range(chance.randint(1, 3)):
                    _something(session, chance)
                if chance.random() < 0.2:
                    ledger.of(session)  # asked in the middle of what is undone afterwards
                    raise InterruptedError
        except InterruptedError:
            pass
        if chance.random() < 0.5:
            with vault.read() as session:
                _check(session, listings)
    ledger.read(vault, lambda *_: None)
    with vault.read() as session:
        assert not ledger.is_far_behind(session)
        _check(session, listings)
        _check_totals(session)


def test_a_ledger_read_in_pieces_takes_in_what_is_saved_in_between(vault: Vault) -> None:
    with vault.write() as session:
        bills = [store.save(session, BILLS, {"what": "B", "total": Money(Decimal(9), "EUR")}) for _ in range(5)]
    ledger._ledgers.clear()
    turn = iter(range(100))

    def saving_meanwhile(*_: object) -> None:
        number = next(turn)
        if number < len(bills):
            with vault.write() as session:
                values = {"bill": bills[number], "way": "by_me", "amount": Money(Decimal(number + 1), "EUR")}
                store.save(session, PAYMENTS, values)

    ledger.read(vault, saving_meanwhile)
    with vault.read() as session:
        book = ledger.of(session)
        for bill in bills:
            assert book.open_of(bill) == balances.of_bill(session, bill).open
