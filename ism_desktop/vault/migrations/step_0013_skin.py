"""Scores from the clinic, stings, venom immunotherapy, series of photos; and whether a document is printed in the binder."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES = {
    "clinic_scores": {
        **dict.fromkeys(("instrument", "total", "range", "given_by_other", "notes"), sa.Text),
        "on_date": lambda: sa.String(16),
        "given_by": lambda: sa.String(32),
    },
    "stings": {
        **dict.fromkeys(
            ("happened", "insect", "insect_said_by", "body_place", "place", "reaction", "done", "notes"), sa.Text
        ),
        "episode": lambda: sa.String(32),
    },
    "venom_doses": {
        **dict.fromkeys(("preparation", "dose", "lot", "body_place", "reaction", "given_by_other", "notes"), sa.Text),
        **dict.fromkeys(("on_date", "next_on"), lambda: sa.String(16)),
        "given_by": lambda: sa.String(32),
    },
    "photo_series": dict.fromkeys(("name", "body_area", "notes"), sa.Text),
}


def upgrade(op: "Operations") -> None:
    """Make the four tables, all empty; the new column stays empty for documents that are there already."""
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
    op.add_column("documents", sa.Column("print_in_binder", sa.Boolean()))
