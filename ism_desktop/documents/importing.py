"""Importing: from a path on the disk to a document in the vault, or a sentence that says why not.

The order is compare with what is there, inspect, read the text, encrypt, and last one short transaction. Whatever ends it earlier, a
refusal or Cancel, leaves no record and takes back the encrypted files that were written.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from ism_desktop import media_types
from ism_desktop.documents import texts
from ism_desktop.documents.likeness import Likenesses
from ism_desktop.documents.naming import shown_name, title_from
from ism_desktop.documents.pictures import keep_thumbnail
from ism_desktop.errors import (
    AlreadyThere,
    DocumentRefused,
    FileUnreadable,
    InTrash,
    IsmError,
    PasswordNeeded,
    WrongPassword,
)
from ism_desktop.language import tr
from ism_desktop.media_types import EMAIL, PDF
from ism_desktop.progress import Portion, Progress, no_progress
from ism_desktop.records import document_notices, document_versions, store
from ism_desktop.records.document_versions import Staged
from ism_desktop.records.kinds.documents import DOCUMENTS, FILE_FIELDS, TO_FILE, twin_of
from ism_desktop.records.table import new_id
from ism_desktop.vault import Session, Vault
from ism_desktop.worker import Notice, PageText, SourceFile, Workers
from ism_desktop.worker.limits import MAX_FILE_BYTES
from ism_desktop.worker.refusals import refused

_log = logging.getLogger(__name__)

# The steps of one file: nearly all of the time goes into reading its text.
_STEPS = 1000
_INSPECTED = 20
_READ = 950
_PIECE = 1024 * 1024

# "in trash": nothing was added, and `restore_document` takes the document that is there out of the trash, which makes it "restored".
Outcome = Literal["imported", "refused", "duplicate", "in trash", "restored"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a new document: values of its fields, to have it although the same bytes are there already, and what is to
    happen in the very transaction that names it. `unlocked` is a locked PDF without its lock, as the record has it.
    """

    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    second_copy: bool = False
    in_one: Callable[[Session], object] | None = None
    unlocked: bytes | None = None


NO_WISH = Wish()


@dataclass(frozen=True, slots=True)
class Locked:
    """A PDF that stayed out because it opens with a password only, and what was wanted of it. `documents.locked` takes it in.

    Where it is no file of its own: `inside` is the document that it lies in and its place there, or `content` gives it."""

    wish: Wish = NO_WISH
    inside: tuple[str, int] | None = None
    content: Callable[[], bytes] | None = None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How one file fared. `reason` is whole sentences, empty when it was imported; `document_id` is set unless it was refused.

    `notices` are what a person should know about a file that was imported all the same; `inside` names the
    PDF that it was inside of. `alike` are documents that say or show nearly the same. `locked`: it was refused for want of a password;
    `was_locked`: it came in with one."""

    path: Path
    outcome: Outcome
    reason: str
    document_id: str | None
    pages: int
    notices: tuple[Notice, ...] = ()
    inside: str = ""
    alike: tuple[str, ...] = ()
    locked: Locked | None = None
    was_locked: bool = False


def import_document(
    vault: Vault,
    workers: Workers,
    path: Path,
    progress: Progress = no_progress,
    *,
    untrusted: bytes | None = None,
    wish: Wish = NO_WISH,
    likenesses: Likenesses | None = None,
    password: str | None = None,
) -> ImportResult:
    """Import one file. What is wrong with the file becomes its result.

    Args:
        vault: the open vault.
        workers: the processes that look into it.
        path: where the file lies; its name is kept.
        progress: called as the work goes.
        untrusted: the bytes themselves, when there is no such file, as for a picture that was pasted.
        wish: what the new document says beside what the file does, and whether a second copy is wanted.
        likenesses: by which documents that are nearly the same are looked for; without it they are not.
        password: opens the file if it is a locked PDF. It is told to the worker and kept nowhere.

    Raises:
        Cancelled: out of `progress`; nothing of the file stays.
        VaultNotWritable, VaultClosed, VaultDamaged: the vault's trouble, not the file's; nothing of the file stays.
    """
    try:
        result = _import(vault, workers, path, untrusted, progress, wish, password)
    except InTrash as error:
        return ImportResult(path, "in trash", str(error), error.document_id, 0)
    except AlreadyThere as error:
        return ImportResult(path, "duplicate", str(error), error.document_id, 0)
    except WrongPassword as error:
        return ImportResult(path, "refused", str(error), None, 0, locked=Locked(wish))
    except PasswordNeeded as error:
        words = tr("{reason} It was not added, and stays where it is.", reason=error.what)
        return ImportResult(path, "refused", words, None, 0, locked=Locked(wish))
    except DocumentRefused as error:
        return ImportResult(path, "refused", str(error), None, 0)
    return result if likenesses is None else _compared(result, likenesses)


def _compared(result: ImportResult, likenesses: Likenesses) -> ImportResult:
    """What is like a document that has just come in. It is filed, so nothing here may fail."""
    if result.document_id is None:
        return result
    try:
        alike = likenesses.alike(result.document_id)
        return replace(result, alike=tuple(each.document_id for each in alike))
    except IsmError as error:
        _log.info("a new document was compared with no other: %s", type(error).__name__)
        return result


def restore_document(vault: Vault, found: ImportResult) -> ImportResult:
    """Take the document out of the trash that an import found there. Raises RecordMissing, VaultNotWritable."""
    if found.outcome != "in trash" or found.document_id is None:
        raise ValueError("only what was found in the trash can be restored")
    with vault.write() as session:
        store.restore(session, DOCUMENTS, found.document_id)
        document = store.get(session, DOCUMENTS, found.document_id)
    words = tr(
        "This file was in the trash, as “{title}”. It was restored with everything noted about it.",
        title=document.title,
    )
    return ImportResult(found.path, "restored", words, document.id, document.values["pages"])


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is read, shown and bound: the file itself, or a locked one without its lock."""

    content: bytes
    source: SourceFile
    was_locked: bool


def _opened(workers: Workers, untrusted: bytes, name: str, password: str | None, unlocked: bytes | None) -> _Opened:
    try:
        return _Opened(untrusted, workers.inspect(untrusted, name), was_locked=False)
    except PasswordNeeded:
        content = unlocked if password is None else _unlocked(workers, untrusted, password)
        if content is None:
            raise
    return _Opened(content, workers.inspect(content, name), was_locked=True)


def _unlocked(workers: Workers, untrusted: bytes, password: str) -> bytes:
    try:
        return workers.unlocked(untrusted, password)
    finally:
        workers.forget_passwords()


def _import(
    vault: Vault,
    workers: Workers,
    path: Path,
    untrusted: bytes | None,
    progress: Progress,
    wish: Wish,
    password: str | None,
) -> ImportResult:
    progress(0, _STEPS, tr("Opening"))
    if untrusted is None:
        untrusted = read_file(path)
    # By the file as it came, so that a locked one that is here already is not asked for its password again.
    fingerprint = vault.fingerprint(untrusted)
    with vault.read() as session:
        _refuse_twin(session, fingerprint, wish)
    opened = _opened(workers, untrusted, shown_name(path.name), password, wish.unlocked)
    source = opened.source
    progress(_INSPECTED, _STEPS, tr("Reading"))
    reading = Portion(progress, _INSPECTED, _READ - _INSPECTED, _STEPS)
    pages = workers.read_text(opened.content, source.media_type, range(source.pages), reading)
    opened = replace(opened, source=replace(source, notices=texts.with_unread_pages(source.notices, pages)))
    document_id = _filed(vault, path, untrusted, opened, pages, (fingerprint, wish), progress)
    # From here on the document is filed, so nothing may fail or be cancelled any more.
    try:
        with vault.read() as session:
            file_id = store.get(session, DOCUMENTS, document_id).values["file_id"]
        keep_thumbnail(vault, workers, file_id, opened.content, source.media_type)
    except IsmError as error:
        _log.info("no thumbnail was made at import: %s", type(error).__name__)
    notices, was_locked = opened.source.notices, opened.was_locked
    return ImportResult(path, "imported", "", document_id, source.pages, notices, was_locked=was_locked)


def _filed(
    vault: Vault,
    path: Path,
    untrusted: bytes,
    opened: _Opened,
    pages: list[PageText],
    wanted: tuple[str, Wish],
    progress: Progress,
) -> str:
    """Encrypt the files and name them in the records: the id of the new document."""
    source, name, (fingerprint, wish) = opened.source, shown_name(path.name), wanted
    document_id = new_id()  # all files name it, so that they find each other if the records are lost
    with vault.files.taken_back_on_failure() as written:
        progress(_READ, _STEPS, tr("Encrypting"))
        locked = _kept_locked(vault, untrusted, name, document_id, source.pages, written) if opened.was_locked else None
        used = vault.files.add(
            pieces_of(opened.content),
            name=name,
            media_type=source.media_type,
            size=source.size,
            sha256=source.sha256,
            document=document_id,
        )
        written.append(used.file_id)
        text = vault.files.add_bytes(
            texts.packed(pages, source.page_sizes),
            name=f"{name}, text",
            media_type=texts.MEDIA_TYPE,
            document=document_id,
        )
        written.append(text.file_id)
        progress(_STEPS, _STEPS, tr("Saving"))
        with vault.write() as session:
            _refuse_twin(session, fingerprint, wish)  # once more: another import may have filed the same file meanwhile
            values = _values(path, source, fingerprint, (used.file_id, text.file_id), texts.origin(pages))
            store.save(session, DOCUMENTS, {**values, **wish.values}, fresh_id=document_id)
            if wish.in_one is not None:
                wish.in_one(session)
            if locked is not None:
                file = {name: values[name] for name in FILE_FIELDS}
                document_versions.add_unlocked(session, document_id, replace(locked, fingerprint=fingerprint), file)
    return document_id


def _kept_locked(vault: Vault, untrusted: bytes, name: str, document_id: str, pages: int, written: list[str]) -> Staged:
    """Encrypt a locked PDF exactly as it came."""
    sha256 = hashlib.sha256(untrusted).hexdigest()
    file = vault.files.add(
        pieces_of(untrusted), name=name, media_type=PDF, size=len(untrusted), sha256=sha256, document=document_id
    )
    written.append(file.file_id)
    return locked_original(name, file.file_id, (len(untrusted), sha256), pages)


def locked_original(name: str, file_id: str, size_and_digest: tuple[int, str], pages: int) -> Staged:
    """A locked PDF as a version that is kept and cannot be used: nothing is known of it but what its unlocked copy says."""
    size, sha256 = size_and_digest
    nothing = {"text_file_id": None, "text_from": None, "notices": None}
    file = {"file_id": file_id, "media_type": PDF, "size": size, "sha256": sha256, "pages": pages, **nothing}
    return Staged(new_id(), name, file, "")


def _values(
    path: Path, source: SourceFile, fingerprint: str, files: tuple[str, str], text_from: str
) -> dict[str, object]:
    file_id, text_file_id = files
    return {
        "title": source.title if source.media_type == EMAIL and source.title else title_from(path.name),
        "file_name": shown_name(path.name),
        "media_type": source.media_type,
        "size": source.size,
        "sha256": source.sha256,
        "fingerprint": fingerprint,
        "pages": source.pages,
        "file_id": file_id,
        "text_file_id": text_file_id,
        "text_from": text_from,
        "imported_at": store.now(),
        "notices": document_notices.stored(source.notices),
        "filing": TO_FILE,
    }


def read_file(path: Path) -> bytes:
    """The file's bytes. Raises FileUnreadable, TooLarge, DamagedFile."""
    try:
        if not path.exists():
            raise FileUnreadable(tr("This file no longer exists."), tr("Check whether it was moved or renamed."))
        if not path.is_file():
            raise FileUnreadable(
                tr("This is not a file."),
                tr("Choose a file of one of these types: {formats}.", formats=media_types.formats()),
            )
        if path.stat().st_size > MAX_FILE_BYTES:
            raise refused({"refused": "bytes"})
        return path.read_bytes()
    except PermissionError as error:
        raise FileUnreadable(
            tr("You have no permission to read this file, or another program has locked it."),
            tr("Close other programs that use it, or copy it to a folder of your own."),
        ) from error
    except OSError as error:
        raise FileUnreadable(
            tr("This file could not be read from the disk."), tr("Check the drive that it is on, and try again.")
        ) from error


def pieces_of(untrusted: bytes) -> Iterator[bytes]:
    """The bytes in pieces, as they are encrypted."""
    return (untrusted[start : start + _PIECE] for start in range(0, len(untrusted), _PIECE))


def _refuse_twin(session: Session, fingerprint: str, wish: Wish) -> None:
    """Raise AlreadyThere when a document with the same bytes is in the vault or in its trash, unless a second copy is wanted."""
    twin = None if wish.second_copy else twin_of(session, fingerprint)
    if twin is None:
        return
    document_id, title, in_trash = twin
    if in_trash:
        raise InTrash(
            tr("This file is in the trash, as “{title}”.", title=title),
            tr("Nothing was added; restore it instead."),
            document_id,
        )
    what = tr("This file is already in your record, as “{title}”.", title=title)
    raise AlreadyThere(what, tr("Nothing was added."), document_id)
