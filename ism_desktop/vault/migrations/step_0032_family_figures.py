"""What the insurer itself says about the limits of a family, beside what it says about one person."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: "Operations") -> None:
    """Add the columns; both are empty."""
    for name in ("said_family_deductible", "said_family_out_of_pocket"):
        op.add_column("policies", sa.Column(name, sa.String(32)))
