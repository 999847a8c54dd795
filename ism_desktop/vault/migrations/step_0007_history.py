"""Reports, fractures, what the diagnosis rests on, procedures, other illnesses, vaccinations, family, implants; the advance directive."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_DATES = frozenset({"on_date", "since", "until", "removed_on"})
_TABLES = {
    "reports": (
        *("title", "type", "on_date", "by_whom", "organisation", "area", "method", "findings", "conclusion"),
        *("contrast", "contrast_course", "machine", "bone_density", "notes"),
    ),
    "fractures": ("bone", "on_date", "force", "cause", "found_by", "treatment", "notes"),
    "diagnosis_evidence": ("topic", "state", "said", "on_date", "method", "by_whom", "report", "notes"),
    "procedures": (
        *("name", "on_date", "reason", "by_whom", "organisation", "anaesthesia", "anaesthetist", "premedication"),
        *("drugs", "contrast", "contrast_course", "complications", "report", "notes"),
    ),
    "conditions": ("name", "status", "severity", "since", "until", "said_by", "treatment", "notes"),
    "vaccinations": (
        *("vaccine", "on_date", "dose", "maker", "lot", "organisation", "premedication", "reaction", "notes"),
    ),
    "family_history": ("relative", "illnesses", "details", "age", "notes"),
    "implants": (
        *("name", "body_site", "status", "on_date", "removed_on", "organisation", "maker", "model", "serial", "lot"),
        *("mri", "notes"),
    ),
}


def upgrade(op: "Operations") -> None:
    """Make the tables, and add the columns of the advance directive to the person; they stay empty."""
    for name, columns in _TABLES.items():
        _record_table(op, name, columns)
    op.add_column("person", sa.Column("directive", sa.Boolean()))
    op.add_column("person", sa.Column("directive_what", sa.Text()))
    op.add_column("person", sa.Column("directive_where", sa.Text()))


def _record_table(op: "Operations", name: str, columns: tuple[str, ...]) -> None:
    """A table of records: the columns that all have, then its own, which hold dates or text."""
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
        *(sa.Column(column, sa.String(16) if column in _DATES else sa.Text()) for column in columns),
    )
    op.create_index(f"ix_{name}_deleted_at", name, ["deleted_at"])
    op.create_index(f"ix_{name}_generation", name, ["generation"])
