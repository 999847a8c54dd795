"""Handing a document back: the original or another version, byte for byte, to a place that the person chose."""

import contextlib
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

from ism_desktop.errors import CannotSave, VaultDamaged
from ism_desktop.language import tr
from ism_desktop.records import disclosures, document_versions, store
from ism_desktop.records.document_versions import Version
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault, chosen_file


def original(vault: Vault, document_id: str) -> tuple[bytes, str, int]:
    """The bytes of the file in use, verified, its media type and its page count. Raises RecordMissing, VaultDamaged."""
    with vault.read() as session:
        values = store.get(session, DOCUMENTS, document_id).values
    return content(vault, values), values["media_type"], values["pages"]


def content(vault: Vault, values: Mapping[str, Any]) -> bytes:
    """The bytes of the file in use, verified; `values` are the document's. Raises VaultDamaged."""
    with _naming(values["file_name"]):
        return vault.files.read(values["file_id"])


def as_it_came(vault: Vault, document_id: str) -> bytes:
    """The bytes of the file that a document began with, verified, whatever is in use now. Raises RecordMissing, VaultDamaged."""
    with vault.read() as session:
        first = next(one for one in document_versions.of_document(session, document_id) if not one.is_part)
    with _naming(first.file_name):
        return vault.files.read(first.file["file_id"])


@contextlib.contextmanager
def _naming(file_name: str) -> Generator[None]:
    """Name the document in the fault: of a file whose first piece is damaged the vault knows only the number."""
    try:
        yield
    except VaultDamaged as error:
        if file_name in error.what:
            raise
        raise VaultDamaged(
            tr("The document “{title}” cannot be opened. {flaw}", title=file_name, flaw=error.what), error.advice
        ) from error


def save_original(vault: Vault, document_id: str, target: Path) -> None:
    """Write the file in use to `target`. Raises RecordMissing, and as `save_version` does."""
    with vault.read() as session:
        known = document_versions.of_document(session, document_id)
    save_version(vault, next(version for version in known if version.in_use), target)


def save_version(vault: Vault, version: Version, target: Path) -> None:
    """Write a version to `target`, in place of a file that is there, and enter it in the ledger of what left the vault.

    Raises:
        RecordMissing: the document is gone.
        VaultDamaged: its encrypted file is damaged; `target` is untouched.
        CannotSave: it cannot be written there; `target` is untouched. InsideVault: the place lies in a vault or a backup.
        VaultNotWritable: the copy is there, but the ledger could not be written. A vault opened for reading only has none.
    """
    with vault.read() as session:
        record = store.get(session, DOCUMENTS, version.document_id)
    values = version.file
    try:
        # The file gets its name when it is whole: that the content is genuine is known only when its last piece has come.
        with _naming(version.file_name), chosen_file.writing(target) as file:
            for piece in vault.files.stream(values["file_id"]):
                file.write(piece)
    except OSError as error:
        raise CannotSave(
            tr("“{file}” could not be saved in this folder.", file=target.name),
            tr("The disk may be full, or the folder may be read-only. Choose another folder."),
        ) from error
    if not vault.read_only:
        with vault.write() as session:
            disclosures.record(
                session,
                disclosures.DOCUMENT,
                record.title,
                str(target.absolute()),
                size=values["size"],
                sha256=values["sha256"],
            )
