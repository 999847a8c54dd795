"""The day on which an appointment of several days ends."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: "Operations") -> None:
    """Add the column, which stays empty."""
    op.add_column("appointments", sa.Column("last_day", sa.String(16)))
