"""Fields that the person defines for documents, and what each document says in them."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: "Operations") -> None:
    """Make the table and add the column; both are empty."""
    op.create_table(
        "own_fields",
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
        *(sa.Column(column, sa.Text()) for column in ("sort", "unit", "answers", "document_kinds", "notes")),
    )
    op.create_index("ix_own_fields_deleted_at", "own_fields", ["deleted_at"])
    op.create_index("ix_own_fields_generation", "own_fields", ["generation"])
    op.add_column("documents", sa.Column("own_values", sa.Text()))
