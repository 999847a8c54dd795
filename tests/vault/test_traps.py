"""The twelve traps of docs/security-design.md: for each, that it is there in the libraries, and that the program does not fall into it.

Other tests look at each in more places; here every one stands under its number.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from sqlcipher3 import dbapi2  # pyright: ignore[reportUnknownVariableType]

from ism_desktop.errors import KeyringUnavailable, VaultDamaged, VaultInUse, VaultNotWritable
from ism_desktop.records import store
from ism_desktop.records.kinds.medications import MEDICATIONS
from ism_desktop.vault import Vault, key_slots, keys, sqlcipher, unlock
from ism_desktop.vault.database import Database, faults
from ism_desktop.vault.integrity import rows
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.multi_device import Computer, OlderThanLastSeen
from ism_desktop.vault.sqlcipher import Mode
from tests.conftest import PASSPHRASE
from tests.vault.filing import file_document, note_medication
from tests.vault.paths import DATABASE, flip

PAGE = sqlcipher.PAGE
ROOT = Path(__file__).resolve().parents[2]
SQLCIPHER: Any = cast("Any", dbapi2)


@pytest.fixture
def key() -> VaultKey:
    return VaultKey.fresh()


@pytest.fixture
def filled(vault: Vault, vault_path: Path) -> Path:
    """A closed vault with some pages of rows."""
    with vault.write() as session:
        for number in range(200):
            store.save(session, MEDICATIONS, {"name": f"Medication {number}", "notes": f"note {number} " * 20})
    file_document(vault, "Letter", b"a letter")
    vault.close()
    return vault_path


def raw(path: Path, key: VaultKey) -> sqlite3.Connection:
    """A connection with the right key and none of the program's care."""
    connection = SQLCIPHER.connect(str(path), isolation_level=None)
    connection.execute(
        f"PRAGMA key = \"x'{key.derive(keys.DATABASE).hex()}{key.derive(keys.DATABASE_SALT, 16).hex()}'\""
    )
    return cast("sqlite3.Connection", connection)


def fault_of(path: Path) -> str:
    """What the program says when it opens the vault and checks it; empty when it finds it sound."""
    try:
        opened = unlock(path, PASSPHRASE)
    except VaultDamaged as damage:
        return str(damage)
    try:
        return "; ".join(opened.check_database())
    finally:
        opened.close()


def test_t1_a_database_is_never_made_in_the_clear(tmp_path: Path, key: VaultKey, filled: Path) -> None:
    # The trap: a pragma that nobody knows is no error, and without a key a new file is a plain one.
    plain = tmp_path / "plain.db"
    with closing(SQLCIPHER.connect(str(plain))) as connection:
        connection.execute("PRAGMA kye = 'x'")
        connection.execute("CREATE TABLE t (secret)")
    assert plain.read_bytes().startswith(b"SQLite format 3\0")
    # A key with a digit missing is an error here, and taken for a passphrase there.
    with pytest.raises(ValueError, match="32 bytes"):
        sqlcipher.connect(tmp_path / "new.db", bytes(31), bytes(16), Mode.CREATE)
    # Opening never makes a file, and what `create` made begins with the derived salt.
    with pytest.raises(sqlcipher.DatabaseError):
        sqlcipher.connect(tmp_path / "absent.db", bytes(32), bytes(16), Mode.WRITE)
    assert not (tmp_path / "absent.db").exists()
    made = Database.create(tmp_path / "made.db", key)
    made.close()
    assert (tmp_path / "made.db").read_bytes().startswith(key.derive(keys.DATABASE_SALT, 16))
    assert b"SQLite format" not in (filled / DATABASE).read_bytes()
    with closing(sqlite3.connect(filled / DATABASE)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT * FROM sqlite_master").fetchall()


@pytest.mark.parametrize("content", [b"", b"\0", bytes(PAGE - 1), bytes(PAGE)])
def test_t2_an_empty_file_is_no_new_vault(filled: Path, key: VaultKey, content: bytes, tmp_path: Path) -> None:
    # The trap: with any key it opens as a sound, empty database.
    (tmp_path / "empty.db").write_bytes(b"")
    with closing(raw(tmp_path / "empty.db", key)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    (filled / DATABASE).write_bytes(content)
    said = fault_of(filled)
    assert DATABASE in said
    assert ("download" in said) == (len(content) < PAGE)


@pytest.mark.parametrize("blow", ["cut at a page", "junk appended", "last page torn"])
def test_t3_what_one_check_misses_another_finds(filled: Path, blow: str) -> None:
    path = filled / DATABASE
    content = path.read_bytes()
    damaged = {
        "cut at a page": content[:-PAGE],
        "junk appended": content + os.urandom(PAGE),
        "last page torn": content[: -PAGE // 2] + bytes(PAGE // 2),
    }
    path.write_bytes(damaged[blow])
    assert fault_of(filled)
    path.write_bytes(content)
    assert fault_of(filled) == ""


def test_t4_after_a_crash_a_good_copy_in_the_log_is_no_damage(filled: Path, tmp_path: Path) -> None:
    opened = unlock(filled, PASSPHRASE)
    note_medication(opened, "In the log alone")
    crashed = Path(shutil.copytree(filled, tmp_path / "crashed"))
    vault_key = opened.open_key()
    opened.close()
    # A checkpoint that a power cut ended leaves torn pages in the file whose good copies are in the log.
    log = (crashed / f"{DATABASE}-wal").read_bytes()
    pages = {int.from_bytes(log[at : at + 4], "big") for at in range(32, len(log), 24 + PAGE)} - {1}
    assert pages
    for page in pages:
        flip(crashed / DATABASE, page * PAGE - 100)
    # The trap: the main file alone is judged.
    with closing(raw(crashed / DATABASE, vault_key)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() != []
        connection.execute("PRAGMA query_only = 1")
        assert connection.execute("SELECT count(*) FROM medications").fetchone() == (201,)
    flip(crashed / DATABASE, min(pages) * PAGE - 200)  # the close above may have brought the good pages back
    (crashed / f"{DATABASE}-wal").write_bytes(log)
    assert fault_of(crashed) == ""


def test_t5_each_error_gets_a_fresh_connection(filled: Path, tmp_path: Path) -> None:
    opened = unlock(filled, PASSPHRASE)
    vault_key = opened.open_key()
    opened.close()
    path = Path(shutil.copy(filled / DATABASE, tmp_path / "damaged.db"))

    def connect() -> sqlite3.Connection:
        return sqlcipher.connect(
            path, vault_key.derive(keys.DATABASE), vault_key.derive(keys.DATABASE_SALT, 16), Mode.READ_ONLY
        )

    pages = path.stat().st_size // PAGE
    sound = path.read_bytes()
    dead = most = 0
    for page in range(2, pages):
        path.write_bytes(sound)
        flip(path, page * PAGE + 50)
        with closing(connect()) as connection:
            try:
                connection.execute("SELECT * FROM sqlite_master").fetchall()
            except sqlcipher.DatabaseError:
                continue  # the list of tables itself: what snapshots are for
            try:
                connection.execute("SELECT * FROM medications").fetchall()
            except sqlcipher.DatabaseError:
                # The trap: the vault's own table lies in another page, and is not read any more.
                try:
                    connection.execute("SELECT * FROM meta").fetchall()
                except sqlcipher.DatabaseError:
                    dead += 1
                    if most < 150:
                        # meta has no row numbers; it is written anew and not salvaged.
                        salvaged = rows.salvaged(connect, leave_out=("meta",))
                        read = {table.name: len(table.rows) for table in salvaged}
                        assert read["documents"] == 1
                        most = max(most, read["medications"])
    assert dead > 5
    assert 150 < most < 200, "all but the rows of one page"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody rename an open file")
def test_t6_a_database_that_is_renamed_takes_no_more_and_is_rescued(vault: Vault, vault_path: Path) -> None:
    note_medication(vault, "Before")
    path = vault_path / DATABASE
    path.rename(vault_path / "records (conflict).db")
    # The trap: SQLite itself takes a change without a word.
    connection = vault._database.connection  # pyright: ignore[reportPrivateUsage]
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE medications SET notes = 'written into nowhere'")
    connection.execute("COMMIT")
    connection.execute("UPDATE medications SET notes = NULL")
    with pytest.raises(VaultNotWritable, match="rescue copy"):
        note_medication(vault, "After")
    assert vault.still_there() is not None
    (copy,) = vault_path.glob("records-rescued-*.db")
    with closing(raw(copy, vault.open_key())) as connection:
        assert connection.execute("SELECT name FROM medications").fetchall() == [("Before",)]


def test_t7_one_connection_serves_every_thread(vault: Vault, vault_path: Path) -> None:
    # The trap: under the exclusive lock a second connection is refused, of the same process too.
    with pytest.raises(VaultInUse):
        unlock(vault_path, PASSPHRASE)
    with closing(raw(vault_path / DATABASE, vault.open_key())) as connection:
        connection.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(SQLCIPHER.OperationalError, match="locked"):
            connection.execute("SELECT * FROM meta").fetchall()
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            note_medication(vault, f"Of thread {number}")
        except BaseException as error:  # noqa: BLE001 (told in the test's own thread)
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with vault.read() as session:
        assert len(store.list_active(session, MEDICATIONS)) == 8


def test_t8_a_keyring_that_keeps_nothing_or_keeps_it_in_the_clear_is_never_used(
    vault: Vault, vault_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    # The trap: the library obeys, and says that all went well.
    code = "import keyring; keyring.set_password('s', 'u', 'p'); print(keyring.get_password('s', 'u'))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout == "None\n"
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    here = Computer(tmp_path / "config", "Desk")
    before = (vault_path / "vault.hdr").read_bytes()
    with pytest.raises(KeyringUnavailable) as caught:
        key_slots.remember_here(vault, here)
    assert "passphrase" in str(caught.value)
    assert not key_slots.is_remembered(vault_path, here)
    assert (vault_path / "vault.hdr").read_bytes() == before
    assert [way.kind for way in key_slots.listed(vault)] == ["passphrase"]


@contextmanager
def read_only(path: Path) -> Generator[Path]:
    """A copy of a vault in a folder that this process may only read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        copy = Path(shutil.copytree(path, Path(folder) / "vault"))
        places = (copy, *copy.rglob("*"))
        for place in places:
            place.chmod(0o555 if place.is_dir() else 0o444)
        superuser = os.geteuid() == 0
        if superuser:
            os.seteuid(65534)
        try:
            yield copy
        finally:
            if superuser:
                os.seteuid(0)
            for place in places:
                place.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_t9_a_folder_that_cannot_be_written_can_be_read(filled: Path) -> None:
    opened = unlock(filled, PASSPHRASE)
    vault_key = opened.open_key()
    opened.close()
    with read_only(filled) as copy:
        # The trap: a database in WAL mode wants to write before it can be read.
        with closing(raw(copy / DATABASE, vault_key)) as connection, pytest.raises(SQLCIPHER.OperationalError):
            connection.execute("SELECT * FROM meta").fetchall()
        opened = unlock(copy, PASSPHRASE)
        assert opened.read_only
        with opened.read() as session:
            assert len(store.list_active(session, MEDICATIONS)) == 200
        with pytest.raises(VaultNotWritable):
            note_medication(opened, "One more")
        opened.close()


def test_t10_nothing_is_written_to_stderr(filled: Path) -> None:
    flip(filled / DATABASE, 100)
    code = (
        "import sys; from pathlib import Path; from ism_desktop.errors import VaultDamaged; from ism_desktop.vault import unlock\n"
        "try:\n    unlock(Path(sys.argv[1]), sys.argv[2])\nexcept VaultDamaged:\n    print('named')"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, str(filled), PASSPHRASE], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert (answer.stdout, answer.stderr) == ("named\n", "")


_DIALOG = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
app = QApplication([])
careful = sys.argv[2] == "careful"
if careful:
    from ism_desktop.ui.base import files
    files.leave_no_trace()
dialog = QFileDialog(None, "Choose", sys.argv[1])
dialog.setOption(QFileDialog.Option.DontUseNativeDialog, True)
dialog.show()
app.processEvents()
dialog.accept()
dialog.close()
dialog.deleteLater()
app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
app.processEvents()
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="Qt keeps its settings elsewhere; looked at there by hand"
)
@pytest.mark.parametrize("care", ["careless", "careful"])
def test_t11_the_file_dialog_writes_no_visited_folder(tmp_path: Path, care: str) -> None:
    visited = tmp_path / "Mastocytosis papers"
    visited.mkdir()
    config = tmp_path / "config"
    environment = {**os.environ, "XDG_CONFIG_HOME": str(config), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _DIALOG, str(visited), care]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, timeout=60)
    written = b"".join(path.read_bytes() for path in config.rglob("*") if path.is_file())
    assert (b"Mastocytosis" in written) == (care == "careless"), "the trap is there, and the program is not in it"


_PRINTING = """
import os, sys, stat
from pathlib import Path
from ism_desktop.ui.paper_kit.print_run import JOB_TITLE, private_temporary_folder
with private_temporary_folder():
    folder = Path(os.environ["TMPDIR"])
    page = folder / "cupsTempFd"
    page.write_text("a page of the card")
    kind = next(line.split()[2] for line in reversed(Path("/proc/mounts").read_text().splitlines())
                if str(folder).startswith(line.split()[1].rstrip("/") + "/"))
    print(oct(stat.S_IMODE(folder.stat().st_mode)), kind, JOB_TITLE)
print(folder.exists(), os.environ.get("TMPDIR"))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux prints through a folder")
def test_t11_pages_on_their_way_to_the_printer_lie_in_memory_only(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _PRINTING]
    answer = subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert answer.stdout.splitlines() == ["0o700 tmpfs Document", f"False {tmp_path}"]
    assert list(tmp_path.iterdir()) == []


def test_t12_a_flipped_bit_in_the_log_is_noticed(filled: Path, tmp_path: Path) -> None:
    here = Computer(tmp_path / "config", "Desk")
    opened = unlock(filled, PASSPHRASE, computer=here)
    for number in range(5):
        note_medication(opened, f"Later {number}")
    crashed = Path(shutil.copytree(filled, tmp_path / "crashed"))
    vault_key, generation = opened.open_key(), opened.generation
    opened.close()
    log = crashed / f"{DATABASE}-wal"
    flip(log, log.stat().st_size // 2)
    # The trap: the change and all later ones are gone, and every check is content.
    again = Path(shutil.copytree(crashed, tmp_path / "again"))
    with closing(raw(again / DATABASE, vault_key)) as connection:
        (left,) = connection.execute("SELECT count(*) FROM medications WHERE name LIKE 'Later%'").fetchone()
        assert left < 5
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        assert faults(connection) == ()
    opened = unlock(crashed, PASSPHRASE, computer=here)
    (concern,) = opened.concerns
    assert isinstance(concern, OlderThanLastSeen)
    assert concern.generation < concern.last_generation == generation
    opened.close()


def test_every_trap_has_its_test() -> None:
    named = {int(name.split("_")[1][1:]) for name in globals() if name.startswith("test_t")}
    assert named == set(range(1, 13))
