"""Explanations of benefits: what an insurer decided about a bill, line by line as printed.

It is no bill. Which bill and visit it is about is a guess of the program at most and stands here once the person said so.
"""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import MoneyColumn, RowsColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices
from ism_desktop.records.kinds.bills import line_fields, line_words
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Money, PartialDate, Rows


class BenefitExplanation(RecordTable):
    """One explanation of one insurer."""

    __tablename__ = "benefit_explanations"

    policy: Mapped[str | None] = mapped_column(Text)
    insurer: Mapped[str | None] = mapped_column(NameColumn)
    number: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    provider: Mapped[str | None] = mapped_column(NameColumn)
    service_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    bill: Mapped[str | None] = mapped_column(Text, index=True)
    appointment: Mapped[str | None] = mapped_column(Text)
    billed: Mapped[Money | None] = mapped_column(MoneyColumn)
    allowed: Mapped[Money | None] = mapped_column(MoneyColumn)
    adjustment: Mapped[Money | None] = mapped_column(MoneyColumn)
    paid: Mapped[Money | None] = mapped_column(MoneyColumn)
    paid_to: Mapped[str | None] = mapped_column(Text)
    my_share: Mapped[Money | None] = mapped_column(MoneyColumn)
    to_deductible: Mapped[Money | None] = mapped_column(MoneyColumn)
    lines: Mapped[Rows | None] = mapped_column(RowsColumn)
    remarks: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


TO_ME = "me"
PAID_TO = choices(
    provider=tr_lazy("To who sent the bill", "whom an insurer paid"), me=tr_lazy("To me", "whom an insurer paid")
)

AMOUNTS = ("billed", "allowed", "adjustment", "paid", "my_share", "to_deductible")
"""The fields that hold money."""

_WHAT_GROUP = Group("about", tr_lazy("What it is about"))
_AMOUNTS_GROUP = Group("amounts", tr_lazy("Amounts as printed"))
_LINES_GROUP = Group("lines", "")


def _title(values: Values) -> str:
    on, number, provider = values.get("on_date"), values.get("number"), values.get("provider")
    parts = [str(part) for part in (provider, number, on.words if isinstance(on, PartialDate) else "") if part]
    if not parts:
        return tr("Explanation of benefits")
    return tr_c("an explanation of benefits and what tells it from others", "Explanation: {of}", of=", ".join(parts))


BENEFIT_EXPLANATIONS = Kind(
    name="benefit_explanations",
    table=BenefitExplanation,
    singular=tr_lazy("Explanation of benefits"),
    plural=tr_lazy("Explanations of benefits"),
    add=tr_lazy("Add explanation"),
    new=tr_lazy("New explanation of benefits"),
    counted=tr_n_lazy("{number} explanation of benefits", "{number} explanations of benefits"),
    icon="mdi6.file-percent-outline",
    binder_tab="money",
    place="money",
    fields=(
        Field("policy", tr_lazy("Insurance"), Input.REFERENCE, refers_to="policies"),
        Field(
            "insurer",
            tr_lazy("Another insurer"),
            Input.NAME,
            refers_to="care_team",
            help=tr_lazy("If the policy is not in your record."),
        ),
        Field("on_date", tr_lazy("Date of the explanation"), Input.DATE),
        Field("number", tr_lazy("Claim number")),
        Field("provider", tr_lazy("Who treated me"), Input.NAME, refers_to="care_team", group=_WHAT_GROUP),
        Field("service_on", tr_lazy("Day of the service"), Input.DATE, group=_WHAT_GROUP),
        Field("bill", tr_lazy("The bill it is about"), Input.REFERENCE, refers_to="bills", group=_WHAT_GROUP),
        Field(
            "appointment",
            tr_lazy("The visit it is about"),
            Input.REFERENCE,
            refers_to="appointments",
            group=_WHAT_GROUP,
        ),
        Field("billed", tr_lazy("Billed"), Input.MONEY, group=_AMOUNTS_GROUP),
        Field("allowed", tr_lazy("Allowed"), Input.MONEY, group=_AMOUNTS_GROUP),
        Field("adjustment", tr_lazy("Taken off"), Input.MONEY, group=_AMOUNTS_GROUP),
        Field("paid", tr_lazy("Paid by this insurer"), Input.MONEY, group=_AMOUNTS_GROUP),
        Field("paid_to", tr_lazy("Paid to"), Input.CHOICE, choices=PAID_TO, group=_AMOUNTS_GROUP),
        Field("my_share", tr_lazy("My share"), Input.MONEY, group=_AMOUNTS_GROUP),
        Field("to_deductible", tr_lazy("Of it to the deductible"), Input.MONEY, group=_AMOUNTS_GROUP),
        Field(
            "lines",
            tr_lazy("Lines"),
            Input.ROWS,
            group=_LINES_GROUP,
            fields=line_fields(),
            add_row=tr_lazy("Add a line"),
            row_told=line_words,
        ),
        Field("remarks", tr_lazy("Remarks and codes, as printed"), Input.LONG_TEXT),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("on_date", "provider", "billed", "paid", "my_share", "bill"),
    title_of=_title,
    order_by=("-on_date", "-created_at"),
    empty=tr_lazy("What an insurer decided about a bill. It is not a bill."),
    example=tr_lazy("20 May 2026, Fernbrook Health: billed 240.00, paid 180.00, my share 60.00"),
)
