"""The key header `vault.hdr` and its twin: who may open the vault, and how the key is wrapped for each.

Five lines of text: the magic line, a JSON body, an HMAC over the body under the vault's key, a SHA-256 of the first three lines,
and nothing. The plain hash tells damage from a wrong passphrase before one is asked for; the HMAC tells tampering
(docs/security-design.md).
"""

import base64
import binascii
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ism_desktop.vault import flaws, keys
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.keys import KeyCost, VaultKey

FORMAT = 1
MAGIC = f"ISMVAULT {FORMAT}"
LARGEST = 64 * 1024
MOST_SLOTS = 16

PASSPHRASE = "passphrase"  # noqa: S105 (the name of a kind of slot)
RECOVERY = "recovery"
KEYRING = "keyring"

_ARGON2ID = "argon2id"
_HKDF = "hkdf-sha256"
_MAGIC_LINE = re.compile(rb"ISMVAULT ([1-9]\d{0,8})")
_HEX_ID = re.compile(r"[0-9a-f]{32}")
_BODY_FIELDS = {"created", "format", "min_reader", "seq", "slots", "vault_id"}
_SLOT_FIELDS = {"created", "id", "kdf", "kind", "label", "nonce", "salt", "wrapped"}


class HeaderDamaged(Exception):
    """One copy of the header cannot be used; `flaw` says why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


class HeaderTooNew(Exception):
    """One copy of the header is sound and of a later format; the text names the format."""


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


@dataclass(frozen=True, slots=True)
class Slot:
    """One way into the vault: the vault's key, wrapped with AES-256-GCM under a key made from this slot's own secret.

    All other fields are bound to the wrapped key, so none can be edited. `label` tells two slots of a kind apart ("Maria").
    """

    id: str
    kind: str
    label: str
    created: str
    kdf: Mapping[str, str | int]
    salt: bytes
    nonce: bytes
    wrapped: bytes

    @classmethod
    def for_passphrase(
        cls,
        key: VaultKey,
        passphrase: str,
        cost: KeyCost,
        *,
        created: str,
        label: str = "",
        slot_id: str | None = None,
    ) -> Self:
        """Wrap the vault's key for whoever knows this passphrase. A slot that takes the place of another takes its id."""
        kdf = {"name": _ARGON2ID, "memory_kib": cost.memory_kib, "iterations": cost.iterations, "lanes": cost.lanes}
        salt = secrets.token_bytes(16)
        return cls._wrapping(key, keys.stretch(passphrase, salt, cost), PASSPHRASE, label, created, kdf, salt, slot_id)

    @classmethod
    def for_secret(
        cls,
        key: VaultKey,
        secret: bytes,
        kind: str,
        *,
        created: str,
        label: str = "",
        salt: bytes | None = None,
        slot_id: str | None = None,
    ) -> Self:
        """Wrap the vault's key for whoever holds this random secret of 16 bytes or more: a recovery sheet, a keyring.

        `salt` are 16 random bytes, if they had to be chosen before the secret.
        """
        if len(secret) < 16:
            raise ValueError("a slot without slow key derivation needs 128 random bits")
        salt = secrets.token_bytes(16) if salt is None else salt
        wrapping_key = keys.expand(secret, salt, keys.SLOT)
        return cls._wrapping(key, wrapping_key, kind, label, created, {"name": _HKDF}, salt, slot_id)

    @classmethod
    def _wrapping(
        cls,
        key: VaultKey,
        wrapping_key: bytes,
        kind: str,
        label: str,
        created: str,
        kdf: Mapping[str, str | int],
        salt: bytes,
        slot_id: str | None,
    ) -> Self:
        bare = cls(slot_id or secrets.token_hex(8), kind, label, created, kdf, salt, secrets.token_bytes(12), b"")
        wrapped = AESGCM(wrapping_key).encrypt(bare.nonce, key.secret, bare._bound(key.vault_id))
        return cls(bare.id, kind, label, created, kdf, salt, bare.nonce, wrapped)

    @property
    def cost(self) -> KeyCost | None:
        """What a guess costs, for a passphrase slot."""
        if self.kdf.get("name") != _ARGON2ID:
            return None
        memory, iterations, lanes = (self.kdf.get(part) for part in ("memory_kib", "iterations", "lanes"))
        if not (isinstance(memory, int) and isinstance(iterations, int) and isinstance(lanes, int)):
            return None
        return KeyCost(memory, iterations, lanes)

    def open_with_passphrase(self, vault_id: str, passphrase: str) -> VaultKey | None:
        """The vault's key, or none if this is another passphrase (or not a passphrase slot)."""
        cost = self.cost
        if self.kind != PASSPHRASE or cost is None:
            return None
        return self._unwrapped(vault_id, keys.stretch(passphrase, self.salt, cost))

    def open_with_secret(self, vault_id: str, secret: bytes) -> VaultKey | None:
        """The vault's key, or none if this is another secret (or a slot of another make)."""
        if self.kdf.get("name") != _HKDF:
            return None
        return self._unwrapped(vault_id, keys.expand(secret, self.salt, keys.SLOT))

    def _unwrapped(self, vault_id: str, wrapping_key: bytes) -> VaultKey | None:
        try:
            return VaultKey(vault_id, AESGCM(wrapping_key).decrypt(self.nonce, self.wrapped, self._bound(vault_id)))
        except InvalidTag:
            return None

    def _bound(self, vault_id: str) -> bytes:
        fields = {name: value for name, value in self.as_json().items() if name != "wrapped"}
        return _canonical([MAGIC, vault_id, fields])

    def as_json(self) -> dict[str, object]:
        """The slot as it stands in the header's body."""
        return {
            "created": self.created,
            "id": self.id,
            "kdf": dict(self.kdf),
            "kind": self.kind,
            "label": self.label,
            "nonce": _text(self.nonce),
            "salt": _text(self.salt),
            "wrapped": _text(self.wrapped),
        }

    @classmethod
    def from_json(cls, untrusted: object) -> Self:
        """Read a slot back. Raises HeaderDamaged, KeyError, TypeError or ValueError."""
        fields = _object(untrusted, _SLOT_FIELDS)
        if not isinstance(fields["kdf"], dict):
            raise HeaderDamaged(flaws.MALFORMED)
        kdf = cast("dict[str, Any]", fields["kdf"])
        if not all(type(value) in {str, int} for value in kdf.values()):
            raise HeaderDamaged(flaws.MALFORMED)
        slot = cls(
            id=_string(fields["id"]),
            kind=_string(fields["kind"]),
            label=_string(fields["label"]),
            created=_string(fields["created"]),
            kdf=kdf,
            salt=_bytes(fields["salt"]),
            nonce=_bytes(fields["nonce"]),
            wrapped=_bytes(fields["wrapped"]),
        )
        if len(slot.salt) != 16 or len(slot.nonce) != 12 or len(slot.wrapped) != keys.KEY_BYTES + 16:
            raise HeaderDamaged(flaws.MALFORMED)
        if slot.kind == PASSPHRASE and (slot.cost is None or not slot.cost.in_bounds):
            raise HeaderDamaged(flaws.TOO_COSTLY)
        return slot


@dataclass(frozen=True, slots=True)
class Header:
    """The body of the header. `seq` rises with every change; of two sound copies the higher one counts."""

    vault_id: str
    seq: int
    created: str
    slots: tuple[Slot, ...]

    @property
    def body(self) -> bytes:
        """The canonical JSON that the HMAC covers."""
        return _canonical(
            {
                "created": self.created,
                "format": FORMAT,
                "min_reader": FORMAT,
                "seq": self.seq,
                "slots": [slot.as_json() for slot in self.slots],
                "vault_id": self.vault_id,
            }
        )

    def pack(self, key: VaultKey) -> bytes:
        """The bytes of the file."""
        if not 1 <= len(self.slots) <= MOST_SLOTS:
            raise ValueError(f"a vault has 1 to {MOST_SLOTS} key slots, not {len(self.slots)}")
        lines = b"\n".join((MAGIC.encode(), self.body, _seal(key, self.body), b""))
        return lines + hashlib.sha256(lines).hexdigest().encode() + b"\n"


def _seal(key: VaultKey, body: bytes) -> bytes:
    return hmac.new(key.derive(keys.HEADER), body, hashlib.sha256).hexdigest().encode()


@dataclass(frozen=True, slots=True)
class HeaderCopy:
    """One sound copy of the header as it was read."""

    header: Header
    raw: bytes
    seal: bytes

    def is_genuine(self, key: VaultKey) -> bool:
        """Whether the holder of the vault's key wrote this body."""
        return hmac.compare_digest(_seal(key, self.header.body), self.seal)


def claimed_format(untrusted: bytes) -> int | None:
    """The format that the first line names, whether or not the rest is sound."""
    match = _MAGIC_LINE.match(untrusted)
    return int(match[1]) if match and untrusted[match.end() : match.end() + 1] == b"\n" else None


def parse(untrusted: bytes) -> HeaderCopy:
    """Check and read one copy, doing no slow work. Raises HeaderDamaged or HeaderTooNew."""
    if len(untrusted) > LARGEST:
        raise HeaderDamaged(flaws.FAR_TOO_LARGE)
    lines = untrusted.split(b"\n")
    # Every later format keeps this: the last line is the SHA-256 of all before it. So a damaged digit is not taken for a newer format.
    if (
        len(lines) < 3
        or lines[-1] != b""
        or hashlib.sha256(untrusted[: -len(lines[-2]) - 1]).hexdigest().encode() != lines[-2]
    ):
        raise HeaderDamaged(flaws.WRONG_CHECKSUM if untrusted else flaws.EMPTY)
    claimed = claimed_format(untrusted)
    if claimed is not None and claimed > FORMAT:
        raise HeaderTooNew(str(claimed))
    if claimed != FORMAT or len(lines) != 5:
        raise HeaderDamaged(flaws.NO_HEADER)
    try:
        return HeaderCopy(_header(json.loads(lines[1]), lines[1]), untrusted, lines[2])
    except (KeyError, TypeError, ValueError, RecursionError, binascii.Error) as error:
        raise HeaderDamaged(flaws.MALFORMED) from error


def _header(untrusted: object, raw: bytes) -> Header:
    if not isinstance(untrusted, dict):
        raise HeaderDamaged(flaws.MALFORMED)
    fields = cast("dict[str, Any]", untrusted)
    if type(fields["min_reader"]) is int and fields["min_reader"] > FORMAT:
        raise HeaderTooNew(str(fields["min_reader"]))
    _object(fields, _BODY_FIELDS)
    vault_id, seq, slots = _string(fields["vault_id"]), fields["seq"], cast("object", fields["slots"])
    if not isinstance(slots, list):
        raise HeaderDamaged(flaws.MALFORMED)
    slots = cast("list[object]", slots)
    if not _HEX_ID.fullmatch(vault_id) or type(seq) is not int or seq < 1 or not 1 <= len(slots) <= MOST_SLOTS:
        raise HeaderDamaged(flaws.MALFORMED)
    header = Header(vault_id, seq, _string(fields["created"]), tuple(Slot.from_json(slot) for slot in slots))
    # One spelling only: what we understood must give back the very bytes that the HMAC covers.
    if header.body != raw:
        raise HeaderDamaged(flaws.MALFORMED)
    return header


def _object(untrusted: object, names: set[str]) -> dict[str, Any]:
    if not isinstance(untrusted, dict) or set(cast("dict[str, Any]", untrusted)) != names:
        raise HeaderDamaged(flaws.MALFORMED)
    return cast("dict[str, Any]", untrusted)


def _string(untrusted: object) -> str:
    if not isinstance(untrusted, str):
        raise HeaderDamaged(flaws.MALFORMED)
    return untrusted


def _bytes(untrusted: object) -> bytes:
    return base64.b64decode(_string(untrusted), validate=True)
