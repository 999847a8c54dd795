"""“Remember on this computer” against a real gnome-keyring on a private D-Bus: what opens the vault, and each way in which it does not."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ism_desktop.errors import VaultNotWritable
from ism_desktop.vault import Vault, key_slots, unlock
from ism_desktop.vault.key_slots import KeyringUnavailable, os_keyring
from ism_desktop.vault.key_slots.os_keyring import Entry
from ism_desktop.vault.multi_device import Computer
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.keyring.session import Session
from tests.vault.paths import HEADER

LIMIT = 10.0


@pytest.fixture
def unlocked(session: Session) -> Session:
    session.start_keyring(unlocked=True)
    return session


def refused(attempt: Callable[[], object]) -> str:
    """The sentence of the one error that may come."""
    with pytest.raises(KeyringUnavailable) as caught:
        attempt()
    assert "passphrase" in caught.value.advice
    assert caught.value.what.endswith(".")
    return caught.value.what


# An open keyring -----------------------------------------------------------------------------------------------------------


def test_a_remembered_vault_opens_without_a_passphrase(
    unlocked: Session, vault: Vault, vault_path: Path, computer: Computer
) -> None:
    assert not key_slots.is_remembered(vault_path, computer)
    way = key_slots.remember_here(vault, computer, LIMIT)
    assert (way.kind, way.label) == ("keyring", "laptop in the kitchen")
    assert way in key_slots.listed(vault)
    assert key_slots.is_remembered(vault_path, computer)
    key = vault.open_key()
    # What the keyring holds is neither the vault's key nor anything that stands in the folder.
    kept = Entry(vault.vault_id, way.id).fetch()
    assert kept is not None
    assert len(kept) == 32
    assert kept != key.secret
    assert kept.hex().encode() not in (vault_path / HEADER).read_bytes()
    # Asking again changes nothing.
    before = vault.header
    assert key_slots.remember_here(vault, computer, LIMIT) == way
    assert vault.header == before
    vault.close()
    opened = key_slots.unlock_remembered(vault_path, computer=computer, time_limit=LIMIT)
    assert opened.open_key() == key
    assert opened.notices == ()
    # Changing the passphrase leaves it remembered.
    key_slots.change_passphrase(opened, PASSPHRASE, "bootleg pretzel both kinfolk", cost=CHEAP)
    opened.close()
    key_slots.unlock_remembered(vault_path, computer=computer, time_limit=LIMIT, read_only=True).close()


def test_forgetting_takes_the_slot_and_the_entry_away(
    unlocked: Session, vault: Vault, vault_path: Path, computer: Computer
) -> None:
    way = key_slots.remember_here(vault, computer, LIMIT)
    key_slots.forget_here(vault, computer, LIMIT)
    assert [each.kind for each in key_slots.listed(vault)] == ["passphrase"]
    assert not key_slots.is_remembered(vault_path, computer)
    assert Entry(vault.vault_id, way.id).fetch() is None
    vault.close()
    assert "no longer has" in refused(lambda: key_slots.unlock_remembered(vault_path, computer=computer))
    # Twice does no harm.
    again = unlock(vault_path, PASSPHRASE)
    key_slots.forget_here(again, computer, LIMIT)
    again.close()


def test_a_lost_entry_costs_nothing_but_the_passphrase(
    unlocked: Session, vault: Vault, vault_path: Path, computer: Computer
) -> None:
    way = key_slots.remember_here(vault, computer, LIMIT)
    vault.close()
    Entry(vault.vault_id, way.id).forget()
    assert "no longer has" in refused(lambda: key_slots.unlock_remembered(vault_path, computer=computer))
    opened = unlock(vault_path, PASSPHRASE)
    renewed = key_slots.remember_here(opened, computer, LIMIT)
    assert renewed.id == way.id
    assert len(key_slots.listed(opened)) == 2
    opened.close()
    key_slots.unlock_remembered(vault_path, computer=computer).close()


def test_an_entry_with_anything_else_in_it(
    unlocked: Session, vault: Vault, vault_path: Path, computer: Computer
) -> None:
    way = key_slots.remember_here(vault, computer, LIMIT)
    vault.close()
    Entry(vault.vault_id, way.id).keep(bytes(32))
    assert "no longer opens it" in refused(lambda: key_slots.unlock_remembered(vault_path, computer=computer))
    unlock(vault_path, PASSPHRASE).close()


def test_two_computers_of_the_same_name_have_a_slot_each(
    unlocked: Session, vault: Vault, vault_path: Path, tmp_path: Path, computer: Computer
) -> None:
    other = Computer(tmp_path / "another", computer.label)
    ours, theirs = (key_slots.remember_here(vault, each, LIMIT) for each in (computer, other))
    assert ours.id != theirs.id
    key_slots.remove(vault, theirs.id)
    assert key_slots.is_remembered(vault_path, computer)
    assert not key_slots.is_remembered(vault_path, other)
    vault.close()
    key_slots.unlock_remembered(vault_path, computer=computer).close()


def test_a_vault_that_cannot_be_written_leaves_no_entry(
    unlocked: Session, vault: Vault, vault_path: Path, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Entry] = []
    real = Entry.keep

    def keep(self: Entry, secret: bytes) -> None:
        real(self, secret)
        kept.append(self)
        vault_path.rename(vault_path.with_name("moved"))

    monkeypatch.setattr(Entry, "keep", keep)
    with pytest.raises(VaultNotWritable):
        key_slots.remember_here(vault, computer, LIMIT)
    (entry,) = kept
    assert entry.fetch() is None


def test_the_secret_is_never_in_the_command_or_the_environment(
    unlocked: Session, vault: Vault, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    real = subprocess.run

    def run(*words: Any, **options: Any) -> Any:
        seen.append(repr((words, options["env"])).encode())
        return real(*words, **options)

    monkeypatch.setattr(subprocess, "run", run)
    way = key_slots.remember_here(vault, computer, LIMIT)
    kept = Entry(vault.vault_id, way.id).fetch()
    assert kept is not None
    assert len(seen) == 2
    assert not any(kept.hex().encode() in each for each in seen)


# A keyring that does not help ----------------------------------------------------------------------------------------------


def every_attempt(vault: Vault, path: Path, computer: Computer, limit: float) -> list[str]:
    """What is said when remembering, and when opening a vault that was remembered; the passphrase works throughout."""
    before = vault.header
    sentences = [refused(lambda: key_slots.remember_here(vault, computer, limit))]
    assert vault.header == before
    vault.close()
    sentences.append(refused(lambda: key_slots.unlock_remembered(path, computer=computer, time_limit=limit)))
    unlock(path, PASSPHRASE).close()
    return sentences


def test_no_bus_at_all(
    vault: Vault, vault_path: Path, computer: Computer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if os.name != "posix" or os.uname().sysname != "Linux":
        pytest.skip("D-Bus is Linux’s")
    for address in (None, "", "unix:path=/nowhere/bus", "tcp:host=localhost", "nonsense"):
        if address is None:
            monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        else:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert "No keyring" in refused(lambda: key_slots.remember_here(vault, computer, LIMIT))


def test_a_bus_without_a_keyring(session: Session, vault: Vault, vault_path: Path, computer: Computer) -> None:
    said = every_attempt(vault, vault_path, computer, LIMIT)
    assert all("No keyring that this program trusts" in each for each in said)


def test_a_locked_keyring_whose_question_is_closed(
    unlocked: Session, vault: Vault, vault_path: Path, computer: Computer
) -> None:
    key_slots.remember_here(vault, computer, LIMIT)
    unlocked.stop_keyring()
    unlocked.answer_prompts_with("exit 1")
    unlocked.start_keyring(unlocked=False)
    way_back = vault.header
    vault.close()
    assert "locked" in refused(lambda: key_slots.unlock_remembered(vault_path, computer=computer, time_limit=LIMIT))
    assert unlocked.prompts.exists()
    opened = unlock(vault_path, PASSPHRASE)
    assert opened.header == way_back
    # Forgetting works without the keyring, and says that the entry stayed.
    with pytest.raises(KeyringUnavailable, match="no longer opens your record"):
        key_slots.forget_here(opened, computer, LIMIT)
    assert [each.kind for each in key_slots.listed(opened)] == ["passphrase"]
    opened.close()
    # Opened again, the keyring has its entry still, and it opens nothing.
    unlocked.stop_keyring()
    unlocked.start_keyring(unlocked=True)
    assert "no longer opens" in refused(lambda: key_slots.unlock_remembered(vault_path, computer=computer))


def test_a_locked_keyring_and_nobody_to_ask(
    session: Session, vault: Vault, vault_path: Path, computer: Computer
) -> None:
    session.start_keyring(unlocked=True)
    session.stop_keyring()
    session.start_keyring(unlocked=False)
    assert all("locked" in each or "closed" in each for each in every_attempt(vault, vault_path, computer, LIMIT))


def test_a_first_keyring_that_nobody_makes(
    session: Session, vault: Vault, vault_path: Path, computer: Computer
) -> None:
    """The account has no keyring yet; the window that asks for its password is closed."""
    session.answer_prompts_with("exit 1")
    session.start_keyring(unlocked=False)
    said = every_attempt(vault, vault_path, computer, LIMIT)
    assert all("closed without an answer" in each for each in said)


def test_a_question_that_nobody_answers_is_given_up(
    session: Session, vault: Vault, vault_path: Path, computer: Computer
) -> None:
    session.answer_prompts_with("exec sleep 60")
    session.start_keyring(unlocked=False)
    started = time.monotonic()
    said = every_attempt(vault, vault_path, computer, 1.5)
    assert time.monotonic() - started < 8
    assert all("did not answer in time" in each for each in said)
    assert session.prompts.exists()
    assert not children_left()


def children_left() -> list[str]:
    """Processes of ours that still talk to a keyring."""
    found: list[str] = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes()
            parent = int((process.parent / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if b"keyring_process" in words and parent == os.getpid():
            found.append(words.decode())
    return found


def test_twenty_seconds_are_the_limit_unless_another_is_given() -> None:
    assert os_keyring.TIME_LIMIT == 20.0
    assert Entry("ab" * 16, "00" * 8).time_limit == 20.0


def test_a_process_that_says_nothing_or_nonsense(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Entry("ab" * 16, "00" * 8)
    for command in (["true"], ["echo", "nonsense"], ["echo", "[]"], ["/nowhere/at/all"]):
        monkeypatch.setattr(os_keyring, "_command", lambda command=command: command)
        assert "gave no answer" in refused(entry.fetch)
    for answer, word in (('{"fault": "Weird"}', "Weird"), ('{"fault": null}', "None")):
        monkeypatch.setattr(os_keyring, "_command", lambda answer=answer: ["echo", answer])
        assert word in refused(entry.fetch)
    monkeypatch.setattr(os_keyring, "_command", lambda: ["echo", '{"secret": "not hexadecimal"}'])
    assert entry.fetch() is None
    assert "did not keep" in refused(lambda: entry.keep(b"x" * 32))
