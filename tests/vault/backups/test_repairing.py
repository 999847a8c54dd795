"""Repair: a damaged document comes back from a backup in reach, only ever genuine, and the damaged file is kept."""

import secrets
import shutil
from pathlib import Path

import pytest

from ism_desktop.errors import VaultNotWritable
from ism_desktop.progress import Cancelled
from ism_desktop.records import safekeeping
from ism_desktop.vault import Vault, create, unlock
from ism_desktop.vault.backups import back_up, back_up_to_one_file, repair
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.filing import file_document, filed_files, holdings
from tests.vault.paths import document_path, flip


@pytest.fixture
def filed(vault: Vault) -> list[str]:
    return [file_document(vault, f"Document {number}", secrets.token_bytes(80_000)) for number in range(3)]


@pytest.fixture
def stick(vault: Vault, filed: list[str], tmp_path: Path) -> Path:
    back_up(vault, tmp_path / "stick", filed_files)
    return tmp_path / "stick"


def test_damaged_and_missing_documents_come_back(vault: Vault, vault_path: Path, filed: list[str], stick: Path) -> None:
    before = holdings(vault)
    flip(document_path(vault_path, filed[0]), 40_000)
    damaged = document_path(vault_path, filed[0]).read_bytes()
    document_path(vault_path, filed[1]).unlink()
    document_path(vault_path, filed[2]).write_bytes(b"")
    findings = safekeeping.full_check(vault)
    assert len(findings) == 3
    repairs = safekeeping.repair(vault, findings, [stick])
    assert {each.file_id for each in repairs} == set(filed)
    assert {each.source for each in repairs} == {stick}
    assert holdings(vault) == before
    assert safekeeping.full_check(vault) == []
    kept = list((vault_path / "trash").iterdir())
    assert damaged in {path.read_bytes() for path in kept}
    assert all(".damaged-" in path.name for path in kept)
    assert not list(vault_path.rglob("*.tmp"))


def test_a_tar_serves_as_well_and_the_first_good_place_wins(
    vault: Vault, vault_path: Path, filed: list[str], stick: Path, tmp_path: Path
) -> None:
    before = holdings(vault)
    tar = back_up_to_one_file(vault, tmp_path / "tars", filed_files, largest_volume=60_000)
    for path in stick.rglob("*.ismd"):
        flip(path, 100)
    path = document_path(vault_path, filed[0])
    flip(path, 100)
    places = [tmp_path / "unplugged", vault_path, stick, tar.paths[2]]
    (done,) = repair(vault, [filed[0]], places)
    assert done.source is not None
    assert done.source.parent == tmp_path / "tars"
    assert holdings(vault) == before


def test_what_is_sound_is_left_alone(vault: Vault, vault_path: Path, filed: list[str], stick: Path) -> None:
    path = document_path(vault_path, filed[0])
    before = path.stat().st_mtime_ns
    (done,) = repair(vault, [filed[0]], [stick])
    assert done.was_sound
    assert path.stat().st_mtime_ns == before


def test_what_is_in_no_backup_stays_as_it_is(vault: Vault, vault_path: Path, filed: list[str], stick: Path) -> None:
    late = file_document(vault, "Late", b"after the backup")
    path = document_path(vault_path, late)
    flip(path, 100)
    damaged = path.read_bytes()
    (done,) = repair(vault, [late], [stick])
    assert done.source is None
    assert not done.was_sound
    assert path.read_bytes() == damaged
    assert list((vault_path / "trash").iterdir()) == []


def test_a_file_that_is_not_genuine_is_never_taken(
    vault: Vault, vault_path: Path, filed: list[str], stick: Path, tmp_path: Path
) -> None:
    one, two = (document_path(stick, file_id) for file_id in filed[:2])
    shutil.copy(two, one)
    flip(document_path(vault_path, filed[0]), 100)
    assert repair(vault, [filed[0]], [stick])[0].source is None
    other = create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    back_up(other, tmp_path / "other stick", filed_files)
    other.close()
    assert repair(vault, [filed[0]], [tmp_path / "other stick"])[0].source is None


def test_a_vault_opened_for_reading_is_not_repaired(
    vault: Vault, vault_path: Path, filed: list[str], stick: Path
) -> None:
    vault.close()
    opened = unlock(vault_path, PASSPHRASE, read_only=True)
    with pytest.raises(VaultNotWritable):
        repair(opened, filed, [stick])
    opened.close()


def test_cancelled_what_was_repaired_stays(vault: Vault, vault_path: Path, filed: list[str], stick: Path) -> None:
    for file_id in filed:
        flip(document_path(vault_path, file_id), 100)

    def progress(done: int, _total: int, _what: str) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        repair(vault, filed, [stick], progress)
    assert len(safekeeping.full_check(vault)) == 1
    assert not list(vault_path.rglob("*.tmp"))
