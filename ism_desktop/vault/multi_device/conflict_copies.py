"""Copies of a vault's own files beside them: those of sync clients, when two computers changed the same file, and rescue copies of ours.

Which of them counts only a person can say, so each is listed with its date and how far it goes; none is opened for writing or removed.
"""

import contextlib
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ism_desktop.vault import database, durable, header, header_files, keys, rescue_copies, sqlcipher
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.sqlcipher import Mode

# “records (1).db”, “records-LAPTOP.db”, “records (Maria’s conflicted copy 2026-05-12).db”, “records.sync-conflict-20260512-….db”,
# “vault 2.hdr”: each client has its own habit, and all keep the beginning and, somewhere, the ending.
_RECORDS = re.compile(r"records.*\.db\b(?!-(wal|shm|journal)).*", re.IGNORECASE)
_HEADER = re.compile(r"vault.*\.hdr\b.*", re.IGNORECASE)
_OWN = {database.FILE, header_files.MAIN, header_files.TWIN}


@dataclass(frozen=True, slots=True)
class ConflictCopy:
    """One such copy: its name, when it was changed, the generation of the records in it if it opens, and where it lies.

    `is_rescue`: the program kept it itself, when the database was moved away while it was open.
    """

    name: str
    changed: datetime
    generation: int | None
    path: Path

    @property
    def is_rescue(self) -> bool:
        """Whether it is a rescue copy."""
        return self.name.startswith(rescue_copies.PREFIX)


def find(vault: Path, key: VaultKey, computer: Computer | None = None) -> tuple[ConflictCopy, ...]:
    """Every conflict copy in the vault's folder, by name, and the rescue copies that this computer keeps elsewhere."""
    elsewhere = () if computer is None else rescue_copies.found([computer.rescue_folder(key.vault_id)])
    rescued = [ConflictCopy(path.name, _changed(path), _generation(path, key), path) for path in elsewhere]
    return (*_beside(vault, key), *rescued)


def _beside(vault: Path, key: VaultKey) -> list[ConflictCopy]:
    found: list[ConflictCopy] = []
    for path in sorted(vault.iterdir()):
        if path.name in _OWN or path.name.endswith(durable.TEMPORARY):
            continue
        # A sync client may take one away while we look.
        with contextlib.suppress(FileNotFoundError):
            if _RECORDS.fullmatch(path.name):
                found.append(ConflictCopy(path.name, _changed(path), _generation(path, key), path))
            elif _HEADER.fullmatch(path.name) and _is_header_of(path, key):
                found.append(ConflictCopy(path.name, _changed(path), None, path))
    return found


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _generation(path: Path, key: VaultKey) -> int | None:
    salt = key.derive(keys.DATABASE_SALT, sqlcipher.SALT_BYTES)
    try:
        if database.is_open_here(path) or path.stat().st_size < sqlcipher.PAGE:
            return None
        with closing(sqlcipher.connect(path, key.derive(keys.DATABASE), salt, Mode.READ_ONLY)) as connection:
            rows = dict(connection.execute("SELECT name, value FROM meta"))
        return int(rows["generation"]) if rows["vault_id"] == key.vault_id else None
    except (OSError, sqlcipher.DatabaseError, KeyError, ValueError):
        return None


def _is_header_of(path: Path, key: VaultKey) -> bool:
    try:
        with path.open("rb") as file:
            copy = header.parse(file.read(header.LARGEST + 1))
    except (OSError, header.HeaderDamaged, header.HeaderTooNew):
        return False
    return copy.header.vault_id == key.vault_id
