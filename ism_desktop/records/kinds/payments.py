"""Payments on a bill, one record each: who paid what to whom, and when.

Money that I owe and money that is owed to me are never one sum: a payment says which way it went. What was paid in another currency than
the bill's stays beside it and is added to nothing.
"""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import MoneyColumn
from ism_desktop.records.kind import Field, Input, Kind, Values, choice_label, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Money, PartialDate


class Payment(RecordTable):
    """One payment, in one direction."""

    __tablename__ = "payments"

    bill: Mapped[str | None] = mapped_column(Text, index=True)
    way: Mapped[str | None] = mapped_column(Text)
    amount: Mapped[Money | None] = mapped_column(MoneyColumn)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    policy: Mapped[str | None] = mapped_column(Text)
    who: Mapped[str | None] = mapped_column(NameColumn)
    how: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    explanation: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


BY_ME, BY_INSURER, TAKEN_OFF, REFUNDED, REIMBURSED = "by_me", "by_insurer", "taken_off", "refunded", "reimbursed"
WAYS = choices(
    by_me=tr_lazy("I paid", "the way of a payment"),
    by_insurer=tr_lazy("An insurer paid the bill", "the way of a payment"),
    taken_off=tr_lazy("Taken off the bill", "the way of a payment"),
    refunded=tr_lazy("Paid back to me by who sent the bill", "the way of a payment"),
    reimbursed=tr_lazy("Paid to me by an insurer", "the way of a payment"),
)


def _title(values: Values) -> str:
    amount, way = values.get("amount"), values.get("way")
    said = choice_label(PAYMENTS.field("way"), way) if isinstance(way, str) else tr("Payment")
    if not isinstance(amount, Money):
        return said
    return tr_c("the way of a payment and its amount", "{way}: {amount}", way=said, amount=amount.words)


PAYMENTS = Kind(
    name="payments",
    table=Payment,
    singular=tr_lazy("Payment"),
    plural=tr_lazy("Payments"),
    add=tr_lazy("Add payment"),
    new=tr_lazy("New payment"),
    counted=tr_n_lazy("{number} payment", "{number} payments"),
    icon="mdi6.cash-check",
    binder_tab="money",
    place="money",
    belongs_to="bill",
    fields=(
        Field("amount", tr_lazy("Amount"), Input.MONEY, required=True),
        Field("way", tr_lazy("Who paid"), Input.CHOICE, required=True, choices=WAYS),
        Field("on_date", tr_lazy("Date"), Input.DATE),
        Field("bill", tr_lazy("Bill"), Input.REFERENCE, refers_to="bills"),
        Field("policy", tr_lazy("Which insurance"), Input.REFERENCE, refers_to="policies"),
        Field("who", tr_lazy("Somebody else"), Input.NAME, refers_to="care_team"),
        Field("how", tr_lazy("How", "a bill was paid"), help=tr_lazy("Such as: card, transfer, cash.")),
        Field("number", tr_lazy("Reference number")),
        Field(
            "explanation",
            tr_lazy("The explanation of benefits that says so"),
            Input.REFERENCE,
            refers_to="benefit_explanations",
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("on_date", "way", "amount", "bill", "policy"),
    title_of=_title,
    order_by=("-on_date", "-created_at"),
    empty=tr_lazy("What you paid, what an insurer paid, and what was paid back to you."),
    example=tr_lazy("12 June 2026: an insurer paid the bill, 180.00"),
)
