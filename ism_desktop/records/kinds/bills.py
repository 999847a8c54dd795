"""Bills, receipts and credit notes: what was asked for, line by line as printed, by whom and until when.

Amounts are exact and stand as printed. What was paid on a bill are records of their own (`payments`), so that paying in parts, paying back
and undoing never change the bill itself; what is open is worked out of both by `records.money`.
"""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import MoneyColumn, RowsColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, Values, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Money, PartialDate, Rows


class Bill(RecordTable):
    """One bill, receipt or credit note."""

    __tablename__ = "bills"

    what: Mapped[str | None] = mapped_column(Text)
    type: Mapped[str | None] = mapped_column(Text)
    provider: Mapped[str | None] = mapped_column(NameColumn)
    number: Mapped[str | None] = mapped_column(Text)
    service_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    billed_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    due_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    total: Mapped[Money | None] = mapped_column(MoneyColumn)
    lines: Mapped[Rows | None] = mapped_column(RowsColumn)
    appointment: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


RECEIPT, CREDIT_NOTE = "receipt", "credit_note"
TYPES = choices(
    bill=tr_lazy("Bill"),
    receipt=tr_lazy("Receipt, paid at once"),
    credit_note=tr_lazy("Credit note"),
)

_LINES_GROUP = Group("lines", "")


def line_words(row: Values) -> str:
    """One line as a person would read it out: `3 May 2026: Biopsy of the skin, 240.00`."""
    on, what, amount = row.get("service_on"), row.get("what"), row.get("billed")
    said = ", ".join(str(part) for part in (what, amount.words if isinstance(amount, Money) else "") if part)
    if isinstance(on, PartialDate) and said:
        return tr_c("a line of a bill after its day", "{day}: {line}", day=on.words, line=said)
    return said or (on.words if isinstance(on, PartialDate) else "")


AMOUNTS_OF_A_LINE = ("billed", "allowed", "adjustment", "paid_first", "paid_second", "my_share")
"""The cells of a line that hold money, in the order in which papers print them."""


def line_fields() -> tuple[Field, ...]:
    """What a line of a bill and of an explanation of benefits says; both print the same columns."""
    return (
        Field("service_on", tr_lazy("Day"), Input.DATE),
        Field("what", tr_lazy("What")),
        Field("provider", tr_lazy("By whom")),
        Field("billed", tr_lazy("Billed"), Input.MONEY),
        Field("allowed", tr_lazy("Allowed"), Input.MONEY),
        Field("adjustment", tr_lazy("Taken off"), Input.MONEY),
        Field("paid_first", tr_lazy("Paid by insurer"), Input.MONEY),
        Field("paid_second", tr_lazy("Paid by second insurer"), Input.MONEY),
        Field("my_share", tr_lazy("My share"), Input.MONEY),
    )


def _title(values: Values) -> str:
    what, provider = values.get("what"), values.get("provider")
    if what and provider:
        return tr_c("what a bill is for, and who sent it", "{what}, {provider}", what=what, provider=provider)
    return str(what or provider or tr("Bill"))


BILLS = Kind(
    name="bills",
    table=Bill,
    singular=tr_lazy("Bill"),
    plural=tr_lazy("Bills"),
    add=tr_lazy("Add bill"),
    new=tr_lazy("New bill"),
    counted=tr_n_lazy("{number} bill", "{number} bills"),
    icon="mdi6.receipt-text-outline",
    binder_tab="money",
    place="money",
    fields=(
        Field("what", tr_lazy("What it is for"), required=True),
        Field("total", tr_lazy("Total"), Input.MONEY, help=tr_lazy("As printed at the end of the bill.")),
        Field("provider", tr_lazy("From whom"), Input.NAME, refers_to="care_team"),
        Field("billed_on", tr_lazy("Date on the bill"), Input.DATE, short=tr_lazy("Date")),
        Field("service_on", tr_lazy("Day of the service"), Input.DATE),
        Field("due_on", tr_lazy("To be paid by"), Input.DATE, help=tr_lazy("As printed on the bill.")),
        Field("type", tr_lazy("Kind"), Input.CHOICE, choices=TYPES),
        Field("number", tr_lazy("Number of the bill")),
        Field("appointment", tr_lazy("The visit it belongs to"), Input.REFERENCE, refers_to="appointments"),
        Field(
            "lines",
            tr_lazy("Lines"),
            Input.ROWS,
            group=_LINES_GROUP,
            fields=line_fields(),
            add_row=tr_lazy("Add a line"),
            row_told=line_words,
            help=tr_lazy("Only if you need them. The total above is what counts."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("billed_on", "what", "provider", "total", "open", "due_on"),
    worked_out=(
        Field(
            "open",
            tr_lazy("Still open", "what is left to be paid of a bill"),
            Input.MONEY,
            short=tr_lazy("Open", "what is left to be paid of a bill"),
        ),
    ),
    title_of=_title,
    order_by=("-billed_on", "-created_at"),
    empty=tr_lazy("Bills and receipts, what was paid on them, and what is still open."),
    example=tr_lazy("3 May 2026, Hollow Creek University Hospital: biopsy of the skin, 240.00"),
)
