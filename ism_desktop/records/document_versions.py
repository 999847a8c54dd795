"""Versions of a document: the files as they came in, and what was made of their pages. One of them is in use, and all readers see that.

The record of a document describes the file in use. The first change writes a row for the original and one for the version; from then on
each change adds a row. To use another one is an ordinary save of the document, so that the history can take it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ism_desktop.errors import RecordMissing
from ism_desktop.language import tr
from ism_desktop.media_types import IN_WORDS
from ism_desktop.records import authors, store
from ism_desktop.records.kinds.documents import DOCUMENTS, FILE_FIELDS, Document
from ism_desktop.records.table import DocumentVersion, new_id

Step = Mapping[str, Any]
"""What was done, as plain data: `step` with its values; `records/version_words` says it."""

NAME = DocumentVersion.__tablename__

LOCKED, UNLOCK = "locked", "unlock"
"""The steps of an original that came locked with a password, which is kept and cannot be used, and of the version without the lock."""


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a document. `is_original`: as it came in; `in_use`: the one that is shown, searched, printed and bound."""

    id: str
    document_id: str
    number: int
    at: str
    author: str
    file_name: str
    file: Mapping[str, Any]
    recipe: tuple[Step, ...]
    in_use: bool

    @property
    def is_original(self) -> bool:
        """Whether this is a file as it came in."""
        return self.number == 0

    @property
    def is_part(self) -> bool:
        """Whether this is an original of which only pages were taken over: one of several files that were joined, or one that was added."""
        return self.is_original and bool(self.recipe) and not self.is_locked

    @property
    def is_locked(self) -> bool:
        """Whether this is an original that opens with its password only: it can be handed out, and nothing else."""
        return self.is_original and any(step.get("step") == LOCKED for step in self.recipe)

    @property
    def is_unlocked(self) -> bool:
        """Whether this is such an original without its lock, and otherwise as it came."""
        return any(step.get("step") == UNLOCK for step in self.recipe)

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return int(self.file["pages"])


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version that was made: its file's fields as a document has them (`FILE_FIELDS`), what was done, and which page each is."""

    id: str
    file_name: str
    file: Mapping[str, Any]
    recipe: Sequence[Step]
    origins: Sequence[str]


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that waits in a draft, encrypted, and belongs to no document yet."""

    id: str
    file_name: str
    file: Mapping[str, Any]
    fingerprint: str


def of_document(session: Session, document_id: str) -> list[Version]:
    """All versions of a document, the originals first; of one that was never changed, its original alone."""
    record = store.get(session, DOCUMENTS, document_id)
    rows = list(
        session.scalars(
            select(DocumentVersion)
            .where(DocumentVersion.document_id == document_id)
            .order_by(DocumentVersion.number, DocumentVersion.at, DocumentVersion.id)
        )
    )
    values = record.values
    if not rows:
        file = {name: values[name] for name in FILE_FIELDS}
        at, name = values["imported_at"], values["file_name"]
        return [Version(document_id, document_id, 0, at, record.author, name, file, (), in_use=True)]
    return [
        Version(
            row.id,
            document_id,
            row.number,
            row.at,
            row.author,
            row.file_name,
            _file(row),
            tuple(row.recipe),
            in_use=row.file_id == values["file_id"],
        )
        for row in rows
    ]


def _file(row: DocumentVersion) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FILE_FIELDS}


def following_number(session: Session, document_id: str) -> int:
    """The number of the version that is made next."""
    last = session.scalar(select(func.max(DocumentVersion.number)).where(DocumentVersion.document_id == document_id))
    return (last or 0) + 1


def add(session: Session, document_id: str, made: NewVersion) -> None:
    """Keep a version that was made, and use it from now on. Raises RecordMissing."""
    record = store.get(session, DOCUMENTS, document_id)
    number = following_number(session, document_id)
    _keep_original(session, record)
    _note_text(session, record)
    author = authors.of(session)
    session.add(
        DocumentVersion(
            id=made.id,
            document_id=document_id,
            number=number,
            at=store.now(),
            author=author,
            file_name=made.file_name,
            recipe=[dict(step) for step in made.recipe],
            origins=list(made.origins),
            **made.file,
        )
    )
    session.flush()
    store.save(session, DOCUMENTS, made.file, record_id=document_id)


def add_first(
    session: Session, document_id: str, file_name: str, file: Mapping[str, Any], recipe: Sequence[Step]
) -> None:
    """Note that the file which a new document was saved with was made, of files that become its originals."""
    session.add(
        DocumentVersion(
            id=new_id(),
            document_id=document_id,
            number=1,
            at=store.now(),
            author=authors.of(session),
            file_name=file_name,
            recipe=[dict(step) for step in recipe],
            origins=[f"1:{place}" for place in range(1, int(file["pages"]) + 1)],
            **file,
        )
    )
    session.flush()


def add_unlocked(session: Session, document_id: str, original: Staged, unlocked: Mapping[str, Any]) -> None:
    """Note that the file which a new document was saved with is its original without the lock, and keep that as it came."""
    about = {"document_id": document_id, "at": store.now(), "author": authors.of(session)}
    pages = int(unlocked["pages"])
    fingerprint, recipe = original.fingerprint, [{"step": LOCKED}]
    names = {"file_name": original.file_name, "id": original.id}
    session.add(
        DocumentVersion(number=0, fingerprint=fingerprint, recipe=recipe, origins=[], **names, **about, **original.file)
    )
    names = {"file_name": original.file_name, "id": new_id()}
    # Each page is the original's: links to it hold, whichever is in use.
    origins = [f"0:{page}" for page in range(1, pages + 1)]
    session.add(DocumentVersion(number=1, recipe=[{"step": UNLOCK}], origins=origins, **names, **about, **unlocked))
    session.flush()


def _keep_original(session: Session, record: store.Record) -> None:
    known = session.scalar(
        select(func.count()).select_from(DocumentVersion).where(DocumentVersion.document_id == record.id)
    )
    if known:
        return
    values = record.values
    session.add(
        DocumentVersion(
            id=new_id(),
            document_id=record.id,
            number=0,
            at=values["imported_at"],
            author=record.author,
            file_name=values["file_name"],
            fingerprint=values["fingerprint"],
            recipe=[],
            origins=[],
            **{name: values[name] for name in FILE_FIELDS},
        )
    )
    session.flush()


def _note_text(session: Session, record: store.Record) -> None:
    """The text of the version in use may have been read anew or corrected since: the version keeps the latest."""
    row = session.scalars(
        select(DocumentVersion).where(
            DocumentVersion.document_id == record.id, DocumentVersion.file_id == record.values["file_id"]
        )
    ).first()
    if row is not None:
        row.text_file_id, row.text_from = record.values["text_file_id"], record.values["text_from"]


def use(session: Session, document_id: str, version_id: str) -> None:
    """Use another version from now on; none is lost. Raises RecordMissing."""
    record = store.get(session, DOCUMENTS, document_id)
    row = session.get(DocumentVersion, version_id)
    if row is None or row.document_id != document_id or (row.number == 0 and row.recipe):
        raise RecordMissing(
            tr("This earlier version no longer exists."), tr("Close it and open it again to see its history.")
        )
    _note_text(session, record)
    store.save(session, DOCUMENTS, _file(row), record_id=document_id)


# Files that wait in a draft -----------------------------------------------------------------------------------------------


def stage(session: Session, staged: Staged, step: Step | None = None) -> None:
    """Keep a file that a draft names, so that the checks know whose it is; `step` says what it is where no draft does."""
    session.add(
        DocumentVersion(
            id=staged.id,
            document_id=None,
            number=0,
            at=store.now(),
            author=authors.of(session),
            file_name=staged.file_name,
            fingerprint=staged.fingerprint,
            recipe=[{"step": "part"} if step is None else dict(step)],
            origins=[],
            **staged.file,
        )
    )
    session.flush()


def staged(session: Session, ids: Sequence[str]) -> list[Staged]:
    """The waiting files with these ids, in this order; those that are gone are left out."""
    rows = {row.id: row for row in session.scalars(select(DocumentVersion).where(DocumentVersion.id.in_(ids)))}
    found = [rows[each] for each in ids if each in rows and rows[each].document_id is None]
    return [Staged(row.id, row.file_name, _file(row), row.fingerprint or "") for row in found]


def all_staged(session: Session) -> list[str]:
    """The ids of all files that wait in drafts."""
    return list(session.scalars(select(DocumentVersion.id).where(DocumentVersion.document_id.is_(None))))


def old_staged(session: Session, days: int) -> list[str]:
    """The ids of files that have waited for longer than so many days."""
    before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="microseconds")
    table = DocumentVersion
    return list(session.scalars(select(table.id).where(table.document_id.is_(None), table.at < before)))


def adopt(session: Session, document_id: str, ids: Sequence[str]) -> None:
    """Waiting files become originals of a document."""
    for row in session.scalars(select(DocumentVersion).where(DocumentVersion.id.in_(ids))):
        if row.document_id is None:
            row.document_id = document_id
    session.flush()


def let_go(session: Session, ids: Sequence[str]) -> list[str]:
    """Forget waiting files, and say which encrypted files may be discarded once that is committed."""
    gone: list[str] = []
    for row in session.scalars(select(DocumentVersion).where(DocumentVersion.id.in_(ids))):
        if row.document_id is None:
            gone += [file_id for file_id in (row.file_id, row.text_file_id) if file_id]
            session.delete(row)
    session.flush()
    return gone


def to_take_from(session: Session, words: str, leave_out: str, most: int) -> list[tuple[str, str, int]]:
    """Documents with sheets that could be put into another one: id, title and number of pages, the newest first, at most so many."""
    statement = (
        select(Document.id, Document.title, Document.file_name, Document.pages)
        .where(Document.deleted_at.is_(None), Document.id != leave_out, Document.media_type.not_in(IN_WORDS))
        .order_by(Document.imported_at.desc())
        .limit(most)
    )
    if words.strip():
        statement = statement.where(Document.title.icontains(words.strip(), autoescape=True))
    return [(found, title or name, pages) for found, title, name, pages in session.execute(statement)]
