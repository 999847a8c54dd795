"""Tasks; what was decided in an appointment, when it ends, and from which calendar it came."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_OF_APPOINTMENTS = ("until", "decisions", "calendar_uid", "calendar_said")
_OF_TASKS = ("what", "owner", "appointment", "part", "notes")


def upgrade(op: "Operations") -> None:
    """Add columns, which stay empty, and make the table."""
    for column in _OF_APPOINTMENTS:
        op.add_column("appointments", sa.Column(column, sa.Text()))
    op.create_table(
        "tasks",
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
        *(sa.Column(column, sa.Text()) for column in _OF_TASKS),
        *(sa.Column(column, sa.String(16)) for column in ("due_on", "done_on")),
    )
    op.create_index("ix_tasks_deleted_at", "tasks", ["deleted_at"])
    op.create_index("ix_tasks_generation", "tasks", ["generation"])
