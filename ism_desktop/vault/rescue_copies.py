"""Rescue copies: what an open vault keeps of its records when another program moved, replaced or deleted its database (trap T6).

SQLite goes on without an error then, and everything written later would be lost with the file. The connection still sees every change
that was saved, so a whole copy is taken from it: encrypted under the same keys, named as such, never removed by the program.
"""

import contextlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from ism_desktop.errors import IsmError, VaultNotWritable
from ism_desktop.language import tr
from ism_desktop.vault import durable, snapshots, sqlcipher
from ism_desktop.vault.database import Database
from ism_desktop.vault.keys import VaultKey

PREFIX = "records-rescued-"


def keep(source: Database, vault_key: VaultKey, header: bytes, places: Iterable[Path]) -> Path | None:
    """Write a checked copy of an open database, and the key header beside it, into the first of these folders that takes it.

    The vault's own folder is never made anew: where it was, a twin without documents must not grow.

    Returns:
        The copy's path; none if no place takes it.
    """
    for folder in places:
        if folder != source.path.parent:
            with contextlib.suppress(OSError):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_dir():
            with contextlib.suppress(OSError, IsmError, sqlcipher.DatabaseError):
                return _kept(source, vault_key, header, folder)
    return None


def _kept(source: Database, vault_key: VaultKey, header: bytes, folder: Path) -> Path:
    temporary = folder / f"{secrets.token_hex(4)}{durable.TEMPORARY}"
    target = _free_name(folder, source.generation)
    try:
        snapshots.write_copy(source, vault_key, temporary)
        durable.write_in_place(target.with_suffix(".hdr"), (header,))
        durable.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            durable.remove(temporary)
        raise
    with contextlib.suppress(IsmError), source.named_failures():
        # The log may lie beside another program's records.db now, and would be played into that one after a crash.
        source.checkpoint()
    return target


def _free_name(folder: Path, generation: int) -> Path:
    stem = f"{PREFIX}{snapshots.stem(datetime.now(UTC), generation)}"
    target = folder / f"{stem}.db"
    number = 2
    while target.exists():
        target = folder / f"{stem}-{number}.db"
        number += 1
    return target


def found(places: Iterable[Path]) -> list[Path]:
    """The rescue copies in these folders, the latest state first."""
    copies = [path for folder in places for path in snapshots.newest_first(folder) if path.name.startswith(PREFIX)]
    return sorted(copies, key=snapshots.generation_of, reverse=True)


def sentence(displaced: VaultNotWritable, copy: Path | None) -> VaultNotWritable:
    """What to tell the person: what happened to the file, and where everything that was saved is kept."""
    if copy is None:
        return VaultNotWritable(
            tr("{what} A rescue copy of your entries could not be written anywhere.", what=displaced.what),
            tr(
                "Leave this window open: it still shows everything that was saved, and it tries again. "
                "Free some space on the disk, or put the folder or the drive back."
            ),
        )
    return VaultNotWritable(
        tr(
            "{what} Everything that was saved is in a rescue copy, encrypted as before: “{path}”.",
            what=displaced.what,
            path=str(copy),
        ),
        tr(
            "Nothing more is written, so that nothing is lost, and you can go on reading. Pause the program that "
            "synchronises this folder, then lock and reopen your record."
        ),
    )
