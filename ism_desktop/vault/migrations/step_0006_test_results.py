"""Step 6: test results, a record for each collection with its values in one column."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: "Operations") -> None:
    """Make the table."""
    op.create_table(
        "test_results",
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
        sa.Column("taken_at", sa.Text()),
        sa.Column("lab", sa.Text()),
        sa.Column("ordered_by", sa.Text()),
        sa.Column("specimen", sa.Text()),
        sa.Column("fasting", sa.Boolean()),
        sa.Column("values", sa.Text()),
        sa.Column("tryptase_state", sa.Text()),
        sa.Column("onset_at", sa.Text()),
        sa.Column("drugs_taken", sa.Text()),
        sa.Column("notes", sa.Text()),
    )
    op.create_index("ix_test_results_deleted_at", "test_results", ["deleted_at"])
    op.create_index("ix_test_results_generation", "test_results", ["generation"])
