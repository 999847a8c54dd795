"""The one place that talks to sqlcipher3: opening an encrypted database with a raw key, and naming its errors.

sqlcipher3 carries no types. Its connections have the methods of the standard library's `sqlite3.Connection`, so they are typed as such.
"""

import errno
import functools
import sqlite3
import sys
from collections.abc import Generator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from sqlcipher3 import dbapi2  # pyright: ignore[reportUnknownVariableType]

from ism_desktop.errors import IsmError, VaultDamaged, VaultInUse
from ism_desktop.language import tr
from ism_desktop.vault import durable, flaws
from ism_desktop.vault.flaws import Flaw

DBAPI: Any = cast("Any", dbapi2)
DatabaseError: type[Exception] = DBAPI.DatabaseError
SALT_BYTES = 16
PAGE = 4096

_KEY_BYTES = 32
_BUSY_SECONDS = 0.5
_CALM_PRAGMAS = (
    "fullfsync = 1",
    "checkpoint_fullfsync = 1",
    "temp_store = MEMORY",
    "foreign_keys = 1",
    "secure_delete = 1",
    "trusted_schema = 0",
    "cell_size_check = 1",
)


class Mode(Enum):
    """How a database file is opened."""

    CREATE = "mode=rwc"
    WRITE = "mode=rw"
    # A folder that cannot be written takes no WAL index either: SQLite is told that nobody changes the file (trap T9).
    READ_ONLY = "mode=ro&immutable=1"


def file_uri(path: Path, query: str) -> str:
    """A path as SQLite's URI: only so can a file be opened without being made where it is absent (trap T1)."""
    text = path.as_posix()
    if not text.startswith("/"):
        text = f"/{text}"
    errors = "strict" if sys.platform == "win32" else "surrogateescape"
    return f"file://{quote(text, errors=errors)}?{query}"


def _key_pragma(key: bytes, salt: bytes) -> str:
    # With any other length SQLCipher silently takes the digits for a passphrase (trap T1).
    if len(key) != _KEY_BYTES or len(salt) != SALT_BYTES:
        raise ValueError("a raw key has 32 bytes and its salt 16")
    return f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\""


@functools.cache
def _silence() -> None:
    # SQLCipher writes ERROR CORE lines to stderr unless told otherwise, once for the whole process (trap T10).
    connection = DBAPI.connect(":memory:")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.close()


def connect(path: Path, key: bytes, salt: bytes, mode: Mode) -> sqlite3.Connection:
    """Open an encrypted database: exclusive, in WAL mode, every commit synced, transactions begun by hand.

    Raises:
        DatabaseError: SQLCipher's own error; a wrong key and a damaged first page look the same.
    """
    _silence()
    connection = DBAPI.connect(
        file_uri(path, mode.value), uri=True, isolation_level=None, timeout=_BUSY_SECONDS, check_same_thread=False
    )
    try:
        connection.execute(_key_pragma(key, salt))
        if mode is not Mode.READ_ONLY:
            # Exclusive before anything is read: so the WAL needs no shared-memory file, which network drives and sticks lack.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            (journal,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
            if journal != "wal":
                raise DBAPI.OperationalError(f"the journal mode is {journal}")
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
        for pragma in _CALM_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if mode is not Mode.READ_ONLY:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return cast("sqlite3.Connection", connection)


def connect_in_memory() -> sqlite3.Connection:
    """A database that lives in this process's memory alone, for a cache that has no place on the disk."""
    _silence()
    connection = DBAPI.connect(":memory:", isolation_level=None, check_same_thread=False)
    return cast("sqlite3.Connection", connection)


def error_name(error: BaseException) -> str:
    """SQLite's name of an error, such as SQLITE_FULL; empty for errors of the library itself."""
    return getattr(error, "sqlite_errorname", "") or ""


def is_busy(error: BaseException) -> bool:
    """Whether another connection holds the file."""
    return error_name(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


@contextmanager
def named_failures(path: Path) -> Generator[None]:
    """Turn SQLCipher's errors about the file itself into the error that says what to do. Others pass: they are bugs of ours."""
    try:
        yield
    except DatabaseError as error:
        named = explained(path, error)
        if named is None:
            raise
        raise named from error


def explained(path: Path, error: BaseException) -> IsmError | None:
    """The error to show for one of SQLite's that concerns the file, the disk or the lock; none for any other."""
    name = error_name(error)
    if is_busy(error):
        return VaultInUse(
            tr("Another window or program has the record in “{folder}” open.", folder=str(path.parent)),
            tr("Continue in that window, or close it and try again."),
        )
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_IOERR_SHORT_READ")):
        return damaged(path, flaws.DAMAGED)
    if name.startswith("SQLITE_FULL"):
        return durable.not_writable(path.parent, OSError(errno.ENOSPC, "full"))
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM")):
        return durable.not_writable(path.parent, OSError(errno.EACCES, "read-only"))
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR")):
        return durable.not_writable(path.parent, OSError(errno.EIO, "input/output"))
    return None


def damaged(path: Path, flaw: Flaw) -> VaultDamaged:
    """The error for a database file that cannot be used."""
    return VaultDamaged(
        tr(
            "{flaw} It lies in “{folder}” and holds everything you typed; the documents themselves lie in other files.",
            flaw=str(flaw.with_values(file=path.name)),
            folder=str(path.parent),
        ),
        tr("Do not write to this folder. Restore a backup to a new folder, or use the newest file in “snapshots”."),
    )
