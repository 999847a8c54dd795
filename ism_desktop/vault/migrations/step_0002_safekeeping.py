"""Step 2: what a person chose for one vault, and the ledger of what left it."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: "Operations") -> None:
    """Make both tables; nothing that is there changes."""
    op.create_table(
        "vault_settings",
        sa.Column("name", sa.String(32), primary_key=True, nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
    )
    op.create_table(
        "departures",
        sa.Column("id", sa.String(32), primary_key=True, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64)),
    )
    op.create_index("ix_departures_at", "departures", ["at"])
