"""Vaccinations, and how each was tolerated."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.kind import Field, Input, Kind, Values
from ism_desktop.records.table import DateColumn, NameColumn, RecordTable
from ism_desktop.records.values import Gap, PartialDate


class Vaccination(RecordTable):
    """One dose of one vaccine."""

    __tablename__ = "vaccinations"

    vaccine: Mapped[str | None] = mapped_column(Text)
    on_date: Mapped[PartialDate | None] = mapped_column(DateColumn)
    dose: Mapped[str | None] = mapped_column(Text)
    maker: Mapped[str | None] = mapped_column(Text)
    lot: Mapped[str | None] = mapped_column(Text)
    organisation: Mapped[str | None] = mapped_column(NameColumn)
    premedication: Mapped[str | None] = mapped_column(Text)
    reaction: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


def _reaction(values: Values) -> str:
    """In a list “none” alone would be read as anything, and a blank as none."""
    said = values.get("reaction")
    if isinstance(said, Gap):
        return tr("no reaction") if said is Gap.NONE else tr("reaction not known")
    return str(said or "")


VACCINATIONS = Kind(
    name="vaccinations",
    table=Vaccination,
    singular=tr_lazy("Vaccination"),
    plural=tr_lazy("Vaccinations"),
    add=tr_lazy("Add vaccination"),
    new=tr_lazy("New vaccination"),
    counted=tr_n_lazy("{number} vaccination", "{number} vaccinations"),
    icon="mdi6.needle",
    binder_tab="vaccinations",
    place="history",
    fields=(
        Field(
            "vaccine",
            tr_lazy("Vaccine"),
            required=True,
            suggestions=(
                tr_lazy("Influenza"),
                tr_lazy("COVID-19"),
                tr_lazy("Tetanus and diphtheria"),
                tr_lazy("Tetanus, diphtheria and whooping cough"),
                tr_lazy("Pneumococcal"),
                tr_lazy("Shingles"),
                tr_lazy("Hepatitis A"),
                tr_lazy("Hepatitis B"),
                tr_lazy("Measles, mumps and rubella"),
                tr_lazy("Tick-borne encephalitis"),
            ),
        ),
        Field("on_date", tr_lazy("Date"), Input.DATE, gaps=(Gap.UNKNOWN,)),
        Field("dose", tr_lazy("Which dose"), gaps=(Gap.UNKNOWN,), help=tr_lazy("Such as: 2 of 3, or booster.")),
        Field("maker", tr_lazy("Brand and maker"), gaps=(Gap.UNKNOWN,)),
        Field("lot", tr_lazy("Lot number"), gaps=(Gap.UNKNOWN,)),
        Field("organisation", tr_lazy("Where"), Input.NAME, refers_to="care_team", gaps=(Gap.UNKNOWN,)),
        Field(
            "premedication",
            tr_lazy("Medication given before"),
            gaps=(Gap.NONE, Gap.UNKNOWN),
            short=tr_lazy("Premedication"),
        ),
        Field(
            "reaction",
            tr_lazy("Reaction afterwards"),
            gaps=(Gap.NONE, Gap.UNKNOWN),
            help=tr_lazy("Such as: sore arm for a day. Press “none” if there was none."),
            told=_reaction,
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("vaccine", "on_date", "dose", "reaction", "lot"),
    title_of=lambda values: values.get("vaccine") or tr("Vaccination"),
    order_by=("-on_date", "vaccine"),
    states_none=tr_lazy("I have had no vaccinations"),
    states_unknown=tr_lazy("I do not know which I have had"),
    empty=tr_lazy("Copy your vaccination record, and note how you tolerated each dose."),
    example=tr_lazy("Influenza, October 2024, no reaction"),
)
