"""Makes the public test vectors of backups' manifests and of the inbox; `make_vectors.py` makes all others, and says how.

.venv/bin/python -m tests.vectors.make_more_vectors
"""

import hashlib
import hmac
import json
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.vectors.make_vectors import (
    FOLDER,
    KEY,
    NOW,
    OTHER_KEY,
    OTHER_VAULT_ID,
    PIECE,
    VAULT_ID,
    Vector,
    canonical,
    derive,
    fixed,
    hkdf,
    text64,
)

# Manifests --------------------------------------------------------------------------------------------------------------

STEM = "snapshots/2026-11-22T1015Z-g000412"
DOCUMENTS = [f"blobs/{start}/{start}{'0' * 30}.ismd" for start in ("00", "ab", "ff")]
ABOUT = f"vault {VAULT_ID} number 12 generation 412 made {NOW}"


def entry(path: str, size: int = 4096) -> str:
    return f"{hashlib.sha256(path.encode()).hexdigest()} {size} {path}"


RECORDS = [entry(f"{STEM}.db", 274_432), entry(f"{STEM}.hdr", 573)]
FILES = [entry(path, 1000 + number) for number, path in enumerate(DOCUMENTS)]


def body(*lines: str, magic: str = "ISMMANIFEST 1", about: str = ABOUT) -> bytes:
    return "".join(f"{line}\n" for line in (magic, about, *(lines or (*RECORDS, *FILES)))).encode()


def signed(covered: bytes, key: bytes = KEY, ending: bytes = b"\n") -> bytes:
    seal = hmac.new(derive("ismv1/manifest", key=key), covered, hashlib.sha256).hexdigest()
    return covered + f"sha256 {hashlib.sha256(covered).hexdigest()}\nhmac {seal}".encode() + ending


def manifest_vectors() -> list[Vector]:
    """`outcome` is genuine; altered (whole, not written with this vault's key); damaged; or too new. `about`, `files`: what it says."""
    vectors: list[Vector] = []

    def add(name: str, why: str, raw: bytes, outcome: str, **said: Any) -> None:
        vector: Vector = {"name": name, "why": why, "vault_id": VAULT_ID, "key": KEY.hex(), "manifest": text64(raw)}
        vectors.append(vector | {"outcome": outcome} | said)

    def read(covered: bytes) -> Vector:
        _, about, *lines = covered.decode().splitlines()
        words = about.split()
        files = [[sha256, int(size), path] for sha256, size, path in (line.split(" ") for line in lines)]
        return {"about": [words[1], int(words[3]), int(words[5]), words[7]], "files": files}

    for name, why, covered in (
        ("ordinary", "a snapshot, its header, three documents", body()),
        ("no documents", "a vault may have none", body(*RECORDS)),
        ("empty files", "a size may be 0", body(*RECORDS, entry(DOCUMENTS[0], 0))),
        ("large file", "sizes have up to 18 digits", body(*RECORDS, entry(DOCUMENTS[0], 10**17))),
        ("first of a new vault", "generation 0", body(about=ABOUT.replace("generation 412", "generation 0"))),
        ("second of one minute", "the snapshot’s name has a number", body(*[line.replace("g000412", "g000412-2") for line in RECORDS])),
        ("again", "another line of history reached the same name", body(*[line.replace("g000412", "g000412-again-2") for line in RECORDS])),
    ):  # fmt: skip
        add(name, why, signed(covered), "genuine", **read(covered))
    add("another key", "its HMAC is that of another vault’s key", signed(body(), OTHER_KEY), "altered", **read(body()))
    foreign = body(about=ABOUT.replace(VAULT_ID, OTHER_VAULT_ID))
    add("another vault", "the id is not this vault’s", signed(foreign), "altered", **read(foreign))
    whole = signed(body())
    edited = whole[:-2] + (b"0" if whole[-2:-1] != b"0" else b"1") + b"\n"
    add("HMAC edited", "it is outside the plain hash", edited, "altered", **read(body()))
    add("later format", "a newer program is needed", signed(body(magic="ISMMANIFEST 2")), "too new")
    swapped = f"{FILES[0]}\n{FILES[1]}".encode(), f"{FILES[1]}\n{FILES[0]}".encode()
    at = len(body()) + len("sha256 ")
    for name, why, raw in (
        ("empty", "an interrupted copy", b""),
        ("cut off", "half of it", whole[: len(whole) // 2]),
        ("last line feed lost", "every line ends with one", whole[:-1]),
        ("a byte more", "nothing follows the HMAC", whole + b"\n"),
        ("one bit flipped", "in a size", whole.replace(b" 1001 ", b" 1000 ")),
        ("a line lost", "the hash covers every line", whole.replace(f"{FILES[0]}\n".encode(), b"")),
        ("lines swapped", "the hash covers their order", whole.replace(*swapped)),
        ("hash in capitals", "hexadecimal digits are small", whole[:at] + whole[at : at + 64].upper() + whole[at + 64 :]),
        ("line ends of Windows", "a line feed alone ends a line", signed(body().replace(b"\n", b"\r\n"))),
        ("no HMAC", "it is never left out", body() + f"sha256 {hashlib.sha256(body()).hexdigest()}\n".encode()),
    ):  # fmt: skip
        add(name, why, raw, "damaged")
    for name, why, covered in (
        ("format 0", "there was none", body(magic="ISMMANIFEST 0")),
        ("format 01", "numbers have one spelling", body(magic="ISMMANIFEST 01")),
        ("another magic", "not a manifest", body(magic="MANIFEST 1")),
        ("number 0", "backups are counted from 1", body(about=ABOUT.replace("number 12", "number 0"))),
        ("number 012", "numbers have one spelling", body(about=ABOUT.replace("number 12", "number 012"))),
        ("generation -1", "whole numbers only", body(about=ABOUT.replace("generation 412", "generation -1"))),
        ("local time", "times are in UTC", body(about=ABOUT.replace("+00:00", "+01:00"))),
        ("short vault id", "32 digits", body(about=ABOUT.replace(VAULT_ID, VAULT_ID[:-1]))),
        ("two spaces", "one spelling", body(about=ABOUT.replace(" number", "  number"))),
        ("no snapshot", "the first file is one", body(RECORDS[1], *FILES)),
        ("no header", "the second file is the snapshot’s header", body(RECORDS[0], *FILES)),
        ("header of another snapshot", "both have one name", body(RECORDS[0], RECORDS[1].replace("000412", "000411"), *FILES)),
        ("header first", "the snapshot comes first", body(*RECORDS[::-1], *FILES)),
        ("document twice", "each file once", body(*RECORDS, FILES[0], FILES[0])),
        ("path out of the folder", "no path leads anywhere else", body(*RECORDS, entry("blobs/../../.bashrc"))),
        ("absolute path", "no path leads anywhere else", body(*RECORDS, entry("/etc/passwd"))),
        ("path of Windows", "forward slashes", body(*RECORDS, FILES[0].replace("/", "\\"))),
        ("document in another folder", "its folder is its first two digits", body(*RECORDS, FILES[0].replace("blobs/00", "blobs/01"))),
        ("document with capitals", "ids have small digits", body(*RECORDS, FILES[1].replace("ab0", "AB0"))),
        ("another ending", "only what a backup consists of", body(*RECORDS, FILES[0].replace(".ismd", ".exe"))),
        ("size with a zero in front", "numbers have one spelling", body(*RECORDS, FILES[0].replace(" 1000 ", " 01000 "))),
        ("size of 19 digits", "no file is so large", body(*RECORDS, entry(DOCUMENTS[0], 10**18))),
        ("negative size", "whole numbers only", body(*RECORDS, entry(DOCUMENTS[0], -1))),
        ("short hash", "64 digits", body(*RECORDS, FILES[0][1:])),
        ("hash of a file in capitals", "hexadecimal digits are small", body(*RECORDS, FILES[0][:64].upper() + FILES[0][64:])),
        ("a blank line", "none is blank", body(*RECORDS, "", *FILES)),
        ("a field more", "three in each line", body(*RECORDS, f"{FILES[0]} 0600")),
        ("letters beyond ASCII", "all is ASCII", body(*RECORDS, entry("blobs/00/Befund Müller.ismd"))),
    ):  # fmt: skip
        add(name, f"{why}; both digests are right", signed(covered), "damaged")
    return vectors


# The inbox --------------------------------------------------------------------------------------------------------------

ITEM_ID = "0123456789abcdef0123456789abcdef"
FLEETING = X25519PrivateKey.from_private_bytes(fixed("fleeting", 32))
NOTE = "Ate a plum, hives after ten minutes. ☂"


def thing(
    content: bytes,
    front: Vector,
    *,
    start: bytes = b"ISMVINB1\0\1\0\1",
    key: bytes = KEY,
    vault_id: str = VAULT_ID,
    file_id: str = ITEM_ID,
    fleeting: bytes = b"",
) -> bytes:
    """A file of the inbox."""
    public = X25519PrivateKey.from_private_bytes(derive("ismv1/inbox", key=key, vault_id=vault_id)).public_key()
    top = start + (fleeting or FLEETING.public_key().public_bytes_raw())
    shared = FLEETING.exchange(X25519PublicKey.from_public_bytes(public.public_bytes_raw()))
    item_key = hkdf(shared, bytes.fromhex(vault_id), b"ismv1/inbox-item" + top + public.public_bytes_raw())
    salt = fixed("thing salt", 32)
    header = struct.pack(">8sHHI", b"ISMVBLB1", 1, 1, PIECE) + bytes.fromhex(vault_id) + bytes.fromhex(file_id) + salt
    cipher = AESGCM(hkdf(item_key, salt, b"ismv1/blob" + header))
    described = canonical(front)
    plain = struct.pack(">I", len(described)) + described + content
    return top + header + cipher.encrypt(bytes(11) + b"\1", plain, None)


def inbox_vectors() -> list[Vector]:
    """Things that were left in a locked vault: `front` and `content` are what comes out with the vault's key."""
    vectors: list[Vector] = []
    note: Vector = {"at": "2026-11-22T12:15:00.000+02:00", "name": "", "size": len(NOTE.encode()), "sort": "note"}
    photo = note | {"name": "hives ☂.jpg", "size": 9, "sort": "photo"}
    moment = note | {"size": 0, "sort": "time"}

    def add(name: str, why: str, raw: bytes, outcome: str, **more: Any) -> None:
        vector: Vector = {"name": name, "why": why, "vault_id": VAULT_ID, "key": KEY.hex(), "file_id": ITEM_ID}
        vectors.append(vector | {"file": text64(raw), "outcome": outcome} | more)

    for name, why, front, content in (
        ("note", "text in UTF-8", note, NOTE.encode()),
        ("photo", "bytes with a name", photo, b"\xff\xd8 a photo"[:9]),
        ("time", "nothing but the moment", moment, b""),
    ):
        add(name, why, thing(content, front), "accepted", front=front, content=text64(content))
    sound = thing(NOTE.encode(), note)
    for name, why, raw in (
        ("empty", "0 bytes", b""),
        ("cut within its beginning", "44 bytes come first", sound[:40]),
        ("cut within its header", "then 80 bytes", sound[:100]),
        ("cut within its piece", "the tag is the last", sound[:-1]),
        ("a byte more", "the last piece ends the file", sound + b"\0"),
        ("flipped in the fleeting key", "it is bound", sound[:20] + bytes([sound[20] ^ 1]) + sound[21:]),
        ("flipped in the text", "the tag covers it", sound[:-20] + bytes([sound[-20] ^ 1]) + sound[-19:]),
        ("another magic", "not a thing of the inbox", thing(b"x", note, start=b"ISMVBLB1\0\1\0\1")),
        ("version 2", "a later one", thing(b"x", note, start=b"ISMVINB1\0\2\0\1")),
        ("suite 2", "another one", thing(b"x", note, start=b"ISMVINB1\0\1\0\2")),
        ("for another key", "left under another public key", thing(b"x", note, key=OTHER_KEY)),
        ("for another vault", "its id is bound", thing(b"x", note, vault_id=OTHER_VAULT_ID)),
        ("another name", "the id inside is not the file’s name", thing(b"x", note, file_id="f" * 32)),
        ("fleeting key of zeros", "a point that makes every secret the same", thing(b"x", note, fleeting=bytes(32))),
        ("a document file", "of the same vault", sound[44:]),
    ):
        add(name, why, raw, "refused")
    return vectors


# Files ------------------------------------------------------------------------------------------------------------------


def all_files() -> dict[str, str]:
    """Every file by its name."""
    about = "Made by tests/vectors/make_more_vectors.py; the format is in packaging/FORMAT.md. Bytes are base64, keys and ids hexadecimal."
    contents: dict[str, Vector] = {
        "inbox.json": {"about": f"{about} {inbox_vectors.__doc__}", "vectors": inbox_vectors()},
        "manifests.json": {"about": f"{about} {manifest_vectors.__doc__}", "vectors": manifest_vectors()},
    }
    return {name: json.dumps(content, indent=1) + "\n" for name, content in contents.items()}


def main() -> None:
    """Write them beside this script."""
    for name, text in all_files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(json.loads(text)['vectors'])} vectors, {len(text) // 1024} KiB")


if __name__ == "__main__":
    main()
