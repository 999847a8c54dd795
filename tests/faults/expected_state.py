"""What a vault holds, as plain values without ids: what a life says that it saved, and what is found after the blow, are compared."""

import contextlib
import copy
import hashlib
from collections.abc import Generator
from pathlib import Path
from typing import Any

from ism_desktop.documents import texts
from ism_desktop.errors import BackupMissing, IsmError, VaultDamaged, VaultMissing
from ism_desktop.records import safekeeping, store
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.vault import Session, Vault, backups, inbox, key_slots, look, unlock
from ism_desktop.vault.document_files import ENDING, TRASH
from ism_desktop.vault.integrity import Severity

State = dict[str, Any]

# The first is the one that a template is made with.
PASSPHRASES = ("correct horse battery staple", "another passphrase of the same person", "a third one, long enough")

STICK, TARS, RESTORED = "stick", "tars", "restored"
NAMES = {"medications": "name", "documents": "title"}
_RECORDS = ("medications", "documents", "settings", "left", "statements", "times", "episodes", "journal")


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def of_vault(vault: Vault) -> State:
    """Everything in an open vault that a life may change, asked in plain SQL: it is asked thousands of times."""
    with vault.read() as session:
        state, files = _rows(session)
    for name, (file_id, text_file_id, digest) in files.items():
        content = sha(vault.files.read(file_id))
        assert content == digest, f"the bytes of {name} are others than its record says"
        text = [] if text_file_id is None else texts.pages_in(vault, text_file_id)
        state["documents"][name] += [content, sha("".join(page.text for page in text).encode())]
    state["generation"] = vault.generation
    return state


def _rows(session: Session) -> tuple[State, dict[str, tuple[str, str | None, str]]]:
    def ask(statement: str) -> list[Any]:
        return list(session.connection().exec_driver_sql(statement).fetchall())

    versions = "(SELECT count(*) FROM history WHERE record_id = record.id)"
    kept = f"SELECT %s, deleted_at IS NOT NULL, {versions}, %s FROM %s AS record"
    medications = ask(kept % ("name", "strength", "medications"))
    documents = ask(kept % ("title", "notes, file_id, text_file_id, sha256", "documents"))
    assert len({row[0] for row in medications}) == len(medications), "a medication is there twice"
    assert len({row[0] for row in documents}) == len(documents), "a document is there twice"
    settings = dict(ask("SELECT name, value FROM vault_settings"))
    state: State = {
        "medications": {row[0]: [row[3], bool(row[1]), row[2]] for row in medications},
        "documents": {row[0]: [row[3], bool(row[1]), row[2]] for row in documents},
        "statements": sorted(row[0] for row in ask("SELECT kind FROM statements")),
        "settings": {"backup_keep": int(settings.get("backup_keep", 10))},
        "left": sorted(row[0] for row in ask("SELECT title FROM departures")),
        "times": [list(row) for row in ask("SELECT what, pressed_at, mistaken FROM episode_times ORDER BY pressed_at")],
        "journal": [
            list(row) for row in ask("SELECT begun, notes, symptoms, exposures FROM journal_entries ORDER BY begun")
        ],
        "episodes": [list(row) for row in ask("SELECT began, ended FROM episodes ORDER BY began")],
    }
    return state, {row[0]: row[4:7] for row in documents}


def note(session: Session, name: str) -> None:
    """Save one medication."""
    store.save(session, MEDICATIONS, {"name": name})


def beside(vault: Vault) -> State:
    """What lies beside the records: the digits of the recovery sheet, what waits in the inbox, what was typed and not saved."""
    sheet = key_slots.present_recovery_code(vault)
    draft = vault.draft_files.read()
    faulty = inbox.unreadable(vault)
    assert not faulty, f"the inbox: {faulty}"
    waiting = [inbox.content(vault, item.id) if item.sort != "time" else b"" for item in inbox.items(vault)]
    return {
        "sheet": None if sheet is None else list(sheet.groups),
        "inbox": sorted(sha(content) for content in waiting),
        "draft": None if draft is None else sha(draft),
    }


def beside_in(state: State) -> State:
    """The same part of a state that was told."""
    return {"sheet": state.get("sheet"), "inbox": sorted(state.get("inbox", [])), "draft": state.get("draft")}


def discarded(vault: Vault) -> list[str]:
    """The contents that lie in the trash."""
    paths = (vault.path / TRASH).glob(f"*{ENDING}")
    return sorted(vault.files.examine(path, lambda _: None).sha256 for path in paths)


def records_of(state: State) -> State:
    """The part of a state that a backup holds."""
    return copy.deepcopy({name: state[name] for name in (*_RECORDS, "generation")})


def of_backup(place: Path, scratch: Path, passphrase: str) -> State | None:
    """What a backup gives back when it is restored; nothing if there is none. Raises AssertionError for one that is not whole."""
    try:
        source = backups.find(place)
    except BackupMissing:
        return None
    findings = backups.check(source)
    assert not findings, f"the backup in {place.name}: {findings[0].what}"
    report = backups.restore(source, scratch)
    assert report.is_complete, f"the backup in {place.name} is not complete"
    return of_restored(scratch, passphrase)


def is_vault(path: Path) -> bool:
    """Whether a folder is offered as a vault."""
    try:
        look(path)
    except (VaultMissing, VaultDamaged):
        return False
    return True


def of_restored(path: Path, passphrase: str) -> State | None:
    """What a restored vault holds; nothing if the folder is no vault (yet)."""
    if not is_vault(path):
        return None
    opened = unlock(path, passphrase)
    try:
        damage = [finding.what for finding in safekeeping.full_check(opened) if finding.severity is Severity.DAMAGED]
        assert not damage, f"the restored vault: {damage[0]}"
        return records_of(of_vault(opened))
    finally:
        opened.close()


def differences(found: State, wanted: State) -> list[str]:
    """Where two states differ, in words."""
    listed: list[str] = []
    for name in sorted(found.keys() | wanted.keys()):
        there, told = found.get(name), wanted.get(name)
        if there == told:
            continue
        if isinstance(there, dict) and isinstance(told, dict):
            listed += [
                f"{name} “{key}”: {there.get(key)} instead of {told.get(key)}"
                for key in sorted(there.keys() | told.keys())
                if there.get(key) != told.get(key)
            ]
        else:
            listed.append(f"{name}: {there} instead of {told}")
    return listed


@contextlib.contextmanager
def closing(vault: Vault) -> Generator[Vault]:
    """Close a vault at the end of the block; what went wrong in the block is what counts."""
    try:
        yield vault
    finally:
        with contextlib.suppress(IsmError):
            vault.close()
