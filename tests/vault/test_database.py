"""The traps that were found by experiment (docs/security-design.md), each with the test that it cannot snap again."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from ism_desktop.errors import VaultDamaged, VaultExists, VaultInUse, VaultNotWritable
from ism_desktop.vault import Vault, create, sqlcipher, unlock
from ism_desktop.vault.database import Database
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.migrations import STEPS
from ism_desktop.vault.sqlcipher import Mode
from tests.conftest import CHEAP, PASSPHRASE
from tests.vault.paths import DATABASE, flip
from tests.vault.test_opening import said, say

ROOT = Path(__file__).resolve().parents[2]


def fill(vault: Vault, rows: int = 2000) -> None:
    with vault.write() as session:
        for number in range(rows):
            session.execute(
                text("INSERT INTO statements VALUES (:kind, 'none', '2026', 'patient')"),
                {"kind": f"kind number {number:06d}"},
            )


# T1: a new file with a forgotten or misspelled key would be plain ---------------------------------------------------------


def test_a_plain_database_is_never_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The planted bug: the key is forgotten. Everything else works, and only the look from outside can tell.
    monkeypatch.setattr(sqlcipher, "_key_pragma", lambda *_: "PRAGMA kay = 'misspelled'")
    with pytest.raises(AssertionError, match="not encrypted"):
        create(tmp_path / "planted", PASSPHRASE, cost=CHEAP)
    assert not (tmp_path / "planted").exists()


@pytest.mark.parametrize("key_bytes", [0, 31, 33, 64])
def test_a_key_of_another_length_is_not_taken_for_a_passphrase(tmp_path: Path, key_bytes: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        sqlcipher.connect(tmp_path / "new.db", bytes(key_bytes), bytes(16), Mode.CREATE)
    with pytest.raises(ValueError, match="32 bytes"):
        sqlcipher.connect(tmp_path / "new.db", bytes(32), bytes(15), Mode.CREATE)


def test_opening_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(sqlcipher.DatabaseError):
        sqlcipher.connect(tmp_path / "absent.db", bytes(32), bytes(16), Mode.WRITE)
    assert list(tmp_path.iterdir()) == []


def test_a_lost_database_is_not_made_anew(vault: Vault, vault_path: Path) -> None:
    vault.close()
    (vault_path / DATABASE).unlink()
    with pytest.raises(VaultDamaged, match=r"records\.db is missing"):
        unlock(vault_path, PASSPHRASE)
    assert not (vault_path / DATABASE).exists()


# T2: what SQLite would take for a new database, or for another vault's ----------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 4095])
def test_a_cut_or_undownloaded_database_is_refused_and_left_alone(vault: Vault, vault_path: Path, size: int) -> None:
    vault.close()
    path = vault_path / DATABASE
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(VaultDamaged) as caught:
        unlock(vault_path, PASSPHRASE)
    assert f"only {size:,} byte" in caught.value.what
    assert "downloaded" in caught.value.advice
    assert path.stat().st_size == size


def test_another_vaults_database_is_refused(vault: Vault, vault_path: Path, tmp_path: Path) -> None:
    vault.close()
    create(tmp_path / "other", PASSPHRASE, cost=CHEAP).close()
    shutil.copy(tmp_path / "other" / DATABASE, vault_path / DATABASE)
    with pytest.raises(VaultDamaged, match=DATABASE):
        unlock(vault_path, PASSPHRASE)


def test_a_database_without_this_vaults_row_is_refused(tmp_path: Path) -> None:
    key = VaultKey.fresh()
    path = tmp_path / DATABASE
    made = Database.create(path, key)
    for statement, reason in (
        ("UPDATE meta SET value = 'another' WHERE name = 'vault_id'", "another vault"),
        ("DELETE FROM meta WHERE name = 'vault_id'", "which vault"),
        ("DROP TABLE meta", "not a vault"),
    ):
        made.connection.execute(statement)
        made.checkpoint()
        made.close()
        with pytest.raises(VaultDamaged, match=reason):
            Database.open(path, key, read_only=False)
        made = Database(path, key, Mode.WRITE)
    made.close()


# T3: each of the checks misses damage that another sees -------------------------------------------------------------------


def test_damage_that_one_check_alone_would_miss_is_found(vault: Vault, vault_path: Path) -> None:
    fill(vault)
    vault.close()
    path = vault_path / DATABASE
    sound = path.read_bytes()
    cut_at_a_page = sound[: len(sound) // 4096 // 2 * 4096]
    junk_behind = sound + os.urandom(4096)
    flipped = bytearray(sound)
    flipped[-3000] ^= 1
    for blow in (cut_at_a_page, junk_behind, bytes(flipped)):
        path.write_bytes(blow)
        try:
            reopened = unlock(vault_path, PASSPHRASE)
        except VaultDamaged:
            continue
        assert reopened.check_database() != ()
        reopened.close()
    path.write_bytes(sound)
    reopened = unlock(vault_path, PASSPHRASE)
    assert reopened.check_database() == ()
    reopened.close()


def test_every_page_of_the_database_is_watched(vault: Vault, vault_path: Path) -> None:
    fill(vault, 500)
    vault.close()
    path = vault_path / DATABASE
    sound = path.read_bytes()
    for page in range(len(sound) // 4096):
        flip(path, page * 4096 + 17 + page % 4000)
        found = False
        try:
            reopened = unlock(vault_path, PASSPHRASE)
        except VaultDamaged:
            found = True
        else:
            found = reopened.check_database() != ()
            reopened.close()
        assert found, f"page {page}"
        path.write_bytes(sound)


def test_a_row_that_refers_to_nothing_is_found(vault: Vault) -> None:
    with vault.read() as session:
        raw = session.connection().connection.driver_connection
        assert raw is not None
        raw.rollback()
        raw.execute("PRAGMA foreign_keys = 0")
        raw.execute(
            "INSERT INTO links (id, created_at, kind, record_id, document_id) VALUES ('1', '2026', 'reactions', '2', 'nobody')"
        )
        raw.execute("PRAGMA foreign_keys = 1")
    (fault,) = vault.check_database()
    assert "links" in fault
    assert "documents" in fault


# The derived salt ---------------------------------------------------------------------------------------------------------


def test_a_flip_in_the_salt_is_found_and_put_right(vault: Vault, vault_path: Path) -> None:
    say(vault, "reactions")
    vault.close()
    path = vault_path / DATABASE
    sound = path.read_bytes()
    for offset in range(16):
        flip(path, offset, bit=offset % 8)
        reopened = unlock(vault_path, PASSPHRASE)
        assert reopened.notices == (f"The first bytes of {DATABASE} were damaged; they were restored.",)
        assert said(reopened) == ["reactions"]
        reopened.close()
        assert path.read_bytes() == sound


# T4, T7 and crashes -------------------------------------------------------------------------------------------------------

_LIFE = """
import os, sys
from pathlib import Path
from sqlalchemy import text
from ism_desktop.vault import unlock
vault = unlock(Path(sys.argv[1]), sys.argv[2])
with vault.write() as session:
    for number in range(int(sys.argv[3])):
        session.execute(text("INSERT INTO statements VALUES (:kind, 'none', '2026', 'patient')"), {"kind": f"kind number {number:06d}"})
print("saved", flush=True)
with vault.write() as session:
    session.execute(text("DELETE FROM statements"))
    session.flush()
    print("half-way", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other_program(vault: Vault, vault_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the vault open, has saved 3000 rows, and is in the middle of deleting them."""
    vault.close()
    command = [sys.executable, "-c", _LIFE, str(vault_path), PASSPHRASE, "3000"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "saved\n"
        assert process.stdout.readline() == "half-way\n"
        yield process
        process.kill()


def test_a_crash_loses_nothing_that_was_saved_and_raises_no_false_alarm(
    other_program: subprocess.Popen[str], vault_path: Path
) -> None:
    other_program.kill()
    other_program.wait(10)
    assert (vault_path / "records.db-wal").stat().st_size > 4096
    reopened = unlock(vault_path, PASSPHRASE)
    assert len(said(reopened)) == 3000
    assert reopened.generation == 1
    # Trap T4: the pages' good copies are in the log alone; the check must not report them.
    assert reopened.check_database() == ()
    reopened.close()


def test_a_log_half_written_back_by_a_crash_raises_no_false_alarm(
    other_program: subprocess.Popen[str], vault_path: Path
) -> None:
    other_program.kill()
    other_program.wait(10)
    path = vault_path / DATABASE
    # What a crash in a checkpoint leaves: a page of the file itself torn, its good copy in the log.
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size - 4096 + 100)
        file.write(bytes(2000))
    reopened = unlock(vault_path, PASSPHRASE)
    assert len(said(reopened)) == 3000
    reopened.close()


def test_another_program_is_refused_quickly_and_let_in_after_a_crash(
    other_program: subprocess.Popen[str], vault_path: Path
) -> None:
    start = time.monotonic()
    with pytest.raises(VaultInUse, match="Another window or program"):
        unlock(vault_path, PASSPHRASE)
    assert time.monotonic() - start < 5
    other_program.kill()
    other_program.wait(10)
    unlock(vault_path, PASSPHRASE).close()


def test_a_second_opening_here_does_not_give_up_the_lock(vault: Vault, vault_path: Path) -> None:
    # Trap T7, and worse: closing any other handle on the file would silently let other programs in.
    for _ in range(3):
        with pytest.raises(VaultInUse):
            unlock(vault_path, PASSPHRASE)
    say(vault, "reactions")
    vault.snapshot()
    code = "import sys; from pathlib import Path; from ism_desktop.vault import unlock; unlock(Path(sys.argv[1]), sys.argv[2])"
    found = subprocess.run(
        [sys.executable, "-c", code, str(vault_path), PASSPHRASE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode != 0
    assert "VaultInUse" in found.stderr


# T10: SQLCipher writes to stderr ------------------------------------------------------------------------------------------


def test_damage_is_not_shouted_on_the_terminal(
    vault: Vault, vault_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    vault.close()
    flip(vault_path / DATABASE, 2000)
    code = """
import sys
from pathlib import Path
from ism_desktop.vault import unlock
try:
    unlock(Path(sys.argv[1]), sys.argv[2])
except Exception as error:
    print(type(error).__name__)
"""
    found = subprocess.run(
        [sys.executable, "-c", code, str(vault_path), PASSPHRASE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.stdout == "VaultDamaged\n"
    assert found.stderr == ""


# T9: a folder that cannot be written --------------------------------------------------------------------------------------


@dataclass
class Locked:
    """A vault that holds one statement and one file, in a folder that this process may only read."""

    path: Path
    file_id: str


@pytest.fixture
def locked(vault: Vault) -> Iterator[Locked]:
    """Go on as a user who may read a filled vault and write nothing in it."""
    if sys.platform == "win32":
        pytest.skip("Windows has no mode bits")
    say(vault, "reactions")
    stored = vault.files.add_bytes(b"content", name="letter.pdf", media_type="application/pdf")
    vault.cache_files.put("thumbnail", b"picture")
    vault.close()
    # pytest's own temporary folders are closed to everyone else.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = shutil.copytree(vault.path, Path(folder) / "vault")
        places = (path, *path.rglob("*"))
        for place in places:
            place.chmod(0o555 if place.is_dir() else 0o444)
        superuser = os.geteuid() == 0
        if superuser:
            os.seteuid(65534)
        yield Locked(path, stored.file_id)
        if superuser:
            os.seteuid(0)
        for place in places:
            place.chmod(0o700)


def test_a_read_only_folder_can_be_read(locked: Locked) -> None:
    opened = unlock(locked.path, PASSPHRASE)
    assert opened.read_only
    assert said(opened) == ["reactions"]
    assert opened.check_database() == ()
    assert opened.files.read(locked.file_id) == b"content"
    assert opened.cache_files.get("thumbnail") == b"picture"
    opened.close()


def test_every_change_of_a_read_only_vault_is_refused_with_one_sentence(locked: Locked) -> None:
    opened = unlock(locked.path, PASSPHRASE)
    for change in (
        lambda: say(opened, "tolerated"),
        lambda: opened.files.add_bytes(b"", name="a", media_type="b"),
        lambda: opened.files.discard(locked.file_id),
        lambda: opened.files.bring_back(locked.file_id),
        opened.snapshot,
    ):
        with pytest.raises(VaultNotWritable, match="view only"):
            change()
    # The cache is kept in memory then, or not at all.
    opened.cache_files.put("thumbnail", b"other")
    assert opened.cache_files.get("thumbnail") == b"picture"
    cache = opened.connect_cache("search")
    cache.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    cache.close()
    opened.close()


def test_an_older_vault_in_a_read_only_folder_is_not_migrated(locked: Locked) -> None:
    with pytest.raises(VaultNotWritable, match="older version"):
        unlock(locked.path, PASSPHRASE, steps=(*STEPS, STEPS[0]))


def test_no_vault_can_be_made_inside_a_vault(locked: Locked) -> None:
    with pytest.raises(VaultExists, match="is inside the record"):
        create(locked.path / "blobs" / "inner", PASSPHRASE, cost=CHEAP)


def test_a_vault_cut_off_before_its_changes_were_in_place_is_not_shown_older(
    other_program: subprocess.Popen[str], vault_path: Path
) -> None:
    other_program.kill()
    other_program.wait(10)
    with pytest.raises(VaultNotWritable, match="was not closed"):
        Database.open(vault_path / DATABASE, VaultKey.fresh(), read_only=True)
