"""What every record table has in common: the columns that say where a fact comes from, and the tables beside the records."""

import uuid
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ism_desktop.records.columns import DateColumn, NameColumn
from ism_desktop.records.values import PartialDate

__all__ = [
    "Base",
    "DateColumn",
    "Departure",
    "DocumentVersion",
    "FormerValues",
    "Link",
    "NameColumn",
    "Printed",
    "RecordTable",
    "Statement",
    "VaultSetting",
    "new_id",
]


class Base(DeclarativeBase):
    """The metadata of every table in `records.db` but the vault's own."""


def new_id() -> str:
    """A fresh record id: a random UUID as 32 hex digits."""
    return uuid.uuid4().hex


class RecordTable(Base):
    """The columns of every record.

    Times are UTC, ISO 8601 to the microsecond. `generation` is the vault's generation when the row last changed: search and the
    "your card differs" line catch up by it. `gaps` maps a field's name to "unknown" or "none" where a person said so.
    """

    __abstract__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    created_at: Mapped[str] = mapped_column(String(32))
    updated_at: Mapped[str] = mapped_column(String(32))
    deleted_at: Mapped[str | None] = mapped_column(String(32), index=True)
    generation: Mapped[int] = mapped_column(Integer, index=True)
    author: Mapped[str] = mapped_column(String(16))
    gaps: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    where_from: Mapped[str | None] = mapped_column(Text)
    confirmed_by: Mapped[str | None] = mapped_column(NameColumn)
    confirmed_on: Mapped[PartialDate | None] = mapped_column(DateColumn)


class FormerValues(Base):
    """One row for every save, trash and restore: what the record said before, who changed it, and when."""

    __tablename__ = "history"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(32))
    record_id: Mapped[str] = mapped_column(String(32))
    at: Mapped[str] = mapped_column(String(32))
    author: Mapped[str] = mapped_column(String(16))
    action: Mapped[str] = mapped_column(String(16))
    former: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (Index("ix_history_record", "kind", "record_id", "at"),)


class Link(Base):
    """A record's proof: the document, and the page where it says so (counted from 1; none for the whole document).

    `origin` is which page it is, whatever its place (`page_links`): set when the pages of the document were first changed. With an
    origin and no page, the page is not in the version that is in use.
    """

    __tablename__ = "links"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    created_at: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(32))
    record_id: Mapped[str] = mapped_column(String(32))
    document_id: Mapped[str] = mapped_column(String(32), ForeignKey("documents.id"))
    page: Mapped[int | None] = mapped_column(Integer)
    note: Mapped[str | None] = mapped_column(Text)
    origin: Mapped[str | None] = mapped_column(String(32))

    __table_args__ = (Index("ix_links_record", "kind", "record_id"), Index("ix_links_document", "document_id"))


class DocumentVersion(Base):
    """A file that is kept for a document beside the one in use: number 0 is an original as it came in, 1 and on are what was made of it.

    Written when the pages of a document are first changed, and never changed afterwards but for its text. Of a document that was joined
    from several files each of them is an original. Without a document it is a file that waits in a draft.
    """

    __tablename__ = "document_versions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    document_id: Mapped[str | None] = mapped_column(String(32), ForeignKey("documents.id"))
    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[str] = mapped_column(String(32))
    author: Mapped[str] = mapped_column(String(16))
    file_name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str | None] = mapped_column(Text, index=True)
    pages: Mapped[int] = mapped_column(Integer)
    file_id: Mapped[str] = mapped_column(Text)
    text_file_id: Mapped[str | None] = mapped_column(Text)
    text_from: Mapped[str | None] = mapped_column(Text)
    notices: Mapped[str | None] = mapped_column(Text)
    recipe: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    origins: Mapped[list[str]] = mapped_column(JSON, default=list)

    __table_args__ = (Index("ix_document_versions_document", "document_id", "number"),)


class Statement(Base):
    """What a person said of a whole kind: "I have no known allergies" (`none`), or "not known"."""

    __tablename__ = "statements"

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    answer: Mapped[str] = mapped_column(String(16))
    at: Mapped[str] = mapped_column(String(32))
    author: Mapped[str] = mapped_column(String(16))


class Printed(Base):
    """One row for every paper that left the vault: which, its number, when, and what it said, so that a later difference can be shown."""

    __tablename__ = "printed"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper: Mapped[str] = mapped_column(String(16))
    number: Mapped[int] = mapped_column(Integer)
    at: Mapped[str] = mapped_column(String(32))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    in_use: Mapped[bool] = mapped_column(Boolean, default=True)


class VaultSetting(Base):
    """What a person chose for this vault, or what the program noted about keeping it safe; see `vault_settings`."""

    __tablename__ = "vault_settings"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    updated_at: Mapped[str] = mapped_column(String(32))


class Departure(Base):
    """One row for everything that left the vault unencrypted; see `departures`."""

    __tablename__ = "departures"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    at: Mapped[str] = mapped_column(String(32))
    author: Mapped[str] = mapped_column(String(16))
    what: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    files: Mapped[int] = mapped_column(Integer)
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (Index("ix_departures_at", "at"),)
