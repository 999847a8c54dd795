"""A process that ends at any step of a backup, a restore or a repair costs no earlier backup, no document and no vault."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ism_desktop.errors import BackupMissing, VaultDamaged, VaultMissing
from ism_desktop.records import safekeeping
from ism_desktop.vault import look, unlock
from ism_desktop.vault.backups import check, find, restore
from ism_desktop.vault.integrity.rescuing import Rescue
from tests.conftest import PASSPHRASE
from tests.vault.crash_points_sessions import EVERY
from tests.vault.filing import holdings_at
from tests.vault.test_interrupted import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")


def live(life: str, folder: Path) -> list[tuple[Path, list[str]]]:
    """Every state that the life left, and what had been acknowledged by then."""
    command = [sys.executable, "-m", "tests.vault.backups.crash_points_backups", life, str(folder)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    states = sorted((path for path in folder.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))
    assert (states[-1] / "said").read_text().strip()
    return [(path, (path / "said").read_text().splitlines()) for path in states]


def test_a_backup_ended_anywhere_leaves_one_that_can_be_restored(tmp_path: Path) -> None:
    states = live("backing_up", tmp_path)
    assert len(states) * EVERY > 40
    numbers = set()
    for path, said in states:
        source = find(path / "stick")
        assert check(source) == [], path.name
        report = restore(source, path / "restored")
        assert report.is_complete, path.name
        held = holdings_at(path / "restored")
        assert len(held[0]["documents"]) == len(held[1]) == 2
        if said or report.manifest.number == 2:
            assert held == holdings_at(path / "vault")
        numbers.add(report.manifest.number)
        # And the next backup, after whatever was left lying about, is whole.
        vault = unlock(path / "vault", PASSPHRASE)
        assert safekeeping.back_up(vault, path / "stick").findings == ()
        assert safekeeping.full_check(vault) == []
        vault.close()
        assert not list((path / "stick").rglob("*.tmp"))
    assert numbers == {1, 2}


def test_a_tar_ended_anywhere_is_not_there_or_whole(tmp_path: Path) -> None:
    states = live("to_one_file", tmp_path)
    assert len(states) * EVERY > 20
    for path, said in states:
        try:
            source = find(path / "tars")
        except BackupMissing:
            assert not said
            continue
        assert check(source) == []
        assert restore(source, path / "restored").is_complete
        assert holdings_at(path / "restored") == holdings_at(path / "vault")


def test_a_restore_ended_anywhere_is_no_vault_or_a_whole_one(tmp_path: Path) -> None:
    states = live("restoring", tmp_path)
    assert len(states) * EVERY > 30
    whole = None
    for path, said in reversed(states):
        try:
            look(path / "restored")
        except (VaultMissing, VaultDamaged):
            assert not said
        else:
            held = holdings_at(path / "restored")
            whole = whole or held
            assert held == whole
        assert check(find(path / "stick")) == []
        assert restore(find(path / "stick"), path / "again").is_complete


def test_a_repair_ended_anywhere_can_be_taken_up_again(tmp_path: Path) -> None:
    states = live("repairing", tmp_path)
    assert len(states) * EVERY > 10
    for path, said in states:
        vault = unlock(path / "vault", PASSPHRASE)
        findings = safekeeping.full_check(vault)
        assert len(findings) == (0 if said else len(findings))
        assert len(findings) <= 1
        safekeeping.repair(vault, findings, [path / "stick"])
        assert safekeeping.full_check(vault) == []
        vault.close()


@pytest.mark.parametrize("life", ["putting_back", "salvaging"])
def test_a_rescue_ended_anywhere_can_be_taken_up_again(tmp_path: Path, life: str) -> None:
    states = live(life, tmp_path)
    assert len(states) * EVERY > 10
    whole = holdings_at(restore(find(states[-1][0] / "stick"), tmp_path / "older").path)
    for path, said in states:
        if not said:
            rescue = Rescue.of(path / "vault", PASSPHRASE)
            rescue.put_back(rescue.snapshots()[0].path) if life == "putting_back" else rescue.salvage()
        held = holdings_at(path / "vault")
        assert len(held[0]["documents"]) == 2
        assert held[0]["medications"] == whole[0]["medications"]
        assert len(held[1]) == 2
