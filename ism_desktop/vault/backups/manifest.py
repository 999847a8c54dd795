"""The list of a backup: for each file its SHA-256, size and path; then a SHA-256 over the lines, and an HMAC under the vault's key.

    ISMMANIFEST 1
    vault 3f…(32 hex) number 12 generation 412 made 2026-11-22T10:15:00+00:00
    <64 hex> <bytes> snapshots/2026-11-22T1015Z-g000412.db
    <64 hex> <bytes> snapshots/2026-11-22T1015Z-g000412.hdr
    <64 hex> <bytes> blobs/ab/ab12….ismd
    <64 hex> <bytes> inbox/ab12….ismi
    sha256 <64 hex>
    hmac <64 hex>

Lines end with a line feed. Both digests cover every line before the one that begins with `sha256`. Anybody can test a backup for rot by the
plain hashes; the HMAC tells its owner that nobody changed it (docs/security-design.md). `number` rises with every
backup in one place: clocks jump,
and a restored vault counts its generations again.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from functools import cached_property

from ism_desktop.vault import flaws, keys
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.keys import VaultKey

FORMAT = 1
FOLDER = "manifests"
ENDING = ".manifest"
TWIN_ENDING = ".manifest.bak"
LARGEST = 256 * 1024 * 1024

_MAGIC = re.compile(rb"ISMMANIFEST (\d{1,9})")
_ABOUT = re.compile(
    r"vault ([0-9a-f]{32}) number ([1-9]\d{0,8}) generation (0|[1-9]\d{0,17}) made (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00)"
)
_LINE = re.compile(r"([0-9a-f]{64}) (0|[1-9]\d{0,17}) (\S+)")
_SNAPSHOT = re.compile(r"snapshots/\d{4}-\d\d-\d\dT\d{4}Z-g\d{6,18}(-\d{1,6})?(-again-\d{1,6})?")
_DOCUMENT = re.compile(r"blobs/([0-9a-f]{2})/(\1[0-9a-f]{30})\.ismd")
_INBOX = re.compile(r"inbox/[0-9a-f]{32}\.ismi")
_NAME = re.compile(r"(\d{6,9})-\d{4}-\d\d-\d\dT\d{4}Z-g\d{6,18}")


class ManifestDamaged(Exception):
    """The manifest cannot be used; `flaw` says why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


class ManifestTooNew(Exception):
    """The manifest is of a later format."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a backup; `path` is one that a vault itself has, so it can lead nowhere else."""

    sha256: str
    size: int
    path: str


@dataclass(frozen=True)
class Manifest:
    """Everything that one backup consists of: a snapshot of the records, its key header, and the documents.

    What waited in the inbox counts among the documents.
    """

    vault_id: str
    number: int
    generation: int
    made: str
    snapshot: Entry
    header: Entry
    documents: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """The manifest's file name, without its ending."""
        moment = self.made[:16].replace(":", "")
        return f"{self.number:06d}-{moment}Z-g{self.generation:06d}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every file that it names."""
        return self.snapshot, self.header, *self.documents

    @cached_property
    def body(self) -> bytes:
        """The lines that the digests cover."""
        about = f"vault {self.vault_id} number {self.number} generation {self.generation} made {self.made}"
        lines = [f"ISMMANIFEST {FORMAT}", about]
        lines += [f"{entry.sha256} {entry.size} {entry.path}" for entry in self.entries]
        return ("\n".join(lines) + "\n").encode()

    def pack(self, key: VaultKey) -> bytes:
        """The bytes of the file."""
        return self.body + f"sha256 {hashlib.sha256(self.body).hexdigest()}\nhmac {_seal(key, self.body)}\n".encode()


@dataclass(frozen=True, slots=True)
class ManifestCopy:
    """A sound manifest as it was read."""

    manifest: Manifest
    raw: bytes
    seal: str

    def is_genuine(self, key: VaultKey) -> bool:
        """Whether the holder of this vault's key wrote it."""
        return self.manifest.vault_id == key.vault_id and hmac.compare_digest(_seal(key, self.manifest.body), self.seal)


def _seal(key: VaultKey, body: bytes) -> str:
    return hmac.new(key.derive(keys.MANIFEST), body, hashlib.sha256).hexdigest()


def number_in(name: str) -> int:
    """The number of a backup from its manifest's file name; 0 if it is no such name."""
    match = _NAME.fullmatch(name.removesuffix(TWIN_ENDING).removesuffix(ENDING))
    return int(match[1]) if match else 0


def document_id(path: str) -> str | None:
    """The id of the document file with this path, if it is one; of a thing in the inbox, its path without the ending."""
    if _INBOX.fullmatch(path):
        return path.rpartition(".")[0]
    match = _DOCUMENT.fullmatch(path)
    return match[2] if match else None


def is_snapshot(path: str) -> bool:
    """Whether this is the path of a snapshot, or of the key header beside one."""
    return path.endswith((".db", ".hdr")) and _SNAPSHOT.fullmatch(path.rpartition(".")[0]) is not None


def parse(untrusted: bytes) -> ManifestCopy:
    """Check and read a manifest without a key. Raises ManifestDamaged, ManifestTooNew."""
    if not untrusted:
        raise ManifestDamaged(flaws.EMPTY)
    end = untrusted.rfind(b"\nsha256 ") + 1
    body, tail = untrusted[:end], re.fullmatch(rb"sha256 ([0-9a-f]{64})\nhmac ([0-9a-f]{64})\n", untrusted[end:])
    if tail is None or hashlib.sha256(body).hexdigest().encode() != tail[1]:
        raise ManifestDamaged(flaws.WRONG_CHECKSUM)
    magic = _MAGIC.match(body)
    if magic is not None and int(magic[1]) > FORMAT:
        raise ManifestTooNew
    try:
        read = _read(body.decode("ascii"))
    except (UnicodeDecodeError, ValueError) as error:
        raise ManifestDamaged(flaws.MALFORMED) from error
    # One spelling only, as everywhere: what was understood gives back the very bytes that the HMAC covers.
    if read.body != body:
        raise ManifestDamaged(flaws.MALFORMED)
    return ManifestCopy(read, untrusted, tail[2].decode())


def _read(untrusted: str) -> Manifest:
    _magic, about, *lines, _end = untrusted.split("\n")
    match = _ABOUT.fullmatch(about)
    if match is None:
        raise ValueError
    snapshot, header, *documents = [_entry(line) for line in lines]
    stem = snapshot.path.removesuffix(".db")
    if not _SNAPSHOT.fullmatch(stem) or snapshot.path != f"{stem}.db" or header.path != f"{stem}.hdr":
        raise ValueError
    if any(document_id(entry.path) is None for entry in documents):
        raise ValueError
    if len({entry.path for entry in documents}) != len(documents):
        raise ValueError
    return Manifest(match[1], int(match[2]), int(match[3]), match[4], snapshot, header, tuple(documents))


def _entry(line: str) -> Entry:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError
    return Entry(match[1], int(match[2]), match[3])
