"""Versions of a document's pages, and for links from records to a page which page it is, wherever it stands."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: "Operations") -> None:
    """Make the table of versions; a document has rows in it from the first change of its pages on. Add a column to the links."""
    op.create_table(
        "document_versions",
        sa.Column("id", sa.String(32), primary_key=True, nullable=False),
        sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.id")),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("file_name", "media_type", "sha256", "file_id")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("fingerprint", "text_file_id", "text_from", "notices")),
        sa.Column("recipe", sa.JSON(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
    )
    op.create_index("ix_document_versions_fingerprint", "document_versions", ["fingerprint"])
    op.create_index("ix_document_versions_document", "document_versions", ["document_id", "number"])
    op.add_column("links", sa.Column("origin", sa.String(32)))
