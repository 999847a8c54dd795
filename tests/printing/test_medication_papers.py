"""The medication list, the refill sheet and the calendar: what is collected, and what is drawn on how many pages."""

from datetime import date
from typing import Any

import pytest

from ism_desktop.printing import medication_calendar, medication_list, refill_sheet
from ism_desktop.printing.medication_list import ListContent
from ism_desktop.printing.paper import Paper
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Gap, PartialDate, Rows, parse_quantity
from ism_desktop.vault import Vault
from tests.printing.reading import texts

TODAY = date(2026, 11, 22)


def save(vault: Vault, kind: str, **values: Any) -> str:
    with vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def listed(vault: Vault) -> ListContent:
    with vault.read() as session:
        return medication_list.collect(session, TODAY)


def sections(content: ListContent) -> dict[str, list[str]]:
    return {section.key: [one.name for one in section.medicines] for section in content.sections}


def test_an_empty_record_says_that_nothing_is_recorded_or_what_was_stated(vault: Vault) -> None:
    (page,) = texts(medication_list.draw(listed(vault), Paper.A4))
    assert (listed(vault).said, listed(vault).avoid) == ("NOT RECORDED", "")
    assert page.count("NOT RECORDED") == 6  # name and birth date, also in the foot; what to avoid; medications
    with vault.write() as session:
        store.say_none(session, BY_NAME["medications"], Gap.NONE)
        store.say_none(session, BY_NAME["reactions"], Gap.NONE)
    content = listed(vault)
    assert content.said == "I take no medication (stated by the patient)."
    assert content.avoid.endswith("(stated by the patient).")


def test_medicines_stand_by_how_they_are_taken_with_the_latest_change(vault: Vault) -> None:
    okafor = save(vault, "care_team", name="Dr Okafor")
    cromolyn = save(
        *(vault, "medications"),
        name="Cromolyn",
        brand="Gastrocrom",
        strength="100 mg",
        directions="Two ampoules four times a day",
        reason="Cramps",
        managed_by=okafor,
    )
    save(vault, "medications", name="Paracetamol", use="as_needed")
    paused = save(vault, "medications", name="Famotidine", use="regular")
    save(vault, "medications", name="Ketotifen", use="past", stopped_on=PartialDate(2026, 2), stopped_why="Too sleepy")
    save(vault, "medications", name="Metoprolol", use="past", stopped_on=PartialDate(2016, 9))
    save(vault, "medication_changes", medication=cromolyn, what="started", on_date=PartialDate(2020))
    save(vault, "medication_changes", medication=cromolyn, what="raised", on_date=PartialDate(2024, 5, 3))
    save(vault, "medication_changes", medication=paused, what="paused", on_date=PartialDate(2026, 10))
    save(vault, "adrenaline_devices", product="EpiPen", strength="0.3 mg")
    save(vault, "reactions", substance="Wasp sting", type="allergy", severity="life_threatening")
    save(vault, "reactions", substance="Penicillin", type="allergy", certainty="cleared")
    content = listed(vault)
    assert sections(content) == {
        "regular": ["Cromolyn 100 mg"],
        "as_needed": ["Paracetamol"],
        "paused": ["Famotidine"],
        "stopped": ["Ketotifen"],
        "emergency": ["EpiPen 0.3 mg"],
    }
    line = content.sections[0].medicines[0]
    assert (line.details, line.by, line.changed) == (
        "Gastrocrom",
        "managed by Dr Okafor",
        "last changed 3 May 2024: Raised",
    )
    assert content.avoid == "Wasp sting (Allergy, life-threatening)"
    assert content.last_change == "Last change of this list: October 2026 (Famotidine)"
    (page,) = texts(medication_list.draw(content, Paper.LETTER))
    for words in ("Two ampoules four times a", "Paused – not taken at present", "Too sleepy", "EpiPen 0.3 mg"):
        assert words in page  # as far as one line of its column
    assert "Metoprolol" not in page
    assert "Penicillin" not in page


@pytest.mark.parametrize("paper", list(Paper))
def test_twelve_medicines_stand_on_one_page_and_thirty_on_more_with_nothing_lost(vault: Vault, paper: Paper) -> None:
    save(vault, "person", name="Juniper Vale", birth_date=PartialDate(1978, 3, 14))
    for number in range(30):
        save(
            *(vault, "medications"),
            name=f"Medicine number {number:02d}",
            strength="100 mg",
            form="Tablet",
            directions="One tablet in the morning and one in the evening, with water",
            reason="Itching and flushing",
            prescriber="Dr Imani Okafor",
            started_on=PartialDate(2019, 6),
        )
        if number == 11:
            assert medication_list.page_count(listed(vault), paper) == 1
    pages = texts(medication_list.draw(listed(vault), paper))
    assert 1 < len(pages) <= 4
    for number in range(30):
        assert f"Medicine number {number:02d}" in " ".join(pages)
    assert all("Juniper Vale" in page for page in pages)


def test_the_refill_sheet_says_what_is_left_and_what_it_was_worked_out_from(vault: Vault) -> None:
    stock = {
        "at_hand": parse_quantity("40 ampoules"),
        "counted_on": PartialDate(2026, 11, 3),
        "per_day": parse_quantity("8"),
    }
    made = save(vault, "medications", name="Cromolyn", prescriber="Dr Okafor", pharmacy="Hollow Creek", **stock)
    save(vault, "medications", name="Ketotifen", use="past")
    values = {"quantity": parse_quantity("240 ampoules"), "maker": "Tern", "expiry": PartialDate(2028, 5)}
    save(vault, "medication_refills", medication=made, on_date=PartialDate(2026, 11, 1), **values)
    with vault.read() as session:
        content = refill_sheet.collect(session, TODAY)
    (line,) = content.lines
    assert line.used_up == "8 November 2026"
    (page,) = texts(refill_sheet.draw(content, Paper.A4))
    for words in ("Cromolyn", "Dr Okafor", "Hollow Creek", "8 a day", "May 2028", "240 ampoules", "own count"):
        assert words in page


def steps(*rows: tuple[PartialDate | None, PartialDate | None, str]) -> Rows | None:
    return Rows.of({"first_day": first, "last_day": last, "dose": dose} for first, last, dose in rows)


def test_the_calendar_has_a_page_for_each_month_with_the_steps_as_written(vault: Vault) -> None:
    made = save(vault, "medications", name="Prednisone", strength="5 mg")
    plan = save(
        *(vault, "medication_plans"),
        name="Taper after the flare",
        medication=made,
        written_by_other="Dr Okafor",
        steps=steps(
            (PartialDate(2026, 11, 29), PartialDate(2026, 12, 2), "20 mg in the morning"),
            (PartialDate(2026, 12, 3), None, "10 mg"),
            (PartialDate(2027, 1), PartialDate(2027, 2), "as told by phone"),
        ),
    )
    with vault.read() as session:
        content = medication_calendar.collect(session, plan, TODAY)
    assert content.months == (date(2026, 11, 1), date(2026, 12, 1))
    assert content.of_day(date(2026, 11, 28)) == ()
    assert content.of_day(date(2026, 12, 2)) == (1,)
    assert content.of_day(date(2030, 1, 1)) == (2,)
    pages = texts(medication_calendar.draw(content, Paper.LETTER))
    assert len(pages) == 2
    assert "November 2026" in pages[0]
    assert "December 2026" in pages[1]
    for page in pages:
        assert "as told by phone" in page
        assert "Prednisone 5 mg" in page
    assert pages[0].count("20 mg in the morning") == 1 + 2


def test_a_dose_without_room_stands_above_by_its_number_and_a_plan_without_steps_says_so(vault: Vault) -> None:
    long = "Two tablets before breakfast with a large glass of water, " * 6
    plan = save(
        vault, "medication_plans", name="Cycle", steps=steps((PartialDate(2026, 2, 1), PartialDate(2026, 2, 2), long))
    )
    with vault.read() as session:
        pages = texts(medication_calendar.draw(medication_calendar.collect(session, plan, TODAY), Paper.A4))
    assert len(pages) == 1
    assert pages[0].count("Step 1") == 2
    empty = save(vault, "medication_plans", name="Nothing yet")
    with vault.read() as session:
        (page,) = texts(medication_calendar.draw(medication_calendar.collect(session, empty, TODAY), Paper.A4))
    assert "No steps are recorded." in page
