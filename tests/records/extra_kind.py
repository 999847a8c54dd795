"""A kind of record that the program does not ship: every way in which a field can be typed, in one record, with its own table.

It is what a developer adds for a new kind: here two files would be written (this kind, and its migration) and two entries made
(`KINDS`, `STEPS`). Given to pytest with `-p tests.records.extra_kind` it makes those two entries, before anything else reads them.
"""

import sys
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from ism_desktop.language import tr, tr_lazy, tr_n_lazy
from ism_desktop.records import kinds
from ism_desktop.records.columns import ChoicesColumn, MomentColumn, MoneyColumn, QuantityColumn, RowsColumn
from ism_desktop.records.kind import Field, Group, Input, Kind, choices
from ism_desktop.records.table import RecordTable
from ism_desktop.records.values import Gap, Moment, Money, Quantity, Rows

if TYPE_CHECKING:
    from alembic.operations import Operations


# The file of the kind -----------------------------------------------------------------------------------------------------


class Checkup(RecordTable):
    """A visit with what was measured, what it cost, and how it felt."""

    __tablename__ = "checkups"

    name: Mapped[str | None] = mapped_column(Text)
    at: Mapped[Moment | None] = mapped_column(MomentColumn)
    tryptase: Mapped[Quantity | None] = mapped_column(QuantityColumn)
    cost: Mapped[Money | None] = mapped_column(MoneyColumn)
    itching: Mapped[int | None] = mapped_column(Integer)
    symptoms: Mapped[tuple[str, ...] | None] = mapped_column(ChoicesColumn)
    lines: Mapped[Rows | None] = mapped_column(RowsColumn)
    notes: Mapped[str | None] = mapped_column(Text)


_SYMPTOMS = choices(
    flushing=tr_lazy("Flushing"), itch=tr_lazy("Itch"), fainting=tr_lazy("Fainting"), bones=tr_lazy("Bone pain")
)
_MEASURED = Group("measured", tr_lazy("What was measured"))

CHECKUPS = Kind(
    name="checkups",
    table=Checkup,
    singular=tr_lazy("Checkup"),
    plural=tr_lazy("Checkups"),
    add=tr_lazy("Add checkup"),
    new=tr_lazy("New checkup"),
    counted=tr_n_lazy("{number} checkup", "{number} checkups"),
    icon="mdi6.clipboard-pulse-outline",
    binder_tab="checkups",
    place="checkups",
    fields=(
        Field("name", tr_lazy("Title"), required=True),
        Field("at", tr_lazy("When"), Input.MOMENT, gaps=(Gap.UNKNOWN,)),
        Field("tryptase", tr_lazy("Tryptase"), Input.QUANTITY, units=("ng/mL",), gaps=(Gap.UNKNOWN,), group=_MEASURED),
        Field("cost", tr_lazy("Cost"), Input.MONEY, currency="EUR", gaps=(Gap.NONE,)),
        Field(
            "itching",
            tr_lazy("Itching"),
            Input.SCALE,
            scale_ends=(tr_lazy("none at all"), tr_lazy("as bad as it can be")),
            group=_MEASURED,
        ),
        Field("symptoms", tr_lazy("Symptoms"), Input.CHOICES, choices=_SYMPTOMS, gaps=(Gap.NONE,), group=_MEASURED),
        Field(
            "lines",
            tr_lazy("Values and lines"),
            Input.ROWS,
            add_row=tr_lazy("Add a line"),
            gaps=(Gap.NONE,),
            fields=(
                Field("what", tr_lazy("What"), required=True),
                Field("value", tr_lazy("Value"), Input.QUANTITY, gaps=(Gap.UNKNOWN,)),
                Field("price", tr_lazy("Price"), Input.MONEY, currency="EUR"),
                Field("on", tr_lazy("Date"), Input.DATE),
                Field("at", tr_lazy("When"), Input.MOMENT),
                Field("flag", tr_lazy("Flag"), Input.CHOICE, choices=choices(low=tr_lazy("low"), high=tr_lazy("high"))),
                Field("with_", tr_lazy("Together with"), Input.CHOICES, choices=_SYMPTOMS),
                Field("fasting", tr_lazy("Fasting"), Input.YES_NO),
                Field("effort", tr_lazy("Effort"), Input.SCALE),
                Field("times", tr_lazy("Times"), Input.NUMBER, minimum=1, maximum=9),
            ),
        ),
        Field("notes", tr_lazy("Notes"), Input.LONG_TEXT),
    ),
    columns=("name", "at", "tryptase", "cost", "itching", "symptoms", "lines"),
    title_of=lambda values: values.get("name") or tr("Checkup"),
    order_by=("-at", "cost", "tryptase", "symptoms", "lines"),
    states_none=tr_lazy("I had no checkup"),
    empty=tr_lazy("Write down what was measured."),
)


# The file of the migration ------------------------------------------------------------------------------------------------


class Migration:
    """What `step_NNNN_….py` would hold."""

    @staticmethod
    def upgrade(op: "Operations") -> None:
        """Make the table."""
        own = [sa.Column(name, sa.Text()) for name in ("name", "at", "tryptase", "cost", "symptoms", "lines", "notes")]
        op.create_table(
            "checkups",
            sa.Column("id", sa.String(32), primary_key=True),
            sa.Column("created_at", sa.String(32), nullable=False),
            sa.Column("updated_at", sa.String(32), nullable=False),
            sa.Column("deleted_at", sa.String(32), index=True),
            sa.Column("generation", sa.Integer(), nullable=False, index=True),
            sa.Column("author", sa.String(16), nullable=False),
            sa.Column("gaps", sa.JSON(), nullable=False),
            sa.Column("where_from", sa.Text()),
            sa.Column("confirmed_by", sa.Text()),
            sa.Column("confirmed_on", sa.String(16)),
            sa.Column("itching", sa.Integer()),
            *own,
        )


# The two entries ----------------------------------------------------------------------------------------------------------


def _enter() -> None:
    """Write the kind into `KINDS` and its migration into `STEPS`, also where these were read while the vault's room was loaded."""
    kinds.KINDS = (*kinds.KINDS, CHECKUPS)
    kinds.BY_NAME[CHECKUPS.name] = CHECKUPS
    from ism_desktop.vault import migrations, opening

    shipped, steps = migrations.STEPS, (*migrations.STEPS, Migration)
    for name, module in list(sys.modules.items()):
        if name.startswith("ism_desktop.") and getattr(module, "STEPS", None) is shipped:
            vars(module)["STEPS"] = steps
    for function in vars(opening).values():
        if "steps" in (getattr(function, "__kwdefaults__", None) or {}):
            function.__kwdefaults__["steps"] = steps


_enter()
