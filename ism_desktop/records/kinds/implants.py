"""Implants and other medical devices in or on the body: what every scan and operation asks for."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Group, Input, Kind, choices
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Implant(RecordTable):
    """One device, as its card describes it."""

    __tablename__ = "implants"

    name: Mapped[str | None] = mapped_column(Text)
    body_site: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    removed_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    organisation: Mapped[str | None] = mapped_column(NameColumn)
    maker: Mapped[str | None] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    serial: Mapped[str | None] = mapped_column(Text)
    lot: Mapped[str | None] = mapped_column(Text)
    mri: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


STATUSES = choices(present=tr_lazy("in place"), removed=tr_lazy("taken out"))

_WHAT = Group("what", tr_lazy("What and where"))
_CARD = Group("card", tr_lazy("As on the implant card"))

IMPLANTS = Kind(
    name="implants",
    table=Implant,
    singular=tr_lazy("Implant"),
    plural=tr_lazy("Implants"),
    add=tr_lazy("Add implant"),
    new=tr_lazy("New implant"),
    counted=tr_n_lazy("{number} implant", "{number} implants"),
    icon="mdi6.chip",
    binder_tab="procedures",
    place="history",
    fields=(
        Field(
            "name",
            tr_lazy("What it is"),
            required=True,
            suggestions=(
                tr_lazy("Dental implant"),
                tr_lazy("Plate and screws"),
                tr_lazy("Artificial hip"),
                tr_lazy("Artificial knee"),
                tr_lazy("Pacemaker"),
                tr_lazy("Stent"),
                tr_lazy("Port"),
                tr_lazy("Coil (IUD)"),
                tr_lazy("Lens of the eye"),
                tr_lazy("Insulin pump"),
                tr_lazy("Hearing implant"),
            ),
            group=_WHAT,
        ),
        Field("body_site", tr_lazy("Where in the body"), group=_WHAT),
        Field("status", tr_lazy("Status"), Input.CHOICE, choices=STATUSES, group=_WHAT),
        Field("on_date", tr_lazy("Put in on"), Input.DATE, gaps=(Gap.UNKNOWN,), group=_WHAT),
        Field("removed_on", tr_lazy("Taken out on"), Input.DATE, gaps=(Gap.UNKNOWN,), group=_WHAT),
        Field(
            "organisation",
            tr_lazy("Where it was put in"),
            Input.NAME,
            refers_to="care_team",
            gaps=(Gap.UNKNOWN,),
            group=_WHAT,
        ),
        Field("maker", tr_lazy("Maker"), gaps=(Gap.UNKNOWN,), group=_CARD),
        Field("model", tr_lazy("Model"), gaps=(Gap.UNKNOWN,), group=_CARD),
        Field("serial", tr_lazy("Serial number"), gaps=(Gap.UNKNOWN, Gap.NONE), group=_CARD),
        Field("lot", tr_lazy("Lot number"), gaps=(Gap.UNKNOWN, Gap.NONE), group=_CARD),
        Field(
            "mri",
            tr_lazy("What the card says about MRI"),
            Input.LONG_TEXT,
            gaps=(Gap.UNKNOWN, Gap.NONE),
            group=_CARD,
            short=tr_lazy("MRI, as on the card"),
            help=tr_lazy("Word for word. Press “none” if the card says nothing about it."),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("name", "body_site", "on_date", "mri", "status"),
    title_of=lambda values: values.get("name") or tr("Implant"),
    order_by=("-on_date", "name"),
    states_none=tr_lazy("I have no implants or other devices in my body"),
    states_unknown=tr_lazy("I do not know whether I have any"),
    empty=tr_lazy("Implants, pumps, plates and screws: copy what stands on their cards. MRI staff ask for it."),
    example=tr_lazy("Dental implant, lower left, 2022, with its card"),
)
