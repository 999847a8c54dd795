"""What one computer remembers of the vaults it opened, in the person's configuration folder: how new each was when it was last seen.

A vault that comes back older was restored from a backup, replaced by a sync client, or lost its last changes with a damaged log
(docs/security-design.md). The note is sealed under the vault's key, so nobody can turn it back without the key.
Losing it costs the warning only.
"""

import contextlib
import hashlib
import hmac
import json
import platform
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from ism_desktop.vault import durable, keys
from ism_desktop.vault.keys import VaultKey

_FOLDER = "vaults"
_RESCUED = "rescued"
_INBOX = ".inbox-key"
_INBOX_BYTES = 32
_ID_FILE = "computer-id"
_LARGEST = 4096
UNNAMED = "another computer"
"""What stands in the notes for a computer without a name, in every language."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How new a vault was when this computer last had it open."""

    generation: int
    header_seq: int
    at: datetime


class Computer:
    """This computer, as far as vaults are concerned: a random id, a name that people recognise, and its notes of vaults.

    Args:
        folder: the person's configuration folder; made when the first note is written.
        label: the computer's name, if not the system's.
    """

    def __init__(self, folder: Path, label: str | None = None) -> None:
        self._folder = folder
        self.label = (platform.node() if label is None else label)[:80] or UNNAMED
        self._id = ""

    @property
    def id(self) -> str:
        """A random id that tells computers of the same name apart; for this run only, if the folder cannot be written."""
        if not self._id:
            path = self._folder / _ID_FILE
            with contextlib.suppress(OSError, UnicodeDecodeError):
                self._id = path.read_text("ascii").strip()
            if len(self._id) != 32:
                self._id = secrets.token_hex(16)
                # Synced: with another id after a power cut, this computer's own sign of life would look like another's.
                self._write(path, self._id.encode(), synced=True)
        return self._id

    def rescue_folder(self, vault_id: str) -> Path:
        """Where a rescue copy of this vault's records goes when the vault's own folder is gone."""
        return self._folder / _RESCUED / vault_id

    def last_seen(self, key: VaultKey) -> Seen | None:
        """What was noted of this vault; nothing if it was never open here, or the note is not genuine."""
        try:
            with self._path(key).open("rb") as file:
                untrusted = cast("dict[str, Any]", json.loads(file.read(_LARGEST)))
            seal = str(untrusted.pop("hmac"))
            if not hmac.compare_digest(_seal(key, untrusted), seal):
                return None
            return Seen(untrusted["generation"], untrusted["header_seq"], datetime.fromisoformat(untrusted["at"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None

    def saw(self, key: VaultKey, generation: int, header_seq: int) -> None:
        """Note how new the vault is now. Where that cannot be written, there will be no warning; nothing else depends on it."""
        note = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "generation": generation,
            "header_seq": header_seq,
            "vault_id": key.vault_id,
        }
        self._write(self._path(key), json.dumps(note | {"hmac": _seal(key, note)}, sort_keys=True).encode())

    def inbox_key(self, vault_id: str) -> bytes | None:
        """The public key of the vault's inbox as it was when the vault was last open here; nothing if it never was."""
        noted = b""
        with contextlib.suppress(OSError, ValueError):
            noted = bytes.fromhex((self._folder / _FOLDER / f"{vault_id}{_INBOX}").read_text("ascii"))
        # A power cut may leave an empty note: that is none, and no reason to mistrust the inbox.
        return noted if len(noted) == _INBOX_BYTES else None

    def saw_inbox_key(self, vault_id: str, public_key: bytes) -> None:
        """Note the public key of the vault's inbox, so that another key put in its place is noticed while the vault is locked."""
        if self.inbox_key(vault_id) != public_key:
            self._write(self._folder / _FOLDER / f"{vault_id}{_INBOX}", public_key.hex().encode())

    def _path(self, key: VaultKey) -> Path:
        return self._folder / _FOLDER / f"{key.vault_id}.json"

    def _write(self, path: Path, content: bytes, *, synced: bool = False) -> None:
        # Most are not synced: they are written with every change, and after a power cut an older note still warns of an older vault.
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{durable.TEMPORARY}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                durable.write_new(temporary, (content,), synced=synced)
                durable.replace_unsynced(temporary, path)
                if synced:
                    durable.sync_folder(path.parent)
                    durable.sync_folder(path.parent.parent)  # the folder itself may be new
            except OSError:
                durable.remove(temporary)
                raise


def _seal(key: VaultKey, note: dict[str, Any]) -> str:
    packed = json.dumps(note, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(key.derive(keys.LOCAL), packed, hashlib.sha256).hexdigest()
