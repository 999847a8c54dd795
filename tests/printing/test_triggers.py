"""The page of triggers and the binder's tab of the journal: what is collected, and what is drawn."""

from datetime import date
from typing import Any

from ism_desktop.printing import trigger_list
from ism_desktop.printing.binder import journal
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.paper import Paper
from ism_desktop.records import store
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Moment, Rows
from ism_desktop.vault import Vault
from tests.printing.reading import texts

TODAY = date(2026, 11, 22)


def save(vault: Vault, kind: str, **values: Any) -> str:
    with vault.write() as session:
        return store.save(session, BY_NAME[kind], values)


def test_triggers_stand_by_what_is_known(vault: Vault) -> None:
    save(vault, "triggers", trigger="alcohol", own="red wine", state="suspected", avoid="One glass\nat most")
    save(vault, "triggers", trigger="sting", state="confirmed", confirmed_by="Dr Okafor", effect="Collapse")
    save(vault, "triggers", trigger="other", own="Cats", notes="never looked at")
    with vault.read() as session:
        content = trigger_list.collect(session, TODAY)
    assert [section.key for section in content.sections] == ["confirmed", "suspected", "not_said"]
    assert content.sections[0].lines[0].by == "Dr Okafor"
    assert content.sections[2].lines[0].name == "Cats"
    assert content.unprintable == ()
    (page,) = texts(trigger_list.draw(content, Paper.A4))
    for words in ("Confirmed", "Insect sting or bite", "Said by: Dr Okafor", "red wine", "Note: never looked at"):
        assert words in page


def test_what_nothing_is_said_about_takes_one_line(vault: Vault) -> None:
    for trigger in ("heat", "cold", "sun"):
        save(vault, "triggers", trigger=trigger, state="never_met")
    with vault.read() as session:
        (page,) = texts(trigger_list.draw(trigger_list.collect(session, TODAY), Paper.LETTER))
    assert "Heat, Cold and Sun" in page
    assert "How I avoid it" not in page


def test_an_empty_page_says_not_recorded_and_a_long_one_goes_on(vault: Vault) -> None:
    with vault.read() as session:
        (page,) = texts(trigger_list.draw(trigger_list.collect(session, TODAY), Paper.LETTER))
    assert "NOT RECORDED" in page
    with vault.write() as session:
        for number in range(60):
            values = {"trigger": "other", "own": f"Word{number} " + "long " * 20, "state": "suspected"}
            store.save(session, BY_NAME["triggers"], values)
        pages = texts(trigger_list.draw(trigger_list.collect(session, TODAY), Paper.A4))
    assert len(pages) > 1
    assert all(f"Word{number} " in "".join(pages) for number in range(60))


def test_the_binder_prints_three_months_and_says_what_it_leaves_out(vault: Vault) -> None:
    rows = Rows(({"symptom": "flushing", "severity": 6},))
    for day in ("2026-11-20T19:30[Europe/Berlin]", "2026-08-23", "2026-08-21"):
        save(vault, "journal_entries", day="symptoms", begun=Moment.from_stored(day), symptoms=rows, still_going=True)
    with vault.read() as session:
        (group,) = journal.journal(Reader(session, TODAY))
    assert [record.cells[0].split(",")[0] for record in group.records] == ["20 November 2026", "23 August 2026"]
    assert "Flushing, 6 of 10" in group.records[0].cells[1]
    assert "still going" in group.records[0].cells[1]
    assert group.notes == ("1 older entry is kept in the program and not printed here.",)


def test_an_empty_journal_is_not_recorded_and_an_old_one_says_so(vault: Vault) -> None:
    with vault.read() as session:
        (group,) = journal.journal(Reader(session, TODAY))
    assert group.is_empty
    save(vault, "journal_entries", day="good", begun=Moment.from_stored("2020-01-01"))
    with vault.read() as session:
        (group,) = journal.journal(Reader(session, TODAY))
    assert group.said == "No entry in the last three months."
