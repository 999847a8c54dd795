"""Step 3: what a person should know about a document's file, such as pages that could not be read."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(op: "Operations") -> None:
    """Add the column; it stays empty for documents that are there already."""
    op.add_column("documents", sa.Column("notices", sa.Text()))
