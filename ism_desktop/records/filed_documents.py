"""Which encrypted files the records name, for the checks, backups and repairs of the vault, which itself knows no records."""

from collections.abc import Iterator

from sqlalchemy import select

from ism_desktop.records.kinds.documents import Document
from ism_desktop.records.table import DocumentVersion, FormerValues
from ism_desktop.vault import Session
from ism_desktop.vault.integrity.filed_rows import FiledFile, Part


def filed_files(session: Session) -> list[FiledFile]:
    """Every file that a document names, those of documents in the trash too: the file in use, and the text that was read from it.

    And all files of other versions, and those that wait in a draft.
    """
    rows = session.execute(
        select(
            Document.id,
            Document.title,
            Document.file_name,
            Document.file_id,
            Document.size,
            Document.sha256,
            Document.text_file_id,
        )
    )
    files: list[FiledFile] = []
    for document_id, title, file_name, file_id, size, sha256, text_file_id in rows:
        called = title or file_name
        files.append(FiledFile(document_id, called, file_id, size, sha256))
        if text_file_id is not None:
            files.append(FiledFile(document_id, called, text_file_id, part=Part.TEXT))
    known = {file.file_id for file in files}
    for file in (*_of_versions(session), *_of_former_texts(session)):
        if file.file_id not in known:
            known.add(file.file_id)
            files.append(file)
    return files


def _of_versions(session: Session) -> Iterator[FiledFile]:
    table = DocumentVersion
    rows = session.execute(
        select(
            table.document_id,
            table.id,
            Document.title,
            table.file_name,
            table.file_id,
            table.size,
            table.sha256,
            table.text_file_id,
        ).outerjoin(Document, Document.id == table.document_id)
    )
    for document_id, version_id, title, file_name, file_id, size, sha256, text_file_id in rows:
        owner, called = document_id or version_id, title or file_name
        yield FiledFile(owner, called, file_id, size, sha256)
        if text_file_id is not None:
            yield FiledFile(owner, called, text_file_id, part=Part.TEXT)


def _of_former_texts(session: Session) -> Iterator[FiledFile]:
    """The texts of documents before they were read again or corrected, which can be taken back."""
    former = FormerValues.former["text_file_id"].as_string()
    rows = session.execute(
        select(FormerValues.record_id, Document.title, Document.file_name, former)
        .join(Document, Document.id == FormerValues.record_id)
        .where(FormerValues.kind == Document.__tablename__, former.is_not(None))
        .distinct()
    )
    for document_id, title, file_name, file_id in rows:
        yield FiledFile(document_id, title or file_name, file_id, part=Part.TEXT)
