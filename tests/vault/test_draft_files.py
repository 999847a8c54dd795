"""Drafts on the disk: two files in turn, so that damage to one costs no more than the last seconds, and never the opening."""

from pathlib import Path

import pytest

from ism_desktop.errors import VaultNotWritable
from ism_desktop.vault import Vault, durable, unlock
from tests.conftest import PASSPHRASE


def _files(vault: Vault) -> list[Path]:
    return sorted((vault.path / "drafts").iterdir())


def test_the_last_one_counts_and_survives_reopening(vault: Vault) -> None:
    assert vault.draft_files.read() is None
    for number in range(5):
        vault.draft_files.write(f"draft {number}".encode())
        assert vault.draft_files.read() == f"draft {number}".encode()
    assert [path.name for path in _files(vault)] == ["a.ismd", "b.ismd"]
    assert all(b"draft 4" not in path.read_bytes() for path in _files(vault))
    vault.close()
    again = unlock(vault.path, PASSPHRASE)
    assert again.draft_files.read() == b"draft 4"
    again.close()


def test_a_torn_or_damaged_file_costs_no_more_than_the_last_change(vault: Vault) -> None:
    vault.draft_files.write(b"first")
    vault.draft_files.write(b"second")
    kept = {path: path.read_bytes() for path in _files(vault)}
    for path, content in kept.items():
        for damaged in (b"", content[:50], content[:-1], content[:90] + bytes([content[90] ^ 1]) + content[91:]):
            path.write_bytes(damaged)
            assert vault.draft_files.read() in {b"first", b"second"}
        path.write_bytes(content)
    first, second = kept
    first.write_bytes(kept[second])
    assert vault.draft_files.read() == b"second", "a copy under the other name is not taken for it"
    second.write_bytes(b"damage")
    assert vault.draft_files.read() is None
    vault.draft_files.write(b"third")
    assert vault.draft_files.read() == b"third"


def test_what_was_finished_is_forgotten(vault: Vault) -> None:
    vault.draft_files.write(b"with a secret")
    vault.draft_files.write_last(b"{}")
    [left] = _files(vault)
    left.write_bytes(b"damage")
    assert vault.draft_files.read() is None


def test_a_failed_write_leaves_what_was_there(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.draft_files.write(b"kept")

    def fail(descriptor: int) -> None:
        raise OSError(5, "no")

    monkeypatch.setattr(durable, "sync_descriptor", fail)
    with pytest.raises(VaultNotWritable):
        vault.draft_files.write(b"lost")
    assert vault.draft_files.read() == b"kept"
    assert len(_files(vault)) == 1, "no temporary rest"


def test_a_vault_that_may_not_be_written_keeps_no_drafts(vault: Vault) -> None:
    vault.draft_files.write(b"kept")
    vault.close()
    looked_at = unlock(vault.path, PASSPHRASE, read_only=True)
    assert looked_at.draft_files.read() == b"kept"
    with pytest.raises(VaultNotWritable):
        looked_at.draft_files.write(b"no")
    looked_at.close()
