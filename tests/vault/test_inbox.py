"""The inbox: left without a secret, read only after unlocking, refused under a foreign key, and sorted without loss or twins."""

import errno
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from ism_desktop.errors import CannotLeave, InvalidRecord, VaultDamaged, VaultMissing, VaultNotWritable
from ism_desktop.records import episodes, inbox_sorting, store
from ism_desktop.records.filed_documents import filed_files
from ism_desktop.records.kinds.appointments import APPOINTMENTS
from ism_desktop.records.kinds.episode_times import EPISODE_TIMES
from ism_desktop.records.kinds.episodes import EPISODES
from ism_desktop.records.kinds.questions import QUESTIONS
from ism_desktop.records.kinds.reactions import REACTIONS
from ism_desktop.records.values import PartialDate
from ism_desktop.vault import Vault, backups, create, durable, inbox, inbox_key, integrity, unlock
from ism_desktop.vault.inbox import NewItem
from ism_desktop.vault.multi_device import Computer
from tests.conftest import CHEAP, PASSPHRASE

NOTE = "Flush after the wasp, 14:02"
PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 1200


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "config", "this one")


@pytest.fixture
def locked(vault_path: Path, computer: Computer) -> Path:
    create(vault_path, PASSPHRASE, cost=CHEAP, computer=computer).close()
    return vault_path


@pytest.fixture
def opened(locked: Path, computer: Computer) -> Callable[[], Vault]:
    return lambda: unlock(locked, PASSPHRASE, computer=computer)


def test_what_was_left_is_read_after_unlocking(locked: Path, computer: Computer, opened: Callable[[], Vault]) -> None:
    at = datetime(2025, 11, 22, 14, 2, 0, tzinfo=UTC)
    assert inbox.leave(locked, NewItem("note", NOTE), computer=computer, at=at) == 1
    assert inbox.leave(locked, NewItem("photo", name="IMG 1.jpg", content=PHOTO), computer=computer) == 2
    assert inbox.leave(locked, NewItem("time"), computer=computer) == 3
    vault = opened()
    note, photo, moment = inbox.items(vault)
    assert (note.sort, note.text, note.at) == ("note", NOTE, at)
    assert (photo.sort, photo.name, photo.size) == ("photo", "IMG 1.jpg", len(PHOTO))
    assert moment.sort == "time"
    assert inbox.content(vault, photo.id) == PHOTO
    assert not inbox.unreadable(vault)
    vault.close()


def test_nothing_of_it_can_be_read_in_the_folder(locked: Path, computer: Computer) -> None:
    inbox.leave(locked, NewItem("note", NOTE), computer=computer)
    inbox.leave(locked, NewItem("photo", name="Biopsy.jpg", content=PHOTO), computer=computer)
    for path in (locked / "inbox").iterdir():
        written = path.read_bytes()
        assert NOTE.encode() not in written
        assert b"Biopsy" not in written
        assert PHOTO[1000:1100] not in written
        if os.name != "nt":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    two = [path.read_bytes()[12:44] for path in (locked / "inbox").glob("*.ismi")]
    assert two[0] != two[1], "a fresh key for each"


def test_limits_are_said_and_nothing_is_written(
    locked: Path, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for thing in (
        NewItem("note", "  \n"),
        NewItem("note", "x" * (inbox.LONGEST_NOTE + 1)),
        NewItem("photo", name="empty.jpg"),
        NewItem("photo", name="large.jpg", content=bytes(inbox.LARGEST_PHOTO + 1)),
    ):
        with pytest.raises(CannotLeave):
            inbox.leave(locked, thing, computer=computer)
    monkeypatch.setattr(inbox, "MOST_WAITING", 1)
    inbox.leave(locked, NewItem("time"), computer=computer)
    with pytest.raises(CannotLeave, match="inbox is full"):
        inbox.leave(locked, NewItem("time"), computer=computer)
    assert inbox.count(locked) == 1
    with pytest.raises(VaultMissing):
        inbox.leave(locked.parent / "elsewhere", NewItem("time"), computer=computer)


def test_a_full_disk_says_so_and_leaves_nothing_half_written(
    locked: Path, computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(durable.os, "write", full)
    with pytest.raises(VaultNotWritable, match="full"):
        inbox.leave(locked, NewItem("note", NOTE), computer=computer)
    monkeypatch.undo()
    assert [path.name for path in (locked / "inbox").iterdir()] == [inbox_key.FILE]


# The key ------------------------------------------------------------------------------------------------------------------


def _foreign_key_file(vault_id: str) -> tuple[bytes, X25519PrivateKey]:
    theirs = X25519PrivateKey.generate()
    public = theirs.public_key().public_bytes_raw().hex()
    return f"ISMINBOX 1\n{vault_id}\n{public}\n{'0' * 64}\n".encode(), theirs


def test_a_key_put_in_its_place_is_refused_here_and_told_at_unlocking(
    locked: Path, computer: Computer, opened: Callable[[], Vault], tmp_path: Path
) -> None:
    vault = opened()
    vault.close()
    path = locked / "inbox" / inbox_key.FILE
    genuine = path.read_bytes()
    path.write_bytes(_foreign_key_file(vault.vault_id)[0])
    with pytest.raises(CannotLeave, match="another key"):
        inbox.leave(locked, NewItem("note", NOTE), computer=computer)
    # A computer that never saw this vault cannot know; what is written there is found out when the vault is opened.
    inbox.leave(locked, NewItem("note", NOTE), computer=Computer(tmp_path / "other config"))
    vault = opened()
    [notice] = vault.notices
    assert "another key" in notice
    assert "The right key was restored." in notice
    assert path.read_bytes() == genuine
    assert inbox.items(vault) == []
    assert len(inbox.unreadable(vault)) == 1
    vault.close()


def test_a_damaged_or_missing_key_file_is_put_right(
    locked: Path, computer: Computer, opened: Callable[[], Vault], tmp_path: Path
) -> None:
    path = locked / "inbox" / inbox_key.FILE
    genuine = path.read_bytes()
    for damage in (genuine[:-1], genuine.replace(b"1", b"2", 1), b"", b"\xff" * 200, genuine + b"\n"):
        path.write_bytes(damage)
        # The key is remembered here, so leaving works all the same.
        assert inbox.leave(locked, NewItem("note", NOTE), computer=computer)
        vault = opened()
        assert any("public-key" in notice for notice in vault.notices), damage
        assert path.read_bytes() == genuine
        assert not inbox.unreadable(vault)
        vault.close()
    path.unlink()
    path.parent.rename(path.parent.with_name("inbox elsewhere"))
    with pytest.raises(CannotLeave, match="no inbox yet"):
        inbox.leave(locked, NewItem("time"), computer=Computer(tmp_path / "other config"))
    vault = opened()
    assert vault.notices == (), "an older vault gets its key in silence"
    assert path.read_bytes() == genuine
    vault.close()


def test_every_flipped_bit_of_a_thing_is_noticed(locked: Path, computer: Computer, opened: Callable[[], Vault]) -> None:
    inbox.leave(locked, NewItem("note", NOTE), computer=computer)
    [path] = (locked / "inbox").glob("*.ismi")
    written = path.read_bytes()
    vault = opened()
    for place in range(len(written)):
        changed = bytearray(written)
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        assert [name for name, _ in inbox.unreadable(vault)] == [f"inbox/{path.name}"], place
        assert inbox.items(vault) == []
    for end in (0, 10, 44, 100, len(written) - 1):
        path.write_bytes(written[:end])
        assert len(inbox.unreadable(vault)) == 1
    swapped = path.with_name("0" * 32 + path.suffix)
    path.unlink()
    swapped.write_bytes(written)
    assert len(inbox.unreadable(vault)) == 1, "under another name it is another thing"
    with pytest.raises(VaultDamaged):
        inbox.content(vault, swapped.stem)
    vault.close()


def test_another_vaults_thing_does_not_open(locked: Path, opened: Callable[[], Vault], tmp_path: Path) -> None:
    other = tmp_path / "other"
    create(other, PASSPHRASE, cost=CHEAP).close()
    inbox.leave(other, NewItem("note", NOTE))
    [path] = (other / "inbox").glob("*.ismi")
    (locked / "inbox" / path.name).write_bytes(path.read_bytes())
    vault = opened()
    assert inbox.items(vault) == []
    vault.close()


# Sorting ------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def sorting(vault: Vault) -> Vault:
    inbox.leave(vault.path, NewItem("note", NOTE), at=datetime(2026, 11, 22, 14, 2, tzinfo=UTC))
    return vault


def _count(vault: Vault) -> tuple[int, int, int]:
    with vault.read() as session:
        return (
            store.count(session, QUESTIONS),
            store.count(session, REACTIONS),
            len(inbox_sorting.inbox.ids(vault.path)),
        )


def test_a_note_becomes_a_question_and_back(sorting: Vault) -> None:
    [item] = inbox_sorting.waiting(sorting)
    done = inbox_sorting.as_question(sorting, item, "Why did I flush?")
    with sorting.read() as session:
        assert store.get(session, QUESTIONS, done.record_id).title == "Why did I flush?"
    assert _count(sorting) == (1, 0, 0)
    assert (sorting.path / "trash" / f"{item.id}.ismi").exists(), "kept for thirty days"
    inbox_sorting.take_back(sorting, done)
    assert _count(sorting) == (0, 0, 1)
    assert inbox_sorting.waiting(sorting)[0].text == NOTE


def test_a_note_becomes_a_reaction_on_its_day(sorting: Vault) -> None:
    [item] = inbox_sorting.waiting(sorting)
    with pytest.raises(InvalidRecord):
        inbox_sorting.as_reaction(sorting, item, "", NOTE)
    assert _count(sorting) == (0, 0, 1), "nothing half-done"
    done = inbox_sorting.as_reaction(sorting, item, "Wasp sting", "flush, itching")
    with sorting.read() as session:
        values = store.get(session, REACTIONS, done.record_id).values
    assert values["reaction"] == "14:02: flush, itching"
    assert values["happened_on"] == PartialDate(2026, 11, 22)


def test_a_note_is_added_to_a_visit_and_taken_back(sorting: Vault) -> None:
    with sorting.write() as session:
        visit = store.save(
            session, APPOINTMENTS, {"purpose": "Follow-up", "on_date": PartialDate(2026, 12, 3), "notes": "Before."}
        )
    [item] = inbox_sorting.waiting(sorting)
    done = inbox_sorting.as_appointment_note(sorting, item, visit, "said this")
    with sorting.read() as session:
        assert store.get(session, APPOINTMENTS, visit).values["notes"] == "Before.\n22 November 2026, 14:02: said this"
    inbox_sorting.take_back(sorting, done)
    with sorting.read() as session:
        assert store.get(session, APPOINTMENTS, visit).values["notes"] == "Before."
    assert len(inbox_sorting.waiting(sorting)) == 1


def test_sorting_that_was_interrupted_neither_loses_nor_doubles(
    sorting: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    [item] = inbox_sorting.waiting(sorting)

    def pull_the_plug(_vault: Vault, _item_id: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inbox, "take", pull_the_plug)
    with pytest.raises(KeyboardInterrupt):
        inbox_sorting.as_question(sorting, item, NOTE)
    assert _count(sorting) == (1, 0, 1), "the record is there, the thing too"
    monkeypatch.undo()
    inbox_sorting.as_question(sorting, item, NOTE)
    assert _count(sorting) == (1, 0, 0), "pressed once more: no second question"
    inbox.put_back(sorting, item.id)
    assert inbox_sorting.waiting(sorting) == [], "looked at once more: it is known to be sorted"
    assert _count(sorting) == (1, 0, 0)


def test_a_thing_thrown_away_can_be_put_back(sorting: Vault) -> None:
    [item] = inbox_sorting.waiting(sorting)
    inbox_sorting.throw_away(sorting, item.id)
    inbox_sorting.throw_away(sorting, item.id)
    assert inbox.count(sorting.path) == 0
    inbox.put_back(sorting, item.id)
    assert inbox_sorting.waiting(sorting) == [item]


# Checking -----------------------------------------------------------------------------------------------------------------


def test_a_full_check_names_what_is_damaged_in_the_inbox(
    locked: Path, computer: Computer, opened: Callable[[], Vault]
) -> None:
    inbox.leave(locked, NewItem("note", NOTE), computer=computer)
    vault = opened()
    assert integrity.full(vault, filed_files) == []
    [path] = (locked / "inbox").glob("*.ismi")
    path.write_bytes(path.read_bytes()[:-1])
    (locked / "inbox" / inbox_key.FILE).unlink()
    names = {finding.file for finding in integrity.full(vault, filed_files)}
    assert names == {f"inbox/{path.name}", f"inbox/{inbox_key.FILE}"}
    vault.close()


@pytest.mark.parametrize("as_one_file", [False, True], ids=["folder", "one file"])
def test_a_backup_holds_what_waits_and_gives_it_back(
    locked: Path, computer: Computer, opened: Callable[[], Vault], tmp_path: Path, as_one_file: bool
) -> None:
    inbox.leave(locked, NewItem("note", NOTE), computer=computer)
    inbox.leave(locked, NewItem("photo", name="IMG 1.jpg", content=PHOTO), computer=computer)
    vault = opened()
    place = tmp_path / "stick"
    make = backups.back_up_to_one_file if as_one_file else backups.back_up
    made = make(vault, place, filed_files)
    assert made.findings == ()
    source = backups.find(made.paths[0])
    assert backups.check(source, vault=vault, filed=filed_files) == []
    report = backups.restore(source, tmp_path / "restored", passphrase=PASSPHRASE)
    assert report.is_complete
    restored = unlock(tmp_path / "restored", PASSPHRASE)
    assert [item.text for item in inbox.items(restored)] == [item.text for item in inbox.items(vault)]
    # Both may have been left within one tick of the clock: their order says nothing.
    photo = next(item for item in inbox.items(restored) if item.sort == "photo")
    assert inbox.content(restored, photo.id) == PHOTO
    restored.close()
    vault.close()


def test_a_backup_leaves_out_and_names_what_is_damaged_and_forgets_what_was_sorted(
    locked: Path, computer: Computer, opened: Callable[[], Vault], tmp_path: Path
) -> None:
    inbox.leave(locked, NewItem("note", NOTE), computer=computer)
    inbox.leave(locked, NewItem("time"), computer=computer)
    vault = opened()
    note, moment = sorted(inbox.items(vault), key=lambda item: item.sort)
    [folder] = backups.back_up(vault, tmp_path / "stick", filed_files).paths
    assert len(list((folder / "inbox").iterdir())) == 2
    inbox.take(vault, moment.id)
    path = locked / "inbox" / f"{note.id}.ismi"
    path.write_bytes(path.read_bytes()[:-1])
    backups.back_up(vault, tmp_path / "stick", filed_files, keep=1)
    assert [path.stem for path in (folder / "inbox").iterdir()] == [note.id], "the sound copy of before stays"
    inbox.leave(locked, NewItem("note", "another"), computer=computer)
    [fresh] = set(inbox.ids(locked)) - {note.id}
    torn = locked / "inbox" / f"{fresh}.ismi"
    torn.write_bytes(torn.read_bytes()[:-1])
    made = backups.back_up(vault, tmp_path / "stick", filed_files, keep=1)
    [finding] = made.findings
    assert finding.file == f"inbox/{fresh}.ismi"
    assert f"inbox/{fresh}.ismi" in finding.what
    vault.close()


def test_presses_become_one_episode_and_can_be_taken_back(
    locked: Path, computer: Computer, opened: Callable[[], Vault]
) -> None:
    at = datetime(2026, 5, 3, 14, 2, 5, 250_000, tzinfo=UTC)
    for number, what in enumerate(("noticed", "injector_1", "over")):
        moment = at + timedelta(minutes=number)
        inbox.leave(locked, NewItem("time", press=what), computer=computer, at=moment)
    inbox.leave(locked, NewItem("time"), computer=computer, at=at)
    inbox.leave(locked, NewItem("time", press="of a later version"), computer=computer, at=at)
    vault = opened()
    presses = [item for item in inbox_sorting.waiting(vault) if inbox_sorting.is_press(item)]
    assert [item.press for item in presses] == ["noticed", "injector_1", "over"], "the others are plain times"
    done = inbox_sorting.as_episode(vault, presses)
    assert inbox_sorting.as_episode(vault, presses) == [], "twice makes no twins"
    assert inbox.count(locked) == 2
    with vault.read() as session:
        (episode,) = store.list_active(session, EPISODES)
        assert [time.what for time in episodes.times(session, episode.id)] == ["noticed", "injector_1", "over"]
    inbox_sorting.take_all_back(vault, done)
    with vault.read() as session:
        assert store.count(session, EPISODES) == store.count(session, EPISODE_TIMES) == 0
    assert inbox.count(locked) == 5
    vault.close()


def test_presses_go_to_the_episode_that_went_on_at_their_time(
    locked: Path, computer: Computer, opened: Callable[[], Vault]
) -> None:
    at = datetime(2026, 5, 3, 14, 2, tzinfo=UTC)
    vault = opened()
    with vault.write() as session:
        for minutes, what in ((0, "noticed"), (30, "over")):
            episode_id, _ = episodes.record(session, episodes.Press(what), at + timedelta(minutes=minutes))
    vault.close()
    for minutes in (10, 90):
        inbox.leave(locked, NewItem("time", press="called"), computer=computer, at=at + timedelta(minutes=minutes))
    vault = opened()
    inbox_sorting.as_episode(vault, inbox_sorting.waiting(vault))
    with vault.read() as session:
        assert [time.what for time in episodes.times(session, episode_id)] == ["noticed", "called", "over"]
        assert store.count(session, EPISODES) == 2, "what came after its end is another one"
    vault.close()
