"""A change of the ways into a vault that is ended at any step, or meets a full disk there, shuts nobody out and is never half done."""

import errno
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from ism_desktop.errors import VaultNotWritable, WrongPassphrase
from ism_desktop.vault import Vault, header_files, key_slots, unlock
from ism_desktop.vault.header import Header, Slot, parse
from ism_desktop.vault.key_slots import RecoveryCode, WrongRecoveryCode
from tests.conftest import CHEAP, PASSPHRASE
from tests.rounds import covering, some_of
from tests.vault.key_slots.crash_points_changes import LIVES, NEW, OLD, SISTER
from tests.vault.paths import HEADER, TWIN

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class State:
    """What one life left, and what it said."""

    path: Path
    said: list[str]

    def told(self, word: str) -> str:
        found = [line.split()[1] for line in self.said if line.startswith(f"{word} ")]
        return found[0] if found else ""


def live(life: str, folder: Path, how: str) -> list[State]:
    command = [sys.executable, "-m", "tests.vault.key_slots.crash_points_changes", life, str(folder), how]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    numbers = sorted((path for path in folder.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))
    return [State(path / "vault", (path / "said").read_text().splitlines()) for path in numbers]


def opens(path: Path, typed: str | RecoveryCode) -> bool:
    try:
        if isinstance(typed, str):
            vault = unlock(path, typed, read_only=True)
        else:
            vault = key_slots.unlock_with_recovery(path, typed, read_only=True)
    except (WrongPassphrase, WrongRecoveryCode):
        return False
    vault.close()
    return True


def expected(life: str, state: State) -> dict[str, tuple[bool, bool, str | RecoveryCode]]:
    """For each way in: whether it opens before, and after the change."""
    former = RecoveryCode(bytes.fromhex(state.told("former")))
    fresh = RecoveryCode(bytes.fromhex(state.told("fresh")))
    after = {
        "changing": {"old": False, "new": True},
        "adding": {"sister": True},
        "renewing": {"former": False, "fresh": True},
        "cancelling": {"former": False},
    }[life]
    before = {"old": (True, OLD), "new": (False, NEW), "sister": (False, SISTER)}
    ways: dict[str, tuple[bool, str | RecoveryCode]] = {**before, "former": (True, former), "fresh": (False, fresh)}
    return {name: (opens_before, after.get(name, opens_before), typed) for name, (opens_before, typed) in ways.items()}


# By default each life is met by one of the two: ended, or on a full disk.
@pytest.mark.parametrize("life", some_of([*LIVES], 0))
def test_ended_at_any_step(tmp_path: Path, life: str) -> None:
    states = live(life, tmp_path, "end")
    assert (
        len(states) >= 9
    )  # two files, each written, synced, renamed, and its folder synced; and the life that got through
    for state in states:
        found = {name: opens(state.path, typed) for name, (_, _, typed) in expected(life, state).items()}
        wanted = {name: (before, after) for name, (before, after, _) in expected(life, state).items()}
        done = bool(state.told("done"))
        for name, (before, after) in wanted.items():
            # In between, the former and the new way may both open: never neither.
            allowed = {after} if done else {before, after, before or after}
            assert found[name] in allowed, (state.path, name, state.said)
        assert found["old"] or found["new"]
        # Whoever opens it for writing puts the folder in order.
        vault = unlock(state.path, OLD if found["old"] else NEW)
        assert vault.check_database() == ()
        vault.close()
        assert not list(state.path.glob("*.tmp"))
    assert states[-1].told("done")


@pytest.mark.parametrize(("life", "how"), covering(some_of([*LIVES], 1), ["fail-once", "fail-on"], hits=1))
def test_a_full_disk_at_any_step(tmp_path: Path, life: str, how: str) -> None:
    states = live(life, tmp_path, how)
    assert (
        len(states) >= 9
    )  # two files, each written, synced, renamed, and its folder synced; and the life that got through
    failures = 0
    for state in states:
        done, failed = bool(state.told("done")), bool(state.told("failed"))
        assert done != failed, state.said
        failures += failed
        found = {name: opens(state.path, typed) for name, (_, _, typed) in expected(life, state).items()}
        for name, (before, after, _) in expected(life, state).items():
            if done:
                assert found[name] is after, (state.path, name, state.said)
            elif before:
                # What opened before must open after a failure that was reported.
                assert found[name], (state.path, name, state.said)
        copies = [file.copy for file in header_files.read_both(state.path)]
        assert all(copies), "both copies are whole"
        if how == "fail-once":
            # One failure of a disk that works again: nothing at all was changed, or all of it.
            assert len({copy.raw for copy in copies if copy is not None}) == 1
            assert bytes.fromhex(state.told("header")) == (state.path / HEADER).read_bytes()
    assert failures >= 6
    assert states[-1].told("done")


# A change that reached one copy only -------------------------------------------------------------------------------------


@pytest.fixture
def halfway(vault: Vault, vault_path: Path) -> Path:
    """A vault whose twin has the new passphrase and whose header still has the old one."""
    former = vault.header
    key_slots.change_passphrase(vault, PASSPHRASE, NEW, cost=CHEAP)
    vault.close()
    (vault_path / HEADER).write_bytes(former)
    return vault_path


def test_the_new_passphrase_settles_it(halfway: Path) -> None:
    vault = unlock(halfway, NEW)
    assert [found.mended for found in vault.noticed] == [True]
    vault.close()
    assert (halfway / HEADER).read_bytes() == (halfway / TWIN).read_bytes()
    assert not opens(halfway, PASSPHRASE)


def test_the_old_passphrase_opens_says_so_and_shuts_nobody_out(halfway: Path) -> None:
    before = (halfway / HEADER).read_bytes(), (halfway / TWIN).read_bytes()
    for _ in range(2):
        vault = unlock(halfway, PASSPHRASE)
        assert len(vault.notices) == 1
        assert "both open this record" in vault.notices[0]
        (way,) = key_slots.listed(vault)
        for typed in (PASSPHRASE, NEW):
            found = key_slots.check_passphrase(vault, typed)
            assert found is not None
            assert found.id == way.id
        vault.close()
        assert ((halfway / HEADER).read_bytes(), (halfway / TWIN).read_bytes()) == before
    assert opens(halfway, NEW)


@pytest.mark.parametrize("typed", [PASSPHRASE, NEW])
def test_changing_it_once_more_settles_it(halfway: Path, typed: str) -> None:
    vault = unlock(halfway, PASSPHRASE)
    key_slots.change_passphrase(vault, typed, "a third passphrase to keep", cost=CHEAP)
    assert len(key_slots.listed(vault)) == 1
    vault.close()
    assert [opens(halfway, each) for each in (PASSPHRASE, NEW, "a third passphrase to keep")] == [False, False, True]
    assert (halfway / HEADER).read_bytes() == (halfway / TWIN).read_bytes()


def test_a_passphrase_that_was_removed_is_not_brought_back_by_an_older_copy(vault: Vault, vault_path: Path) -> None:
    maria = key_slots.add_passphrase(vault, SISTER, "Maria", cost=CHEAP)
    former = vault.header
    key_slots.remove(vault, maria.id)
    (vault_path / HEADER).write_bytes(former)
    with pytest.raises(WrongPassphrase):
        key_slots.change_passphrase(vault, SISTER, NEW, cost=CHEAP)


def test_a_drive_that_fails_half_way_and_stays_failed_is_told(
    vault: Vault, vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin could be renamed, then nothing more: the one state in which the two copies have to differ."""
    real = Path.replace
    done: list[Path] = []

    def replace(self: Path, target: Path) -> Path:
        if done:
            raise OSError(errno.EIO, "Input/output error")
        done.append(target)
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(VaultNotWritable, match="halfway"):
            key_slots.change_passphrase(vault, PASSPHRASE, NEW, cost=CHEAP)
    assert done == [vault_path / TWIN]
    vault.close()
    assert not list(vault_path.glob("*.tmp"))
    assert opens(vault_path, PASSPHRASE)
    assert opens(vault_path, NEW)


def test_what_an_interrupted_change_left_is_cleared_away(vault: Vault, vault_path: Path) -> None:
    vault.close()
    left = [vault_path / f"{name}.0123abcd.tmp" for name in (HEADER, TWIN)]
    for path in left:
        path.write_bytes(b"half of a header")
    unlock(vault_path, PASSPHRASE, read_only=True).close()
    assert all(path.exists() for path in left)
    unlock(vault_path, PASSPHRASE).close()
    assert not any(path.exists() for path in left)


def test_seq_rises_by_one_with_each_change(vault: Vault) -> None:
    def same(present: Header) -> Header:
        assert all(isinstance(slot, Slot) for slot in present.slots)
        return present

    for number in range(2, 6):
        vault.rewrite_header(same)
        assert parse(vault.header).header.seq == number
