"""Where a backup may lie, what it is called there, and what is said when the place does not do."""

import contextlib
import errno
import shutil
from collections.abc import Generator
from pathlib import Path

from ism_desktop.errors import CannotBackUp, CannotRestore
from ism_desktop.language import in_use, tr_lazy
from ism_desktop.vault import database, durable, header_files, outside, recognising
from ism_desktop.vault.backups import manifest
from ism_desktop.vault.message import message
from ism_desktop.vault.recognising import BACKUP_NAME, BACKUP_PREFIX, LITTER

PREFIX = BACKUP_PREFIX
NAMED_FOR = BACKUP_NAME

READ_ME = """\
This folder is a backup of an encrypted health record, made by the program ISM Desktop.

To get the record back, install ISM Desktop, choose "Restore a backup…" and pick this folder; the record is restored to a new folder.
You need the passphrase of the record, or its recovery sheet. Nobody can open it without them.

Please do not rename, move or delete single files in here. The folder as a whole may be moved or copied.
The files in the folder "manifests" list each file with its SHA-256, so that anyone can check the backup without the passphrase.
"""

# Room for folders, the roundings of file systems, and what else happens on that disk meanwhile.
_SPARE_BYTES = 16 * 1024 * 1024
_ROUNDING = 4096


def title(vault_id: str) -> str:
    """What a backup is called: nothing that tells whose it is."""
    return f"{PREFIX} {vault_id[:8]}"


def is_inside(inner: Path, outer: Path) -> bool:
    """Whether a path that may not exist yet lies in a folder, or is it, by whatever name or link it is reached."""
    for path in (inner.resolve(), *inner.resolve().parents):
        with contextlib.suppress(OSError):
            if path.samefile(outer):
                return True
    return False


def folder_for(vault: Path, vault_id: str, target: Path) -> Path:
    """The folder for the backup of a vault: the target itself if it is new, empty or holds that backup, or else a folder in it.

    Raises:
        CannotBackUp: the target is in the vault or around it, another vault, a file, or on a drive that is not there.
    """
    require_apart(vault, target)
    with failures(target):
        if not target.exists():
            if not target.parent.is_dir():
                raise CannotBackUp(
                    message(tr_lazy("There is no folder “{folder}” to make the backup in."), folder=str(target.parent)),
                    message(tr_lazy("Connect the drive, then try again.")),
                )
            return target
        if not target.is_dir():
            raise CannotBackUp(
                message(tr_lazy("“{path}” is a file."), path=str(target)),
                message(tr_lazy("Choose a folder for the backup.")),
            )
        if (target / database.FILE).exists():
            raise CannotBackUp(
                message(tr_lazy("“{path}” is the folder of a record."), path=str(target)),
                message(tr_lazy("Choose another folder for the backup.")),
            )
        if all(entry.name in LITTER for entry in target.iterdir()) or owner(target) == vault_id:
            return target
        return target / title(vault_id)


def require_target(vault: Path, vault_id: str, target: Path, *, one_file: bool) -> None:
    """See that a backup may be made here, before a passphrase is asked; nothing is made yet. Raises CannotBackUp."""
    recognising.require_reachable(target, CannotBackUp)
    if not one_file:
        folder_for(vault, vault_id, target)
        return
    require_apart(vault, target)
    if target.exists() and not target.is_dir():
        raise CannotBackUp(
            message(tr_lazy("“{path}” is a file."), path=str(target)),
            message(tr_lazy("Choose a folder for the backup.")),
        )
    if not target.exists() and not target.parent.is_dir():
        raise CannotBackUp(
            message(tr_lazy("There is no folder “{folder}” to make the backup in."), folder=str(target.parent)),
            message(tr_lazy("Connect the drive, then try again.")),
        )


def require_apart(vault: Path, target: Path) -> None:
    """Refuse a target in the vault or around it. Raises CannotBackUp."""
    other = outside.vault_around(target)
    if other is not None and other != target.resolve() and not is_inside(target, vault):
        raise CannotBackUp(
            message(
                tr_lazy("“{path}” is inside the record “{vault}”, where only that record’s own files belong."),
                path=str(target),
                vault=other.name,
            ),
            message(tr_lazy("Choose a folder outside it, preferably on another drive.")),
        )
    if recognising.looks_like_export(target):
        raise CannotBackUp(
            message(tr_lazy("“{path}” is an export, whose files anyone can read."), path=str(target)),
            message(tr_lazy("Choose a separate folder for the encrypted backup.")),
        )
    if is_inside(target, vault):
        raise CannotBackUp(
            message(
                tr_lazy("“{path}” is inside your record itself: a backup there would be lost together with it."),
                path=str(target),
            ),
            message(tr_lazy("Choose a folder outside it, preferably on another drive.")),
        )
    if is_inside(vault, target):
        raise CannotBackUp(
            message(tr_lazy("Your record itself is inside “{path}”."), path=str(target)),
            message(tr_lazy("Choose a folder beside it, or preferably on another drive.")),
        )


def owner(folder: Path) -> str | None:
    """The id of the vault whose backup lies in this folder, if one does."""
    if not (folder / manifest.FOLDER).is_dir():
        return None
    for file in header_files.read_both(folder):
        if file.copy is not None:
            return file.copy.header.vault_id
    for path in (folder / manifest.FOLDER).glob("*.manifest*"):
        with contextlib.suppress(manifest.ManifestDamaged, manifest.ManifestTooNew, OSError):
            return manifest.parse(path.read_bytes()).manifest.vault_id
    return None


def room_for(files: int, size: int) -> int:
    """How many bytes must be free for so many files of this size together."""
    return size + files * _ROUNDING + _SPARE_BYTES


def free_bytes(place: Path) -> int:
    """How much is free where this path lies, or will lie."""
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free


def require_room(place: Path, needed: int) -> None:
    """Refuse before anything is written when the disk is too full. Raises CannotBackUp."""
    free = free_bytes(place)
    if free < needed:
        raise CannotBackUp(
            message(
                tr_lazy(
                    "There is too little space on the disk that holds “{path}”. Needed: {needed} ({bytes} bytes). Free: {free}."
                ),
                path=str(place),
                needed=in_use().size(needed),
                bytes=needed,
                free=in_use().size(free),
            ),
            message(tr_lazy("Your earlier backups are unchanged. Free some space there, or choose another drive.")),
        )


@contextlib.contextmanager
def failures(place: Path, needed: int = 0) -> Generator[None]:
    """Turn the operating system's refusals below a backup's place into CannotBackUp."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT} and needed:
            what = message(
                tr_lazy("The disk that holds “{path}” is full. The backup needs {needed} ({bytes} bytes)."),
                path=str(place),
                needed=in_use().size(needed),
                bytes=needed,
            )
        else:
            what = durable.not_writable(place, error).sentences[0]
        raise CannotBackUp(
            what,
            message(tr_lazy("Your earlier backups are unchanged. Check the drive and its free space, and try again.")),
        ) from error


@contextlib.contextmanager
def restore_failures(place: Path) -> Generator[None]:
    """Turn the operating system's refusals below the folder of a restore into CannotRestore."""
    try:
        yield
    except OSError as error:
        raise CannotRestore(
            durable.not_writable(place, error).sentences[0],
            message(tr_lazy("The backup is unchanged. Check the drive and its free space, and try again.")),
        ) from error
