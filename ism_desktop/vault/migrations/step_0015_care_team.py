"""The care team: what an entry is, further phones, assistant, records release, times as point person; and who manages what."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_OF_TEAM = {
    **dict.fromkeys(("sort", "more_phones", "assistant", "release_what", "point_person_times"), sa.Text),
    **dict.fromkeys(("release_on", "release_until"), lambda: sa.String(16)),
}
_OF_TOPICS = ("topic", "own", "who", "part", "notes")


def upgrade(op: "Operations") -> None:
    """Add columns, which stay empty, and make the table. Names typed so far stay as they are: a name may be typed or point to an entry."""
    for column, type_ in _OF_TEAM.items():
        op.add_column("care_team", sa.Column(column, type_()))
    op.create_table(
        "care_topics",
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
        sa.Column("hidden", sa.Boolean()),
        *(sa.Column(column, sa.Text()) for column in _OF_TOPICS),
    )
    op.create_index("ix_care_topics_deleted_at", "care_topics", ["deleted_at"])
    op.create_index("ix_care_topics_generation", "care_topics", ["generation"])
