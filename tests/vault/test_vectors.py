"""The public test vectors: the program and the stand-alone reader give for each exactly what it says."""

import base64
import contextlib
import hashlib
import hmac
import io
import json
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from ism_desktop.errors import VaultDamaged, VaultTooNew
from ism_desktop.vault import Vault, header_files, inbox, keys, opening, sqlcipher
from ism_desktop.vault.backups import manifest
from ism_desktop.vault.backups.manifest import ManifestDamaged, ManifestTooNew
from ism_desktop.vault.header import Header, HeaderDamaged, HeaderTooNew, Slot, parse
from ism_desktop.vault.keys import KeyCost, VaultKey
from ism_desktop.vault.sealed import Seal, SealBroken
from tests.vectors import make_more_vectors, make_vectors, reader

read_vault = reader.load()
FOLDER = Path(make_vectors.__file__).parent
Vector = dict[str, Any]


@cache
def content(name: str) -> Vector:
    return cast("Vector", json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))


def vectors(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("vector", content(name)["vectors"], ids=lambda vector: vector["name"])


def test_the_files_are_what_the_script_makes() -> None:
    made = make_vectors.all_files() | make_more_vectors.all_files()
    for name, text in made.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: run the scripts in tests/vectors"
    assert {path.name for path in FOLDER.glob("*.json")} == set(made)


def test_there_are_enough_and_each_has_its_own_name_and_reason() -> None:
    total = 0
    for path in FOLDER.glob("*.json"):
        listed = content(path.stem)["vectors"]
        assert len({vector["name"] for vector in listed}) == len(listed), path.name
        assert all(vector["why"] for vector in listed), path.name
        total += len(listed)
    assert total >= 150


# Keys -------------------------------------------------------------------------------------------------------------------


def used_labels() -> set[str]:
    return {value for value in vars(keys).values() if isinstance(value, str) and value.startswith("ismv1/")}


@vectors("keys")
def test_key(vector: Vector) -> None:
    if "kdf" in vector:
        cost = KeyCost(*(vector["kdf"][part] for part in ("memory_kib", "iterations", "lanes")))
        assert keys.stretch(vector["passphrase"], bytes.fromhex(vector["salt"]), cost).hex() == vector["derived"]
        return
    vault_id, key = vector["vault_id"], bytes.fromhex(vector["key"])
    ours = VaultKey(vault_id, key)
    if "pragma" in vector:
        salt = ours.derive(keys.DATABASE_SALT, 16)
        assert sqlcipher._key_pragma(ours.derive(keys.DATABASE), salt) == vector["pragma"]
        return
    length = len(vector["derived"]) // 2
    label, context = "/".join(vector["label"].split("/")[:2]), "/".join(vector["label"].split("/")[2:])
    assert label in used_labels()
    assert ours.derive(label, length, context).hex() == vector["derived"]
    assert read_vault.derive(key, vault_id, vector["label"], length).hex() == vector["derived"]


def test_every_label_of_the_program_has_a_vector() -> None:
    shown = {"/".join(vector["label"].split("/")[:2]) for vector in content("keys")["vectors"] if "label" in vector}
    # These derive from other secrets than the vault's key: their vectors are the slots, and the things of the inbox.
    assert used_labels() - {keys.SLOT, keys.INBOX_ITEM} == shown


# Slots ------------------------------------------------------------------------------------------------------------------


@vectors("slots")
def test_slot_in_the_program(vector: Vector) -> None:
    if vector["outcome"] == "refused":
        with pytest.raises((HeaderDamaged, KeyError, TypeError, ValueError)):
            Slot.from_json(vector["slot"])
        return
    slot = Slot.from_json(vector["slot"])
    assert slot.as_json() == vector["slot"]
    if "secret" in vector:
        key = slot.open_with_secret(vector["vault_id"], bytes.fromhex(vector["secret"]))
    else:
        key = slot.open_with_passphrase(vector["vault_id"], vector["passphrase"])
    expected = bytes.fromhex(vector["key"]) if vector["outcome"] == "opens" else None
    assert (key.secret if key else None) == expected


@vectors("slots")
def test_slot_in_the_reader(vector: Vector) -> None:
    if vector["outcome"] == "refused":
        with pytest.raises(read_vault.Damaged):
            read_vault.check_slot(vector["slot"])
        return
    read_vault.check_slot(vector["slot"])
    secret = bytes.fromhex(vector.get("secret", ""))
    key = read_vault.open_slot(vector["vault_id"], vector["slot"], vector.get("passphrase", ""), secret)
    assert key == (bytes.fromhex(vector["key"]) if vector["outcome"] == "opens" else None)


# Headers ----------------------------------------------------------------------------------------------------------------


def opened_by_the_program(header: Header, passphrase: str) -> VaultKey | None:
    found = (slot.open_with_passphrase(header.vault_id, passphrase) for slot in header.slots)
    return next((key for key in found if key is not None), None)


@vectors("headers")
def test_header_in_the_program(vector: Vector) -> None:
    raw = base64.b64decode(vector["header"])
    if vector["outcome"] == "damaged":
        with pytest.raises(HeaderDamaged):
            parse(raw)
        return
    if vector["outcome"] == "too new":
        with pytest.raises(HeaderTooNew):
            parse(raw)
        return
    copy = parse(raw)
    key = opened_by_the_program(copy.header, vector["passphrase"])
    if vector["outcome"] == "wrong passphrase":
        assert key is None
        return
    assert key is not None
    assert copy.is_genuine(key) == (vector["outcome"] == "opened")
    if vector["outcome"] == "opened":
        assert key.secret.hex() == vector["key"]


@vectors("headers")
def test_header_in_the_reader(vector: Vector) -> None:
    raw = base64.b64decode(vector["header"])
    if vector["outcome"] == "damaged":
        with pytest.raises(read_vault.Damaged):
            read_vault.parse_header(raw)
        return
    if vector["outcome"] == "too new":
        with pytest.raises(read_vault.NotOpened, match="format"):
            read_vault.parse_header(raw)
        return
    headers = [read_vault.parse_header(raw)]
    if vector["outcome"] == "opened":
        assert read_vault.unlock(headers, vector["passphrase"])[1].hex() == vector["key"]
        return
    sentence = {"wrong passphrase": "Wrong passphrase", "altered": "altered"}[vector["outcome"]]
    with pytest.raises(read_vault.NotOpened, match=sentence):
        read_vault.unlock(headers, vector["passphrase"])


def laid_out(vector: Vector, folder: Path) -> Path:
    (folder / "blobs").mkdir()
    for name in (header_files.MAIN, header_files.TWIN):
        if vector[name] is not None:
            (folder / name).write_bytes(base64.b64decode(vector[name]))
    return folder


@vectors("header_pairs")
def test_pair_of_headers_in_the_program(vector: Vector, tmp_path: Path) -> None:
    folder = laid_out(vector, tmp_path)
    errors = {"damaged": VaultDamaged, "too new": VaultTooNew, "altered": VaultDamaged}
    if vector["outcome"] != "opened":
        with pytest.raises(errors[vector["outcome"]]):
            opening.key_for(folder, header_files.find(folder), vector["passphrase"])
        return
    found = header_files.find(folder)
    key = opening.key_for(folder, found, vector["passphrase"])
    assert key.secret.hex() == vector["key"]
    assert next(copy.header.seq for copy in found.copies if copy.is_genuine(key)) == vector["seq"]


@vectors("header_pairs")
def test_pair_of_headers_in_the_reader(vector: Vector, tmp_path: Path) -> None:
    folder = laid_out(vector, tmp_path)
    if vector["outcome"] == "opened":
        headers = read_vault.read_headers(folder)
        assert read_vault.unlock(headers, vector["passphrase"])[1].hex() == vector["key"]
        return
    sentence = {"damaged": "no usable key header", "too new": "format 2", "altered": "altered"}[vector["outcome"]]
    with pytest.raises(read_vault.NotOpened, match=sentence):
        read_vault.unlock(read_vault.read_headers(folder), vector["passphrase"])


# Document files ---------------------------------------------------------------------------------------------------------


def document(vector: Vector) -> bytes:
    if "file" in vector:
        return base64.b64decode(vector["file"])
    base = base64.b64decode(content("documents")["bases"][vector["base"]])
    parts = (bytes.fromhex(part) if isinstance(part, str) else base[part[0] : part[1]] for part in vector["parts"])
    return b"".join(parts)


@vectors("documents")
def test_document_in_the_program(vector: Vector) -> None:
    seal = Seal.of(VaultKey(vector["vault_id"], bytes.fromhex(vector["key"])), keys.DOCUMENT_FILES)
    file = io.BufferedReader(cast("io.RawIOBase", io.BytesIO(document(vector))))
    if vector["outcome"] == "refused":
        with pytest.raises(SealBroken):
            list(seal.open(bytes.fromhex(vector["file_id"]), file).content())
        return
    opened = seal.open(bytes.fromhex(vector["file_id"]), file)
    plain = b"".join(opened.content())
    assert opened.front == vector["front"]
    assert (len(plain), hashlib.sha256(plain).hexdigest()) == (vector["size"], vector["sha256"])


@vectors("documents")
def test_document_in_the_reader(vector: Vector) -> None:
    words = io.BytesIO(document(vector)), vector["file_id"], vector["vault_id"], bytes.fromhex(vector["key"])
    if vector["outcome"] == "refused":
        with pytest.raises(read_vault.Damaged):
            list(read_vault.open_document(*words)[1])
        return
    front, pieces = read_vault.open_document(*words)
    plain = b"".join(pieces)
    assert front == vector["front"]
    assert (len(plain), hashlib.sha256(plain).hexdigest()) == (vector["size"], vector["sha256"])


# Manifests --------------------------------------------------------------------------------------------------------------


@vectors("manifests")
def test_manifest_in_the_program(vector: Vector) -> None:
    raw = base64.b64decode(vector["manifest"])
    if vector["outcome"] == "damaged":
        with pytest.raises(ManifestDamaged):
            manifest.parse(raw)
        return
    if vector["outcome"] == "too new":
        with pytest.raises(ManifestTooNew):
            manifest.parse(raw)
        return
    copy = manifest.parse(raw)
    assert copy.is_genuine(VaultKey(vector["vault_id"], bytes.fromhex(vector["key"]))) == (
        vector["outcome"] == "genuine"
    )
    listed = [[entry.sha256, entry.size, entry.path] for entry in copy.manifest.entries]
    assert listed == vector["files"]
    about = [copy.manifest.vault_id, copy.manifest.number, copy.manifest.generation, copy.manifest.made]
    assert about == vector["about"]


# The inbox --------------------------------------------------------------------------------------------------------------


@vectors("inbox")
def test_thing_of_the_inbox_in_the_program(vault: Vault, vector: Vector) -> None:
    item_id = vector["file_id"]
    path = vault.path / "inbox" / f"{item_id}.ismi"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(base64.b64decode(vector["file"]))
    vault._key = VaultKey(vector["vault_id"], bytes.fromhex(vector["key"]))  # pyright: ignore[reportPrivateUsage]
    if vector["outcome"] == "refused":
        assert item_id in dict(inbox.unreadable(vault)).popitem()[0] or inbox.items(vault) == []
        with pytest.raises(VaultDamaged):
            inbox.content(vault, item_id)
        return
    (item,) = inbox.items(vault)
    assert (item.id, item.sort, item.name) == (item_id, vector["front"]["sort"], vector["front"]["name"])
    assert inbox.content(vault, item_id) == base64.b64decode(vector["content"])


@vectors("inbox")
def test_thing_of_the_inbox_in_the_reader(vector: Vector) -> None:
    words = (
        io.BytesIO(base64.b64decode(vector["file"])),
        vector["file_id"],
        vector["vault_id"],
        bytes.fromhex(vector["key"]),
    )
    if vector["outcome"] == "refused":
        with pytest.raises(read_vault.Damaged):
            list(read_vault.open_thing(*words)[1])
        return
    front, pieces = read_vault.open_thing(*words)
    assert front == vector["front"]
    assert b"".join(pieces) == base64.b64decode(vector["content"])


# Recovery sheets --------------------------------------------------------------------------------------------------------


@vectors("recovery")
def test_recovery_digits_in_the_reader(vector: Vector) -> None:
    secret = read_vault.recovery_secret(vector["text"])
    assert secret == (bytes.fromhex(vector["secret"]) if "secret" in vector else b"")


# The database -----------------------------------------------------------------------------------------------------------


def test_the_database_is_encrypted_as_format_md_says(vault: Vault, vault_path: Path) -> None:
    """Each page by nothing but AES-CBC, PBKDF2 and HMAC: a reader can be written where SQLCipher is no more."""
    key = vault.open_key()
    vault.close()
    raw = (vault_path / "records.db").read_bytes()
    database_key, salt = key.derive("ismv1/db"), key.derive("ismv1/db-salt", 16)
    assert raw[:16] == salt
    hmac_key = hashlib.pbkdf2_hmac("sha512", database_key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    plain = b""
    for number, start in enumerate(range(0, len(raw), 4096), 1):
        page = raw[start : start + 4096]
        sealed, iv, tag = page[16 if number == 1 else 0 : 4016], page[4016:4032], page[4032:4096]
        assert hmac.digest(hmac_key, sealed + iv + number.to_bytes(4, "little"), "sha512") == tag
        decryptor = Cipher(AES(database_key), CBC(iv)).decryptor()
        page = decryptor.update(sealed) + decryptor.finalize() + bytes(80)
        plain += page if number > 1 else b"SQLite format 3\0" + page
    # The log is finished, so the file is whole without it; SQLite opens a copy in memory only in the older of its two modes.
    plain = plain[:18] + b"\1\1" + plain[20:]
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(plain)
        assert connection.execute("SELECT value FROM meta WHERE name = 'vault_id'").fetchone() == (key.vault_id,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
