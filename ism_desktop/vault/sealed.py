"""The format of every encrypted file: an 80-byte header, then 64 KiB pieces sealed with AES-256-GCM, the last one marked.

Each file has a key of its own, made from the vault's key for such files, a random salt and the whole header. So a cut-off, reordered,
swapped, renamed or foreign file fails to verify, and counting nonces are safe: no file is ever written twice (docs/security-design.md).
The plaintext is a length, a JSON object that describes the content, and the content.
"""

import json
import secrets
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BufferedReader
from typing import Any, Self, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ism_desktop.vault import flaws, keys
from ism_desktop.vault.flaws import Flaw

MAGIC = b"ISMVBLB1"
VERSION = 1
SUITE = 1
CHUNK = 64 * 1024
TAG = 16
HEADER = struct.Struct(">8sHHI16s16s32s")
LONGEST_FRONT = CHUNK - 4

# Sixteen pieces at a time go to and from the disk: system calls would otherwise cost more than the encryption.
_BATCH = 16
_SEALED_CHUNK = CHUNK + TAG


_SHORTEST_PLAIN = 4 + 2


def sealed_size(plain: int) -> int:
    """How long the file is whose plaintext, front included, has so many bytes."""
    return HEADER.size + plain + TAG * max(1, -(-plain // CHUNK))


def could_hold(file_size: int, content: int | None) -> bool:
    """Whether a file of this size can hold content of this length; what the front takes is known only when it is decrypted.

    Without a length: whether any file that was written whole has this size.
    """
    if content is None:
        tail = (file_size - HEADER.size) % _SEALED_CHUNK
        return file_size >= sealed_size(_SHORTEST_PLAIN) and (tail == 0 or tail > TAG)
    return sealed_size(_SHORTEST_PLAIN + content) <= file_size <= sealed_size(4 + LONGEST_FRONT + content)


class SealBroken(Exception):
    """The file is not what was written; `flaw` says how."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Seal:
    """Writes and reads encrypted files of one sort: `key` is the vault's key for that sort."""

    vault_id: bytes
    key: bytes

    @classmethod
    def of(cls, vault_key: keys.VaultKey, label: str) -> Self:
        """The seal for one use of the vault's key."""
        return cls(bytes.fromhex(vault_key.vault_id), vault_key.derive(label))

    def _cipher(self, header: bytes) -> AESGCM:
        return AESGCM(keys.expand(self.key, header[-32:], keys.DOCUMENT_FILES, context=header))

    def seal(
        self, file_id: bytes, front: Mapping[str, Any], size: int, content: Iterable[bytes]
    ) -> Iterator[memoryview | bytes]:
        """Encrypt a file piece by piece; what is yielded must be written before the next is asked for.

        Args:
            file_id: 16 bytes, the file's identity.
            front: what the content is; stands encrypted before it.
            size: the content's exact length, which says beforehand which piece is the last.
            content: the bytes, in pieces of any size.

        Raises:
            ValueError: the content is not `size` bytes long, or the front is too long.
        """
        described = json.dumps(front, sort_keys=True, separators=(",", ":")).encode()
        if len(described) > LONGEST_FRONT:
            raise ValueError("the description of a file must fit its first piece")
        header = HEADER.pack(MAGIC, VERSION, SUITE, CHUNK, self.vault_id, file_id, secrets.token_bytes(32))
        yield header
        total = 4 + len(described) + size
        plain = _batches(struct.pack(">I", len(described)) + described, content)
        yield from _encrypted(self._cipher(header), plain, total)

    def open(self, file_id: bytes, file: "BufferedReader[Any]") -> "OpenSeal":
        """Check a file's header and its first pieces, and read its front. Raises SealBroken."""
        header = file.read(HEADER.size)
        if len(header) < HEADER.size:
            raise SealBroken(flaws.CUT_SHORT if header else flaws.EMPTY)
        magic, version, suite, chunk, vault_id, stated_id, _salt = HEADER.unpack(header)
        if magic != MAGIC or (version, suite, chunk) != (VERSION, SUITE, CHUNK):
            raise SealBroken(flaws.NOT_ENCRYPTED_BY_US)
        if vault_id != self.vault_id:
            raise SealBroken(flaws.OF_ANOTHER_VAULT)
        if stated_id != file_id:
            raise SealBroken(flaws.SWAPPED)
        return OpenSeal(_decrypted(self._cipher(header), file))


class OpenSeal:
    """One file being read: `front` first, then the content, each piece verified before it is handed out."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        first = next(pieces)
        length = int.from_bytes(first[:4], "big")
        if len(first) < 4 + length:
            raise SealBroken(flaws.UNDESCRIBED)
        # Verified bytes of our own: what follows cannot fail unless we wrote it wrong.
        self.front = cast("dict[str, Any]", json.loads(first[4 : 4 + length]))
        self._first = first[4 + length :]
        self._rest = pieces

    def content(self) -> Iterator[bytes]:
        """The content in pieces of about 1 MiB. Raises SealBroken where it does not verify; what came before is genuine."""
        if self._first:
            yield self._first
        yield from self._rest


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


def _batches(start: bytes, content: Iterable[bytes]) -> Iterator[bytearray]:
    full = _BATCH * CHUNK
    waiting = bytearray(start)
    for piece in content:
        view = memoryview(piece)
        while view:
            taken = view[: full - len(waiting)]
            waiting += taken
            view = view[len(taken) :]
            if len(waiting) == full:
                yield waiting
                waiting = bytearray()
    if waiting:
        yield waiting


def _encrypted(cipher: AESGCM, plain: Iterator[bytearray], total: int) -> Iterator[memoryview]:
    sealed = memoryview(bytearray(_BATCH * _SEALED_CHUNK))
    done = number = 0
    for batch in plain:
        view = memoryview(batch)
        end = 0
        for start in range(0, len(view), CHUNK):
            piece = view[start : start + CHUNK]
            done += len(piece)
            if done > total:
                break
            target = sealed[end : end + len(piece) + TAG]
            cipher.encrypt_into(_nonce(number, last=done == total), piece, None, target)
            end += len(target)
            number += 1
        yield sealed[:end]
    if done != total:
        raise ValueError("the content is not as long as was said")


def _decrypted(cipher: AESGCM, file: "BufferedReader[Any]") -> Iterator[bytes]:
    number = 0
    # The first piece comes alone: it holds the front, which is all that is asked for most often.
    size = _SEALED_CHUNK
    at_end = False
    while not at_end:
        batch = memoryview(file.read(size))
        at_end = not file.peek(1)
        plain = memoryview(bytearray(len(batch)))
        end = 0
        for start in range(0, len(batch) or 1, _SEALED_CHUNK):
            piece = batch[start : start + _SEALED_CHUNK]
            last = at_end and start + len(piece) == len(batch)
            # No piece is empty, not even the last: a content of nothing has its front, and a file has one spelling only.
            if len(piece) <= TAG:
                raise SealBroken(flaws.CUT_SHORT)
            target = plain[end : end + len(piece) - TAG]
            try:
                cipher.decrypt_into(_nonce(number, last=last), piece, None, target)
            except InvalidTag:
                raise SealBroken(flaws.in_piece(number, last=last)) from None
            end += len(target)
            number += 1
        yield bytes(plain[:end])
        size = _BATCH * _SEALED_CHUNK
