"""Makes the public test vectors beside it: small inputs for a reader of vaults, each with what must come out, and why.

    .venv/bin/python tests/vectors/make_vectors.py

All keys, salts and nonces are fixed, so the files come out the same every time. It follows packaging/FORMAT.md alone: it uses neither the
program nor the stand-alone reader, so that three writings of the format check each other. Only for vectors may keys be fixed like this.
"""

import base64
import hashlib
import hmac
import json
import struct
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FOLDER = Path(__file__).resolve().parent
VAULT_ID = "000102030405060708090a0b0c0d0e0f"
OTHER_VAULT_ID = "f0e0d0c0b0a090807060504030201000"
KEY = bytes(range(100, 132))
OTHER_KEY = bytes(range(132, 164))
PASSPHRASE = "correct horse battery staple"
SECOND = "the sister’s own passphrase"
SHEET = bytes(range(200, 216))
RING = bytes(range(160, 192))
NOW = "2026-11-22T10:15:00+00:00"
CHEAP = {"name": "argon2id", "memory_kib": 1024, "iterations": 1, "lanes": 1}
PIECE = 65536

Vector = dict[str, Any]


def text64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def fixed(label: str, length: int) -> bytes:
    """Bytes that stand for random ones, the same every time."""
    return hashlib.shake_128(label.encode()).digest(length)


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int = 32) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def derive(label: str, length: int = 32, key: bytes = KEY, vault_id: str = VAULT_ID) -> bytes:
    return hkdf(key, bytes.fromhex(vault_id), label.encode(), length)


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def argon2(passphrase: str, salt: bytes, kdf: Mapping[str, Any]) -> bytes:
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    cost = {"iterations": kdf["iterations"], "lanes": kdf["lanes"], "memory_cost": kdf["memory_kib"]}
    return Argon2id(salt=salt, length=32, **cost).derive(secret)


# Slots ------------------------------------------------------------------------------------------------------------------


def slot(
    name: str,
    *,
    passphrase: str = "",
    secret: bytes = b"",
    kind: str = "passphrase",
    label: str = "",
    kdf: Mapping[str, Any] = CHEAP,
    key: bytes = KEY,
    vault_id: str = VAULT_ID,
) -> Vector:
    """A slot that is sound; `name` makes its salt, nonce and id its own."""
    salt, nonce = fixed(f"{name} salt", 16), fixed(f"{name} nonce", 12)
    if secret:
        kdf = {"name": "hkdf-sha256"}
    wrapping_key = hkdf(secret, salt, b"ismv1/slot") if secret else argon2(passphrase, salt, kdf)
    fields: Vector = {
        "created": NOW,
        "id": fixed(f"{name} id", 8).hex(),
        "kdf": dict(kdf),
        "kind": kind,
        "label": label,
    }
    fields |= {"nonce": text64(nonce), "salt": text64(salt)}
    wrapped = AESGCM(wrapping_key).encrypt(nonce, key, canonical(["ISMVAULT 1", vault_id, fields]))
    return fields | {"wrapped": text64(wrapped)}


FIRST = slot("first", passphrase=PASSPHRASE)
SISTER = slot("sister", passphrase=SECOND, label="María")
RECOVERY = slot("recovery", secret=SHEET, kind="recovery")
KEYRING = slot("keyring", secret=RING, kind="keyring")


def with_kdf(**changed: object) -> Vector:
    return FIRST | {"kdf": CHEAP | changed}


def flipped(field: str, byte: int = 0, bit: int = 0) -> Vector:
    raw = bytearray(base64.b64decode(FIRST[field]))
    raw[byte] ^= 1 << bit
    return FIRST | {field: text64(bytes(raw))}


def without(fields: Vector, name: str) -> Vector:
    return {key: value for key, value in fields.items() if key != name}


def slot_vectors() -> list[Vector]:
    """`outcome` is opens, does not open, or refused (before any key is derived)."""
    vectors: list[Vector] = []

    def add(name: str, why: str, fields: object, outcome: str, *, vault_id: str = VAULT_ID, **typed: str) -> None:
        key = {"key": KEY.hex()} if outcome == "opens" else {}
        typed = typed or {"passphrase": PASSPHRASE}
        vectors.append(
            {"name": name, "why": why, "vault_id": vault_id, "slot": fields} | typed | {"outcome": outcome} | key
        )

    both = slot("two lanes", passphrase=PASSPHRASE, kdf=CHEAP | {"memory_kib": 2048, "iterations": 2, "lanes": 2})
    sixteen = slot("sixteen lanes", passphrase=PASSPHRASE, kdf=CHEAP | {"lanes": 16})
    many = slot("64 passes", passphrase=PASSPHRASE, kdf=CHEAP | {"iterations": 64})
    accent = slot("accent", passphrase="café crème brûlée")
    extra = slot("extra", passphrase=PASSPHRASE, kdf=CHEAP | {"note": "kept for later"})
    later = slot("later", secret=RING, kind="passkey")
    odd = slot("odd label", passphrase=PASSPHRASE, label='quotes " and \\ and \x1f\x7f/ and ☂ and \U0001f33f')
    empty = slot("empty", passphrase="")
    add("passphrase", "the ordinary way in", FIRST, "opens")
    add("passphrase of a second person", "its label is bound too", SISTER, "opens", passphrase=SECOND)
    add("recovery secret", "HKDF, for a secret that is random", RECOVERY, "opens", secret=SHEET.hex())
    add("keyring secret", "HKDF with a secret of 32 bytes", KEYRING, "opens", secret=RING.hex())
    add("other cost", "cost is taken from the slot", both, "opens")
    add("most lanes", "16 lanes are allowed", sixteen, "opens")
    add("most passes", "64 passes are allowed", many, "opens")
    add(
        "accents composed",
        "NFC of what is composed is itself",
        accent,
        "opens",
        passphrase="caf\u00e9 cr\u00e8me br\u00fbl\u00e9e",
    )
    add(
        "accents decomposed",
        "typed with combining signs: NFC comes first",
        accent,
        "opens",
        passphrase=unicodedata.normalize("NFD", "café crème brûlée"),
    )
    add("a field more in kdf", "unknown fields of kdf are bound and do not matter", extra, "opens")
    add("unknown kind", "a kind of later days, with a key derivation that is known", later, "opens", secret=RING.hex())
    add("odd label", "the label is escaped as JSON escapes", odd, "opens")
    add("empty passphrase", "the format has no shortest passphrase; the program has", empty, "opens", passphrase="")
    add("wrong passphrase", "one letter differs", FIRST, "does not open", passphrase=PASSPHRASE + "s")
    add("capital letters", "Caps Lock", FIRST, "does not open", passphrase=PASSPHRASE.upper())
    add("space before", "nothing is trimmed", FIRST, "does not open", passphrase=" " + PASSPHRASE)
    add(
        "compatibility signs",
        "NFC, never NFKC: ﬁ is not fi",
        slot("fi", passphrase="fifty fish fingers"),
        "does not open",
        passphrase="\ufb01fty \ufb01sh \ufb01ngers",
    )
    add("wrong secret", "one bit differs", RECOVERY, "does not open", secret=(bytes([SHEET[0] ^ 1]) + SHEET[1:]).hex())
    add("secret longer", "a byte more is another secret", RECOVERY, "does not open", secret=SHEET.hex() + "00")
    add("keyring's secret for the sheet", "secrets are not shared", RECOVERY, "does not open", secret=RING.hex())
    add(
        "passphrase for a sheet",
        "a passphrase is not tried on a slot without slow derivation",
        RECOVERY,
        "does not open",
    )
    add("secret for a passphrase slot", "a secret is not a passphrase", FIRST, "does not open", secret=SHEET.hex())
    add("recovery with argon2id", "only passphrase slots stretch", FIRST | {"kind": "recovery"}, "does not open")
    add(
        "unknown derivation",
        "nobody knows how to open it yet",
        KEYRING | {"kdf": {"name": "scrypt", "n": 2}},
        "does not open",
        secret=RING.hex(),
    )
    add("no derivation named", "an empty kdf names none", KEYRING | {"kdf": {}}, "does not open", secret=RING.hex())
    add("another vault's", "the vault's id is bound", FIRST, "does not open", vault_id=OTHER_VAULT_ID)
    for name, value in (("label", "someone"), ("created", "1999-01-01T00:00:00+00:00"), ("id", "0" * 16)):
        add(f"{name} edited", "every field is bound to the wrapped key", FIRST | {name: value}, "does not open")
    add("kind edited", "the kind is bound", KEYRING | {"kind": "recovery"}, "does not open", secret=RING.hex())
    add("cheaper by an edit", "the cost is bound", both | {"kdf": CHEAP}, "does not open")
    add("a field put into kdf", "kdf is bound whole", with_kdf(note="x"), "does not open")
    for field, byte in (
        ("salt", 0),
        ("salt", 15),
        ("nonce", 0),
        ("nonce", 11),
        ("wrapped", 0),
        ("wrapped", 31),
        ("wrapped", 32),
        ("wrapped", 47),
    ):
        add(
            f"{field} bit of byte {byte}",
            f"one flipped bit of the {field}",
            flipped(field, byte, byte % 8),
            "does not open",
        )
    for name in sorted(FIRST):
        add(f"without {name}", "every field must be there", without(FIRST, name), "refused")
    add("a field more", "no other field may be there", FIRST | {"hint": "the usual"}, "refused")
    add("a list", "a slot is an object", [FIRST], "refused")
    add("null", "a slot is an object", None, "refused")
    add("kdf a list", "kdf is an object", FIRST | {"kdf": ["argon2id"]}, "refused")
    for name in ("created", "id", "kind", "label", "nonce", "salt", "wrapped"):
        add(f"{name} a number", "it must be text", FIRST | {name: 1}, "refused")
    for field, length in (
        ("salt", 15),
        ("salt", 17),
        ("nonce", 11),
        ("nonce", 16),
        ("wrapped", 47),
        ("wrapped", 49),
        ("wrapped", 0),
    ):
        add(
            f"{field} of {length} bytes",
            "lengths are fixed: 16, 12 and 48",
            FIRST | {field: text64(bytes(length))},
            "refused",
        )
    add("salt not base64", "a sign outside the alphabet", FIRST | {"salt": "AAAA*AAAAAAAAAAAAAAAAAA=="}, "refused")
    add("salt with a space", "nothing is skipped", FIRST | {"salt": " " + FIRST["salt"]}, "refused")
    add("salt without padding", "padding must be there", FIRST | {"salt": FIRST["salt"].rstrip("=")}, "refused")
    add("salt of other letters", "base64 is ASCII", FIRST | {"salt": "é" * 24}, "refused")
    for name, value, why in (
        ("memory_kib", 1024 * 1024 + 1, "over 1 GiB would exhaust the computer"),
        ("memory_kib", 1023, "under 1 MiB"),
        ("memory_kib", 0, "no memory"),
        ("memory_kib", -1024, "below nothing"),
        ("memory_kib", "1024", "a number, not text"),
        ("memory_kib", True, "true is no number"),
        ("memory_kib", 1024.0, "a whole number is written without a point"),
        ("memory_kib", None, "null is nothing"),
        ("iterations", 65, "over 64 passes"),
        ("iterations", 0, "no pass at all"),
        ("lanes", 17, "over 16 lanes"),
        ("lanes", 0, "no lane"),
        ("name", "argon2i", "a passphrase slot has argon2id"),
        ("name", "hkdf-sha256", "a passphrase is never stretched by HKDF"),
        ("note", [1], "kdf holds only texts and whole numbers"),
        ("note", {"a": 1}, "kdf holds only texts and whole numbers"),
    ):
        add(f"{name} {json.dumps(value)}", why, with_kdf(**{name: value}), "refused")
    for name in CHEAP:
        add(
            f"kdf without {name}",
            "a passphrase slot states its whole cost",
            FIRST | {"kdf": without(CHEAP, name)},
            "refused",
        )
    return vectors


# Headers ----------------------------------------------------------------------------------------------------------------


def body(*slots: Vector, **changed: object) -> Vector:
    fields: Vector = {
        "created": NOW,
        "format": 1,
        "min_reader": 1,
        "seq": 1,
        "slots": list(slots or (FIRST,)),
        "vault_id": VAULT_ID,
    }
    return fields | changed


def checked(*lines: bytes) -> bytes:
    before = b"".join(line + b"\n" for line in lines)
    return before + hashlib.sha256(before).hexdigest().encode() + b"\n"


def header(
    fields: Vector | bytes, *, key: bytes = KEY, magic: bytes = b"ISMVAULT 1", seal: bytes | None = None
) -> bytes:
    raw = fields if isinstance(fields, bytes) else canonical(fields)
    seal = (
        seal
        if seal is not None
        else hmac.new(derive("ismv1/header", key=key), raw, hashlib.sha256).hexdigest().encode()
    )
    return checked(magic, raw, seal)


def header_vectors() -> list[Vector]:
    """`outcome` is opened, damaged, too new, wrong passphrase, or altered (the passphrase is right, the HMAC is not)."""
    vectors: list[Vector] = []
    good = header(body())
    lines = good.split(b"\n")

    def add(name: str, why: str, raw: bytes, outcome: str, passphrase: str = PASSPHRASE) -> None:
        key = {"key": KEY.hex()} if outcome == "opened" else {}
        vectors.append(
            {"name": name, "why": why, "header": text64(raw), "passphrase": passphrase, "outcome": outcome} | key
        )

    add("one slot", "the smallest header", good, "opened")
    add("two people", "the second slot opens as the first does", header(body(FIRST, SISTER)), "opened", SECOND)
    add("every kind", "slots of other kinds are passed over", header(body(KEYRING, RECOVERY, SISTER, FIRST)), "opened")
    others = [slot(f"slot {number}", secret=RING, kind="keyring") for number in range(15)]
    add("sixteen slots", "as many as a vault may have", header(body(*others, FIRST)), "opened")
    add("high seq", "seq rises with every change", header(body(seq=2_000_000_000)), "opened")
    add("other words for created", "created is only shown", header(body(created="")), "opened")
    add(
        "unknown derivation beside",
        "a slot of later days does not spoil the others",
        header(body(KEYRING | {"kdf": {"name": "later"}}, FIRST)),
        "opened",
    )
    odd = slot("odd", passphrase=PASSPHRASE, label="\ud800 half a sign, é, \x00")
    add(
        "half a surrogate pair in a label",
        "all but ASCII is escaped, so it stays as it is",
        header(body(odd)),
        "opened",
    )
    add("wrong passphrase", "the header is sound", good, "wrong passphrase", "incorrect horse battery staple")
    add("no passphrase slot", "only a secret opens it", header(body(RECOVERY, KEYRING)), "wrong passphrase")
    add(
        "slot's label edited",
        "the checksum was made anew, and the slot is bound",
        header(body(FIRST | {"label": "x"})),
        "wrong passphrase",
    )
    add(
        "another vault's id",
        "the slot is bound to its vault",
        header(body(vault_id=OTHER_VAULT_ID)),
        "wrong passphrase",
    )
    add("body edited", "whoever edits seq cannot make the HMAC", header(body(seq=2), seal=lines[2]), "altered")
    add(
        "slot taken away",
        "the checksum is no secret, the HMAC is",
        header(body(FIRST), seal=header(body(FIRST, SISTER)).split(b"\n")[2]),
        "altered",
    )
    add("slot put in", "a foreign way in beside a genuine one", header(body(FIRST, KEYRING), seal=lines[2]), "altered")
    add("HMAC of another key", "made without this vault's key", header(body(), key=OTHER_KEY), "altered")
    add("HMAC in capitals", "it is written in small letters", header(body(), seal=lines[2].upper()), "altered")
    add("HMAC cut", "half of it proves nothing", header(body(), seal=lines[2][:32]), "altered")
    add("HMAC empty", "none", header(body(), seal=b""), "altered")
    add(
        "HMAC without a key",
        "a plain SHA-256 of the body",
        header(body(), seal=hashlib.sha256(lines[1]).hexdigest().encode()),
        "altered",
    )
    foreign = slot("foreign", passphrase=PASSPHRASE, key=OTHER_KEY)
    add("slot of another key", "its key opens, and did not make this HMAC", header(body(foreign)), "altered")
    for name, raw, why in (
        ("empty", b"", "an interrupted copy"),
        ("one line feed", b"\n", "nothing in it"),
        ("three line feeds", b"\n\n\n", "no checksum"),
        ("zeros", bytes(len(good)), "a disk that lost it"),
        ("cut in the middle", good[: len(good) // 2], "half a copy"),
        ("last line feed missing", good[:-1], "cut by one byte"),
        ("a byte after the end", good + b"x", "something was added"),
        ("a line feed after the end", good + b"\n", "something was added"),
        ("twice", good + good, "two copies in one file"),
        ("byte order mark", b"\xef\xbb\xbf" + good, "an editor saved it"),
        ("CR LF", good.replace(b"\n", b"\r\n"), "a program changed its line ends"),
        ("checksum in capitals", b"\n".join((*lines[:3], lines[3].upper(), b"")), "it is written in small letters"),
        ("first byte flipped", bytes([good[0] ^ 1]) + good[1:], "one bit of the magic line"),
        (
            "format digit flipped",
            good.replace(b"ISMVAULT 1", b"ISMVAULT 9"),
            "damage, not a later format: the checksum tells",
        ),
        ("body byte flipped", good[:60] + bytes([good[60] ^ 4]) + good[61:], "one bit of the body"),
        ("HMAC byte flipped", good[:-80] + bytes([good[-80] ^ 1]) + good[-79:], "one bit of the HMAC"),
        ("checksum byte flipped", good[:-5] + bytes([good[-5] ^ 1]) + good[-4:], "one bit of the checksum"),
        ("far too large", checked(b"ISMVAULT 1", b" " * 65536, lines[2]), "over 64 KiB nothing is read"),
        ("foreign magic", header(body(), magic=b"MCVAULT 1"), "another program's file"),
        ("small letters", header(body(), magic=b"ismvault 1"), "the magic line has one spelling"),
        ("no number", header(body(), magic=b"ISMVAULT"), "the magic line has one spelling"),
        ("format 0", header(body(), magic=b"ISMVAULT 0"), "there was none"),
        ("format 01", header(body(), magic=b"ISMVAULT 01"), "the number has one spelling: no zeros before it"),
        ("format 02", header(body(), magic=b"ISMVAULT 02"), "not a later format, but no spelling of one"),
        ("space after the format", header(body(), magic=b"ISMVAULT 1 "), "the magic line has one spelling"),
        ("a line more", checked(lines[0], lines[1], lines[2], b""), "format 1 has five lines"),
        ("a line less", checked(lines[0], lines[1]), "format 1 has five lines"),
        ("body not JSON", header(b"slots: 1"), "the second line is JSON"),
        ("body empty", header(b""), "the second line is JSON"),
        ("body a list", header(b"[]"), "an object"),
        ("body a number", header(b"1"), "an object"),
        ("body nested deep", header(b"[" * 3000 + b"]" * 3000), "refused without a crash"),
        ("space in the body", header(canonical(body()).replace(b":", b": ", 1)), "one spelling: no spaces"),
        (
            "names out of order",
            header(json.dumps(dict(reversed(body().items())), separators=(",", ":")).encode()),
            "one spelling: names sorted",
        ),
        ("name twice", header(b'{"created":"x",' + canonical(body())[1:]), "one spelling: a name stands once"),
        (
            "letter not escaped",
            header(json.dumps(body(SISTER), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()),
            "one spelling: ASCII",
        ),
        ("body in UTF-16", header(canonical(body()).decode().encode("utf-16-le")), "one spelling: ASCII"),
        (
            "needless escape",
            header(canonical(body()).replace(b'"created"', b'"\\u0063reated"', 1)),
            "one spelling: nothing escaped without need",
        ),
        (
            "seq with a point",
            header(canonical(body()).replace(b'"seq":1', b'"seq":1.0')),
            "whole numbers have no point",
        ),
        (
            "seq with an exponent",
            header(canonical(body()).replace(b'"seq":1', b'"seq":1e0')),
            "whole numbers have no exponent",
        ),
        (
            "loose end of base64",
            header(body(FIRST | {"salt": FIRST["salt"][:-3] + chr(ord(FIRST["salt"][-3]) + 1) + "=="})),
            "one spelling: unused bits are 0",
        ),
    ):
        add(name, why, raw, "damaged")
    for name, value, why in (
        ("format", 2, "it must be that of the magic line"),
        ("format", True, "true is no number"),
        ("min_reader", 0, "no reader is older"),
        ("min_reader", "2", "a number, not text"),
        ("seq", 0, "it begins with 1"),
        ("seq", -1, "it begins with 1"),
        ("seq", "1", "a number, not text"),
        ("seq", True, "true is no number"),
        ("created", 20261122, "text, not a number"),
        ("vault_id", VAULT_ID.upper(), "small letters"),
        ("vault_id", VAULT_ID[:-1], "32 digits"),
        ("vault_id", VAULT_ID + "\n", "32 digits and nothing after"),
        ("vault_id", 7, "text, not a number"),
        ("slots", [], "a vault has a way in"),
        ("slots", [*others, FIRST, SISTER], "at most 16 slots"),
        ("slots", {"0": FIRST}, "a list"),
        ("slots", [1], "a list of objects"),
        ("slots", [FIRST, with_kdf(memory_kib=2**30)], "one monstrous slot is enough to refuse before any work"),
        ("slots", [without(FIRST, "label")], "a slot lacks a field"),
        ("hint", "the usual", "no other field may be there"),
    ):
        called = f"{name} {json.dumps(value)}"
        add(called if len(called) < 50 else f"{name}: {why}", why, header(body(**{name: value})), "damaged")
    for name in sorted(body()):
        add(f"without {name}", "every field must be there", header(without(body(), name)), "damaged")
    add(
        "magic line of format 2",
        "sound, and of a later format: whatever it holds",
        header(b"anything", magic=b"ISMVAULT 2"),
        "too new",
    )
    add("format 999999999", "the largest number that is read", header(b"{}", magic=b"ISMVAULT 999999999"), "too new")
    add(
        "format 2 of other lines",
        "a later format keeps only its last line as it is",
        checked(b"ISMVAULT 2", b"a", b"b", b"c", b"d"),
        "too new",
    )
    add("min_reader 2", "a later change that older programs must not touch", header(body(min_reader=2)), "too new")
    add(
        "min_reader 2 with new fields",
        "it counts before the fields do",
        header(body(min_reader=2, format=2, more=1)),
        "too new",
    )
    return vectors


def pair_vectors() -> list[Vector]:
    """The two files of a vault, of which one may be missing (null). `outcome` as for one header; `seq` is that of the copy that counts."""
    second = body(FIRST, SISTER, seq=2)
    old, new = header(body()), header(second)
    forged = header(body(FIRST, seq=3), seal=new.split(b"\n")[2])
    broken, later = old[:-7], header(b"{}", magic=b"ISMVAULT 2")
    cases: tuple[tuple[str, bytes | None, bytes | None, str, int, str], ...] = (
        ("both alike", new, new, "opened", 2, "as it should be"),
        ("twin written, main not yet", old, new, "opened", 2, "the higher seq counts"),
        ("main is ahead", new, old, "opened", 2, "the higher seq counts"),
        ("main missing", None, new, "opened", 2, "its twin is enough"),
        ("twin missing", new, None, "opened", 2, "its twin is enough"),
        ("main damaged", broken, new, "opened", 2, "its twin is enough"),
        ("twin damaged", old, broken, "opened", 1, "its twin is enough"),
        ("a forged copy with a higher seq", new, forged, "opened", 2, "it is not genuine, so it does not count"),
        ("both damaged", broken, new[:-7], "damaged", 0, "no copy is left"),
        ("one damaged, one missing", None, broken, "damaged", 0, "no copy is left"),
        ("both forged", forged, forged, "altered", 0, "no copy is genuine"),
        ("one copy of a later format", new, later, "too new", 0, "a newer program wrote it: nothing is touched"),
    )
    return [
        {
            "name": name,
            "why": why,
            "vault.hdr": None if main is None else text64(main),
            "vault.hdr.bak": None if twin is None else text64(twin),
            "passphrase": PASSPHRASE,
            "outcome": outcome,
        }
        | ({"seq": seq, "key": KEY.hex()} if outcome == "opened" else {})
        for name, main, twin, outcome, seq, why in cases
    ]


# Keys -------------------------------------------------------------------------------------------------------------------


def key_vectors() -> list[Vector]:
    """What is derived from a vault's key, and what from a passphrase or a secret."""
    labels = [
        ("ismv1/db", 32),
        ("ismv1/db-salt", 16),
        *((f"ismv1/{name}", 32) for name in ("blob", "header", "dedup", "search")),
    ]
    labels += [
        ("ismv1/search-salt/search", 16),
        ("ismv1/cache", 32),
        ("ismv1/cache-names", 32),
        ("ismv1/manifest", 32),
        ("ismv1/local", 32),
        (f"ismv1/recovery/{fixed('recovery salt', 16).hex()}", 16),
        ("ismv1/inbox", 32),
        ("ismv1/inbox-key-file", 32),
        ("ismv1/drafts", 32),
    ]
    vectors: list[Vector] = [
        {
            "name": label,
            "why": "HKDF-SHA256, salt: the vault's id",
            "vault_id": VAULT_ID,
            "key": KEY.hex(),
            "label": label,
            "derived": derive(label, length).hex(),
        }
        for label, length in labels
    ]
    digits = (derive("ismv1/db") + derive("ismv1/db-salt", 16)).hex()
    vectors.append(
        {
            "name": "database",
            "why": "key and salt in one string",
            "vault_id": VAULT_ID,
            "key": KEY.hex(),
            "pragma": f"PRAGMA key = \"x'{digits}'\"",
        }
    )
    for passphrase, kdf in (
        (PASSPHRASE, CHEAP),
        (SECOND, CHEAP),
        ("Ｆｕｌｌ　ｗｉｄｔｈ　ｌｅｔｔｅｒｓ", CHEAP | {"memory_kib": 8192, "iterations": 3, "lanes": 4}),
    ):
        salt = fixed(passphrase, 16)
        vectors.append(
            {
                "name": f"stretched: {passphrase}",
                "why": "Argon2id of NFC in UTF-8",
                "passphrase": passphrase,
                "salt": salt.hex(),
                "kdf": dict(kdf),
                "derived": argon2(passphrase, salt, kdf).hex(),
            }
        )
    return vectors


# Recovery sheets --------------------------------------------------------------------------------------------------------


def on_paper(secret: bytes) -> list[str]:
    return [f"{int.from_bytes(secret[place : place + 2], 'big') * 11:06d}" for place in range(0, 16, 2)]


def recovery_vectors() -> list[Vector]:
    """`text` is what was typed from a sheet: the `secret` that it gives, or the numbers of the `wrong` groups (9: beyond the eighth)."""
    vectors: list[Vector] = []
    groups = on_paper(SHEET)
    plain = " ".join(groups)

    def accepted(name: str, why: str, text: str, secret: bytes = SHEET) -> None:
        vectors.append({"name": name, "why": why, "text": text, "secret": secret.hex()})

    def refused(name: str, why: str, text: str, *wrong: int) -> None:
        vectors.append({"name": name, "why": why, "text": text, "wrong": list(wrong)})

    def with_group(number: int, group: str) -> str:
        return " ".join((*groups[: number - 1], group, *groups[number:]))

    arabic = plain.translate({ord("0") + digit: chr(0x0660 + digit) for digit in range(10)})
    full_width = plain.translate({ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)})
    accepted("as printed", "eight groups of six digits", plain)
    accepted("with dashes", "as keys are often written", "-".join(groups))
    accepted("long dashes", "a word processor made them", " – ".join(groups))
    accepted("minus signs", "U+2212 is no dash to Unicode", "−".join(groups))
    accepted(
        "in four lines",
        "as it stands on the sheet",
        "\r\n".join(f"{a}   {b}" for a, b in zip(groups[::2], groups[1::2], strict=True)),
    )
    accepted("in one piece", "48 digits are eight groups", "".join(groups))
    accepted("in threes", "read out by halves", " ".join(plain.replace(" ", "")[at : at + 3] for at in range(0, 48, 3)))
    accepted("space around", "copied with its line end", f"  {plain}\n")
    accepted("no-break spaces", "copied from a web page or a PDF", "\u00a0".join(groups))
    accepted("zero-width spaces", "invisible signs do not matter", "\u200b".join(plain))
    accepted("commas", "as people list things", ", ".join(groups))
    accepted("Arabic digits", "another keyboard", arabic)
    accepted("full-width digits", "another keyboard", full_width)
    accepted("zeros", "the smallest group is 000000", " ".join(["000000"] * 8), bytes(16))
    accepted("highest", "the largest group is 720885", " ".join(["720885"] * 8), b"\xff" * 16)
    accepted(
        "one bit", "the last group has the lowest bits", " ".join(["000000"] * 7 + ["000011"]), bytes(15) + b"\x01"
    )
    refused("nothing", "every group is missing", "", *range(1, 9))
    refused("one digit", "11 finds every wrong digit", with_group(5, f"{int(groups[4]) + 1:06d}"), 5)
    refused(
        "two neighbours swapped", "11 finds every swap", with_group(2, groups[1][1] + groups[1][0] + groups[1][2:]), 2
    )
    refused("two groups", "each is named", with_group(8, "000001").replace(groups[0], "000002"), 1, 8)
    refused("a digit missing", "parted in eight, so the group can be named", with_group(3, groups[2][:5]), 3)
    refused("a digit too many", "parted in eight, so the group can be named", with_group(7, groups[6] + "0"), 7)
    refused(
        "a digit slipped over",
        "two groups are wrong, though there are 48 digits",
        with_group(3, groups[2] + groups[3][0]).replace(groups[3], groups[3][1:]),
        3,
        4,
    )
    refused("multiple of 11 over the largest", "65,536 times 11 is no group", with_group(4, "720896"), 4)
    refused("highest six digits", "999999 is a multiple of 11 and no group", with_group(1, "999999"), 1)
    refused("seven groups", "the eighth is missing", " ".join(groups[:7]), 8)
    refused("in one piece, cut", "the last two are not whole", "".join(groups)[:41], 7, 8)
    refused("nine groups", "one too many", f"{plain} 000000", 9)
    refused("a letter", "O is not 0", with_group(6, "O" + groups[5][1:]), 6)
    refused("superscript digit", "not a decimal digit", with_group(1, "²" + groups[0][1:]), 1)
    refused("a plus sign", "only digits are digits", with_group(1, "+" + groups[0][1:]), 1)
    refused("words", "no digits at all", "correct horse battery staple", *range(1, 9))
    return vectors


# Document files ---------------------------------------------------------------------------------------------------------

FILE_ID = "abcdef00112233445566778899aabbcc"


def sealed(
    content: bytes,
    front: Mapping[str, Any] | bytes | None = None,
    *,
    file_id: str = FILE_ID,
    vault_id: str = VAULT_ID,
    key: bytes = KEY,
    label: str = "ismv1/blob",
    start: bytes = b"ISMVBLB1" + struct.pack(">HHI", 1, 1, PIECE),
    salt_name: str = "document salt",
    flags: bool = True,
    first_number: int = 0,
) -> bytes:
    """A document file; the words after `front` spoil it in one way each."""
    if front is None:
        front = front_of(content)
    described = front if isinstance(front, bytes) else canonical(front)
    plain = struct.pack(">I", len(described)) + described + content
    return sealed_plain(
        plain,
        file_id=file_id,
        vault_id=vault_id,
        key=key,
        label=label,
        start=start,
        salt_name=salt_name,
        flags=flags,
        first_number=first_number,
    )


def sealed_plain(
    plain: bytes,
    *,
    file_id: str = FILE_ID,
    vault_id: str = VAULT_ID,
    key: bytes = KEY,
    label: str = "ismv1/blob",
    start: bytes = b"ISMVBLB1" + struct.pack(">HHI", 1, 1, PIECE),
    salt_name: str = "document salt",
    flags: bool = True,
    first_number: int = 0,
) -> bytes:
    salt = fixed(salt_name, 32)
    top = start + bytes.fromhex(vault_id) + bytes.fromhex(file_id) + salt
    cipher = AESGCM(hkdf(derive(label, key=key), salt, b"ismv1/blob" + top))
    pieces = [plain[at : at + PIECE] for at in range(0, len(plain), PIECE)] or [b""]
    out = top
    for number, piece in enumerate(pieces, first_number):
        last = flags and number - first_number == len(pieces) - 1
        out += cipher.encrypt(number.to_bytes(11, "big") + (b"\1" if last else b"\0"), piece, None)
    return out


def front_of(content: bytes, name: str = "Biopsy 2019.pdf", **more: object) -> Vector:
    said: Vector = {
        "added": NOW,
        "document": "",
        "name": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "type": "application/pdf",
    }
    return said | more


def document_vectors() -> tuple[dict[str, str], list[Vector]]:
    """The long files by name, and the vectors; a vector's file is in `file`, or in `parts` of a long one: [start, end] or bytes."""
    vectors: list[Vector] = []
    front_length = 4 + len(canonical(front_of(bytes(PIECE))))
    full = bytes(PIECE - front_length)
    long = bytes(range(256)) * 512 + b"the rest"
    bases = {"three pieces": sealed(long), "one full piece": sealed(full)}

    def add(
        name: str,
        why: str,
        raw: bytes | None,
        outcome: str,
        *,
        content: bytes = b"",
        front: Vector | None = None,
        **more: Any,
    ) -> None:
        vector: Vector = {"name": name, "why": why, "vault_id": VAULT_ID, "key": KEY.hex(), "file_id": FILE_ID}
        vector |= more if raw is None else {"file": text64(raw)} | more
        vector["outcome"] = outcome
        if outcome == "accepted":
            vector |= {
                "front": front or front_of(content),
                "size": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
            }
        vectors.append(vector)

    small = sealed(b"short content")
    add("small", "one piece", small, "accepted", content=b"short content")
    add("empty content", "a file of nothing has its front all the same", sealed(b""), "accepted", content=b"")
    named = front_of(b"x", "Befund Müller ☂ \U0001f33f.pdf")
    add(
        "name of many letters", "the front is JSON in ASCII", sealed(b"x", named), "accepted", content=b"x", front=named
    )
    spaced = json.dumps(front_of(b"x"), indent=1).encode()
    add("front spelled otherwise", "a reader takes any JSON there", sealed(b"x", spaced), "accepted", content=b"x")
    fuller = front_of(b"x", document="d0" * 16, later="a field of later days")
    add(
        "front with a field more",
        "unknown fields do not matter",
        sealed(b"x", fuller),
        "accepted",
        content=b"x",
        front=fuller,
    )
    other_salt = sealed(b"short content", salt_name="another salt")
    add("another salt", "the same content never looks the same", other_salt, "accepted", content=b"short content")
    binary = bytes(range(256))
    add("every byte", "content is bytes, not text", sealed(binary), "accepted", content=binary)
    add(
        "three pieces",
        "two full ones and a rest",
        None,
        "accepted",
        content=long,
        base="three pieces",
        parts=[[0, len(bases["three pieces"])]],
    )
    add(
        "one full piece",
        "the last piece is exactly full",
        None,
        "accepted",
        content=full,
        base="one full piece",
        parts=[[0, len(bases["one full piece"])]],
    )

    other_id = "00" + FILE_ID[2:]
    add("renamed", "the file's name must be the id in its header", small, "refused", file_id=other_id)
    add(
        "id edited",
        "the header is part of the file's key",
        small[:32] + bytes.fromhex(other_id) + small[48:],
        "refused",
        file_id=other_id,
    )
    add("another vault's", "its header names that vault", sealed(b"x", vault_id=OTHER_VAULT_ID), "refused")
    add(
        "another vault's id edited in",
        "the header is part of the file's key",
        small[:16] + bytes.fromhex(OTHER_VAULT_ID) + small[32:],
        "refused",
        vault_id=OTHER_VAULT_ID,
    )
    add("another key", "same vault id, another vault's key", sealed(b"x", key=OTHER_KEY), "refused")
    add("another label", "a cache file is not a document", sealed(b"x", label="ismv1/cache"), "refused")
    for name, start, why in (
        ("foreign magic", b"MCVBLOB1" + struct.pack(">HHI", 1, 1, PIECE), "another program's file"),
        ("version 0", b"ISMVBLB1" + struct.pack(">HHI", 0, 1, PIECE), "there is version 1"),
        ("version 2", b"ISMVBLB1" + struct.pack(">HHI", 2, 1, PIECE), "this reader knows version 1"),
        ("suite 2", b"ISMVBLB1" + struct.pack(">HHI", 1, 2, PIECE), "suite 1 is AES-256-GCM; no other is known"),
        ("pieces of 32 KiB", b"ISMVBLB1" + struct.pack(">HHI", 1, 1, PIECE // 2), "pieces have 64 KiB"),
        ("numbers the other way round", b"ISMVBLB1" + struct.pack("<HHI", 1, 1, PIECE), "the highest byte comes first"),
    ):
        add(name, why, sealed(b"x", start=start), "refused")
    for name, length in (
        ("empty", 0),
        ("one byte", 1),
        ("79 bytes", 79),
        ("header alone", 80),
        ("header and 15 bytes", 95),
        ("tag alone", 96),
        ("a byte short", len(small) - 1),
    ):
        add(f"cut: {name}", "cut off", small[:length], "refused")
    add("a byte after the end", "something was added", small + b"\0", "refused")
    add("zeros", "a disk that lost it", bytes(len(small)), "refused")
    add("header of zeros behind", "the pieces were lost", small[:80] + bytes(len(small) - 80), "refused")
    add("twice", "two files in one", small + small, "refused")
    for offset, part in (
        (0, "magic"),
        (7, "magic"),
        (9, "version"),
        (11, "suite"),
        (13, "piece length"),
        (16, "vault id"),
        (31, "vault id"),
        (32, "file id"),
        (47, "file id"),
        (48, "salt"),
        (79, "salt"),
        (80, "length of the front"),
        (84, "front"),
        (200, "front"),
        (len(small) - 17, "content"),
        (len(small) - 16, "tag"),
        (len(small) - 1, "tag"),
    ):
        add(
            f"flipped: byte {offset}",
            f"one bit of the {part}",
            small[:offset] + bytes([small[offset] ^ 1 << offset % 8]) + small[offset + 1 :],
            "refused",
        )
    add("salt of another file", "each file has its own key", other_salt[:80] + small[80:], "refused")
    add(
        "last piece not marked",
        "without its mark the file may be cut",
        sealed(b"short content", flags=False),
        "refused",
    )
    add("counted from one", "pieces are counted from 0", sealed(b"short content", first_number=1), "refused")
    add("no plaintext at all", "not even a length", sealed_plain(b""), "refused")
    add("half a length", "the front's length has four bytes", sealed_plain(b"\0\0"), "refused")
    add(
        "front longer than the file",
        "it says more than there is",
        sealed_plain(struct.pack(">I", 100) + b"{}"),
        "refused",
    )
    add(
        "front of 4 GiB",
        "no memory is set aside for what is only said",
        sealed_plain(b"\xff\xff\xff\xff" + b"{}" * 20),
        "refused",
    )
    header_end, one, two, end = 80, 80 + PIECE + 16, 80 + 2 * (PIECE + 16), len(bases["three pieces"])
    for name, parts, why in (
        ("last piece lost", [[0, two]], "cut exactly between two pieces: the mark is missing"),
        ("two pieces lost", [[0, one]], "cut exactly between two pieces"),
        ("first piece lost", [[0, header_end], [one, end]], "pieces are counted"),
        ("middle piece lost", [[0, one], [two, end]], "pieces are counted"),
        ("pieces swapped", [[0, header_end], [one, two], [header_end, one], [two, end]], "pieces are counted"),
        ("piece doubled", [[0, two], [one, end]], "pieces are counted"),
        ("last piece doubled", [[0, end], [two, end]], "nothing follows the last piece"),
        ("first piece twice", [[0, one], [header_end, one], [two, end]], "pieces are counted"),
        ("cut within a piece", [[0, one + 1000]], "cut off"),
        ("cut to a stump of a piece", [[0, one + 7]], "shorter than a tag"),
        ("piece of zeros", [[0, one], "00" * 16, [one + 16, end]], "sixteen bytes lost in the middle"),
        ("header lost", [[header_end, end]], "the pieces alone cannot be read"),
    ):
        add(name, why, None, "refused", base="three pieces", parts=parts)
    key = hkdf(derive("ismv1/blob"), bases["three pieces"][48:80], b"ismv1/blob" + bases["three pieces"][:80])
    nothing = AESGCM(key).encrypt((1).to_bytes(11, "big") + b"\1", b"", None).hex()
    why = "sealed rightly, and yet another spelling: the last piece is never empty"
    add("empty last piece", why, None, "refused", base="three pieces", parts=[[0, one], nothing])
    add(
        "full last piece cut by one",
        "cut off",
        None,
        "refused",
        base="one full piece",
        parts=[[0, len(bases["one full piece"]) - 1]],
    )
    return {name: text64(raw) for name, raw in bases.items()}, vectors


# Files ------------------------------------------------------------------------------------------------------------------


def all_files() -> dict[str, str]:
    """Every file by its name."""
    bases, documents = document_vectors()
    about = "Made by tests/vectors/make_vectors.py; the format is in packaging/FORMAT.md. Bytes are base64, keys and ids hexadecimal."
    contents: dict[str, Vector] = {
        "documents.json": {"about": f"{about} {document_vectors.__doc__}", "bases": bases, "vectors": documents},
        "header_pairs.json": {"about": f"{about} {pair_vectors.__doc__}", "vectors": pair_vectors()},
        "headers.json": {"about": f"{about} {header_vectors.__doc__}", "vectors": header_vectors()},
        "keys.json": {"about": f"{about} {key_vectors.__doc__}", "vectors": key_vectors()},
        "recovery.json": {"about": f"{about} {recovery_vectors.__doc__}", "vectors": recovery_vectors()},
        "slots.json": {"about": f"{about} {slot_vectors.__doc__}", "vectors": slot_vectors()},
    }
    return {name: json.dumps(content, indent=1) + "\n" for name, content in contents.items()}


def main() -> None:
    """Write them beside this script."""
    for name, text in all_files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(json.loads(text)['vectors'])} vectors, {len(text) // 1024} KiB")


if __name__ == "__main__":
    main()
