"""The monitoring plan, and premedication and procedure plans as they were written."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES = {
    "monitoring": {
        **dict.fromkeys(("what", "type", "every", "told_by", "told_by_other", "done_by"), sa.Text),
        **dict.fromkeys(("last_result", "last_report", "interval_unit", "status", "notes"), sa.Text),
        **dict.fromkeys(("told_on", "last_on", "next_on"), lambda: sa.String(16)),
        "interval": sa.Integer,
    },
    "procedure_plans": {
        **dict.fromkeys(("title", "procedures", "text", "written_by", "written_by_other", "status", "notes"), sa.Text),
        **dict.fromkeys(("written_on", "review_by"), lambda: sa.String(16)),
    },
}


def upgrade(op: "Operations") -> None:
    """Make the two tables; both are empty."""
    for name, columns in _TABLES.items():
        op.create_table(
            name,
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
            *(sa.Column(column, type_()) for column, type_ in columns.items()),
        )
        op.create_index(f"ix_{name}_deleted_at", name, ["deleted_at"])
        op.create_index(f"ix_{name}_generation", name, ["generation"])
