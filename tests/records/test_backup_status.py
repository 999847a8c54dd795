"""What a vault knows of its backups and checks: noting it is no change that a backup lacks, and every real change is one."""

import errno
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ism_desktop import language
from ism_desktop.errors import CannotBackUp
from ism_desktop.records import backup_status, safekeeping, vault_settings
from ism_desktop.records.backup_status import Safety
from ism_desktop.vault import Vault, key_slots
from ism_desktop.vault.backups import places
from ism_desktop.vault.integrity import Severity
from ism_desktop.vault.message import Message
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.filing import file_document, note_medication
from tests.vault.paths import document_path, flip

HERE = "a" * 32


def known(vault: Vault, computer: str = HERE) -> Safety:
    with vault.read() as session:
        return backup_status.read(session, vault, computer)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def back_up(vault: Vault, place: Path, *, one_file: bool = False) -> None:
    backup_status.choose_place(vault, HERE, place)
    report = safekeeping.back_up(vault, place, one_file=one_file)
    backup_status.note_backup(vault, report, "Kitchen laptop", one_file=one_file)


def test_a_new_vault_knows_of_nothing(vault: Vault) -> None:
    found = known(vault)
    assert found.place is None
    assert found.latest is None
    assert found.lacks_changes
    assert not found.is_due(datetime.now(UTC))
    assert not found.is_wanted_at_close(), "there is no folder yet"


def test_notes_about_safety_are_no_change_that_a_backup_lacks(vault: Vault, stick: Path) -> None:
    note_medication(vault, "Cetirizine")
    back_up(vault, stick)
    assert not known(vault).lacks_changes
    backup_status.note_share(vault, date(2026, 5, 3))
    backup_status.note_check(vault, 0)
    backup_status.choose(vault, "backup_keep", 30)
    report = safekeeping.restore_drill(stick, PASSPHRASE)
    backup_status.note_drill(vault, report, stick)
    found = known(vault)
    assert not found.lacks_changes
    assert found.everything_is_kept
    assert not found.is_wanted_at_close()
    assert found.daily_check == date(2026, 5, 3)
    assert found.keep == 30
    assert found.drill is not None
    assert found.drill.is_proven
    note_medication(vault, "Famotidine")
    assert known(vault).lacks_changes
    assert known(vault).is_wanted_at_close()


def test_what_came_while_a_backup_was_made_is_lacking(vault: Vault, stick: Path) -> None:
    backup_status.choose_place(vault, HERE, stick)
    report = safekeeping.back_up(vault, stick)
    note_medication(vault, "Typed meanwhile")
    backup_status.note_backup(vault, report, "Kitchen laptop")
    assert known(vault).lacks_changes
    backup_status.note_check(vault, 0)
    assert known(vault).lacks_changes, "a later note does not hide it"


def test_a_changed_passphrase_is_lacking(vault: Vault, stick: Path) -> None:
    back_up(vault, stick)
    assert not known(vault).lacks_changes
    key_slots.change_passphrase(vault, PASSPHRASE, "another horse battery staple", cost=CHEAP)
    assert known(vault).lacks_changes, "the old passphrase opens the backup, and the new one does not"


def test_a_weekly_backup_is_due_after_a_week_with_a_change(vault: Vault, stick: Path) -> None:
    back_up(vault, stick)
    now = datetime.now(UTC)
    assert not known(vault).is_due(now + timedelta(days=30)), "nothing has changed"
    note_medication(vault, "Cetirizine")
    assert not known(vault).is_due(now + timedelta(days=6))
    assert known(vault).is_due(now + timedelta(days=8))
    backup_status.choose(vault, "backup_weekly", value=False)
    assert not known(vault).is_due(now + timedelta(days=8))


def test_another_folder_has_nothing_yet(vault: Vault, stick: Path, tmp_path: Path) -> None:
    back_up(vault, stick)
    backup_status.choose_place(vault, HERE, tmp_path / "other")
    assert known(vault).lacks_changes
    assert known(vault).is_due(datetime.now(UTC))
    assert known(vault).everything_is_kept


def test_each_computer_has_a_folder_of_its_own(vault: Vault, stick: Path) -> None:
    back_up(vault, stick)
    assert known(vault, "b" * 32).place is None
    assert known(vault, "b" * 32).latest is not None


def test_one_file_to_carry_does_not_replace_the_folders_backup(vault: Vault, stick: Path) -> None:
    back_up(vault, stick)
    note_medication(vault, "Cetirizine")
    report = safekeeping.back_up(vault, stick, one_file=True)
    backup_status.note_backup(vault, report, "Kitchen laptop", one_file=True)
    found = known(vault)
    assert found.everything_is_kept
    assert found.lacks_changes, "the folder still lacks it"
    assert found.latest == found.carried
    assert found.carried is not None
    assert found.carried.place.name.endswith(".tar")


def test_a_folder_with_other_things_counts_as_chosen(vault: Vault, stick: Path) -> None:
    (stick / "holiday.txt").write_text("sun", encoding="utf-8")
    back_up(vault, stick)
    found = known(vault)
    assert found.backup is not None
    assert found.backup.place.parent == stick
    assert not found.lacks_changes


def test_trouble_is_told_until_a_backup_is_made(vault: Vault, stick: Path) -> None:
    backup_status.note_trouble(vault, CannotBackUp("The disk is full.", "Free some space."))
    trouble = known(vault).trouble
    assert trouble is not None
    assert trouble.what == "The disk is full. Free some space."
    back_up(vault, stick)
    assert known(vault).trouble is None


def test_trouble_is_told_in_the_language_of_the_day_it_is_read(vault: Vault, stick: Path) -> None:
    with pytest.raises(CannotBackUp) as refused:
        places.require_room(stick, 10**18)
    backup_status.note_trouble(vault, refused.value)
    english = known(vault).trouble
    assert english is not None
    assert english.what == f"{refused.value.what} {refused.value.advice}"
    before = language.in_use()
    language.use("en-XA")
    try:
        later = known(vault).trouble
    finally:
        language._InUse.now = before
    assert later is not None
    assert later.what.count("⟦") == len(refused.value.sentences)
    assert str(stick) in later.what
    assert english.what not in later.what


def test_trouble_noted_by_an_earlier_version_is_still_told(vault: Vault) -> None:
    with vault.write() as session:
        kept = {"at": "2026-05-03T10:00:00+00:00", "what": "Die Platte ist voll. Schaffen Sie Platz."}
        vault_settings.put(session, "backup_trouble", kept)
    trouble = known(vault).trouble
    assert trouble is not None
    assert trouble.what == "Die Platte ist voll. Schaffen Sie Platz."


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.ENOENT, errno.EIO])
def test_every_refusal_of_the_system_is_noted_by_its_key(vault: Vault, stick: Path, number: int) -> None:
    with pytest.raises(CannotBackUp) as refused, places.failures(stick, 5_000_000):
        raise OSError(number, "refused")
    assert all(isinstance(part, Message) for part in refused.value.sentences)
    backup_status.note_trouble(vault, refused.value)
    trouble = known(vault).trouble
    assert trouble is not None
    assert trouble.what == f"{refused.value.what} {refused.value.advice}"


def test_damage_is_remembered_until_it_is_gone(vault: Vault, vault_path: Path, stick: Path) -> None:
    file_id = file_document(vault, "Biopsy 2019", b"%PDF" + bytes(100_000))
    back_up(vault, stick)
    flip(document_path(vault_path, file_id), 50_000)
    damaged = [found for found in safekeeping.full_check(vault) if found.severity is Severity.DAMAGED]
    backup_status.note_damaged(vault, damaged)
    assert list(known(vault).damaged) == damaged
    generation = vault.generation
    backup_status.note_damaged(vault, damaged)
    assert vault.generation == generation, "the same again is no change"
    assert safekeeping.still_damaged(vault, known(vault).damaged) == damaged
    safekeeping.repair(vault, damaged, (stick,))
    assert safekeeping.still_damaged(vault, known(vault).damaged) == []


@pytest.mark.parametrize("value", [{}, {"at": "yesterday"}, {"at": 5}, {"place": 3}])
def test_notes_that_make_no_sense_count_as_none(vault: Vault, value: dict[str, object]) -> None:
    with vault.write() as session:
        for name in ("last_backup", "last_drill", "last_full_check", "backup_trouble"):
            vault_settings.put(session, name, value)
        vault_settings.put(session, "damaged_files", {"findings": [{"file": "blobs/x"}]})
        vault_settings.put(session, "last_daily_check", {"day": "soon"})
    found = known(vault)
    assert (found.backup, found.drill, found.full_check, found.trouble, found.daily_check) == (None,) * 5
    assert found.damaged == ()
