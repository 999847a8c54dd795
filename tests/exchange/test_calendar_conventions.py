"""How the large calendar programs and portals of clinics write: own small files in their ways, each event read right or refused alone."""

from collections.abc import Mapping
from datetime import date

import pytest

from ism_desktop.exchange import calendar_in
from ism_desktop.records import store
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.care_team import CARE_TEAM
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Vault
from ism_desktop.worker import CalendarEntry
from tests.exchange.test_calendar_in import HERE, event, file, only, read

_CITIES = '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"'
_OLD = (
    b"BEGIN:VCALENDAR\r\nVERSION:1.0\r\nBEGIN:VEVENT\r\nDTSTART:20261203T093000\r\n"
    b"SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=B6=C3=9Fe=\r\n und mehr\r\n"
    b"DESCRIPTION;QUOTED-PRINTABLE:Bring=0D=0Athe list\r\nAALARM:20261203T091500;;;\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_TIMED = ("DTSTART:20261203T093000", "DTEND:20261203T103000")


def said(entry: CalendarEntry) -> tuple[str, ...]:
    """Begin, end and zone: `12-03 09:30`, `12-04 10:00`, `Europe/Berlin`."""
    begin, end = f"{entry.day:%m-%d} {entry.time}".strip(), f"{entry.last_day:%m-%d} {entry.until}".strip()
    return (begin, end, entry.zone) if entry.zone else (begin, end)


@pytest.mark.parametrize(
    ("lines", "head", "expected"),
    [
        # Google: UTC, and the zone of the calendar beside it
        (
            ("DTSTART:20261203T143000Z", "DTEND:20261203T151500Z"),
            "X-WR-TIMEZONE:America/New_York\n",
            ("12-03 09:30", "12-03 10:15", "America/New_York"),
        ),
        # Epic, Cerner: UTC and nothing else: the clock of this computer
        (("DTSTART:20261203T143000Z", "DTEND:20261203T150000Z"), "", ("12-03 15:30", "12-03 16:00", HERE)),
        # UTC over the day on which clocks are put back
        (("DTSTART:20261024T080000Z", "DTEND:20261026T090000Z"), "", ("10-24 10:00", "10-26 10:00", HERE)),
        # the hour that comes twice: the offset tells which one it is
        (("DTSTART:20261025T003000Z",), "", ("10-25 02:30", "10-25", HERE)),
        (("DTSTART:20261025T013000Z",), "", ("10-25 02:30", "10-25", "+01:00")),
        # Outlook: a whole day as two midnights, in a zone or in UTC
        (
            ("DTSTART:20261203T000000", "DTEND:20261205T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"),
            "",
            ("12-03", "12-04"),
        ),
        (
            ("DTSTART:20261202T230000Z", "DTEND:20261203T230000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"),
            "",
            ("12-03", "12-03"),
        ),
        # Exchange: the zone as it is shown in a menu, or as an address
        ((f"DTSTART;TZID={_CITIES}:20260703T093000",), "", ("07-03 09:30", "07-03", "Europe/Amsterdam")),
        (
            ('DTSTART;TZID="(UTC-05:00) Eastern Time (US & Canada)":20260703T093000',),
            "",
            ("07-03 09:30", "07-03", "America/New_York"),
        ),
        (("DTSTART;TZID=tzone://Microsoft/Utc:20261203T083000Z",), "", ("12-03 09:30", "12-03", HERE)),
        # Apple: how long instead of until when; Thunderbird: days over changed clocks are days
        (
            ("DTSTART;TZID=Europe/Berlin:20261203T093000", "DURATION:PT1H30M", "BEGIN:VALARM", "DURATION:P1D", "END:VALARM"),
            "",
            ("12-03 09:30", "12-03 11:00", HERE),
        ),
        (("DTSTART;TZID=Europe/Berlin:20261024T100000", "DURATION:P1D"), "", ("10-24 10:00", "10-25 10:00", HERE)),
        (("DTSTART;TZID=Europe/Berlin:20261024T100000", "DURATION:PT24H"), "", ("10-24 10:00", "10-25 09:00", HERE)),
        (("DTSTART;VALUE=DATE:20261203", "DURATION:P1W"), "", ("12-03", "12-09")),
        # Nextcloud: several days; a day that ends when it begins
        (("DTSTART;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261206"), "", ("12-03", "12-05")),
        (("DTSTART;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261203"), "", ("12-03", "12-03")),
    ],
)  # fmt: skip
def test_when_an_event_is(lines: tuple[str, ...], head: str, expected: tuple[str, ...]) -> None:
    assert said(only(file(event("SUMMARY:x", *lines), head=head))) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # folded within a letter of two bytes
        (file(event(*_TIMED, "SUMMARY:Größe")).replace(b"\xc3\xb6", b"\xc3\r\n \xb6"), "Größe|"),
        # vCalendar 1.0: quoted-printable, a reminder, no UID
        (
            _OLD,
            "Größeund mehr|Bring\nthe list",
        ),
        # Google writes descriptions as web pages; a value is none
        (file(event(*_TIMED, "SUMMARY:x", "DESCRIPTION:<b>Bring</b> it<br>a &amp\\; b")), "x|Bring it\na & b"),
        (file(event(*_TIMED, "SUMMARY:x", "DESCRIPTION:CRP < 5 and <3")), "x|CRP < 5 and <3"),
        # Doctolib: escaped commas, an address with parameters
        (
            file(event(*_TIMED, "SUMMARY:RDV Dr X", "DESCRIPTION:Praticien : Dr X\\nhttps://example.org/a?b=c\\,d")),
            "RDV Dr X|Praticien : Dr X\nhttps://example.org/a?b=c,d",
        ),
    ],
)
def test_what_an_event_says(content: bytes, expected: str) -> None:
    entry = only(content)
    assert f"{entry.summary}|{entry.about}" == expected


def test_series_of_all_conventions() -> None:
    started = "DTSTART;TZID=Europe/Berlin:20261201T090000"
    onward = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261203T090000",
        "DTSTART;TZID=Europe/Berlin:20261203T110000",
    )
    assert [one.time for one in read(file(event(started, "RRULE:FREQ=DAILY;COUNT=4"), onward)).entries] == [
        *("09:00", "09:00"),
        *("11:00", "11:00"),
    ]
    office = event(
        "DTSTART;TZID=W. Europe Standard Time:20261203T000000",
        "DTEND;TZID=W. Europe Standard Time:20261204T000000",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
        "RRULE:FREQ=DAILY;COUNT=3",
        "EXDATE;TZID=W. Europe Standard Time:20261204T000000",
    )
    assert [said(one) for one in read(file(office)).entries] == [("12-03", "12-03"), ("12-05", "12-05")]
    for old, days in (("D2 #3", [3, 5, 7]), ("W1 TH FR 20261211T000000Z", [3, 4, 10]), ("MP1 1- FR #1", [25])):
        found = read(file(event("DTSTART:20261203T093000", f"RRULE:{old}")))
        assert [one.day.day for one in found.entries] == days, old
    huge = ("FREQ=DAILY;COUNT=999999999", "FREQ=DAILY;UNTIL=99991231T000000Z", "FREQ=YEARLY;INTERVAL=1000000")
    found = read(file(*(event(_TIMED[0], f"RRULE:{rule}", uid=rule) for rule in huge)))
    assert (len(found.entries), found.cut) == (24 + 24 + 1, 3)


def test_names_that_are_missing_or_given_twice_lose_no_event() -> None:
    nameless = file(*(event(f"DTSTART:2026120{day}T093000", uid="") for day in (3, 4)))
    assert len({one.key for one in read(nameless.replace(b"DTSTAMP:20261101T000000Z\r\n", b"")).entries}) == 2
    twice = file(event("DTSTART:20261203T093000", "SUMMARY:one"), event("DTSTART:20261210T093000", "SUMMARY:two"))
    found = read(twice)
    assert ([one.summary for one in found.entries], found.older) == (["one", "two"], 0)
    assert [one.key for one in found.entries] == [one.key for one in read(twice).entries]


def test_tasks_and_notes_of_a_calendar_are_named_as_left_out() -> None:
    todo = "BEGIN:VTODO\nUID:1\nSUMMARY:Blood\\, fasting\nDUE;VALUE=DATE:20261203\nEND:VTODO\n"
    found = read(file(todo, "BEGIN:VJOURNAL\nUID:2\nEND:VJOURNAL\n", event("SUMMARY:x", *_TIMED)))
    assert (len(found.entries), found.others, found.called) == (1, 2, ("Blood, fasting",))


# An appointment that was typed by hand ----------------------------------------------------------------------------------------


def typed(vault: Vault, **values: object) -> str:
    with vault.write() as session:
        own = {"purpose": "Yearly talk", "on_date": PartialDate(2026, 12, 3), **values}
        return store.save(session, APPOINTMENTS, own)


def offers(vault: Vault, content: bytes) -> list[calendar_in.OfferedEntry]:
    with vault.read() as session:
        names = {one.id: one.title for one in store.list_active(session, CARE_TEAM)}
        there = store.list_active(session, APPOINTMENTS)
    return calendar_in.offered(read(content).entries, there, names, HERE)


@pytest.mark.parametrize(
    ("own", "likely"),
    [
        ({"at_time": "10:45", "time_zone": HERE, "place": "Mast Cell Clinic"}, True),
        ({"at_time": "10:30", "time_zone": HERE}, True),
        ({"with_whom": "Dr Okafor"}, True),
        ({}, False),  # the day alone: offered, and not presumed
        ({"at_time": "11:30", "time_zone": HERE}, False),
        ({"at_time": "16:30", "time_zone": HERE, "place": "Mast Cell Clinic"}, False),  # twice there on one day
        ({"at_time": "16:30", "time_zone": HERE}, None),
        ({"on_date": PartialDate(2026, 12, 4), "place": "Mast Cell Clinic"}, None),
    ],
)
def test_an_event_is_shown_beside_what_was_typed(vault: Vault, own: Mapping[str, object], likely: bool | None) -> None:
    typed(vault, **own)
    content = file(event("DTSTART:20261203T093000Z", "SUMMARY:Visit Dr Okafor", "LOCATION:Mast Cell Clinic"))
    (one,) = offers(vault, content)
    assert one.known is None
    assert [like.is_likely for like in one.like] == ([] if likely is None else [likely])


def test_the_same_one_is_filled_in_and_known_from_then_on(vault: Vault) -> None:
    own = typed(vault, at_time="10:45", time_zone=HERE, purpose="My talk with Dr Okafor")
    first = event("DTSTART:20261203T093000Z", "DTEND:20261203T101500Z", "SUMMARY:Visit Okafor", "LOCATION:Room 1")
    (one,) = offers(vault, file(first))
    (like,) = one.like
    assert calendar_in.differing(like.own, one.values, HERE) == ["purpose", "at_time"]
    with vault.write() as session:
        assert calendar_in.take_in(session, [one], {one.entry.key: like.own}) == (0, 1)
    with vault.read() as session:
        (record,) = store.list_active(session, APPOINTMENTS)
    assert record.id == own
    values = record.values
    assert (values["purpose"], values["at_time"], values["until"]) == ("My talk with Dr Okafor", "10:45", None)
    assert values["place"] == "Room 1"
    (again,) = offers(vault, file(first))
    assert again.known is not None
    assert not again.says_something, "what stayed different is not brought up each time"
    (moved,) = offers(vault, file(first.replace("093000Z", "123000Z").replace("101500Z", "131500Z")))
    assert {change.name: change.was_typed for change in moved.changes} == {"at_time": True, "until": True}


def test_an_end_that_the_calendar_gives_up_is_given_up_here(vault: Vault) -> None:
    long = file(event("DTSTART;VALUE=DATE:20261203", "DTEND;VALUE=DATE:20261206", "SUMMARY:Stay"))
    new = offers(vault, long)
    with vault.write() as session:
        calendar_in.take_in(session, new)
    (short,) = offers(vault, file(event("DTSTART;VALUE=DATE:20261203", "SUMMARY:Stay")))
    assert [(change.name, change.there) for change in short.changes] == [("last_day", None)]
    assert read(long, date(2026, 1, 1)).entries[0].last_day == date(2026, 12, 5)
