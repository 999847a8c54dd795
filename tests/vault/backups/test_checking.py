"""Checking a backup: damage in any of its files is found and named, with and without the key, and a sound one raises no alarm."""

import secrets
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from ism_desktop.errors import BackupDamaged
from ism_desktop.progress import Cancelled
from ism_desktop.records import safekeeping
from ism_desktop.vault import Vault, create
from ism_desktop.vault.backups import back_up, check, find
from ism_desktop.vault.creating import READ_ME_FILE
from ism_desktop.vault.integrity import Fault
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.filing import file_document, filed_files, files_named, note_medication
from tests.vault.paths import HEADER, every_file, flip


@pytest.fixture
def target(vault: Vault, tmp_path: Path) -> Path:
    """A folder with two backups."""
    note_medication(vault, "Cetirizine")
    file_document(vault, "Biopsy 2019", secrets.token_bytes(100_000), b"words of the biopsy")
    back_up(vault, tmp_path / "stick", filed_files)
    file_document(vault, "Letter", b"a short letter")
    back_up(vault, tmp_path / "stick", filed_files)
    return tmp_path / "stick"


def vouched_for(target: Path) -> list[Path]:
    """Every file but the page of explanation, which says the same in each backup."""
    return [path for path in every_file(target) if path.name != READ_ME_FILE]


def named(target: Path, vault: Vault | None) -> set[str]:
    return files_named(safekeeping.check_backup(target, vault=vault))


def test_a_sound_backup_raises_no_alarm(vault: Vault, target: Path) -> None:
    steps: list[tuple[int, int]] = []
    assert check(find(target), lambda done, total, _: steps.append((done, total))) == []
    assert steps[-1][0] == steps[-1][1] > 100_000
    assert safekeeping.check_backup(target, vault=vault) == []


def test_a_flip_in_any_file_is_found_and_named(vault: Vault, target: Path) -> None:
    files = vouched_for(target)
    assert len(files) == 2 + 2 * 2 + 2 * 2 + 3
    chance = secrets.SystemRandom()
    for path in files:
        size = path.stat().st_size
        for offset in {0, size // 2, size - 1, *(chance.randrange(size) for _ in range(6))}:
            sound = path.read_bytes()
            flip(path, offset, chance.randrange(8))
            changed = path.read_bytes()
            name = path.relative_to(target).as_posix()
            assert named(target, vault) == {name}, offset
            # Of the HMACs' own digits only the key's holder can tell whether they are right.
            assert named(target, None) == {name} or path.suffix in {".hdr", ".bak", ".manifest"}, offset
            assert path.read_bytes() == changed, "a check changes nothing"
            path.write_bytes(sound)


BLOWS: dict[str, Callable[[bytes], bytes | None]] = {
    "deleted": lambda _: None,
    "emptied": lambda _: b"",
    "cut": lambda sound: sound[:-1],
    "halved": lambda sound: sound[: len(sound) // 2],
    "longer": lambda sound: sound + b"\0",
    "zeroed": lambda sound: bytes(len(sound)),
}


@pytest.mark.parametrize("blow", BLOWS)
def test_structural_damage_of_any_file_is_found_and_named(vault: Vault, target: Path, blow: str) -> None:
    for path in vouched_for(target):
        sound = path.read_bytes()
        changed = BLOWS[blow](sound)
        path.unlink() if changed is None else path.write_bytes(changed)
        name = path.relative_to(target).as_posix()
        if changed is None and "manifests" in name:
            # One of two that say the same: nothing is lost.
            assert named(target, vault) == set()
        else:
            assert named(target, None) == named(target, vault) == {name}
        path.write_bytes(sound)
    assert named(target, vault) == set()


def test_damaged_documents_are_called_by_their_titles(vault: Vault, target: Path) -> None:
    largest = max(target.rglob("*.ismd"), key=lambda path: path.stat().st_size)
    flip(largest, 50_000)
    (finding,) = safekeeping.check_backup(target, vault=vault)
    assert (finding.title, finding.fault) == ("Biopsy 2019", Fault.DAMAGED)
    assert finding.document_id is not None
    assert "Biopsy 2019" in finding.what
    (unnamed,) = safekeeping.check_backup(target)
    assert unnamed.title is None
    assert largest.name in unnamed.what


def test_what_somebody_altered_is_found_with_the_key(vault: Vault, target: Path, tmp_path: Path) -> None:
    """Whoever can write there can make all plain digests fit."""
    path = next((target / "manifests").glob("000002*.manifest"))
    body = path.read_bytes().partition(b"sha256 ")[0]
    forged = b"\n".join(body.split(b"\n")[:-2]) + b"\n"
    path.write_bytes(
        forged + f"sha256 {sha256(forged).hexdigest()}\n".encode() + path.read_bytes().splitlines()[-1] + b"\n"
    )
    both = {f"manifests/{path.name}", f"manifests/{path.name}.bak"}
    assert named(target, None) == both, "one of the twins is wrong; without the key nobody can say which"
    assert named(target, vault) == {f"manifests/{path.name}"}
    shutil.copy(path, path.with_name(f"{path.name}.bak"))
    assert named(target, None) == set()
    assert named(target, vault) == both


def test_files_of_another_vault_are_found(vault: Vault, target: Path, tmp_path: Path) -> None:
    other = create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    back_up(other, tmp_path / "other stick", filed_files)
    other.close()
    shutil.copy(tmp_path / "other stick" / HEADER, target / HEADER)
    assert named(target, None) == {HEADER}
    (foreign,) = (tmp_path / "other stick" / "manifests").glob("*.manifest")
    own = next((target / "manifests").glob("000001*.manifest"))
    shutil.copy(foreign, own)
    assert f"manifests/{own.name}" in named(target, vault)


def test_manifests_that_changed_places_are_found(vault: Vault, target: Path) -> None:
    one, two = sorted((target / "manifests").glob("*.manifest"))
    shutil.copy(one, two)
    assert named(target, None) == {f"manifests/{two.name}"}


def test_a_backup_without_one_sound_manifest_is_damaged(vault: Vault, target: Path) -> None:
    for path in (target / "manifests").iterdir():
        flip(path, 10)
    with pytest.raises(BackupDamaged):
        check(find(target))


def test_it_can_be_cancelled(target: Path) -> None:
    def cancel(done: int, _total: int, _what: str) -> None:
        if done > 50_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        check(find(target), cancel)
