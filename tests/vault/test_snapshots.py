"""Snapshots: sound, complete copies of the database, kept sparingly."""

import os
import re
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ism_desktop.errors import VaultDamaged
from ism_desktop.vault import Vault, unlock
from ism_desktop.vault.snapshots import newest_first, thin_out
from tests.conftest import PASSPHRASE
from tests.vault.paths import DATABASE, HEADER, TWIN, flip
from tests.vault.test_database import fill
from tests.vault.test_opening import said, say


def test_a_snapshot_and_its_header_open_as_a_vault(vault: Vault, vault_path: Path, tmp_path: Path) -> None:
    say(vault, "reactions")
    copy = vault.snapshot()
    say(vault, "tolerated")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d{4}Z-g000001\.db", copy.name)
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(copy, restored / DATABASE)
    shutil.copy(copy.with_suffix(".hdr"), restored / HEADER)
    shutil.copy(copy.with_suffix(".hdr"), restored / TWIN)
    opened = unlock(restored, PASSPHRASE)
    assert said(opened) == ["reactions"]
    assert opened.generation == 1
    assert opened.check_database() == ()
    opened.close()


def test_two_snapshots_of_one_minute_stand_beside_each_other(vault: Vault) -> None:
    copies = [vault.snapshot() for _ in range(3)]
    assert len(set(copies)) == 3
    assert all(copy.exists() and copy.with_suffix(".hdr").exists() for copy in copies)
    assert newest_first(copies[0].parent) == copies[::-1]


def test_closing_keeps_a_snapshot_of_what_changed(vault: Vault, vault_path: Path) -> None:
    say(vault, "reactions")
    vault.close()
    (copy,) = newest_first(vault_path / "snapshots")
    assert "g000001" in copy.name
    unlock(vault_path, PASSPHRASE).close()
    assert newest_first(vault_path / "snapshots") == [copy]


def test_a_damaged_database_gives_no_snapshot(vault: Vault, vault_path: Path) -> None:
    say(vault, "reactions")
    fill(vault)
    vault.close()
    before = newest_first(vault_path / "snapshots")
    path = vault_path / DATABASE
    flip(path, path.stat().st_size - 4096 + 10)
    reopened = unlock(vault_path, PASSPHRASE)
    with pytest.raises(VaultDamaged, match=DATABASE):
        reopened.snapshot()
    reopened.close()
    assert newest_first(vault_path / "snapshots") == before
    assert not list((vault_path / "snapshots").glob("*.tmp"))


def _touch(folder: Path, ages: list[timedelta], generation: Callable[[int], int]) -> None:
    now = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
    for number, age in enumerate(ages):
        stem = f"{now - age:%Y-%m-%dT%H%MZ}-g{generation(number):06d}"
        (folder / f"{stem}.db").touch()
        (folder / f"{stem}.hdr").touch()


def test_old_snapshots_are_thinned_out(tmp_path: Path) -> None:
    # Four a day for sixty days.
    ages = [timedelta(hours=6 * number) for number in range(240)]
    _touch(tmp_path, ages, lambda number: 1000 - number)
    (tmp_path / "mine.db").touch()
    thin_out(tmp_path)
    kept = newest_first(tmp_path)
    days = {path.name[:10] for path in kept}
    assert len(kept) <= 5 + 7 + 4
    assert len(days) >= 7
    assert [path.name[-8:-3] for path in kept[:5]] == ["01000", "00999", "00998", "00997", "00996"]
    oldest = datetime.strptime(kept[-1].name[:10], "%Y-%m-%d").replace(tzinfo=UTC)
    assert 21 <= (datetime(2026, 11, 22, tzinfo=UTC) - oldest).days <= 28
    assert len(list(tmp_path.glob("*.hdr"))) == len(kept)
    assert (tmp_path / "mine.db").exists()
    thin_out(tmp_path)
    assert newest_first(tmp_path) == kept


def test_what_an_interrupted_snapshot_left_goes_after_a_day(vault: Vault, vault_path: Path) -> None:
    old, fresh = (vault_path / "snapshots" / f"{name}.tmp" for name in ("old", "fresh"))
    for path in (old, fresh):
        path.write_bytes(b"half")
    days = time.time() - 2 * 24 * 3600
    os.utime(old, (days, days))
    vault.snapshot()
    assert not old.exists()
    assert fresh.exists()


def test_the_present_snapshot_is_taken_once(vault: Vault, vault_path: Path) -> None:
    say(vault, "reactions")
    first = vault.present_snapshot()
    assert vault.present_snapshot() == first
    flip(first, 5000)
    second = vault.present_snapshot()
    assert second != first
    say(vault, "tolerated")
    assert vault.present_snapshot() not in {first, second}


def test_a_jumping_clock_does_not_cost_the_latest_state(tmp_path: Path) -> None:
    # The later the generation, the older the clock says it is: what counts is the generation.
    _touch(tmp_path, [timedelta(days=number) for number in range(40)], lambda number: number)
    thin_out(tmp_path)
    assert [path.name[-6:-3] for path in newest_first(tmp_path)[:5]] == ["039", "038", "037", "036", "035"]


def test_many_of_one_moment_keep_the_latest(vault: Vault) -> None:
    """A name that was thinned out must not be given again: the new copy would count as the oldest, and go at once."""
    taken = [vault.snapshot() for _ in range(9)]
    assert taken[-1].is_file()
    kept = sorted((vault.path / "snapshots").glob("*.db"))
    assert {path.name for path in taken[-5:]} <= {path.name for path in kept}
