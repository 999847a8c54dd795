"""The call log: with whom, which number, the reference number, what was said, and what comes next."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import MomentColumn
from ism_desktop.records.kind import Field, Input, Kind, Values
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Moment, PartialDate


class Call(RecordTable):
    """One telephone call."""

    __tablename__ = "calls"

    with_whom: Mapped[str | None] = mapped_column(NameColumn)
    spoke_to: Mapped[str | None] = mapped_column(NameColumn)
    at: Mapped[Moment | None] = mapped_column(MomentColumn)
    number: Mapped[str | None] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Text)
    bill: Mapped[str | None] = mapped_column(Text)
    denial: Mapped[str | None] = mapped_column(Text)
    said: Mapped[str | None] = mapped_column(Text)
    next_action: Mapped[str | None] = mapped_column(Text)
    next_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    done: Mapped[bool | None]


def _title(values: Values) -> str:
    whom, said = values.get("with_whom"), values.get("said") or values.get("next_action")
    if not whom:
        return tr("Call")
    words = " ".join(str(said).split()) if said else ""
    return tr_c("a call and what was said", "{whom}: {said}", whom=whom, said=words) if words else str(whom)


CALLS = Kind(
    name="calls",
    table=Call,
    singular=tr_lazy("Call"),
    plural=tr_lazy("Calls"),
    add=tr_lazy("Add call"),
    new=tr_lazy("New call"),
    counted=tr_n_lazy("{number} call", "{number} calls"),
    icon="mdi6.phone-log-outline",
    binder_tab="care_team",
    place="who_has_what",
    fields=(
        Field("with_whom", tr_lazy("With whom"), Input.NAME, required=True, refers_to="care_team"),
        Field(
            "spoke_to",
            tr_lazy("Who answered"),
            Input.NAME,
            refers_to="care_team",
            help=tr_lazy("The name of the one you spoke to."),
        ),
        Field("at", tr_lazy("When", "of a call"), Input.MOMENT),
        Field("number", tr_lazy("Number called"), Input.PHONE),
        Field("reference", tr_lazy("Reference number")),
        Field("said", tr_lazy("What was said"), Input.LONG_TEXT),
        Field("next_action", tr_lazy("What comes next")),
        Field(
            "next_on", tr_lazy("By when"), Input.DATE, help=tr_lazy("It is among the dates on Home until it is done.")
        ),
        Field("done", tr_lazy("That is done"), Input.YES_NO),
        Field("bill", tr_lazy("About the bill"), Input.REFERENCE, refers_to="bills"),
        Field("denial", tr_lazy("About the denial or appeal"), Input.REFERENCE, refers_to="denials"),
    ),
    columns=("at", "with_whom", "said", "reference", "next_action", "next_on"),
    title_of=_title,
    order_by=("-at", "-created_at"),
    empty=tr_lazy("Note what was said on the phone, the reference number, and what comes next."),
    example=tr_lazy("4 May, insurer, reference 48213: form arrived, answer within ten days"),
)
