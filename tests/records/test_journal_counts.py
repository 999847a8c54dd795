"""Counts of days beside an independent count that walks through the minutes of every clock: time zones, changed clocks, missing times."""

import operator
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ism_desktop.records import journal_reading, store
from ism_desktop.records.journal_counts import FEWEST, LATER, SAME_DAY, SOON, Count, Journal, Window, count
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.values import Moment, PartialDate, PartialTime, Rows
from ism_desktop.vault import Vault
from tests.rounds import rounds

ZONES = ("Europe/Berlin", "America/St_Johns", "Pacific/Auckland", "America/New_York", "+05:30")
# Leap days, clocks set forward and back on both halves of the earth, and the turn of a year.
STARTS = (
    date(2024, 2, 27),
    date(2025, 3, 29),
    date(2025, 10, 24),
    date(2025, 12, 30),
    date(2026, 3, 7),
    date(2026, 4, 3),
    date(2026, 9, 25),
)
DAYS = 6
PAIR = ("alcohol", "heat")


@dataclass(frozen=True)
class Entry:
    """What is put into the journal."""

    begun: Moment
    symptoms: tuple[str, ...]
    exposures: tuple[tuple[str, Moment | None], ...]


times = st.one_of(
    st.none(),
    st.builds(PartialTime, st.integers(0, 23)),
    st.builds(PartialTime, st.integers(0, 23), st.integers(0, 59)),
    st.just(PartialTime(part="evening")),
)


@st.composite
def lives(draw: st.DrawFn) -> tuple[date, list[Entry]]:
    start, zone, elsewhere = (
        draw(st.sampled_from(STARTS)),
        draw(st.sampled_from(ZONES)),
        draw(st.sampled_from(ZONES)),
    )

    def moment(day: date, where: str) -> Moment:
        return Moment(PartialDate.from_date(day), draw(times), where)

    entries: list[Entry] = []
    for _ in range(draw(st.integers(0, 12))):
        day = start + timedelta(days=draw(st.integers(0, DAYS - 1)))
        begun = moment(day, draw(st.sampled_from([zone, zone, elsewhere])))
        symptoms = draw(st.lists(st.sampled_from(["flushing", "itch"]), max_size=2, unique=True))
        met = [
            (name, moment(day - timedelta(days=draw(st.integers(0, 1))), "") if draw(st.booleans()) else None)
            for name in draw(st.lists(st.sampled_from(PAIR), max_size=2, unique=True))
        ]
        entries.append(Entry(begun, tuple(symptoms), tuple(met)))
    return start, entries


# The other way to count ------------------------------------------------------------------------------------------------


def zone_named(name: str) -> tzinfo:
    if name[0] in "+-":
        return timezone(timedelta(hours=int(name[:3]), minutes=int(name[0] + name[4:])))
    return ZoneInfo(name)


@lru_cache(maxsize=20_000)
def minutes(day: date, hour: int | None, minute: int | None, zone: str) -> tuple[int, int] | None:
    """The first and the last minute that the clock of a place shows so; None for an hour that a clock leaves out."""
    start = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) - 15 * 3600
    where = zone_named(zone)
    fitting = [
        second
        for second in range(start, start + 54 * 3600, 60)
        if (local := datetime.fromtimestamp(second, where)).date() == day
        and hour in (None, local.hour)
        and minute in (None, local.minute)
    ]
    return (fitting[0], fitting[-1]) if fitting else None


def shown(at: Moment, zone: str) -> tuple[int, int] | None:
    hour = at.time.hour if at.time is not None else None
    minute = at.time.minute if at.time is not None else None
    return minutes(at.date.first_day, hour, minute, at.zone or zone)


def counted_by_the_clock(
    entries: Sequence[Entry], names: Sequence[str], window: Window | None, period: tuple[date, date]
) -> Count | None:
    """The same count of flushing, found in the slowest way; None where an entry says a time that there was not."""
    noted_on = {entry.begun.date.first_day: entry.begun.zone for entry in reversed(entries)}
    felt = [entry.begun for entry in entries if "flushing" in entry.symptoms]
    met = {
        name: [
            (at or Moment(entry.begun.date), entry.begun.zone)
            for entry in entries
            for own, at in entry.exposures
            if own == name
        ]
        for name in names
    }
    days = set.intersection(*({at.date.first_day for at, _ in met[name]} for name in names))
    wanted = [period[0] + timedelta(days=step) for step in range((period[1] - period[0]).days + 1)]
    told: dict[date, bool | None] = {}
    reached: set[date] = set()
    for day in days:
        told[day] = window is None and any(begun.date.first_day == day for begun in felt)
        for together in product(*([each for each in met[name] if each[0].date.first_day == day] for name in names)):
            spans = [shown(at, zone) for at, zone in together]
            if window is None:
                continue
            if None in spans:
                return None
            first, last = (max(span[end] for span in spans if span is not None) for end in (0, 1))
            soonest, latest = int(window.begins * 3600), int(window.ends * 3600)
            for begun in felt:
                span = shown(begun, "")
                if span is None:
                    return None
                nearest, farthest = span[0] - last, span[1] - first
                if nearest >= soonest and farthest <= latest:
                    told[day] = True
                elif farthest >= soonest and nearest <= latest and not told[day]:
                    told[day] = None
            for other, zone in noted_on.items():
                whole = minutes(other, None, None, zone)
                if whole is not None and whole[0] <= last + latest and whole[1] + 59 >= first + soonest:
                    reached.add(other)
    felt_on = {begun.date.first_day for begun in felt}
    without = [day for day in wanted if day in noted_on and day not in days and day not in reached]
    with_it = [told[day] for day in wanted if day in days]
    return Count(
        with_hits=with_it.count(True),
        with_days=len(with_it) - with_it.count(None),
        without_hits=sum(day in felt_on for day in without),
        without_days=len(without),
        untold=with_it.count(None),
        set_aside=sum(day in noted_on and day not in days and day in reached for day in wanted),
        silent=sum(day not in noted_on and day not in days for day in wanted),
    )


@settings(max_examples=rounds(40, 3_000), deadline=None)
@given(lives(), st.sampled_from([SAME_DAY, SOON, LATER, Window(0.5, 30)]), st.sampled_from([PAIR[:1], PAIR]))
def test_it_is_the_count_of_the_clock(
    life: tuple[date, list[Entry]], window: Window | None, names: tuple[str, ...]
) -> None:
    start, entries = life
    period = (start, start + timedelta(days=DAYS - 1))
    expected = counted_by_the_clock(entries, names, window, period)
    if expected is None:
        return
    journal = Journal()
    for entry in entries:
        journal.add(entry.begun, entry.symptoms, entry.exposures)
    assert count(journal, names, "flushing", window, period) == expected


# Told in words -----------------------------------------------------------------------------------------------------------


def moment(day: int, clock: tuple[int, int] | None) -> Moment:
    return Moment(PartialDate(2026, 5, day), None if clock is None else PartialTime(*clock), "Europe/Berlin")


def test_a_week_told_by_hand() -> None:
    journal = Journal()
    journal.add(moment(1, (19, 0)), ["flushing"], [("alcohol", moment(1, (18, 0)))])  # an hour after it
    journal.add(moment(2, (23, 0)), ["flushing"], [("alcohol", moment(2, (18, 0)))])  # five hours after it
    journal.add(moment(3, None), ["flushing"], [("alcohol", moment(3, (18, 0)))])  # nobody knows
    journal.add(moment(4, (8, 0)), ["flushing"], [])
    journal.add(moment(5, (8, 0)), [], [])
    journal.add(Moment(PartialDate(2026, 5)), ["flushing"], [])
    period = (date(2026, 5, 1), date(2026, 5, 7))
    assert journal.undated == 1
    assert count(journal, ["alcohol"], "flushing", SOON, period) == Count(1, 2, 1, 2, 1, 0, 2)
    assert count(journal, ["alcohol"], "flushing", SAME_DAY, period) == Count(3, 3, 1, 2, 0, 0, 2)
    # What began on the morning of the fourth began in the window of the evening before: that day is on neither side.
    assert count(journal, ["alcohol"], "flushing", LATER, period) == Count(2, 3, 0, 1, 0, 1, 2)
    assert count(journal, ["alcohol"], "flushing", SOON, period).is_too_few


def test_a_symptom_that_goes_on_or_began_before_does_not_count_as_begun_after() -> None:
    journal = Journal()
    journal.add(moment(1, (17, 0)), ["flushing"], [("alcohol", moment(1, (18, 0)))])
    assert count(journal, ["alcohol"], "flushing", SOON, (date(2026, 5, 1), date(2026, 5, 1))).with_hits == 0


@pytest.mark.parametrize("zone", ["", "Etc/Unknown", "US/Pacific-New", "+05:30"])
def test_a_zone_that_nobody_knows_is_counted_like_none(zone: str) -> None:
    """CLDR lists names that no clock goes by; they come in with other programs' files."""
    journal = Journal()
    at = [Moment(PartialDate(2026, 5, 1), PartialTime(hour, 0), zone) for hour in (18, 19)]
    journal.add(at[1], ["flushing"], [("alcohol", at[0])])
    assert count(journal, ["alcohol"], "flushing", SOON, (date(2026, 5, 1), date(2026, 5, 1))).with_hits == 1


def test_the_floor_counts_both_sides() -> None:
    assert Count(5, FEWEST - 1, 0, 60, 0, 0, 0).is_too_few
    assert Count(5, 60, 0, FEWEST - 1, 0, 0, 0).is_too_few
    assert not Count(5, FEWEST, 0, FEWEST, 0, 0, 0).is_too_few


@pytest.mark.parametrize(("begins", "ends"), [(-1, 2), (3, 2), (0, 73)])
def test_a_window_that_is_none_is_refused(begins: float, ends: float) -> None:
    with pytest.raises(ValueError, match="window"):
        Window(begins, ends)


# From the record ---------------------------------------------------------------------------------------------------------


def test_only_what_is_asked_for_is_read(vault: Vault) -> None:
    def note(day: int, symptoms: Sequence[dict[str, str]], exposures: Sequence[dict[str, object]]) -> str:
        with vault.write() as session:
            return store.save(
                session,
                JOURNAL_ENTRIES,
                {
                    "day": "symptoms" if symptoms else "noted",
                    "begun": moment(day, (19, 0)),
                    "symptoms": Rows.of(symptoms),
                    "exposures": Rows.of(exposures),
                },
            )

    note(1, [{"symptom": "flushing"}], [{"exposure": "alcohol", "at": moment(1, (18, 0))}, {"exposure": "heat"}])
    note(2, [{"symptom": "other", "own": "Buzzing  ears"}], [{"exposure": "other", "own": "New Soap"}])
    note(3, [{"symptom": "other", "own": "buzzing ears"}], [{"exposure": "other", "own": "new soap"}])
    trashed = note(4, [{"symptom": "flushing"}], [{"exposure": "alcohol"}])
    with vault.write() as session:
        store.trash(session, JOURNAL_ENTRIES, trashed)
    period = (date(2026, 5, 1), date(2026, 5, 4))
    with vault.read() as session:
        assert journal_reading.read(session, [], ("flushing", "")).days == dict.fromkeys(
            (date(2026, 5, day) for day in (3, 2, 1)), "Europe/Berlin"
        )
        symptoms, exposures = journal_reading.used(session, "symptom"), journal_reading.used(session, "exposure")
        soap = next(name for name in exposures if name[1])
        ears = next(name for name in symptoms if name[1])
        alcohol, flushing = ("alcohol", ""), ("flushing", "")
        first = journal_reading.read(session, [alcohol], flushing)
        second = journal_reading.read(session, [soap], ears)
    assert {name[0]: number for name, (_, number) in exposures.items()} == {"alcohol": 1, "heat": 1, "other": 2}
    assert exposures[soap][0] in {"New Soap", "new soap"}
    assert sorted(first.days) == [date(2026, 5, day) for day in (1, 2, 3)]
    assert count(first, [alcohol], flushing, SOON, period) == Count(1, 1, 0, 2, 0, 0, 1)
    assert count(second, [soap], ears, SAME_DAY, period) == Count(2, 2, 0, 1, 0, 0, 1)


def test_what_is_read_in_one_text_is_what_the_entries_say(vault: Vault) -> None:
    chance = random.Random(11)
    days = ["2026-10-24", "2026-10-25", "2026-03-29", "2026-05", "2026", "2026-summer", "2024-02-29"]
    clocks = ["", "T02:30", "T02", "Tmorning", "T23:59", "T00:00"]
    zones = ["", "[Europe/Berlin]", "[Pacific/Auckland]", "[+05:30]", "[Etc/Unknown]"]

    def any_moment() -> Moment:
        return Moment.from_stored(chance.choice(days) + chance.choice(clocks) + chance.choice(zones))

    with vault.write() as session:
        for number in range(80):
            begun = any_moment()
            is_exact = (
                begun.date.day is not None
            )  # of an entry without a day, an exposure with one is read, and added by nobody
            exposures = [
                {
                    "exposure": chance.choice(PAIR),
                    **({"at": any_moment()} if is_exact and chance.random() < 0.5 else {}),
                }
                for _ in range(chance.randint(0, 2))
            ]
            felt = [{"symptom": chance.choice(("flushing", "itch"))}] if chance.random() < 0.6 else []
            made = store.save(
                session,
                JOURNAL_ENTRIES,
                {"day": "noted", "begun": begun, "symptoms": Rows.of(felt), "exposures": Rows.of(exposures)},
            )
            if number % 7 == 0:
                store.trash(session, JOURNAL_ENTRIES, made)
        found = journal_reading.read(session, [(name, "") for name in PAIR], ("flushing", ""))
        wanted = Journal()
        for record in store.list_active(session, JOURNAL_ENTRIES):
            rows = {name: record.values[name].rows if record.values[name] else () for name in ("symptoms", "exposures")}
            felt_there = [(row["symptom"], "") for row in rows["symptoms"] if row["symptom"] == "flushing"]
            met = [((row["exposure"], ""), row.get("at")) for row in rows["exposures"]]
            wanted.add(record.values["begun"], felt_there, met)
    assert found.days.keys() == wanted.days.keys()
    assert found.undated == wanted.undated > 0
    key = operator.attrgetter("day", "first", "last")
    flushing = ("flushing", "")
    assert sorted(found.symptoms[flushing], key=key) == sorted(wanted.symptoms[flushing], key=key)
    for name in ((name, "") for name in PAIR):
        assert sorted(found.exposures[name], key=key) == sorted(wanted.exposures[name], key=key)
