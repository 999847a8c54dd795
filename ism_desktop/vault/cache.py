"""The cache: encrypted like everything else, rebuilt at any time, lost without harm. Search index, thumbnails, pictures of pages."""

import contextlib
import hashlib
import hmac
import re
import secrets
import sqlite3
from pathlib import Path

from ism_desktop.vault import durable, keys, sqlcipher
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.sealed import Seal, SealBroken
from ism_desktop.vault.sqlcipher import Mode

FOLDER = "cache"

_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_LEFT_BEHIND = ("", "-wal", "-journal", "-shm")


def connect(vault: Path, vault_key: VaultKey, name: str, *, read_only: bool) -> sqlite3.Connection:
    """Open the cache database of this name under the search key; made afresh if it is absent or does not open.

    The connection commits each statement by itself unless the caller sends BEGIN, and holds its file exclusively: one at a time.
    Where the folder cannot be written it lives in memory. Raises VaultInUse if a connection of this name is open already.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not the name of a cache: {name!r}")
    if read_only:
        return sqlcipher.connect_in_memory()
    path = vault / FOLDER / f"{name}.db"
    with durable.named_failures(vault):
        durable.make_folder(path.parent)
        try:
            return _opened(path, vault_key, name)
        except sqlcipher.DatabaseError as error:
            if sqlcipher.is_busy(error):
                with sqlcipher.named_failures(path):
                    raise
        discard(vault, name)
        with sqlcipher.named_failures(path):
            return _opened(path, vault_key, name)


def discard(vault: Path, name: str) -> None:
    """Delete a cache database; its connection must be closed before."""
    path = vault / FOLDER / f"{name}.db"
    for ending in _LEFT_BEHIND:
        durable.remove(path.with_name(path.name + ending))


def _opened(path: Path, vault_key: VaultKey, name: str) -> sqlite3.Connection:
    if not path.exists():
        durable.write_new(path, (), synced=False)
    salt = vault_key.derive(keys.SEARCH_SALT, sqlcipher.SALT_BYTES, context=name)
    connection = sqlcipher.connect(path, vault_key.derive(keys.SEARCH), salt, Mode.WRITE)
    try:
        # Losing the last changes of a cache costs nothing: it catches up by its generation.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


class CacheFiles:
    """Throw-away encrypted files by a key of the caller's: `thumbnail/<document>`, `page/<document>/3/150`."""

    def __init__(self, vault: Path, vault_key: VaultKey, *, read_only: bool) -> None:
        self._folder = vault / FOLDER
        self._seal = Seal.of(vault_key, keys.CACHE_FILES)
        self._names = vault_key.derive(keys.CACHE_NAMES)
        self._read_only = read_only

    def get(self, key: str) -> bytes | None:
        """What was put under this key, or none if it is not there or not sound."""
        file_id, path = self._place(key)
        try:
            with path.open("rb") as file:
                return b"".join(self._seal.open(file_id, file).content())
        except (OSError, SealBroken):
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep something under this key, in place of what was there. Where it cannot be written, it is simply not kept."""
        if self._read_only:
            return
        file_id, path = self._place(key)
        temporary = path.with_name(f"{path.stem}.{secrets.token_hex(4)}{durable.TEMPORARY}")
        try:
            durable.make_folder(path.parent.parent)
            durable.make_folder(path.parent)
            durable.write_new(temporary, self._seal.seal(file_id, {}, len(data), (data,)), synced=False)
            durable.replace_unsynced(temporary, path)
        except OSError:
            with contextlib.suppress(OSError):
                durable.remove(temporary)

    def remove(self, key: str) -> None:
        """Forget what was put under this key. Raises VaultNotWritable."""
        if not self._read_only:
            with durable.named_failures(self._folder.parent):
                durable.remove(self._place(key)[1])

    def _place(self, key: str) -> tuple[bytes, Path]:
        # Names are keyed hashes: which document a thumbnail belongs to cannot be read from the folder.
        file_id = hmac.new(self._names, key.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()[:16]
        name = file_id.hex()
        return file_id, self._folder / name[:2] / f"{name}.ismd"
