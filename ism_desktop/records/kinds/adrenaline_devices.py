"""Adrenaline devices: one record for each device carried, because each has its own lot and expiry date (docs/clinical-sources.md)."""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
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
    prescriber: Mapped[str | None] = mapped_column(NameColumn)
    trained_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    recall_note: Mapped[str | None] = mapped_column(Text)


ROUTES = choices(
    injector=tr_lazy("Injector, into the muscle"),
    syringe=tr_lazy("Prefilled syringe, into the muscle"),
    nasal=tr_lazy("Nasal spray"),
    sublingual=tr_lazy("Under the tongue"),
)

# Products named in docs/clinical-sources.md; a list to type from, never a recommendation. Strength stays free text as labelled.
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
    singular=tr_lazy("Injector"),
    plural=tr_lazy("Injectors"),
    add=tr_lazy("Add injector"),
    new=tr_lazy("New injector"),
    counted=tr_n_lazy("{number} injector", "{number} injectors"),
    icon="mdi6.needle",
    ordered=True,
    binder_tab="emergency",
    place="injectors",
    fields=(
        Field("product", tr_lazy("Product"), required=True, suggestions=_PRODUCTS),
        Field(
            "strength",
            tr_lazy("Strength on the label"),
            short=tr_lazy("Strength"),
            help=tr_lazy("As printed on the device, such as 0.3 mg or 300 micrograms."),
        ),
        Field("route", tr_lazy("How it is given"), Input.CHOICE, choices=ROUTES),
        Field(
            "expiry",
            tr_lazy("Expires"),
            Input.DATE,
            gaps=(Gap.UNKNOWN,),
            help=tr_lazy("The date on the device itself, not on the box."),
        ),
        Field("lot", tr_lazy("Lot number")),
        Field(
            "kept_where",
            tr_lazy("Where it is kept"),
            suggestions=(
                tr_lazy("Handbag"),
                tr_lazy("Jacket"),
                tr_lazy("Bedside"),
                tr_lazy("Kitchen"),
                tr_lazy("Office"),
                tr_lazy("School"),
            ),
        ),
        Field(
            "second_dose_minutes",
            tr_lazy("Second dose after, in minutes"),
            Input.NUMBER,
            minimum=1,
            maximum=120,
            help=tr_lazy("From your own signed plan. Plans differ, so the program never fills this in."),
        ),
        Field(
            "status",
            tr_lazy("This device is"),
            Input.CHOICE,
            choices=choices(
                carried=tr_lazy("carried with me"),
                kept=tr_lazy("kept in place"),
                trainer=tr_lazy("a trainer, no drug inside"),
                used=tr_lazy("used"),
                discarded=tr_lazy("discarded"),
            ),
        ),
        Field("prescriber", tr_lazy("Prescribed by"), Input.NAME, refers_to="care_team"),
        Field("trained_on", tr_lazy("Last practised with a trainer"), Input.DATE),
        Field(
            "recall_note",
            tr_lazy("Recall or fault"),
            Input.LONG_TEXT,
            help=tr_lazy("A notice from the maker or pharmacy about this lot."),
        ),
    ),
    columns=("product", "strength", "expiry", "kept_where", "status"),
    title_of=lambda values: (
        " ".join(part for part in (values.get("product"), values.get("strength")) if isinstance(part, str))
        or tr("Injector")
    ),
    order_by=("position", "created_at"),
    states_none=tr_lazy("I have no adrenaline device"),
    empty=tr_lazy("Write down each device you have: the date and the lot are on the device itself."),
    example=tr_lazy("EpiPen 0.3 mg, expires May 2027, handbag"),
)


def is_live(status: object) -> bool:
    """Whether a device of this status can be used in an emergency: not a trainer, not used, not thrown away."""
    return status not in {"trainer", "used", "discarded"}
