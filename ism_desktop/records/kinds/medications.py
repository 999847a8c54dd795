"""Medications: prescribed, over the counter and supplements, as the label says. The program does no dose arithmetic."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Medication(RecordTable):
    """One medication, taken now or in the past."""

    __tablename__ = "medications"

    name: Mapped[str | None] = mapped_column(Text)
    brand: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    strength: Mapped[str | None] = mapped_column(Text)
    form: Mapped[str | None] = mapped_column(Text)
    directions: Mapped[str | None] = mapped_column(Text)
    use: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    prescriber: Mapped[str | None] = mapped_column(Text)
    started_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    stopped_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    stopped_why: Mapped[str | None] = mapped_column(Text)
    emergency_class: Mapped[str | None] = mapped_column(Text)
    side_effects: Mapped[str | None] = mapped_column(Text)
    excipients: Mapped[str | None] = mapped_column(Text)
    pharmacy: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


# Names from clinical.md 5.3: help with spelling, never advice. Doses are what the person copies from the label.
_NAMES = (
    "Cetirizine",
    "Levocetirizine",
    "Loratadine",
    "Desloratadine",
    "Fexofenadine",
    "Bilastine",
    "Rupatadine",
    "Hydroxyzine",
    "Diphenhydramine",
    "Famotidine",
    "Omeprazole",
    "Pantoprazole",
    "Esomeprazole",
    "Cromolyn sodium (oral)",
    "Ketotifen",
    "Montelukast",
    "Zafirlukast",
    "Zileuton",
    "Aspirin",
    "Prednisone",
    "Prednisolone",
    "Methylprednisolone",
    "Omalizumab",
    "Avapritinib",
    "Midostaurin",
    "Imatinib",
    "Cladribine",
    "Interferon alfa",
    "Alendronate",
    "Zoledronic acid",
    "Denosumab",
    "Vitamin D (colecalciferol)",
    "Calcium",
    "Venom immunotherapy",
)

USES = choices(regular="every day", as_needed="as needed", premedication="before procedures", past="stopped")

# Classes that matter to an emergency team even when well tolerated: clinical.md 1.4 [S21a, S22 for the first two].
EMERGENCY_CLASSES = choices(
    beta_blocker="Beta-blocker",
    ace_inhibitor="ACE inhibitor",
    kit_inhibitor="KIT inhibitor",
    steroid="Steroid",
    anticoagulant="Blood thinner (anticoagulant)",
    mao_inhibitor="MAO inhibitor",
    tricyclic="Tricyclic antidepressant",
    none="None of these",
)

MEDICATIONS = Kind(
    name="medications",
    table=Medication,
    singular="Medication",
    plural="Medications",
    icon="mdi6.pill",
    binder_tab="Medications",
    fields=(
        Field(
            "name",
            "Name",
            required=True,
            suggestions=_NAMES,
            group="What it is",
            help="The generic name, if you know it.",
        ),
        Field("brand", "Brand", group="What it is"),
        Field(
            "type",
            "Kind",
            Input.CHOICE,
            choices=choices(prescription="Prescribed", otc="Over the counter", supplement="Supplement"),
            group="What it is",
        ),
        Field(
            "strength", "Strength on the label", short="Strength", group="What it is", help="Such as 10 mg, as printed."
        ),
        Field(
            "form",
            "Form",
            suggestions=("Tablet", "Capsule", "Ampoule", "Injection", "Drops", "Cream", "Spray"),
            group="What it is",
        ),
        Field("use", "Taken", Input.CHOICE, choices=USES, group="How I take it"),
        Field(
            "directions", "Directions", Input.LONG_TEXT, group="How I take it", help="As the label or your doctor says."
        ),
        Field("reason", "What it is for", group="How I take it"),
        Field("started_on", "Started", Input.DATE, gaps=(Gap.UNKNOWN,), group="How I take it"),
        Field("stopped_on", "Stopped", Input.DATE, gaps=(Gap.UNKNOWN,), group="How I take it"),
        Field("stopped_why", "Why it was stopped", group="How I take it"),
        Field("prescriber", "Prescribed by", group="Around it"),
        Field(
            "emergency_class",
            "Matters in an emergency",
            Input.CHOICE,
            choices=EMERGENCY_CLASSES,
            gaps=(Gap.UNKNOWN,),
            group="Around it",
            help="Ask your pharmacist which of these it is. It is printed on the card.",
        ),
        Field("side_effects", "Side effects I had", Input.LONG_TEXT, gaps=(Gap.NONE,), group="Around it"),
        Field("excipients", "Fillers and dyes to note", group="Around it"),
        Field("pharmacy", "Pharmacy", group="Around it"),
        Field("notes", "Notes", Input.LONG_TEXT, group="Around it"),
    ),
    columns=("name", "strength", "use", "reason", "started_on"),
    title_of=lambda values: (
        " ".join(part for part in (values.get("name"), values.get("strength")) if isinstance(part, str)) or "Medication"
    ),
    order_by=("name", "created_at"),
    states_none="I take no medication",
    empty="List everything you take, also what you buy without a prescription.",
    example="Cetirizine 10 mg, one tablet every evening, for itching",
)


def is_current(use: object, stopped_on: object) -> bool:
    """Whether the medication is taken now, as needed, or before procedures: not marked as stopped."""
    return use != "past" and stopped_on is None
