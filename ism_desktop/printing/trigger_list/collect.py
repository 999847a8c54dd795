"""Collecting the page of triggers: confirmed ones first, then those suspected, cleared, never met, and not known."""

from collections.abc import Mapping
from datetime import date

from ism_desktop.language import LazyText, tr_lazy
from ism_desktop.printing.trigger_list.content import Line, Section, TriggerContent
from ism_desktop.printing.values import full_name, joined, one_line, words
from ism_desktop.records import store
from ism_desktop.records.journal_words import EXPOSURES, OTHER, label_of
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.triggers import TRIGGERS
from ism_desktop.records.store import Record
from ism_desktop.vault import Session

NOT_SAID = "not_said"

TITLES: Mapping[str, LazyText] = {
    "confirmed": tr_lazy("Confirmed"),
    "suspected": tr_lazy("Suspected"),
    "cleared": tr_lazy("Cleared: no trigger for me"),
    "never_met": tr_lazy("Never met"),
    "unknown": tr_lazy("Not known"),
    NOT_SAID: tr_lazy("Noted, without saying what is known"),
}


def collect(session: Session, today: date, *, demo: bool = False) -> TriggerContent:
    """Collect the page as it would be printed today."""
    person = store.the_one(session, PERSON)
    by_state: dict[str, list[Line]] = {key: [] for key in TITLES}
    for record in store.list_active(session, TRIGGERS):
        by_state[record.values["state"] or NOT_SAID].append(line_of(record))
    return TriggerContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        sections=tuple(Section(key, str(TITLES[key]), tuple(lines)) for key, lines in by_state.items() if lines),
    )


def line_of(record: Record) -> Line:
    """One trigger as it stands in a table."""
    return Line(
        name=name_of(record),
        by=joined(words(record, "confirmed_by"), words(record, "confirmed_on")),
        effect=one_line(words(record, "effect")),
        avoid=one_line(words(record, "avoid")),
        notes=one_line(words(record, "notes")),
    )


def name_of(record: Record) -> str:
    """What it is called, with the person's own word beside that of the list."""
    key, own = record.values["trigger"], words(record, "own")
    label = label_of(EXPOSURES, key)
    return own if own and key == OTHER else joined(label, own)
