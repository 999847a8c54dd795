"""Appointments, past and to come, with what was said and what to do."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import PartialDate


class Appointment(RecordTable):
    """One visit. Its times are local to its place and keep their zone beside them; of one that lasts for days `until` is on its last day.

    `calendar_uid` tells it again in the file of a calendar (`exchange/calendar_in`); `calendar_said` is what that file said of it last.
    """

    __tablename__ = "appointments"

    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    at_time: Mapped[str | None] = mapped_column(Text)
    time_zone: Mapped[str | None] = mapped_column(Text)
    with_member: Mapped[str | None] = mapped_column(Text)
    with_whom: Mapped[str | None] = mapped_column(Text)
    purpose: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)
    prepare: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)
    to_do: Mapped[str | None] = mapped_column(Text)
    until: Mapped[str | None] = mapped_column(Text)
    last_day: Mapped[PartialDate | None] = mapped_column(DateColumn)
    decisions: Mapped[str | None] = mapped_column(Text)
    calendar_uid: Mapped[str | None] = mapped_column(Text)
    calendar_said: Mapped[str | None] = mapped_column(Text)


def _title(values: Values) -> str:
    return values.get("purpose") or values.get("with_whom") or tr("Appointment")


_WHEN = Group("when", tr_lazy("When and where"))
_BEFORE = Group("before", tr_lazy("Before the visit"))
_AFTER = Group("after", tr_lazy("After the visit"))

APPOINTMENTS = Kind(
    name="appointments",
    table=Appointment,
    singular=tr_lazy("Appointment"),
    plural=tr_lazy("Appointments"),
    add=tr_lazy("Add appointment"),
    new=tr_lazy("New appointment"),
    counted=tr_n_lazy("{number} appointment", "{number} appointments"),
    icon="mdi6.calendar-outline",
    binder_tab="visits",
    place="appointments",
    fields=(
        Field(
            "purpose",
            tr_lazy("What it is for"),
            required=True,
            suggestions=(
                tr_lazy("Follow-up"),
                tr_lazy("New diagnosis"),
                tr_lazy("Blood test"),
                tr_lazy("Bone density scan"),
                tr_lazy("Biopsy result"),
                tr_lazy("Dental treatment"),
                tr_lazy("Before an operation"),
            ),
            group=_WHEN,
        ),
        Field("on_date", tr_lazy("Date"), Input.DATE, required=True, group=_WHEN),
        Field("at_time", tr_lazy("Time"), Input.TIME, group=_WHEN),
        Field("until", tr_lazy("Until"), Input.TIME, group=_WHEN),
        Field(
            "last_day",
            tr_lazy("Last day"),
            Input.DATE,
            group=_WHEN,
            help=tr_lazy("Only where it lasts longer than a day, such as a stay in hospital."),
        ),
        Field("time_zone", tr_lazy("Time zone"), Input.SYSTEM),
        Field("with_member", tr_lazy("With"), Input.REFERENCE, refers_to="care_team", group=_WHEN),
        Field(
            "with_whom", tr_lazy("With someone else"), group=_WHEN, help=tr_lazy("If they are not in your care team.")
        ),
        Field("place", tr_lazy("Place"), group=_WHEN),
        Field(
            "status",
            tr_lazy("Status"),
            Input.CHOICE,
            choices=choices(planned=tr_lazy("planned"), done=tr_lazy("done"), cancelled=tr_lazy("cancelled")),
            group=_WHEN,
        ),
        Field(
            "prepare",
            tr_lazy("Bring and prepare"),
            Input.LONG_TEXT,
            group=_BEFORE,
            help=tr_lazy("Such as: fasting, referral letter, medication list."),
        ),
        Field("notes", tr_lazy("What was said"), Input.LONG_TEXT, group=_AFTER),
        Field(
            "decisions",
            tr_lazy("What was decided"),
            Input.LONG_TEXT,
            group=_AFTER,
            help=tr_lazy("What is to stay, to change or to be tried, and who decided it."),
        ),
        Field(
            "to_do",
            tr_lazy("What happens next"),
            Input.LONG_TEXT,
            group=_AFTER,
            help=tr_lazy("What you or they will do, and by when."),
        ),
        Field("calendar_uid", tr_lazy("Known in a calendar as"), Input.SYSTEM),
        Field("calendar_said", tr_lazy("What the calendar said"), Input.SYSTEM),
    ),
    columns=("on_date", "at_time", "purpose", "with_member", "status"),
    title_of=_title,
    order_by=("-on_date", "-at_time"),
    empty=tr_lazy("Note your next appointment here, and afterwards what was said."),
    example=tr_lazy("14 January 2027, follow-up with your mast cell specialist"),
)
