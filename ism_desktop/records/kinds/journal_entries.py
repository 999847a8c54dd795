"""The journal: what a day was like, what was felt, what was taken, and what came before it. Nothing is added up or judged.

A day can have any number of entries. A good day is an entry of its own, because a day without one says nothing. Symptoms, exposures and
medicines are rows of the entry (see `values.rows`): counting over all of them reads them with SQLite's `json_each`, and `begun` has an
index for the days of a month. The symptom of a row is a key of `journal_words`, so that it counts as the same in every language.
"""

from datetime import date

from sqlalchemy import Boolean, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import MomentColumn, RowsColumn
from ism_desktop.records.journal_words import (
    EFFECTS,
    EXPOSURES,
    HOW_BAD,
    REGIONS,
    SYMPTOMS,
    exposure_words,
    moment_words,
    symptom_words,
    taken_words,
)
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices, label_in
from ism_desktop.records.table import RecordTable
from ism_desktop.records.tracker_words import TRACKED, reading_words
from ism_desktop.records.values import Moment, Rows


class JournalEntry(RecordTable):
    """One entry. `entered_on` is the day on which it was written, noted by the program: see `is_filled_in_later`."""

    __tablename__ = "journal_entries"

    day: Mapped[str | None] = mapped_column(Text)
    begun: Mapped[Moment | None] = mapped_column(MomentColumn, index=True)
    still_going: Mapped[bool | None] = mapped_column(Boolean)
    ended: Mapped[Moment | None] = mapped_column(MomentColumn)
    symptoms: Mapped[Rows | None] = mapped_column(RowsColumn)
    exposures: Mapped[Rows | None] = mapped_column(RowsColumn)
    taken: Mapped[Rows | None] = mapped_column(RowsColumn)
    readings: Mapped[Rows | None] = mapped_column(RowsColumn)
    helped: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)
    entered_on: Mapped[str | None] = mapped_column(Text)


WITH_SYMPTOMS, GOOD, NOTED = "symptoms", "good", "noted"
"""What an entry can be: symptoms, a good day, or something noted without symptoms, as an exposure that nothing followed."""

DAYS = choices(
    symptoms=tr_lazy("Symptoms"),
    good=tr_lazy("Good day, nothing to note"),
    noted=tr_lazy("Something to note, no symptoms"),
)

ENDED, GOING, NOT_SAID = "ended", "going", "not_said"

_WHEN = Group("when", tr_lazy("The day"))
_SYMPTOMS_GROUP = Group("symptoms", "")  # one field, which is called so itself
_EXPOSURES_GROUP = Group("exposures", "")
_TAKEN_GROUP = Group("taken", "")
_READINGS_GROUP = Group("readings", "")
_MORE = Group("more", tr_lazy("More details"))

_NAMED_IN_TITLE = 3


def course(values: Values) -> str:
    """How the symptoms went on: `ENDED`, `GOING` or `NOT_SAID`. A time at which they ended says more than the answer beside it."""
    if isinstance(values.get("ended"), Moment) or values.get("still_going") is False:
        return ENDED
    return GOING if values.get("still_going") is True else NOT_SAID


def is_filled_in_later(values: Values) -> bool:
    """Whether the day lies before the day on which it was written down. Follows the day, so that a wrong date can be put right."""
    begun, entered = values.get("begun"), values.get("entered_on")
    return isinstance(begun, Moment) and was_later(begun.date.last_day, entered)


def was_later(day: date, entered: object) -> bool:
    """Whether a day lies before the one on which it was written down."""
    return isinstance(entered, str) and day < date.fromisoformat(entered)


def said_words(values: Values) -> str:
    """What an entry says, in a few words: its symptoms, or what sort of day it was."""
    rows = values.get("symptoms")
    if isinstance(rows, Rows):
        return _few([symptom_words(row) for row in rows.rows])
    if says_readings(values):
        return _few([reading_words(row) for row in values["readings"].rows])
    day = values.get("day")
    return label_in(DAYS, day) if isinstance(day, str) else tr("Journal entry")


def says_readings(values: Values) -> bool:
    """Whether the values of trackers are what an entry says first: where it names no symptoms and is no good day."""
    return values.get("day") == NOTED and values.get("symptoms") is None and isinstance(values.get("readings"), Rows)


def _few(named: list[str]) -> str:
    seen = "; ".join(named[:_NAMED_IN_TITLE])
    return seen if len(named) <= _NAMED_IN_TITLE else tr("{symptoms} and more", symptoms=seen)


def _title(values: Values) -> str:
    begun = values.get("begun")
    if not isinstance(begun, Moment):
        return said_words(values)
    return tr_c("an entry of the journal", "{day}: {said}", day=moment_words(begun), said=said_words(values))


SYMPTOMS_FIELD = Field(
    "symptoms",
    tr_lazy("Symptoms"),
    Input.ROWS,
    group=_SYMPTOMS_GROUP,
    add_row=tr_lazy("Add a symptom"),
    row_told=symptom_words,
    fields=(
        Field("symptom", tr_lazy("Symptom"), Input.CHOICE, choices=SYMPTOMS, required=True, least=230),
        Field("own", tr_lazy("In my own words"), least=150),
        Field(
            "severity",
            tr_lazy("How bad, 0 to 10"),
            Input.SCALE,
            scale_ends=(tr_lazy("not there"), tr_lazy("as bad as it can be")),
        ),
        Field("how_bad", tr_lazy("How bad, in words"), Input.CHOICE, choices=HOW_BAD, least=150),
        Field("where", tr_lazy("Where"), Input.CHOICES, choices=REGIONS, in_dialog=True),
        Field("where_words", tr_lazy("Where, in words"), least=150),
    ),
)

JOURNAL_ENTRIES = Kind(
    name="journal_entries",
    table=JournalEntry,
    singular=tr_lazy("Journal entry"),
    plural=tr_lazy("Journal"),
    add=tr_lazy("Add entry"),
    new=tr_lazy("New journal entry"),
    counted=tr_n_lazy("{number} journal entry", "{number} journal entries"),
    icon="mdi6.notebook-edit-outline",
    binder_tab="journal",
    place="journal",
    entered_field="entered_on",
    fields=(
        Field("day", tr_lazy("What it is"), Input.CHOICE, choices=DAYS, required=True, group=_WHEN),
        Field("begun", tr_lazy("When it began"), Input.MOMENT, required=True, keeps_zone=True, group=_WHEN),
        Field(
            "still_going",
            tr_lazy("Still going"),
            Input.YES_NO,
            group=_WHEN,
            help=tr_lazy("“No” is enough where you do not know when it ended."),
        ),
        Field("ended", tr_lazy("When it ended"), Input.MOMENT, keeps_zone=True, group=_WHEN),
        SYMPTOMS_FIELD,
        Field(
            "exposures",
            tr_lazy("Possible triggers"),
            Input.ROWS,
            group=_EXPOSURES_GROUP,
            add_row=tr_lazy("Add a possible trigger"),
            row_told=exposure_words,
            help=tr_lazy("What you met before or on that day, also on a good day. That does not say it was the cause."),
            fields=(
                Field("exposure", tr_lazy("What"), Input.CHOICE, choices=EXPOSURES, required=True, least=250),
                Field("own", tr_lazy("In my own words"), least=150),
                Field("detail", tr_lazy("How much, what kind"), least=180),
                Field("at", tr_lazy("When"), Input.MOMENT),
            ),
        ),
        Field(
            "taken",
            tr_lazy("What I took"),
            Input.ROWS,
            group=_TAKEN_GROUP,
            add_row=tr_lazy("Add a medicine"),
            row_told=taken_words,
            help=tr_lazy("What you really took, as you took it."),
            fields=(
                Field("medicine", tr_lazy("Medicine"), required=True, least=230),
                Field("at", tr_lazy("When"), Input.MOMENT),
                Field("effect_30", tr_lazy("After 30 minutes"), Input.CHOICE, choices=EFFECTS),
                Field("effect_60", tr_lazy("After 60 minutes"), Input.CHOICE, choices=EFFECTS),
                Field("medication", tr_lazy("The medication in the record"), Input.SYSTEM),
            ),
        ),
        Field(
            "readings",
            tr_lazy("Trackers"),
            Input.ROWS,
            group=_READINGS_GROUP,
            add_row=tr_lazy("Add a value"),
            row_told=reading_words,
            help=tr_lazy("As measured, or as you would say it. Fill in what fits: a value, 0 to 10, or yes or no."),
            fields=(
                Field("tracker", tr_lazy("What was noted"), Input.CHOICE, choices=TRACKED, required=True, least=200),
                Field("own", tr_lazy("In my own words"), least=150),
                Field("value", tr_lazy("Value and unit"), Input.QUANTITY, least=150),
                Field("scale", tr_lazy("0 to 10"), Input.SCALE),
                Field("answer", tr_lazy("Yes or no"), Input.YES_NO),
            ),
        ),
        Field(
            "helped",
            tr_lazy("What helped"),
            Input.LONG_TEXT,
            group=_MORE,
            help=tr_lazy("Such as: lying down, a cool cloth."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT, group=_MORE),
        Field("entered_on", tr_lazy("Written down on"), Input.SYSTEM),
    ),
    columns=("begun", "day", "symptoms", "exposures", "taken"),
    title_of=_title,
    order_by=("-begun", "-created_at"),
    empty=tr_lazy("Press Ctrl+J on any page to note a symptom, or that it was a good day. It takes a few seconds."),
    example=tr_lazy("Today, 19:30: flushing, 6 of 10, after a glass of wine"),
)
