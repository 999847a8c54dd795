"""The binder's tab of the journal: what is known of the triggers, what is kept track of, and the entries of the last three months."""

from datetime import date, timedelta

from ism_desktop.language import tr, tr_n
from ism_desktop.printing.binder.content import BinderRecord, Group
from ism_desktop.printing.binder.facts import Reader
from ism_desktop.printing.trigger_list.collect import TITLES, name_of
from ism_desktop.printing.values import joined, words
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

_BACK = timedelta(days=92)
_IN_ROW = ("day", "begun", "symptoms", "exposures", "taken", "still_going", "ended")


def journal(reader: Reader) -> tuple[Group, ...]:
    """Triggers by what is known, then entries, the latest first; how many older ones there are is said, and they are not printed."""
    groups = [*_triggers(reader), *_trackers(reader)]
    entries = reader.all(JOURNAL_ENTRIES)
    late = [record for record in entries if _last_day(record) >= reader.today - _BACK]
    columns = (
        (tr("Day"), 2.2),
        (tr("What was felt"), 3.6),
        (tr("Possible triggers"), 2.6),
        (tr("Taken"), 2.4),
    )
    older = len(entries) - len(late)
    note = tr_n(
        "{number} older entry is kept in the program and not printed here.",
        "{number} older entries are kept in the program and not printed here.",
        older,
    )
    rows = tuple(_row(reader, record) for record in late)
    if late or not groups or older:
        said = "" if late or not older else tr("No entry in the last three months.")
        notes = (note,) if older else ()
        groups.append(Group(tr("Journal of the last three months"), rows, columns, said, notes=notes))
    return tuple(groups)


def _last_day(record: Record) -> date:
    begun = record.values["begun"]
    return begun.date.last_day if isinstance(begun, Moment) else date.min


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
