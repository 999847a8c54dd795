"""Publications from PubMed files, and the imports of such files."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_TABLES = {
    "publications": {
        "pmid": sa.Text,
        "doi": sa.Text,
        "published": lambda: sa.String(16),
        "state": sa.Text,
        "news": sa.Text,
        "question": lambda: sa.String(32),
        **dict.fromkeys(("title", "journal", "types", "relations", "notes", "authors", "abstract"), sa.Text),
    },
    "publication_imports": {
        "on_date": lambda: sa.String(16),
        **dict.fromkeys(("file_name", "file_format"), sa.Text),
        **dict.fromkeys(("total", "new", "known", "changed", "refused"), sa.Integer),
        **dict.fromkeys(("refusals", "search", "notes"), sa.Text),
    },
}


def upgrade(op: "Operations") -> None:
    """Make both tables, empty."""
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
    for column in ("pmid", "doi"):
        op.create_index(f"ix_publications_{column}", "publications", [column])
    listed = ["deleted_at", "state", "news", "published", "created_at", "id"]
    op.create_index("ix_publications_list", "publications", listed)
