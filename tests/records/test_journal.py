"""Entries of the journal as records: what they say, how they went on, what was noted later, and what a draft keeps of them."""

from datetime import date

import pytest

from ism_desktop.records import journal_words, quick_entry, store
from ism_desktop.records.kinds.journal_entries import (
    ENDED,
    GOING,
    JOURNAL_ENTRIES,
    NOT_SAID,
    course,
    is_filled_in_later,
)
from ism_desktop.records.kinds.triggers import TRIGGERS, state_words
from ism_desktop.records.quick_entry import Named, QuickEntry
from ism_desktop.records.values import Moment, PartialDate, Rows
from ism_desktop.vault import Vault


def at(text: str) -> Moment:
    return Moment.from_stored(text)


@pytest.mark.parametrize(
    ("still_going", "ended", "wanted"),
    [
        (None, None, NOT_SAID),
        (True, None, GOING),
        (False, None, ENDED),
        (None, at("2026-05-03T21"), ENDED),
        (True, at("2026-05-03"), ENDED),
    ],
)
def test_ended_still_going_and_not_said_are_three_things(
    still_going: bool | None, ended: Moment | None, wanted: str
) -> None:
    assert course({"still_going": still_going, "ended": ended}) == wanted


@pytest.mark.parametrize(
    ("begun", "entered", "later"),
    [
        ("2026-05-03T14:05[Europe/Berlin]", "2026-05-03", False),
        ("2026-05-03T23:59[Asia/Tokyo]", "2026-05-04", True),
        ("2026-05-04", "2026-05-03", False),
        ("2026-05", "2026-05-31", False),
        ("2026-04", "2026-05-01", True),
        ("2024-02-29", "2024-03-01", True),
    ],
)
def test_an_earlier_day_is_filled_in_later(begun: str, entered: str, later: bool) -> None:
    assert is_filled_in_later({"begun": at(begun), "entered_on": entered}) is later


def test_the_program_notes_the_day_of_writing_once(vault: Vault) -> None:
    with vault.write() as session:
        made = store.save(session, JOURNAL_ENTRIES, {"day": "good", "begun": at("2020-01-05")})
        kept = store.save(
            session, JOURNAL_ENTRIES, {"day": "good", "begun": at("2020-01-05"), "entered_on": "2020-01-06"}
        )
        first = store.get(session, JOURNAL_ENTRIES, made).values["entered_on"]
        store.save(session, JOURNAL_ENTRIES, {"begun": at("2019-01-05")}, record_id=made)
        assert first == store.get(session, JOURNAL_ENTRIES, made).values["entered_on"]
        assert date.fromisoformat(first).year > 2020
        # An import brings the day of the first writing along.
        assert store.get(session, JOURNAL_ENTRIES, kept).values["entered_on"] == "2020-01-06"


def test_an_entry_says_in_a_line_what_was_felt_met_and_taken() -> None:
    symptoms = Rows(
        (
            {"symptom": "flushing", "severity": 6, "how_bad": "moderate", "where": ("face", "chest")},
            {"symptom": "other", "own": "Cold feet"},
        )
    )
    values = {"begun": at("2026-05-03T14:05[Europe/Berlin]"), "day": "symptoms", "symptoms": symptoms}
    assert JOURNAL_ENTRIES.title_of(values) == (
        "3 May 2026, 14:05: Flushing, 6 of 10, moderate (Face, Chest); Cold feet"
    )
    assert JOURNAL_ENTRIES.title_of({"begun": at("2026-05-03"), "day": "good"}) == (
        "3 May 2026: Good day, nothing to note"
    )
    wine = {"exposure": "alcohol", "detail": "red wine", "at": at("2026-05-03T13[Europe/Berlin]")}
    assert journal_words.exposure_words(wine) == "Alcohol: red wine, 3 May 2026, around 13:00"
    pill = {"medicine": "Cetirizine", "effect_30": "better", "effect_60": "same"}
    assert journal_words.taken_words(pill) == "Cetirizine (after 30 minutes: better; after 60 minutes: the same)"


def test_keys_are_each_once_and_what_comes_first_is_of_the_list() -> None:
    for list_ in (journal_words.SYMPTOMS, journal_words.EXPOSURES, journal_words.REGIONS):
        keys = [choice.value for choice in list_]
        assert len(keys) == len(set(keys))
    assert set(journal_words.FIRST_SYMPTOMS) <= {choice.value for choice in journal_words.SYMPTOMS}
    assert set(journal_words.FIRST_EXPOSURES) <= {choice.value for choice in journal_words.EXPOSURES}
    # The ledger of triggers and the journal speak of the same things.
    assert TRIGGERS.field("trigger").choices == JOURNAL_ENTRIES.field("exposures").cell("exposure").choices


def test_a_draft_keeps_all_of_an_entry_and_survives_what_it_cannot_read() -> None:
    entry = QuickEntry(helped="rest", notes="n", day="2026-05-03", clock="14:05", still_going=False, ended="21:00")
    entry.toggle_symptom(Named("flushing"))
    entry.say_of_latest("where", ("face",))
    entry.toggle_exposure(Named("other", "Cat"))
    entry.toggle_taken("Cetirizine", "f" * 32, at("2026-05-03T14:05"))
    assert QuickEntry.from_plain(entry.plain()) == entry
    assert QuickEntry.from_plain({"symptoms": [1], "taken": "x", "still_going": "yes", "day": 3}) == QuickEntry()


def test_the_entries_of_a_day_are_found_by_their_day(vault: Vault) -> None:
    with vault.write() as session:
        for begun in ("2026-05-03", "2026-05-03T23:59[Asia/Tokyo]", "2026-05-04T00:00", "2026-05", "2026-05-02T12"):
            store.save(session, JOURNAL_ENTRIES, {"day": "good", "begun": at(begun)})
        found = quick_entry.of_day(session, date(2026, 5, 3))
        assert [record.values["begun"].stored for record in found] == ["2026-05-03T23:59[Asia/Tokyo]", "2026-05-03"]
        before = quick_entry.of_day_before(session, date(2026, 5, 3))
        assert before is not None
        assert before.values["begun"].date == PartialDate(2026, 5, 2)
        assert quick_entry.of_day_before(session, date(2026, 5, 1)) is None


def test_a_confirmed_trigger_says_by_whom() -> None:
    assert state_words({"state": "confirmed", "confirmed_by": "Dr Okafor"}) == "confirmed by Dr Okafor"
    assert state_words({"state": "confirmed"}) == "confirmed"
    assert state_words({}) == ""
