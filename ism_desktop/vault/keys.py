"""From a passphrase to the vault's key, and from that one key to every other: Argon2id, HKDF-SHA256 and what guessing costs."""

import ctypes
import math
import os
import secrets
import sys
import time
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ism_desktop.errors import IsmError, PassphraseTooLong, PassphraseTooShort
from ism_desktop.language import in_use, tr

KEY_BYTES = 32
SHORTEST_PASSPHRASE = 12
# A terminal hands over 4,095 bytes of a line, whatever was typed.
LONGEST_PASSPHRASE = 1_000

# Every use of the vault's key has its own label; a label is never used for two things (docs/security-design.md, Keys).
DATABASE = "ismv1/db"
DATABASE_SALT = "ismv1/db-salt"
DOCUMENT_FILES = "ismv1/blob"
HEADER = "ismv1/header"
DUPLICATES = "ismv1/dedup"
SEARCH = "ismv1/search"
SEARCH_SALT = "ismv1/search-salt"
CACHE_FILES = "ismv1/cache"
CACHE_NAMES = "ismv1/cache-names"
MANIFEST = "ismv1/manifest"
LOCAL = "ismv1/local"
SLOT = "ismv1/slot"
DRAFTS = "ismv1/drafts"
INBOX = "ismv1/inbox"
INBOX_KEY_FILE = "ismv1/inbox-key-file"
INBOX_ITEM = "ismv1/inbox-item"
RECOVERY = "ismv1/recovery"

_MIB = 1024
_GIB = 1024 * _MIB
_SMALL_COMPUTER_BYTES = 4 * 1024**3
_AIM_SECONDS = 0.75


@dataclass(frozen=True, slots=True)
class KeyCost:
    """What one guess of the passphrase costs: Argon2id's memory, passes and lanes (RFC 9106)."""

    memory_kib: int
    iterations: int
    lanes: int

    @property
    def in_bounds(self) -> bool:
        """Whether a header may ask for this: beyond it, opening a forged header would exhaust the computer."""
        return (
            1 <= self.iterations <= 64
            and 1 <= self.lanes <= 16
            and max(1024, 8 * self.lanes) <= self.memory_kib <= _GIB
        )

    @classmethod
    def calibrated(cls) -> Self:
        """The cost for a new vault on this computer: 256 MiB, four lanes, three to twelve passes in 0.5 to 1 second."""
        trial = cls(_usual_memory(), iterations=3, lanes=4)
        # The first run also pays for fetching the memory from the operating system, so the better of two counts.
        return replace(trial, iterations=trial._passes(min(_seconds_of(trial), _seconds_of(trial))))

    def raised(self, seconds: float) -> Self:
        """What a new passphrase should cost where a guess at this cost took so many seconds: never less than this."""
        memory = max(self.memory_kib, _usual_memory())
        expected = seconds * memory / self.memory_kib
        return self.at_least(
            replace(self, memory_kib=memory, iterations=self._passes(expected), lanes=max(self.lanes, 4))
        )

    def at_least(self, other: Self) -> Self:
        """The larger of two costs in every respect."""
        return replace(
            self,
            memory_kib=max(self.memory_kib, other.memory_kib),
            iterations=max(self.iterations, other.iterations),
            lanes=max(self.lanes, other.lanes),
        )

    def _passes(self, seconds: float) -> int:
        """The passes that make a guess take the time aimed at, where one at this cost took so many seconds."""
        return min(12, max(3, math.ceil(_AIM_SECONDS * self.iterations / max(seconds, 0.001))))


def _usual_memory() -> int:
    return 128 * _MIB if _computer_memory() < _SMALL_COMPUTER_BYTES else 256 * _MIB


def _seconds_of(cost: KeyCost) -> float:
    start = time.perf_counter()
    stretch("calibration", bytes(16), cost)
    return time.perf_counter() - start


class _MemoryStatus(ctypes.Structure):
    """The MEMORYSTATUSEX of Windows."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("others", ctypes.c_uint64 * 6),
    )


def _computer_memory() -> int:
    if sys.platform == "win32":
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.total)
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def length_of(passphrase: str) -> int:
    """How many characters a passphrase has, whichever way its accents were typed."""
    return len(unicodedata.normalize("NFC", passphrase))


def require_length(passphrase: str) -> None:
    """Refuse a new passphrase that is shorter than twelve characters, made of blanks alone, or longer than a line can carry.

    Raises PassphraseTooShort, PassphraseTooLong. There are no other rules.
    """
    length = length_of(passphrase)
    if length > LONGEST_PASSPHRASE:
        raise PassphraseTooLong(
            tr(
                "A passphrase may have at most {most} characters; this one has {number}.",
                most=LONGEST_PASSPHRASE,
                number=length,
            ),
            tr(
                "Some programs cut off long lines without a word, and then it would not open again. Choose a shorter one."
            ),
        )
    if length >= SHORTEST_PASSPHRASE and all(unicodedata.category(letter)[0] in "ZC" for letter in passphrase):
        raise PassphraseTooShort(
            tr("This passphrase consists only of spaces."),
            tr(
                "Nobody can see how many there are. Five or six ordinary words in a row are easy to remember and hard to guess."
            ),
        )
    if length < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort(
            tr(
                "A passphrase needs at least {fewest} characters; this one has {number}.",
                fewest=SHORTEST_PASSPHRASE,
                number=length,
            ),
            tr("Five or six ordinary words in a row are easy to remember and hard to guess."),
        )


def stretch(passphrase: str, salt: bytes, cost: KeyCost) -> bytes:
    """Derive the key of a passphrase slot. Normalised to NFC, because an é is typed in two ways on two keyboards."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    argon2 = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    try:
        return argon2.derive(secret)
    except MemoryError as error:
        raise IsmError(
            tr(
                "This computer has too little free memory: checking the passphrase needs {size} for a moment.",
                size=in_use().size(cost.memory_kib * 1024),
            ),
            tr("Close other programs and try again."),
        ) from error


def expand(secret: bytes, salt: bytes, label: str, length: int = KEY_BYTES, context: bytes = b"") -> bytes:
    """HKDF-SHA256 of a secret that is random already."""
    return HKDF(SHA256(), length, salt, label.encode() + context).derive(secret)


@dataclass(frozen=True, slots=True)
class VaultKey:
    """The vault's one random key, and what is derived from it. Its repr says nothing."""

    vault_id: str
    secret: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> Self:
        """A new vault's key and id."""
        return cls(secrets.token_hex(16), secrets.token_bytes(KEY_BYTES))

    def derive(self, label: str, length: int = KEY_BYTES, context: str = "") -> bytes:
        """The key for one use. `context` tells several of one use apart."""
        return expand(
            self.secret, bytes.fromhex(self.vault_id), label, length, b"/" + context.encode() if context else b""
        )
