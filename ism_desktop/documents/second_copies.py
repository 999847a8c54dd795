"""A file that is in the record already, taken in once more as a document of its own because a person wants both."""

from pathlib import Path

from ism_desktop.documents.importing import ImportResult, Wish, import_document, read_file
from ism_desktop.documents.originals import as_it_came
from ism_desktop.errors import DocumentRefused
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records import document_versions
from ism_desktop.records.kinds.documents import twin_of
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers


def import_second_copy(
    vault: Vault, workers: Workers, path: Path, other_id: str, progress: Progress = no_progress
) -> ImportResult:
    """Take in `path`, which is the same as this document, or what that began with where the file is gone or another one by now.

    A locked PDF comes in as its twin did, without asking for the password again. Raises as `import_document`, and RecordMissing.
    """
    wish = Wish(second_copy=True, unlocked=_unlocked(vault, other_id))
    content = _still_there(vault, path) or as_it_came(vault, other_id)
    return import_document(vault, workers, path, progress, untrusted=content, wish=wish)


def _still_there(vault: Vault, path: Path) -> bytes | None:
    if not path.is_absolute():  # what was pasted has a name and no place
        return None
    try:
        content = read_file(path)
    except DocumentRefused:
        return None
    with vault.read() as session:
        return content if twin_of(session, vault.fingerprint(content)) is not None else None


def _unlocked(vault: Vault, document_id: str) -> bytes | None:
    with vault.read() as session:
        known = document_versions.of_document(session, document_id)
    found = next((version for version in known if version.is_unlocked), None)
    return None if found is None else vault.files.read(found.file["file_id"])
