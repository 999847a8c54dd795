"""What belongs into a backup: a snapshot of the records, and every document file that it names or that waits without a record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from ism_desktop.language import tr_lazy
from ism_desktop.vault import document_files, flaws, inbox
from ism_desktop.vault.database import Database
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.integrity import messages
from ism_desktop.vault.integrity.filed_rows import Filed, FiledFile
from ism_desktop.vault.integrity.findings import Fault, Finding, Severity
from ism_desktop.vault.message import message
from ism_desktop.vault.sealed import SealBroken
from ism_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Chosen:
    """A snapshot with the key header beside it, the ids of the files, and what the snapshot's records call them."""

    snapshot: Path
    file_ids: tuple[str, ...]
    filed: Mapping[str, FiledFile]


def choose(vault: Vault, filed: Filed) -> Chosen:
    """Keep a snapshot if something changed since the last, and see which files belong to it. Raises VaultNotWritable, VaultDamaged."""
    snapshot = vault.present_snapshot()
    opened = Database.open(snapshot, vault.open_key(), read_only=True)
    try:
        with opened.named_failures(), Session(opened.engine) as session:
            named = {file.file_id: file for file in filed(session)}
    finally:
        opened.close()
    waiting = (f"{inbox.FOLDER}/{item_id}" for item_id in inbox.ids(vault.path))
    return Chosen(snapshot, (*sorted(named.keys() | vault.files.ids()), *waiting), named)


def is_waiting(file_id: str) -> bool:
    """Whether this stands for a thing in the inbox and not for a document."""
    return file_id.startswith(f"{inbox.FOLDER}/")


def path_of(vault: Vault, file_id: str) -> Path:
    """Where a file lies in the vault."""
    return vault.path / f"{file_id}{inbox.ENDING}" if is_waiting(file_id) else vault.files.path_of(file_id)


def place(file_id: str) -> str:
    """The path of a file in a backup."""
    return f"{file_id}{inbox.ENDING}" if is_waiting(file_id) else messages.place(file_id)


def _lies_at(vault: Vault, file_id: str) -> Iterator[Path]:
    """Where the file may be: it can be discarded while the backup runs, and the snapshot still names it then."""
    path = path_of(vault, file_id)
    yield path
    yield vault.path / document_files.TRASH / path.name


class SourceFailed(Exception):
    """A document file of the vault itself could not be read: its name, and what is wrong with it."""

    def __init__(self, file_id: str, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.file = place(file_id)
        self.flaw = flaw


def sealed(vault: Vault, file_id: str) -> Iterator[bytes]:
    """A document's bytes as they lie in the vault, verified as they pass: a damaged one never gets its place in a backup.

    Raises SourceFailed.
    """
    for source in _lies_at(vault, file_id):
        try:
            yield from inbox.sealed(vault, source) if is_waiting(file_id) else vault.files.sealed(source)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise SourceFailed(file_id, flaws.UNREADABLE) from error
        except SealBroken as error:
            raise SourceFailed(file_id, error.flaw) from error
        return
    raise SourceFailed(file_id, flaws.MISSING)


def not_copied(chosen: Chosen, file_id: str, flaw: Flaw, *, damaged_there: bool = False) -> Finding:
    """A document that could not be taken into the backup as it lies in the vault; `damaged_there` if an earlier copy has rotted too."""
    found = messages.damaged(file_id, chosen.filed.get(file_id), None, flaw)
    if damaged_there:
        what = tr_lazy("{what} The copy in the backup is damaged too, so it is not in this backup.")
    else:
        what = tr_lazy("{what} It is not in this backup.")
    told = flaw.with_values(file=place(file_id)) if is_waiting(file_id) else found.told
    advice = message(tr_lazy("Look for it in other backups, or scan the paper again."))
    return Finding(
        Severity.DAMAGED,
        Fault.NOT_COPIED,
        place(file_id),
        message(what, what=told),
        advice,
        found.document_id,
        found.title,
    )
