"""Appointments, past and to come, with what was said and what to do."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.records.kind import Field, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import PartialDate


class Appointment(RecordTable):
    """One visit. Its time is local to its place and keeps its zone beside it."""

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


def _title(values: Values) -> str:
    return values.get("purpose") or values.get("with_whom") or "Appointment"


APPOINTMENTS = Kind(
    name="appointments",
    table=Appointment,
    singular="Appointment",
    plural="Appointments",
    icon="mdi6.calendar-outline",
    binder_tab="Visits",
    fields=(
        Field(
            "purpose",
            "What it is for",
            required=True,
            suggestions=(
                "Follow-up",
                "New diagnosis",
                "Blood test",
                "Bone density scan",
                "Biopsy result",
                "Dental treatment",
                "Before an operation",
            ),
            group="When and where",
        ),
        Field("on_date", "Date", Input.DATE, required=True, group="When and where"),
        Field("at_time", "Time", Input.TIME, group="When and where"),
        Field("time_zone", "Time zone", Input.SYSTEM),
        Field("with_member", "With", Input.REFERENCE, refers_to="care_team", group="When and where"),
        Field("with_whom", "With someone else", group="When and where", help="If they are not in your care team."),
        Field("place", "Place", group="When and where"),
        Field(
            "status",
            "Status",
            Input.CHOICE,
            choices=choices(planned="planned", done="done", cancelled="cancelled"),
            group="When and where",
        ),
        Field(
            "prepare",
            "Bring and prepare",
            Input.LONG_TEXT,
            group="Before",
            help="Such as: fasting, referral letter, medication list.",
        ),
        Field("notes", "What was said", Input.LONG_TEXT, group="Afterwards"),
        Field(
            "to_do",
            "What happens next",
            Input.LONG_TEXT,
            group="Afterwards",
            help="What you or they will do, and by when.",
        ),
    ),
    columns=("on_date", "at_time", "purpose", "with_member", "status"),
    title_of=_title,
    order_by=("-on_date", "-at_time"),
    empty="Note the next visit here, and afterwards what was said.",
    example="14 January 2027, follow-up with your mast cell specialist",
)
