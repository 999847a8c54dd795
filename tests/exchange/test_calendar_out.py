"""Appointments as a calendar file: read back whole by a library of others, details hidden unless wanted, and read back by ourselves."""

import random
from datetime import UTC, date, datetime, time, timedelta
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
from ism_desktop.records.values.moment import zone_called
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


# Around the days on which clocks are changed: in Berlin 29 March and 25 October, in New York 8 March and 1 November.
_DAYS = [
    PartialDate(2026, *day)
    for day in ((3, 7), (3, 8), (3, 28), (3, 29), (10, 24), (10, 25), (10, 31), (11, 1), (7, 14))
]
_CLOCKS = ("00:00", "00:30", "01:30", "02:30", "03:15", "09:00", "23:45")


def _when(chance: random.Random) -> dict[str, Any]:
    """A day and, by chance, times, a later last day and a zone; the times exist on those days, and none of them comes twice."""
    while True:
        day = chance.choice(_DAYS)
        last = chance.choice([None, PartialDate.from_date(day.first_day + timedelta(days=chance.randint(1, 3)))])
        clock = chance.choice([None, *_CLOCKS])
        until = chance.choice([None, *(each for each in _CLOCKS if last or each > (clock or "24"))]) if clock else None
        zone = chance.choice([HERE, "America/New_York", "Asia/Kolkata", "+05:30", "UTC", None])
        ends = [(day, clock), (last or day, until)]
        if all(_is_plain(on.first_day, at, zone) for on, at in ends if at):
            return {"on_date": day, "last_day": last, "at_time": clock, "until": until, "time_zone": zone}


def _is_plain(day: date, clock: str, zone: str | None) -> bool:
    own = zone_called(zone or HERE)
    bare = datetime.combine(day, time.fromisoformat(clock))
    if bare.replace(tzinfo=own).astimezone(ZoneInfo(HERE)).fold:
        return False
    return all(
        bare.replace(tzinfo=own, fold=fold).astimezone(UTC).astimezone(own).replace(tzinfo=None) == bare
        for fold in (0, 1)
    ) and (bare.replace(tzinfo=own, fold=1).utcoffset() == bare.replace(tzinfo=own).utcoffset())


@pytest.mark.parametrize("seed", range(rounds(4, large=400)))
def test_what_is_written_is_read_back(vault: Vault, seed: int) -> None:
    chance = random.Random(seed)
    ids: list[str] = []
    with vault.write() as session:
        for _ in range(chance.randint(1, 12)):
            values = _when(chance) | {
                "purpose": chance.choice(_WORDS),
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
    for one in calendar_in.offered(ours.entries, list(records.values()), here=HERE):
        assert one.known is not None
        said = one.known.values
        event = theirs[one.known.id]
        assert " ".join(str(event["SUMMARY"]).split()) == " ".join(said["purpose"].split())
        assert str(event.get("LOCATION", "")) == (said["place"] or "")
        assert str(event["STATUS"]) == ("CANCELLED" if said["status"] == "cancelled" else "CONFIRMED")
        changed = {
            change.name
            for change in one.changes
            if change.name in {"on_date", "at_time", "until", "last_day", "time_zone"}
        }
        assert not changed, "the same moments, by whatever clock"
        days = (said["last_day"] or said["on_date"]).first_day
        if not said["at_time"]:
            assert event["DTEND"].dt == days + timedelta(days=1), "an end of whole days is the day after"
        elif said["until"]:
            own = zone_called(said["time_zone"] or HERE)
            assert event["DTEND"].dt == datetime.combine(days, time.fromisoformat(said["until"]), own)
