"""Step 8: changes, refills, tapers and cycles of medications; who manages a medication, and how much of it is at hand."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_DATES = frozenset({"on_date", "expiry", "counted_on"})
_TABLES = {
    "medication_changes": (
        *("medication", "on_date", "what", "before", "now", "reason", "decided_by", "decided_by_other", "notes"),
    ),
    "medication_refills": (
        *("medication", "on_date", "quantity", "brand", "maker", "lot", "expiry", "excipients", "pharmacy", "cost"),
        "notes",
    ),
    "medication_plans": (
        *("medication", "name", "type", "steps", "reason", "written_by", "written_by_other", "notes"),
    ),
}


def upgrade(op: "Operations") -> None:
    """Make the tables, and add the new columns of medications; they stay empty."""
    for name, columns in _TABLES.items():
        _record_table(op, name, columns)
    for name in ("managed_by", "at_hand", "counted_on", "per_day", "expiry"):
        op.add_column("medications", _column(name))


def _column(name: str) -> sa.Column[str]:
    if name == "cost":
        return sa.Column(name, sa.String(32))
    return sa.Column(name, sa.String(16) if name in _DATES else sa.Text())


def _record_table(op: "Operations", name: str, columns: tuple[str, ...]) -> None:
    """A table of records: the columns that all have, then its own."""
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
        *(_column(column) for column in columns),
    )
    op.create_index(f"ix_{name}_deleted_at", name, ["deleted_at"])
    op.create_index(f"ix_{name}_generation", name, ["generation"])
