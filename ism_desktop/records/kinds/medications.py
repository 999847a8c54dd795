"""Medications: prescribed, over the counter and supplements, as the label says. The program does no dose arithmetic."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import NameColumn, QuantityColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate, Quantity


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
    prescriber: Mapped[str | None] = mapped_column(NameColumn)
    managed_by: Mapped[str | None] = mapped_column(Text)
    started_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    stopped_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    stopped_why: Mapped[str | None] = mapped_column(Text)
    emergency_class: Mapped[str | None] = mapped_column(Text)
    side_effects: Mapped[str | None] = mapped_column(Text)
    excipients: Mapped[str | None] = mapped_column(Text)
    pharmacy: Mapped[str | None] = mapped_column(NameColumn)
    notes: Mapped[str | None] = mapped_column(Text)
    at_hand: Mapped[Quantity | None] = mapped_column(QuantityColumn)
    counted_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    per_day: Mapped[Quantity | None] = mapped_column(QuantityColumn)
    expiry: Mapped[PartialDate | None] = mapped_column(DateColumn)


# Names from docs/clinical-sources.md: help with spelling, never advice. Doses are what the person copies from the label.
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

USES = choices(
    regular=tr_lazy("regularly"),
    as_needed=tr_lazy("as needed"),
    premedication=tr_lazy("before procedures"),
    past=tr_lazy("stopped"),
)

# Classes that matter to an emergency team even when well tolerated: docs/clinical-sources.md [S21a, S22 for the first two].
EMERGENCY_CLASSES = choices(
    beta_blocker=tr_lazy("Beta-blocker"),
    ace_inhibitor=tr_lazy("ACE inhibitor"),
    kit_inhibitor=tr_lazy("KIT inhibitor"),
    steroid=tr_lazy("Steroid"),
    anticoagulant=tr_lazy("Blood thinner (anticoagulant)"),
    mao_inhibitor=tr_lazy("MAO inhibitor"),
    tricyclic=tr_lazy("Tricyclic antidepressant"),
    none=tr_lazy("None of these"),
)

_WHAT = Group("what", tr_lazy("What it is"))
_TAKING = Group("taking", tr_lazy("How I take it"))
STOCK = Group("stock", tr_lazy("What I have at home"))
_MORE = Group("more", tr_lazy("More details"))

MEDICATIONS = Kind(
    name="medications",
    table=Medication,
    singular=tr_lazy("Medication"),
    plural=tr_lazy("Medications"),
    add=tr_lazy("Add medication"),
    new=tr_lazy("New medication"),
    counted=tr_n_lazy("{number} medication", "{number} medications"),
    icon="mdi6.pill",
    binder_tab="medications",
    place="medications",
    fields=(
        Field(
            "name",
            tr_lazy("Name"),
            required=True,
            suggestions=_NAMES,
            group=_WHAT,
            help=tr_lazy("The generic name, if you know it."),
        ),
        Field("brand", tr_lazy("Brand"), group=_WHAT),
        Field(
            "type",
            tr_lazy("Kind"),
            Input.CHOICE,
            choices=choices(
                prescription=tr_lazy("Prescribed"), otc=tr_lazy("Over the counter"), supplement=tr_lazy("Supplement")
            ),
            group=_WHAT,
        ),
        Field(
            "strength",
            tr_lazy("Strength on the label"),
            short=tr_lazy("Strength"),
            group=_WHAT,
            help=tr_lazy("Such as 10 mg, as printed."),
        ),
        Field(
            "form",
            tr_lazy("Form"),
            suggestions=(
                tr_lazy("Tablet"),
                tr_lazy("Capsule"),
                tr_lazy("Ampoule"),
                tr_lazy("Injection"),
                tr_lazy("Drops"),
                tr_lazy("Cream"),
                tr_lazy("Spray"),
            ),
            group=_WHAT,
        ),
        Field("use", tr_lazy("Taken"), Input.CHOICE, choices=USES, group=_TAKING),
        Field(
            "directions",
            tr_lazy("Directions"),
            Input.LONG_TEXT,
            group=_TAKING,
            help=tr_lazy("As the label or your doctor says."),
        ),
        Field("reason", tr_lazy("What it is for"), group=_TAKING),
        Field("started_on", tr_lazy("Started"), Input.DATE, gaps=(Gap.UNKNOWN,), group=_TAKING),
        Field("stopped_on", tr_lazy("Stopped"), Input.DATE, gaps=(Gap.UNKNOWN,), group=_TAKING),
        Field("stopped_why", tr_lazy("Why it was stopped"), group=_TAKING),
        Field(
            "managed_by",
            tr_lazy("Managed by"),
            Input.REFERENCE,
            refers_to="care_team",
            group=_TAKING,
            help=tr_lazy("Who in your care team decides about it now."),
        ),
        Field(
            "at_hand",
            tr_lazy("How much I have"),
            Input.QUANTITY,
            group=STOCK,
            short=tr_lazy("At hand"),
            help=tr_lazy("As you counted it, such as 40 ampoules."),
            in_binder=False,
        ),
        Field("counted_on", tr_lazy("Counted on"), Input.DATE, group=STOCK, in_binder=False),
        Field(
            "per_day",
            tr_lazy("How many of these I use a day"),
            Input.QUANTITY,
            group=STOCK,
            short=tr_lazy("Used a day"),
            help=tr_lazy("Only if it is the same every day. Just the number, such as 8."),
            in_binder=False,
        ),
        Field("expiry", tr_lazy("Expires"), Input.DATE, gaps=(Gap.UNKNOWN,), group=STOCK),
        Field("prescriber", tr_lazy("Prescribed by"), Input.NAME, refers_to="care_team", group=_MORE),
        Field(
            "emergency_class",
            tr_lazy("Matters in an emergency"),
            Input.CHOICE,
            choices=EMERGENCY_CLASSES,
            gaps=(Gap.UNKNOWN,),
            group=_MORE,
            help=tr_lazy("Ask your pharmacist which of these it is. It is printed on the card."),
        ),
        Field("side_effects", tr_lazy("Side effects I had"), Input.LONG_TEXT, gaps=(Gap.NONE,), group=_MORE),
        Field("excipients", tr_lazy("Fillers and dyes to note"), group=_MORE),
        Field("pharmacy", tr_lazy("Pharmacy"), Input.NAME, refers_to="care_team", group=_MORE),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT, group=_MORE),
    ),
    columns=("name", "strength", "use", "reason", "started_on"),
    title_of=lambda values: (
        " ".join(part for part in (values.get("name"), values.get("strength")) if isinstance(part, str))
        or tr("Medication")
    ),
    order_by=("name", "created_at"),
    states_none=tr_lazy("I take no medication"),
    empty=tr_lazy("List everything you take, also what you buy without a prescription."),
    example=tr_lazy("Cetirizine 10 mg, one tablet every evening, for itching"),
)


def is_current(use: object, stopped_on: object) -> bool:
    """Whether the medication is taken now, as needed, or before procedures: not marked as stopped."""
    return use != "past" and stopped_on is None
