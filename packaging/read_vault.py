"""Reads a vault of ISM Desktop without ISM Desktop: lists its documents, extracts them, and writes every table as JSON.

Needs Python 3.11 or later and two libraries: `python -m pip install cryptography sqlcipher3`. FORMAT.md, beside it, says the same in words.

    python read_vault.py VAULT                 list the documents, of which it reads the beginning only
    python read_vault.py VAULT --to FOLDER     extract everything into a new folder; it is not encrypted there, so guard it

The vault is only read; close the program before. A backup's folder is read in the same way. Exit status: 0 everything was read and is
sound, 1 the vault was not opened, 2 wrong words on the command line, 3 opened, but something is damaged: each damaged thing is named.
"""

import argparse
import base64
import contextlib
import getpass
import hashlib
import hmac
import io
import json
import os
import re
import shutil
import struct
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TextIO, cast

try:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    from sqlcipher3 import dbapi2  # pyright: ignore[reportUnknownVariableType]
except ImportError as missing:
    sys.exit(f"A library is missing ({missing.name}). Install both: python -m pip install cryptography sqlcipher3")

DBAPI: Any = cast("Any", dbapi2)
BODY_FIELDS = {"created", "format", "min_reader", "seq", "slots", "vault_id"}
SLOT_FIELDS = {"created", "id", "kdf", "kind", "label", "nonce", "salt", "wrapped"}
COST = ("memory_kib", "iterations", "lanes")
FILE_HEADER = struct.Struct(">8sHHI16s16s32s")
SEALED_PIECE = 65536 + 16


class NotOpened(Exception):
    """The vault cannot be opened, though perhaps by a newer script; the text is a sentence for the person."""


class Damaged(Exception):
    """A file is not what was written; the text follows the file's name."""


class Header(NamedTuple):
    """One sound copy of the key header; whether it is genuine is known only with the vault's key."""

    body: dict[str, Any]
    raw_body: bytes
    seal: bytes


def require(sound: object, fault: str = "is malformed") -> None:
    """Raise Damaged unless this is so."""
    if not sound:
        raise Damaged(fault)


def is_a(value: object, *kinds: type) -> bool:
    """Whether a value out of JSON is exactly of one of these types: true is no number here."""
    return type(value) in kinds


# Keys ---------------------------------------------------------------------------------------------------------------------


def expand(secret: bytes, salt: bytes, info: bytes, length: int = 32) -> bytes:
    """HKDF-SHA256 (RFC 5869)."""
    return HKDF(SHA256(), length, salt, info).derive(secret)


def derive(key: bytes, vault_id: str, label: str, length: int = 32) -> bytes:
    """The key for one use, from the vault's key."""
    return expand(key, bytes.fromhex(vault_id), label.encode(), length)


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value: ASCII, sorted names, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def check_slot(slot: Any) -> None:
    """Refuse a malformed key slot, and one that asks for more work than any vault needs, before any work is done. Raises Damaged."""
    require(is_a(slot, dict) and set(slot) == SLOT_FIELDS and is_a(slot["kdf"], dict))
    kdf: dict[str, Any] = slot["kdf"]
    require(all(is_a(slot[name], str) for name in SLOT_FIELDS - {"kdf"}))
    require(all(is_a(value, str, int) for value in kdf.values()))
    for name, length in (("salt", 16), ("nonce", 12), ("wrapped", 48)):
        try:
            raw = base64.b64decode(slot[name], validate=True)
            require(len(raw) == length and base64.b64encode(raw).decode() == slot[name])
        except ValueError as error:
            raise Damaged("is malformed") from error
    if slot["kind"] == "passphrase":
        require(kdf.get("name") == "argon2id" and all(is_a(kdf.get(name), int) for name in COST))
        memory, passes, lanes = (kdf[name] for name in COST)
        bearable = 1 <= passes <= 64 and 1 <= lanes <= 16 and max(1024, 8 * lanes) <= memory <= 1024 * 1024
        require(bearable, "asks for more work than any vault needs")


def open_slot(vault_id: str, slot: dict[str, Any], passphrase: str, secret: bytes = b"") -> bytes | None:
    """The vault's key, if the passphrase or the random secret is this slot's; the slot was checked before."""
    kdf, salt = slot["kdf"], base64.b64decode(slot["salt"])
    if slot["kind"] == "passphrase":
        typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
        cost = {"iterations": kdf["iterations"], "lanes": kdf["lanes"], "memory_cost": kdf["memory_kib"]}
        wrapping_key = Argon2id(salt=salt, length=32, **cost).derive(typed)
    elif kdf.get("name") == "hkdf-sha256" and secret:
        wrapping_key = expand(secret, salt, b"ismv1/slot")
    else:
        return None
    bound = canonical(["ISMVAULT 1", vault_id, {name: slot[name] for name in slot if name != "wrapped"}])
    with contextlib.suppress(InvalidTag):
        return AESGCM(wrapping_key).decrypt(base64.b64decode(slot["nonce"]), base64.b64decode(slot["wrapped"]), bound)
    return None


# The key header -----------------------------------------------------------------------------------------------------------


def parse_header(raw: bytes) -> Header:
    """Check one copy of the header. Raises Damaged, or NotOpened if it is of a later format."""
    require(len(raw) <= 65536, "is far too large")
    lines = raw.split(b"\n")
    require(len(lines) >= 3 and lines[-1] == b"", "does not match its checksum")
    checksum = hashlib.sha256(raw[: -len(lines[-2]) - 1]).hexdigest().encode()
    require(checksum == lines[-2], "does not match its checksum")
    claimed = re.match(rb"ISMVAULT (\d{1,9})\n", raw)
    if claimed and int(claimed[1]) > 1:
        raise NotOpened(f"The vault has format {int(claimed[1])}, and this script knows format 1. Get a newer one.")
    require(lines[0] == b"ISMVAULT 1" and len(lines) == 5, "is not a vault header")
    try:
        body = json.loads(lines[1])
        check_body(body)
        # One spelling only: with it, names that stand twice, spaces and numbers with a point are refused too.
        require(canonical(body) == lines[1])
    except (ValueError, RecursionError) as error:
        raise Damaged("is malformed") from error
    return Header(body, lines[1], lines[2])


def check_body(body: Any) -> None:
    """Check every field of the header's second line. Raises Damaged, or NotOpened if it is of a later format."""
    require(is_a(body, dict))
    if is_a(body.get("min_reader"), int) and body["min_reader"] > 1:
        raise NotOpened(f"The vault needs a reader of format {body['min_reader']}, and this is one of format 1.")
    require(set(body) == BODY_FIELDS and is_a(body["vault_id"], str) and is_a(body["created"], str))
    require(re.fullmatch(r"[0-9a-f]{32}", body["vault_id"]))
    require(all(is_a(body[name], int) for name in ("format", "min_reader", "seq")))
    require(body["format"] == body["min_reader"] == 1 and body["seq"] >= 1)
    require(is_a(body["slots"], list) and 1 <= len(body["slots"]) <= 16)
    for slot in body["slots"]:
        check_slot(slot)


def read_headers(vault: Path) -> list[Header]:
    """Every sound copy of the header, the latest first; those in the snapshots only if neither of the two in front is sound."""
    if not vault.is_dir():
        raise NotOpened(f"There is no folder “{vault}”.")
    found: list[Header] = []
    for path in (vault / "vault.hdr", vault / "vault.hdr.bak", *sorted(vault.glob("snapshots/*.hdr"), reverse=True)):
        if found and path.suffix == ".hdr":
            break
        try:
            with path.open("rb") as file:
                found.append(parse_header(file.read(65537)))
        except OSError as error:
            say(f"The key header {path.name} cannot be read ({error.strerror}).")
        except Damaged as error:
            say(f"The key header {path.name} {error}.")
    if not found:
        raise NotOpened(f"“{vault}” holds no usable key header. Copy vault.hdr from a backup of it into the folder.")
    return sorted(found, key=lambda header: header.body["seq"], reverse=True)


def unlock(headers: Sequence[Header], typed: str) -> tuple[str, bytes]:
    """The vault's id and key. What is typed is a passphrase, or the secret of another slot in hexadecimal digits."""
    digits = "".join(typed.split())
    secret = bytes.fromhex(digits) if re.fullmatch(r"([0-9a-fA-F]{2}){16,}", digits) else b""
    altered = False
    for header in headers:
        vault_id = header.body["vault_id"]
        for slot in header.body["slots"]:
            key = open_slot(vault_id, slot, typed, secret)
            if key is not None:
                seal = hmac.new(derive(key, vault_id, "ismv1/header"), header.raw_body, hashlib.sha256).hexdigest()
                if hmac.compare_digest(seal.encode(), header.seal):
                    return vault_id, key
                altered = True
    if altered:
        raise NotOpened("The passphrase is right, but the key header was altered. Take vault.hdr from a backup.")
    raise NotOpened("Wrong passphrase: the key header is sound, and none of its keys opens with what was typed.")


# Document files -----------------------------------------------------------------------------------------------------------


def open_document(file: BinaryIO, file_id: str, vault_id: str, key: bytes) -> tuple[dict[str, Any], Iterator[bytes]]:
    """What a document file says of its content, and the content in verified pieces. Raises Damaged, also between the pieces."""
    header = file.read(FILE_HEADER.size)
    require(header, "is empty: perhaps a cloud service has not downloaded it yet")
    require(len(header) == FILE_HEADER.size, "is cut short")
    magic, version, suite, size, of_vault, its_id, salt = FILE_HEADER.unpack(header)
    require((magic, version, suite, size) == (b"ISMVBLB1", 1, 1, 65536), "does not begin as a document file does")
    require(of_vault == bytes.fromhex(vault_id), "belongs to another vault")
    require(its_id == bytes.fromhex(file_id), "holds another document: files were swapped or renamed")
    file_key = expand(derive(key, vault_id, "ismv1/blob"), salt, b"ismv1/blob" + header)
    pieces = decrypted(AESGCM(file_key), file)
    first = next(pieces)
    end = 4 + int.from_bytes(first[:4], "big")
    require(len(first) >= end, "does not say what it holds")
    front: dict[str, Any] = json.loads(first[4:end])

    def content() -> Iterator[bytes]:
        digest, length = hashlib.sha256(first[end:]), len(first) - end
        yield first[end:]
        for piece in pieces:
            digest.update(piece)
            length += len(piece)
            yield piece
        as_said = (length, digest.hexdigest()) == (front.get("size"), front.get("sha256"))
        require(as_said, "is genuine, but not of the length and SHA-256 that it says")

    return front, content()


def decrypted(cipher: AESGCM, file: BinaryIO) -> Iterator[bytes]:
    """Each piece, verified: its number and whether it is the last are in its nonce."""
    number, piece, following = 0, file.read(SEALED_PIECE), b"?"
    while following:
        following = file.read(SEALED_PIECE)
        nonce = number.to_bytes(11, "big") + (b"\0" if following else b"\1")
        try:
            plain = cipher.decrypt(nonce, piece, None)
        except InvalidTag:
            raise Damaged(f"is damaged in piece {number + 1} of 64 KiB, or cut short there") from None
        yield plain
        number, piece = number + 1, following


def read_documents(vault: Path, vault_id: str, key: bytes, to: Path | None) -> bool:
    """List every document file, and extract it if there is a folder for it. Returns whether all are sound."""
    listed: list[dict[str, Any]] = []
    for path in sorted(vault.glob("blobs/??/*.ismd")):
        if not re.fullmatch(r"[0-9a-f]{32}", path.stem):
            continue
        called, entry, target = f"The file {path.name}", {"file_id": path.stem}, None
        try:
            with path.open("rb") as file:
                front, content = open_document(file, path.stem, vault_id, key)
                entry |= front
                called = f"The document “{front.get('name')}” (file {path.name})"
                say(" ".join(str(entry.get(part)) for part in ("file_id", "added", "size", "type", "name")), sys.stdout)
                if to is not None:
                    name = re.sub(r"[^\w. -]", "_", str(front.get("name"))[-50:]).rstrip(" .")
                    entry["extracted"] = f"{path.stem} {name}"
                    target = to / entry["extracted"]
                    with target.open("xb") as out:
                        out.writelines(content)
        except (Damaged, OSError) as error:
            entry["damaged"] = (
                str(error) if isinstance(error, Damaged) else f"cannot be read or written ({error.strerror})"
            )
            say(f"{called} {entry['damaged']}.")
            # What was extracted before the damage is genuine, and is kept under a name that says so.
            if target is not None and target.exists():
                target.replace(target.with_name(f"INCOMPLETE {target.name}"))
        listed.append(entry)
    if to is not None:
        write_json(to.with_name("documents.json"), listed)
    return not any("damaged" in entry for entry in listed)


# The database -------------------------------------------------------------------------------------------------------------


def read_tables(database: Path, vault_id: str, key: bytes, to: Path) -> bool:
    """Write every table as JSON, row by row as far as it can be read. Returns whether the database is sound."""
    # A copy is opened, so that the log of changes beside it is used and the vault's own files stay as they are. It is encrypted too.
    with tempfile.TemporaryDirectory(dir=to) as scratch, contextlib.closing(DBAPI.connect(":memory:")) as quiet:
        quiet.execute("PRAGMA cipher_log_level = NONE")
        for ending in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{database}{ending}", Path(scratch) / f"records.db{ending}")
        with contextlib.closing(DBAPI.connect(str(Path(scratch) / "records.db"), isolation_level=None)) as connection:
            digits = (derive(key, vault_id, "ismv1/db") + derive(key, vault_id, "ismv1/db-salt", 16)).hex()
            connection.execute(f"PRAGMA key = \"x'{digits}'\"")
            connection.execute("PRAGMA cipher_compatibility = 4")
            connection.text_factory = partial(str, encoding="utf-8", errors="replace")
            try:
                of_vault = connection.execute("SELECT value FROM meta WHERE name = 'vault_id'").fetchone()
                names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            except DBAPI.DatabaseError as error:
                say(f"The database {database.name} is damaged ({error}). Try a snapshot: --database snapshots/….db")
                return False
            if of_vault != (vault_id,):
                say(f"The database {database.name} belongs to another vault.")
                return False
            sound = [read_table(connection, name, to) for name in names]
            try:
                for check in ("cipher_integrity_check", "integrity_check"):
                    faults = [str(row[0]) for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
                    require(not faults, "; ".join(faults))
            except (Damaged, DBAPI.DatabaseError) as error:
                say(f"The database {database.name} is damaged: {error}.")
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


def say(line: str, to: TextIO | None = None) -> None:
    """Print a line, to the errors if nothing else is said, without signs that a terminal would obey."""
    print("".join(sign if sign.isprintable() else "?" for sign in line), file=to or sys.stderr)


def write_json(path: Path, value: object) -> None:
    """Write JSON that people can read too; bytes stand as base64."""
    with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
        json.dump(value, file, ensure_ascii=False, indent=1, default=lambda raw: base64.b64encode(raw).decode())


def main() -> int:
    """Read the command line, open the vault, and read it."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("vault", type=Path, help="the vault's folder")
    words.add_argument("--to", type=Path, metavar="FOLDER", help="extract everything into this new folder")
    words.add_argument("--database", type=Path, metavar="FILE", help="read this database: a file in “snapshots”")
    words.add_argument("--passphrase-fd", type=int, metavar="N", help="read the passphrase from this descriptor")
    chosen = words.parse_args()
    os.umask(0o077)
    cast("io.TextIOWrapper", sys.stdout).reconfigure(errors="backslashreplace")
    try:
        return read(chosen.vault, chosen.to, chosen.database, chosen.passphrase_fd)
    except NotOpened as error:
        say(str(error))
    except (OSError, ValueError) as error:
        say(f"That did not work: {error}.")
    except MemoryError:
        say("This computer has too little free memory to check the passphrase. Close other programs and try again.")
    return 1


def read(vault: Path, to: Path | None, database: Path | None, passphrase_fd: int | None) -> int:
    """Open the vault and read all of it. Returns the exit status. Raises NotOpened, OSError."""
    headers = read_headers(vault)
    if passphrase_fd is None:
        typed = getpass.getpass("Passphrase: ")
    else:
        with open(passphrase_fd, encoding="utf-8", newline="\n") as file:  # noqa: PTH123 (a descriptor, not a path)
            typed = file.readline().rstrip("\r\n")
    vault_id, key = unlock(headers, typed)
    if to is None:
        return 0 if read_documents(vault, vault_id, key, None) else 3
    to.mkdir(mode=0o700)
    for part in ("documents", "tables"):
        (to / part).mkdir()
    sound = read_documents(vault, vault_id, key, to / "documents")
    snapshots = sorted(
        vault.glob("snapshots/*.db"), key=lambda path: int("0" + path.stem.partition("-g")[2].split("-")[0])
    )
    used = database or next((path for path in [vault / "records.db", *reversed(snapshots)] if path.exists()), None)
    if used is None:
        say("There is no database records.db, and no snapshot of it.")
        return 3
    return 0 if read_tables(used, vault_id, key, to / "tables") and sound else 3


if __name__ == "__main__":
    sys.exit(main())
