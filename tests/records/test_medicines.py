"""What belongs to a medication: changes that follow into it, whether one is the latest, when a count is used up, another maker."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ism_desktop.records import medicines, reverting, store
from ism_desktop.records.kinds.medication_changes import MEDICATION_CHANGES
from ism_desktop.records.kinds.medication_refills import MEDICATION_REFILLS, other_makers
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.records.values import Gap, PartialDate, parse_quantity
from ism_desktop.vault import Vault

DAY = PartialDate(2026, 11, 3)


def stock(
    at_hand: str | None = "40 ampoules", per_day: str | None = "8", counted: PartialDate | None = DAY
) -> dict[str, Any]:
    return {
        "at_hand": None if at_hand is None else parse_quantity(at_hand),
        "per_day": None if per_day is None else parse_quantity(per_day),
        "counted_on": counted,
    }


def medication(vault: Vault, **values: Any) -> str:
    with vault.write() as session:
        return store.save(
            session, MEDICATIONS, {"name": "Cromolyn", "directions": "One ampoule four times a day"} | values
        )


def change(vault: Vault, of: str, *, is_current: bool = True, **values: Any) -> None:
    with vault.write() as session:
        medicines.record_change(session, of, values, is_current=is_current)


def said(vault: Vault, of: str) -> dict[str, Any]:
    with vault.read() as session:
        return dict(store.get(session, MEDICATIONS, of).values)


def test_a_change_is_written_down_and_the_medication_follows_and_both_go_back_together(vault: Vault) -> None:
    made = medication(vault)
    with vault.write() as session:
        since = reverting.mark(session)
        values = {
            "what": "raised",
            "on_date": DAY,
            "now": "Two ampoules four times a day",
            "reason": "Cramps came back",
        }
        medicines.record_change(session, made, values, is_current=True)
        until = reverting.mark(session)
    assert said(vault, made)["directions"] == "Two ampoules four times a day"
    with vault.read() as session:
        (line,) = medicines.of_medication(session, MEDICATION_CHANGES, made)
    assert (line.values["now"], line.values["reason"]) == ("Two ampoules four times a day", "Cramps came back")
    with vault.write() as session:
        reverting.revert(session, since, until)
    assert said(vault, made)["directions"] == "One ampoule four times a day"
    with vault.read() as session:
        assert medicines.of_medication(session, MEDICATION_CHANGES, made) == []


def test_something_long_ago_leaves_the_medication_alone(vault: Vault) -> None:
    made = medication(vault)
    change(vault, made, is_current=False, what="started", on_date=PartialDate(2019), now="Half an ampoule")
    assert said(vault, made)["directions"] == "One ampoule four times a day"
    assert said(vault, made)["started_on"] is None


def test_stopping_and_starting_again_is_said_by_the_medication(vault: Vault) -> None:
    made = medication(vault, use="regular")
    change(vault, made, what="stopped", on_date=DAY, reason="Too sleepy")
    now = said(vault, made)
    assert (now["use"], now["stopped_on"], now["stopped_why"]) == ("past", DAY, "Too sleepy")
    change(vault, made, what="resumed", on_date=PartialDate(2026, 12, 1))
    now = said(vault, made)
    assert (now["use"], now["stopped_on"], now["stopped_why"]) == (None, None, None)
    change(vault, made, what="paused", on_date=PartialDate(2026, 12, 5))
    assert said(vault, made)["stopped_on"] is None


def test_the_first_start_is_the_day_on_which_it_was_started(vault: Vault) -> None:
    made = medication(vault)
    change(vault, made, what="started", on_date=Gap.UNKNOWN)
    assert said(vault, made)["started_on"] is Gap.UNKNOWN
    other = medication(vault, started_on=PartialDate(2020))
    change(vault, other, what="started", on_date=DAY)
    assert said(vault, other)["started_on"] == PartialDate(2020)


def test_a_change_is_the_latest_by_its_day(vault: Vault) -> None:
    made = medication(vault)
    change(vault, made, what="raised", on_date=PartialDate(2024, 5))
    with vault.read() as session:
        changes = medicines.of_medication(session, MEDICATION_CHANGES, made)
    assert medicines.is_latest(changes, PartialDate(2024, 6, 1))
    assert medicines.is_latest(changes, PartialDate(2024))
    assert medicines.is_latest(changes, None)
    assert not medicines.is_latest(changes, PartialDate(2023))
    assert medicines.is_latest([], PartialDate(1999))


def test_a_count_is_used_up_by_the_persons_own_numbers() -> None:
    found = medicines.run_out(stock())
    assert found is not None
    assert found.on == date(2026, 11, 8)
    assert found.words == "40 ampoules counted on 3 November 2026, 8 a day"
    half = medicines.run_out(stock("5 tablets", "0.5"))
    assert half is not None
    assert half.on == date(2026, 11, 13)


@pytest.mark.parametrize(
    "values",
    [
        stock(at_hand=None),
        stock(per_day=None),
        stock(counted=None),
        stock(counted=PartialDate(2026, 11)),
        stock(at_hand="about two boxes"),
        stock(at_hand="> 40 ampoules"),
        stock(at_hand="2 boxes", per_day="8 ampoules"),
        stock(per_day="0"),
        stock(per_day="8 a day"),
        stock(at_hand="4000000"),
    ],
)
def test_nothing_is_worked_out_from_what_is_not_stated_plainly(values: dict[str, Any]) -> None:
    assert medicines.run_out(values) is None


@given(st.integers(0, 3000), st.integers(1, 40))
def test_the_day_is_the_count_divided_by_the_number_a_day(count: int, number: int) -> None:
    found = medicines.run_out(stock(f"{count} tablets", str(number)))
    assert found is not None
    assert (found.on - DAY.first_day).days == count // number


def test_another_maker_is_told_by_the_order_of_days_not_of_typing() -> None:
    refills = [
        ("c", {"on_date": PartialDate(2026, 3), "maker": "Larkspur"}),
        ("a", {"on_date": PartialDate(2026, 1), "maker": "Larkspur "}),
        ("d", {"on_date": PartialDate(2026, 4), "maker": "larkspur"}),
        ("b", {"on_date": PartialDate(2026, 2), "maker": None}),
        ("e", {"on_date": PartialDate(2026, 5), "maker": "Tern"}),
    ]
    assert other_makers(refills) == {"e": "larkspur"}


def test_the_date_on_the_box_is_the_medications_own_or_that_of_the_latest_refill(vault: Vault) -> None:
    made = medication(vault)
    with vault.write() as session:
        for month, expiry in ((1, 2027), (6, 2028)):
            values = {"medication": made, "on_date": PartialDate(2026, month), "expiry": PartialDate(expiry)}
            store.save(session, MEDICATION_REFILLS, values)
    with vault.read() as session:
        refills = medicines.refills_by_medication(session)[made]
        record = store.get(session, MEDICATIONS, made)
    assert medicines.expiry_of(record, refills) == PartialDate(2028)
    assert medicines.expiry_of(record, ()) is None
