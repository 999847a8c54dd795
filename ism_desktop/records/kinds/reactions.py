"""Allergies, intolerances and triggers: what the person reacted to, or was told to avoid."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

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
    allergy="Allergy",
    intolerance="Intolerance",
    trigger="Trigger",
    avoid="Told to avoid, no reaction yet",
)

SUBSTANCE_CLASSES = choices(
    drug="Medicine, also contrast or anaesthetic",
    sting="Sting or bite",
    food="Food or drink",
    situation="Situation, such as heat or friction",
    other="Something else",
)

SEVERITIES = choices(mild="mild", moderate="moderate", severe="severe", life_threatening="life-threatening")

REACTIONS = Kind(
    name="reactions",
    table=Reaction,
    singular="Reaction",
    plural="Allergies and reactions",
    icon="mdi6.alert-octagon-outline",
    binder_tab="Allergies and reactions",
    fields=(
        Field(
            "substance",
            "What it was",
            required=True,
            suggestions=(
                "Wasp sting",
                "Bee sting",
                "Ibuprofen",
                "Morphine",
                "Codeine",
                "Contrast medium",
                "Alcohol",
                "Heat",
                "Cold",
                "Friction",
            ),
        ),
        Field(
            "substance_class",
            "What sort of thing",
            Input.CHOICE,
            choices=SUBSTANCE_CLASSES,
            help="Medicines stand first on the card among equally bad reactions.",
        ),
        Field("type", "Kind", Input.CHOICE, choices=TYPES),
        Field(
            "reaction",
            "What happened",
            Input.LONG_TEXT,
            gaps=(Gap.UNKNOWN,),
            help="Such as: fainted after ten minutes, no rash.",
        ),
        Field("severity", "How bad", Input.CHOICE, choices=SEVERITIES, gaps=(Gap.UNKNOWN,)),
        Field(
            "certainty",
            "How sure",
            Input.CHOICE,
            choices=choices(
                suspected="suspected",
                likely="likely",
                confirmed="confirmed by a clinician",
                cleared="cleared, no longer suspected",
            ),
        ),
        Field("happened_on", "When", Input.DATE, gaps=(Gap.UNKNOWN,)),
        Field("dose", "Amount, and what came together", help="Such as: one tablet, after a run in the heat."),
        Field("treatment", "What was given", help="Such as: adrenaline once, oxygen, one night in hospital."),
        Field(
            "on_card",
            "Print on the card",
            Input.YES_NO,
            help="Cleared ones are never printed. Others are, unless you say no.",
        ),
        Field("notes", "Notes", Input.LONG_TEXT),
    ),
    columns=("substance", "type", "reaction", "severity", "happened_on"),
    title_of=lambda values: values.get("substance") or "Reaction",
    order_by=("substance", "created_at"),
    states_none="I have no known allergies or reactions",
    empty="What have you reacted to, and how? Drug allergies are the first thing an emergency team asks.",
    example="Ibuprofen: flushing and fainting, severe, 2019",
)
