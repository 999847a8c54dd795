"""The journal by days and its filter, both compared with what plain Python finds over random journals."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from ism_desktop.records import journal_days, paging, store
from ism_desktop.records.journal_day_words import parts, said
from ism_desktop.records.journal_days import ENTRIES, WORST, Day, Days
from ism_desktop.records.journal_filter import JournalFilter, medicines, plain_name
from ism_desktop.records.journal_reading import name_of
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.kinds.journal_entries import JOURNAL_ENTRIES
from ism_desktop.records.paging import Wish
from ism_desktop.records.store import Record
from ism_desktop.records.values import Moment, PartialDate, Rows
from ism_desktop.vault import Vault

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
ZONES = ("", "[Europe/Berlin]", "[Pacific/Auckland]", "[America/Los_Angeles]", "[+14:00]")


def moment(chance: random.Random) -> str:
    day = date(2026, 2, 20) + timedelta(days=chance.randrange(50))
    clock = chance.choice(("", "T00:00", "T23:59", "T02:30", "Tmorning", "T14"))
    if chance.random() < 0.1:
        return chance.choice(("2026-03", "2026-02", "2026", "2026-spring"))
    return day.isoformat() + clock + chance.choice(ZONES)


def entry(chance: random.Random) -> dict[str, Any]:
    felt = [
        {
            "symptom": chance.choice(("flushing", "itch", "other")),
            "own": chance.choice((None, "Buzzing  ears", "BUZZING ears", "Straße")),
            "severity": chance.choice((None, 0, 3, 7, 10)),
            "where": chance.choice((None, ("face",), ("face", "belly"))),
        }
        for _ in range(chance.randrange(3))
    ]
    met = [
        {"exposure": chance.choice(("alcohol", "other")), "own": chance.choice((None, "Cats"))}
        for _ in range(chance.randrange(2))
    ]
    taken = [{"medicine": chance.choice(("Cetirizine 10 mg", "cetirizine  10 mg", "Famotidine"))}] * chance.randrange(2)
    return {
        "day": "symptoms" if felt else chance.choice(("good", "noted")),
        "begun": Moment.from_stored(moment(chance)),
        "symptoms": Rows.of(felt),
        "exposures": Rows.of(met),
        "taken": Rows.of(taken),
        "entered_on": chance.choice((None, "2026-03-10", "2026-04-30")),
    }


@pytest.fixture
def written(vault: Vault) -> list[Record]:
    chance = random.Random(11)
    with vault.write() as session:
        ids = [store.save(session, JOURNAL_ENTRIES, entry(chance)) for _ in range(160)]
        store.trash(session, JOURNAL_ENTRIES, ids[0])
        return list(store.list_active(session, JOURNAL_ENTRIES))


def rows(record: Record, name: str) -> tuple[Mapping[str, Any], ...]:
    found = record.values[name]
    return found.rows if isinstance(found, Rows) else ()


def is_shown(record: Record, wanted: JournalFilter) -> bool:
    """By hand, row by row."""

    def fits(row: Mapping[str, Any]) -> bool:
        severity = row.get("severity")
        return (
            wanted.symptom in {None, name_of(row["symptom"], row.get("own"))}
            and (not wanted.place or wanted.place in row.get("where", ()))
            and (wanted.least is None or (severity is not None and severity >= wanted.least))
            and (wanted.most is None or (severity is not None and severity <= wanted.most))
        )

    asks = replace(wanted, exposure=None, medicine="", first=None, last=None) != JournalFilter()
    on = record.values["begun"].date
    return (
        (not asks or any(fits(row) for row in rows(record, "symptoms")))
        and (
            wanted.exposure is None
            or any(name_of(row["exposure"], row.get("own")) == wanted.exposure for row in rows(record, "exposures"))
        )
        and (
            not wanted.medicine or any(plain_name(row["medicine"]) == wanted.medicine for row in rows(record, "taken"))
        )
        and (
            wanted.first is None or (on.day is not None and on.first_day >= wanted.first) or on == PartialDate(2026, 3)
        )
        and (wanted.last is None or (on.day is not None and on.last_day <= wanted.last) or on == PartialDate(2026, 3))
    )


FILTERS = (
    JournalFilter(),
    JournalFilter(symptom=("flushing", "")),
    JournalFilter(symptom=("flushing", ""), least=5),
    JournalFilter(symptom=("other", "buzzing ears"), most=3),
    JournalFilter(symptom=("other", plain_name("STRASSE"))),
    JournalFilter(least=0, most=0),
    JournalFilter(place="belly", least=7),
    JournalFilter(exposure=("other", "cats")),
    JournalFilter(exposure=("alcohol", ""), symptom=("itch", "")),
    JournalFilter(medicine="cetirizine 10 mg"),
    JournalFilter(first=MARCH[0], last=MARCH[1]),
    JournalFilter(first=MARCH[0], last=MARCH[1], symptom=("itch", ""), place="face", least=1),
)


def test_the_filter_shows_what_plain_python_finds_in_list_and_calendar(vault: Vault, written: list[Record]) -> None:
    with vault.read() as session:
        for wanted in FILTERS:
            expected = {record.id for record in written if is_shown(record, wanted)}
            narrowing = None if wanted.is_empty else wanted
            found = paging.ids(session, Wish(JOURNAL_ENTRIES, narrowing=narrowing))
            if wanted.first is None:
                assert set(found) == expected, wanted
            exact = {record.id for record in written if record.values["begun"].date.day is not None}
            assert set(found) & exact == expected & exact, wanted
            days = journal_days.read(session, *MARCH, narrowing)
            shown = {each for day in days.days.values() for each in day.entries}
            by_id = {record.id: record for record in written}
            in_march = {each for each in expected & exact if by_id[each].values["begun"].date.month == 3}
            assert shown == in_march, wanted
        assert list(medicines(session)) == ["cetirizine 10 mg", "famotidine"]


def test_a_filtered_list_follows_what_is_saved(vault: Vault, written: list[Record]) -> None:
    wish = Wish(JOURNAL_ENTRIES, narrowing=JournalFilter(symptom=("flushing", ""), least=5))
    listing = paging.Listing(wish)
    with vault.read() as session:
        listing.read(session)
    hidden = next(record for record in written if not is_shown(record, wish.narrowing))  # pyright: ignore[reportArgumentType]
    with vault.write() as session:
        store.save(
            session, JOURNAL_ENTRIES, {"symptoms": Rows(({"symptom": "flushing", "severity": 9},))}, record_id=hidden.id
        )
        store.save(session, JOURNAL_ENTRIES, {"symptoms": None}, record_id=listing.ids[0])
    with vault.read() as session:
        for step in listing.changes(session) or ():
            listing.apply(step)
        assert listing.ids == paging.ids(session, wish)
    assert hidden.id in listing.ids


def test_a_day_says_the_highest_numbers_as_typed_and_counts(vault: Vault, written: list[Record]) -> None:
    with vault.read() as session:
        found = journal_days.read(session, *MARCH)
    by_day: dict[date, list[Record]] = {}
    months = 0
    for record in written:
        on = record.values["begun"].date
        months += on == PartialDate(2026, 3)
        if on.day is not None and on.month == 3:
            by_day.setdefault(on.first_day, []).append(record)
    assert found.days.keys() == by_day.keys()
    assert found.undated.get((2026, 3), 0) == months
    for on, records in by_day.items():
        felt = [row for record in records for row in rows(record, "symptoms")]
        typed = [row["severity"] for row in felt if "severity" in row]
        flushed = [row["severity"] for row in felt if row["symptom"] == "flushing" and "severity" in row]
        day = found.at(on)
        assert day.number(WORST) == max(typed, default=None)
        assert day.number(ENTRIES) == len(records)
        assert day.number(("flushing", "")) == max(flushed, default=None)
        assert day.good == sum(record.values["day"] == "good" for record in records)
    assert found.at(date(2026, 6, 1)) == Day()


@pytest.mark.parametrize(
    ("stored", "shown_on"),
    [
        ("2026-03-31T23:30[Pacific/Auckland]", date(2026, 3, 31)),  # still the day before in Greenwich
        ("2026-04-01T00:10[America/Los_Angeles]", None),
        ("2026-03-01T00:00[+14:00]", date(2026, 3, 1)),
        ("2026-03-29T02:30[Europe/Berlin]", date(2026, 3, 29)),  # an hour that the clocks leave out
    ],
)
def test_the_day_is_that_of_the_clock_where_it_happened(vault: Vault, stored: str, shown_on: date | None) -> None:
    with vault.write() as session:
        store.save(session, JOURNAL_ENTRIES, {"day": "good", "begun": Moment.from_stored(stored)})
    with vault.read() as session:
        assert set(journal_days.read(session, *MARCH).days) == ({shown_on} if shown_on else set())


def test_reactions_and_episodes_stand_on_their_day(vault: Vault) -> None:
    with vault.write() as session:
        values = {"substance": "Wasp", "type": "allergy", "happened_on": PartialDate(2026, 3, 5)}
        kind = BY_NAME["reactions"]
        store.save(
            session, kind, {name: value for name, value in values.items() if name in {f.name for f in kind.fields}}
        )
        store.save(session, BY_NAME["episodes"], {"began": Moment.from_stored("2026-03-05T14:02")})
        store.save(session, BY_NAME["episodes"], {"began": Moment.from_stored("2026-03")})
    with vault.read() as session:
        day = journal_days.read(session, *MARCH).at(date(2026, 3, 5))
    assert parts(day, WORST, "") == ["no entry", "1 reaction", "1 episode"]


def test_what_a_day_says_is_never_told_by_shade_alone() -> None:
    on = date(2026, 3, 12)
    felt = Day(["1", "2"], symptoms={("flushing", ""): 7, ("itch", ""): None}, later=1)
    assert said(on, felt, WORST) == "Thursday, 12 March 2026: worst severity 7, 2 entries, filled in later"
    assert parts(felt, ("itch", ""), "Itch") == ["Itch: noted without a severity", "2 entries", "filled in later"]
    assert parts(felt, ("fatigue", ""), "Exhausted")[0] == "Exhausted: not noted"
    assert said(on, Day(), WORST) == "Thursday, 12 March 2026: no entry"
    assert said(on, Days(today=date(2026, 3, 11)).at(on), WORST) == "Thursday, 12 March 2026: still to come"
    assert said(on, Days(today=on).at(on), WORST) == "Thursday, 12 March 2026: no entry"
    assert parts(Day(["1"], good=1), WORST, "") == ["a good day, nothing to note", "1 entry"]
    assert parts(Day(["1"]), WORST, "") == ["1 entry"]
