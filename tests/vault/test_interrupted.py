"""A process that ends at any step of making a vault, importing, discarding, keeping a snapshot or locking loses nothing acknowledged."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from ism_desktop.errors import VaultDamaged, VaultMissing
from ism_desktop.vault import look, unlock
from tests.conftest import PASSPHRASE
from tests.rounds import rounds
from tests.vault.crash_points_sessions import CONTENT, EVERY

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")

ROOT = Path(__file__).resolve().parents[2]


def live(life: str, folder: Path) -> list[tuple[Path, list[str]]]:
    """Every state that the life left, and what had been acknowledged by then."""
    command = [sys.executable, "-m", "tests.vault.crash_points_sessions", life, str(folder)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    states = sorted((path for path in folder.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))
    return [(path / "vault", (path / "said").read_text().splitlines()) for path in states]


def test_no_step_of_a_life_can_be_ended_with_a_loss(tmp_path: Path) -> None:
    states = live("using", tmp_path)
    assert len(states) * EVERY > 30
    for path, acknowledged in states:
        vault = unlock(path, PASSPHRASE)
        assert vault.notices == ()
        assert vault.check_database() == ()
        with vault.read() as session:
            named = set(session.execute(text("SELECT kind FROM statements")).scalars())
        imported = {line.split()[1] for line in acknowledged if line.startswith("imported")}
        discarding = {line.split()[1] for line in acknowledged if line.startswith("discarding")}
        assert named >= imported - discarding
        # A row never names a file that is not there; and every file that has its name is whole.
        assert named <= vault.files.ids()
        for file_id in vault.files.ids():
            assert vault.files.read(file_id) == CONTENT
        vault.close()
    _, acknowledged = states[-1]
    assert len(acknowledged) == 4


def test_a_half_made_vault_is_no_vault_and_a_made_one_opens(tmp_path: Path) -> None:
    states = live("making", tmp_path)
    assert len(states) * EVERY > 15
    opened = 0
    for path, acknowledged in states:
        try:
            look(path)
        except (VaultMissing, VaultDamaged):
            assert acknowledged == []
            continue
        vault = unlock(path, PASSPHRASE)
        assert vault.check_database() == ()
        vault.close()
        opened += 1
    assert opened >= rounds(1, 2)
