"""Which encrypted files the records name, for the checks, backups and repairs of the vault, which itself knows no records."""

from sqlalchemy import select

from ism_desktop.records.kinds.documents import Document
from ism_desktop.vault import Session
from ism_desktop.vault.integrity.filed_rows import FiledFile, Part


def filed_files(session: Session) -> list[FiledFile]:
    """Every file that a document names, those of documents in the trash too: the original, and the text that was read from it."""
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
    return files
