"""What a place is: a vault, a backup, an export, or something else. Asked before any passphrase, by every verb and every dialog.

A place that is not what was wanted is named for what it is, with the way to what was probably meant.
"""

import contextlib
import os
import re
import stat
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from ism_desktop.errors import BackupMissing, ExportMissing, FileUnreadable, IsmError, VaultMissing
from ism_desktop.vault import database, document_files, header_files, outside

BACKUP_PREFIX = "ISM Desktop backup"
BACKUP_NAME = re.compile(rf"{BACKUP_PREFIX} ([0-9a-f]{{8}})(?: (.+))?")
EXPORT_MANIFEST = "manifest.json"
EXPORT_RECORDS = "records"
# What the systems' own file windows put into every folder that is looked at.
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".directory"})

TAR_BLOCK = 512
# What the members of a backup in one file are called, by their beginnings.
TAR_MEMBERS = (b"blobs/", b"inbox/", b"vault.hdr", b"snapshots/", b"manifests/", b"READ ME")
# A foreign file may be of any size; the members' heads of a backup stand close enough together for one to lie in so much of it.
_SEARCHED = 256 * 1024 * 1024
_PIECE = 2048 * TAR_BLOCK


class Place(Enum):
    """What lies in a place. The value says it of the place: “X” … ."""

    MISSING = "is not there"
    UNREACHABLE = "cannot be reached"
    VAULT = "is a vault"
    IN_VAULT = "lies in a vault"
    BACKUP = "is a backup of a vault"
    BACKUPS = "is a folder with backups of a vault in it"
    BACKUP_FILE = "is a backup of a vault in one file"
    EXPORT = "is a plain export"
    EMPTY_FOLDER = "is an empty folder"
    FOLDER = "is a folder of other files"
    EMPTY_FILE = "is an empty file"
    PDF = "is a PDF document"
    PICTURE = "is a picture"
    ZIP = "is a ZIP archive"
    FILE = "is another kind of file"
    DEVICE = "is a device or a pipe"


_BEGINNINGS = (
    (b"%PDF-", Place.PDF),
    (b"\xff\xd8\xff", Place.PICTURE),
    (b"\x89PNG\r\n", Place.PICTURE),
    (b"II*\0", Place.PICTURE),
    (b"MM\0*", Place.PICTURE),
    (b"PK\3\4", Place.ZIP),
)


def recognise(path: Path, *, at_a_glance: bool = False) -> Place:
    """What lies here. Nothing is asked but the disk: no passphrase, no key. At a glance only the beginning of a file is read."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return Place.MISSING
    except (OSError, ValueError):  # no permission, links in a ring, a name too long or with a zero in it
        return Place.UNREACHABLE
    try:
        if stat.S_ISDIR(mode):
            return _folder(path)
        return _file(path, at_a_glance=at_a_glance) if stat.S_ISREG(mode) else Place.DEVICE
    except OSError:
        return Place.UNREACHABLE


def _folder(path: Path) -> Place:
    if outside.is_vault(path):
        return Place.VAULT
    if outside.is_backup(path) or _was_backup(path):
        return Place.BACKUP
    if _was_vault(path):
        return Place.VAULT
    if outside.vault_around(path) is not None:
        return Place.IN_VAULT
    with os.scandir(path) as listed:
        entries = [entry for entry in listed if entry.name not in LITTER]
    if looks_like_export(path):
        return Place.EXPORT
    if any(_is_named_backup(entry) for entry in entries):
        return Place.BACKUPS
    return Place.FOLDER if entries else Place.EMPTY_FOLDER


def _is_named_backup(entry: "os.DirEntry[str]") -> bool:
    if BACKUP_NAME.fullmatch(entry.name) is None:
        return False
    return entry.is_file() or Path(entry.path, outside.MANIFESTS).is_dir()


def _was_vault(path: Path) -> bool:
    """A vault that lost its key header, or its database, is one to be repaired, and is never called another thing."""
    names = (database.FILE, header_files.MAIN, header_files.TWIN)
    return any((path / name).is_file() for name in names) or (path / document_files.FOLDER).is_dir()


def _was_backup(path: Path) -> bool:
    return (path / outside.MANIFESTS).is_dir() and not (path / database.FILE).exists()


def looks_like_export(folder: Path) -> bool:
    """Whether a folder has the shape of a finished export; whether it is sound is asked when it is taken in."""
    with contextlib.suppress(OSError):
        is_file = stat.S_ISREG((folder / EXPORT_MANIFEST).lstat().st_mode)
        return is_file and (folder / EXPORT_RECORDS).is_dir()
    return False


def _file(path: Path, *, at_a_glance: bool) -> Place:
    if is_backup_file(path, _PIECE if at_a_glance else _SEARCHED):
        return Place.BACKUP_FILE
    if outside.vault_around(path) is not None:
        return Place.IN_VAULT
    with path.open("rb") as file:
        head = file.read(16)
    if not head:
        return Place.EMPTY_FILE
    return next((place for beginning, place in _BEGINNINGS if head.startswith(beginning)), Place.FILE)


def is_backup_file(path: Path, searched: int = _SEARCHED) -> bool:
    """Whether this is a backup in one file, or a volume of it. One that bears a backup's name is believed, however damaged.

    One that was renamed is known by the head of any member in its first `searched` bytes, so a damaged beginning does not matter.
    Raises OSError.
    """
    if path.name.startswith(BACKUP_PREFIX):
        return True
    with path.open("rb") as file:
        for _ in range(searched // _PIECE):
            piece = file.read(_PIECE)
            heads = (at for at in range(0, len(piece), TAR_BLOCK) if piece.startswith(TAR_MEMBERS, at))
            if any(tar_sum_is_right(piece[at : at + TAR_BLOCK]) for at in heads):
                return True
            if len(piece) < _PIECE:
                return False
    return False


def tar_sum_is_right(block: bytes) -> bool:
    """Whether the sum that stands in the head of a tar's member is that of its bytes."""
    if len(block) < TAR_BLOCK:
        return False
    stated = block[148:156].strip(b" \0")
    return re.fullmatch(rb"[0-7]{1,12}", stated) is not None and sum(block[:148]) + 8 * ord(" ") + sum(
        block[156:]
    ) == int(stated, 8)


def require_reachable(path: Path, error: type[IsmError]) -> None:
    """Refuse a place that the system does not let us look at: links in a ring, a name too long, no permission. Raises `error`."""
    if recognise(path, at_a_glance=True) is Place.UNREACHABLE:
        raise error(f"“{path}” {Place.UNREACHABLE.value}.", _UNREACHED)


def not_documents(path: Path) -> FileUnreadable | None:
    """Why what lies here is not to be taken in as documents: it is a vault, a backup or an export, whole or a part of one."""
    place = recognise(path, at_a_glance=True)
    if place in {Place.VAULT, Place.IN_VAULT, Place.BACKUP, Place.BACKUP_FILE, Place.EXPORT}:
        what = "lies in a vault" if place is Place.IN_VAULT else place.value
        return FileUnreadable(f"This {what}.", _INSTEAD[place])
    return None


# What was wanted ----------------------------------------------------------------------------------------------------------

_RESTORE = "Restore the backup into a new folder, and open that."
_TAKE_IN = "Make a new vault, and import the export into it."
_THE_FOLDER = f"Choose the folder that holds the file {header_files.MAIN}"
_A_BACKUP = f"Choose the folder that the backup was made in, or a file “{BACKUP_PREFIX} ….tar”."
_MOVED = "Was it moved or renamed, or is it on a drive that is not connected? Connect the drive, or choose the place where it is now."
_UNREACHED = "Check its name, the permissions on it, and that its drive is connected."
_INSTEAD = {
    Place.VAULT: "Its documents are read by opening it. Nothing of it was added.",
    Place.IN_VAULT: "Choose documents that lie outside of it.",
    Place.BACKUP: f"{_RESTORE} Nothing of it was added.",
    Place.BACKUP_FILE: f"{_RESTORE} Nothing of it was added.",
    Place.EXPORT: "Import it by itself, into a new vault. Nothing of it was added.",
}
_FOR_VAULT = {
    Place.UNREACHABLE: _UNREACHED,
    Place.BACKUP: _RESTORE,
    Place.BACKUPS: _RESTORE,
    Place.BACKUP_FILE: _RESTORE,
    Place.EXPORT: _TAKE_IN,
    Place.EMPTY_FOLDER: f"{_THE_FOLDER}, or make a new vault in it.",
}
_FOR_BACKUP = {
    Place.UNREACHABLE: _UNREACHED,
    Place.VAULT: "It can be opened as it is. To get back what was earlier, choose the folder that its backups are made in.",
    Place.EXPORT: _TAKE_IN,
    Place.MISSING: _MOVED,
}


_FOR_EXPORT = {
    Place.VAULT: "A vault needs no import: open it.",
    Place.BACKUP: _RESTORE,
    Place.BACKUPS: _RESTORE,
    Place.BACKUP_FILE: _RESTORE,
}


def require_vault(path: Path) -> None:
    """Refuse what is no vault, not even a damaged one. Raises VaultMissing."""
    place = recognise(path)
    if place is Place.VAULT:
        return
    if place is Place.MISSING:
        raise VaultMissing(f"There is no folder “{path}”.", _MOVED)
    raise VaultMissing(_said(path, place, "not a vault"), _advice(path, place, _FOR_VAULT, f"{_THE_FOLDER}."))


def no_backup(path: Path) -> BackupMissing:
    """Why a place is no backup, for who looked and found none."""
    place = recognise(path)
    what = f"“{path}” is not there." if place is Place.MISSING else _said(path, place, "not a backup")
    return BackupMissing(what, _advice(path, place, _FOR_BACKUP, f"{_A_BACKUP} Is the drive connected?"))


def no_export(path: Path) -> ExportMissing:
    """Why a place is no finished export, for who looked and found none."""
    place = recognise(path)
    if place in {Place.MISSING, Place.UNREACHABLE}:
        return ExportMissing(f"“{path}” {place.value}.", _MOVED if place is Place.MISSING else _UNREACHED)
    return ExportMissing(
        _said(path, place, f"not a finished export: it has no file “{EXPORT_MANIFEST}”"),
        _FOR_EXPORT.get(
            place, "Choose the folder that holds the export, with the folders “documents” and “records” in it."
        ),
    )


def require_vault_or_backup(path: Path) -> Place:
    """Refuse what is neither a vault nor a backup of one, damaged or not; says which it is. Raises VaultMissing."""
    place = recognise(path)
    if place in {Place.VAULT, Place.BACKUP, Place.BACKUPS, Place.BACKUP_FILE}:
        return place
    if place is Place.MISSING:
        raise VaultMissing(f"“{path}” is not there.", _MOVED)
    neither = "neither a vault nor a backup of one"
    raise VaultMissing(
        _said(path, place, neither),
        _advice(path, place, _FOR_VAULT, f"{_THE_FOLDER}, or the folder that backups were made in."),
    )


def _said(path: Path, place: Place, instead: str) -> str:
    if place is Place.UNREACHABLE:
        return f"“{path}” {place.value}."
    around = outside.vault_around(path) if place is Place.IN_VAULT else None
    return f"“{path}” {place.value if around is None else f'lies in the vault “{around.name}”'}, and is {instead}."


def _advice(path: Path, place: Place, known: Mapping[Place, str], usual: str) -> str:
    around = outside.vault_around(path) if place is Place.IN_VAULT else None
    return f"Choose “{around}” itself." if around is not None and known is _FOR_VAULT else known.get(place, usual)
