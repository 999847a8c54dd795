"""What the emergency card says beyond the other records: exactly one record."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class EmergencyCard(RecordTable):
    """Emergency numbers, what clinicians wrote, baseline tryptase as printed on a report, and choices for the print-out."""

    __tablename__ = "emergency_card"

    emergency_number: Mapped[str | None] = mapped_column(Text)
    second_number: Mapped[str | None] = mapped_column(Text)
    do_not_give: Mapped[str | None] = mapped_column(Text)
    use_with_care: Mapped[str | None] = mapped_column(Text)
    do_not_give_by: Mapped[str | None] = mapped_column(Text)
    do_not_give_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    after_adrenaline: Mapped[str | None] = mapped_column(Text)
    tryptase: Mapped[str | None] = mapped_column(Text)
    tryptase_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    premedication: Mapped[bool | None]
    premedication_where: Mapped[str | None] = mapped_column(Text)
    print_steps: Mapped[bool | None]
    review_by: Mapped[PartialDate | None] = mapped_column(DateColumn)


EMERGENCY_CARD = Kind(
    name="emergency_card",
    table=EmergencyCard,
    singular="Card details",
    plural="Card details",
    icon="mdi6.card-account-details-outline",
    single=True,
    binder_tab="Emergency",
    fields=(
        Field(
            "emergency_number",
            "Emergency number",
            group="Who to call",
            help="The ambulance number where you live. Check it before you travel.",
        ),
        Field("second_number", "Second number", group="Who to call", help="For example 112 beside a national number."),
        Field(
            "print_steps",
            "Print the first-aid steps",
            Input.YES_NO,
            group="What the card says",
            help="General first-aid text, not reviewed by your clinician. Say no if your card should carry none.",
        ),
        Field(
            "after_adrenaline",
            "My doctor’s plan, after adrenaline",
            Input.LONG_TEXT,
            gaps=(Gap.NONE,),
            group="What the card says",
            help="Copied from your signed plan, word for word.",
        ),
        Field(
            "do_not_give",
            "Do not give",
            Input.LONG_TEXT,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group="From my clinician",
            help="As your clinician said it.",
        ),
        Field(
            "use_with_care",
            "Use with care",
            Input.LONG_TEXT,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group="From my clinician",
            help="What may be given if need be, and how. Two lists cannot be taken for one another.",
        ),
        Field(
            "do_not_give_by", "According to", group="From my clinician", help="Who said so, such as Dr Imani Okafor."
        ),
        Field("do_not_give_on", "Said or written on", Input.DATE, group="From my clinician"),
        Field(
            "tryptase",
            "Baseline tryptase, with unit",
            gaps=(Gap.UNKNOWN,),
            group="Baseline tryptase",
            help="As printed on the report, such as 32.4 ng/mL.",
        ),
        Field("tryptase_on", "Date of that test", Input.DATE, group="Baseline tryptase"),
        Field("premedication", "I have a premedication plan", Input.YES_NO, gaps=(Gap.UNKNOWN,), group="Premedication"),
        Field("premedication_where", "Where it is", group="Premedication", help="Such as: binder, tab Medications."),
        Field("review_by", "Review this card by", Input.DATE, group="Review"),
    ),
    columns=("emergency_number",),
    title_of=lambda _values: "Card details",
    order_by=("created_at",),
    empty="The number to call and what your clinician wrote for an emergency.",
)
