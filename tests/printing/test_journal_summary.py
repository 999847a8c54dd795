"""The summary of the journal and a count on paper: what is counted, what a person changed, and that nothing is cut without a word."""

from datetime import date, timedelta
from typing import Any

import pytest

from ism_desktop.printing import day_counts, journal_summary
from ism_desktop.printing.journal_summary import Changes, SummaryContent
from ism_desktop.printing.paper import Paper
from ism_desktop.records import store
from ism_desktop.records.asked_counts import AskedCount
from ism_desktop.records.journal_counts import SOON
from ism_desktop.records.journal_periods import last_month, months_before, since_visit
from ism_desktop.records.journal_summary import read
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Moment, PartialDate, Rows
from ism_desktop.vault import Session, Vault
from tests.printing.reading import said, texts

TODAY = date(2026, 4, 9)
MARCH = last_month(TODAY)


def entry(session: Session, begun: str, *symptoms: dict[str, Any], **more: Any) -> None:
    rows = {name: Rows.of(more.pop(name, ())) for name in ("exposures", "taken")}
    day = "symptoms" if symptoms else "noted" if any(rows.values()) else "good"
    values = {"day": day, "begun": Moment.from_stored(begun), "symptoms": Rows.of(symptoms), **rows, **more}
    store.save(session, BY_NAME["journal_entries"], values)


@pytest.fixture
def march(vault: Vault) -> Vault:
    """Five days of March with an entry, one in April, one of which only the month is known."""
    with vault.write() as session:
        store.save(session, BY_NAME["person"], {"name": "Juniper Ash", "birth_date": PartialDate(1979, 4, 2)})
        entry(session, "2026-03-02T19:00", {"symptom": "flushing", "severity": 4})
        entry(
            session,
            "2026-03-12T08:00[Europe/Berlin]",
            {"symptom": "flushing", "severity": 8},
            {"symptom": "itch", "how_bad": "severe"},
            exposures=[{"exposure": "alcohol", "at": Moment.from_stored("2026-03-11T21:00")}],
            taken=[{"medicine": "Cetirizine 10 mg", "at": Moment.from_stored("2026-03-12T08:10")}],
        )
        entry(
            session,
            "2026-03-12T20:00",
            {"symptom": "flushing", "severity": 2},
            taken=[{"medicine": "cetirizine 10 mg"}],
        )
        entry(session, "2026-03-12")
        entry(session, "2026-03-13", {"symptom": "nausea", "severity": 0}, {"symptom": "other", "own": "Buzzing ears"})
        entry(session, "2026-03-20", exposures=[{"exposure": "alcohol"}, {"exposure": "other", "own": "Cats"}])
        entry(session, "2026-03-31")
        entry(session, "2026-04-01", {"symptom": "flushing", "severity": 10})
        entry(session, "2026-03", {"symptom": "fever"})
        store.save(session, BY_NAME["episodes"], {"began": Moment.from_stored("2026-03-12T20:05"), "place": "Garden"})
        med = store.save(session, BY_NAME["medications"], {"name": "Famotidine", "started_on": PartialDate(2026, 3, 5)})
        change = {"medication": med, "what": "raised", "on_date": PartialDate(2026, 3)}
        store.save(session, BY_NAME["medication_changes"], change)
        for day, status in ((PartialDate(2026, 2, 20), "done"), (PartialDate(2026, 4, 1), "cancelled")):
            store.save(session, BY_NAME["appointments"], {"purpose": "Visit", "on_date": day, "status": status})
    return vault


def collected(vault: Vault, **more: Any) -> SummaryContent:
    with vault.read() as session:
        return journal_summary.collect(session, MARCH, TODAY, **more)


def lines(content: SummaryContent) -> dict[str, list[str]]:
    return {section.key: [line.words for line in section.lines] for section in content.sections}


def test_days_are_counted_and_said_with_their_numbers(march: Vault) -> None:
    found = lines(collected(march))
    assert found["days"][:3] == [
        "5 of 31 days have an entry; the others say nothing.",
        "Good day, nothing to note: on 1 of 5 days noted",
        "Symptoms: on 3 of 5 days noted",
    ], "a good day with a symptom is none, and what was not there is no symptom"
    assert found["days"][-1] == "1 entry of the journal has no exact day and is not counted."
    assert found["symptoms"] == [
        "Flushing: on 2 of 5 days noted, worst 8 of 10 on 12 March",
        "Itch: on 1 of 5 days noted, severe on 1 day",
        "Buzzing ears: on 1 of 5 days noted",
    ]
    assert found["worst"][0] == "2 March 2026: Flushing, 4 of 10"
    assert found["worst"][1].startswith("12 March 2026: Flushing, 8 of 10; Itch, severe")
    assert found["episodes"] == ["Episode of 12 March 2026, 20:05: Garden"]
    assert found["medicines"] == ["March 2026: Famotidine: Raised", "5 March 2026: Famotidine started"]
    assert found["taken"] == ["cetirizine 10 mg: 2 times on 1 day (12 March)"]
    assert found["exposures"] == ["Alcohol: on 2 days", "Cats: on 1 day"]


def test_every_day_of_the_demo_is_counted_as_by_hand(vault: Vault) -> None:
    """Against an independent count, day by day, of a journal with gaps."""
    first = date(2026, 3, 1)
    with vault.write() as session:
        for number in range(31):
            if number % 4 != 3:
                bad = [{"symptom": "itch", "severity": number % 11}] if number % 3 else []
                entry(session, (first + timedelta(days=number)).isoformat(), *bad)
        found = read(session, *MARCH)
    written = [number for number in range(31) if number % 4 != 3]
    there = [number for number in written if number % 3 and number % 11]
    assert len(found.noted) == len(written)
    assert found.silent == 31 - len(written)
    assert len(found.with_symptoms) == len(there)
    assert len(found.good) == len([number for number in written if not number % 3])
    (itch,) = found.symptoms.values()
    assert itch.worst == (10, tuple(first + timedelta(days=n) for n in there if n % 11 == 10))


def test_what_a_person_changed_stands_on_the_page_and_in_the_copy(march: Vault) -> None:
    changes = Changes(
        frozenset({"exposure.other.cats", "taken.cetirizine 10 mg"}),
        {"symptom.itch": "The itch keeps me awake", "symptom.flushing": "  "},
        ("I want to sleep", "", "A second injector"),
        "Photos are on my phone\n",
    )
    assert Changes.from_plain(changes.plain()) == changes
    assert Changes.from_plain({"left_out": 3, "words": [], "wishes": None}) == Changes()
    content = collected(march).changed(changes)
    for paper in Paper:
        (page,) = texts(journal_summary.draw(content, paper))
        read_page = " ".join(page.split())
        for words in (
            "1. I want to sleep",
            "2. A second injector",
            "The itch keeps me awake (in my own words)",
            "Photos",
        ):
            assert words in read_page
        assert "Cats" not in page
        assert "Taken" not in page, "a section of which every line was left out has no heading"
        assert "%" not in page
    kept = content.as_dict()
    assert kept["sections"]["symptoms"]["symptom.itch"] == "The itch keeps me awake"
    assert kept["sections"]["symptoms"]["symptom.flushing"] == [2, [8, ["2026-03-12"]], 0]


def test_counts_bring_their_definitions_and_are_kept_by_keys(march: Vault) -> None:
    asked = AskedCount(((("alcohol", ""), ""),), (("other", "buzzing ears"), "Buzzing ears"), SOON, MARCH)
    assert AskedCount.from_plain(asked.plain()) == asked
    content = collected(march, counts=[asked])
    page = said(journal_summary.draw(content, Paper.A4))
    with march.read() as session:
        own = day_counts.collect(session, asked, TODAY)
    alone = said(day_counts.draw(own, Paper.LETTER))
    for words in ("“Buzzing ears” began, with “Alcohol”", "Too few days to say anything.", "fewer than 5 days"):
        assert words in page
        assert words in alone
    assert own.as_dict()["count"]["with"] == [0, 2]


def test_much_is_told_as_left_off_and_long_names_stay_whole(march: Vault) -> None:
    with march.write() as session:
        for number in range(60):
            name = f"نوبات متكررة جدا {number}" if number % 2 else f"Word{number} " + "long " * 12
            day = date(2026, 3, 1) + timedelta(days=number % 28)
            entry(
                session,
                day.isoformat(),
                {"symptom": "other", "own": name},
                exposures=[{"exposure": "other", "own": name}],
            )
    content = collected(march)
    for paper in Paper:
        missing, pages = journal_summary.left_off(content, paper)
        (page,) = texts(journal_summary.draw(content, paper))
        assert pages == 1
        assert missing > 60
        assert "more lines find no room here." in page
    whole = content.changed(Changes(wishes=("w " * 2000,)))
    assert len(texts(journal_summary.draw(whole, Paper.A4))) > 1, "what a person wants to say is never cut"


def test_an_empty_month(vault: Vault) -> None:
    content = collected(vault)
    assert lines(content) == {"days": ["0 of 31 days have an entry; the others say nothing."]}
    assert "page 1 of 1" in said(journal_summary.draw(content, Paper.LETTER))


def test_periods(march: Vault) -> None:
    assert (date(2026, 3, 1), date(2026, 3, 31)) == MARCH
    assert last_month(date(2026, 1, 31)) == (date(2025, 12, 1), date(2025, 12, 31))
    assert months_before(date(2026, 5, 31), 3) == date(2026, 3, 1)
    with march.read() as session:
        assert since_visit(session, TODAY) == (date(2026, 2, 20), TODAY)
