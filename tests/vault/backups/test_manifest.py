"""The list of a backup: read only as it was written, and leading nowhere but to files of a vault."""

from hashlib import sha256

import pytest

from ism_desktop.vault.backups.manifest import (
    Entry,
    Manifest,
    ManifestDamaged,
    ManifestTooNew,
    is_snapshot,
    number_in,
    parse,
)
from ism_desktop.vault.keys import VaultKey

KEY = VaultKey("0123456789abcdef" * 2, bytes(range(32)))
STEM = "snapshots/2026-11-22T1015Z-g000412"
DOCUMENT = "blobs/ab/ab" + "0" * 30 + ".ismd"
MANIFEST = Manifest(
    KEY.vault_id,
    12,
    412,
    "2026-11-22T10:15:00+00:00",
    Entry("1" * 64, 249_856, f"{STEM}.db"),
    Entry("2" * 64, 573, f"{STEM}.hdr"),
    (Entry("3" * 64, 0, DOCUMENT), Entry("4" * 64, 10**12, DOCUMENT.replace("ab", "cd"))),
)
PACKED = MANIFEST.pack(KEY)


def sealed(body: bytes) -> bytes:
    """What somebody without the key can make."""
    return body + f"sha256 {sha256(body).hexdigest()}\nhmac {'0' * 64}\n".encode()


def test_it_is_read_as_it_was_written() -> None:
    copy = parse(PACKED)
    assert copy.manifest == MANIFEST
    assert copy.is_genuine(KEY)
    assert MANIFEST.name == "000012-2026-11-22T1015Z-g000412"
    assert number_in(f"{MANIFEST.name}.manifest") == number_in(f"{MANIFEST.name}.manifest.bak") == 12


def test_the_format_stays_as_it_is() -> None:
    """A vector: backups of this version must be readable for ever."""
    assert PACKED.decode().splitlines()[:3] == [
        "ISMMANIFEST 1",
        "vault 0123456789abcdef0123456789abcdef number 12 generation 412 made 2026-11-22T10:15:00+00:00",
        f"{'1' * 64} 249856 {STEM}.db",
    ]
    assert sha256(PACKED).hexdigest() == "9d255381eefa6c830b19a3ef9c61cd39a3953c34d2cd740f90d964f19716918f"


def test_another_vaults_key_and_an_altered_line_are_noticed() -> None:
    assert not parse(PACKED).is_genuine(VaultKey(KEY.vault_id, bytes(32)))
    altered = sealed(MANIFEST.body.replace(b"3" * 64, b"5" * 64))
    assert not parse(altered).is_genuine(KEY)


def test_every_flipped_bit_is_found() -> None:
    for offset in range(len(PACKED)):
        for bit in range(8):
            raw = bytearray(PACKED)
            raw[offset] ^= 1 << bit
            try:
                copy = parse(bytes(raw))
            except ManifestDamaged:
                continue
            # The HMAC's own digits: without the key they are only digits.
            assert not copy.is_genuine(KEY)
            assert copy.manifest == MANIFEST


def test_every_cut_and_addition_is_found() -> None:
    for length in range(len(PACKED)):
        with pytest.raises(ManifestDamaged):
            parse(PACKED[:length])
    for more in (b"\n", b"x", PACKED):
        with pytest.raises(ManifestDamaged):
            parse(PACKED + more)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (DOCUMENT, "../../../etc/passwd"),
        (DOCUMENT, "blobs/ab/../ab0.ismd"),
        (DOCUMENT, "/" + DOCUMENT),
        (DOCUMENT, DOCUMENT.replace("blobs/ab", "blobs/cd")),
        (DOCUMENT, DOCUMENT.upper()),
        (DOCUMENT, "records.db"),
        (DOCUMENT, DOCUMENT.replace("ab", "cd")),
        (f"{STEM}.db", "records.db"),
        (f"{STEM}.db", "snapshots/../records.db"),
        (f"{STEM}.hdr", f"{STEM}-2.hdr"),
        (f"{STEM}.hdr", f"{STEM}.db"),
        (" 0 ", " 00 "),
        (" 0 ", " -1 "),
        (" 0 ", "  0 "),
        ("number 12", "number 0"),
        ("number 12", "number 012"),
        ("2026-11-22T", "2026-11-22 "),
        ("1" * 64, "A" * 64),
        ("\n" + "3" * 64, "\r\n" + "3" * 64),
        ("ISMMANIFEST 1", "ISMMANIFEST 01"),
        ("ISMMANIFEST 1", "ISMVAULT 1"),
        (KEY.vault_id, "x" * 32),
    ],
)
def test_what_we_do_not_write_is_refused(before: str, after: str) -> None:
    changed = MANIFEST.body.decode().replace(before, after, 1)
    assert changed != MANIFEST.body.decode()
    with pytest.raises(ManifestDamaged):
        parse(sealed(changed.encode()))


@pytest.mark.parametrize(
    "body", [b"", b"\n", b"ISMMANIFEST 1\n", MANIFEST.body.split(b"\n", 2)[0] + b"\n\n", b"\xff\n"]
)
def test_too_little_is_refused(body: bytes) -> None:
    with pytest.raises(ManifestDamaged):
        parse(sealed(body))


def test_a_later_format_is_not_called_damaged() -> None:
    with pytest.raises(ManifestTooNew):
        parse(sealed(b"ISMMANIFEST 2\nanything\n"))
    # Only when its checksum is right: a flipped digit is damage.
    with pytest.raises(ManifestDamaged):
        parse(PACKED.replace(b"ISMMANIFEST 1", b"ISMMANIFEST 3"))


def test_names_of_snapshots() -> None:
    assert is_snapshot(f"{STEM}.db")
    assert is_snapshot(f"{STEM}-2-again-2.hdr")
    assert not is_snapshot("snapshots/mine.db")
    assert not is_snapshot(f"{STEM}.db.tmp")
    assert number_in("notes.txt") == 0
