"""When the database is renamed, deleted or replaced under the open program, nothing that was saved is lost (trap T6)."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ism_desktop.errors import VaultDamaged, VaultNotWritable
from ism_desktop.records import store
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.vault import Vault, create, unlock
from ism_desktop.vault.integrity.rescuing import Rescue
from ism_desktop.vault.multi_device import Computer, ConflictCopies
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.filing import file_document, note_medication
from tests.vault.paths import DATABASE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody rename an open file")


@pytest.fixture
def here(tmp_path: Path) -> Computer:
    return Computer(tmp_path / "config", "Desk")


@pytest.fixture
def opened(vault_path: Path, here: Computer) -> Vault:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    vault = unlock(vault_path, PASSPHRASE, computer=here)
    note_medication(vault, "Before")
    return vault


def names(vault: Vault) -> set[str]:
    with vault.read() as session:
        return {str(record.values["name"]) for record in store.list_active(session, MEDICATIONS)}


def rename(path: Path) -> None:
    path.rename(path.with_name("records (conflict).db"))


def delete(path: Path) -> None:
    path.unlink()


def replace_by_an_older_one(path: Path) -> None:
    shutil.copy(next(path.parent.glob("snapshots/*.db")), path.with_name("incoming"))
    path.with_name("incoming").replace(path)


def copies(folder: Path) -> list[Path]:
    return sorted(folder.glob("records-rescued-*.db"))


@pytest.mark.parametrize("blow", [rename, delete, replace_by_an_older_one])
def test_what_was_saved_is_kept_in_the_vaults_folder(
    opened: Vault, vault_path: Path, here: Computer, blow: Callable[[Path], None]
) -> None:
    opened.snapshot()
    document = file_document(opened, "Letter", b"a letter")
    note_medication(opened, "Saved last")
    assert opened.still_there() is None
    blow(vault_path / DATABASE)
    said = opened.still_there()
    (copy,) = copies(vault_path)
    assert isinstance(said, VaultNotWritable)
    assert str(copy) in said.what
    assert str(opened.still_there()) == str(said), "one copy is enough"
    # Nothing more is taken as saved; reading goes on.
    with pytest.raises(VaultNotWritable, match="rescue copy"):
        note_medication(opened, "Too late")
    assert names(opened) == {"Before", "Saved last"}
    assert opened.files.read(document) == b"a letter"
    opened.close()
    assert copies(vault_path) == [copy]
    assert copy.with_suffix(".hdr").is_file()

    # At the next opening it is named, with how far it goes; put back, it holds everything.
    if (vault_path / DATABASE).exists():
        again = unlock(vault_path, PASSPHRASE, computer=here)
        listed = next(concern for concern in again.concerns if isinstance(concern, ConflictCopies))
        again.close()
        assert (copy.name, 3) in {(each.name, each.generation) for each in listed.copies if each.is_rescue}
        assert "rescue copy" in listed.sentence
    else:
        with pytest.raises(VaultDamaged, match="is missing"):
            unlock(vault_path, PASSPHRASE, computer=here)
    rescue = Rescue.of(vault_path, PASSPHRASE, computer=here)
    newest = rescue.snapshots()[0]
    assert (newest.path, newest.generation) == (copy, 3)
    rescue.put_back(copy)
    again = unlock(vault_path, PASSPHRASE, computer=here)
    assert names(again) == {"Before", "Saved last"}
    assert again.check_database() == ()
    assert again.files.read(document) == b"a letter"
    again.close()


def test_a_save_that_meets_the_rename_is_in_the_copy(opened: Vault, vault_path: Path) -> None:
    """Renamed between the look before a transaction and its end: the commit succeeds, so it must be rescued."""
    with opened.write() as session:
        store.save(session, MEDICATIONS, {"name": "In between"})
        rename(vault_path / DATABASE)
    (copy,) = copies(vault_path)
    opened.close()
    Rescue.of(vault_path, PASSPHRASE).put_back(copy)
    again = unlock(vault_path, PASSPHRASE)
    assert names(again) == {"Before", "In between"}
    again.close()


@pytest.mark.parametrize("deleted", [False, True])
def test_when_the_whole_folder_is_gone_the_copy_lies_in_the_configuration_folder(
    opened: Vault, vault_path: Path, here: Computer, tmp_path: Path, *, deleted: bool
) -> None:
    note_medication(opened, "Saved last")
    moved = tmp_path / "moved"
    if deleted:
        shutil.copytree(vault_path, moved)
        shutil.rmtree(vault_path)
    else:
        vault_path.rename(moved)
    said = opened.still_there()
    assert said is not None
    folder = here.rescue_folder(opened.vault_id)
    (copy,) = copies(folder)
    assert str(copy) in said.what
    assert "no longer exists" in said.what
    with pytest.raises(VaultNotWritable):
        note_medication(opened, "Too late")
    assert names(opened) == {"Before", "Saved last"}
    opened.close()
    assert not vault_path.exists(), "no twin grows in the old place"
    if not deleted:
        again = unlock(moved, PASSPHRASE, computer=here)
        listed = next(concern for concern in again.concerns if isinstance(concern, ConflictCopies))
        assert [each.path for each in listed.copies] == [copy]
        assert names(again) == {"Before", "Saved last"}, "the moved file itself took everything"
        again.close()
    rescue = Rescue.of(moved, PASSPHRASE, computer=here)
    rescue.put_back(rescue.snapshots()[0].path)
    again = unlock(moved, PASSPHRASE, computer=here)
    assert names(again) == {"Before", "Saved last"}
    again.close()


def test_a_log_left_beside_a_foreign_file_is_empty(opened: Vault, vault_path: Path, tmp_path: Path) -> None:
    """After a kill, a log full of changes would be played into whatever file the sync client put there."""
    opened.snapshot()
    note_medication(opened, "Saved last")
    replace_by_an_older_one(vault_path / DATABASE)
    assert (vault_path / f"{DATABASE}-wal").stat().st_size > 0
    assert opened.still_there() is not None
    assert (vault_path / f"{DATABASE}-wal").stat().st_size == 0
    killed = tmp_path / "killed"
    shutil.copytree(vault_path, killed)
    opened.close()
    again = unlock(killed, PASSPHRASE)
    assert names(again) == {"Before"}
    assert again.check_database() == ()
    again.close()


def test_without_any_place_for_the_copy_it_says_so_and_tries_again(
    vault_path: Path, tmp_path: Path, here: Computer
) -> None:
    create(vault_path, PASSPHRASE, cost=CHEAP).close()
    opened = unlock(vault_path, PASSPHRASE)
    note_medication(opened, "Before")
    vault_path.rename(tmp_path / "moved")
    said = opened.still_there()
    assert said is not None
    assert "could not be written anywhere" in said.what
    with pytest.raises(VaultNotWritable):
        note_medication(opened, "Not saved")
    (tmp_path / "moved").rename(vault_path)
    assert opened.still_there() is None
    note_medication(opened, "After it came back")
    assert names(opened) == {"Before", "After it came back"}
    opened.close()


def test_a_vault_opened_for_reading_only_asks_nothing(opened: Vault, vault_path: Path) -> None:
    opened.close()
    reading = unlock(vault_path, PASSPHRASE, read_only=True)
    rename(vault_path / DATABASE)
    assert reading.still_there() is None
    assert names(reading) == {"Before"}
    reading.close()
    assert reading.still_there() is None
    assert copies(vault_path) == []
