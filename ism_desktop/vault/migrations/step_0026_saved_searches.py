"""Searches that are kept under a name."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: "Operations") -> None:
    """Make the table; it stays empty."""
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.String(32), primary_key=True, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.Column("deleted_at", sa.String(32)),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
        sa.Column("gaps", sa.JSON(), nullable=False),
        sa.Column("where_from", sa.Text()),
        sa.Column("confirmed_by", sa.Text()),
        sa.Column("confirmed_on", sa.String(16)),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    )
    op.create_index("ix_saved_searches_deleted_at", "saved_searches", ["deleted_at"])
    op.create_index("ix_saved_searches_generation", "saved_searches", ["generation"])
