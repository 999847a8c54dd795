"""Backups in a folder: incremental, made while the vault is in use, whole at every moment, and never at the cost of an earlier one."""

import errno
import os
import secrets
import shutil
import sys
from pathlib import Path

import pytest

from ism_desktop.errors import CannotBackUp, VaultClosed, VaultDamaged
from ism_desktop.progress import Cancelled
from ism_desktop.vault import Vault, create, unlock
from ism_desktop.vault.backups import back_up, check, find, restore
from ism_desktop.vault.backups import manifest as manifests
from ism_desktop.vault.integrity import Fault, Severity
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.filing import (
    file_document,
    filed_files,
    files_named,
    forget_document,
    holdings,
    holdings_at,
    note_medication,
)
from tests.vault.paths import DATABASE, document_path, every_file, flip


@pytest.fixture
def filled(vault: Vault) -> Vault:
    note_medication(vault, "Cetirizine")
    file_document(vault, "Biopsy 2019", secrets.token_bytes(200_000), b"words of the biopsy")
    file_document(vault, "Letter", b"a short letter")
    return vault


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def restored(target: Path, to: Path) -> Path:
    report = restore(find(target), to)
    assert report.is_complete
    assert report.findings == ()
    return to


def documents_in(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.ismd")}


# What it holds ------------------------------------------------------------------------------------------------------------


def test_a_restored_backup_equals_the_vault(filled: Vault, target: Path, tmp_path: Path) -> None:
    report = back_up(filled, target, filed_files)
    assert report.paths == (target,)
    assert report.findings == ()
    assert report.copied == 2 + 3
    assert holdings_at(restored(target, tmp_path / "restored")) == holdings(filled)


def test_the_second_backup_copies_only_what_is_new(filled: Vault, target: Path, tmp_path: Path) -> None:
    first = back_up(filled, target, filed_files)
    before = documents_in(target)
    file_document(filled, "Blood test", b"tryptase 31")
    second = back_up(filled, target, filed_files)
    assert second.copied == 2 + 1
    assert second.copied_bytes < first.copied_bytes + 1000
    after = documents_in(target)
    assert {path: after[path] for path in before} == before
    assert len(after) == len(before) + 1
    # Nothing changed at all: not even a snapshot is copied.
    third = back_up(filled, target, filed_files)
    assert third.copied == 0
    assert [third.manifest.number, second.manifest.number, first.manifest.number] == [3, 2, 1]
    assert third.manifest.entries == second.manifest.entries
    for number, medications in ((1, 1), (3, 1)):
        to = tmp_path / str(number)
        restore(find(target), to, number=number)
        assert len(holdings_at(to)[0]["documents"]) == (2 if number == 1 else 3)
        assert len(holdings_at(to)[0]["medications"]) == medications


def test_the_vault_is_used_while_it_is_backed_up(filled: Vault, target: Path, tmp_path: Path) -> None:
    then = holdings(filled)
    victim = next(iter(filled.files.ids()))
    done: list[str] = []

    def progress(_done: int, _total: int, what: str) -> None:
        if not done:
            done.append(what)
            forget_document(filled, victim)
            file_document(filled, "Later", b"filed while the backup runs")
            note_medication(filled, "Later")

    report = back_up(filled, target, filed_files, progress)
    assert done
    assert report.findings == ()
    assert holdings_at(restored(target, tmp_path / "restored")) == then


def test_a_document_without_a_record_is_kept_too(filled: Vault, target: Path, tmp_path: Path) -> None:
    stray = filled.files.add_bytes(b"from an interrupted import", name="x.pdf", media_type="application/pdf")
    back_up(filled, target, filed_files)
    assert stray.file_id in holdings_at(restored(target, tmp_path / "restored"))[1]


def test_nothing_in_a_backup_tells_what_the_vault_holds(filled: Vault, target: Path) -> None:
    back_up(filled, target, filed_files)
    for path in every_file(target):
        content = path.read_bytes()
        for word in (b"Cetirizine", b"Biopsy", b"short letter"):
            assert word not in content, path
    if sys.platform != "win32":
        assert {oct(path.stat().st_mode & 0o777) for path in every_file(target)} == {"0o600"}


# Where it lies ------------------------------------------------------------------------------------------------------------


def test_a_place_in_the_vault_or_around_it_is_refused(filled: Vault, vault_path: Path, tmp_path: Path) -> None:
    link = tmp_path.parent / f"{tmp_path.name}-link"
    link.symlink_to(vault_path, target_is_directory=True)
    try:
        for inside in (vault_path, vault_path / "backup", vault_path / "blobs", link / "backup"):
            with pytest.raises(CannotBackUp, match="is inside your record itself"):
                back_up(filled, inside, filed_files)
        with pytest.raises(CannotBackUp, match="Your record itself is inside"):
            back_up(filled, tmp_path, filed_files)
    finally:
        link.unlink()
    assert not (vault_path / "backup").exists()


def test_a_folder_with_other_things_gets_a_folder_for_the_backup(filled: Vault, target: Path, tmp_path: Path) -> None:
    target.mkdir()
    (target / "holiday.jpg").write_bytes(b"picture")
    report = back_up(filled, target, filed_files)
    (folder,) = report.paths
    assert folder.parent == target
    assert filled.vault_id[:8] in folder.name
    assert back_up(filled, target, filed_files).paths == (folder,)
    assert back_up(filled, folder, filed_files).paths == (folder,)
    assert sorted(path.name for path in target.iterdir()) == sorted([folder.name, "holiday.jpg"])
    assert holdings_at(restored(target, tmp_path / "restored")) == holdings(filled)


def test_two_vaults_share_a_stick(filled: Vault, target: Path, tmp_path: Path) -> None:
    other = create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    try:
        (first,) = back_up(filled, target, filed_files).paths
        (second,) = back_up(other, target, filed_files).paths
        assert first == target
        assert second.parent == target
        (target / "another").mkdir()
        assert back_up(other, target, filed_files).paths == (second,)
        assert check(find(first)) == check(find(second)) == []
    finally:
        other.close()


def test_places_that_do_not_do(filled: Vault, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place, words in (("file", "is a file"), ("unplugged/stick", "Connect the drive")):
        with pytest.raises(CannotBackUp, match=words):
            back_up(filled, tmp_path / place, filed_files)
    other = tmp_path / "other"
    create(other, PASSPHRASE, cost=CHEAP).close()
    with pytest.raises(CannotBackUp, match="is the folder of a record"):
        back_up(filled, other, filed_files)
    assert not (tmp_path / "unplugged").exists()


def test_a_disk_that_is_too_full_is_named_with_the_bytes(
    filled: Vault, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(filled, target, filed_files)
    file_document(filled, "Large", secrets.token_bytes(3_000_000))
    before = {path: path.read_bytes() for path in every_file(target)}
    real = shutil.disk_usage
    monkeypatch.setattr(shutil, "disk_usage", lambda path: real(path)._replace(free=1_000_000))
    with pytest.raises(CannotBackUp, match=r"too little space .* MB \([\d,]+ bytes\)\. Free: 1 MB"):
        back_up(filled, target, filed_files)
    assert {path: path.read_bytes() for path in every_file(target)} == before


def test_a_disk_that_fills_up_on_the_way_costs_no_earlier_backup(
    filled: Vault, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(filled, target, filed_files)
    then = holdings(filled)
    file_document(filled, "Large", secrets.token_bytes(3_000_000))
    real = os.write
    left = [2_000_000]

    def write(descriptor: int, data: bytes) -> int:
        left[0] -= len(data)
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "full")
        return real(descriptor, data)

    filled.present_snapshot()
    monkeypatch.setattr(os, "write", write)
    with pytest.raises(CannotBackUp, match=r"is full\. The backup needs \d+ MB"):
        back_up(filled, target, filed_files)
    monkeypatch.undo()
    assert not list(target.rglob("*.tmp"))
    assert check(find(target)) == []
    assert holdings_at(restored(target, tmp_path / "restored")) == then
    back_up(filled, target, filed_files)
    assert holdings_at(restored(target, tmp_path / "again")) == holdings(filled)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="rights do not bind this account")
def test_a_place_that_may_not_be_written_is_named(filled: Vault, target: Path) -> None:
    target.mkdir(mode=0o500)
    with pytest.raises(CannotBackUp, match="Nothing can be written"):
        back_up(filled, target, filed_files)


# What ends it -------------------------------------------------------------------------------------------------------------


def test_cancelled_at_every_step_the_earlier_backup_stands(filled: Vault, target: Path, tmp_path: Path) -> None:
    back_up(filled, target, filed_files)
    then = holdings(filled)
    file_document(filled, "New", secrets.token_bytes(2_500_000))
    now = holdings(filled)
    stop_at = 0
    for stop_at in range(1000):
        steps = 0

        def progress(_done: int, _total: int, _what: str, *, stop_at: int = stop_at) -> None:
            nonlocal steps
            steps += 1
            if steps > stop_at:
                raise Cancelled

        try:
            back_up(filled, target, filed_files, progress)
        except Cancelled:
            pass
        else:
            break
        assert not list(target.rglob("*.tmp"))
        assert check(find(target)) == []
        shutil.rmtree(tmp_path / "restored", ignore_errors=True)
        assert holdings_at(restored(target, tmp_path / "restored")) == then
    assert stop_at > 8
    assert holdings_at(restored(target, tmp_path / "last")) == now


def test_what_an_interrupted_first_backup_left_is_used(filled: Vault, target: Path, tmp_path: Path) -> None:
    """Gone on with where it is whole, written anew where it is not."""

    def progress(_done: int, _total: int, what: str) -> None:
        if what == "Verifying the backup":
            raise Cancelled

    with pytest.raises(Cancelled):
        back_up(filled, target, filed_files, progress)
    left = documents_in(target)
    assert len(left) == 3
    torn = max(left, key=lambda path: path.stat().st_size)
    flip(torn, 100_000)
    report = back_up(filled, target, filed_files)
    assert report.copied == 2 + 1
    assert [path for path, time in documents_in(target).items() if left[path] != time] == [torn]
    assert holdings_at(restored(target, tmp_path / "restored")) == holdings(filled)


def test_a_vault_that_is_locked_meanwhile_ends_the_backup(vault_path: Path, filled: Vault, target: Path) -> None:
    back_up(filled, target, filed_files)
    file_document(filled, "New", b"new")

    def progress(_done: int, _total: int, _what: str) -> None:
        filled.close()

    with pytest.raises(VaultClosed):
        back_up(filled, target, filed_files, progress)
    assert check(find(target)) == []


# Old backups --------------------------------------------------------------------------------------------------------------


def test_old_backups_give_way_and_no_file_that_is_named_goes(filled: Vault, target: Path, tmp_path: Path) -> None:
    first = file_document(filled, "First", b"first")
    back_up(filled, target, filed_files)
    forget_document(filled, first)
    for number in range(2, 6):
        file_document(filled, f"Document {number}", secrets.token_bytes(100))
        back_up(filled, target, filed_files, keep=3)
        names = {manifests.number_in(path.name) for path in (target / "manifests").iterdir()}
        assert names == set(range(max(1, number - 2), number + 1))
        # The one that was discarded is there as long as a backup that names it is.
        assert document_path(target, first).exists() == (1 in names)
        assert check(find(target)) == []
        for kept in names:
            to = tmp_path / f"{number} {kept}"
            assert restore(find(target), to, number=kept).is_complete
            assert len(holdings_at(to)[0]["documents"]) == (3 if kept == 1 else 2 + kept - 1)
    assert len(list((target / "snapshots").iterdir())) == 2 * 3
    (target / "blobs" / "mine.txt").write_bytes(b"not ours")
    back_up(filled, target, filed_files, keep=1)
    assert (target / "blobs" / "mine.txt").exists()
    assert {manifests.number_in(path.name) for path in (target / "manifests").iterdir()} == {6}


def test_while_a_manifest_cannot_be_read_no_document_is_removed(filled: Vault, target: Path) -> None:
    first = file_document(filled, "First", b"first")
    back_up(filled, target, filed_files)
    back_up(filled, target, filed_files)
    forget_document(filled, first)
    back_up(filled, target, filed_files)
    for path in (target / "manifests").glob("000002*"):
        flip(path, 200)
    report = back_up(filled, target, filed_files, keep=3)
    assert len(files_named(report.findings)) == 2
    assert document_path(target, first).exists()
    # Once the damaged ones are older than all that are kept, they go, and what only they named.
    back_up(filled, target, filed_files, keep=2)
    assert not document_path(target, first).exists()


def test_the_new_backup_is_never_the_one_that_gives_way(filled: Vault, target: Path, tmp_path: Path) -> None:
    """A vault that was restored from an older backup counts fewer changes than the backups that were made before."""
    back_up(filled, target, filed_files)
    for number in range(3):
        note_medication(filled, f"Later {number}")
        back_up(filled, target, filed_files)
    older = tmp_path / "older"
    restore(find(target), older, number=1)
    opened = unlock(older, PASSPHRASE)
    note_medication(opened, "Another line")
    report = back_up(opened, target, filed_files, keep=1)
    assert report.manifest.number == 5
    assert holdings_at(restored(target, tmp_path / "restored")) == holdings(opened)
    opened.close()


# Damage -------------------------------------------------------------------------------------------------------------------


def test_a_document_damaged_in_the_vault_is_named_and_not_spread(
    filled: Vault, vault_path: Path, target: Path, tmp_path: Path
) -> None:
    back_up(filled, target, filed_files)
    bad = file_document(filled, "Rotten", b"new and rotten")
    gone = file_document(filled, "Gone", b"new and gone")
    flip(document_path(vault_path, bad), 150)
    document_path(vault_path, gone).unlink()
    report = back_up(filled, target, filed_files)
    assert {(finding.title, finding.fault, finding.severity) for finding in report.findings} == {
        ("Rotten", Fault.NOT_COPIED, Severity.DAMAGED),
        ("Gone", Fault.NOT_COPIED, Severity.DAMAGED),
    }
    assert not document_path(target, bad).exists()
    assert check(find(target)) == []
    assert restored(target, tmp_path / "restored")


def test_a_document_that_rots_later_stays_sound_in_the_backup(
    filled: Vault, vault_path: Path, target: Path, tmp_path: Path
) -> None:
    then = holdings(filled)
    back_up(filled, target, filed_files)
    for path in (vault_path / "blobs").rglob("*.ismd"):
        flip(path, 100)
    report = back_up(filled, target, filed_files)
    assert report.findings == ()
    assert holdings_at(restored(target, tmp_path / "restored")) == then


def test_what_rotted_in_the_backup_is_written_again(filled: Vault, target: Path, tmp_path: Path) -> None:
    back_up(filled, target, filed_files)
    for path in [*target.rglob("*.ismd"), *(target / "snapshots").iterdir()]:
        flip(path, 120)
    report = back_up(filled, target, filed_files)
    assert {finding.severity for finding in report.findings} == {Severity.REPAIRED}
    assert len(files_named(report.findings)) == 5
    assert "Biopsy 2019" in {finding.title for finding in report.findings}
    assert check(find(target)) == []
    assert holdings_at(restored(target, tmp_path / "restored")) == holdings(filled)


def test_a_document_lost_here_and_there_is_named_and_the_rest_is_backed_up(
    filled: Vault, vault_path: Path, target: Path, tmp_path: Path
) -> None:
    file_id = file_document(filled, "Lost", b"lost")
    back_up(filled, target, filed_files)
    for place in (vault_path, target):
        flip(document_path(place, file_id), 150)
    report = back_up(filled, target, filed_files)
    (finding,) = report.findings
    assert finding.title == "Lost"
    assert "in the backup is damaged too" in finding.what
    assert restore(find(target), tmp_path / "restored").is_complete


def test_damaged_records_give_no_backup(filled: Vault, vault_path: Path, target: Path) -> None:
    back_up(filled, target, filed_files)
    note_medication(filled, "New")
    filled.close()
    # The last page: the vault still opens.
    path = vault_path / DATABASE
    for page in range(2, path.stat().st_size // 4096, 3):
        flip(path, page * 4096 + 50)
    try:
        opened = unlock(vault_path, PASSPHRASE)
    except VaultDamaged:
        return
    with pytest.raises(VaultDamaged):
        back_up(opened, target, filed_files)
    opened.close()
    assert check(find(target)) == []


def test_a_disk_that_gives_back_other_bytes_is_found_out(
    filled: Vault, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def replace(path: Path, to: Path) -> Path:
        if to.suffix == ".ismd":
            flip(path, 90)
        return real(path, to)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(CannotBackUp, match="returns different data"):
        back_up(filled, target, filed_files)
    assert list((target / "manifests").iterdir()) == []
