"""The monitoring plan: the last one is found in the record, the next is the date that was named or counted in the open, nothing else."""

from datetime import date
from typing import Any

import pytest

from ism_desktop.printing import binder, planned_checks
from ism_desktop.printing.planned_checks import Check
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.monitoring import MONITORING, later
from ism_desktop.records.values import Gap, Moment, PartialDate, Rows, parse_quantity
from ism_desktop.vault import Vault

TODAY = date(2026, 11, 22)


def day(text: str) -> PartialDate:
    return PartialDate.from_stored(text)


def save(vault: Vault, kind: str, **values: Any) -> str:
    with vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def result(vault: Vault, when: str, test: str, key: str = "") -> str:
    row = {"test": test, "value": parse_quantity("24.1")} | ({"key": key} if key else {})
    return save(vault, "test_results", taken_at=Moment.from_stored(when), values=Rows((row,)))


def planned(vault: Vault, **values: Any) -> str:
    return save(vault, "monitoring", **({"what": "Tryptase"} | values))


def one(vault: Vault, record_id: str) -> Check:
    with vault.read() as session:
        return planned_checks.read_one(session, store.get(session, MONITORING, record_id))


def test_the_last_one_is_found_by_the_test_whatever_the_lab_calls_it(vault: Vault) -> None:
    result(vault, "2025-05-06", "Tryptase", "tryptase")
    newest = result(vault, "2026-05-03T08:10[Europe/Berlin]", "Serum tryptase, total", "tryptase")
    result(vault, "2026-09-01", "CRP", "crp")
    result(vault, "2026-08-01", "My lab’s own test")
    check = one(vault, planned(vault))
    assert check.in_record is not None
    assert (check.in_record.kind, check.in_record.record_id) == ("test_results", newest)
    assert check.in_record_words == "Last in this record: 3 May 2026"
    by_panel = one(vault, planned(vault, what="crp, esr and beta-2 microglobulin"))
    assert by_panel.last_words == "1 September 2026"
    own = one(vault, planned(vault, what="my lab’s  OWN test"))
    assert own.last_words == "1 August 2026"
    assert one(vault, planned(vault, what="Test nobody has")).last_words == "not recorded"


def test_scans_and_visits_are_found_too(vault: Vault) -> None:
    doctor = save(vault, "care_team", name="Dr Imani Okafor")
    save(vault, "reports", title="DXA", type="bone_density", on_date=day("2024-09-17"))
    save(vault, "reports", title="CT", type="imaging", on_date=day("2026-01-01"))
    save(vault, "appointments", purpose="Follow-up", on_date=day("2026-06-03"), with_member=doctor, status="done")
    save(vault, "appointments", purpose="Follow-up", on_date=day("2027-01-14"), with_member=doctor, status="planned")
    assert one(vault, planned(vault, what="Bone density scan")).last_words == "17 September 2024"
    assert one(vault, planned(vault, what="DXA", type="bone_density")).last_words == "17 September 2024"
    assert one(vault, planned(vault, what="Follow-up", type="visit", done_by=doctor)).last_words == "3 June 2026"
    assert one(vault, planned(vault, what="Follow-up", type="visit")).last is None


def test_the_next_date_is_the_one_that_was_named_until_it_was_done(vault: Vault) -> None:
    record = planned(vault, next_on=day("2026-05"), interval=12, interval_unit="months")
    check = one(vault, record)
    assert check.next_words(TODAY) == "Was due in May 2026"
    result(vault, "2026-05-20", "Tryptase", "tryptase")
    check = one(vault, record)
    assert check.next_words(TODAY) == "Due on 20 May 2027 (counted from 20 May 2026 plus 12 months)"
    assert check.next_on_paper == "20 May 2027 (counted from 20 May 2026 plus 12 months)"


@pytest.mark.parametrize(
    ("values", "last", "next_words"),
    [
        ({}, "not recorded", "No next date is recorded."),
        ({"next_on": Gap.UNKNOWN}, "not recorded", "The next date is not known."),
        ({"last_on": Gap.NONE, "interval": 6, "interval_unit": "months"}, "not done yet", "No next date is recorded."),
        ({"last_on": day("2026"), "interval": 6, "interval_unit": "months"}, "2026", "No next date is recorded."),
        ({"last_on": day("2026-11-01"), "interval": 6}, "1 November 2026", "No next date is recorded."),
        (
            {"last_on": day("2026-10-31"), "interval": 1, "interval_unit": "months"},
            "31 October 2026",
            "Due on 30 November 2026 (counted from 31 October 2026 plus 1 month)",
        ),
    ],
)
def test_what_is_not_known_is_not_worked_out(vault: Vault, values: dict[str, Any], last: str, next_words: str) -> None:
    check = one(vault, planned(vault, **values))
    assert (check.last_words, check.next_words(TODAY)) == (last, next_words)


def test_what_the_person_chose_or_typed_counts_when_it_is_the_newest(vault: Vault) -> None:
    old = result(vault, "2024-01-05", "Tryptase", "tryptase")
    report = save(vault, "reports", title="Letter", on_date=day("2026-03-09"))
    record = planned(vault, last_on=day("2025"), last_result=old, last_report=report)
    assert one(vault, record).last_words == "9 March 2026"
    with vault.write() as session:
        store.trash(session, BY_NAME["reports"], report)
    assert one(vault, record).last_words == "2025"


def test_dates_are_counted_as_exactly_as_they_are_known() -> None:
    assert later(day("2024-02-29"), 1, "years") == day("2025-02-28")
    assert later(day("2026-12-28"), 2, "weeks") == day("2027-01-11")
    assert later(day("2026-11"), 3, "months") == day("2027-02")
    assert later(day("2026"), 24, "months") == day("2028")
    for vague, number, unit in (
        ("2026-spring", 1, "years"),
        ("2026-11", 2, "weeks"),
        ("2026", 6, "months"),
        ("2190", 120, "years"),
    ):
        assert later(day(vague), number, unit) is None


def test_the_question_says_what_the_plan_and_the_record_say(vault: Vault) -> None:
    record = planned(vault, every="every 12 months")
    assert one(vault, record).question == (
        "My plan says: Tryptase, every 12 months. My record does not say when it was last done. Is it due?"
    )
    result(vault, "2025-05-06", "Tryptase", "tryptase")
    told = "My plan says: Tryptase, every 12 months. The last one in my record is from 6 May 2025. Is it due?"
    assert one(vault, record).question == told


def test_the_binder_has_the_plan_before_the_visits_and_what_ended_apart(vault: Vault) -> None:
    doctor = save(vault, "care_team", name="Dr Imani Okafor")
    planned(vault, every="every 12 months", told_by=doctor, told_on=day("2026-06"))
    planned(vault, what="Liver values", status="ended")
    with vault.read() as session:
        content = binder.collect(session, TODAY)
    visits = next(tab for tab in content.tabs if tab.key == "visits")
    assert [group.title for group in visits.groups] == ["Monitoring plan", "Checks that ended"]
    (row,) = visits.groups[0].records
    assert row.cells == ("Tryptase", "every 12 months", "Dr Imani Okafor, June 2026", "not recorded", "not recorded")
