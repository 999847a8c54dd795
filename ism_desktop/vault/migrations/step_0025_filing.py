"""Filing: tags, where the paper is, rules that propose, and which documents are still to be filed."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_TEXTS = {
    "tags": ("colour", "icon", "notes"),
    "filing_rules": ("text_words", "file_words", "from_sender", "type", "sender", "tags", "title", "notes"),
}


def upgrade(op: "Operations") -> None:
    """Make the tables and add columns; all of them are empty, so every document that is here already counts as filed."""
    own = {
        "tags": (sa.Column("name", sa.Text(), nullable=False),),
        "filing_rules": (sa.Column("position", sa.Integer(), nullable=False), sa.Column("switched_off", sa.Boolean())),
    }
    for name, texts in _TEXTS.items():
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
            *own[name],
            *(sa.Column(column, sa.Text()) for column in texts),
        )
        op.create_index(f"ix_{name}_deleted_at", name, ["deleted_at"])
        op.create_index(f"ix_{name}_generation", name, ["generation"])
    for column in ("tags", "shelf_mark", "label_number", "filing"):
        op.add_column("documents", sa.Column(column, sa.Text()))
    op.create_index("ix_documents_filing", "documents", ["filing"])
