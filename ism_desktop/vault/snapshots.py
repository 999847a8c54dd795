"""Snapshots: immutable encrypted copies of the database beside it, each checked before it counts, with a copy of the key header.

They are what sync and backup programs may safely copy, and what is left when the database itself is damaged (docs/security-design.md).
"""

import contextlib
import re
import secrets
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ism_desktop.errors import VaultDamaged
from ism_desktop.language import tr_lazy
from ism_desktop.vault import database, document_files, durable, keys, sqlcipher
from ism_desktop.vault.database import Database
from ism_desktop.vault.flaws import Flaw
from ism_desktop.vault.keys import VaultKey
from ism_desktop.vault.message import message
from ism_desktop.vault.sqlcipher import Mode

FOLDER = "snapshots"
DAMAGED = ".damaged-"  # a database that a rescue replaced is called so in the trash

_TIME = "%Y-%m-%dT%H%MZ"
# A rescue copy carries the same name behind a word of its own, and is checked and put back in the same way.
_NAME = re.compile(r"(?:records-rescued-)?(\d{4}-\d{2}-\d{2}T\d{4}Z)-g(\d{6,})(?:-(\d+))?\.db")
_LAST, _DAYS, _WEEKS = 5, 7, 4
_DAMAGED_DAYS = 90
_DAY_SECONDS = 24 * 60 * 60

_WRONG_BEGINNING = "wrong beginning"
_WRONG_CONTENT = "wrong content"
_OWN_FAULTS = {
    _WRONG_BEGINNING: message(tr_lazy("The file {file} does not begin as it should.")),
    _WRONG_CONTENT: message(tr_lazy("The file {file} does not hold what its name says.")),
}
_SQLITE_SAYS = tr_lazy("The file {file} does not pass the database’s own check ({fault}).")


def take(source: Database, vault_key: VaultKey, header: bytes) -> Path:
    """Copy the open database and its header, check the copy, and thin out the old ones.

    Returns:
        The copy's path.

    Raises:
        VaultDamaged: the copy is not sound, so the database is not; nothing is left of it.
        VaultNotWritable: the disk is full or the folder cannot be written.
    """
    folder = source.path.parent / FOLDER
    generation = source.generation
    temporary = folder / f"{secrets.token_hex(4)}{durable.TEMPORARY}"
    with durable.named_failures(folder.parent):
        durable.make_folder(folder)
        try:
            with sqlcipher.named_failures(source.path):
                source.checkpoint()
            write_copy(source, vault_key, temporary)
            target = _free_name(folder, generation)
            durable.write_in_place(target.with_suffix(".hdr"), (header,))
            durable.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                durable.remove(temporary)
            raise
    thin_out(folder)
    return target


def write_copy(source: Database, vault_key: VaultKey, target: Path) -> None:
    """Write the open database's present state into a new file, synced and checked. Raises VaultDamaged, VaultNotWritable, OSError."""
    generation = source.generation
    durable.write_new(target, (), synced=False)
    with sqlcipher.named_failures(source.path):
        source.connection.execute("VACUUM INTO ?", (sqlcipher.file_uri(target, "mode=rw"),))
        durable.sync_file(target)
        _require_sound(target, source.path, vault_key, generation)


def present(source: Database, vault_key: VaultKey, header: bytes) -> Path:
    """The newest snapshot, if it holds the database's present state and header and is sound; else one taken now. Raises as `take` does."""
    for path in newest_first(source.path.parent / FOLDER)[:1]:
        with contextlib.suppress(OSError):
            same_header = path.with_suffix(".hdr").read_bytes() == header
            if generation_of(path) == source.generation and same_header and not faults(path, vault_key):
                return path
    return take(source, vault_key, header)


def taken_at(path: Path) -> datetime:
    """When a snapshot was taken, as its name tells."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        raise ValueError(f"not the name of a copy of the records: {path.name!r}")
    return datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)


def stem(moment: datetime, generation: int) -> str:
    """The name of a copy of the records, without its ending."""
    return f"{moment:{_TIME}}-g{generation:06d}"


def generation_of(path: Path) -> int:
    """The generation that a snapshot's name tells, or 0 for another name."""
    match = _NAME.fullmatch(path.name)
    return int(match[2]) if match else 0


def faults(path: Path, vault_key: VaultKey) -> tuple[str, ...]:
    """What is wrong with a snapshot; nothing when it is sound, holds this vault, and goes as far as its name tells. Raises OSError."""
    salt = vault_key.derive(keys.DATABASE_SALT, sqlcipher.SALT_BYTES)
    with path.open("rb") as file:
        # SQLCipher does not look at these bytes, since the salt is derived; a stand-alone reader may.
        if file.read(len(salt)) != salt:
            return (_WRONG_BEGINNING,)
    try:
        connection = sqlcipher.connect(path, vault_key.derive(keys.DATABASE), salt, Mode.READ_ONLY)
        try:
            found = database.faults(connection)
            meta = {str(name): str(value) for name, value in connection.execute("SELECT name, value FROM meta")}
        finally:
            connection.close()
    except sqlcipher.DatabaseError as error:
        return (f"{sqlcipher.error_name(error)}: {error}",)
    if meta.get("vault_id") != vault_key.vault_id or meta.get("generation") != str(generation_of(path)):
        found += (_WRONG_CONTENT,)
    return found


def flaw_of(found: Sequence[str]) -> Flaw:
    """What `faults` found, as a sentence about the file: what SQLite says stands in it as SQLite says it."""
    first = found[0]
    return _OWN_FAULTS[first] if first in _OWN_FAULTS else message(_SQLITE_SAYS, fault=first)


def _require_sound(copy: Path, original: Path, vault_key: VaultKey, generation: int) -> None:
    salt = vault_key.derive(keys.DATABASE_SALT, sqlcipher.SALT_BYTES)
    connection = sqlcipher.connect(copy, vault_key.derive(keys.DATABASE), salt, Mode.READ_ONLY)
    try:
        found = database.faults(connection)
        (copied,) = connection.execute("SELECT value FROM meta WHERE name = 'generation'").fetchone()
    finally:
        connection.close()
    if found or int(copied) != generation:
        raise VaultDamaged(
            message(
                tr_lazy("A copy of {file} that was just made is damaged, so {file} itself is damaged."),
                file=original.name,
            ),
            message(
                tr_lazy(
                    "Do not write anything more. Lock your record, keep the folder as it is, and restore a backup to a new "
                    "folder."
                )
            ),
        )


def _free_name(folder: Path, generation: int) -> Path:
    named = stem(datetime.now(UTC), generation)
    # Beyond the highest, not the first that is free: a number that was thinned out would make the new copy the oldest one.
    numbers = [int(match[3] or 1) for path in folder.glob(f"{named}*.db") if (match := _NAME.fullmatch(path.name))]
    number = 1 + max(numbers, default=0)
    return folder / (f"{named}.db" if number == 1 else f"{named}-{number}.db")


def newest_first(folder: Path) -> list[Path]:
    """All snapshots, the latest state first: by generation, because clocks jump."""
    found = [(match, path) for path in folder.glob("*.db") if (match := _NAME.fullmatch(path.name))]
    found.sort(key=lambda item: (int(item[0][2]), item[0][1], int(item[0][3] or 1)), reverse=True)
    return [path for _, path in found]


def forget_damaged(vault: Path) -> None:
    """Remove the databases that a rescue put into the trash over 90 days ago, if the one in use was found sound since.

    A snapshot is taken of a sound database only; so its date tells.
    """
    sound = max((taken_at(path).timestamp() for path in newest_first(vault / FOLDER)), default=0.0)
    for path in (vault / document_files.TRASH).glob(f"{database.FILE}{DAMAGED}*"):
        with contextlib.suppress(OSError):
            put_aside = path.stat().st_mtime
            if time.time() - put_aside > _DAMAGED_DAYS * _DAY_SECONDS and sound > put_aside:
                durable.remove(path)


def remove_all_but(kept: Path) -> None:
    """Remove every other snapshot of the vault, and the databases that a rescue put into its trash: they hold what was deleted since.

    Raises OSError.
    """
    folder = kept.parent
    # Sound or damaged, named by us or left half-written: nothing else lies in this folder.
    others = [path for path in folder.iterdir() if path.stem != kept.stem]
    _remove(
        folder,
        [path for path in others if path.suffix == ".db" or durable.TEMPORARY in path.name],
        [path for path in others if path.suffix == ".hdr" and durable.TEMPORARY not in path.name],
    )
    for path in (folder.parent / document_files.TRASH).glob(f"{database.FILE}{DAMAGED}*"):
        durable.remove(path)
    durable.sync_folder(folder)


def _remove(folder: Path, databases: Sequence[Path], headers: Sequence[Path]) -> None:
    """Remove snapshots, their headers only once the databases are gone for good.

    After a power cut in between, a header without its database is no snapshot; a database without its header would be told as damage.
    """
    for path in databases:
        durable.remove(path)
    if databases:
        durable.sync_folder(folder)
    for path in headers:
        durable.remove(path)


def thin_out(folder: Path) -> None:
    """Keep the last five, the last of each of seven days, and the last of each of four weeks."""
    kept: set[Path] = set()
    days: dict[str, Path] = {}
    weeks: dict[str, Path] = {}
    snapshots = newest_first(folder)
    for path in snapshots:
        taken = taken_at(path)
        monday = taken - timedelta(days=taken.weekday())
        days.setdefault(f"{taken:%Y-%m-%d}", path)
        weeks.setdefault(f"{monday:%Y-%m-%d}", path)
    kept.update(snapshots[:_LAST], list(days.values())[:_DAYS], list(weeks.values())[:_WEEKS])
    for path in snapshots:
        if path not in kept:
            # One that is held open elsewhere keeps its header, and does not keep the others.
            with contextlib.suppress(OSError):
                _remove(folder, [path], [path.with_suffix(".hdr")])
    # What an interrupted copy left; only one is ever under way, and it does not take a day.
    for path in folder.glob(f"*{durable.TEMPORARY}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _DAY_SECONDS:
                durable.remove(path)
