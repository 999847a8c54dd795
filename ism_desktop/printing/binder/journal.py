"""The binder's tab of the journal: a summary of the period that was chosen, its entries where they are wanted, and the triggers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.journal_summary import sections_of
from ism_desktop.printing.trigger_list.collect import TITLES, name_of
from ism_desktop.printing.values import joined, words
from ism_desktop.records import binder_journal
from ism_desktop.records.journal_words import OTHER, moment_words
from ism_desktop.records.kind import in_one_line
from ism_desktop.records.kinds.journal_entries import (
    GOING,
    JOURNAL_ENTRIES,
    course,
    is_filled_in_later,
    said_words,
)
from ism_desktop.records.kinds.trackers import TRACKERS
from ism_desktop.records.kinds.triggers import TRIGGERS
from ism_desktop.records.store import Record
from ism_desktop.records.tracker_words import tracker_name
from ism_desktop.records.values import Moment

_IN_ROW = ("day", "begun", "symptoms", "exposures", "taken", "still_going", "ended")


def journal(reader: Reader) -> tuple[Group, ...]:
    """The summary of the period that was chosen, and its entries where they are wanted; what is not printed is counted."""
    chosen = binder_journal.chosen(reader.session)
    period = binder_journal.period_of(reader.session, chosen, reader.today)
    entries = reader.all(JOURNAL_ENTRIES)
    if not entries:
        return (Group("", ()),)
    within = [record for record in entries if _lies_in(record, period)]
    groups = [_summary(reader, period)]
    if chosen.entries and within:
        groups.append(_entries(reader, within))
    left = len(entries) - (len(within) if chosen.entries else 0)
    if left:
        note = tr_n(
            "{number} entry of the journal is kept in the program and not printed here.",
            "{number} entries of the journal are kept in the program and not printed here.",
            left,
        )
        groups[-1] = replace(groups[-1], notes=(*groups[-1].notes, note))
    return tuple(groups)


def _lies_in(record: Record, period: tuple[date, date]) -> bool:
    begun = record.values["begun"]
    return isinstance(begun, Moment) and begun.date.last_day >= period[0] and begun.date.first_day <= period[1]


def _summary(reader: Reader, period: tuple[date, date]) -> Group:
    """What the page for a doctor says of these days, in full."""
    begins, ends = (in_use().day(day) for day in period)
    sections = sections_of(reader.session, period)
    rows = tuple(
        BinderRecord(section.title, cells=(section.title, "\n".join(line.words for line in section.lines)))
        for section in sections
    )
    notes = tuple(note for section in sections for note in section.notes)
    title = tr("Journal from {begins} to {ends}", begins=begins, ends=ends)
    return Group(title, rows, ((tr("What it is about"), 2.4), (tr("What was noted"), 7.6)), notes=notes, sums_up=True)


def _entries(reader: Reader, entries: Sequence[Record]) -> Group:
    columns = (
        (tr("Day"), 2.2),
        (tr("What was felt"), 3.6),
        (tr("Possible triggers"), 2.6),
        (tr("Taken"), 2.4),
    )
    return Group(tr("Entries of the journal"), tuple(_row(reader, record) for record in entries), columns)


def triggers(reader: Reader) -> tuple[Group, ...]:
    """What is known of the triggers, and what is kept track of."""
    return (*_triggers(reader), *_trackers(reader))


def _row(reader: Reader, record: Record) -> BinderRecord:
    values = record.values
    begun = values["begun"]
    day = moment_words(begun) if isinstance(begun, Moment) else ""
    if is_filled_in_later(values):
        day = joined(day, tr("filled in later"))
    ended = values["ended"]
    on = tr("still going") if course(values) == GOING else ""
    if isinstance(ended, Moment):
        on = tr("until {time}", time=moment_words(ended))
    felt = joined(said_words(values), on)
    cells = (day, felt, *(in_one_line(JOURNAL_ENTRIES.field(name), values[name]) for name in ("exposures", "taken")))
    return reader.row(record, cells, skip=_IN_ROW)


def _triggers(reader: Reader) -> list[Group]:
    columns = (
        (tr("Trigger"), 2.6),
        (tr("Said by"), 2.2),
        (tr("What it does to me"), 3.0),
        (tr("How I avoid it"), 3.2),
    )
    groups: list[Group] = []
    records = reader.all(TRIGGERS)
    for key, title in TITLES.items():
        chosen = [record for record in records if (record.values["state"] or "not_said") == key]
        rows = tuple(_trigger(reader, record) for record in chosen)
        if rows:
            groups.append(Group(tr("Triggers: {state}", state=str(title)), rows, columns))
    return groups


def _trackers(reader: Reader) -> list[Group]:
    """What is kept track of; the values stand in the entries."""
    columns = ((tr("Tracker"), 3.0), (tr("How it is noted"), 3.0), (tr("Unit"), 1.4))
    rows = tuple(
        reader.row(
            record,
            (tracker_name(record.values), words(record, "sort"), words(record, "unit")),
            skip=("tracker", "sort", "unit", "shown", *(("own",) if record.values["tracker"] == OTHER else ())),
        )
        for record in reader.all(TRACKERS)
    )
    return [Group(tr("What I keep track of"), rows, columns)] if rows else []


def _trigger(reader: Reader, record: Record) -> BinderRecord:
    by = joined(words(record, "confirmed_by"), words(record, "confirmed_on"))
    cells = (name_of(record), by, words(record, "effect"), words(record, "avoid"))
    skip = ("trigger", "own", "state", "effect", "avoid", "confirmed_by", "confirmed_on")
    return reader.row(record, cells, skip=skip)
