"""The encrypted database `records.db`: making it, opening it in the right order, and checking that it is sound.

One exclusive connection serves the whole program through SQLAlchemy. While it is open nobody here may open the file in another way:
on Linux and macOS, closing any other handle on it in this process would silently give up SQLite's lock.
"""

import contextlib
import os
import sqlite3
import threading
import weakref
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from ism_desktop.errors import VaultDamaged, VaultInUse, VaultNotWritable
from ism_desktop.language import tr_lazy, tr_n
from ism_desktop.vault import durable, flaws, keys, sqlcipher
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.message import message
from ism_desktop.vault.sqlcipher import Mode

FILE = "records.db"
WRITING = "ism_writing"

# The vault's own table; every other one comes from the migrations.
_META = "CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID"
_VAULT_ID = "vault_id"
_GENERATION = "generation"
# Kibibytes. Each page that falls out of the cache is decrypted and verified again: a list of 20,000 entries (18 MB) took twice as long
# with 8,000.
_CACHE = "PRAGMA cache_size = -65536"

_Identity = tuple[int, int]
_open_here: "weakref.WeakValueDictionary[_Identity, Database]" = weakref.WeakValueDictionary()
_open_here_lock = threading.Lock()


def _identity(path: Path) -> _Identity:
    status = path.stat()
    return status.st_dev, status.st_ino


class Database:
    """One open database file: its engine, its connection, and what SQLite itself does not watch over."""

    def __init__(self, path: Path, vault_key: VaultKey, mode: Mode) -> None:
        self.path = path
        self.read_only = mode is Mode.READ_ONLY
        self.salt_repaired = False
        self._salt = vault_key.derive(keys.DATABASE_SALT, sqlcipher.SALT_BYTES)
        self._identity = _identity(path)
        with _open_here_lock:
            if self._identity in _open_here:
                raise VaultInUse(
                    message(
                        tr_lazy("The record in “{folder}” is already open in this window."), folder=str(path.parent)
                    ),
                    message(tr_lazy("Close it there first, then open it again.")),
                )
            self.connection = sqlcipher.connect(path, vault_key.derive(keys.DATABASE), self._salt, mode)
            _open_here[self._identity] = self
        self.engine = _engine(self.connection)

    # Making and opening ---------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, vault_key: VaultKey) -> Self:
        """Make the encrypted file with the vault's own table, and prove that it is encrypted under this key. Raises VaultNotWritable."""
        durable.write_new(path, ())
        with sqlcipher.named_failures(path):
            database = cls(path, vault_key, Mode.CREATE)
            try:
                rows = [(_VAULT_ID, vault_key.vault_id), (_GENERATION, "0")]
                database.connection.execute("BEGIN IMMEDIATE")
                database.connection.execute(_META)
                database.connection.executemany("INSERT INTO meta VALUES (?, ?)", rows)
                database.connection.execute("COMMIT")
            finally:
                database.close()
        # A forgotten key would have made a plain file without a word (trap T1). Seen from outside, it begins with our salt.
        if _first_bytes(path) != database._salt:
            durable.remove(path)
            raise AssertionError("the new database is not encrypted")
        return cls.open(path, vault_key, read_only=False)

    @classmethod
    def open(cls, path: Path, vault_key: VaultKey, *, read_only: bool) -> Self:
        """Open an existing file: checked before SQLite sees it, and again by the vault's id inside.

        Raises:
            VaultDamaged: missing, empty, not a database under this key, or another vault's.
            VaultInUse: another window has it.
            VaultNotWritable: read-only, and the last session was cut off before its changes reached the file.
        """
        with sqlcipher.named_failures(path):
            salt_is_sound = _check_outside(path, vault_key, read_only=read_only)
            database = cls(path, vault_key, Mode.READ_ONLY if read_only else Mode.WRITE)
            try:
                database._check_inside(vault_key.vault_id)
                if salt_is_sound or read_only:
                    return database
            except BaseException:
                database.close()
                raise
            # SQLCipher does not read the salt, since we derive it; but a stand-alone reader may. It is known, so it is put right.
            database.close()
            _repair_salt(path, database._salt)
            database = cls(path, vault_key, Mode.WRITE)
            database.salt_repaired = True
            return database

    def _check_inside(self, vault_id: str) -> None:
        found = self._meta(_VAULT_ID)
        if found is None:
            raise sqlcipher.damaged(self.path, flaws.NO_VAULT_NAMED)
        if found != vault_id:
            raise sqlcipher.damaged(self.path, flaws.OF_ANOTHER_VAULT)
        # Only now: SQLite reads the list of tables for it, and a damaged one must not be met before it can be told of.
        self.connection.execute(_CACHE)

    def _meta(self, name: str) -> str | None:
        try:
            row = self.connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        except sqlcipher.DatabaseError as error:
            if sqlcipher.explained(self.path, error) is not None:
                raise
            raise sqlcipher.damaged(self.path, flaws.NO_DATABASE) from error
        return None if row is None else str(row[0])

    # In use ---------------------------------------------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """How many transactions have changed something."""
        return int(self._meta(_GENERATION) or 0)

    def set_generation(self, connection: Connection, generation: int) -> None:
        """Write the number within the transaction that it counts."""
        connection.exec_driver_sql("UPDATE meta SET value = ? WHERE name = ?", (str(generation), _GENERATION))

    def displaced(self) -> VaultNotWritable | None:
        """What to say when the file is not at its path any more; none while it is.

        A sync client may rename or replace it under us; SQLite would go on without an error and lose every change (trap T6).
        """
        try:
            same = _identity(self.path) == self._identity
        except OSError as error:
            if not self.path.parent.is_dir():
                return durable.not_writable(self.path.parent, error)
            what = message(
                tr_lazy(
                    "Another program renamed, moved or deleted the file {file} in “{folder}” while your record was open."
                ),
                file=self.path.name,
                folder=str(self.path.parent),
            )
        else:
            if same:
                return None
            what = message(
                tr_lazy("Another program replaced the file {file} in “{folder}” while your record was open."),
                file=self.path.name,
                folder=str(self.path.parent),
            )
        return VaultNotWritable(
            what,
            message(
                tr_lazy(
                    "Nothing more is written, so that nothing is lost. Pause the program that synchronises this folder, then "
                    "lock and reopen your record."
                )
            ),
        )

    @contextmanager
    def named_failures(self) -> Generator[None]:
        """Turn SQLAlchemy's wrapping of an error about the file into the error that says what to do."""
        with sqlcipher.named_failures(self.path):
            try:
                yield
            except DBAPIError as error:
                named = sqlcipher.explained(self.path, error.orig) if error.orig is not None else None
                if named is None:
                    raise
                raise named from error

    def checkpoint(self) -> None:
        """Bring everything from the write-ahead log into the file itself, and empty the log."""
        if not self.read_only:
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def compact(self) -> None:
        """Write the whole database anew without what was deleted, and empty the log. Raises VaultNotWritable by `named_failures`.

        `secure_delete` overwrites deleted rows; what SQLite left behind when it moved rows between pages, only this removes.
        """
        self.connection.execute("VACUUM")
        self.checkpoint()

    def check(self) -> tuple[str, ...]:
        """Every fault that SQLCipher's and SQLite's own checks find. Empty when sound. Raises VaultNotWritable on a full disk."""
        try:
            # After a crash the good copy of a page may be in the log alone, which the first check does not read (trap T4).
            self.checkpoint()
            return faults(self.connection)
        except sqlcipher.DatabaseError as error:
            named = sqlcipher.explained(self.path, error)
            if named is not None and not isinstance(named, VaultDamaged):
                raise named from error
            return (f"{sqlcipher.error_name(error)}: {error}",)

    def close(self) -> None:
        """Close the connection; SQLite then removes the log, once it is empty."""
        try:
            self.engine.dispose()
            self.connection.close()
        finally:
            with _open_here_lock:
                if _open_here.get(self._identity) is self:
                    del _open_here[self._identity]


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open: then no other handle on it may be opened, for closing that would give up SQLite's lock."""
    with _open_here_lock:
        return _identity(path) in _open_here


def begins_as_of(vault: Path, vault_key: VaultKey) -> bool:
    """Whether the database in this folder begins as one under this key does. Its other bytes are not looked at."""
    path = vault / FILE
    with contextlib.suppress(OSError), _open_here_lock:
        if _identity(path) not in _open_here:
            return _first_bytes(path) == vault_key.derive(keys.DATABASE_SALT, sqlcipher.SALT_BYTES)
    return False


def faults(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Run all three checks: each misses damage that another sees (trap T3)."""
    found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    found += [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [
        f"{row[0]} row {row[1]} refers to a missing row of {row[2]}"
        for row in connection.execute("PRAGMA foreign_key_check")
    ]
    return tuple(found)


def _engine(connection: sqlite3.Connection) -> Engine:
    # One connection, kept: under an exclusive lock a second one of this same process would be refused too (trap T7).
    engine = create_engine("sqlite://", creator=lambda: connection, module=sqlcipher.DBAPI, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    # The library's own transaction mode would commit before DDL, and a failed migration would leave half its tables behind.
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _check_outside(path: Path, vault_key: VaultKey, *, read_only: bool) -> bool:
    """Whether the file begins with the salt that we derive. Raises VaultDamaged for what SQLite would take for a new database (trap T2)."""
    try:
        size, identity = path.stat().st_size, _identity(path)
    except OSError as error:
        raise sqlcipher.damaged(path, flaws.MISSING) from error
    if size < sqlcipher.PAGE:
        raise VaultDamaged(
            tr_n(
                "The file {file} in “{folder}”, which holds everything you typed, is only {number} byte long.",
                "The file {file} in “{folder}”, which holds everything you typed, is only {number} bytes long.",
                size,
                file=path.name,
                folder=str(path.parent),
            ),
            message(
                tr_lazy(
                    "If a cloud service keeps this folder, the file may not have been downloaded yet: let it finish, then try again. "
                    "Otherwise restore a backup to a new folder."
                )
            ),
        )
    if read_only and _size_of(path.with_name(f"{path.name}-wal")):
        raise VaultNotWritable(
            message(
                tr_lazy(
                    "The record in “{folder}” was not closed properly last time. To finish that, the program has to write to "
                    "its folder, which is not possible."
                ),
                folder=str(path.parent),
            ),
            message(tr_lazy("Copy the whole folder to a folder of your own and open the copy: nothing is lost.")),
        )
    with _open_here_lock:
        if identity in _open_here:
            # Looking into it would give up the lock; whoever has it open has checked it.
            return True
    return _first_bytes(path) == vault_key.derive(keys.DATABASE_SALT, sqlcipher.SALT_BYTES)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(sqlcipher.SALT_BYTES)


def _repair_salt(path: Path, salt: bytes) -> None:
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.write(descriptor, salt)
        durable.sync_descriptor(descriptor)
    finally:
        os.close(descriptor)
