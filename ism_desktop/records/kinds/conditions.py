"""Other illnesses, now and in the past, as they were told. The diagnosis of mastocytosis itself stands with the person."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Condition(RecordTable):
    """One illness."""

    __tablename__ = "conditions"

    name: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)
    severity: Mapped[str | None] = mapped_column(Text)
    since: Mapped[PartialDate | None] = mapped_column(DateColumn)
    until: Mapped[PartialDate | None] = mapped_column(DateColumn)
    said_by: Mapped[str | None] = mapped_column(NameColumn)
    treatment: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


# Clinical status, severity and onset: what the International Patient Summary asks of a problem (docs/clinical-sources.md, Health history).
STATUSES = choices(
    active=tr_lazy("present"),
    recurrent=tr_lazy("comes and goes"),
    inactive=tr_lazy("quiet at present"),
    resolved=tr_lazy("over"),
)

CONDITIONS = Kind(
    name="conditions",
    table=Condition,
    singular=tr_lazy("Other illness"),
    plural=tr_lazy("Other illnesses"),
    add=tr_lazy("Add illness"),
    new=tr_lazy("New illness"),
    counted=tr_n_lazy("{number} illness", "{number} illnesses"),
    icon="mdi6.stethoscope",
    binder_tab="about_me",
    place="history",
    fields=(
        Field("name", tr_lazy("Illness"), required=True),
        Field("status", tr_lazy("How it is now"), Input.CHOICE, choices=STATUSES, gaps=(Gap.UNKNOWN,)),
        Field(
            "severity",
            tr_lazy("How severe, as I was told"),
            Input.CHOICE,
            choices=choices(mild=tr_lazy("mild"), moderate=tr_lazy("moderate"), severe=tr_lazy("severe")),
            gaps=(Gap.UNKNOWN,),
            short=tr_lazy("How severe"),
        ),
        Field("since", tr_lazy("Since"), Input.DATE, gaps=(Gap.UNKNOWN,)),
        Field("until", tr_lazy("Until"), Input.DATE, gaps=(Gap.UNKNOWN,), help=tr_lazy("If it is over.")),
        Field(
            "said_by",
            tr_lazy("Who says so"),
            Input.NAME,
            refers_to="care_team",
            gaps=(Gap.UNKNOWN,),
            help=tr_lazy("Such as: my family doctor."),
        ),
        Field("treatment", tr_lazy("Treatment"), gaps=(Gap.NONE, Gap.UNKNOWN)),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("name", "status", "severity", "since", "said_by"),
    title_of=lambda values: values.get("name") or tr("Other illness"),
    order_by=("-since", "name"),
    states_none=tr_lazy("I have no other illnesses"),
    states_unknown=tr_lazy("I do not know whether I have any"),
    empty=tr_lazy("Which other illnesses do you have, or did you have? Mastocytosis itself stands under Diagnosis."),
    example=tr_lazy("Migraine, since 2009, comes and goes"),
)
