"""The demo patient's records before they are saved: believable on any day, complete, and clearly invented."""

import re
from datetime import date, timedelta

import pytest

from ism_desktop.demo.entries import Entry, near
from ism_desktop.demo.filling import entries as everything
from ism_desktop.records.kind import Input, shown
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.adrenaline_devices import ADRENALINE_DEVICES, is_live
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS, is_current
from ism_desktop.records.kinds.questions import QUESTIONS

DAYS = [date(2026, 11, 22), date(2027, 1, 1), date(2028, 2, 29), date(2031, 7, 5)]


def _all(today: date) -> list[Entry]:
    return everything(today)


def _of(entries: list[Entry], kind: object) -> list[Entry]:
    return [entry for entry in entries if entry.kind is kind]


@pytest.mark.parametrize("today", DAYS)
def test_the_demo_never_looks_stale(today: date) -> None:
    entries = _all(today)
    coming = [entry for entry in _of(entries, APPOINTMENTS) if entry.values["on_date"].first_day > today]
    past = [entry for entry in _of(entries, APPOINTMENTS) if entry.values["on_date"].last_day < today]
    assert len(coming) >= 3
    assert len(past) >= 3
    assert all(entry.values["status"] == "planned" for entry in coming)
    assert all(entry.values["status"] == "done" and entry.values["notes"] for entry in past)
    live = [entry for entry in _of(entries, ADRENALINE_DEVICES) if is_live(entry.values["status"])]
    assert len(live) == 2
    assert all(entry.values["expiry"].last_day > today + timedelta(days=30) for entry in live)


def test_visits_lie_on_working_days() -> None:
    for days in range(-40, 40):
        day = near(date(2026, 11, 22), days).first_day
        assert day.isoweekday() <= 5
        assert 0 <= (day - date(2026, 11, 22)).days - days <= 2


def test_every_page_has_something_to_show() -> None:
    entries = _all(DAYS[0])
    for kind in KINDS:
        if kind is not DOCUMENTS:
            assert _of(entries, kind), kind.name
    assert len(_of(entries, CARE_TEAM)) == 10
    assert len([entry for entry in _of(entries, CARE_TEAM) if entry.values.get("point_person")]) == 1
    medications = [entry.values for entry in _of(entries, MEDICATIONS)]
    past = [values for values in medications if not is_current(values["use"], values.get("stopped_on"))]
    assert past
    assert all(values["stopped_why"] for values in past)
    assert {values["use"] for values in medications} == {"regular", "as_needed", "premedication", "past"}
    assert {entry.values["status"] for entry in _of(entries, QUESTIONS)} == {"open", "asked", "answered", "carry_on"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not DOCUMENTS], ids=lambda kind: kind.name)
def test_the_fields_of_a_kind_are_used_somewhere(kind: object) -> None:
    """A field that no demo record fills is a field that nobody sees tried."""
    left_empty = {
        "second_number",
        "recall_note",
        "sterile",
        "brand",
        "bank_id",
        "time_zone",
        "email",
        "portal",
        "latin_name",
        "device_1",
        "device_2",
    }
    for found in KINDS:
        if found is kind:
            used = {name for entry in _of(_all(DAYS[0]), kind) for name in (*entry.values, *entry.refers)}
            wanted = {field.name for field in found.fields if field.input is not Input.SYSTEM}
            # On the card may be left to the rule that the field's help names.
            assert wanted - used <= left_empty | {"on_card"}, wanted - used


def test_telephone_numbers_and_addresses_are_nobodys() -> None:
    for entry in _all(DAYS[0]):
        for name, value in entry.values.items():
            field = entry.kind.field(name)
            if field.input is Input.PHONE:
                assert re.fullmatch(r"\+1 555 010 01\d\d", value), value
            if field.input is Input.EMAIL:
                assert value.endswith("@example.org")
            assert "!" not in shown(field, value)
