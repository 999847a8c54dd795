"""What was tolerated: as precious in an emergency room as the allergies, and kept by no other program."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Tolerated(RecordTable):
    """One drug or other substance that caused no reaction."""

    __tablename__ = "tolerated"

    substance: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    happened_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    occasion: Mapped[str | None] = mapped_column(Text)
    premedication: Mapped[str | None] = mapped_column(Text)
    on_card: Mapped[bool | None]
    notes: Mapped[str | None] = mapped_column(Text)


CATEGORIES = choices(
    pain="Pain relief",
    anaesthesia="Anaesthesia",
    contrast="Contrast medium",
    antibiotic="Antibiotic",
    vaccine="Vaccine",
    food="Food",
    other="Other",
)

TOLERATED = Kind(
    name="tolerated",
    table=Tolerated,
    singular="Tolerated",
    plural="Tolerated",
    icon="mdi6.check-decagram-outline",
    binder_tab="Allergies and reactions",
    fields=(
        Field("substance", "What it was", required=True),
        Field("category", "Kind", Input.CHOICE, choices=CATEGORIES),
        Field("happened_on", "Last time", Input.DATE, gaps=(Gap.UNKNOWN,)),
        Field("occasion", "Occasion and amount", help="Such as: knee operation, general anaesthesia."),
        Field("premedication", "Medication given before", gaps=(Gap.NONE, Gap.UNKNOWN)),
        Field(
            "on_card",
            "Print on the card",
            Input.YES_NO,
            help="Pain relief, anaesthesia, contrast and antibiotics are, unless you say no.",
        ),
        Field("notes", "Notes", Input.LONG_TEXT),
    ),
    columns=("substance", "category", "happened_on", "occasion", "premedication"),
    title_of=lambda values: values.get("substance") or "Tolerated",
    order_by=("category", "substance"),
    empty="Which pain relief, anaesthetics, contrast media or antibiotics went well? It saves time when it matters.",
    example="Paracetamol, many times, nothing given before",
)
