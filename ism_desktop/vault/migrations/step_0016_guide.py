"""Notes beside the guide, and answers in a person's own words."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES = {
    "guide_notes": {
        **dict.fromkeys(("statement", "said_by", "note", "sentence", "told_by"), sa.Text),
        "told_on": lambda: sa.String(16),
    },
    "prompt_answers": {
        **dict.fromkeys(("asked", "answer", "notes", "prompt"), sa.Text),
        "position": sa.Integer,
        "may_be_quoted": sa.Boolean,
    },
}


def upgrade(op: "Operations") -> None:
    """Make the two tables, both empty."""
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
            *(sa.Column(column, type_(), nullable=column != "position") for column, type_ in columns.items()),
        )
        op.create_index(f"ix_{name}_deleted_at", name, ["deleted_at"])
        op.create_index(f"ix_{name}_generation", name, ["generation"])
