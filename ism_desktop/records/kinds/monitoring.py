"""The monitoring plan: what a doctor wants checked, how often, who said so, and when it was last done. Nothing in it is advice of ours."""

import calendar
from datetime import timedelta

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n, tr_n_lazy
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class PlannedCheck(RecordTable):
    """One check of the plan. The interval is the person's, so that a next date can be shown; it never comes from this program."""

    __tablename__ = "monitoring"

    what: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    every: Mapped[str | None] = mapped_column(Text)
    told_by: Mapped[str | None] = mapped_column(Text)
    told_by_other: Mapped[str | None] = mapped_column(Text)
    told_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    done_by: Mapped[str | None] = mapped_column(Text)
    last_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    last_result: Mapped[str | None] = mapped_column(Text)
    last_report: Mapped[str | None] = mapped_column(Text)
    next_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    interval: Mapped[int | None] = mapped_column(Integer)
    interval_unit: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


TEST, BONE_DENSITY, VISIT = "test", "bone_density", "visit"
ENDED = "ended"

_WHAT = Group("what", tr_lazy("The check"))
_WHO = Group("who", tr_lazy("Who said so"))
WHEN_GROUP = Group("when", tr_lazy("Last and next"))
_MORE = Group("more", tr_lazy("More details"))


def every_words(values: Values) -> str:
    """How often, in the words of whoever said so; else from the interval. Empty where neither is known."""
    said = values.get("every")
    return said if isinstance(said, str) else _every(values.get("interval"), values.get("interval_unit"))


def _every(number: object, unit: object) -> str:
    if not isinstance(number, int):
        return ""
    if unit == "weeks":
        return tr_n("every week", "every {number} weeks", number)
    if unit == "months":
        return tr_n("every month", "every {number} months", number)
    return tr_n("every year", "every {number} years", number) if unit == "years" else ""


def interval_words(values: Values) -> str:
    """The interval that the person entered: `12 months`; empty where it is not whole."""
    number, unit = values.get("interval"), values.get("interval_unit")
    if not isinstance(number, int):
        return ""
    if unit == "weeks":
        return tr_n("{number} week", "{number} weeks", number)
    if unit == "months":
        return tr_n("{number} month", "{number} months", number)
    return tr_n("{number} year", "{number} years", number) if unit == "years" else ""


def later(day: PartialDate, number: object, unit: object) -> PartialDate | None:
    """A date so much later, as exact as the first one is; None where the first one is not exact enough, or the interval not whole."""
    if not isinstance(number, int) or day.season is not None:
        return None
    try:
        if unit == "weeks":
            return None if day.day is None else PartialDate.from_date(day.first_day + timedelta(weeks=number))
        if unit == "years":
            return _moved(day, 12 * number)
        return _moved(day, number) if unit == "months" and (day.month is not None or number % 12 == 0) else None
    except (ValueError, OverflowError):
        return None  # beyond the years that a record can hold


def _moved(day: PartialDate, months: int) -> PartialDate:
    """So many months later; the 31st becomes the last day of a shorter month."""
    if day.month is None:
        return PartialDate(day.year + months // 12)
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return PartialDate(year, month + 1, None if day.day is None else min(day.day, last))


def _title(values: Values) -> str:
    what, often = values.get("what"), every_words(values)
    if not what:
        return tr("Planned check")
    return tr_c("a check and how often", "{check}, {often}", check=what, often=often) if often else str(what)


MONITORING = Kind(
    name="monitoring",
    table=PlannedCheck,
    singular=tr_lazy("Planned check"),
    plural=tr_lazy("Monitoring plan"),
    add=tr_lazy("Add planned check"),
    new=tr_lazy("New planned check"),
    counted=tr_n_lazy("{number} planned check", "{number} planned checks"),
    icon="mdi6.calendar-refresh-outline",
    binder_tab="visits",
    place="plans",
    fields=(
        Field(
            "what",
            tr_lazy("What is checked"),
            required=True,
            group=_WHAT,
            suggestions=(
                tr_lazy("Tryptase"),
                tr_lazy("Full blood count"),
                tr_lazy("Liver and LDH"),
                tr_lazy("25-OH vitamin D"),
                tr_lazy("KIT D816V"),
                tr_lazy("Bone density scan"),
                tr_lazy("Visit to the mast cell specialist"),
                tr_lazy("Visit to the allergist"),
                tr_lazy("Skin check"),
            ),
        ),
        Field(
            "every",
            tr_lazy("How often, as told"),
            group=_WHAT,
            suggestions=(
                tr_lazy("every 3 months"),
                tr_lazy("every 6 months"),
                tr_lazy("every 12 months"),
                tr_lazy("every 2 years"),
            ),
            help=tr_lazy("In the words of your doctor, such as: every 12 months, or when symptoms change."),
        ),
        Field(
            "type",
            tr_lazy("Kind of check"),
            Input.CHOICE,
            group=_WHAT,
            choices=choices(
                test=tr_lazy("Blood or urine test"),
                bone_density=tr_lazy("Bone density scan"),
                visit=tr_lazy("Visit"),
                other=tr_lazy("Other"),
            ),
            help=tr_lazy("By this, the last one is found in your record. A test is found by its name, too."),
        ),
        Field("told_by", tr_lazy("Told by"), Input.REFERENCE, refers_to="care_team", group=_WHO),
        Field(
            "told_by_other",
            tr_lazy("Told by someone else"),
            group=_WHO,
            help=tr_lazy("If they are not in your care team."),
        ),
        Field("told_on", tr_lazy("Told on"), Input.DATE, gaps=(Gap.UNKNOWN,), group=_WHO),
        Field(
            "done_by",
            tr_lazy("Who does it"),
            Input.REFERENCE,
            refers_to="care_team",
            group=_WHO,
            help=tr_lazy("For a visit: with whom."),
        ),
        Field(
            "last_on",
            tr_lazy("Last done"),
            Input.DATE,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group=WHEN_GROUP,
            help=tr_lazy("“none”: not done yet. What is under Test results or Reports need not be typed again."),
        ),
        Field("last_result", tr_lazy("Its test result"), Input.REFERENCE, refers_to="test_results", group=WHEN_GROUP),
        Field("last_report", tr_lazy("Its report"), Input.REFERENCE, refers_to="reports", group=WHEN_GROUP),
        Field(
            "next_on",
            tr_lazy("Next due, as told"),
            Input.DATE,
            gaps=(Gap.UNKNOWN,),
            group=WHEN_GROUP,
            short=tr_lazy("Next, as told"),
        ),
        Field(
            "interval",
            tr_lazy("Interval to count with"),
            Input.NUMBER,
            minimum=1,
            maximum=120,
            group=WHEN_GROUP,
            help=tr_lazy(
                "Only if you were told no date: with a number, such as 12 months, the next date is counted from the last one."
            ),
        ),
        Field(
            "interval_unit",
            tr_lazy("Unit of the interval"),
            Input.CHOICE,
            group=WHEN_GROUP,
            choices=choices(weeks=tr_lazy("weeks"), months=tr_lazy("months"), years=tr_lazy("years")),
        ),
        Field(
            "status",
            tr_lazy("Status"),
            Input.CHOICE,
            group=_MORE,
            choices=choices(current=tr_lazy("in use"), ended=tr_lazy("ended")),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT, group=_MORE),
    ),
    columns=("what", "every", "told_by", "next_on"),
    title_of=_title,
    order_by=("what", "created_at"),
    states_none=tr_lazy("I was told of no regular checks"),
    states_unknown=tr_lazy("I do not know which checks I need"),
    empty=tr_lazy("What does your doctor want to check again, and how often? Write it down as you were told."),
    example=tr_lazy("Tryptase, every 12 months, said Dr Imani Okafor"),
)
