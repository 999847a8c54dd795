"""Deleting for good what lies in the trash: the record, its history, its links and its files, and every older copy in the vault's folder.

First one transaction forgets the record and notes which files have to go; then they are removed. What was cut off in between is finished
at the next opening, and until then nobody offers these files as documents without a record.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from ism_desktop.errors import InvalidRecord, IsmError
from ism_desktop.language import tr
from ism_desktop.records import backup_status, linked_names, own_fields, store, vault_settings
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds.documents import DOCUMENTS, thumbnail_key
from ism_desktop.records.table import DocumentVersion, FormerValues, Link
from ism_desktop.vault import Vault

ERASING = "erasing"
ERASED = "erased"

_log = logging.getLogger(__name__)


def erase(session: Session, kind: Kind, ids: Sequence[str]) -> None:
    """Forget records of a kind that lie in the trash, in a session of `vault.write()`; `finish` then removes what lies outside.

    A field of another record that points to one of them is emptied. The lists of what was printed and of what left the vault stay.

    Raises:
        RecordMissing: one of them is gone already. InvalidRecord: one is not in the trash. Nothing is changed then.
    """
    records = [store.get(session, kind, record_id) for record_id in ids]
    if any(record.deleted_at is None for record in records):
        raise InvalidRecord({"": tr("Only what is in the trash can be deleted for good. Move it to the trash first.")})
    newest = session.scalar(select(FormerValues.id).order_by(FormerValues.at.desc()).limit(1)) or ""
    pending = vault_settings.get(session, ERASING)
    files = _files(session, ids) if kind is DOCUMENTS else []
    for record in records:
        _forget(session, kind, record.id)
    vault_settings.put(
        session,
        ERASING,
        {
            "files": [*pending.get("files", ()), *files],
            "documents": [*pending.get("documents", ()), *(ids if kind is DOCUMENTS else ())],
        },
    )
    vault_settings.put(session, ERASED, {"generation": session.info["generation"], "newest": newest})
    session.info["changed"].add(kind.name)
    session.flush()


def erased_at(session: Session) -> int:
    """The generation of the vault in which something was last deleted for good; 0 where nothing was.

    Whoever keeps what was read looks at it: a record that is gone has no row that could say so.
    """
    return vault_settings.get(session, ERASED).get("generation", 0)


def _files(session: Session, ids: Sequence[str]) -> list[str]:
    """The encrypted files of documents, with those of all their versions."""
    wanted = set(ids)
    found = [file.file_id for file in filed_files(session) if file.document_id in wanted]
    return list(dict.fromkeys(found))


def _forget(session: Session, kind: Kind, record_id: str) -> None:
    of_record = (Link.kind == kind.name) & (Link.record_id == record_id)
    gone = or_(of_record, Link.document_id == record_id) if kind is DOCUMENTS else of_record
    session.info["changed"] |= set(session.scalars(select(Link.kind).where(gone)))
    session.execute(delete(Link).where(gone))
    session.execute(delete(FormerValues).where(FormerValues.kind == kind.name, FormerValues.record_id == record_id))
    for other, field in linked_names.fields_pointing_to(kind, Input.REFERENCE):
        column = getattr(other.table, field.name)
        values = {field.name: None, "generation": session.info["generation"]}
        if session.execute(update(other.table).where(column == record_id).values(values)).rowcount:  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
            session.info["changed"].add(other.name)
    linked_names.let_go(session, kind, record_id)
    own_fields.let_go(session, kind, record_id)
    if kind is DOCUMENTS:
        session.execute(delete(DocumentVersion).where(DocumentVersion.document_id == record_id))
    session.execute(delete(kind.table).where(kind.table.id == record_id))


def pending_files(session: Session) -> frozenset[str]:
    """The encrypted files of records that were deleted for good, as long as they are not removed yet."""
    return frozenset(vault_settings.get(session, ERASING).get("files", ()))


def finish(vault: Vault) -> list[Path]:
    """Remove what is left of records deleted for good: files, cached pictures, older copies of the records; if nothing is, do nothing.

    Returns:
        Rescue copies of the records, which are left to the person and may still hold it.

    Raises:
        VaultNotWritable, VaultDamaged, VaultClosed: what could not be removed is removed at the next opening.
    """
    with vault.undisturbed:
        return _finish(vault)


def _finish(vault: Vault) -> list[Path]:
    with vault.read() as session:
        pending = vault_settings.get(session, ERASING)
        named = {file.file_id for file in filed_files(session)} if pending else set[str]()
    if not pending:
        return []
    # Whatever happened to the records since, by a rescue or otherwise: a file that a record names is somebody's document.
    vault.files.erase(file_id for file_id in pending.get("files", ()) if file_id not in named)
    # Before documents had versions, the pictures were kept by the document.
    for thing in (*pending.get("documents", ()), *pending.get("files", ())):
        vault.cache_files.remove(thumbnail_key(thing))
    kept = vault.purge_former_states()
    with vault.write() as session:
        if (
            vault_settings.get(session, ERASING) == pending
        ):  # else more was deleted meanwhile, which is finished by itself
            backup_status.note(session, ERASING, {})
    return kept


def finish_at_opening(vault: Vault) -> None:
    """Go on with a deletion that was cut off; trouble with it is no reason not to open the vault."""
    if vault.read_only:
        return
    try:
        finish(vault)
    except IsmError as error:
        _log.warning("a deletion could not be finished: %s", type(error).__name__)
