"""Refills: what the pharmacy handed out each time, with brand, maker, lot and what the filler was; a changed maker is told as a fact."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import MoneyColumn, NameColumn, QuantityColumn
from ism_desktop.records.kind import Field, Input, Kind, Values, shown
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, Money, PartialDate, Quantity


class MedicationRefill(RecordTable):
    """One refill of one medication."""

    __tablename__ = "medication_refills"

    medication: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    quantity: Mapped[Quantity | None] = mapped_column(QuantityColumn)
    brand: Mapped[str | None] = mapped_column(Text)
    maker: Mapped[str | None] = mapped_column(Text)
    lot: Mapped[str | None] = mapped_column(Text)
    expiry: Mapped[PartialDate | None] = mapped_column(DateColumn)
    excipients: Mapped[str | None] = mapped_column(Text)
    pharmacy: Mapped[str | None] = mapped_column(NameColumn)
    cost: Mapped[Money | None] = mapped_column(MoneyColumn)
    notes: Mapped[str | None] = mapped_column(Text)


def _title(values: Values) -> str:
    parts = [
        shown(MEDICATION_REFILLS.field("on_date"), values.get("on_date"))
        if isinstance(values.get("on_date"), PartialDate)
        else "",
        *(shown(MEDICATION_REFILLS.field(name), values.get(name)) for name in ("quantity", "brand", "maker")),
    ]
    return " · ".join(part for part in parts if part) or tr("Refill")


def _same(maker: str) -> str:
    return " ".join(maker.split()).casefold()


def other_makers(refills: Sequence[tuple[str, Values]]) -> Mapping[str, str]:
    """Which refills came from another maker than the one before: their ids, each with the former maker.

    Refills of one medication without a maker are passed over; those without a day come first.
    """
    found: dict[str, str] = {}
    last = ""
    dated = sorted(refills, key=lambda refill: _day(refill[1]))
    for refill_id, values in dated:
        maker = values.get("maker")
        if not isinstance(maker, str) or not maker.strip():
            continue
        if last and _same(maker) != _same(last):
            found[refill_id] = last
        last = maker
    return found


def _day(values: Values) -> str:
    day = values.get("on_date")
    return day.last_day.isoformat() if isinstance(day, PartialDate) else ""


MEDICATION_REFILLS = Kind(
    name="medication_refills",
    table=MedicationRefill,
    singular=tr_lazy("Refill"),
    plural=tr_lazy("Refills"),
    add=tr_lazy("Add refill"),
    new=tr_lazy("New refill"),
    counted=tr_n_lazy("{number} refill", "{number} refills"),
    icon="mdi6.basket-outline",
    binder_tab="medications",
    place="medications",
    belongs_to="medication",
    fields=(
        Field("medication", tr_lazy("Medication"), Input.REFERENCE, refers_to="medications"),
        Field("on_date", tr_lazy("Date"), Input.DATE, required=True),
        Field(
            "quantity",
            tr_lazy("How much I got"),
            Input.QUANTITY,
            short=tr_lazy("Quantity"),
            help=tr_lazy("Such as 240 ampoules."),
        ),
        Field("brand", tr_lazy("Brand")),
        Field("maker", tr_lazy("Maker"), help=tr_lazy("The company named on the box.")),
        Field("lot", tr_lazy("Lot number")),
        Field("expiry", tr_lazy("Expires"), Input.DATE, gaps=(Gap.UNKNOWN,)),
        Field(
            "excipients",
            tr_lazy("Fillers and dyes that differ"),
            help=tr_lazy("Whatever differs from the box before, as the leaflet says."),
        ),
        Field("pharmacy", tr_lazy("Pharmacy"), Input.NAME, refers_to="care_team"),
        Field("cost", tr_lazy("What I paid"), Input.MONEY, short=tr_lazy("Paid")),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("on_date", "medication", "quantity", "maker", "expiry"),
    title_of=_title,
    order_by=("-on_date", "-created_at"),
    empty=tr_lazy(
        "Each time you pick up a medication: how much, which maker, and the lot. A changed maker is easy to see then."
    ),
    example=tr_lazy("2 November 2026, 240 ampoules, maker and lot as on the box, expires May 2028"),
)
