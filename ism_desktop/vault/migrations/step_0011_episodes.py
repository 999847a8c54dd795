"""Episodes as they happened, and their times."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES = {
    "episodes": {
        **dict.fromkeys(("began", "ended", "place", "came_before", "given", "outcome", "hospital", "notes"), sa.Text),
        **dict.fromkeys(("device_1", "device_2"), lambda: sa.String(32)),
    },
    "episode_times": {
        "episode": lambda: sa.String(32),
        **dict.fromkeys(("what", "symptom", "medicine", "at", "notes"), sa.Text),
        "pressed_at": lambda: sa.String(40),
        "mistaken": sa.Boolean,
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
    op.create_index("ix_episode_times_episode", "episode_times", ["episode"])
