"""Illness in the family: mast cell disease, hereditary alpha-tryptasemia, osteoporosis, allergy, and anything else in own words."""

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records.columns import ChoicesColumn
from ism_desktop.records.kind import Field, Input, Kind, Values, choices, in_one_line
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import Gap


class Relative(RecordTable):
    """One relative, and what they have or had."""

    __tablename__ = "family_history"

    relative: Mapped[str | None] = mapped_column(Text)
    illnesses: Mapped[tuple[str, ...] | None] = mapped_column(ChoicesColumn)
    details: Mapped[str | None] = mapped_column(Text)
    age: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[str | None] = mapped_column(Text)


# What binder guides ask for: docs/clinical-sources.md, Health history.
ILLNESSES = choices(
    mast_cell=tr_lazy("Mast cell disease"),
    hat=tr_lazy("Hereditary alpha-tryptasemia (HaT)"),
    osteoporosis=tr_lazy("Osteoporosis"),
    allergy=tr_lazy("Allergy or anaphylaxis"),
    other=tr_lazy("Something else"),
)


def _illnesses(values: Values) -> str:
    """In a list “none” alone would be read as anything, and a blank as none."""
    said = values.get("illnesses")
    if isinstance(said, Gap):
        return tr("none of these illnesses") if said is Gap.NONE else tr("illnesses not known")
    return in_one_line(FAMILY_HISTORY.field("illnesses"), said)


FAMILY_HISTORY = Kind(
    name="family_history",
    table=Relative,
    singular=tr_lazy("Relative"),
    plural=tr_lazy("Family"),
    add=tr_lazy("Add relative"),
    new=tr_lazy("New relative"),
    counted=tr_n_lazy("{number} relative", "{number} relatives"),
    icon="mdi6.human-male-female-child",
    binder_tab="family_history",
    place="history",
    fields=(
        Field(
            "relative",
            tr_lazy("Who"),
            required=True,
            suggestions=(
                tr_lazy("Mother"),
                tr_lazy("Father"),
                tr_lazy("Sister"),
                tr_lazy("Brother"),
                tr_lazy("Daughter"),
                tr_lazy("Son"),
                tr_lazy("Mother’s mother"),
                tr_lazy("Mother’s father"),
                tr_lazy("Father’s mother"),
                tr_lazy("Father’s father"),
            ),
            help=tr_lazy("How they are related to you. A name is not needed."),
        ),
        Field(
            "illnesses",
            tr_lazy("Illness"),
            Input.CHOICES,
            choices=ILLNESSES,
            gaps=(Gap.NONE, Gap.UNKNOWN),
            told=_illnesses,
            help=tr_lazy("“none”: none of these. “not known”: nobody knows, or you could not ask."),
        ),
        Field("details", tr_lazy("In my own words"), Input.LONG_TEXT),
        Field("age", tr_lazy("Age when it began"), gaps=(Gap.UNKNOWN,), help=tr_lazy("Such as: 52, or as a child.")),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("relative", "illnesses", "details", "age"),
    title_of=lambda values: values.get("relative") or tr("Relative"),
    order_by=("created_at",),
    states_none=tr_lazy("Nobody in my family has any of these illnesses"),
    states_unknown=tr_lazy("I do not know my family’s illnesses"),
    empty=tr_lazy("Who in your family has a mast cell disease, HaT, osteoporosis or allergies?"),
    example=tr_lazy("Mother, osteoporosis, since she was 61"),
)
