"""The inbox: what is left in a locked vault without a passphrase, and read after unlocking.

Each thing is a file `inbox/<id>.ismi`: a fresh X25519 public key, then an encrypted file as all others are (`sealed.py`), whose key comes
from that one and the vault's (`inbox_key.py`). Its private half is forgotten when the file is written, so whoever can write into the
folder can leave something, and nobody can read it there, not even who wrote it (docs/security-design.md, Locking).
"""

import contextlib
import hashlib
import io
import json
import os
import secrets
import struct
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from ism_desktop.errors import CannotLeave, VaultDamaged
from ism_desktop.language import in_use, tr
from ism_desktop.vault import document_files, durable, flaws, header_files, inbox_key, keys
from ism_desktop.vault.document_files import read_only_here
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.inbox_key import FOLDER
from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.sealed import OpenSeal, Seal, SealBroken
from ism_desktop.vault.vault import Vault

ENDING = ".ismi"
LONGEST_NOTE = 20_000  # characters
LARGEST_PHOTO = 50_000_000  # bytes
MOST_WAITING = 500

# By a digest of what was left in vain: the id that it had. A drive may fail after the file is in its place, and trying again must not
# leave the same thing twice.
_tried: dict[bytes, str] = {}

_START = struct.Struct(">8sHH32s")
_MAGIC = b"ISMVINB1"
_VERSION = 1
_SUITE = 1  # X25519, HKDF-SHA256, then AES-256-GCM in pieces of 64 KiB
_LONGEST_NAME = 200
_LONGEST_ENTRY = 60_000  # bytes, as it stands in the front

Sort = Literal["note", "photo", "time"]


@dataclass(frozen=True, slots=True)
class NewItem:
    """What a person leaves: a note with its text, a photo or paper with its name and bytes, or just the time.

    A time can carry the key of what was pressed in the recorder; a program that knows no presses takes it for a time. A note can carry what
    it says as an entry of the journal (`records.left_entries`); a program that knows none shows its text.
    """

    sort: Sort
    text: str = ""
    name: str = ""
    content: bytes = b""
    press: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One thing that waits: when it was left, by the clock and in the time zone of then, and what it is.

    `text` is that of a note, `name` and `size` are those of a photo, whose bytes `content` gives. `press` is the key of what was pressed,
    `entry` what a note says as an entry of the journal; who can write into the folder can put anything there.
    """

    id: str
    sort: str
    at: datetime
    text: str
    name: str
    size: int
    press: str = ""
    entry: str = ""


# While the vault is locked ------------------------------------------------------------------------------------------------


def leave(
    path: Path,
    thing: NewItem,
    *,
    computer: Computer | None = None,
    at: datetime | None = None,
    draft_id: str = "",
) -> int:
    """Leave something in a locked vault; when this returns, it survives a power cut. Needs no secret.

    Args:
        path: the vault's folder.
        thing: what to leave.
        computer: this computer, which remembers the vault's right key.
        at: when it happened, with its time zone; now, if not given.
        draft_id: an id of the caller's own (`document_files.is_file_id`), for a draft: the next one with this id takes its place, with a
            key of its own.

    Returns:
        How many things wait in the inbox.

    Raises:
        CannotLeave: it is empty or too large, the inbox is full, or its key is not the vault's own.
        VaultMissing, VaultDamaged, VaultTooNew: there is no vault here that could be opened.
        VaultNotWritable: the disk is full, or the folder cannot be written. Nothing is left half-written in any case.
    """
    path = path.absolute()
    vault_id = header_files.find(path).copies[0].header.vault_id
    content = thing.text.strip().encode("utf-8", "replace") if thing.sort == "note" else thing.content
    _require_size(thing, content)
    waiting = ids(path)
    if len(waiting) >= MOST_WAITING and draft_id not in waiting:
        raise CannotLeave(
            tr("This inbox is full: it holds up to {number} items.", number=MOST_WAITING),
            tr("Unlock your record and file them; then there is room again."),
        )
    public_key = inbox_key.of_locked(path, vault_id, computer)
    moment = at or datetime.now(UTC).astimezone()
    front = {
        "at": moment.isoformat(timespec="milliseconds"),
        "name": thing.name[:_LONGEST_NAME],
        "size": len(content),
        "sort": thing.sort,
    }
    front |= {name: said for name, said in (("press", thing.press), ("entry", thing.entry)) if said}
    same = hashlib.sha256(
        repr((str(path), thing.sort, thing.name, thing.press, thing.entry)).encode() + content
    ).digest()
    item_id = draft_id or _tried.setdefault(same, secrets.token_hex(16))
    with durable.named_failures(path):
        if len(content) > LONGEST_NOTE * 4:
            durable.require_space(path, len(content))
        durable.make_folder(path / FOLDER)
        start, seal = _new_seal(vault_id, public_key)
        sealed = seal.seal(bytes.fromhex(item_id), front, len(content), (content,))
        durable.write_in_place(path / FOLDER / f"{item_id}{ENDING}", chain((start,), sealed))
    _tried.pop(same, None)
    return count(path)


def remove_draft(path: Path, draft_id: str) -> None:
    """Remove a draft that was saved as something of its own, or is empty again; twice does no harm. Raises VaultNotWritable."""
    if not document_files.is_file_id(draft_id):
        raise ValueError(f"not the id of a thing in the inbox: {draft_id!r}")
    with durable.named_failures(path), contextlib.suppress(FileNotFoundError):
        durable.remove(path.absolute() / FOLDER / f"{draft_id}{ENDING}")


def count(path: Path) -> int:
    """How many things wait in the inbox of a vault, locked or open."""
    return len(ids(path))


def _require_size(thing: NewItem, content: bytes) -> None:
    if thing.sort == "note" and not content:
        raise CannotLeave(tr("There is nothing to save yet."), tr("Write something first, or save just the time."))
    if thing.sort == "note" and (len(thing.text) > LONGEST_NOTE or len(json.dumps(thing.entry)) > _LONGEST_ENTRY):
        raise CannotLeave(
            tr(
                "This note has {number} characters, and the inbox takes up to {most}.",
                number=len(thing.text),
                most=LONGEST_NOTE,
            ),
            tr("Shorten it, or save it as two notes."),
        )
    if thing.sort == "photo" and not content:
        raise CannotLeave(tr("This file is empty."), tr("Choose another one."))
    if len(content) > LARGEST_PHOTO:
        raise CannotLeave(
            tr(
                "This file is {size}, and the inbox takes up to {most}.",
                size=in_use().size(len(content)),
                most=in_use().size(LARGEST_PHOTO),
            ),
            tr("Unlock your record and add it to your documents there."),
        )


def _new_seal(vault_id: str, public_key: bytes) -> tuple[bytes, Seal]:
    ephemeral = X25519PrivateKey.generate()
    start = _START.pack(_MAGIC, _VERSION, _SUITE, ephemeral.public_key().public_bytes_raw())
    try:
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
    except ValueError:  # a public key that makes every secret the same
        raise CannotLeave(
            tr("The key of this inbox is damaged."), tr("Nothing was written. Unlock your record.")
        ) from None
    return start, _seal(vault_id, shared, start, public_key)


def _seal(vault_id: str, shared: bytes, start: bytes, public_key: bytes) -> Seal:
    salt = bytes.fromhex(vault_id)
    return Seal(salt, keys.expand(shared, salt, keys.INBOX_ITEM, context=start + public_key))


def ids(path: Path) -> list[str]:
    """The ids of everything that waits."""
    found = [entry.stem for entry in (path / FOLDER).glob(f"*{ENDING}")]
    return sorted(item_id for item_id in found if document_files.is_file_id(item_id))


# After unlocking ----------------------------------------------------------------------------------------------------------


def items(vault: Vault) -> list[InboxItem]:
    """Everything that waits and can be read, the oldest first; `unreadable` names the rest. Raises VaultClosed."""
    found: list[InboxItem] = []
    for item_id in ids(vault.path):
        with contextlib.suppress(VaultDamaged, FileNotFoundError), _opened(vault, item_id) as (item, opened):
            text = b"".join(opened.content()).decode() if item.sort == "note" else ""
            found.append(replace(item, text=text))
    return sorted(found, key=lambda item: (item.at, item.id))


def unreadable(vault: Vault) -> list[tuple[str, Flaw]]:
    """The files of the inbox that are not what was written, read to their end: each with what is wrong."""
    found: list[tuple[str, Flaw]] = []
    faulty = inbox_key.fault(vault.path, vault.open_key())
    if faulty is not None:
        found.append((f"{FOLDER}/{inbox_key.FILE}", faulty))
    for item_id in ids(vault.path):
        try:
            with _opened(vault, item_id) as (_, opened):
                for _piece in opened.content():
                    pass
        except VaultDamaged as error:
            flaw = error.__cause__.flaw if isinstance(error.__cause__, SealBroken) else flaws.UNREADABLE
            found.append((f"{FOLDER}/{item_id}{ENDING}", flaw))
        except FileNotFoundError:
            continue  # sorted meanwhile
    return found


def sealed(vault: Vault, path: Path) -> Iterator[bytes]:
    """The encrypted bytes of a thing as they lie on the disk, for a copy that shall not spread damage.

    Raises:
        OSError: the disk does not give it, FileNotFoundError when it is not there.
        SealBroken: it is not what was written; nothing is yielded then.
    """
    untrusted = path.read_bytes()
    with io.BufferedReader(io.BytesIO(untrusted)) as file:  # pyright: ignore[reportArgumentType]  (it reads like a file)
        opened = _unlocked(vault, file.read(_START.size)).open(bytes.fromhex(path.stem), file)
        for _piece in opened.content():
            pass
    yield untrusted


def content(vault: Vault, item_id: str) -> bytes:
    """The bytes of a photo, or the text of a note. Raises VaultDamaged, VaultClosed."""
    try:
        with _opened(vault, item_id) as (_, opened):
            return b"".join(opened.content())
    except FileNotFoundError:
        raise VaultDamaged(
            tr("This item is no longer in the inbox."), tr("Perhaps it was filed in another window.")
        ) from None


def take(vault: Vault, item_id: str) -> None:
    """Move a thing that was sorted, or is not wanted, to the vault's trash, for 30 days; twice does no harm. Raises VaultNotWritable."""
    _move(vault, _place(vault, item_id), vault.path / document_files.TRASH / f"{item_id}{ENDING}")


def put_back(vault: Vault, item_id: str) -> None:
    """Take a thing out of the trash again. Raises VaultNotWritable."""
    _move(vault, vault.path / document_files.TRASH / f"{item_id}{ENDING}", _place(vault, item_id))


def _move(vault: Vault, source: Path, target: Path) -> None:
    vault.open_key()
    if vault.read_only:
        raise read_only_here(vault.path)
    with durable.named_failures(vault.path), contextlib.suppress(FileNotFoundError):
        if source.exists():
            # The trash counts days from now, and a rename keeps the time of writing.
            os.utime(source)
            durable.replace(source, target)


def _place(vault: Vault, item_id: str) -> Path:
    if not document_files.is_file_id(item_id):
        raise ValueError(f"not the id of a thing in the inbox: {item_id!r}")
    return vault.path / FOLDER / f"{item_id}{ENDING}"


@contextmanager
def _opened(vault: Vault, item_id: str) -> Generator[tuple[InboxItem, OpenSeal]]:
    """Raises FileNotFoundError when it was taken, VaultDamaged when it is not what was written."""
    name = f"{FOLDER}/{item_id}{ENDING}"
    try:
        with _place(vault, item_id).open("rb") as file:
            opened = _unlocked(vault, file.read(_START.size)).open(bytes.fromhex(item_id), file)
            front = opened.front
            moment = datetime.fromisoformat(front["at"])
            press, entry = str(front.get("press", "")), str(front.get("entry", ""))
            yield InboxItem(item_id, front["sort"], moment, "", front["name"], front["size"], press, entry), opened
    except FileNotFoundError:
        raise
    except (OSError, SealBroken) as error:
        flaw = error.flaw if isinstance(error, SealBroken) else flaws.UNREADABLE
        raise VaultDamaged(
            str(flaw.with_values(file=name)),
            tr("It was left while your record was locked. Nothing else is affected."),
        ) from SealBroken(flaw)


def _unlocked(vault: Vault, start: bytes) -> Seal:
    """The seal of a thing, from how its file begins. Raises SealBroken."""
    key = vault.open_key()
    if len(start) < _START.size:
        raise SealBroken(flaws.CUT_SHORT if start else flaws.EMPTY)
    magic, version, suite, ephemeral = _START.unpack(start)
    if (magic, version, suite) != (_MAGIC, _VERSION, _SUITE):
        raise SealBroken(flaws.NO_INBOX_ITEM)
    own = inbox_key.private(key)
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    except ValueError:
        raise SealBroken(flaws.FOREIGN_INBOX_ITEM) from None
    return _seal(key.vault_id, shared, start, inbox_key.public(key))
