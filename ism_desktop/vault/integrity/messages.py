"""The sentences of the checks: what is said of a document's file that is damaged, missing, not downloaded, or without a record."""

from collections.abc import Sequence

from ism_desktop.vault import database, document_files
from ism_desktop.vault.integrity.filed_rows import FiledFile, Part
from ism_desktop.vault.integrity.findings import Fault, Finding, Severity

_FROM_BACKUP = "All other documents can be read. Repair it from a backup, or scan the paper again."
_TEXT_FROM_BACKUP = "The document itself lies in another file. Repair this one from a backup; until then search does not find its words."


def place(file_id: str) -> str:
    """A document file's path within the vault or a backup."""
    return f"{document_files.FOLDER}/{file_id[:2]}/{file_id}{document_files.ENDING}"


def _called(file: FiledFile) -> str:
    if file.part is Part.TEXT:
        return f"The text that was read from the document “{file.title}” (file {file.file_id}{document_files.ENDING})"
    return f"The document “{file.title}” (file {file.file_id}{document_files.ENDING})"


def _of(file: FiledFile, severity: Severity, fault: Fault, how: str, advice: str = "") -> Finding:
    usual = _TEXT_FROM_BACKUP if file.part is Part.TEXT else _FROM_BACKUP
    what = f"{_called(file)} {how}."
    return Finding(severity, fault, place(file.file_id), what, advice or usual, file.document_id, file.title)


def damaged(file_id: str, file: FiledFile | None, front_name: str | None, how: str) -> Finding:
    """A file that does not verify, by the title of its document, or the name that it was imported under, or its own name."""
    if file is not None:
        return _of(file, Severity.DAMAGED, Fault.DAMAGED, how)
    own_name = f"{file_id}{document_files.ENDING}"
    called = f"The file “{front_name}” ({own_name})" if front_name else f"The file {own_name}"
    return Finding(Severity.DAMAGED, Fault.DAMAGED, place(file_id), f"{called} {how}.", _FROM_BACKUP, None, front_name)


def missing(file: FiledFile) -> Finding:
    """A record names a file that is not there."""
    return _of(file, Severity.DAMAGED, Fault.MISSING, "is missing")


def not_downloaded(file: FiledFile, *, empty: bool) -> Finding:
    """A cloud service holds the file; an empty one may also be a damaged one."""
    if empty:
        how = "has 0 bytes: it has not been downloaded yet, or was emptied"
        return _of(file, Severity.DAMAGED, Fault.NOT_DOWNLOADED, how, document_files.DOWNLOAD_IT)
    how = "lies with the cloud service and not on this computer"
    advice = "It is fetched when it is opened. Choose “always keep on this device” to have it without a connection."
    return _of(file, Severity.NOTICE, Fault.NOT_DOWNLOADED, how, advice)


def unfiled(file_id: str, front_name: str | None) -> Finding:
    """No record names the file. Without a name in front it does not verify either."""
    if front_name is None:
        return damaged(file_id, None, None, "belongs to no document and is damaged")
    own_name = f"{file_id}{document_files.ENDING}"
    return Finding(
        Severity.NOTICE,
        Fault.UNFILED,
        place(file_id),
        f"The file “{front_name}” ({own_name}) belongs to no document: an import was interrupted.",
        "Nothing is lost. Take it in as a document, or discard it; it is never removed by itself.",
        None,
        front_name,
    )


def of_database(faults: Sequence[str]) -> Finding:
    """The database does not pass its own checks."""
    said = "; ".join(faults[:1]) + (f", and {len(faults) - 1} more" if len(faults) > 1 else "")
    return Finding(
        Severity.DAMAGED,
        Fault.DAMAGED,
        database.FILE,
        f"The file {database.FILE}, which holds everything that was typed, is damaged ({said}).",
        "Do not go on typing. Lock the vault, and put back the newest sound snapshot or a backup; documents are not affected.",
    )
