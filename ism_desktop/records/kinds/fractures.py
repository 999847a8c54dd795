"""Broken bones: which, when, and what it took, as it was told."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Fracture(RecordTable):
    """One fracture."""

    __tablename__ = "fractures"

    bone: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    force: Mapped[str | None] = mapped_column(Text)
    cause: Mapped[str | None] = mapped_column(Text)
    found_by: Mapped[str | None] = mapped_column(Text)
    treatment: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


FORCES = choices(
    none=tr_lazy("no fall or injury"),
    low=tr_lazy("fall from standing height or less"),
    high=tr_lazy("higher fall, sport or accident"),
)

FRACTURES = Kind(
    name="fractures",
    table=Fracture,
    singular=tr_lazy("Fracture"),
    plural=tr_lazy("Fractures"),
    add=tr_lazy("Add fracture"),
    new=tr_lazy("New fracture"),
    counted=tr_n_lazy("{number} fracture", "{number} fractures"),
    icon="mdi6.bone",
    binder_tab="test_results",
    place="reports",
    fields=(
        Field(
            "bone",
            tr_lazy("Which bone"),
            required=True,
            suggestions=(
                tr_lazy("Vertebra"),
                tr_lazy("Wrist"),
                tr_lazy("Hip"),
                tr_lazy("Rib"),
                tr_lazy("Upper arm"),
                tr_lazy("Ankle"),
                tr_lazy("Foot"),
            ),
            help=tr_lazy("With the side, or the number of the vertebra."),
        ),
        Field("on_date", tr_lazy("When"), Input.DATE, gaps=(Gap.UNKNOWN,)),
        Field(
            "force",
            tr_lazy("What it took"),
            Input.CHOICE,
            choices=FORCES,
            gaps=(Gap.UNKNOWN,),
            help=tr_lazy("Bone specialists ask how little it took."),
        ),
        Field("cause", tr_lazy("How it happened"), help=tr_lazy("In your own words.")),
        Field("found_by", tr_lazy("Seen on"), help=tr_lazy("Such as: X-ray, or the side view of a bone density scan.")),
        Field("treatment", tr_lazy("Treatment"), gaps=(Gap.NONE, Gap.UNKNOWN)),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("bone", "on_date", "force", "cause"),
    title_of=lambda values: values.get("bone") or tr("Fracture"),
    order_by=("-on_date", "bone"),
    states_none=tr_lazy("I have had no fractures"),
    states_unknown=tr_lazy("I do not know whether I had any"),
    empty=tr_lazy("Have you ever broken a bone? Small fractures of the spine count, too."),
    example=tr_lazy("Left wrist, 2014, after a fall on ice"),
)
