"""Making a new vault in a folder of its own, whole or not at all."""

import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

from ism_desktop.errors import InsideVault, VaultExists, VaultNotWritable
from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.vault import (
    cache,
    database,
    document_files,
    durable,
    header,
    header_files,
    keys,
    outside,
    recognising,
    snapshots,
)
from ism_desktop.vault.database import Database
from ism_desktop.vault.header import Header, Slot
from ism_desktop.vault.keys import KeyCost, VaultKey
from ism_desktop.vault.migrations import STEPS
from ism_desktop.vault.migrations.step import migrate
from ism_desktop.vault.multi_device.computer import Computer
from ism_desktop.vault.vault import Vault

READ_ME_FILE = "READ ME - how to open this.txt"

_FOLDERS = (document_files.FOLDER, document_files.TRASH, snapshots.FOLDER, cache.FOLDER)
# In English whatever the window speaks: computers of several languages may share the folder, and each compares it at opening.
READ_ME = f"""\
This folder is an encrypted health record, made by the program ISM Desktop (vault format {header.FORMAT}).

To read it, install ISM Desktop on a computer, choose "Open my record" and pick this folder.
You need its passphrase, or the printed recovery sheet if there is one. Nobody can open it without one of them.

Please do not rename, move or delete single files in here. The folder as a whole may be moved or copied while the program is closed.
The format is described in FORMAT.md, which comes with the program, so that the record can be read without it too.
"""


def create(
    path: Path,
    passphrase: str,
    progress: Progress = no_progress,
    *,
    cost: KeyCost | None = None,
    computer: Computer | None = None,
) -> Vault:
    """Make a new vault in a folder that is absent or empty, and open it.

    Args:
        path: the folder.
        passphrase: at least twelve characters.
        progress: two slow steps are counted: measuring this computer, and deriving the key.
        cost: what guessing costs; measured on this computer if not given.
        computer: this computer, as for `unlock`.

    Raises:
        PassphraseTooShort, VaultExists, VaultNotWritable; Cancelled out of `progress`. Nothing is left behind then.
    """
    keys.require_length(passphrase)
    path = path.absolute()
    made_folder = _claim(path)
    try:
        progress(0, 3, tr("Adjusting the encryption to this computer"))
        cost = cost or KeyCost.calibrated()
        progress(1, 3, tr("Creating the keys"))
        key = VaultKey.fresh()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        body = Header(key.vault_id, 1, now, (Slot.for_passphrase(key, passphrase, cost, created=now),))
        progress(2, 3, tr("Creating your record"))
        with durable.named_failures(path):
            opened = _furnish(path, key)
            packed = body.pack(key)
            try:
                # Last of all: until the header stands, this folder is no vault and promises nothing.
                header_files.write(path, packed)
            except BaseException:
                opened.close()
                raise
    except BaseException:
        abandon(path, made_folder=made_folder)
        raise
    return Vault(path, key, opened, packed, computer=computer)


def require_free(path: Path) -> None:
    """See that a new vault may be made here, before a passphrase is asked; nothing is made yet. Raises VaultExists, VaultNotWritable."""
    recognising.require_reachable(path, VaultNotWritable)
    with durable.named_failures(path):
        is_folder = path.is_dir()
        is_free = not path.exists() or (is_folder and all(entry.name in recognising.LITTER for entry in path.iterdir()))
    if not is_free:
        raise VaultExists(
            tr("A record needs a folder of its own. {what}", what=_in_the_way(path, is_folder=is_folder)),
            tr(
                "Choose a new folder, or an empty one. To open a record that is already there, choose “Open my record”."
            ),
        )
    try:
        outside.require_outside(path)
    except InsideVault as refusal:
        raise VaultExists(refusal.what, refusal.advice) from refusal


def _in_the_way(path: Path, *, is_folder: bool) -> str:
    place = recognising.recognise(path)
    named = {recognising.Place.VAULT, recognising.Place.BACKUP, recognising.Place.EXPORT}
    if place in named:
        return recognising.told(path, place)
    return tr("“{path}” is not empty.", path=str(path)) if is_folder else tr("“{path}” is a file.", path=str(path))


def _claim(path: Path) -> bool:
    """Make the folder, or see that it is empty. Returns whether it was made."""
    require_free(path)
    with durable.named_failures(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            return False
        path.mkdir(mode=0o700)
        return True


def _furnish(path: Path, key: VaultKey) -> Database:
    durable.write_in_place(path / READ_ME_FILE, (READ_ME.encode(),))
    for folder in _FOLDERS:
        durable.make_folder(path / folder)
    made = Database.create(path / database.FILE, key)
    try:
        with made.named_failures():
            migrate(made.engine, STEPS)
            made.checkpoint()
        durable.sync_folder(path)
        durable.sync_folder(path.parent)
    except BaseException:
        made.close()
        raise
    return made


def abandon(path: Path, *, made_folder: bool) -> None:
    """Remove what an interrupted `create` made: the folder was absent or empty before."""
    with contextlib.suppress(OSError):
        for entry in path.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)
            elif entry.name not in recognising.LITTER:
                durable.remove(entry)
        if made_folder:
            path.rmdir()
