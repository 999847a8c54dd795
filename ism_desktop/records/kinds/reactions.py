"""Allergies, intolerances and triggers: what the person reacted to, or was told to avoid."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Reaction(RecordTable):
    """One substance or situation, and what it did."""

    __tablename__ = "reactions"

    substance: Mapped[str | None] = mapped_column(Text)
    substance_class: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    reaction: Mapped[str | None] = mapped_column(Text)
    severity: Mapped[str | None] = mapped_column(Text)
    certainty: Mapped[str | None] = mapped_column(Text)
    happened_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    dose: Mapped[str | None] = mapped_column(Text)
    treatment: Mapped[str | None] = mapped_column(Text)
    on_card: Mapped[bool | None]
    notes: Mapped[str | None] = mapped_column(Text)


TYPES = choices(
    allergy=tr_lazy("Allergy"),
    intolerance=tr_lazy("Intolerance"),
    trigger=tr_lazy("Trigger"),
    avoid=tr_lazy("Told to avoid, no reaction yet"),
)

SUBSTANCE_CLASSES = choices(
    drug=tr_lazy("Medicine, also contrast or anaesthetic"),
    sting=tr_lazy("Sting or bite"),
    food=tr_lazy("Food or drink"),
    situation=tr_lazy("Situation, such as heat or friction"),
    other=tr_lazy("Something else"),
)

SEVERITIES = choices(
    mild=tr_lazy("mild"),
    moderate=tr_lazy("moderate"),
    severe=tr_lazy("severe"),
    life_threatening=tr_lazy("life-threatening"),
)

REACTIONS = Kind(
    name="reactions",
    table=Reaction,
    singular=tr_lazy("Reaction"),
    plural=tr_lazy("Allergies and reactions"),
    add=tr_lazy("Add reaction"),
    new=tr_lazy("New reaction"),
    counted=tr_n_lazy("{number} reaction", "{number} reactions"),
    icon="mdi6.alert-octagon-outline",
    binder_tab="allergies",
    place="reactions",
    fields=(
        Field(
            "substance",
            tr_lazy("What it was"),
            required=True,
            suggestions=(
                tr_lazy("Wasp sting"),
                tr_lazy("Bee sting"),
                "Ibuprofen",
                "Morphine",
                "Codeine",
                tr_lazy("Contrast medium"),
                tr_lazy("Alcohol"),
                tr_lazy("Heat"),
                tr_lazy("Cold"),
                tr_lazy("Friction"),
            ),
        ),
        Field(
            "substance_class",
            tr_lazy("Category"),
            Input.CHOICE,
            choices=SUBSTANCE_CLASSES,
            help=tr_lazy("On the card, medicines come first among equally bad reactions."),
        ),
        Field("type", tr_lazy("Kind"), Input.CHOICE, choices=TYPES),
        Field(
            "reaction",
            tr_lazy("What happened"),
            Input.LONG_TEXT,
            gaps=(Gap.UNKNOWN,),
            help=tr_lazy("Such as: fainted after ten minutes, no rash."),
        ),
        Field("severity", tr_lazy("How bad"), Input.CHOICE, choices=SEVERITIES, gaps=(Gap.UNKNOWN,)),
        Field(
            "certainty",
            tr_lazy("How sure"),
            Input.CHOICE,
            choices=choices(
                suspected=tr_lazy("suspected"),
                likely=tr_lazy("likely"),
                confirmed=tr_lazy("confirmed by a clinician"),
                cleared=tr_lazy("cleared, no longer suspected"),
            ),
        ),
        Field("happened_on", tr_lazy("When"), Input.DATE, gaps=(Gap.UNKNOWN,)),
        Field(
            "dose",
            tr_lazy("Amount and circumstances"),
            help=tr_lazy("Such as: one tablet, after a run in the heat."),
        ),
        Field(
            "treatment",
            tr_lazy("What was given"),
            help=tr_lazy("Such as: adrenaline once, oxygen, one night in hospital."),
        ),
        Field(
            "on_card",
            tr_lazy("Print on the card"),
            Input.YES_NO,
            help=tr_lazy("Cleared ones are never printed. Others are, unless you say no."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("substance", "type", "reaction", "severity", "happened_on"),
    title_of=lambda values: values.get("substance") or tr("Reaction"),
    order_by=("substance", "created_at"),
    states_none=tr_lazy("I have no known allergies or reactions"),
    empty=tr_lazy("What have you reacted to, and how? Drug allergies are the first thing an emergency team asks."),
    example=tr_lazy("Ibuprofen: flushing and fainting, severe, 2019"),
)
