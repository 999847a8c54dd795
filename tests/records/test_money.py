"""Bookkeeping: no cent is lost or made, currencies never meet, and what is open, matched and summed says from what."""

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.money import balances, matching, open_items, progress, side_by_side, states, totals
from ism_desktop.records.money.sums import Sums
from ism_desktop.records.search import Index
from ism_desktop.records.values import LinkedName, Money, PartialDate, Rows
from ism_desktop.vault import Session, Vault
from tests.rounds import rounds

PLACES = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3}


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def amounts(currencies: tuple[str, ...] = tuple(PLACES)) -> st.SearchStrategy[Money]:
    return st.sampled_from(currencies).flatmap(
        lambda code: st.integers(-(10**9), 10**9).map(lambda units: Money(Decimal(units).scaleb(-PLACES[code]), code))
    )


payments = st.lists(
    st.fixed_dictionaries(
        {
            "way": st.sampled_from(["by_me", "by_insurer", "taken_off", "refunded", "reimbursed"]),
            "amount": st.one_of(st.none(), amounts()),
        }
    ),
    max_size=12,
)


@given(st.lists(amounts(), max_size=30))
@settings(max_examples=rounds(60, 2_000), deadline=None)
def test_sums_equal_an_independent_ledger_and_keep_currencies_apart(parts: list[Money]) -> None:
    ledger: dict[str, Fraction] = {}
    for money in parts:
        ledger[money.currency] = ledger.get(money.currency, Fraction(0)) + Fraction(money.amount)
    total = Sums.of(parts)
    assert {money.currency: Fraction(money.amount) for money in total} == {k: v for k, v in ledger.items() if v}
    assert Sums.of(reversed(parts)) == total
    assert total - total == Sums()


@given(amounts(), payments)
@settings(max_examples=rounds(60, 2_000), deadline=None)
def test_what_is_open_and_what_it_cost_me_add_up_to_the_cent(total: Money, paid: list[dict[str, Any]]) -> None:
    found = balances.balance({"total": total}, paid)

    def of(*ways: str) -> Fraction:
        here = [p["amount"] for p in paid if p["way"] in ways and p["amount"] is not None]
        return sum((Fraction(money.amount) for money in here if money.currency == total.currency), Fraction(0))

    assert found.open is not None
    assert Fraction(found.open.amount) == Fraction(total.amount) - of("by_me", "by_insurer", "taken_off") + of(
        "refunded"
    )
    assert Fraction(found.cost_to_me.in_currency(total.currency).amount) == of("by_me") - of("refunded", "reimbursed")
    assert total.currency not in found.elsewhere.currencies
    others = [p["amount"] for p in paid if p["amount"] is not None and p["amount"].currency != total.currency]
    assert found.elsewhere == Sums.of(others)


def save(session: Session, kind: str, **values: Any) -> str:
    return store.save(session, BY_NAME[kind], values)


def test_a_biopsy_billed_partly_paid_and_the_rest_paid(vault: Vault) -> None:
    with vault.write() as session:
        bill = save(session, "bills", what="Biopsy", total=eur("240"), due_on=PartialDate(2026, 6, 30))
        save(session, "payments", bill=bill, way="by_insurer", amount=eur("180"))
    with vault.read() as session:
        assert balances.of_bill(session, bill).open == eur("60")
        (item,) = open_items.open_items(session)
        assert (item.amount, item.until, item.title) == (eur("60"), PartialDate(2026, 6, 30), "Biopsy")
    with vault.write() as session:
        mine = save(session, "payments", bill=bill, way="by_me", amount=eur("60"))
    with vault.read() as session:
        assert open_items.open_items(session) == []
    with vault.write() as session:
        store.trash(session, BY_NAME["payments"], mine)
    with vault.read() as session:
        assert balances.of_bill(session, bill).open == eur("60")


def test_a_receipt_was_paid_by_me_and_a_credit_note_takes_off() -> None:
    receipt = balances.balance({"type": "receipt", "total": eur("12.50")}, [])
    assert (receipt.open, receipt.cost_to_me) == (eur("0"), Sums.of([eur("12.50")]))
    shared = balances.balance(
        {"type": "receipt", "total": eur("12.50")}, [{"way": "by_insurer", "amount": eur("7.50")}]
    )
    assert (shared.open, shared.cost_to_me) == (eur("0"), Sums.of([eur("5")]))
    assert balances.total_of({"type": "credit_note", "total": eur("30")}) == eur("-30")


def test_without_a_total_the_lines_are_added_unless_they_are_of_two_currencies() -> None:
    lines = Rows(({"what": "A", "billed": eur("1.10")}, {"what": "B", "billed": eur("2.20")}))
    assert balances.total_of({"lines": lines}) == eur("3.30")
    mixed = Rows(({"what": "A", "billed": eur("1.10")}, {"what": "B", "billed": Money(Decimal(2), "JPY")}))
    assert balances.total_of({"lines": mixed}) is None
    assert balances.balance({"lines": mixed}, []).open is None


def test_an_explanation_finds_its_bill_with_reasons_and_says_what_differs(vault: Vault) -> None:
    day = PartialDate(2026, 5, 3)
    with vault.write() as session:
        bill = save(session, "bills", what="Biopsy", provider="Hollow Creek", total=eur("240"), service_on=day)
        save(session, "bills", what="Other", provider="Elsewhere", total=eur("240"))
        one = save(session, "benefit_explanations", provider="hollow creek", billed=eur("210"), service_on=day)
        seen = save(session, "appointments", purpose="Biopsy", on_date=day, with_whom="Hollow Creek")
        other = save(session, "appointments", purpose="Dentist", on_date=day)
        for purpose, values in (
            ("Off", {"on_date": day, "status": "cancelled"}),
            ("Old", {"on_date": PartialDate(2025, 5, 3)}),
        ):
            save(session, "appointments", purpose=purpose, **values)
    with vault.read() as session:
        (match,) = matching.proposals(session, one)
        said = side_by_side.differences(match.record, store.get(session, BY_NAME["benefit_explanations"], one))
        visits = matching.visits(session, match.record)
    assert match.record.id == bill
    assert match.reasons == ("the same provider: hollow creek", "the same day of service: 3 May 2026")
    assert said == ["Billed €240.00; the explanation says €210.00."]
    assert [(visit.record.id, len(visit.reasons)) for visit in visits] == [(seen, 2), (other, 1)]


@pytest.mark.parametrize("seed", range(rounds(2, 30)))
def test_no_bill_that_fits_is_missed_by_asking_the_database_first(vault: Vault, seed: int) -> None:
    chance = random.Random(seed)
    days = [None, PartialDate(2026), PartialDate(2026, 1), PartialDate(2026, 1, 3), PartialDate(2025, season="winter")]
    days += [PartialDate(2025, 12, 30), PartialDate(2026, 1, 2)]
    money = [None, eur("9"), eur("9.0000"), eur("-9"), Money(Decimal(9), "JPY")]
    with vault.write() as session:
        doctor = save(session, "care_team", name="Dr Fenn")
        names = [None, "dr fenn", "DR FENN", LinkedName("Dr Fenn", doctor), "Elsewhere"]

        def values(amount: str) -> dict[str, Any]:
            lines = [{"what": "A", "billed": chance.choice(money), "service_on": chance.choice(days)} for _ in range(2)]
            beside = {"provider": chance.choice(names), "service_on": chance.choice(days), amount: chance.choice(money)}
            return {**beside, "lines": Rows.of(lines[: chance.randint(0, 2)])}

        for _ in range(40):
            save(session, "bills", what="B", type=chance.choice([None, "credit_note"]), **values("total"))
        ones = [save(session, "benefit_explanations", **values("billed")) for _ in range(8)]
    with vault.read() as session:
        bills = store.list_active(session, BY_NAME["bills"])
        for one in ones:
            explanation = store.get(session, BY_NAME["benefit_explanations"], one)
            fitting = {bill.id for bill in bills if len(matching.reasons_for(bill, explanation)) >= 2}
            assert {match.record.id for match in matching.proposals(session, one)} == fitting


def test_lines_that_fit_stand_side_by_side_with_what_differs_named(vault: Vault) -> None:
    day = PartialDate(2026, 5, 3)
    mine = [
        {"what": "Taking the sample", "billed": eur("150"), "service_on": day},
        {"what": "Stains", "billed": eur("90")},
    ]
    theirs = [
        {"what": "Lab", "billed": eur("90"), "allowed": eur("80")},
        {"what": "taking the sample", "billed": eur("120"), "service_on": day},
        {"what": "Room", "billed": eur("7")},
    ]
    with vault.write() as session:
        bill = save(session, "bills", what="Biopsy", total=eur("240"), lines=Rows.of(mine))
        one = save(session, "benefit_explanations", billed=eur("217"), lines=Rows.of(theirs))
    with vault.read() as session:
        both = store.get(session, BY_NAME["bills"], bill), store.get(session, BY_NAME["benefit_explanations"], one)
    whole, first, second, third = side_by_side.compared(*both)
    assert whole.differences == ("Billed €240.00; the explanation says €217.00.",)
    assert first.differences == ("Billed €150.00; the explanation says €120.00.",)
    said = [("What", "Stains", "Lab"), ("Billed", "€90.00", "€90.00"), ("Allowed", "", "€80.00")]
    assert [(one.label, one.bill, one.explanation) for one in second.said] == said
    assert (third.what, third.differences) == ("Room", ("Not on the bill.",))


def test_the_state_of_a_bill_is_the_latest_of_each_payer(vault: Vault) -> None:
    with vault.write() as session:
        policy = save(session, "policies", insurer="Fernbrook")
        bill = save(session, "bills", what="Biopsy")
        save(session, "bill_states", bill=bill, state="billed", on_date=PartialDate(2026, 5))
        save(session, "bill_states", bill=bill, policy=policy, state="denied", on_date=PartialDate(2026, 6, 4))
        save(session, "bill_states", bill=bill, policy=policy, state="appealed", on_date=PartialDate(2026, 6, 9))
    with vault.read() as session:
        latest = states.of_bill(session, bill)
        (item,) = open_items.open_items(session)
    said = {who: [state.values["state"] for state in of_payer] for who, of_payer in latest.items()}
    assert said == {"": ["billed"], policy: ["appealed", "denied"]}
    assert set(item.words.split("; ")) == {"billed", "Fernbrook: appealed"}


def test_denials_and_authorisations_are_open_with_their_day(vault: Vault) -> None:
    with vault.write() as session:
        save(session, "denials", what="Avapritinib", deadline_on=PartialDate(2026, 12, 4))
        save(session, "denials", what="Old one", outcome="won")
        save(
            session, "authorisations", what="Scan", decision="granted", valid_to=PartialDate(2027, 6, 30), lead_weeks=6
        )
        save(session, "authorisations", what="Done", valid_to=PartialDate(2027, 6, 30), renewed=True)
    with vault.read() as session:
        found = [(item.title, item.until) for item in open_items.open_items(session)]
    assert found == [("Avapritinib", PartialDate(2026, 12, 4)), ("Scan", PartialDate(2027, 5, 19))]


def test_only_matched_explanations_of_the_plan_year_count_towards_its_limits(vault: Vault) -> None:
    with vault.write() as session:
        policy = save(session, "policies", insurer="Fernbrook", year_begins=7, deductible=eur("500"))
        bill = save(session, "bills", what="Biopsy")
        for on, share, matched in (
            (PartialDate(2026, 7, 1), "60", bill),
            (PartialDate(2027, 6, 30), "40", bill),
            (PartialDate(2026, 6, 30), "5", bill),
            (PartialDate(2026, 9, 1), "7", None),
        ):
            values = {"service_on": on, "my_share": eur(share), "to_deductible": eur(share), "bill": matched}
            save(session, "benefit_explanations", policy=policy, **values)
    with vault.read() as session:
        found = progress.of_policy(session, policy, date(2027, 1, 1))
    assert (found.first_day, found.last_day) == (date(2026, 7, 1), date(2027, 6, 30))
    assert found.deductible.used == Sums.of([eur("100")])
    assert (len(found.deductible.entries), found.deductible.limit) == (2, eur("500"))


@pytest.mark.parametrize("by", totals.WAYS_OF_ADDING)
def test_the_rows_of_a_year_make_up_its_whole(vault: Vault, by: str) -> None:
    with vault.write() as session:
        policy = save(session, "policies", insurer="Fernbrook")
        bill = save(
            session,
            "bills",
            what="Biopsy",
            provider="Hollow Creek",
            total=eur("240"),
            service_on=PartialDate(2026, 5, 3),
        )
        save(session, "bills", what="Pills", type="receipt", total=eur("12.50"), billed_on=PartialDate(2026, 5))
        save(session, "bills", what="No day", total=eur("1"))
        for way, amount, year in (("by_insurer", "180", 2026), ("by_me", "60", 2026), ("reimbursed", "10", 2027)):
            values = {"way": way, "amount": eur(amount), "on_date": PartialDate(year, 6, 1), "policy": policy}
            save(session, "payments", bill=bill, **values)
    with vault.read() as session:
        found = totals.of_period(session, date(2026, 1, 1), date(2026, 12, 31), by)
    assert (found.whole.billed, found.whole.paid_by_me) == (Sums.of([eur("252.50")]), Sums.of([eur("72.50")]))
    assert (found.whole.paid_by_insurers, found.whole.back_to_me) == (Sums.of([eur("180")]), Sums())
    assert sum((row.billed for row in found.rows), Sums()) == found.whole.billed
    assert sum((row.paid_by_me for row in found.rows), Sums()) == found.whole.paid_by_me
    assert found.undated == 1


def test_what_was_paid_on_a_bill_in_the_trash_is_in_no_year(vault: Vault) -> None:
    with vault.write() as session:
        bill = save(session, "bills", what="Biopsy", total=eur("240"), service_on=PartialDate(2026, 5, 3))
        save(session, "payments", bill=bill, way="by_me", amount=eur("60"), on_date=PartialDate(2026, 6, 1))
        store.trash(session, BY_NAME["bills"], bill)
    with vault.read() as session:
        found = totals.of_period(session, date(2026, 1, 1), date(2026, 12, 31))
    assert (found.whole.billed, found.whole.paid_by_me) == (Sums(), Sums())


@pytest.mark.parametrize("typed", ["1240.50", "1240,50", "1,240.50", "1.240,50", "1240", "99.90"])
def test_a_bill_is_found_by_its_amount_however_it_is_typed(vault: Vault, typed: str) -> None:
    lines = Rows(({"what": "A", "billed": eur("99.90")},))
    with vault.write() as session:
        save(session, "bills", what="Operation", total=Money(Decimal("1240.50"), "USD"), lines=lines)
    index = Index(vault, lambda _file: [])
    index.catch_up()
    assert [hit.title for hit in index.search(typed)] == ["Operation"]
    index.close()
