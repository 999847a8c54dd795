"""Calendar files as the large phone, mail and calendar programs write them: read, refused one by one, recognised when they come again."""

import random
from collections.abc import Sequence
from datetime import date

import pytest

from ism_desktop.errors import DamagedFile
from ism_desktop.exchange import calendar_in
from ism_desktop.exchange.calendar_in import OfferedEntry
from ism_desktop.records import store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.values import PartialDate
from ism_desktop.ui.places.appointments.calendar_words import limit_words
from ism_desktop.vault import Vault
from ism_desktop.worker import CalendarEntry, CalendarFile, Workers, calendar_checks, calendar_events
from ism_desktop.worker.limits import MAX_REPEATS
from ism_desktop.worker.refusals import Refusal
from tests.rounds import rounds

TODAY, HERE = date(2026, 11, 30), "Europe/Berlin"

_OUTLOOK_ZONE = """BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def event(*lines: str, uid: str = "a@example.org") -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT", ""))


def file(*parts: str, head: str = "") -> bytes:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n{head}{''.join(parts)}END:VCALENDAR\n".replace(
        "\n", "\r\n"
    ).encode()


def read(content: bytes, today: date = TODAY) -> CalendarFile:
    return calendar_checks.calendar_file(calendar_events.read(content, today, HERE))


def only(content: bytes) -> CalendarEntry:
    found = read(content)
    assert found.refused == ()
    (entry,) = found.entries
    return entry


def when(entry: CalendarEntry) -> tuple[str, str, str, str]:
    return entry.day.isoformat(), entry.time, entry.until, entry.zone


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # a web calendar: UTC, put on the clock of this computer
        (("DTSTART:20261203T093000Z", "DTEND:20261203T101500Z"), ("2026-12-03", "10:30", "11:15", HERE)),
        (
            ("DTSTART;TZID=Europe/London:20261203T093000", "DURATION:PT45M"),
            ("2026-12-03", "09:30", "10:15", "Europe/London"),
        ),
        # a mail program of an office: names of Windows
        (
            ("DTSTART;TZID=Eastern Standard Time:20260703T093000", "DTEND;TZID=Eastern Standard Time:20260703T100000"),
            ("2026-07-03", "09:30", "10:00", "America/New_York"),
        ),
        (('DTSTART;TZID="W. Europe Standard Time":20261203T093000',), ("2026-12-03", "09:30", "", "Europe/Berlin")),
        # a zone that only the file describes: the offset of that very day is kept
        (("DTSTART;TZID=Customized Time Zone:20260703T093000",), ("2026-07-03", "09:30", "", "+02:00")),
        (("DTSTART;TZID=Customized Time Zone:20261203T093000",), ("2026-12-03", "09:30", "", "+01:00")),
        # long names of free programs
        (
            ("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Kolkata:20261203T093000",),
            ("2026-12-03", "09:30", "", "Asia/Kolkata"),
        ),
        # no zone at all: the clock on the wall
        (("DTSTART:20261203T093000",), ("2026-12-03", "09:30", "", HERE)),
        (("DTSTART;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261204"), ("2026-12-03", "", "", "")),
        # over midnight, and an end before the begin
        (("DTSTART:20261203T233000", "DTEND:20261204T003000"), ("2026-12-03", "23:30", "00:30", HERE)),
        (("DTSTART:20261203T093000", "DTEND:20261203T090000"), ("2026-12-03", "09:30", "", HERE)),
    ],
)
def test_times_are_those_of_the_place(lines: Sequence[str], expected: tuple[str, str, str, str]) -> None:
    assert when(only(file(_OUTLOOK_ZONE, event("SUMMARY:Check-up", *lines)))) == expected


def test_words_are_read_as_they_are_meant() -> None:
    found = only(
        file(
            event(
                "DTSTART;VALUE=DATE:20261203",
                "DTEND;VALUE=DATE:20261206",
                "SUMMARY:Check-up\\, bloo",
                " d test",
                "LOCATION:Building C\\nsecond floor",
                "DESCRIPTION;LANGUAGE=de:Bring the list\\; fasting\\n",
                "URL:https://video.example.org/1",
                "ATTENDEE;CN=Someone:mailto:a@example.org",
                "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
                "BEGIN:VALARM",
                "TRIGGER:-PT15M",
                "ACTION:DISPLAY",
                "DESCRIPTION:Ring",
                "END:VALARM",
            )
        )
    )
    assert (found.summary, found.place) == ("Check-up, blood test", "Building C second floor")
    assert found.about == "Bring the list; fasting\nhttps://video.example.org/1"
    assert found.has_more
    assert found.last_day == date(2026, 12, 5)
    values = calendar_in.values_of(found)
    assert values["last_day"] == PartialDate(2026, 12, 5)


def test_leftovers_of_older_programs_are_read() -> None:
    old = (
        "BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\nDTSTART:20261203T093000Z\n"
        "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Caf=C3=A9, a=\n  second line\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert only(old.encode()).summary == "Café, asecond line"
    western = file(event("DTSTART:20261203T093000", "SUMMARY:Gespräch")).decode().encode("cp1252")
    assert only(western).summary == "Gespräch"
    assert only(b"\xef\xbb\xbf" + file(event("DTSTART:20261203T093000", "SUMMARY:x"))).summary == "x"
    assert only(old.encode()).key == only(old.encode()).key, "an event without a name has the same one each time"


def test_a_series_becomes_single_entries_up_to_a_limit_and_keeps_its_hour() -> None:
    weekly = event(
        "DTSTART;TZID=Europe/Berlin:20260101T090000",
        "DTEND;TZID=Europe/Berlin:20260101T093000",
        "RRULE:FREQ=WEEKLY",
        "SUMMARY:Injection",
    )
    found = read(file(weekly), date(2026, 3, 20))
    assert len(found.entries) == MAX_REPEATS
    assert found.cut == 1
    assert {(entry.time, entry.until) for entry in found.entries} == {("09:00", "09:30")}, (
        "also after the clocks were changed"
    )
    assert found.entries[0].day == date(2026, 3, 26)
    assert len({entry.key for entry in found.entries}) == MAX_REPEATS


def test_changed_left_out_and_added_repetitions() -> None:
    series = event(
        "DTSTART;TZID=Europe/Berlin:20261201T090000",
        "RRULE:FREQ=DAILY;UNTIL=20261205T080000Z",
        "EXDATE;TZID=Europe/Berlin:20261202T090000",
        "RDATE;TZID=Europe/Berlin:20261210T140000",
        "SUMMARY:Infusion",
    )
    moved = event(
        "RECURRENCE-ID:20261203T080000Z", "DTSTART;TZID=Europe/Berlin:20261203T150000", "SUMMARY:Infusion, later"
    )
    off = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20261204T090000",
        "DTSTART;TZID=Europe/Berlin:20261204T090000",
        "STATUS:CANCELLED",
    )
    found = read(file(series, moved, off))
    said = [(entry.day.day, entry.time, entry.summary, entry.cancelled) for entry in found.entries]
    assert said == [
        (1, "09:00", "Infusion", False),
        (3, "15:00", "Infusion, later", False),
        (4, "09:00", "", True),
        (5, "09:00", "Infusion", False),
        (10, "14:00", "Infusion", False),
    ]
    assert found.cut == 0


def test_repetitions_with_a_length_of_their_own() -> None:
    """RFC 5545, 3.8.5.2: a period of RDATE says how long that one takes, also where the rule gives the same beginning."""
    found = read(
        file(
            event(
                "DTSTART;TZID=Europe/Berlin:20261201T090000",
                "DTEND;TZID=Europe/Berlin:20261201T093000",
                "RRULE:FREQ=DAILY;COUNT=2",
                "RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20261202T090000/PT2H,20261203T090000/20261203T120000",
                "RDATE;VALUE=PERIOD:20261204T080000Z/P1DT1H",
            )
        )
    )
    assert [(entry.day.day, entry.time, entry.until, entry.last_day.day) for entry in found.entries] == [
        (1, "09:00", "09:30", 1),
        (2, "09:00", "11:00", 2),
        (3, "09:00", "12:00", 3),
        (4, "09:00", "10:00", 5),
    ]


def test_an_end_of_another_kind_is_said_to_be_left_out() -> None:
    found = read(
        file(
            event("DTSTART:20261203T093000", "DTEND;VALUE=DATE:20261204", uid="1"),
            event("DTSTART;VALUE=DATE:20261203", "DTEND:20261204T100000", uid="2"),
            event("DTSTART;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261204", uid="3"),
        )
    )
    assert [(entry.time, entry.until, entry.last_day) for entry in found.entries] == [
        ("09:30", "", date(2026, 12, 3)),
        ("", "", date(2026, 12, 3)),
        ("", "", date(2026, 12, 3)),
    ]
    assert [(one.number, one.code) for one in found.refused] == [(1, "end"), (2, "end")]
    assert any("1 and 2" in line for line in limit_words(found))


def test_an_older_version_that_comes_later_is_no_change(vault: Vault) -> None:
    """It is offered, said to be older, and not meant unless a person says so; an import from before this was kept knows no older ones."""
    sequences = [
        event("DTSTART:20261203T093000Z", f"LOCATION:Room {number}", f"SEQUENCE:{number}") for number in (0, 1, 2)
    ]
    take(vault, offers(vault, file(sequences[1])))
    assert [offers(vault, file(each))[0].is_older for each in sequences] == [True, False, False]
    (older,) = offers(vault, file(sequences[0]))
    assert [change.there for change in older.changes] == ["Room 0"]
    take(vault, [older])
    assert not offers(vault, file(sequences[1]))[0].is_older, "what was chosen holds from then on"
    with vault.write() as session:
        (record,) = store.list_active(session, APPOINTMENTS)
        store.save(session, APPOINTMENTS, {"calendar_said": '{"place": "Room 9"}'}, record_id=record.id)
    assert not offers(vault, file(sequences[0]))[0].is_older


def test_a_cancelled_invitation_and_an_older_form() -> None:
    call_off = read(file(event("DTSTART:20261203T093000Z", "SEQUENCE:2"), head="METHOD:CANCEL\n"))
    assert call_off.entries[0].cancelled
    twice = read(
        file(
            event("DTSTART:20261203T093000Z", "SEQUENCE:2", "SUMMARY:New"),
            event("DTSTART:20261202T093000Z", "SUMMARY:Old"),
        )
    )
    assert ([entry.summary for entry in twice.entries], twice.older) == (["New"], 1)


def test_what_cannot_be_read_is_refused_one_by_one_and_the_rest_is_there() -> None:
    found = read(
        file(
            event("SUMMARY:no beginning", uid="1"),
            event("DTSTART;TZID=Nowhere/Here:20261203T093000", uid="2"),
            event("DTSTART:20261203T093000", "RRULE:FREQ=SECONDLY", uid="3"),
            event("DTSTART:20261203T093000", "RRULE:FREQ=DAILY;INTERVAL=0", uid="4"),
            event("DTSTART:20200101T093000", "RRULE:FREQ=DAILY;COUNT=3", uid="5"),
            event("DTSTART:broken", uid="6"),
            event("DTSTART:00010101T000000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", uid="10"),
            "BEGIN:VEVENT\nUID:7\nDTSTART:20261203T093000\n",  # never ended: the next one is not lost with it
            event("DTSTART:20261203T093000", "SUMMARY:good", uid="8"),
            "BEGIN:VTODO\nUID:9\nSUMMARY:a task\nEND:VTODO\n",
        )
    )
    assert [entry.summary for entry in found.entries] == ["good"]
    codes = {one.number: one.code for one in found.refused}
    assert codes == {
        1: "no_start",
        2: "zone",
        3: "too_often",
        4: "repeat",
        5: "over",
        6: "no_start",
        7: "repeat",
        8: "unended",
    }
    assert [one.word for one in found.refused if one.code == "zone"] == ["Nowhere/Here"]
    assert found.others == 1


def test_the_worker_reads_it_and_refuses_what_is_no_calendar(workers: Workers) -> None:
    found = workers.calendar(file(event("DTSTART:20261203T093000Z", "SUMMARY:Check-up")), TODAY, HERE)
    assert [entry.summary for entry in found.entries] == ["Check-up"]
    with pytest.raises(DamagedFile):
        workers.calendar(b"just a letter", TODAY, HERE)
    with pytest.raises(DamagedFile):
        workers.calendar(b"", TODAY, HERE)


def offers(vault: Vault, content: bytes) -> list[OfferedEntry]:
    with vault.read() as session:
        everything = [*store.list_active(session, APPOINTMENTS), *store.list_trashed(session, APPOINTMENTS)]
    return calendar_in.offered(read(content).entries, everything)


def take(vault: Vault, chosen: list[OfferedEntry]) -> tuple[int, int]:
    with vault.write() as session:
        return calendar_in.take_in(session, chosen)


def test_a_second_import_changes_only_what_is_new_and_says_what_a_person_wrote(vault: Vault) -> None:
    first = file(event("DTSTART:20261203T093000Z", "SUMMARY:Check-up", "LOCATION:Room 1"))
    assert take(vault, offers(vault, first)) == (1, 0)
    (again,) = offers(vault, first)
    assert not again.says_something
    with vault.write() as session:
        (record,) = store.list_active(session, APPOINTMENTS)
        assert (record.values["time_zone"], record.values["at_time"], record.values["status"]) == (
            HERE,
            "10:30",
            "planned",
        )
        store.save(session, APPOINTMENTS, {"place": "Room 7, ask at the desk", "notes": "mine"}, record_id=record.id)
    assert not offers(vault, first)[0].says_something, "what was written here since is left alone by the same file"
    moved = file(event("DTSTART:20261204T093000Z", "SUMMARY:Check-up", "LOCATION:Room 2", "SEQUENCE:1"))
    (one,) = offers(vault, moved)
    assert {change.name: change.was_typed for change in one.changes} == {"on_date": False, "place": True}
    assert take(vault, [one]) == (0, 1)
    with vault.read() as session:
        (record,) = store.list_active(session, APPOINTMENTS)
    assert (record.values["on_date"], record.values["place"], record.values["notes"]) == (
        PartialDate(2026, 12, 4),
        "Room 2",
        "mine",
    )
    (gone,) = offers(vault, file(event("DTSTART:20261204T093000Z", "STATUS:CANCELLED")))
    assert [(change.name, change.there) for change in gone.changes] == [("status", "cancelled")]
    with vault.write() as session:
        store.trash(session, APPOINTMENTS, record.id)
    assert offers(vault, moved)[0].is_in_trash


@pytest.mark.parametrize("seed", range(rounds(20, large=2_000)))
def test_a_damaged_file_never_stops_the_reading(seed: int) -> None:
    chance = random.Random(seed)
    whole = file(
        _OUTLOOK_ZONE,
        event(
            "DTSTART;TZID=Customized Time Zone:20261203T093000", "RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=9", "SUMMARY:a"
        ),
        event("RECURRENCE-ID:20261210T083000Z", "DTSTART:20261210T093000Z", "EXDATE:20261203T093000Z", "DURATION:PT1H"),
        event("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", "RDATE;VALUE=DATE:20270101", uid="b"),
    )
    damaged = bytearray(whole)
    for _ in range(chance.randint(1, 30)):
        place = chance.randrange(len(damaged))
        match chance.randrange(3):
            case 0:
                damaged[place] = chance.randrange(256)
            case 1:
                del damaged[place : place + chance.randint(1, 40)]
            case _:
                begin = chance.randrange(len(whole))
                damaged[place:place] = whole[begin : begin + chance.randint(1, 60)]
    try:
        found = read(bytes(damaged))
    except Refusal:
        return
    calendar_in.offered(found.entries, [])
