"""Adrenaline devices: one record for each device carried, because each has its own lot and expiry date (clinical.md 2.2)."""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class AdrenalineDevice(RecordTable):
    """One injector, prefilled syringe or nasal spray."""

    __tablename__ = "adrenaline_devices"

    position: Mapped[int] = mapped_column(Integer, default=0)
    product: Mapped[str | None] = mapped_column(Text)
    strength: Mapped[str | None] = mapped_column(Text)
    route: Mapped[str | None] = mapped_column(Text)
    expiry: Mapped[PartialDate | None] = mapped_column(DateColumn)
    lot: Mapped[str | None] = mapped_column(Text)
    kept_where: Mapped[str | None] = mapped_column(Text)
    second_dose_minutes: Mapped[int | None]
    status: Mapped[str | None] = mapped_column(Text)
    prescriber: Mapped[str | None] = mapped_column(Text)
    trained_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    recall_note: Mapped[str | None] = mapped_column(Text)


ROUTES = choices(
    injector="Injector, into the muscle",
    syringe="Prefilled syringe, into the muscle",
    nasal="Nasal spray",
    sublingual="Under the tongue",
)

# Products named in clinical.md 2.2; a list to type from, never a recommendation. Strength stays free text as labelled.
_PRODUCTS = (
    "EpiPen",
    "EpiPen Jr",
    "Auvi-Q",
    "Jext",
    "Anapen",
    "Emerade",
    "Fastjekt",
    "Allerject",
    "Symjepi",
    "neffy",
    "EURneffy",
    "Chenpen",
    "Epinephrine auto-injector (generic)",
)

ADRENALINE_DEVICES = Kind(
    name="adrenaline_devices",
    table=AdrenalineDevice,
    singular="Injector",
    plural="Injectors",
    icon="mdi6.needle",
    ordered=True,
    binder_tab="Emergency",
    fields=(
        Field("product", "Product", required=True, suggestions=_PRODUCTS),
        Field(
            "strength",
            "Strength on the label",
            short="Strength",
            help="As printed on the device, such as 0.3 mg or 300 micrograms.",
        ),
        Field("route", "How it is given", Input.CHOICE, choices=ROUTES),
        Field(
            "expiry", "Expires", Input.DATE, gaps=(Gap.UNKNOWN,), help="The date on the device itself, not on the box."
        ),
        Field("lot", "Lot number"),
        Field("kept_where", "Kept where", suggestions=("Handbag", "Jacket", "Bedside", "Kitchen", "Office", "School")),
        Field(
            "second_dose_minutes",
            "Second dose after, in minutes",
            Input.NUMBER,
            minimum=1,
            maximum=120,
            help="From your own signed plan. Plans differ, so the program never fills this in.",
        ),
        Field(
            "status",
            "This device is",
            Input.CHOICE,
            choices=choices(
                carried="carried with me",
                kept="kept in place",
                trainer="a trainer, no drug inside",
                used="used",
                discarded="discarded",
            ),
        ),
        Field("prescriber", "Prescribed by"),
        Field("trained_on", "Last practised with a trainer", Input.DATE),
        Field(
            "recall_note",
            "Recall or fault",
            Input.LONG_TEXT,
            help="A notice from the maker or pharmacy about this lot.",
        ),
    ),
    columns=("product", "strength", "expiry", "kept_where", "status"),
    title_of=lambda values: (
        " ".join(part for part in (values.get("product"), values.get("strength")) if isinstance(part, str))
        or "Injector"
    ),
    order_by=("position", "created_at"),
    states_none="I have no adrenaline device",
    empty="Write down each device you have: the date and the lot are on the device itself.",
    example="EpiPen 0.3 mg, expires May 2027, handbag",
)


def is_live(status: object) -> bool:
    """Whether a device of this status can be used in an emergency: not a trainer, not used, not thrown away."""
    return status not in {"trainer", "used", "discarded"}
