"""The journal and the ledger of triggers."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_TEXTS = {
    "journal_entries": ("day", "begun", "ended", "symptoms", "exposures", "taken", "helped", "notes", "entered_on"),
    "triggers": ("trigger", "own", "state", "effect", "avoid", "reaction", "notes"),
}


def upgrade(op: "Operations") -> None:
    """Make the two tables; both are empty."""
    for name, texts in _TEXTS.items():
        own = [sa.Column(column, sa.Text()) for column in texts]
        if name == "journal_entries":
            own.append(sa.Column("still_going", sa.Boolean()))
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
            *own,
        )
        op.create_index(f"ix_{name}_deleted_at", name, ["deleted_at"])
        op.create_index(f"ix_{name}_generation", name, ["generation"])
    op.create_index("ix_journal_entries_begun", "journal_entries", ["begun"])
