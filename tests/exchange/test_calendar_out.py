"""Appointments as a calendar file: read back whole by a library of others, details hidden unless wanted, and read back by ourselves."""

import random
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import icalendar
import pytest

from ism_desktop.exchange import calendar_in
from ism_desktop.exchange.calendar_out import calendar
from ism_desktop.records import store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Vault
from ism_desktop.worker import calendar_checks, calendar_events
from tests.rounds import rounds

HERE = "Europe/Berlin"
_WORDS = ("Check-up", "Dr. Größe; Co", "a, b\\n", "long " * 30, "Injektion 💉", "line\nbreak", "ends with \\")


def events_of(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_hidden_details_say_nothing_but_the_time(vault: Vault) -> None:
    with vault.write() as session:
        member = store.save(session, CARE_TEAM, {"name": "Dr Imani Okafor"})
        values = {
            "purpose": "Bone marrow biopsy", "on_date": PartialDate(2026, 12, 3), "at_time": "10:30", "until": "11:15",
            "time_zone": HERE, "with_member": member, "place": "Mast Cell Clinic", "prepare": "Fasting", "notes": "Secret",
        }  # fmt: skip
        visit = store.save(session, APPOINTMENTS, values)
        vague = store.save(session, APPOINTMENTS, {"purpose": "Some day", "on_date": PartialDate(2027, 3)})
    written = calendar(vault, [visit, vague], HERE, hides_details=True)
    assert written.entries == 1, "without an exact day it stands in no calendar"
    for word in (b"Bone", b"Okafor", b"Clinic", b"Fasting", b"Secret"):
        assert word not in written.content
    (event,) = events_of(written.content)
    assert str(event["SUMMARY"]) == "Appointment"
    assert event["DTSTART"].dt == datetime(2026, 12, 3, 10, 30, tzinfo=ZoneInfo(HERE))
    assert event["DTEND"].dt == datetime(2026, 12, 3, 11, 15, tzinfo=ZoneInfo(HERE))
    told = calendar(vault, [visit], HERE, hides_details=False).content
    (whole,) = events_of(told)
    assert str(whole["SUMMARY"]) == "Bone marrow biopsy"
    assert "Okafor" in str(whole["DESCRIPTION"])
    assert b"Secret" not in told, "what was said in the visit never leaves with the calendar"
    assert whole["UID"] == event["UID"], "a calendar knows it again"


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca"]
)
def test_the_block_of_a_zone_says_what_its_clocks_say(vault: Vault, zone: str) -> None:
    with vault.write() as session:
        values = {"purpose": "x", "on_date": PartialDate(2026, 7, 1), "at_time": "09:00", "time_zone": zone}
        visit = store.save(session, APPOINTMENTS, values)
    content = calendar(vault, [visit], HERE, hides_details=True).content
    (block,) = cast("list[icalendar.Timezone]", icalendar.Calendar.from_ical(content).walk("VTIMEZONE"))
    told = block.to_tz(lookup_tzid=False)
    for month in range(1, 13):
        for day in (1, 15, 28):
            moment = datetime(2026, month, day, 12)  # noqa: DTZ001
            assert moment.replace(tzinfo=told).utcoffset() == moment.replace(tzinfo=ZoneInfo(zone)).utcoffset(), moment
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize("seed", range(rounds(3, large=60)))
def test_what_is_written_is_read_back(vault: Vault, seed: int) -> None:
    chance = random.Random(seed)
    zones = [HERE, "America/New_York", "Asia/Kolkata", "+05:30", "UTC", None]
    ids: list[str] = []
    with vault.write() as session:
        for _ in range(chance.randint(1, 12)):
            clock = chance.choice([None, f"{chance.randint(0, 22):02d}:{chance.randint(0, 59):02d}"])
            values = {
                "purpose": chance.choice(_WORDS), "on_date": PartialDate(2026, chance.randint(1, 12), chance.randint(1, 28)),
                "at_time": clock, "until": "23:30" if clock and chance.random() < 0.5 else None, "time_zone": chance.choice(zones),
                "place": chance.choice([None, *_WORDS]), "prepare": chance.choice([None, *_WORDS]),
                "status": chance.choice(["planned", "cancelled"]),
            }  # fmt: skip
            ids.append(store.save(session, APPOINTMENTS, values))
    content = calendar(vault, ids, HERE, hides_details=False).content
    with vault.read() as session:
        records = store.get_many(session, APPOINTMENTS, ids)
    theirs = {str(event["UID"]).partition("@")[0]: event for event in events_of(content)}
    assert set(theirs) == set(ids)
    ours = calendar_checks.calendar_file(calendar_events.read(content, date(2026, 11, 30), HERE))
    assert ours.refused == ()
    for one in calendar_in.offered(ours.entries, list(records.values())):
        assert one.known is not None
        said = one.known.values
        event = theirs[one.known.id]
        assert " ".join(str(event["SUMMARY"]).split()) == " ".join(said["purpose"].split())
        assert str(event.get("LOCATION", "")) == (said["place"] or "")
        assert str(event["STATUS"]) == ("CANCELLED" if said["status"] == "cancelled" else "CONFIRMED")
        kept = {change.name for change in one.changes if change.name in {"on_date", "at_time", "until"}}
        # An offset and UTC have no block, so their time comes back on the clock of this computer.
        assert not kept or said["time_zone"] in {"+05:30", "UTC"}, one.changes
