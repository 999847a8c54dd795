"""Restoring: into a new folder only, complete and compared or named as not, without a passphrase; and the drill that proves it."""

import secrets
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from ism_desktop.errors import (
    BackupDamaged,
    BackupMissing,
    CannotRestore,
    VaultMissing,
    VaultTooNew,
    WrongPassphrase,
)
from ism_desktop.progress import Cancelled
from ism_desktop.records import safekeeping
from ism_desktop.vault import Vault, create, look, unlock
from ism_desktop.vault.backups import back_up, drill, find, restore
from ism_desktop.vault.header import parse
from ism_desktop.vault.integrity import Severity
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.filing import file_document, filed_files, files_named, holdings, holdings_at, note_medication
from tests.vault.paths import DATABASE, HEADER, TWIN, document_path, every_file, flip


@pytest.fixture
def target(vault: Vault, tmp_path: Path) -> Path:
    """A backup with a long and a short document."""
    note_medication(vault, "Cetirizine")
    file_document(vault, "Biopsy 2019", secrets.token_bytes(200_000), b"words of the biopsy")
    file_document(vault, "Letter", b"a short letter")
    place = tmp_path / "stick"
    back_up(vault, place, filed_files)
    return place


def test_a_restored_vault_is_whole_and_opens_like_the_first(vault: Vault, target: Path, tmp_path: Path) -> None:
    report = restore(find(target), tmp_path / "new" / "vault")
    assert report.is_complete
    assert report.path == tmp_path / "new" / "vault"
    opened = unlock(report.path, PASSPHRASE)
    assert opened.vault_id == vault.vault_id
    assert opened.notices == ()
    assert safekeeping.full_check(opened) == []
    note_medication(opened, "New")
    assert holdings(opened)[1] == holdings(vault)[1]
    opened.close()


def test_only_a_new_folder_is_restored_into(vault: Vault, vault_path: Path, target: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in every_file(target)}
    (tmp_path / "file").write_bytes(b"mine")
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_bytes(b"mine")
    for to, words in ((vault_path, "not empty"), (full, "not empty"), (tmp_path / "file", "a file")):
        with pytest.raises(CannotRestore, match=words):
            restore(find(target), to)
    for to in (target, target / "new", tmp_path):
        with pytest.raises(CannotRestore):
            restore(find(target), to)
    assert {path: path.read_bytes() for path in every_file(target)} == before
    empty = tmp_path / "empty"
    empty.mkdir()
    assert restore(find(target), empty).is_complete


def test_a_place_without_a_backup_says_so(vault: Vault, vault_path: Path, tmp_path: Path) -> None:
    for place in (vault_path, tmp_path / "nowhere", tmp_path):
        with pytest.raises(BackupMissing, match=r"is not a backup|does not exist"):
            find(place)


def test_a_stick_with_two_vaults_asks_which(vault: Vault, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "holiday.jpg").write_bytes(b"")
    other = create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    (first,) = back_up(vault, stick, filed_files).paths
    assert find(stick).place == first
    back_up(other, stick, filed_files)
    other.close()
    with pytest.raises(BackupMissing, match="several records"):
        find(stick)
    assert find(first).place == first


def test_a_backup_is_not_taken_for_a_vault(target: Path) -> None:
    for ask in (look, lambda path: unlock(path, PASSPHRASE)):
        with pytest.raises(VaultMissing, match="is a backup of a record"):
            ask(target)


def test_the_passphrase_is_tried_before_anything_is_written(target: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        restore(find(target), tmp_path / "restored", passphrase="another passphrase")
    with pytest.raises(WrongPassphrase):
        drill(find(target), "another passphrase", filed_files, scratch=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["My vault", "stick"]


def test_cancelled_at_every_step_nothing_is_left(target: Path, tmp_path: Path) -> None:
    for into_empty in (False, True):
        to = tmp_path / f"restored {into_empty}"
        stop_at = 0
        for stop_at in range(1000):
            if into_empty:
                to.mkdir(exist_ok=True)
            steps = 0

            def progress(_done: int, _total: int, _what: str, *, stop_at: int = stop_at) -> None:
                nonlocal steps
                steps += 1
                if steps > stop_at:
                    raise Cancelled

            try:
                restore(find(target), to, progress)
            except Cancelled:
                assert list(to.iterdir()) == [] if into_empty else not to.exists()
            else:
                break
        assert stop_at > 8


def test_a_disk_too_full_is_named_with_the_bytes(target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.disk_usage
    monkeypatch.setattr(shutil, "disk_usage", lambda path: real(path)._replace(free=1_000_000))
    with pytest.raises(CannotRestore, match=r"\([\d,]+ bytes\)\. Free: 1 MB"):
        restore(find(target), tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_disk_that_gives_back_other_bytes_is_found_out(
    target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def rotting(path: Path, to: Path) -> Path:
        if to.suffix == ".ismd":
            flip(path, 90)
        return real(path, to)

    monkeypatch.setattr(Path, "replace", rotting)
    with pytest.raises(CannotRestore, match="returns different data"):
        restore(find(target), tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


# Damage -------------------------------------------------------------------------------------------------------------------


def test_a_damaged_document_is_left_out_and_named(vault: Vault, target: Path, tmp_path: Path) -> None:
    file_id = file_document(vault, "Rotten", b"rotten in the backup")
    back_up(vault, target, filed_files)
    flip(document_path(target, file_id), 150)
    report = restore(find(target), tmp_path / "restored")
    assert not report.is_complete
    assert files_named(report.findings) == {document_path(Path(), file_id).as_posix()}
    assert not document_path(report.path, file_id).exists()
    assert file_id not in holdings_at(report.path)[1]
    checked = safekeeping.restore(target, tmp_path / "checked", passphrase=PASSPHRASE)
    assert len(checked.findings) == 1
    assert safekeeping.has_damage(checked.findings)


def test_damaged_records_of_the_latest_give_the_one_before(vault: Vault, target: Path, tmp_path: Path) -> None:
    then = holdings(vault)
    note_medication(vault, "Later")
    latest = back_up(vault, target, filed_files).manifest
    flip(target / latest.snapshot.path, 5000)
    report = restore(find(target), tmp_path / "restored")
    assert report.manifest.number == 1
    assert files_named(report.findings) == {latest.snapshot.path}
    assert holdings_at(report.path) == then
    for path in (target / "snapshots").glob("*.db"):
        path.unlink()
    with pytest.raises(BackupDamaged, match="cannot be restored"):
        restore(find(target), tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_damaged_manifest_is_made_up_for_by_its_twin_or_the_one_before(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    then = holdings(vault)
    (first,) = (target / "manifests").glob("*.manifest")
    flip(first, 30)
    report = restore(find(target), tmp_path / "by its twin")
    assert report.is_complete
    assert files_named(report.findings) == {f"manifests/{first.name}"}
    note_medication(vault, "Later")
    back_up(vault, target, filed_files)
    for path in (target / "manifests").glob("000002*"):
        path.write_bytes(b"")
    report = restore(find(target), tmp_path / "the one before")
    assert holdings_at(report.path) == then
    for path in (target / "manifests").iterdir():
        path.write_bytes(b"")
    with pytest.raises(BackupDamaged, match="Every list of files"):
        restore(find(target), tmp_path / "none")


def test_a_backup_of_a_newer_program_is_refused(target: Path, tmp_path: Path) -> None:
    (path,) = (target / "manifests").glob("*.manifest")
    lines = b"ISMMANIFEST 2\nwhatever it says\n"
    path.write_bytes(lines + f"sha256 {sha256(lines).hexdigest()}\nhmac {'0' * 64}\n".encode())
    with pytest.raises(VaultTooNew):
        restore(find(target), tmp_path / "restored")


def test_any_copy_of_the_key_header_will_do(vault: Vault, target: Path, tmp_path: Path) -> None:
    copies = [target / HEADER, target / TWIN, *(target / "snapshots").glob("*.hdr")]
    assert len(copies) == 3
    sound = copies[0].read_bytes()
    for kept in copies:
        for path in copies:
            path.write_bytes(sound if path == kept else b"")
        report = restore(find(target), tmp_path / kept.name, passphrase=PASSPHRASE)
        assert len(report.findings) == 2
        assert holdings_at(report.path) == holdings(vault)
    for path in copies:
        path.write_bytes(b"")
    with pytest.raises(BackupDamaged, match="Every copy of the key header"):
        restore(find(target), tmp_path / "none")


def test_the_passphrase_in_use_last_opens_what_is_restored(vault: Vault, target: Path, tmp_path: Path) -> None:
    """The key header changes without the records; a backup carries the one in use, and an older one does not come back by it."""
    header = parse((target / HEADER).read_bytes()).header
    newer = replace(header, seq=header.seq + 1).pack(vault.open_key())
    (target / HEADER).write_bytes(newer)
    report = restore(find(target), tmp_path / "restored")
    assert (report.path / HEADER).read_bytes() == (report.path / TWIN).read_bytes() == newer


def test_with_the_passphrase_an_altered_backup_is_refused(vault: Vault, target: Path, tmp_path: Path) -> None:
    for path in (target / "manifests").iterdir():
        body = path.read_bytes().partition(b"sha256 ")[0]
        shorter = b"\n".join(body.split(b"\n")[:-2]) + b"\n"
        seal = path.read_bytes().splitlines()[-1]
        path.write_bytes(shorter + f"sha256 {sha256(shorter).hexdigest()}\n".encode() + seal + b"\n")
    assert restore(find(target), tmp_path / "unkeyed").files == 3
    with pytest.raises(BackupDamaged):
        restore(find(target), tmp_path / "keyed", passphrase=PASSPHRASE)
    assert not (tmp_path / "keyed").exists()


# Drill --------------------------------------------------------------------------------------------------------------------


def test_a_drill_opens_counts_and_leaves_nothing(vault: Vault, target: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    steps: list[float] = []
    report = drill(
        find(target), PASSPHRASE, filed_files, lambda done, total, _: steps.append(done / total), scratch=scratch
    )
    assert report.is_proven
    assert report.documents == 2
    assert report.rows == sum(len(rows) for rows in holdings(vault)[0].values())
    assert report.size > 200_000
    assert list(scratch.iterdir()) == []
    assert steps == sorted(steps)
    assert steps[-1] > 0.9


def test_a_drill_of_a_damaged_backup_proves_nothing_and_names_the_document(
    vault: Vault, target: Path, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    largest = max(target.rglob("*.ismd"), key=lambda path: path.stat().st_size)
    flip(largest, 90_000)
    report = drill(find(target), PASSPHRASE, filed_files, scratch=scratch)
    assert not report.is_proven
    assert {finding.title for finding in report.findings if finding.severity is Severity.DAMAGED} >= {"Biopsy 2019"}
    for path in (target / "snapshots").glob("*.db"):
        flip(path, 5000)
    with pytest.raises(BackupDamaged):
        drill(find(target), PASSPHRASE, filed_files, scratch=scratch)
    assert list(scratch.iterdir()) == []
    assert (target / DATABASE).exists() is False
