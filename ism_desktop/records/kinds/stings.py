"""Stings: when, which insect as far as it is known and who says so, what happened and what was done."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_c, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import MomentColumn, NameColumn
from ism_desktop.records.kind import Field, Input, Kind, Values
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import Gap, Moment


class Sting(RecordTable):
    """One sting."""

    __tablename__ = "stings"

    happened: Mapped[Moment | None] = mapped_column(MomentColumn)
    insect: Mapped[str | None] = mapped_column(Text)
    insect_said_by: Mapped[str | None] = mapped_column(NameColumn)
    body_place: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    reaction: Mapped[str | None] = mapped_column(Text)
    done: Mapped[str | None] = mapped_column(Text)
    episode: Mapped[str | None] = mapped_column(String(32))
    notes: Mapped[str | None] = mapped_column(Text)


def reaction_words(values: Values) -> str:
    """In a list “none” alone would be read as anything, and a blank as none."""
    said = values.get("reaction")
    if isinstance(said, Gap):
        return tr("no reaction") if said is Gap.NONE else tr("reaction not known")
    return " ".join(str(said or "").split())


def sting_name(values: Values) -> str:
    """`Sting: Wasp`, without its day."""
    insect = values.get("insect")
    return tr("Sting: {insect}", insect=insect) if isinstance(insect, str) and insect else tr("Sting")


def _title(values: Values) -> str:
    happened, said = values.get("happened"), sting_name(values)
    if isinstance(happened, Moment):
        return tr_c("a sting and its day", "{sting}, {day}", sting=said, day=happened.date.words)
    return said


STINGS = Kind(
    name="stings",
    table=Sting,
    singular=tr_lazy("Sting"),
    plural=tr_lazy("Stings"),
    add=tr_lazy("Add sting"),
    new=tr_lazy("New sting"),
    counted=tr_n_lazy("{number} sting", "{number} stings"),
    icon="mdi6.bee",
    binder_tab="allergies",
    place="stings",
    fields=(
        Field("happened", tr_lazy("When"), Input.MOMENT, required=True, gaps=(Gap.UNKNOWN,)),
        Field(
            "insect",
            tr_lazy("Insect, as far as known"),
            short=tr_lazy("Insect"),
            gaps=(Gap.UNKNOWN,),
            suggestions=(
                tr_lazy("Wasp"),
                tr_lazy("Honey bee"),
                tr_lazy("Bumblebee"),
                tr_lazy("Hornet"),
                tr_lazy("Ant"),
                tr_lazy("Horsefly"),
            ),
        ),
        Field(
            "insect_said_by",
            tr_lazy("Who said which insect"),
            Input.NAME,
            refers_to="care_team",
            help=tr_lazy("Such as: I saw it; Dr Wren, from the sting that was left; a guess."),
        ),
        Field("body_place", tr_lazy("Where on the body"), help=tr_lazy("Such as: left forearm.")),
        Field("place", tr_lazy("Where I was")),
        Field(
            "reaction",
            tr_lazy("What happened"),
            Input.LONG_TEXT,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            told=reaction_words,
            help=tr_lazy("Press “none” if there was no reaction: that is worth knowing, too."),
        ),
        Field(
            "done",
            tr_lazy("What was done"),
            Input.LONG_TEXT,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            help=tr_lazy("Such as: one injector, ambulance, a night in hospital."),
        ),
        Field("episode", tr_lazy("Episode"), Input.REFERENCE, refers_to="episodes"),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("happened", "insect", "body_place", "reaction"),
    title_of=_title,
    order_by=("-happened", "created_at"),
    states_none=tr_lazy("I have not been stung"),
    states_unknown=tr_lazy("I do not know whether I was stung"),
    empty=tr_lazy("Every sting, also one that did nothing: allergists ask for all of them."),
    example=tr_lazy("Wasp, 20 August 2016, left forearm: fainted after ten minutes, adrenaline twice"),
)
