"""Rescue of a vault whose database is damaged: the newest sound snapshot, else what rows can be read, else an empty one to file into.

Nothing is overwritten: the damaged file is kept in the vault's trash for 90 days, with its log. The documents lie in files of their own
and are not touched; their records can be made again from what stands in front of them (docs/security-design.md, Snapshots and backups).
"""

import contextlib
import io
import secrets
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from ism_desktop.errors import VaultDamaged, VaultInUse, VaultNotWritable
from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import (
    cache,
    database,
    document_files,
    durable,
    flaws,
    header_files,
    keys,
    opening,
    rescue_copies,
    snapshots,
    sqlcipher,
)
from ism_desktop.vault.database import WRITING, Database
from ism_desktop.vault.document_files import DocumentFiles
from ism_desktop.vault.integrity import messages, rows
from ism_desktop.vault.integrity.findings import Fault, Finding, Severity
from ism_desktop.vault.integrity.rows import TableRows
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.migrations import STEPS
from ism_desktop.vault.migrations.step import migrate
from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.sealed import Seal, SealBroken
from ism_desktop.vault.sqlcipher import Mode

_META = "meta"
_LOG = "-wal"
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SoundSnapshot:
    """A snapshot that can take the database's place: when it was taken, and after how many changes."""

    path: Path
    taken: datetime
    generation: int


@dataclass(frozen=True, slots=True)
class SalvageReport:
    """How many rows of each table were brought over, how many of those in an older state, and how many are lost.

    The older ones come from a snapshot: what stood in them when it was taken. `is_exact` unless more may be lost.
    """

    kept: Mapping[str, int]
    older: Mapping[str, int]
    lost: Mapping[str, int]
    is_exact: bool


class Rescue:
    """A vault that is not open, its key in hand. One of `put_back`, `salvage` and `start_empty` makes it open again."""

    def __init__(self, path: Path, key: VaultKey, rescued: Sequence[Path] = ()) -> None:
        self.path = path
        self._key = key
        self._rescued = rescued
        self._database = path / database.FILE
        self._files = DocumentFiles(path, Seal.of(key, keys.DOCUMENT_FILES), read_only=True)

    @classmethod
    def of(cls, path: Path, passphrase: str, *, computer: Computer | None = None) -> Self:
        """Take the key out of the header; the computer is asked where it keeps rescue copies.

        Raises:
            VaultMissing, VaultDamaged, VaultTooNew, WrongPassphrase.
        """
        path = path.absolute()
        key = opening.key_for(path, header_files.find(path), passphrase)
        return cls(path, key, () if computer is None else (computer.rescue_folder(key.vault_id),))

    # Looking --------------------------------------------------------------------------------------------------------------

    def snapshots(self, progress: Progress = no_progress) -> list[SoundSnapshot]:
        """The snapshots and rescue copies that pass every check, the latest state first."""
        found: list[SoundSnapshot] = []
        candidates = rescue_copies.found([self.path, *self._rescued])
        candidates += snapshots.newest_first(self.path / snapshots.FOLDER)
        candidates.sort(key=snapshots.generation_of, reverse=True)
        for number, path in enumerate(candidates):
            progress(number, len(candidates), tr("Checking the snapshots of your entries"))
            with contextlib.suppress(OSError):
                if not snapshots.faults(path, self._key):
                    found.append(SoundSnapshot(path, snapshots.taken_at(path), snapshots.generation_of(path)))
        return found

    def findings(self, damage: VaultDamaged, progress: Progress = no_progress) -> list[Finding]:
        """What can be said while the records cannot be asked: why the database does not open, and every file that does not verify."""
        found = [Finding(Severity.DAMAGED, self._fault(), database.FILE, damage.what, damage.advice)]
        file_ids = sorted(self._files.ids())
        for number, file_id in enumerate(file_ids):
            progress(number, len(file_ids), tr("Reading your documents"))
            front_name = None
            try:
                front_name = str(self._files.front(file_id)["name"])
                self._files.examine(self._files.path_of(file_id), _uncounted)
            except (OSError, SealBroken, VaultDamaged) as error:
                flaw = error.flaw if isinstance(error, SealBroken) else flaws.UNREADABLE
                found.append(messages.damaged(file_id, None, front_name, flaw))
        return found

    def _fault(self) -> Fault:
        try:
            return Fault.NOT_DOWNLOADED if document_files.is_placeholder(self._database.stat()) else Fault.DAMAGED
        except OSError:
            return Fault.MISSING

    # Bringing back --------------------------------------------------------------------------------------------------------

    def put_back(self, snapshot: Path) -> None:
        """Let a snapshot take the database's place. Raises VaultDamaged if it is not sound, VaultInUse, VaultNotWritable."""
        with durable.named_failures(self.path):
            if snapshots.faults(snapshot, self._key):
                raise VaultDamaged(
                    tr("The snapshot {file} is damaged as well.", file=snapshot.name),
                    tr("Choose an older one, or restore a backup."),
                )
            copy = self._new_file()
            try:
                _copy(snapshot, copy)
                self._take_place(copy)
            finally:
                durable.remove(copy)

    def salvage(self, progress: Progress = no_progress) -> SalvageReport:
        """Bring every row that can be read into a new database; those that cannot, as they stand in the newest sound snapshot.

        Raises:
            VaultDamaged: not even the list of its tables can be read; then only a snapshot or `start_empty` is left.
            VaultInUse, VaultNotWritable; Cancelled out of `progress`. Then the database is as it was.
        """
        with durable.named_failures(self.path):
            workshop = self._trash(f"salvage-{secrets.token_hex(4)}")
            durable.make_folder(workshop.parent)
            workshop.mkdir(mode=0o700)
            copy = self._new_file()
            try:
                found = self._filled_up(self._read(workshop, progress))
                report = self._write(copy, found)
                self._take_place(copy)
            except sqlcipher.DatabaseError as error:
                raise VaultDamaged(
                    tr(
                        "Nothing in the file {file} in “{folder}” can be read, not even its list of tables.",
                        file=database.FILE,
                        folder=str(self.path),
                    ),
                    tr("Put back a snapshot, restore a backup, or start again from the documents alone."),
                ) from error
            finally:
                durable.remove(copy)
                shutil.rmtree(workshop, ignore_errors=True)
        return report

    def start_empty(self) -> None:
        """Put an empty database in place; every document file is then one without a record. Raises VaultInUse, VaultNotWritable."""
        with durable.named_failures(self.path):
            copy = self._new_file()
            try:
                self._write(copy, _Read((), len(STEPS), 0))
                self._take_place(copy)
            finally:
                durable.remove(copy)

    # Steps ----------------------------------------------------------------------------------------------------------------

    def _read(self, workshop: Path, progress: Progress) -> "_Read":
        """Read a copy of the damaged file and its log, so that neither is changed."""
        copy = workshop / database.FILE
        _copy_with_log(self._database, copy)
        with contextlib.suppress(sqlcipher.DatabaseError):
            # What the log holds comes first; the pages that it replaces may be the damaged ones.
            connection = self._connect(copy, Mode.WRITE)
            connection.close()

        def connect() -> sqlite3.Connection:
            return self._connect(copy, Mode.READ_ONLY)

        with contextlib.closing(connect()) as connection:
            (steps,) = connection.execute("PRAGMA user_version").fetchone()
        generation = 0
        with contextlib.suppress(sqlcipher.DatabaseError, TypeError), contextlib.closing(connect()) as connection:
            (generation,) = connection.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
        tables: list[TableRows] = []
        for table in rows.salvaged(connect, leave_out=(_META,)):
            tables.append(table)
            progress(0, 0, tr("Reading what can still be read"))
        return _Read(tables, int(steps), int(generation))

    def _filled_up(self, read: "_Read") -> "_Read":
        """Add the lost rows whose key is known as they stand in the newest sound snapshot; rows that were deleted since stay deleted."""
        newest = next(iter(self.snapshots()), None)
        if newest is None or not any(table.lost_keys for table in read.tables):
            return read
        older: dict[str, list[tuple[Any, ...]]] = {}
        with contextlib.closing(self._connect(newest.path, Mode.READ_ONLY)) as connection:
            for table in read.tables:
                names = ", ".join(f'"{column}"' for column in table.columns)
                query = f'SELECT {names} FROM "{table.name}" WHERE "{table.key_column}" = ?'  # noqa: S608  (its own names)
                with contextlib.suppress(sqlcipher.DatabaseError):  # a table that the snapshot has not yet
                    older[table.name] = [
                        row for key in table.lost_keys for row in connection.execute(query, (key,)).fetchall()
                    ]
        return replace(read, older=older)

    def _connect(self, path: Path, mode: Mode) -> sqlite3.Connection:
        salt = self._key.derive(keys.DATABASE_SALT, sqlcipher.SALT_BYTES)
        return sqlcipher.connect(path, self._key.derive(keys.DATABASE), salt, mode)

    def _write(self, path: Path, read: "_Read") -> SalvageReport:
        """Make the new database with the tables of that version, and the rows."""
        made = Database.create(path, self._key)
        try:
            migrate(made.engine, STEPS[: read.steps])
            older = {table.name: len(read.older.get(table.name, ())) for table in read.tables}
            lost = {table.name: table.lost - older[table.name] for table in read.tables}
            connection = made.connection
            connection.execute("PRAGMA foreign_keys = 0")
            connection.execute("BEGIN IMMEDIATE")
            for table in read.tables:
                _insert(connection, table, [*table.rows, *read.older.get(table.name, ())])
            for table, number, *_ in connection.execute("PRAGMA foreign_key_check").fetchall():
                # It pointed to a row that is lost, and would make the new database unsound.
                connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (number,))  # noqa: S608  (its own names)
                lost[table] += 1
            kept = {table.name: _count(connection, table.name) for table in read.tables}
            connection.execute("COMMIT")
            with made.engine.execution_options(**{WRITING: True}).begin() as writing:
                # Beyond every number in use: whoever counts by generations must see this as a later state.
                made.set_generation(writing, max(read.generation, self._latest_generation()) + 1)
            if made.check():
                raise AssertionError("the new database is not sound")
        finally:
            made.close()
        return SalvageReport(kept, older, lost, all(table.is_exact for table in read.tables))

    def _latest_generation(self) -> int:
        paths = snapshots.newest_first(self.path / snapshots.FOLDER)
        return snapshots.generation_of(paths[0]) if paths else 0

    def _take_place(self, new: Path) -> None:
        """Keep the damaged file and its log in the trash, and let the new one take its place."""
        kept = self._trash(
            f"{database.FILE}{snapshots.DAMAGED}{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}-{secrets.token_hex(2)}"
        )
        durable.make_folder(kept.parent)
        # A log may be there alone: then a sync client took the database away, and its last changes stand in the log.
        _copy_with_log(self._database, kept)
        if self._database.exists():
            self._require_closed()
        # A log that belongs to the old file would be played into the new one.
        for ending in (_LOG, "-shm"):
            durable.remove(self._database.with_name(f"{database.FILE}{ending}"))
        # For good, before the new one has its name: after a power cut the log could be back beside it.
        durable.sync_folder(self._database.parent)
        durable.replace(new, self._database)
        for path in (self.path / cache.FOLDER).glob("*.db"):
            cache.discard(self.path, path.stem)

    def _require_closed(self) -> None:
        if database.is_open_here(self._database):
            raise VaultInUse(tr("The record is open in this window."), tr("Lock it first."))
        try:
            self._connect(self._database, Mode.WRITE).close()
        except sqlcipher.DatabaseError as error:
            if sqlcipher.is_busy(error):
                raise VaultInUse(tr("Another window has this record open."), tr("Close it there first.")) from error

    def _trash(self, name: str) -> Path:
        return self.path / document_files.TRASH / name

    def _new_file(self) -> Path:
        if not durable.is_writable(self.path):
            raise VaultNotWritable(
                tr("Nothing can be written to the folder “{folder}”.", folder=str(self.path)),
                tr("Copy the whole folder to a folder of your own, and try there."),
            )
        durable.make_folder(self.path / document_files.TRASH)
        return self._trash(f"{secrets.token_hex(4)}{durable.TEMPORARY}")


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of a damaged database: its tables, how many migrations it had taken, its generation; and rows of a snapshot."""

    tables: Sequence[TableRows]
    steps: int
    generation: int
    older: Mapping[str, Sequence[tuple[Any, ...]]] = field(default_factory=dict[str, Sequence[tuple[Any, ...]]])


def _copy_with_log(source: Path, target: Path) -> None:
    for ending in ("", _LOG):
        path = source.with_name(f"{source.name}{ending}")
        if path.exists():
            _copy(path, target.with_name(f"{target.name}{ending}"))


def _copy(source: Path, target: Path) -> None:
    """Copy a file, with empty pages where the disk does not give any: the others are still worth having."""
    durable.write_new(target, _readable_pages(source))
    durable.sync_folder(target.parent)


def _readable_pages(path: Path) -> Iterator[bytes]:
    size = path.stat().st_size
    with path.open("rb", buffering=0) as file:
        start = 0
        while start < size:
            wanted = min(_PIECE, size - start)
            piece = _read_or_none(file, start, wanted)
            if not piece and wanted > sqlcipher.PAGE:
                wanted = sqlcipher.PAGE
                piece = _read_or_none(file, start, wanted)
            piece = piece or bytes(wanted)
            yield piece
            start += len(piece)


def _read_or_none(file: io.FileIO, start: int, length: int) -> bytes | None:
    file.seek(start)
    try:
        return file.read(length)
    except OSError:
        return None


def _insert(connection: sqlite3.Connection, table: TableRows, rows_to_take: Iterable[tuple[Any, ...]]) -> None:
    present = {str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
    taken = [number for number, column in enumerate(table.columns) if column in present]
    if not taken:
        return
    names = ", ".join(f'"{table.columns[number]}"' for number in taken)
    marks = ", ".join("?" for _ in taken)
    connection.executemany(
        f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({marks})',  # noqa: S608  (its own names)
        ([row[number] for number in taken] for row in rows_to_take),
    )


def _count(connection: sqlite3.Connection, table: str) -> int:
    (number,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608  (its own names)
    return int(number)


def _uncounted(_length: int) -> None:
    """Files are counted here, not bytes."""
