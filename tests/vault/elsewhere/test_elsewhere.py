"""What happened to a vault elsewhere is noticed at opening: another computer, an older state, a conflict copy, a placeholder."""

import json
import os
import shutil
import stat
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ism_desktop.errors import VaultDamaged, VaultNotWritable
from ism_desktop.records import safekeeping
from ism_desktop.vault import Vault, header_files, look, unlock
from ism_desktop.vault.backups import restore
from ism_desktop.vault.header import parse
from ism_desktop.vault.multi_device import Computer, ConflictCopies, OlderThanLastSeen, OpenElsewhere
from tests.conftest import PASSPHRASE
from tests.vault.filing import file_document, note_medication, rows
from tests.vault.paths import DATABASE, HEADER, document_path, flip

IN_USE = "in-use.json"


@pytest.fixture
def here(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "config here", "Desk")


@pytest.fixture
def there(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "config there", "Laptop of Maria")


@pytest.fixture
def closed(vault: Vault, vault_path: Path) -> Path:
    note_medication(vault, "Cetirizine")
    vault.close()
    return vault_path


def only(opened: Vault) -> object:
    (concern,) = opened.concerns
    assert concern.sentence in opened.notices
    assert concern.sentence.endswith((".", "?"))
    return concern


# Rollback -----------------------------------------------------------------------------------------------------------------


def test_a_vault_that_goes_back_is_noticed(closed: Path, here: Computer, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(closed, older)
    opened = unlock(closed, PASSPHRASE, computer=here)
    assert opened.notices == ()
    note_medication(opened, "Later")
    note_medication(opened, "Later still")
    opened.close()
    opened = unlock(older, PASSPHRASE, computer=here)
    concern = only(opened)
    assert isinstance(concern, OlderThanLastSeen)
    assert (concern.generation, concern.last_generation) == (1, 3)
    assert datetime.now(UTC) - concern.last_seen < timedelta(minutes=5)
    opened.close()
    # Looked at and not gone on with: the warning stands.
    opened = unlock(older, PASSPHRASE, computer=here)
    assert isinstance(only(opened), OlderThanLastSeen)
    opened.accept_older()
    opened.close()
    opened = unlock(older, PASSPHRASE, computer=here)
    assert opened.notices == ()
    opened.close()


def test_working_on_is_accepting(closed: Path, here: Computer, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(closed, older)
    for path, changes in ((closed, 5), (older, 1)):
        opened = unlock(path, PASSPHRASE, computer=here)
        for number in range(changes):
            note_medication(opened, f"Number {number}")
        opened.close()
    opened = unlock(older, PASSPHRASE, computer=here)
    assert opened.notices == ()
    opened.close()


def test_a_restored_backup_is_known_as_older(closed: Path, here: Computer, tmp_path: Path) -> None:
    opened = unlock(closed, PASSPHRASE, computer=here)
    safekeeping.back_up(opened, tmp_path / "stick")
    note_medication(opened, "After the backup")
    opened.close()
    restored = restore(safekeeping.backups.find(tmp_path / "stick"), tmp_path / "restored").path
    opened = unlock(restored, PASSPHRASE, computer=here)
    assert isinstance(only(opened), OlderThanLastSeen)
    assert "restored from a backup" in opened.notices[0]
    opened.close()


def test_changes_lost_with_a_damaged_log_are_noticed(closed: Path, here: Computer, tmp_path: Path) -> None:
    """One flipped bit in the log of a crash makes SQLite drop what it held without a word (trap T12)."""
    opened = unlock(closed, PASSPHRASE, computer=here)
    note_medication(opened, "Only in the log")
    crashed = tmp_path / "crashed"
    shutil.copytree(closed, crashed)
    note = {path: path.read_bytes() for path in (tmp_path / "config here").rglob("*.json")}
    opened.close()
    for path, content in note.items():
        path.write_bytes(content)
    flip(crashed / f"{DATABASE}-wal", 200)
    opened = unlock(crashed, PASSPHRASE, computer=here)
    assert opened.check_database() == ()
    assert len(rows(opened)["medications"]) == 1
    assert isinstance(only(opened), OlderThanLastSeen)
    opened.close()


def test_an_older_key_header_is_noticed(closed: Path, here: Computer) -> None:
    """It may bring a passphrase back that was changed."""
    opened = unlock(closed, PASSPHRASE, computer=here)
    key, old = opened.open_key(), opened.header
    opened.close()
    header = parse(old).header
    header_files.write(closed, replace(header, seq=header.seq + 1).pack(key))
    unlock(closed, PASSPHRASE, computer=here).close()
    header_files.write(closed, old)
    opened = unlock(closed, PASSPHRASE, computer=here)
    concern = only(opened)
    assert isinstance(concern, OlderThanLastSeen)
    assert "key header" in concern.sentence
    opened.close()


def test_another_computer_cannot_know(closed: Path, here: Computer, there: Computer, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(closed, older)
    opened = unlock(closed, PASSPHRASE, computer=here)
    note_medication(opened, "Later")
    opened.close()
    opened = unlock(older, PASSPHRASE, computer=there)
    assert opened.notices == ()
    opened.close()


def test_a_note_that_was_changed_or_damaged_does_not_count(closed: Path, here: Computer, tmp_path: Path) -> None:
    opened = unlock(closed, PASSPHRASE, computer=here)
    note_medication(opened, "Later")
    opened.close()
    (note,) = (tmp_path / "config here" / "vaults").glob("*.json")
    genuine = json.loads(note.read_text())
    for content in ("", "{", "[]", "3", json.dumps(genuine | {"generation": 99}), json.dumps({**genuine, "hmac": 5})):
        note.write_text(content)
        opened = unlock(closed, PASSPHRASE, computer=here)
        assert opened.notices == ()
        opened.close()
        assert json.loads(note.read_text())["generation"] == 2
    for secret in ("Cetirizine", PASSPHRASE, str(closed)):
        assert secret not in note.read_text()
    if sys.platform != "win32":
        assert stat.S_IMODE(note.stat().st_mode) == 0o600


def test_a_configuration_folder_that_cannot_be_written_costs_the_warning_only(closed: Path, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    computer = Computer(tmp_path / "config", "Desk")
    opened = unlock(closed, PASSPHRASE, computer=computer)
    note_medication(opened, "Later")
    assert opened.notices == ()
    assert computer.id == computer.id
    opened.close()


# In use elsewhere ---------------------------------------------------------------------------------------------------------


def test_another_computers_window_is_noticed(closed: Path, here: Computer, there: Computer, tmp_path: Path) -> None:
    synced = tmp_path / "synced"
    opened = unlock(closed, PASSPHRASE, computer=there)
    shutil.copytree(closed, synced)
    summary = look(synced, computer=here)
    assert summary.open_elsewhere is not None
    assert summary.open_elsewhere.computer == "Laptop of Maria"
    assert look(synced).open_elsewhere is None
    assert look(synced, computer=there).open_elsewhere is None
    second = unlock(synced, PASSPHRASE, computer=here)
    concern = only(second)
    assert isinstance(concern, OpenElsewhere)
    assert "Laptop of Maria" in concern.sentence
    second.close()
    opened.close()
    assert not (closed / IN_USE).exists()


def test_opened_for_reading_it_changes_nothing(closed: Path, here: Computer, there: Computer) -> None:
    unlock(closed, PASSPHRASE, computer=there).close()
    before = {path: path.read_bytes() for path in closed.rglob("*") if path.is_file()}
    opened = unlock(closed, PASSPHRASE, computer=here, read_only=True)
    assert opened.read_only
    with pytest.raises(VaultNotWritable), opened.write():
        pass
    assert len(rows(opened)["medications"]) == 1
    opened.heartbeat()
    opened.close()
    assert {path: path.read_bytes() for path in closed.rglob("*") if path.is_file()} == before


def _leave_note(vault_path: Path, computer: Computer, heartbeat: datetime, written: datetime) -> None:
    """The note that another computer left when it was cut off, with its clock and the file's time."""
    opened = unlock(vault_path, PASSPHRASE, computer=computer)
    note = json.loads((vault_path / IN_USE).read_text())
    opened.close()
    note |= {"heartbeat": heartbeat.isoformat(), "opened": heartbeat.isoformat()}
    (vault_path / IN_USE).write_text(json.dumps(note))
    os.utime(vault_path / IN_USE, (written.timestamp(), written.timestamp()))


@pytest.mark.parametrize(
    ("heartbeat", "written", "alive"),
    [
        (timedelta(), timedelta(), True),
        (timedelta(minutes=-9), timedelta(minutes=-9), True),
        (timedelta(minutes=-11), timedelta(minutes=-11), False),
        (timedelta(days=-30), timedelta(days=-30), False),
        # Its clock is five hours ahead, or behind and the file's time is this computer's own.
        (timedelta(hours=5), timedelta(hours=5), True),
        (timedelta(hours=-5), timedelta(minutes=-1), True),
        (timedelta(hours=20), timedelta(days=-2), True),
        # A clock that is years wrong says nothing.
        (timedelta(days=900), timedelta(days=900), False),
    ],
)
def test_a_sign_of_life_is_judged_by_both_clocks(
    closed: Path, here: Computer, there: Computer, heartbeat: timedelta, written: timedelta, *, alive: bool
) -> None:
    now = datetime.now(UTC)
    _leave_note(closed, there, now + heartbeat, now + written)
    assert (look(closed, computer=here).open_elsewhere is not None) == alive


def test_a_crash_on_this_computer_is_no_other_computer(closed: Path, here: Computer) -> None:
    now = datetime.now(UTC)
    _leave_note(closed, here, now, now)
    opened = unlock(closed, PASSPHRASE, computer=here)
    assert opened.notices == ()
    opened.close()


def test_the_sign_of_life_is_renewed_and_shows_who_came_after(closed: Path, here: Computer, there: Computer) -> None:
    opened = unlock(closed, PASSPHRASE, computer=here)
    first = (closed / IN_USE).read_text()
    assert opened.heartbeat() is None
    assert json.loads((closed / IN_USE).read_text())["instance"] == json.loads(first)["instance"]
    # The other computer opened its copy all the same, and its note was synchronised over ours.
    note = json.loads(first) | {"computer": there.label, "computer_id": there.id, "instance": "other"}
    (closed / IN_USE).write_text(json.dumps(note))
    other = opened.heartbeat()
    assert other is not None
    assert other.computer == "Laptop of Maria"
    (closed / IN_USE).write_text(json.dumps(note))
    opened.close()
    assert json.loads((closed / IN_USE).read_text())["instance"] == "other", "the note of another is left to it"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"instance": 1}', "\x00" * 100, '{"heartbeat": "yesterday"}', "[" * 5000]
)
def test_a_note_that_makes_no_sense_is_ignored(closed: Path, here: Computer, content: str) -> None:
    (closed / IN_USE).write_text(content)
    assert look(closed, computer=here).open_elsewhere is None
    opened = unlock(closed, PASSPHRASE, computer=here)
    assert opened.notices == ()
    opened.close()


# Conflict copies and placeholders -----------------------------------------------------------------------------------------

CONFLICTS = [
    "records (1).db",
    "records 2.db",
    "records-LAPTOP.db",
    "records (Maria's conflicted copy 2026-05-12).db",
    "records (conflicted copy 2026-05-12 101500).db",
    "records.sync-conflict-20260512-101500-ABCDEFG.db",
    "Records (1).DB",
]


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_copy_is_listed_with_its_date_and_generation(closed: Path, name: str) -> None:
    shutil.copy(closed / DATABASE, closed / name)
    then = datetime(2026, 5, 12, 10, 15, tzinfo=UTC)
    os.utime(closed / name, (then.timestamp(), then.timestamp()))
    before = (closed / name).read_bytes()
    opened = unlock(closed, PASSPHRASE)
    note_medication(opened, "Later")
    opened.close()
    opened = unlock(closed, PASSPHRASE)
    concern = only(opened)
    assert isinstance(concern, ConflictCopies)
    (copy,) = concern.copies
    assert (copy.name, copy.changed, copy.generation, concern.generation) == (name, then, 1, 2)
    assert name in concern.sentence
    assert "12 May 2026" in concern.sentence
    opened.close()
    assert (closed / name).read_bytes() == before


def test_copies_of_the_header_and_unreadable_ones_are_listed_too(closed: Path) -> None:
    shutil.copy(closed / HEADER, closed / "vault (1).hdr")
    (closed / "records (1).db").write_bytes(b"")
    (closed / "records (2).db").write_bytes(bytes(9000))
    opened = unlock(closed, PASSPHRASE)
    concern = only(opened)
    assert isinstance(concern, ConflictCopies)
    assert [(copy.name, copy.generation) for copy in concern.copies] == [
        ("records (1).db", None),
        ("records (2).db", None),
        ("vault (1).hdr", None),
    ]
    opened.close()


def test_other_files_in_the_folder_are_no_conflict(closed: Path) -> None:
    for name in ("letter.pdf", "my records.txt", "vault.txt", ".DS_Store", "records.db-wal.tmp", "vault notes.hdr"):
        (closed / name).write_bytes(b"something")
    opened = unlock(closed, PASSPHRASE)
    assert opened.notices == ()
    opened.close()
    assert unlock(closed, PASSPHRASE).notices == ()


def test_a_placeholder_is_called_not_downloaded(closed: Path) -> None:
    opened = unlock(closed, PASSPHRASE)
    file_id = file_document(opened, "Biopsy 2019", b"content")
    document_path(closed, file_id).write_bytes(b"")
    with pytest.raises(VaultDamaged, match="has not been downloaded yet") as caught:
        opened.files.read(file_id)
    assert "cloud service" in caught.value.advice
    opened.close()
    (closed / DATABASE).write_bytes(b"")
    with pytest.raises(VaultDamaged, match="0 bytes") as caught:
        unlock(closed, PASSPHRASE)
    assert "not have been downloaded yet" in caught.value.advice
