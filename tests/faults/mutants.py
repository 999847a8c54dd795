"""Bugs that are planted while the suites run, one at a time, by replacing functions of the program: each must be caught."""

# pyright: basic, reportPrivateUsage=false
# Planting a bug means replacing what is nobody’s business otherwise.

import contextlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ism_desktop.errors import VaultNotWritable
from ism_desktop.records import safekeeping, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import database, durable, header_files, keys, sealed, snapshots, sqlcipher
from ism_desktop.vault.backups import making, manifest, restoring
from ism_desktop.vault.backups.copying import Copying
from ism_desktop.vault.backups.manifest import Entry
from ism_desktop.vault.database import Database
from ism_desktop.vault.document_files import DocumentFiles, StoredFile
from ism_desktop.vault.draft_files import DraftFiles
from ism_desktop.vault.header import HeaderCopy
from ism_desktop.vault.integrity import checks
from ism_desktop.vault.key_slots import slots
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.migrations import step
from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.vault import Vault
from tests.faults import expected_state

Plant = Callable[[], None]


@dataclass(frozen=True)
class Bug:
    """How it is planted, and the questions of which at least one must find it."""

    plant: Plant
    caught_by: tuple[dict[str, Any], ...]


def _kills(life: str, rounds: int = 80) -> dict[str, Any]:
    return {"suite": "kills", "life": life, "rounds": rounds}


def _cuts(life: str, model: str = "strict", rounds: int = 72) -> dict[str, Any]:
    return {"suite": "cuts", "life": life, "rounds": rounds, "model": model}


def _disks(life: str, rounds: int = 40) -> dict[str, Any]:
    return {"suite": "disks", "life": life, "rounds": rounds}


_DAMAGE: dict[str, Any] = {"suite": "damage", "life": "editing"}


def _no(*_: Any, **__: Any) -> None:
    """In place of something that has to be done."""


def _replaced(owner: Any, name: str, value: Any) -> Plant:
    return lambda: setattr(owner, name, value)


# The order of writes ------------------------------------------------------------------------------------------------------


def _row_before_files() -> None:
    waiting: list[Callable[[], StoredFile]] = []
    add, write = DocumentFiles.add, Vault.write

    def later(self: DocumentFiles, untrusted: Any, **more: Any) -> StoredFile:
        content = b"".join(untrusted)
        number = f"{len(waiting) + 1:032x}"
        waiting.append(lambda: add(self, (content,), **more))
        return StoredFile(number, more["size"], more["sha256"])

    @contextlib.contextmanager
    def written(self: Vault) -> Iterator[Any]:
        with write(self) as session:
            yield session
        real, path_of = list(waiting), DocumentFiles.path_of
        waiting.clear()
        for number, act in enumerate(real, 1):
            made = act()
            durable.make_folder(path_of(self.files, f"{number:032x}").parent)
            durable.replace(path_of(self.files, made.file_id), path_of(self.files, f"{number:032x}"))

    DocumentFiles.add, Vault.write = later, written


def _files_with_the_row_in_the_trash() -> None:
    trash = store.trash

    def trashed(session: Any, kind: Any, record_id: str, **more: Any) -> None:
        trash(session, kind, record_id, **more)
        if kind is DOCUMENTS:
            # The session's database lies beside the files.
            place = Path(session.connection().exec_driver_sql("PRAGMA database_list").fetchone()[2]).parent
            file_id = store.get(session, kind, record_id).values["file_id"]
            (place / "blobs" / file_id[:2] / f"{file_id}.ismd").unlink()

    store.trash = trashed


def _in_place() -> None:
    def write_in_place(path: Path, chunks: Any) -> None:
        with path.open("wb", buffering=0) as file:
            for chunk in chunks:
                file.write(chunk)
            durable.sync_descriptor(file.fileno())
        durable.sync_folder(path.parent)

    durable.write_in_place = write_in_place


def _copied_into_place() -> None:
    def replace_unsynced(source: Path, target: Path) -> None:
        shutil.copyfile(source, target)
        source.unlink()

    durable.replace_unsynced = replace_unsynced


def _synchronous(level: str) -> Plant:
    def plant() -> None:
        connect = sqlcipher.connect

        def weaker(*args: Any) -> Any:
            connection = connect(*args)
            connection.execute(f"PRAGMA synchronous = {level}")
            return connection

        sqlcipher.connect = weaker

    return plant


def _log_thrown_away() -> None:
    check = database._check_outside

    def checked(path: Path, *args: Any, **more: Any) -> bool:
        path.with_name(f"{path.name}-wal").unlink(missing_ok=True)
        return check(path, *args, **more)

    database._check_outside = checked


def _never_committed() -> None:
    from ism_desktop.vault import vault

    vault._BlockSession.keep = vault._BlockSession.flush


def _marked_before_migrated() -> None:
    def migrate(engine: Any, steps: Any) -> None:
        from alembic.migration import MigrationContext
        from alembic.operations import Operations

        for number, each in enumerate(steps[step.version(engine) :], step.version(engine) + 1):
            for act in (
                lambda on, number=number: on.exec_driver_sql(f"PRAGMA user_version = {number}"),
                lambda on, each=each: each.upgrade(Operations(MigrationContext.configure(on))),
            ):
                with engine.execution_options(**{database.WRITING: True}).begin() as connection:
                    act(connection)

    from ism_desktop.vault import creating, opening

    creating.migrate = opening.migrate = migrate


def _no_synced_drafts() -> None:
    write_new = durable.write_new

    def write(self: DraftFiles, content: bytes) -> None:
        found = self._found()
        number = max(found, default=0)
        name = "b" if found and found[number][0] == "a" else "a"
        durable.make_folder(self._vault / "drafts")
        temporary = self._path(name).with_suffix(durable.TEMPORARY)
        file_id = f"drafts/{name}".encode().ljust(16, b"\0")
        write_new(temporary, self._seal.seal(file_id, {"number": number + 1}, len(content), (content,)), synced=False)
        durable.replace_unsynced(temporary, self._path(name))

    DraftFiles._write = write


def _no_synced_computer() -> None:
    write = Computer._write

    def unsynced(self: Computer, path: Path, content: bytes, **_: bool) -> None:
        write(self, path, content)

    Computer._write = unsynced


def _snapshot_under_its_name() -> None:
    write_copy = snapshots.write_copy

    def unfinished(source: Database, vault_key: VaultKey, target: Path) -> None:
        named = snapshots._free_name(target.parent, source.generation)
        durable.write_in_place(named.with_suffix(".hdr"), ((source.path.parent / header_files.MAIN).read_bytes(),))
        write_copy(source, vault_key, named)
        shutil.copyfile(named, target)
        named.unlink()

    snapshots.write_copy = unfinished


# Keys and numbers ---------------------------------------------------------------------------------------------------------


def _former_slot_kept() -> None:
    slots.put = lambda vault, made: slots.add(vault, slots.replace(made, id="00" * 8))


def _one_header_only() -> None:
    header_files.rewrite = lambda path, packed, _former: durable.write_in_place(path / header_files.TWIN, (packed,))


# Backups ------------------------------------------------------------------------------------------------------------------


def _pruned_first() -> None:
    furnish = making._furnish

    def furnished(folder: Path, header: bytes) -> None:
        furnish(folder, header)
        for path in (folder / manifest.FOLDER).iterdir():
            path.unlink()

    making._furnish = furnished


def _manifest_before_files() -> None:
    waiting: list[tuple[Path, bytes]] = []
    write = making._write

    def put(self: Copying, path: str, content: Any) -> Entry:
        whole = b"".join(content)
        waiting.append((self._folder / path, whole))
        return Entry(expected_state.sha(whole), len(whole), path)

    def written(*args: Any) -> None:
        write(*args)
        for path, content in waiting:
            path.parent.mkdir(exist_ok=True)
            durable.write_in_place(path, (content,))

    Copying._put, making._write = put, written

    def unread(self: Copying, entries: Iterable[Entry]) -> list[Entry]:
        return list(entries)

    Copying.read_back = unread


def _restore_offered_first() -> None:
    copy = restoring._copy

    def copied(source: Any, to: Path, chosen: Any, *args: Any) -> Any:
        header_files.write(to, restoring._header(source, chosen.vault_id, None))
        return copy(source, to, chosen, *args)

    restoring._copy = copied


# Checks -------------------------------------------------------------------------------------------------------------------


def _unchecked_database() -> None:
    database._check_outside = lambda *_args, **_more: True
    Database._check_inside = _no


def _no_checkpoint_before_check() -> None:
    Database.check = lambda self: database.faults(self.connection)


def _last_piece_not_marked() -> None:
    sealed._nonce = lambda number, **_: number.to_bytes(11, "big") + b"\0"


def _raw_errors() -> None:
    @contextlib.contextmanager
    def unnamed(_place: Path) -> Iterator[None]:
        yield

    durable.named_failures = unnamed


def _place_not_named() -> None:
    durable.not_writable = lambda _place, _error: VaultNotWritable("Something went wrong.", "Try again.")


BUGS: dict[str, Bug] = {
    "the row before its files": Bug(_row_before_files, (_kills("importing"),)),
    "files go when the record goes to the trash": Bug(_files_with_the_row_in_the_trash, (_kills("deleting", 30),)),
    "files written in place": Bug(_in_place, (_kills("importing", 120),)),
    "copied instead of renamed": Bug(_copied_into_place, (_kills("importing", 120),)),
    "no sync of folders": Bug(_replaced(durable, "sync_folder", _no), (_cuts("importing"),)),
    "no sync of files": Bug(_replaced(durable, "sync_descriptor", _no), (_cuts("importing", "ext4"),)),
    "synchronous = NORMAL": Bug(_synchronous("NORMAL"), (_cuts("editing"),)),
    "synchronous = OFF": Bug(_synchronous("OFF"), (_cuts("editing"),)),
    "a log that was left is thrown away": Bug(_log_thrown_away, (_kills("editing", 60),)),
    "reported without a commit": Bug(_never_committed, (_kills("editing", 10),)),
    "a migration marked before it is made": Bug(_marked_before_migrated, (_kills("migrating", 100),)),
    "drafts not synced": Bug(_no_synced_drafts, (_cuts("drafting"),)),
    "the computer's id not synced": Bug(_no_synced_computer, (_cuts("migrating"),)),
    "a snapshot made under its final name": Bug(_snapshot_under_its_name, (_kills("keeping"),)),
    "the generation does not rise": Bug(_replaced(Database, "set_generation", _no), (_kills("editing", 10),)),
    "the former passphrase's slot is kept": Bug(_former_slot_kept, (_kills("keying", 10),)),
    "only one copy of the header is changed": Bug(_one_header_only, (_kills("keying", 10),)),
    "discarded files are deleted": Bug(
        _replaced(DocumentFiles, "discard", lambda self, file_id: durable.remove(self.path_of(file_id))),
        (_kills("deleting", 10),),
    ),
    "files without a row are not offered": Bug(_replaced(safekeeping, "unfiled", lambda _: []), (_kills("importing"),)),
    "earlier backups pruned first": Bug(_pruned_first, (_kills("backing_up"),)),
    "the manifest before its files": Bug(_manifest_before_files, (_kills("backing_up"),)),
    "a restore offered before it is verified": Bug(_restore_offered_first, (_kills("restoring", 80),)),
    "temporary files left over": Bug(_replaced(durable, "remove", _no), (_disks("importing"),)),
    "errors of the system pass unnamed": Bug(_raw_errors, (_disks("importing"),)),
    "errors of SQLite pass unnamed": Bug(
        _replaced(sqlcipher, "explained", lambda _path, _error: None), (_disks("editing"),)
    ),
    "the sentence does not name the place": Bug(_place_not_named, (_disks("editing"),)),
    "no checkpoint before the check (T4)": Bug(_no_checkpoint_before_check, (_kills("keeping", 160),)),
    "the header's seal is not checked": Bug(_replaced(HeaderCopy, "is_genuine", lambda *_: True), (_DAMAGE,)),
    "the last piece is not marked": Bug(_last_piece_not_marked, (_DAMAGE,)),
    "size and digest are not compared": Bug(_replaced(checks, "_agrees", lambda *_: True), (_DAMAGE,)),
    "the salt is not repaired": Bug(_replaced(database, "_repair_salt", _no), (_DAMAGE,)),
    "an empty database is accepted (T2)": Bug(_unchecked_database, (_DAMAGE,)),
    "a database moved away is not noticed (T6)": Bug(_replaced(Database, "displaced", _no), (_DAMAGE,)),
    "a snapshot is not checked": Bug(_replaced(snapshots, "_require_sound", _no), (_DAMAGE,)),
    "one key for every document file": Bug(
        _replaced(sealed.Seal, "_cipher", lambda self, _header: sealed.AESGCM(keys.expand(self.key, b"", "all"))),
        (_DAMAGE,),
    ),
}
