"""Who has what, records requests and calls; earlier answers to questions, when to ask again, and which entry a question is about."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_TEXTS = {
    "given_papers": ("who", "what", "how", "notes", "paper", "departure"),
    "records_requests": ("asked", "what", "own_number", "send_to", "how", "missing", "notes"),
    "calls": ("with_whom", "spoke_to", "at", "number", "reference", "said", "next_action"),
    "question_answers": ("question", "answer", "answered_by", "answered_at", "proof"),
}
_DATES = {
    "given_papers": ("on_date",),
    "records_requests": ("asked_on", "due_on", "arrived_on"),
    "calls": ("next_on",),
    "question_answers": ("answered_on",),
}
_YES_NO = {"given_papers": ("with_results",), "records_requests": ("closed",), "calls": ("done",)}
_NUMBERS = {"given_papers": ("copy_number",)}


def upgrade(op: "Operations") -> None:
    """Make the tables and add columns; all of them are empty. The one answer that a question had stays where it is, as its latest."""
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
            *(sa.Column(column, sa.Text()) for column in texts),
            *(sa.Column(column, sa.String(16)) for column in _DATES[name]),
            *(sa.Column(column, sa.Boolean()) for column in _YES_NO.get(name, ())),
            *(sa.Column(column, sa.Integer()) for column in _NUMBERS.get(name, ())),
        )
        op.create_index(f"ix_{name}_deleted_at", name, ["deleted_at"])
        op.create_index(f"ix_{name}_generation", name, ["generation"])
    for column in ("answered_at", "proof", "about_kind", "about_id"):
        op.add_column("questions", sa.Column(column, sa.Text()))
    op.add_column("questions", sa.Column("ask_again_on", sa.String(16)))
