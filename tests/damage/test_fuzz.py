"""Random bytes and mutated files for every parser of ours: nothing but its own error, and never a byte that was not written.

Half a second each by default and at least 200 mutations, 25 seconds with `ISM_TEST_ROUNDS=large`. `-s` shows the counts.
"""

import hashlib
import io
import json
import random
import re
import tarfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from ism_desktop.errors import BackupDamaged, BackupMissing, VaultTooNew
from ism_desktop.vault import backups, header, keys
from ism_desktop.vault.backups import manifest
from ism_desktop.vault.backups.manifest import Entry, Manifest
from ism_desktop.vault.header import Header, HeaderDamaged, HeaderTooNew, Slot
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.sealed import Seal, SealBroken
from tests.damage.sample_vault import CHEAPEST
from tests.rounds import LARGE

SECONDS = 25.0 if LARGE else 0.5
WHEN = "2026-11-22T10:15:00+00:00"
KEY = VaultKey("5b" * 16, bytes(range(32)))
FILE_ID = bytes(range(16))


def mutated(sample: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A few random changes: bits, bytes, cuts, insertions, doubled and moved parts, parts of another sample, rarely mere noise."""
    if chance.random() < 0.02:
        return chance.randbytes(chance.randrange(300))
    raw = bytearray(sample)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        at = chance.randrange(len(raw) + 1)
        length = min(chance.choice((1, 1, 2, 4, 16, 100)), len(raw) - at)
        match chance.randrange(8):
            case 0 | 1 if length:
                raw[at] ^= 1 << chance.randrange(8)
            case 2 if length:
                raw[at : at + length] = chance.randbytes(length)
            case 3:
                del raw[at : at + length]
            case 4:
                raw[at:at] = raw[at : at + length] or b"\0"
            case 5:
                del raw[at:]
            case 6:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                raw[at : at + length] = other[start : start + length]
            case _:
                raw[at:at] = chance.choice(
                    (b"0", b"\n", b"-", b"9" * 30, b"\xff\xfe", b'"', b"}", b"[" * 50, b"null", b"1e9", b"\0" * 9)
                )
    return bytes(raw)


def fuzz(samples: Sequence[bytes], attempt: Callable[[bytes, random.Random], bool], name: str) -> None:
    """Feed mutations until the time is over; `attempt` says whether it took one, and raises for what must not be."""
    chance = random.Random(f"{name} 1")
    end = time.process_time() + SECONDS
    tried = taken = 0
    while time.process_time() < end or tried < 200:
        for _ in range(20):
            raw = mutated(chance.choice(samples), samples, chance)
            taken += attempt(raw, chance)
            tried += 1
    print(f"\n{name}: {tried:,} mutations, {taken:,} taken as what they were, no other error")


# The key header -----------------------------------------------------------------------------------------------------------


def headers() -> list[bytes]:
    slots = [Slot.for_passphrase(KEY, "correct horse battery", CHEAPEST, created=WHEN)]
    slots += [
        Slot.for_secret(KEY, bytes(32), kind, created=WHEN, label="Desk ☂")
        for kind in (header.RECOVERY, header.KEYRING)
    ]
    return [Header(KEY.vault_id, seq, WHEN, tuple(slots[:seq])).pack(KEY) for seq in (1, 2, 3)]


def resummed(raw: bytes) -> bytes:
    """With the right checksum, so that the mutation comes further than to the first look."""
    lines = raw.split(b"\n")
    front = b"\n".join(lines[:-2]) + b"\n"
    return front + hashlib.sha256(front).hexdigest().encode() + b"\n"


def test_the_parser_of_key_headers() -> None:
    samples = headers()

    def attempt(raw: bytes, chance: random.Random) -> bool:
        if chance.random() < 0.5 and raw.count(b"\n") >= 2:
            raw = resummed(raw)
        try:
            copy = header.parse(raw)
        except (HeaderDamaged, HeaderTooNew):
            assert raw not in samples
            return False
        # One spelling: what was taken is what would be written; and only what the key's holder wrote is genuine.
        assert raw.split(b"\n")[1] == copy.header.body
        if copy.is_genuine(KEY):
            assert copy.header.body in {sample.split(b"\n")[1] for sample in samples}
        return True

    fuzz(samples, attempt, "header")


def test_values_of_any_kind_in_a_key_header() -> None:
    """Sound checksums and sound JSON, with values that no program of ours writes."""
    body = json.loads(headers()[2].split(b"\n")[1])
    odd: list[object] = [None, True, -1, 0, 1.5, 10**30, "", "a" * 40, [], {}, [[]], {"a": 1}, "é", "\ud800", "1", 2]

    def somewhere(value: Any, chance: random.Random) -> Any:
        if isinstance(value, dict) and value and chance.random() < 0.9:
            fields = cast("dict[str, Any]", value)
            name = chance.choice(sorted(fields))
            return {**fields, name: somewhere(fields[name], chance)} if chance.random() < 0.9 else {**fields, "more": 1}
        if isinstance(value, list) and value and chance.random() < 0.9:
            items = cast("list[Any]", value)
            at = chance.randrange(len(items))
            return [*items[:at], somewhere(items[at], chance), *items[at + 1 :]]
        return chance.choice(odd)

    def attempt(_raw: bytes, chance: random.Random) -> bool:
        changed = json.dumps(somewhere(body, chance), sort_keys=True, separators=(",", ":")).encode()
        try:
            copy = header.parse(resummed(b"ISMVAULT 1\n" + changed + b"\n" + b"0" * 64 + b"\n\n"))
        except (HeaderDamaged, HeaderTooNew):
            return False
        for slot in copy.header.slots:
            assert slot.open_with_secret(copy.header.vault_id, bytes(16)) is None
        return not copy.is_genuine(KEY)

    fuzz([b"{}"], attempt, "header values")


# Encrypted files ----------------------------------------------------------------------------------------------------------


def test_the_reader_of_encrypted_files() -> None:
    seal = Seal.of(KEY, keys.DOCUMENT_FILES)
    contents = [b"", b"a letter", bytes(65536), random.Random(2).randbytes(140_000)]
    samples = [b"".join(map(bytes, seal.seal(FILE_ID, {"name": "x"}, len(each), [each]))) for each in contents]

    def attempt(raw: bytes, _chance: random.Random) -> bool:
        got = b""
        try:
            opened = seal.open(FILE_ID, io.BufferedReader(io.BytesIO(raw)))  # pyright: ignore[reportArgumentType]
            for piece in opened.content():
                got += piece
        except SealBroken:
            assert raw not in samples
            assert any(each.startswith(got) for each in contents), "what came before the damage is genuine"
            return False
        assert raw in samples
        assert got == contents[samples.index(raw)]
        return True

    fuzz(samples, attempt, "encrypted file")


# Backups ------------------------------------------------------------------------------------------------------------------

CONTENTS = {
    "snapshots/2026-11-22T1015Z-g000412.db": b"records" * 100,
    "snapshots/2026-11-22T1015Z-g000412.hdr": b"header",
    "blobs/ab/ab" + "0" * 30 + ".ismd": b"a document " * 90,
    "blobs/cd/cd" + "1" * 30 + ".ismd": b"",
}


def manifest_of(number: int) -> Manifest:
    entries = [Entry(hashlib.sha256(content).hexdigest(), len(content), path) for path, content in CONTENTS.items()]
    return Manifest(KEY.vault_id, number, 412, WHEN, entries[0], entries[1], tuple(entries[2:]))


def resealed(raw: bytes) -> bytes:
    body = raw[: raw.rfind(b"\nsha256 ") + 1]
    return body + f"sha256 {hashlib.sha256(body).hexdigest()}\nhmac {'0' * 64}\n".encode()


def test_the_parser_of_manifests() -> None:
    samples = [manifest_of(1).pack(KEY), manifest_of(700_000).pack(KEY)]

    def attempt(raw: bytes, chance: random.Random) -> bool:
        if chance.random() < 0.6:
            raw = resealed(raw)
        try:
            copy = manifest.parse(raw)
        except (manifest.ManifestDamaged, manifest.ManifestTooNew):
            assert raw not in samples
            return False
        assert raw.startswith(copy.manifest.body)
        for entry in copy.manifest.entries:
            assert manifest.document_id(entry.path) or manifest.is_snapshot(entry.path), "no path leads anywhere else"
            assert ".." not in entry.path
        if copy.is_genuine(KEY):
            assert copy.manifest.body in {sample[: sample.rfind(b"sha256 ")] for sample in samples}
        return True

    fuzz(samples, attempt, "manifest")


def test_the_reader_of_tars(tmp_path: Path) -> None:
    made = manifest_of(3)
    whole = {"vault.hdr": headers()[0], **CONTENTS, f"manifests/{made.name}.manifest": made.pack(KEY)}
    buffer = io.BytesIO()
    with tarfile.TarFile(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in whole.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    sample = buffer.getvalue()
    path = tmp_path / "ISM Desktop backup.tar"

    def attempt(raw: bytes, _chance: random.Random) -> bool:
        path.write_bytes(raw)
        try:
            source = backups.find(path)
            findings = backups.check(source)
        except (BackupMissing, BackupDamaged, VaultTooNew):
            return False
        damaged = {finding.file for finding in findings}
        for name, content in CONTENTS.items():
            if name not in damaged:
                with source.open(name, len(content)) as file:
                    assert file.read() == content
        assert all(re.match(r"(blobs|snapshots|manifests|vault)", name) for name in damaged)
        return not findings

    fuzz([sample], attempt, "tar")


@pytest.mark.parametrize("raw", [b"", b"\n", b"\0" * 100_000, b"ISMVAULT 1\n", b"\xff" * 70_000, b"ISMMANIFEST 1\n"])
def test_the_simplest_nonsense(raw: bytes) -> None:
    with pytest.raises(HeaderDamaged):
        header.parse(raw)
    with pytest.raises(manifest.ManifestDamaged):
        manifest.parse(raw)
    with pytest.raises(SealBroken):
        Seal.of(KEY, keys.DOCUMENT_FILES).open(FILE_ID, io.BufferedReader(io.BytesIO(raw)))  # pyright: ignore[reportArgumentType]
