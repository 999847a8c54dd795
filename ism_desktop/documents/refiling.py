"""Making records again for document files that have none: what an interrupted import left, or all of them after the records were lost.

What stands encrypted in front of each file says its name, type and date, and the record that it was filed under, which it gets again.
Its text, which is expensive to recompute, is found by that record, or in files of earlier days by its name.
"""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from ism_desktop.documents import texts
from ism_desktop.documents.importing import locked_original
from ism_desktop.documents.naming import title_from
from ism_desktop.errors import DocumentRefused, PasswordNeeded, VaultDamaged
from ism_desktop.language import tr
from ism_desktop.media_types import PDF
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records import document_notices, document_versions, store
from ism_desktop.records.document_versions import Staged
from ism_desktop.records.kinds.documents import DOCUMENTS, FILE_FIELDS, twin_of
from ism_desktop.vault import Vault
from ism_desktop.vault.integrity.filed_rows import UnfiledFile
from ism_desktop.worker import PageText, Workers

_TEXT_NAME = "{}, text"


@dataclass(frozen=True, slots=True)
class Refiled:
    """How one file fared; `reason` is whole sentences, empty when it was filed."""

    file: UnfiledFile
    outcome: Literal["filed", "duplicate", "damaged"]
    document_id: str | None = None
    reason: str = ""


def refile(
    vault: Vault, workers: Workers, files: Iterable[UnfiledFile], progress: Progress = no_progress
) -> list[Refiled]:
    """Make a record for each of these files that is a document; files with a document's text go with their document, and a locked PDF
    goes with its unlocked copy.

    Raises:
        VaultNotWritable, VaultClosed; Cancelled out of `progress`. What was filed before stays; nothing is ever removed.
    """
    files = list(files)
    text_files = [file for file in files if file.media_type == texts.MEDIA_TYPE]
    originals = [file for file in files if file.media_type != texts.MEDIA_TYPE]
    copies = _unlocked_copies(vault, workers, originals)
    locked = {one.file_id for one in copies.values()}
    done: list[Refiled] = []
    for number, file in enumerate(originals):
        if file.file_id in locked:
            continue
        progress(number, len(originals), tr("Filing {file}", file=file.name))
        text_file = _text_of(file, text_files)
        if text_file is not None:
            text_files.remove(text_file)
        try:
            done.append(_refile(vault, workers, file, text_file, copies.get(file.file_id)))
        except VaultDamaged as error:
            done.append(Refiled(file, "damaged", reason=str(error)))
    progress(len(originals), len(originals), tr("All files are filed"))
    return done


def _unlocked_copies(vault: Vault, workers: Workers, files: Iterable[UnfiledFile]) -> dict[str, UnfiledFile]:
    """By the file of an unlocked copy, the locked PDF that it was made of: both name the same record."""
    of_record: dict[str, list[UnfiledFile]] = {}
    for file in files:
        if file.document_id and file.media_type == PDF:
            of_record.setdefault(file.document_id, []).append(file)
    copies: dict[str, UnfiledFile] = {}
    for pair in of_record.values():
        locked = [_is_locked(vault, workers, file) for file in pair] if len(pair) == 2 else []
        if locked.count(True) == 1:
            copies[pair[locked.index(False)].file_id] = pair[locked.index(True)]
    return copies


def _is_locked(vault: Vault, workers: Workers, file: UnfiledFile) -> bool:
    try:
        workers.inspect(vault.files.read(file.file_id), file.name)
    except PasswordNeeded:
        return True
    except (DocumentRefused, VaultDamaged):
        return False
    return False


def _text_of(file: UnfiledFile, text_files: list[UnfiledFile]) -> UnfiledFile | None:
    """The file with this document's text: of its record, or of its name, and then of several the one that was written next after it."""
    of_record = [text for text in text_files if text.document_id and text.document_id == file.document_id]
    if of_record:
        return of_record[0]
    of_name = [text for text in text_files if text.name == _TEXT_NAME.format(file.name) and text.added >= file.added]
    return min(of_name, key=lambda text: _seconds(text.added) - _seconds(file.added), default=None)


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def _refile(
    vault: Vault, workers: Workers, file: UnfiledFile, text_file: UnfiledFile | None, locked: UnfiledFile | None
) -> Refiled:
    fingerprint = vault.fingerprint(vault.files.stream((locked or file).file_id))
    with vault.read() as session:
        twin = twin_of(session, fingerprint)
    if twin is not None:
        return Refiled(
            file, "duplicate", twin[0], tr("The same document is already in your record; this file is a second copy.")
        )
    pages, text_file_id = _pages(vault, workers, file, text_file)
    values: dict[str, Any] = {
        "title": title_from(file.name),
        "file_name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": vault.files.front(file.file_id)["sha256"],
        "fingerprint": fingerprint,
        "pages": max(1, len(pages)),
        "file_id": file.file_id,
        "text_file_id": text_file_id,
        "text_from": texts.origin(pages),
        "imported_at": file.added,
        "notices": _notices(vault, workers, file),
    }
    original = None if locked is None else _original(vault, locked, fingerprint, values["pages"])
    with vault.write() as session:
        is_free = bool(file.document_id) and session.get(DOCUMENTS.table, file.document_id) is None
        document_id = store.save(session, DOCUMENTS, values, fresh_id=file.document_id if is_free else None)
        if original is not None:
            file_of = {name: values[name] for name in FILE_FIELDS}
            document_versions.add_unlocked(session, document_id, original, file_of)
    return Refiled(file, "filed", document_id)


def _original(vault: Vault, locked: UnfiledFile, fingerprint: str, pages: int) -> Staged:
    size_and_digest = locked.size, vault.files.front(locked.file_id)["sha256"]
    return replace(locked_original(locked.name, locked.file_id, size_and_digest, pages), fingerprint=fingerprint)


def _pages(
    vault: Vault, workers: Workers, file: UnfiledFile, text_file: UnfiledFile | None
) -> tuple[list[PageText], str | None]:
    """The text as it was kept, or else read anew; none if the file cannot be read any more, which is no reason not to file it."""
    if text_file is not None:
        try:
            return texts.pages_in(vault, text_file.file_id), text_file.file_id
        except (VaultDamaged, gzip.BadGzipFile, KeyError, ValueError):
            pass  # damaged, or another file of that name: it is read anew, and that one stays without a record
    untrusted = vault.files.read(file.file_id)
    try:
        source = workers.inspect(untrusted, file.name)
        pages = workers.read_text(untrusted, source.media_type, range(source.pages))
    except DocumentRefused:
        return [], None
    content = texts.packed(pages, source.page_sizes)
    made = vault.files.add_bytes(content, name=_TEXT_NAME.format(file.name), media_type=texts.MEDIA_TYPE)
    return pages, made.file_id


def _notices(vault: Vault, workers: Workers, file: UnfiledFile) -> str | None:
    """What there is to know about the file, as it is kept; nothing of a file that cannot be read any more."""
    try:
        return document_notices.stored(workers.inspect(vault.files.read(file.file_id), file.name).notices)
    except DocumentRefused:
        return None
