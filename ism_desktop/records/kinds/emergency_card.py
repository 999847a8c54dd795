"""What the emergency card says beyond the other records: exactly one record."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy
from ism_desktop.records.kind import Field, Group, Input, Kind
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class EmergencyCard(RecordTable):
    """Emergency numbers, what clinicians wrote, baseline tryptase as printed on a report, and choices for the print-out."""

    __tablename__ = "emergency_card"

    emergency_number: Mapped[str | None] = mapped_column(Text)
    second_number: Mapped[str | None] = mapped_column(Text)
    do_not_give: Mapped[str | None] = mapped_column(Text)
    use_with_care: Mapped[str | None] = mapped_column(Text)
    do_not_give_by: Mapped[str | None] = mapped_column(NameColumn)
    do_not_give_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    after_adrenaline: Mapped[str | None] = mapped_column(Text)
    tryptase: Mapped[str | None] = mapped_column(Text)
    tryptase_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    premedication: Mapped[bool | None]
    premedication_where: Mapped[str | None] = mapped_column(Text)
    print_steps: Mapped[bool | None]
    review_by: Mapped[PartialDate | None] = mapped_column(DateColumn)


_NUMBERS = Group("numbers", tr_lazy("Who to call"))
_CONTENT = Group("content", tr_lazy("What the card says"))
_CLINICIAN = Group("clinician", tr_lazy("From my clinician"))
_TRYPTASE = Group("tryptase", tr_lazy("Baseline tryptase"))
_PREMEDICATION = Group("premedication", tr_lazy("Premedication"))
_REVIEW = Group("review", tr_lazy("Review"))

EMERGENCY_CARD = Kind(
    name="emergency_card",
    table=EmergencyCard,
    singular=tr_lazy("Card details"),
    plural=tr_lazy("Card details"),
    icon="mdi6.card-account-details-outline",
    single=True,
    binder_tab="emergency",
    place="emergency_card",
    fields=(
        Field(
            "emergency_number",
            tr_lazy("Emergency number"),
            group=_NUMBERS,
            help=tr_lazy("The ambulance number where you live. Check it before you travel."),
        ),
        Field(
            "second_number",
            tr_lazy("Second number"),
            group=_NUMBERS,
            help=tr_lazy("For example 112 beside a national number."),
        ),
        Field(
            "print_steps",
            tr_lazy("Print the first-aid steps"),
            Input.YES_NO,
            group=_CONTENT,
            help=tr_lazy(
                "General first-aid text, not reviewed by your clinician. Say no if your card should carry none."
            ),
        ),
        Field(
            "after_adrenaline",
            tr_lazy("My doctor’s plan, after adrenaline"),
            Input.LONG_TEXT,
            gaps=(Gap.NONE,),
            group=_CONTENT,
            help=tr_lazy("Copied from your signed plan, word for word."),
        ),
        Field(
            "do_not_give",
            tr_lazy("Do not give"),
            Input.LONG_TEXT,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group=_CLINICIAN,
            help=tr_lazy("As your clinician said it."),
        ),
        Field(
            "use_with_care",
            tr_lazy("Use with care"),
            Input.LONG_TEXT,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            group=_CLINICIAN,
            help=tr_lazy(
                "What may be given if needed, and how. It is a separate list, so that the two cannot be confused."
            ),
        ),
        Field(
            "do_not_give_by",
            tr_lazy("According to"),
            Input.NAME,
            refers_to="care_team",
            group=_CLINICIAN,
            help=tr_lazy("Who said so, such as Dr Imani Okafor."),
        ),
        Field("do_not_give_on", tr_lazy("Said or written on"), Input.DATE, group=_CLINICIAN),
        Field(
            "tryptase",
            tr_lazy("Baseline tryptase, with unit"),
            gaps=(Gap.UNKNOWN,),
            group=_TRYPTASE,
            help=tr_lazy("As printed on the report, such as 32.4 ng/mL."),
        ),
        Field("tryptase_on", tr_lazy("Date of that test"), Input.DATE, group=_TRYPTASE),
        Field(
            "premedication",
            tr_lazy("I have a premedication plan"),
            Input.YES_NO,
            gaps=(Gap.UNKNOWN,),
            group=_PREMEDICATION,
        ),
        Field(
            "premedication_where",
            tr_lazy("Where it is"),
            group=_PREMEDICATION,
            help=tr_lazy("Such as: binder, tab Medications."),
        ),
        Field("review_by", tr_lazy("Review this card by"), Input.DATE, group=_REVIEW),
    ),
    columns=("emergency_number",),
    title_of=lambda _values: tr("Card details"),
    order_by=("created_at",),
    empty=tr_lazy("The number to call and what your clinician wrote for an emergency."),
)
