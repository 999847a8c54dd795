"""Encrypted document files: written whole or not at all, and every kind of damage found and named."""

import hashlib
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ism_desktop.errors import FileUnreadable, VaultDamaged, VaultNotWritable
from ism_desktop.progress import Cancelled, no_progress
from ism_desktop.vault import StoredFile, Vault, create
from ism_desktop.vault.sealed import CHUNK, HEADER, TAG
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.paths import document_path, flip

MIB = 1024 * 1024
SIZES = [0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, MIB - 300, MIB, MIB + 1, 2 * MIB, 3 * MIB + 7]


def add(vault: Vault, content: bytes, name: str = "letter.pdf") -> StoredFile:
    return vault.files.add_bytes(content, name=name, media_type="application/pdf")


@pytest.fixture
def other_vault(tmp_path: Path) -> Iterator[Vault]:
    made = create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    yield made
    made.close()


@pytest.mark.parametrize("size", SIZES)
def test_what_is_added_comes_back_byte_for_byte(vault: Vault, vault_path: Path, size: int) -> None:
    content = secrets.token_bytes(size)
    stored = add(vault, content)
    assert stored.size == size
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert vault.files.read(stored.file_id) == content
    assert b"".join(vault.files.stream(stored.file_id)) == content
    assert document_path(vault_path, stored.file_id).stat().st_size < size + 1024 + (size // CHUNK) * TAG
    assert vault.files.ids() == {stored.file_id}


def test_a_size_at_which_the_last_piece_is_exactly_full(vault: Vault) -> None:
    front = len(vault.files.front(add(vault, b"", name="").file_id).__repr__())
    for size in range(CHUNK - front - 60, CHUNK - front + 60):
        content = bytes(size)
        assert vault.files.read(add(vault, content, name="").file_id) == content


def test_pieces_of_any_size_make_the_same_content(vault: Vault) -> None:
    content = secrets.token_bytes(2 * MIB + 5)
    digest = hashlib.sha256(content).hexdigest()
    for piece in (1000, 65_537, MIB, 5 * MIB):
        pieces = (content[at : at + piece] for at in range(0, len(content), piece))
        stored = vault.files.add(pieces, name="scan.tif", media_type="image/tiff", size=len(content), sha256=digest)
        assert vault.files.read(stored.file_id) == content


def test_the_front_says_what_a_lost_database_needs(vault: Vault) -> None:
    stored = vault.files.add_bytes(
        b"content", name="Befund Müller ☂.pdf", media_type="application/pdf", document="ab" * 16
    )
    front = vault.files.front(stored.file_id)
    assert front["name"] == "Befund Müller ☂.pdf"
    assert front["type"] == "application/pdf"
    assert front["document"] == "ab" * 16
    assert (front["size"], front["sha256"]) == (7, stored.sha256)
    assert front["added"].startswith("20")
    odd = vault.files.add_bytes(b"", name="x\udce4" + "y" * 100_000, media_type="text/plain")
    assert vault.files.front(odd.file_id)["name"].startswith("x\udce4yyy")


def test_every_flipped_byte_is_found_and_named(vault: Vault, vault_path: Path) -> None:
    stored = add(vault, b"short content", name="Biopsy 2019.pdf")
    path = document_path(vault_path, stored.file_id)
    sound = path.read_bytes()
    for offset in range(len(sound)):
        flip(path, offset, bit=offset % 8)
        with pytest.raises(VaultDamaged) as caught:
            vault.files.read(stored.file_id)
        assert path.name in caught.value.what
        path.write_bytes(sound)
    assert vault.files.read(stored.file_id) == b"short content"


def test_damage_far_inside_names_the_document_and_spares_the_others(vault: Vault, vault_path: Path) -> None:
    other = add(vault, b"other")
    stored = add(vault, secrets.token_bytes(3 * MIB), name="Biopsy 2019.pdf")
    path = document_path(vault_path, stored.file_id)
    for offset in (HEADER.size + CHUNK + TAG + 5, 2 * MIB, path.stat().st_size - 1):
        flip(path, offset)
        with pytest.raises(VaultDamaged, match=r"The document “Biopsy 2019\.pdf” .* is damaged in piece"):
            vault.files.read(stored.file_id)
        flip(path, offset)
    assert vault.files.read(other.file_id) == b"other"
    assert len(vault.files.read(stored.file_id)) == 3 * MIB


def test_no_wrong_byte_is_ever_handed_out(vault: Vault, vault_path: Path) -> None:
    content = secrets.token_bytes(3 * MIB)
    stored = add(vault, content)
    flip(document_path(vault_path, stored.file_id), 2 * MIB)
    given = bytearray()
    with pytest.raises(VaultDamaged):
        for piece in vault.files.stream(stored.file_id):
            given += piece
    assert content.startswith(given)


def test_every_cut_and_addition_is_found(vault: Vault, vault_path: Path) -> None:
    stored = add(vault, secrets.token_bytes(2 * MIB + 500))
    path = document_path(vault_path, stored.file_id)
    sound = path.read_bytes()
    full = CHUNK + TAG
    cuts = [0, 1, HEADER.size - 1, HEADER.size, HEADER.size + TAG - 1, HEADER.size + full, HEADER.size + full + 3]
    cuts += [
        HEADER.size + 16 * full,
        HEADER.size + 17 * full,
        HEADER.size + 32 * full,
        len(sound) - TAG,
        len(sound) - 1,
    ]
    blows = [sound[:cut] for cut in cuts]
    blows += [
        sound + b"\0",
        sound + bytes(full),
        sound + sound[-full:],
        bytes(len(sound)),
        sound[: len(sound) // 2] + bytes(len(sound) // 2),
    ]
    pieces = [sound[HEADER.size :][at : at + full] for at in range(0, len(sound) - HEADER.size, full)]
    swapped = [pieces[1], pieces[0], *pieces[2:]]
    for changed in (swapped, pieces[:3] + pieces[4:], [*pieces[:3], *pieces[2:]], pieces[:-1], pieces[::-1]):
        blows.append(sound[: HEADER.size] + b"".join(changed))
    for blow in blows:
        assert blow != sound
        path.write_bytes(blow)
        with pytest.raises(VaultDamaged) as caught:
            vault.files.read(stored.file_id)
        assert path.name in caught.value.what
    path.write_bytes(sound)
    assert len(vault.files.read(stored.file_id)) == 2 * MIB + 500


def test_swapped_missing_and_foreign_files_are_found(vault: Vault, vault_path: Path, other_vault: Vault) -> None:
    one, two = add(vault, b"one", name="one.pdf"), add(vault, b"two", name="two.pdf")
    first, second = document_path(vault_path, one.file_id), document_path(vault_path, two.file_id)
    aside = first.with_name("aside")
    first.rename(aside)
    with pytest.raises(VaultDamaged, match=f"{first.name} is missing"):
        vault.files.read(one.file_id)
    second.rename(first)
    aside.rename(second)
    for file_id in (one.file_id, two.file_id):
        with pytest.raises(VaultDamaged, match="another document"):
            vault.files.read(file_id)
    foreign = add(other_vault, b"foreign")
    place = document_path(vault_path, foreign.file_id)
    place.parent.mkdir(exist_ok=True)
    shutil.copy(document_path(other_vault.path, foreign.file_id), place)
    with pytest.raises(VaultDamaged, match="another vault"):
        vault.files.read(foreign.file_id)


def test_the_name_of_a_file_cannot_lead_out_of_its_folder(vault: Vault) -> None:
    for file_id in ("../../etc/passwd", "", "AB" * 16, "0" * 31, "0" * 33):
        with pytest.raises(ValueError, match="not the id"):
            vault.files.read(file_id)


def _failing(pieces: int, error: BaseException) -> Iterator[bytes]:
    yield from [bytes(MIB)] * pieces
    raise error


def test_an_import_that_fails_leaves_nothing(vault: Vault, vault_path: Path) -> None:
    def cancel(done: int, total: int, what: str) -> None:
        if done >= 2 * MIB:
            raise Cancelled

    right = hashlib.sha256(bytes(4 * MIB)).hexdigest()
    attempts = [
        ((bytes(MIB),) * 4, 4 * MIB, right, cancel, Cancelled),
        ((bytes(MIB),) * 4, 4 * MIB, "0" * 64, no_progress, FileUnreadable),
        ((bytes(MIB),) * 3, 4 * MIB, right, no_progress, FileUnreadable),
        ((bytes(MIB),) * 5, 4 * MIB, right, no_progress, FileUnreadable),
        (_failing(2, OSError(5, "gone")), 4 * MIB, right, no_progress, FileUnreadable),
        (_failing(2, KeyboardInterrupt()), 4 * MIB, right, no_progress, KeyboardInterrupt),
    ]
    for pieces, size, digest, progress, expected in attempts:
        with pytest.raises(expected):
            vault.files.add(
                pieces, name="scan.pdf", media_type="application/pdf", size=size, sha256=digest, progress=progress
            )
        assert [path for path in (vault_path / "blobs").rglob("*") if path.is_file()] == []


def test_progress_counts_the_bytes(vault: Vault) -> None:
    steps: list[tuple[int, int, str]] = []
    content = bytes(5 * MIB)
    vault.files.add(
        (content[:MIB],) * 5,
        name="scan.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        progress=lambda *step: steps.append(step),
    )
    assert steps == [(number * MIB, 5 * MIB, "Encrypting") for number in range(1, 6)]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems sync in their own ways")
def test_a_file_is_on_the_disk_under_its_name_before_add_returns(
    vault: Vault, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def kind(descriptor: int) -> str:
        return "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"

    def sync(descriptor: int) -> None:
        done.append(f"sync {kind(descriptor)}")
        real_sync(descriptor)

    def replace(path: Path, target: Path) -> Path:
        done.append(f"rename {path.suffix} to {target.suffix}")
        return real_replace(path, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    stored = add(vault, b"content")
    # The new folder's name in its parent, the file's bytes, its name, and the folder that holds the name.
    assert done == ["sync folder", "sync file", "rename .tmp to .ismd", "sync folder"]
    done.clear()
    vault.files.discard(stored.file_id)
    assert done == ["rename .ismd to .ismd", "sync folder", "sync folder"]


def test_a_discarded_file_waits_in_the_trash_for_thirty_days(vault: Vault, vault_path: Path) -> None:
    stored = add(vault, b"content")
    long_ago = time.time() - 100 * 24 * 3600
    os.utime(document_path(vault_path, stored.file_id), (long_ago, long_ago))
    vault.files.discard(stored.file_id)
    assert vault.files.ids() == set()
    with pytest.raises(VaultDamaged, match="missing"):
        vault.files.read(stored.file_id)
    vault.files.tidy()
    vault.files.bring_back(stored.file_id)
    assert vault.files.read(stored.file_id) == b"content"
    vault.files.discard(stored.file_id)
    vault.files.discard(stored.file_id)
    (waiting,) = (vault_path / "trash").iterdir()
    month = time.time() - 31 * 24 * 3600
    os.utime(waiting, (month, month))
    vault.files.tidy()
    assert list((vault_path / "trash").iterdir()) == []
    with pytest.raises(VaultDamaged, match="no longer in the trash"):
        vault.files.bring_back(stored.file_id)


def test_only_what_an_interrupted_import_left_is_tidied_away(vault: Vault, vault_path: Path) -> None:
    stored = add(vault, b"nobody names me")
    folder = document_path(vault_path, stored.file_id).parent
    fresh, stale = folder / "a.ismd.1.tmp", folder / "b.ismd.2.tmp"
    for path in (fresh, stale):
        path.write_bytes(b"half")
    days = time.time() - 2 * 24 * 3600
    for path in (stale, document_path(vault_path, stored.file_id)):
        os.utime(path, (days, days))
    vault.files.tidy()
    assert fresh.exists()
    assert not stale.exists()
    assert vault.files.read(stored.file_id) == b"nobody names me"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open folder move")
def test_a_vault_that_was_moved_away_is_not_grown_again_in_the_old_place(vault: Vault, vault_path: Path) -> None:
    moved = vault_path.with_name("moved")
    vault_path.rename(moved)
    with pytest.raises(VaultNotWritable, match="no longer exists"):
        add(vault, b"content")
    assert not vault_path.exists()
    moved.rename(vault_path)
    assert vault.files.read(add(vault, b"content").file_id) == b"content"


def test_a_file_too_large_for_the_disk_is_refused_before_it_is_written(vault: Vault, vault_path: Path) -> None:
    with pytest.raises(VaultNotWritable, match="too little space"):
        vault.files.add(iter(()), name="huge", media_type="video/mp4", size=10**18, sha256="")
    assert vault.files.ids() == set()
