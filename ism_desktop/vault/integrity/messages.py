"""The sentences of the checks: what is said of a document's file that is damaged, missing, not downloaded, or without a record."""

from collections.abc import Sequence

from ism_desktop.language import tr_lazy
from ism_desktop.vault import database, document_files, flaws
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.integrity.filed_rows import FiledFile, Part
from ism_desktop.vault.integrity.findings import Fault, Finding, Severity
from ism_desktop.vault.message import Message, message

_FROM_BACKUP = message(
    tr_lazy("All other documents can be read. Repair this one from a backup, or scan the paper again.")
)
_TEXT_FROM_BACKUP = message(
    tr_lazy(
        "The document itself lies in another file. Repair this file from a backup; until then, search does not find the document’s words."
    )
)
_DOWNLOAD_IT = message(document_files.DOWNLOAD_IT)
_DOCUMENT = tr_lazy("The document “{title}” cannot be opened. {flaw}")
_TEXT = tr_lazy("The text that was read from the document “{title}” cannot be used. {flaw}")
_IMPORTED_AS = tr_lazy("The file that was imported as “{name}” cannot be opened. {flaw}")
_NOT_DOWNLOADED = message(
    tr_lazy("The file {file} has 0 bytes: it has not been downloaded yet, or something emptied it.")
)


def place(file_id: str) -> str:
    """A document file's path within the vault or a backup."""
    return f"{document_files.FOLDER}/{file_id[:2]}/{name_of(file_id)}"


def name_of(file_id: str) -> str:
    """A document file's name."""
    return f"{file_id}{document_files.ENDING}"


def _of(file: FiledFile, fault: Fault, flaw: Flaw, advice: Message | None = None) -> Finding:
    of_text = file.part is Part.TEXT
    told = flaw.with_values(file=name_of(file.file_id))
    what = message(_TEXT if of_text else _DOCUMENT, title=file.title, flaw=told)
    usual = _TEXT_FROM_BACKUP if of_text else _FROM_BACKUP
    return Finding(Severity.DAMAGED, fault, place(file.file_id), what, advice or usual, file.document_id, file.title)


def damaged(file_id: str, file: FiledFile | None, front_name: str | None, flaw: Flaw) -> Finding:
    """A file that does not verify, by the title of its document, or the name that it was imported under, or its own name."""
    if file is not None:
        return _of(file, Fault.DAMAGED, flaw)
    what = flaw.with_values(file=name_of(file_id))
    if front_name:
        what = message(_IMPORTED_AS, name=front_name, flaw=what)
    return Finding(Severity.DAMAGED, Fault.DAMAGED, place(file_id), what, _FROM_BACKUP, None, front_name)


def missing(file: FiledFile) -> Finding:
    """A record names a file that is not there."""
    return _of(file, Fault.MISSING, flaws.MISSING)


def not_downloaded(file: FiledFile, *, empty: bool) -> Finding:
    """A cloud service holds the file; an empty one may also be a damaged one."""
    if empty:
        return _of(file, Fault.NOT_DOWNLOADED, _NOT_DOWNLOADED, _DOWNLOAD_IT)
    if file.part is Part.TEXT:
        what = tr_lazy(
            "The text that was read from the document “{title}” is in the cloud, not on this computer ({file})."
        )
    else:
        what = tr_lazy("The document “{title}” is in the cloud, not on this computer ({file}).")
    return Finding(
        Severity.NOTICE,
        Fault.NOT_DOWNLOADED,
        place(file.file_id),
        message(what, title=file.title, file=name_of(file.file_id)),
        message(
            tr_lazy(
                "It is downloaded when it is opened. "
                "Choose “always keep on this device” in the cloud service to have it without a connection."
            )
        ),
        file.document_id,
        file.title,
    )


def unfiled(file_id: str, front_name: str | None) -> Finding:
    """No record names the file. Without a name in front it does not verify either."""
    if front_name is None:
        return damaged(file_id, None, None, flaws.UNFILED)
    return Finding(
        Severity.NOTICE,
        Fault.UNFILED,
        place(file_id),
        message(
            tr_lazy("The file “{name}” ({file}) belongs to no document: an import was interrupted."),
            name=front_name,
            file=name_of(file_id),
        ),
        message(tr_lazy("Nothing is lost. Add it as a document, or discard it; it is never removed by itself.")),
        None,
        front_name,
    )


def of_database(faults: Sequence[str]) -> Finding:
    """The database does not pass its own checks, which say so in the words of SQLite."""
    values: dict[str, str | int] = {"file": database.FILE, "fault": faults[0], "more": len(faults) - 1}
    if len(faults) > 1:
        what = tr_lazy("The file {file}, which holds everything you typed, is damaged ({fault}; and {more} more).")
    else:
        what = tr_lazy("The file {file}, which holds everything you typed, is damaged ({fault}).")
    return _of_records(message(what, **values))


def list_unreadable() -> Finding:
    """The database passes its own checks, and what documents there are cannot be read out of it."""
    what = tr_lazy(
        "The file {file}, which holds everything you typed, is damaged: its list of documents cannot be read."
    )
    return _of_records(message(what, file=database.FILE))


def _of_records(what: Message) -> Finding:
    advice = tr_lazy(
        "Do not type anything more. Lock your record, and restore the newest undamaged snapshot or a backup; "
        "documents are not affected."
    )
    return Finding(Severity.DAMAGED, Fault.DAMAGED, database.FILE, what, message(advice))
