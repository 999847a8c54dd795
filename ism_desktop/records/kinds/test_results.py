"""Test results: what was taken from the person on one day, and every value that came back, as the lab printed it.

One record is one collection, so a blood count is saved, undone and moved to the trash as a whole. A value is kept to the letter with the
lab's own range and flag beside it; nothing here is computed, compared or judged. `key` ties a value to a test of `library/lab_tests`
whatever the lab calls it; a test of the person's own has none.
"""

from sqlalchemy import Boolean, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import in_use, tr, tr_c, tr_lazy, tr_n, tr_n_lazy
from ism_desktop.records.columns import MomentColumn, NameColumn, RowsColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices, in_one_line
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import Gap, Moment, Quantity, Rows


class LabResult(RecordTable):
    """One collection with its values."""

    __tablename__ = "test_results"

    taken_at: Mapped[Moment | None] = mapped_column(MomentColumn)
    lab: Mapped[str | None] = mapped_column(NameColumn)
    ordered_by: Mapped[str | None] = mapped_column(Text)
    specimen: Mapped[str | None] = mapped_column(Text)
    fasting: Mapped[bool | None] = mapped_column(Boolean)
    values: Mapped[Rows | None] = mapped_column(RowsColumn)
    tryptase_state: Mapped[str | None] = mapped_column(Text)
    onset_at: Mapped[Moment | None] = mapped_column(MomentColumn)
    drugs_taken: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


TRYPTASE = "tryptase"
"""The key of the one test that has fields of its own."""

TRYPTASE_GROUP = Group("tryptase", tr_lazy("About the tryptase"))
URINE_GROUP = Group("urine", tr_lazy("About the urine test"))
_VALUES_GROUP = Group("values", "")  # one field, which is called so itself
_MORE_GROUP = Group("more", tr_lazy("More details"))

_NAMED_IN_TITLE = 3


def value_words(row: Values) -> str:
    """A value with its unit, as printed: `24.1 ng/mL`. A unit that was typed behind the number is not said twice."""
    value, unit = row.get("value"), row.get("unit")
    printed = value.words if isinstance(value, Quantity) else ""
    if not unit or (isinstance(value, Quantity) and value.unit == unit):
        return printed
    return tr_c("a value and its unit", "{value} {unit}", value=printed, unit=unit) if printed else str(unit)


def result_words(row: Values) -> str:
    """One value in a line: `Tryptase: 24.1 ng/mL (range: < 11.4; flag: H)`."""
    test, said = row.get("test"), value_words(row)
    head = tr_c("a test and its value", "{test}: {value}", test=test, value=said) if test and said else test or said
    beside = [
        tr("{label}: {value}", label=VALUES.cell(name).label, value=row[name])
        for name in ("range", "flag", "method")
        if row.get(name)
    ]
    if not beside:
        return str(head)
    return tr_c("a value and what stands beside it", "{value} ({more})", value=head, more="; ".join(beside))


def _title(values: Values) -> str:
    """What was tested, and when: by this a person knows the sheet again."""
    taken, rows = values.get("taken_at"), values.get("values")
    day = taken.date.words if isinstance(taken, Moment) else ""
    names = (
        list(dict.fromkeys(str(row["test"]) for row in rows.rows if row.get("test"))) if isinstance(rows, Rows) else []
    )
    tests = in_use().listed(names[:_NAMED_IN_TITLE]) if names else tr("Test results")
    more = len(names) - _NAMED_IN_TITLE
    if more > 0:
        tests = tr_n(
            "{tests} and {number} more", "{tests} and {number} more", more, tests=", ".join(names[:_NAMED_IN_TITLE])
        )
    return tr_c("test results and their day", "{tests}, {day}", tests=tests, day=day) if day else tests


def _onset(values: Values) -> str:
    """When the reaction began. For a sample taken during one, that it was never written down is said too."""
    onset = values.get("onset_at")
    if onset is None and values.get("tryptase_state") in {"reaction", "after_24h"}:
        return tr("not recorded")
    return in_one_line(TEST_RESULTS.field("onset_at"), onset)


VALUES = Field(
    "values",
    tr_lazy("Values"),
    Input.ROWS,
    group=_VALUES_GROUP,
    add_row=tr_lazy("Add a value"),
    row_told=result_words,
    as_table=True,
    help=tr_lazy("Type each value as it is printed: 24.1, < 1.0, 1:160, trace and positive all stay as they are."),
    fields=(
        Field("test", tr_lazy("Test"), required=True),
        Field("value", tr_lazy("Value"), Input.QUANTITY, kept_whole=True),
        Field("unit", tr_lazy("Unit"), kept_whole=True),
        Field("range", tr_lazy("Lab’s range")),
        Field("flag", tr_lazy("Flag")),
        Field("method", tr_lazy("Method or note")),
        Field("key", tr_lazy("Key of the test in the program’s list"), Input.SYSTEM),
    ),
)

TEST_RESULTS = Kind(
    name="test_results",
    table=LabResult,
    singular=tr_lazy("Test result"),
    plural=tr_lazy("Test results"),
    add=tr_lazy("Add test results"),
    new=tr_lazy("New test results"),
    counted=tr_n_lazy("{number} set of test results", "{number} sets of test results"),
    icon="mdi6.test-tube",
    binder_tab="test_results",
    place="test_results",
    fields=(
        Field("taken_at", tr_lazy("When it was taken"), Input.MOMENT, required=True, gaps=(Gap.UNKNOWN,)),
        Field("lab", tr_lazy("Lab"), Input.NAME, refers_to="care_team"),
        Field(
            "specimen",
            tr_lazy("What was taken"),
            suggestions=(
                tr_lazy("Blood"),
                tr_lazy("Serum"),
                tr_lazy("Urine, random"),
                tr_lazy("Urine, 24 hours"),
                tr_lazy("Bone marrow"),
                tr_lazy("Skin"),
                tr_lazy("Saliva"),
            ),
        ),
        Field("ordered_by", tr_lazy("Ordered by"), Input.REFERENCE, refers_to="care_team"),
        Field("fasting", tr_lazy("Fasting"), Input.YES_NO, gaps=(Gap.UNKNOWN,)),
        VALUES,
        Field(
            "tryptase_state",
            tr_lazy("Which sample it was"),
            Input.CHOICE,
            group=TRYPTASE_GROUP,
            gaps=(Gap.UNKNOWN,),
            choices=choices(
                baseline=tr_lazy("Baseline, without a reaction"),
                reaction=tr_lazy("During a reaction"),
                after_24h=tr_lazy("24 hours or more after a reaction"),
            ),
        ),
        Field(
            "onset_at",
            tr_lazy("When the reaction began"),
            Input.MOMENT,
            group=TRYPTASE_GROUP,
            gaps=(Gap.UNKNOWN,),
            told=_onset,
        ),
        Field(
            "drugs_taken",
            tr_lazy("Medicine taken before the test"),
            Input.LONG_TEXT,
            group=URINE_GROUP,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            help=tr_lazy(
                "Medicine can change mediators in urine. Write what was taken, and when, such as: aspirin 100 mg, every day."
            ),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT, group=_MORE_GROUP),
    ),
    columns=("taken_at", "values", "lab"),
    title_of=_title,
    order_by=("-taken_at", "created_at"),
    empty=tr_lazy("Type the values of a lab report, or paste them, as the lab printed them."),
    example=tr_lazy("6 May 2025, Hollow Creek Laboratory: tryptase 28.6 ng/mL, range < 11.4"),
)
