"""Importing: from a path on the disk to a document in the vault, or a sentence that says why not.

The order is inspect, compare with what is there, read the text, encrypt, and last one short transaction. Whatever ends it earlier, a
refusal or Cancel, leaves no record and takes back the encrypted files that were written.
"""

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
from ism_desktop.errors import AlreadyThere, DocumentRefused, FileUnreadable, InTrash, IsmError
from ism_desktop.language import tr
from ism_desktop.media_types import EMAIL
from ism_desktop.progress import Portion, Progress, no_progress
from ism_desktop.records import document_notices, store
from ism_desktop.records.kinds.documents import DOCUMENTS, TO_FILE, twin_of
from ism_desktop.records.table import new_id
from ism_desktop.vault import Session, Vault
from ism_desktop.worker import Notice, SourceFile, Workers
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
class ImportResult:
    """How one file fared. `reason` is whole sentences, empty when it was imported; `document_id` is set unless it was refused.

    `notices` are what a person should know about a file that was imported all the same; `inside` names the
    PDF that it was inside of. `alike` are documents that say or show nearly the same."""

    path: Path
    outcome: Outcome
    reason: str
    document_id: str | None
    pages: int
    notices: tuple[Notice, ...] = ()
    inside: str = ""
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of a new document: values of its fields, to have it although the same bytes are there already, and what is to
    happen in the very transaction that names it.
    """

    values: Mapping[str, Any] = field(default_factory=dict[str, Any])
    second_copy: bool = False
    in_one: Callable[[Session], object] | None = None


NO_WISH = Wish()


def import_document(
    vault: Vault,
    workers: Workers,
    path: Path,
    progress: Progress = no_progress,
    *,
    untrusted: bytes | None = None,
    wish: Wish = NO_WISH,
    likenesses: Likenesses | None = None,
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

    Raises:
        Cancelled: out of `progress`; nothing of the file stays.
        VaultNotWritable, VaultClosed, VaultDamaged: the vault's trouble, not the file's; nothing of the file stays.
    """
    try:
        result = _import(vault, workers, path, untrusted, progress, wish)
    except InTrash as error:
        return ImportResult(path, "in trash", str(error), error.document_id, 0)
    except AlreadyThere as error:
        return ImportResult(path, "duplicate", str(error), error.document_id, 0)
    except DocumentRefused as error:
        return ImportResult(path, "refused", str(error), None, 0)
    return result if likenesses is None else _compared(result, likenesses)


def _compared(result: ImportResult, likenesses: Likenesses) -> ImportResult:
    """What is like a document that has just come in. It is filed, so nothing here may fail."""
    if result.document_id is None:
        return result
    try:
        likenesses.learn(result.document_id)
        return replace(result, alike=tuple(likenesses.alike(result.document_id)))
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


def _import(
    vault: Vault, workers: Workers, path: Path, untrusted: bytes | None, progress: Progress, wish: Wish
) -> ImportResult:
    progress(0, _STEPS, tr("Opening"))
    if untrusted is None:
        untrusted = read_file(path)
    source = workers.inspect(untrusted, shown_name(path.name))
    fingerprint = vault.fingerprint(untrusted)
    with vault.read() as session:
        _refuse_twin(session, fingerprint, wish)
    progress(_INSPECTED, _STEPS, tr("Reading"))
    reading = Portion(progress, _INSPECTED, _READ - _INSPECTED, _STEPS)
    pages = workers.read_text(untrusted, source.media_type, range(source.pages), reading)
    source = replace(source, notices=texts.with_unread_pages(source.notices, pages))
    document_id = new_id()  # both files name it, so that they find each other if the records are lost
    with vault.files.taken_back_on_failure() as written:
        progress(_READ, _STEPS, tr("Encrypting"))
        original = vault.files.add(
            pieces_of(untrusted),
            name=shown_name(path.name),
            media_type=source.media_type,
            size=source.size,
            sha256=source.sha256,
            document=document_id,
        )
        written.append(original.file_id)
        text = vault.files.add_bytes(
            texts.packed(pages, source.page_sizes),
            name=f"{shown_name(path.name)}, text",
            media_type=texts.MEDIA_TYPE,
            document=document_id,
        )
        written.append(text.file_id)
        progress(_STEPS, _STEPS, tr("Saving"))
        with vault.write() as session:
            _refuse_twin(session, fingerprint, wish)  # once more: another import may have filed the same file meanwhile
            values = _values(path, source, fingerprint, (original.file_id, text.file_id), texts.origin(pages))
            values |= wish.values
            store.save(session, DOCUMENTS, values, fresh_id=document_id)
            if wish.in_one is not None:
                wish.in_one(session)
    # From here on the document is filed, so nothing may fail or be cancelled any more.
    try:
        keep_thumbnail(vault, workers, original.file_id, untrusted, source.media_type)
    except IsmError as error:
        _log.info("no thumbnail was made at import: %s", type(error).__name__)
    return ImportResult(path, "imported", "", document_id, source.pages, source.notices)


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
