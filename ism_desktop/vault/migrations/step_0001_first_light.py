"""First light: the person and the emergency card, treatment, care, questions, documents, and the tables beside the records."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_DATE = sa.String(16)


def upgrade(op: "Operations") -> None:
    """Make every table of the first release."""
    _person(op)
    _emergency(op)
    _treatment(op)
    _care(op)
    _documents(op)
    _beside_the_records(op)


def _record_table(op: "Operations", name: str, *columns: sa.Column[object]) -> None:
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
        sa.Column("confirmed_on", _DATE),
        *columns,
    )
    op.create_index(f"ix_{name}_deleted_at", name, ["deleted_at"])
    op.create_index(f"ix_{name}_generation", name, ["generation"])


def _person(op: "Operations") -> None:
    _record_table(
        op,
        "person",
        sa.Column("name", sa.Text()),
        sa.Column("birth_date", _DATE),
        sa.Column("phone", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("address", sa.Text()),
        sa.Column("languages", sa.Text()),
        sa.Column("communication", sa.Text()),
        sa.Column("diagnosis", sa.Text()),
        sa.Column("diagnosis_line", sa.Text()),
        sa.Column("classification", sa.Text()),
        sa.Column("diagnosed_on", _DATE),
        sa.Column("diagnosed_at", sa.Text()),
        sa.Column("skin", sa.Boolean()),
        sa.Column("asthma", sa.Boolean()),
        sa.Column("weight", sa.Text()),
        sa.Column("height", sa.Text()),
        sa.Column("story", sa.Text()),
    )
    _record_table(
        op,
        "emergency_card",
        sa.Column("emergency_number", sa.Text()),
        sa.Column("second_number", sa.Text()),
        sa.Column("do_not_give", sa.Text()),
        sa.Column("do_not_give_by", sa.Text()),
        sa.Column("do_not_give_on", _DATE),
        sa.Column("after_adrenaline", sa.Text()),
        sa.Column("tryptase", sa.Text()),
        sa.Column("tryptase_on", _DATE),
        sa.Column("premedication", sa.Boolean()),
        sa.Column("premedication_where", sa.Text()),
        sa.Column("print_steps", sa.Boolean()),
        sa.Column("review_by", _DATE),
    )


def _emergency(op: "Operations") -> None:
    _record_table(
        op,
        "emergency_contacts",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("relation", sa.Text()),
        sa.Column("phone", sa.Text()),
        sa.Column("second_phone", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("notes", sa.Text()),
    )
    _record_table(
        op,
        "adrenaline_devices",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("product", sa.Text()),
        sa.Column("strength", sa.Text()),
        sa.Column("route", sa.Text()),
        sa.Column("expiry", _DATE),
        sa.Column("lot", sa.Text()),
        sa.Column("kept_where", sa.Text()),
        sa.Column("second_dose_minutes", sa.Integer()),
        sa.Column("status", sa.Text()),
        sa.Column("prescriber", sa.Text()),
        sa.Column("trained_on", _DATE),
        sa.Column("recall_note", sa.Text()),
    )


def _treatment(op: "Operations") -> None:
    _record_table(
        op,
        "reactions",
        sa.Column("substance", sa.Text()),
        sa.Column("type", sa.Text()),
        sa.Column("reaction", sa.Text()),
        sa.Column("severity", sa.Text()),
        sa.Column("certainty", sa.Text()),
        sa.Column("happened_on", _DATE),
        sa.Column("dose", sa.Text()),
        sa.Column("treatment", sa.Text()),
        sa.Column("on_card", sa.Boolean()),
        sa.Column("notes", sa.Text()),
    )
    _record_table(
        op,
        "tolerated",
        sa.Column("substance", sa.Text()),
        sa.Column("category", sa.Text()),
        sa.Column("happened_on", _DATE),
        sa.Column("occasion", sa.Text()),
        sa.Column("premedication", sa.Text()),
        sa.Column("on_card", sa.Boolean()),
        sa.Column("notes", sa.Text()),
    )
    _record_table(
        op,
        "medications",
        sa.Column("name", sa.Text()),
        sa.Column("brand", sa.Text()),
        sa.Column("type", sa.Text()),
        sa.Column("strength", sa.Text()),
        sa.Column("form", sa.Text()),
        sa.Column("directions", sa.Text()),
        sa.Column("use", sa.Text()),
        sa.Column("reason", sa.Text()),
        sa.Column("prescriber", sa.Text()),
        sa.Column("started_on", _DATE),
        sa.Column("stopped_on", _DATE),
        sa.Column("stopped_why", sa.Text()),
        sa.Column("emergency_class", sa.Text()),
        sa.Column("side_effects", sa.Text()),
        sa.Column("excipients", sa.Text()),
        sa.Column("pharmacy", sa.Text()),
        sa.Column("notes", sa.Text()),
    )


def _care(op: "Operations") -> None:
    _record_table(
        op,
        "care_team",
        sa.Column("name", sa.Text()),
        sa.Column("role", sa.Text()),
        sa.Column("organisation", sa.Text()),
        sa.Column("point_person", sa.Boolean()),
        sa.Column("phone", sa.Text()),
        sa.Column("direct_phone", sa.Text()),
        sa.Column("fax", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("portal", sa.Text()),
        sa.Column("address", sa.Text()),
        sa.Column("hours", sa.Text()),
        sa.Column("best_way", sa.Text()),
        sa.Column("looks_after", sa.Text()),
        sa.Column("on_card", sa.Boolean()),
        sa.Column("notes", sa.Text()),
    )
    _record_table(
        op,
        "appointments",
        sa.Column("on_date", _DATE),
        sa.Column("at_time", sa.Text()),
        sa.Column("time_zone", sa.Text()),
        sa.Column("with_member", sa.Text()),
        sa.Column("with_whom", sa.Text()),
        sa.Column("purpose", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("status", sa.Text()),
        sa.Column("prepare", sa.Text()),
        sa.Column("notes", sa.Text()),
        sa.Column("to_do", sa.Text()),
    )
    _record_table(
        op,
        "questions",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("appointment", sa.Text()),
        sa.Column("specialist", sa.Text()),
        sa.Column("status", sa.Text()),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_by", sa.Text()),
        sa.Column("answered_on", _DATE),
        sa.Column("bank_id", sa.Text()),
    )


def _documents(op: "Operations") -> None:
    _record_table(
        op,
        "documents",
        sa.Column("title", sa.Text()),
        sa.Column("type", sa.Text()),
        sa.Column("document_date", _DATE),
        sa.Column("source", sa.Text()),
        sa.Column("notes", sa.Text()),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("text_file_id", sa.Text()),
        sa.Column("text_from", sa.Text()),
        sa.Column("imported_at", sa.Text(), nullable=False),
    )
    op.create_index("ix_documents_fingerprint", "documents", ["fingerprint"])


def _beside_the_records(op: "Operations") -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.String(32), primary_key=True, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("former", sa.JSON(), nullable=False),
    )
    op.create_index("ix_history_record", "history", ["kind", "record_id", "at"])
    op.create_table(
        "printed",
        sa.Column("id", sa.String(32), primary_key=True, nullable=False),
        sa.Column("paper", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "statements",
        sa.Column("kind", sa.String(32), primary_key=True, nullable=False),
        sa.Column("answer", sa.String(16), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("author", sa.String(16), nullable=False),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.String(32), primary_key=True, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("record_id", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(32), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("note", sa.Text()),
    )
    op.create_index("ix_links_document", "links", ["document_id"])
    op.create_index("ix_links_record", "links", ["kind", "record_id"])
