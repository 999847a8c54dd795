"""What a person keeps track of, and its values in the entries of the journal."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_TEXTS = ("tracker", "own", "sort", "unit", "lowest", "highest", "notes")


def upgrade(op: "Operations") -> None:
    """Make the table, and add the column of the entries; both stay empty."""
    op.create_table(
        "trackers",
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
        sa.Column("shown", sa.Boolean()),
        *(sa.Column(column, sa.Text()) for column in _TEXTS),
    )
    op.create_index("ix_trackers_deleted_at", "trackers", ["deleted_at"])
    op.create_index("ix_trackers_generation", "trackers", ["generation"])
    op.add_column("journal_entries", sa.Column("readings", sa.Text()))
