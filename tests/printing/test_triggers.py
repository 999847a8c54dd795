"""The page of triggers and the binder's tab of the journal: what is collected, and what is drawn."""

from datetime import date
from typing import Any

from ism_desktop.printing import binder, trigger_list
from ism_desktop.printing.binder.content import Group
from ism_desktop.printing.paper import Paper
from ism_desktop.records import binder_journal, store
from ism_desktop.records.binder_journal import Chosen
from ism_desktop.records.kinds import BY_NAME
from ism_desktop.records.values import Moment, PartialDate, Rows
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


def tab(vault: Vault) -> list[Group]:
    with vault.read() as session:
        (found,) = [one for one in binder.collect(session, TODAY).tabs if one.key == "journal"]
    return [group for group in found.groups if not group.is_empty]


def test_the_binder_has_a_summary_of_the_days_that_were_chosen_and_counts_what_it_leaves_out(vault: Vault) -> None:
    rows = Rows(({"symptom": "flushing", "severity": 6},))
    for day in ("2026-11-20T19:30[Europe/Berlin]", "2026-08-23", "2026-08-21", "2020-01-01"):
        save(vault, "journal_entries", day="symptoms", begun=Moment.from_stored(day), symptoms=rows, still_going=True)
    (group,) = tab(vault)
    assert group.title == "Journal from 23 August 2026 to 22 November 2026"
    assert group.records[0].cells[1].startswith("2 of 92 days have an entry")
    assert group.notes[-1] == "4 entries of the journal are kept in the program and not printed here."
    with vault.write() as session:
        binder_journal.choose(session, Chosen(binder_journal.YEAR, entries=True))
    summary, entries = tab(vault)
    assert summary.records[0].cells[1].startswith("3 of 365 days")
    assert [record.cells[0].split(",")[0] for record in entries.records][:2] == ["20 November 2026", "23 August 2026"]
    assert "Flushing, 6 of 10" in entries.records[0].cells[1]
    assert "still going" in entries.records[0].cells[1]
    assert entries.notes == ("1 entry of the journal is kept in the program and not printed here.",)
    with vault.write() as session:
        binder_journal.choose(session, Chosen(binder_journal.VISIT))
        assert binder_journal.period_of(session, Chosen(binder_journal.VISIT), TODAY)[0] == date(2026, 8, 23)
        store.save(session, BY_NAME["appointments"], {"purpose": "Visit", "on_date": PartialDate(2026, 11, 19)})
    assert tab(vault)[0].title == "Journal from 19 November 2026 to 22 November 2026"


def test_an_empty_journal_leaves_no_gap_beside_triggers(vault: Vault) -> None:
    assert tab(vault) == []
    save(vault, "triggers", trigger="sun", state="suspected")
    assert [group.title for group in tab(vault)] == ["Triggers: Suspected"]
