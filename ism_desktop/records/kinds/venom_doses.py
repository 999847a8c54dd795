"""Doses of venom immunotherapy, as the clinic wrote them down: nothing is counted, and no dose follows from another."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values
from ism_desktop.records.kinds.stings import reaction_words
from ism_desktop.records.table import DateColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class VenomDose(RecordTable):
    """One injection."""

    __tablename__ = "venom_doses"

    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    preparation: Mapped[str | None] = mapped_column(Text)
    dose: Mapped[str | None] = mapped_column(Text)
    lot: Mapped[str | None] = mapped_column(Text)
    body_place: Mapped[str | None] = mapped_column(Text)
    reaction: Mapped[str | None] = mapped_column(Text)
    given_by: Mapped[str | None] = mapped_column(String(32))
    given_by_other: Mapped[str | None] = mapped_column(Text)
    next_on: Mapped[PartialDate | None] = mapped_column(DateColumn)
    notes: Mapped[str | None] = mapped_column(Text)


def _title(values: Values) -> str:
    name, day = values.get("preparation"), values.get("on_date")
    said = str(name) if name else tr("Venom dose")
    if isinstance(day, PartialDate):
        return tr_c("a dose and its day", "{dose}, {day}", dose=said, day=day.words)
    return said


VENOM_DOSES = Kind(
    name="venom_doses",
    table=VenomDose,
    singular=tr_lazy("Venom dose"),
    plural=tr_lazy("Venom immunotherapy"),
    add=tr_lazy("Add venom dose"),
    new=tr_lazy("New venom dose"),
    counted=tr_n_lazy("{number} venom dose", "{number} venom doses"),
    icon="mdi6.needle",
    binder_tab="allergies",
    place="stings",
    fields=(
        Field("on_date", tr_lazy("Date"), Input.DATE, required=True, gaps=(Gap.UNKNOWN,)),
        Field(
            "preparation",
            tr_lazy("Preparation"),
            required=True,
            help=tr_lazy("The venom and the brand, as they are on the label."),
        ),
        Field("dose", tr_lazy("Dose"), gaps=(Gap.UNKNOWN,), help=tr_lazy("As the clinic wrote it, with its unit.")),
        Field("lot", tr_lazy("Lot number"), gaps=(Gap.UNKNOWN,)),
        Field(
            "body_place",
            tr_lazy("Arm or other place"),
            short=tr_lazy("Arm"),
            suggestions=(tr_lazy("Left upper arm"), tr_lazy("Right upper arm")),
        ),
        Field(
            "reaction",
            tr_lazy("Reaction afterwards"),
            Input.LONG_TEXT,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            told=reaction_words,
        ),
        Field(
            "next_on",
            tr_lazy("Next dose on"),
            Input.DATE,
            gaps=(Gap.UNKNOWN,),
            help=tr_lazy("As the clinic wrote it. It stands among the dates on Home."),
        ),
        Field("given_by", tr_lazy("Given by"), Input.REFERENCE, refers_to="care_team"),
        Field("given_by_other", tr_lazy("Given by someone else"), help=tr_lazy("If they are not in your care team.")),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("on_date", "preparation", "dose", "lot", "reaction", "next_on"),
    title_of=_title,
    order_by=("-on_date", "-created_at"),
    states_none=tr_lazy("I have had no venom immunotherapy"),
    empty=tr_lazy("Each injection with its date, dose and lot number, as the clinic writes it into your pass."),
    example=tr_lazy("Wasp venom, 3 May 2026, 100 micrograms, lot 4711, left upper arm, no reaction"),
)
