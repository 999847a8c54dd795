"""Reads a vault of ISM Desktop without ISM Desktop: lists its documents, extracts them, and writes every table as JSON.

Needs Python 3.11 or later and two libraries: `python -m pip install cryptography sqlcipher3`. FORMAT.md, beside it, says the same in words.

    python read_vault.py VAULT                 list the documents, of which it reads the beginning only
    python read_vault.py VAULT --to FOLDER     extract everything into a new folder; it is not encrypted there, so guard it

It asks for the passphrase or the digits of the recovery sheet. The vault is only read; close the program before. A backup’s folder is read
in the same way; unpack a backup in one file with `tar` first. Exit status: 0 all is sound, 1 not opened, 2 wrong words on the command
line, 3 opened, but something is damaged: each damaged thing is named.
"""

import argparse
import base64
import getpass
import hashlib
import hmac
import json
import os
import re
import shutil
import struct
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

try:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    from sqlcipher3 import dbapi2  # pyright: ignore[reportUnknownVariableType]
except ImportError as missing:
    sys.exit(f"A library is missing ({missing.name}). Install both: python -m pip install cryptography sqlcipher3")

DBAPI: Any = cast("Any", dbapi2)
BODY = {"created": str, "format": int, "min_reader": int, "seq": int, "slots": list, "vault_id": str}
SLOT = dict.fromkeys(("created", "id", "kind", "label", "nonce", "salt", "wrapped"), str) | {"kdf": dict}
PIECE = 65536 + 16
Header = tuple[
    dict[str, Any], bytes, bytes
]  # the body, its bytes, and their seal, which only the vault’s key can check
Opened = tuple[dict[str, Any], Iterator[bytes]]  # what a file says of its content, and the content in verified pieces


class NotOpened(Exception):
    """The vault cannot be opened, though perhaps by a newer script; the text is a sentence for the person."""


class Damaged(Exception):
    """A file is not what was written; the text follows the file’s name."""


def require(sound: object, fault: str = "is malformed") -> None:
    """Raise Damaged unless this is so."""
    if not sound:
        raise Damaged(fault)


# Keys ---------------------------------------------------------------------------------------------------------------------


def expand(secret: bytes, salt: bytes, info: bytes, length: int = 32) -> bytes:
    """HKDF-SHA256 (RFC 5869)."""
    return HKDF(SHA256(), length, salt, info).derive(secret)


def derive(key: bytes, vault_id: str, label: str, length: int = 32) -> bytes:
    """The key for one use, from the vault’s key."""
    return expand(key, bytes.fromhex(vault_id), label.encode(), length)


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value: ASCII, sorted names, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def unpacked(text: str) -> bytes:
    """Base64, in its one spelling."""
    raw = base64.b64decode(text, validate=True)
    require(base64.b64encode(raw).decode() == text)
    return raw


def recovery_secret(typed: str) -> bytes:
    """What the eight groups of a recovery sheet stand for; nothing if one of them does not check."""
    signs = (str(unicodedata.decimal(sign, sign)) for sign in typed if unicodedata.category(sign) != "Cf")
    plain = "".join(" " if unicodedata.category(sign) == "Pd" else sign for sign in signs)
    groups = [group for group in re.split(r"[\s.,:;/|_·•−]+", plain) if group]
    if len(groups) != 8:
        groups = re.findall(".{1,6}", "".join(groups))
    sound = [re.fullmatch("[0-9]{6}", group) and int(group) % 11 == 0 and int(group) <= 720885 for group in groups]
    return b"".join((int(group) // 11).to_bytes(2, "big") for group in groups) if sound == [True] * 8 else b""


def check_fields(value: Any, fields: dict[str, type]) -> None:
    """Refuse what has not exactly these fields, each of exactly this type: true is no number here. Raises Damaged."""
    require(isinstance(value, dict))
    require({name: type(found) for name, found in value.items()} == fields)


def check_slot(slot: Any) -> None:
    """Refuse a malformed key slot, and one that asks for more work than any vault needs, before any work is done. Raises Damaged."""
    check_fields(slot, SLOT)
    kdf: dict[str, Any] = slot["kdf"]
    require(all(type(value) in {str, int} for value in kdf.values()))
    try:
        require([len(unpacked(slot[name])) for name in ("salt", "nonce", "wrapped")] == [16, 12, 48])
    except ValueError as error:
        raise Damaged("is malformed") from error
    if slot["kind"] == "passphrase":
        cost: list[Any] = [kdf.get(name) for name in ("memory_kib", "iterations", "lanes")]
        require(kdf.get("name") == "argon2id" and all(type(value) is int for value in cost))
        memory, passes, lanes = cost
        bearable = 1 <= passes <= 64 and 1 <= lanes <= 16 and max(1024, 8 * lanes) <= memory <= 1024 * 1024
        require(bearable, "asks for more work than any vault needs")


def open_slot(vault_id: str, slot: dict[str, Any], passphrase: str, secret: bytes = b"") -> bytes | None:
    """The vault’s key, if the passphrase or the random secret is this slot’s; the slot was checked before."""
    kdf, salt = slot["kdf"], unpacked(slot["salt"])
    if slot["kind"] == "passphrase":
        typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
        cost = {"iterations": kdf["iterations"], "lanes": kdf["lanes"], "memory_cost": kdf["memory_kib"]}
        wrapping_key = Argon2id(salt=salt, length=32, **cost).derive(typed)
    elif kdf.get("name") == "hkdf-sha256" and secret:
        wrapping_key = expand(secret, salt, b"ismv1/slot")
    else:
        return None
    bound = canonical(["ISMVAULT 1", vault_id, {name: slot[name] for name in slot if name != "wrapped"}])
    with suppress(InvalidTag):
        return AESGCM(wrapping_key).decrypt(unpacked(slot["nonce"]), unpacked(slot["wrapped"]), bound)
    return None


# The key header -----------------------------------------------------------------------------------------------------------


def parse_header(raw: bytes) -> Header:
    """Check one copy of the header. Raises Damaged, or NotOpened if it is of a later format."""
    lines = raw.split(b"\n")
    require(len(raw) <= 65536, "is far too large")
    require(len(lines) >= 3 and lines[-1] == b"", "does not match its checksum")
    checksum = hashlib.sha256(raw[: -len(lines[-2]) - 1]).hexdigest().encode()
    require(checksum == lines[-2], "does not match its checksum")
    if later := re.fullmatch(rb"ISMVAULT ([2-9]|[1-9]\d{1,8})", lines[0]):
        raise NotOpened(f"The vault has format {int(later[1])}, and this script knows format 1. Get a newer one.")
    require(lines[0] == b"ISMVAULT 1" and len(lines) == 5, "is not a vault header")
    try:
        body: dict[str, Any] = json.loads(lines[1])
        reader: object = body.get("min_reader") if type(body) is dict else None
        if type(reader) is int and reader > 1:
            raise NotOpened(f"The vault needs a reader of format {reader}, and this is one of format 1.")
        check_fields(body, BODY)
        require(body["format"] == body["min_reader"] == 1 <= body["seq"] and 1 <= len(body["slots"]) <= 16)
        require(re.fullmatch(r"[0-9a-f]{32}", body["vault_id"]))
        for slot in body["slots"]:
            check_slot(slot)
        # One spelling only: with it, names that stand twice, spaces and numbers with a point are refused too.
        require(canonical(body) == lines[1])
    except (ValueError, RecursionError) as error:
        raise Damaged("is malformed") from error
    return body, lines[1], lines[2]


def read_headers(vault: Path) -> list[Header]:
    """Every sound copy of the header, the latest first; those in the snapshots only if neither of the two in front is sound."""
    found: list[Header] = []
    for path in (vault / "vault.hdr", vault / "vault.hdr.bak", *sorted(vault.glob("snapshots/*.hdr"), reverse=True)):
        if found and path.suffix == ".hdr":
            break
        try:
            with path.open("rb") as file:
                found.append(parse_header(file.read(65537)))
        except (Damaged, OSError) as error:
            say(f"The key header {path.name} {how(error)}.")
    if not found:
        raise NotOpened(f"“{vault}” holds no usable key header. Copy vault.hdr from a backup of it into the folder.")
    return sorted(found, key=lambda header: header[0]["seq"], reverse=True)


def unlock(headers: Sequence[Header], typed: str) -> tuple[str, bytes]:
    """The vault’s id and key, for a passphrase or the digits of a recovery sheet. Raises NotOpened."""
    altered = False
    for body, raw_body, seal in headers:
        for slot in body["slots"]:
            key = open_slot(body["vault_id"], slot, typed, recovery_secret(typed))
            if key is not None:
                header_key = derive(key, body["vault_id"], "ismv1/header")
                if hmac.compare_digest(hmac.new(header_key, raw_body, hashlib.sha256).hexdigest().encode(), seal):
                    return body["vault_id"], key
                altered = True
    if altered:
        raise NotOpened("The passphrase is right, but the key header was altered. Take vault.hdr from a backup.")
    raise NotOpened("Wrong passphrase: the key header is sound, and none of its keys opens with what was typed.")


# Encrypted files ----------------------------------------------------------------------------------------------------------


def open_document(file: BinaryIO, file_id: str, vault_id: str, key: bytes) -> Opened:
    """Read a document file. Raises Damaged, also between the pieces."""
    front, pieces = open_sealed(file, file_id, vault_id, derive(key, vault_id, "ismv1/blob"))

    def content() -> Iterator[bytes]:
        digest, length = hashlib.sha256(), 0
        for piece in pieces:
            digest.update(piece)
            length += len(piece)
            yield piece
        as_said = (length, digest.hexdigest()) == (front.get("size"), front.get("sha256"))
        require(as_said, "is genuine, but not of the length and SHA-256 that it says")

    return front, content()


def open_thing(file: BinaryIO, file_id: str, vault_id: str, key: bytes) -> Opened:
    """Read a thing of the inbox, which was left while the vault was locked."""
    start = file.read(44)
    require(len(start) == 44 and start[:12] == b"ISMVINB1\0\1\0\1", "does not begin as a thing of the inbox does")
    own = X25519PrivateKey.from_private_bytes(derive(key, vault_id, "ismv1/inbox"))
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(start[12:]))
    except ValueError as error:
        raise Damaged("has a key that nobody makes") from error
    info = b"ismv1/inbox-item" + start + own.public_key().public_bytes_raw()
    return open_sealed(file, file_id, vault_id, expand(shared, bytes.fromhex(vault_id), info))


def open_sealed(file: BinaryIO, file_id: str, vault_id: str, sort_key: bytes) -> Opened:
    """Check the 80 bytes of header and the first piece, which holds the front."""
    header = file.read(80)
    require(header, "is empty: perhaps a cloud service has not downloaded it yet")
    require(len(header) == 80, "is cut short")
    *suite, of_vault, its_id, salt = struct.unpack(">8sHHI16s16s32s", header)
    require(suite == [b"ISMVBLB1", 1, 1, 65536], "does not begin as an encrypted file does")
    require(of_vault == bytes.fromhex(vault_id), "belongs to another vault")
    require(its_id == bytes.fromhex(file_id), "holds another document: files were swapped or renamed")
    pieces = decrypted(AESGCM(expand(sort_key, salt, b"ismv1/blob" + header)), file)
    first = next(pieces)
    end = 4 + int.from_bytes(first[:4], "big")
    require(len(first) >= end, "does not say what it holds")
    return json.loads(first[4:end]), (piece for part in ([first[end:]], pieces) for piece in part)


def decrypted(cipher: AESGCM, file: BinaryIO) -> Iterator[bytes]:
    """Each piece, verified: its number and whether it is the last are in its nonce. None is empty."""
    number, piece, following = 0, file.read(PIECE), b"?"
    while following:
        following = file.read(PIECE)
        require(len(piece) > 16, "is cut short")
        try:
            yield cipher.decrypt(number.to_bytes(11, "big") + (b"\0" if following else b"\1"), piece, None)
        except InvalidTag:
            raise Damaged(f"is damaged in piece {number + 1} of 64 KiB, or cut short there") from None
        number, piece = number + 1, following


def read_file(path: Path, vault_id: str, key: bytes, to: Path | None) -> dict[str, Any]:
    """List one encrypted file, and extract it if there is a folder for it. What is wrong with it is said, and stands under `damaged`."""
    called, entry, target = f"The file {path.name}", {"file_id": path.stem}, None
    try:
        with path.open("rb") as file:
            front, content = (open_thing if path.suffix == ".ismi" else open_document)(file, path.stem, vault_id, key)
            entry |= front
            called = f"The document “{front.get('name')}” (file {path.name})"
            shown = [entry.get(word) for word in ("file_id", "added", "at", "size", "type", "sort", "name")]
            print(printable(" ".join(str(word) for word in shown if word is not None)))
            if to is not None:
                name = re.sub(r"[^\w. -]", "_", str(front.get("name"))[-50:]).rstrip(" .")
                entry["extracted"] = f"{path.stem} {name}".rstrip()
                target = to / entry["extracted"]
                with target.open("xb") as out:
                    out.writelines(content)
    except (Damaged, OSError) as error:
        entry["damaged"] = how(error)
        say(f"{called} {entry['damaged']}.")
        # What was extracted before the damage is genuine, and is kept under a name that says so.
        if target is not None and target.exists():
            target.replace(target.with_name(f"INCOMPLETE {target.name}"))
    return entry


# The database -------------------------------------------------------------------------------------------------------------


def read_tables(database: Path, vault_id: str, key: bytes, to: Path) -> bool:
    """Write every table as JSON, row by row as far as it can be read. Returns whether the database is sound."""
    # A copy is opened, so that the log of changes beside it is used and the vault’s own files stay as they are. It is encrypted too.
    with tempfile.TemporaryDirectory(dir=to) as scratch, closing(DBAPI.connect(":memory:")) as quiet:
        quiet.execute("PRAGMA cipher_log_level = NONE")
        for ending in ("", "-wal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{database}{ending}", Path(scratch) / f"records.db{ending}")
        with closing(DBAPI.connect(str(Path(scratch) / "records.db"), isolation_level=None)) as connection:
            digits = (derive(key, vault_id, "ismv1/db") + derive(key, vault_id, "ismv1/db-salt", 16)).hex()
            connection.execute(f"PRAGMA key = \"x'{digits}'\"")
            connection.execute("PRAGMA cipher_compatibility = 4")
            try:
                of_vault = connection.execute("SELECT value FROM meta WHERE name = 'vault_id'").fetchone()
                require(of_vault == (vault_id,), "belongs to another vault")
                names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
                sound = [read_table(connection, name, to) for name in names]
                for check in ("cipher_integrity_check", "integrity_check"):
                    faults = [str(row[0]) for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
                    require(not faults, f"is damaged: {'; '.join(faults)}")
            except (Damaged, DBAPI.DatabaseError) as error:
                said = str(error) if isinstance(error, Damaged) else f"is damaged ({error})"
                say(f"The database {database.name} {said}. Try a snapshot: --database snapshots/….db")
                return False
            return all(sound)


def read_table(connection: Any, name: str, to: Path) -> bool:
    """Write one table as a list of rows, as far as it can be read. Returns whether that was to its end."""
    rows: list[dict[str, Any]] = []
    try:
        cursor = connection.execute('SELECT * FROM "{}"'.format(name.replace('"', '""')))  # noqa: S608 (a name, quoted)
        rows.extend(dict(zip((column[0] for column in cursor.description), row, strict=True)) for row in cursor)
    except DBAPI.DatabaseError as error:
        say(f"The table {name} is damaged ({error}): the {len(rows)} rows before the damage were read.")
        return False
    finally:
        write_json(to / f"{re.sub('[^0-9A-Za-z_]', '_', name)}.json", rows)
    return True


# The command --------------------------------------------------------------------------------------------------------------


def printable(line: str) -> str:
    """A line without signs that a terminal would obey."""
    return "".join(sign if sign.isprintable() else "?" for sign in line)


def say(line: str) -> None:
    """Name what is wrong."""
    print(printable(line), file=sys.stderr)


def how(error: Damaged | OSError) -> str:
    """What is wrong, in words that follow the file’s name."""
    return f"cannot be read or written ({error.strerror})" if isinstance(error, OSError) else str(error)


def write_json(path: Path, value: object) -> None:
    """Write JSON that people can read too; bytes stand as base64."""
    with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
        json.dump(value, file, ensure_ascii=False, indent=1, default=lambda raw: base64.b64encode(raw).decode())


def read(vault: Path, to: Path | None, database: Path | None, passphrase_fd: int | None) -> bool:
    """Open the vault and read all of it. Returns whether it is sound. Raises NotOpened, OSError."""
    if not vault.is_dir():
        raise NotOpened(f"There is no folder “{vault}”.")
    headers = read_headers(vault)
    if passphrase_fd is None:
        typed = getpass.getpass("Passphrase, or the digits of the recovery sheet: ")
    else:
        with open(passphrase_fd, encoding="utf-8", newline="\n") as file:  # noqa: PTH123 (a descriptor, not a path)
            typed = file.readline().rstrip("\r\n")
    vault_id, key = unlock(headers, typed)
    for folder in () if to is None else (to, to / "documents", to / "tables"):
        folder.mkdir(mode=0o700)
    paths = [*sorted(vault.glob("blobs/??/*.ismd")), *sorted(vault.glob("inbox/*.ismi"))]
    ours = [path for path in paths if re.fullmatch(r"[0-9a-f]{32}", path.stem)]
    listed = [read_file(path, vault_id, key, to and to / "documents") for path in ours]
    sound = not any("damaged" in entry for entry in listed)
    if to is None:
        return sound
    write_json(to / "documents.json", listed)
    generation = re.compile(r".*-g(\d+).*")
    snapshots = sorted(
        vault.glob("snapshots/*-g*.db"), key=lambda path: int(generation.sub(r"\1", path.stem)), reverse=True
    )
    for used in (database,) if database else (path for path in (vault / "records.db", *snapshots) if path.exists()):
        return read_tables(used, vault_id, key, to / "tables") and sound
    say("There is no database records.db, and no snapshot of it.")
    return False


def main() -> int:
    """Read the command line, open the vault, and read it."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("vault", type=Path, help="the vault’s folder, or a backup’s")
    words.add_argument("--to", type=Path, metavar="FOLDER", help="extract everything into this new folder")
    words.add_argument("--database", type=Path, metavar="FILE", help="read this database: a file in “snapshots”")
    words.add_argument("--passphrase-fd", type=int, metavar="N", help="read the passphrase from this descriptor")
    chosen = words.parse_args()
    os.umask(0o077)
    cast("Any", sys.stdout).reconfigure(errors="backslashreplace")
    try:
        return 0 if read(chosen.vault, chosen.to, chosen.database, chosen.passphrase_fd) else 3
    except NotOpened as error:
        say(str(error))
    except (OSError, ValueError, MemoryError) as error:
        say(f"That did not work ({type(error).__name__}): {error}.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
