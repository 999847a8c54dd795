"""No cent is lost or made on the way: part payments, refunds, edits, trash and undo, then an export taken into a new vault."""

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from ism_desktop.exchange import export, import_export
from ism_desktop.records import store
from ism_desktop.records.kinds.bills import BILLS
from ism_desktop.records.kinds.payments import PAYMENTS
from ism_desktop.records.money import balances, totals
from ism_desktop.records.values import Money, PartialDate
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from tests.rounds import rounds

PLACES = {"EUR": 2, "JPY": 0, "KWD": 3}
SIGNS = {"by_me": -1, "by_insurer": -1, "taken_off": -1, "refunded": 1, "reimbursed": 0}
"""What a payment does to what is open."""


class Ledger:
    """An independent account in fractions: of each bill its currency and total, and the payments on it; what lies in the trash apart."""

    def __init__(self) -> None:
        self.bills: dict[str, tuple[str, Fraction]] = {}
        self.payments: dict[str, tuple[str, str, str, Fraction]] = {}  # the bill, the way, the currency, the amount
        self.trashed: set[str] = set()

    def open(self, bill: str) -> Fraction:
        code, total = self.bills[bill]
        there = [one for key, one in self.payments.items() if one[0] == bill and key not in self.trashed]
        return total + sum((SIGNS[way] * amount for _, way, paid_in, amount in there if paid_in == code), Fraction(0))

    def paid(self, way: str) -> dict[str, Fraction]:
        sums: dict[str, Fraction] = {}
        for key, (bill, how, code, amount) in self.payments.items():
            if how == way and not {key, bill} & self.trashed:
                sums[code] = sums.get(code, Fraction(0)) + amount
        return {code: amount for code, amount in sums.items() if amount}


def _money(chance: random.Random, code: str) -> Money:
    return Money(Decimal(chance.randint(1, 10**7)).scaleb(-PLACES[code]), code)


def _lived(vault: Vault, chance: random.Random) -> Ledger:
    """A year of bookkeeping, one step after the other."""
    ledger, day = Ledger(), PartialDate(2026, 5, 3)
    for _ in range(60):
        step = chance.random()
        with vault.write() as session:
            if step < 0.2 or not ledger.bills:
                total = _money(chance, chance.choice([*PLACES]))
                made = store.save(session, BILLS, {"what": "A", "type": "bill", "total": total, "service_on": day})
                ledger.bills[made] = total.currency, Fraction(total.amount)
                continue
            bill = chance.choice([*ledger.bills])
            if step < 0.65:
                code = ledger.bills[bill][0] if chance.random() < 0.8 else chance.choice([*PLACES])
                amount, way = _money(chance, code), chance.choice([*SIGNS])
                made = store.save(session, PAYMENTS, {"bill": bill, "way": way, "amount": amount, "on_date": day})
                ledger.payments[made] = bill, way, code, Fraction(amount.amount)
            elif step < 0.75:
                total = _money(chance, chance.choice([*PLACES]))
                store.save(session, BILLS, {"total": total}, record_id=bill)
                ledger.bills[bill] = total.currency, Fraction(total.amount)
            elif ledger.payments:
                payment = chance.choice([*ledger.payments])
                if payment in ledger.trashed:
                    store.restore(session, PAYMENTS, payment)
                    ledger.trashed.remove(payment)
                else:
                    store.trash(session, PAYMENTS, payment)
                    ledger.trashed.add(payment)
        if chance.random() < 0.15:
            _undone(vault, chance, [*ledger.bills])
    return ledger


def _undone(vault: Vault, chance: random.Random, bills: list[str]) -> None:
    """A change that fails on its way leaves nothing."""
    with pytest.raises(RuntimeError), vault.write() as session:
        store.save(session, PAYMENTS, {"bill": chance.choice(bills), "way": "by_me", "amount": _money(chance, "EUR")})
        raise RuntimeError


def _agrees(vault: Vault, ledger: Ledger) -> None:
    with vault.read() as session:
        for bill, (code, _) in ledger.bills.items():
            left = balances.of_bill(session, bill).open
            assert left is not None
            assert (left.currency, Fraction(left.amount)) == (code, ledger.open(bill))
        for by in totals.WAYS_OF_ADDING:
            whole = totals.of_period(session, date(2026, 1, 1), date(2026, 12, 31), by)
            found = {
                "by_me": whole.whole.paid_by_me,
                "by_insurer": whole.whole.paid_by_insurers,
                "taken_off": whole.whole.taken_off,
            }
            for way, sums in found.items():
                assert {money.currency: Fraction(money.amount) for money in sums} == ledger.paid(way)
            rows = sum((row.billed for row in whole.rows), start=type(whole.whole.billed)())
            assert rows == whole.whole.billed


@pytest.mark.parametrize("seed", range(rounds(2, 60)))
def test_every_cent_arrives(
    vault: Vault, new_vault: Callable[[], Vault], workers: Workers, tmp_path: Path, seed: int
) -> None:
    ledger = _lived(vault, random.Random(seed))
    _agrees(vault, ledger)
    export(vault, tmp_path / "out")
    there = new_vault()
    import_export(there, tmp_path / "out", workers)
    _agrees(there, ledger)
