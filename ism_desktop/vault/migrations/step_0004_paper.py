"""Step 4: what keeps the paper from misleading: what to use with care, apart; a name in Latin letters; what a reaction was to."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: "Operations") -> None:
    """Add the columns; they stay empty for records that are there already."""
    op.add_column("emergency_card", sa.Column("use_with_care", sa.Text()))
    op.add_column("person", sa.Column("latin_name", sa.Text()))
    op.add_column("reactions", sa.Column("substance_class", sa.Text()))
