"""Documents filed in a vault without a worker, what a vault holds as plain values, and a vault with a few documents and its backup."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import text

from ism_desktop.records import store
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.vault import Vault, unlock
from ism_desktop.vault.integrity import Finding
from tests.conftest import PASSPHRASE


def file_document(vault: Vault, title: str, content: bytes, page_text: bytes | None = None) -> str:
    """File a document as an import does, and return the id of its file."""
    name = f"{title}.pdf"
    original = vault.files.add_bytes(content, name=name, media_type="application/pdf")
    read = None
    if page_text is not None:
        read = vault.files.add_bytes(page_text, name=f"{name}, text", media_type="application/gzip").file_id
    with vault.write() as session:
        values = {
            "title": title,
            "file_name": name,
            "media_type": "application/pdf",
            "size": original.size,
            "sha256": original.sha256,
            "fingerprint": vault.fingerprint(content),
            "pages": 1,
            "file_id": original.file_id,
            "text_file_id": read,
            "imported_at": store.now(),
        }
        store.save(session, DOCUMENTS, values)
    return original.file_id


def note_medication(vault: Vault, name: str) -> str:
    with vault.write() as session:
        return store.save(session, MEDICATIONS, {"name": name})


def forget_document(vault: Vault, file_id: str) -> None:
    """Remove a document for good: first its row, then its file."""
    with vault.write() as session:
        session.execute(text("DELETE FROM documents WHERE file_id = :file_id"), {"file_id": file_id})
    vault.files.discard(file_id)


def rows(vault: Vault) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with vault.read() as session:
        names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return {
            name: sorted((tuple(row) for row in session.execute(text(f'SELECT * FROM "{name}"'))), key=repr)
            for name in names
            if name != "meta"
        }


def digests(vault: Vault) -> dict[str, str]:
    """The digest of every document's bytes."""
    return {file_id: hashlib.sha256(vault.files.read(file_id)).hexdigest() for file_id in vault.files.ids()}


def holdings(vault: Vault) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    return rows(vault), digests(vault)


def holdings_at(path: Path) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    opened = unlock(path, PASSPHRASE)
    try:
        assert opened.check_database() == ()
        return holdings(opened)
    finally:
        opened.close()


def files_named(findings: list[Finding] | tuple[Finding, ...]) -> set[str]:
    for finding in findings:
        assert finding.what.endswith("."), finding.what
        assert finding.advice.endswith("."), finding.advice
        assert "!" not in finding.what + finding.advice
    return {finding.file for finding in findings}


__all__ = [
    "digests",
    "file_document",
    "filed_files",
    "files_named",
    "forget_document",
    "holdings",
    "holdings_at",
    "note_medication",
    "rows",
]
