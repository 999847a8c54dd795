"""What a place is: a vault, a backup, an export, or something else. Asked before any passphrase, by every verb and every dialog.

A place that is not what was wanted is named for what it is, with the way to what was probably meant.
"""

import contextlib
import os
import re
import stat
from enum import Enum
from pathlib import Path

from ism_desktop import media_types
from ism_desktop.errors import BackupMissing, ExportMissing, FileUnreadable, IsmError, VaultMissing
from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.vault import database, document_files, header_files, outside
from ism_desktop.vault.message import message

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
    """What lies in a place; `told` says it."""

    MISSING = "missing"
    UNREACHABLE = "unreachable"
    VAULT = "vault"
    IN_VAULT = "in a vault"
    BACKUP = "backup"
    BACKUPS = "backups"
    BACKUP_FILE = "backup file"
    EXPORT = "export"
    EMPTY_FOLDER = "empty folder"
    FOLDER = "folder"
    EMPTY_FILE = "empty file"
    PDF = "pdf"
    PICTURE = "picture"
    ZIP = "zip"
    FILE = "file"
    DEVICE = "device"


_TOLD = {
    Place.MISSING: tr_lazy("“{path}” does not exist."),
    Place.UNREACHABLE: tr_lazy("“{path}” cannot be reached."),
    Place.VAULT: tr_lazy("“{path}” is the folder of a record."),
    Place.IN_VAULT: tr_lazy("“{path}” is inside the folder of a record."),
    Place.BACKUP: tr_lazy("“{path}” is a backup of a record."),
    Place.BACKUPS: tr_lazy("“{path}” is a folder with backups of a record in it."),
    Place.BACKUP_FILE: tr_lazy("“{path}” is a backup of a record in one file."),
    Place.EXPORT: tr_lazy("“{path}” is an export."),
    Place.EMPTY_FOLDER: tr_lazy("“{path}” is an empty folder."),
    Place.FOLDER: tr_lazy("“{path}” is a folder of other files."),
    Place.EMPTY_FILE: tr_lazy("“{path}” is an empty file."),
    Place.PDF: tr_lazy("“{path}” is a PDF document."),
    Place.PICTURE: tr_lazy("“{path}” is a picture."),
    Place.ZIP: tr_lazy("“{path}” is a ZIP archive."),
    Place.FILE: tr_lazy("“{path}” is another kind of file."),
    Place.DEVICE: tr_lazy("“{path}” is a device or a pipe."),
}


def told(path: Path, place: Place) -> str:
    """What lies here, as a sentence."""
    return str(message(_TOLD[place], path=str(path)))


_ZIP = b"PK\3\4"


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
        head = file.read(64)
    if not head:
        return Place.EMPTY_FILE
    known = media_types.of_beginning(head)
    if known is not None:
        return Place.PDF if known.media_type == media_types.PDF else Place.PICTURE
    return Place.ZIP if head.startswith(_ZIP) else Place.FILE


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
        raise error(message(_TOLD[Place.UNREACHABLE], path=str(path)), message(_UNREACHED))


def not_documents(path: Path) -> FileUnreadable | None:
    """Why what lies here is not to be taken in as documents: it is a vault, a backup or an export, whole or a part of one."""
    place = recognise(path, at_a_glance=True)
    if place not in _NO_DOCUMENTS:
        return None
    what, advice = _NO_DOCUMENTS[place]
    return FileUnreadable(str(what), str(advice))


# What was wanted ----------------------------------------------------------------------------------------------------------

_RESTORE = tr_lazy("Restore the backup to a new folder, and open that.")
_RESTORE_INSTEAD = tr_lazy("Restore the backup to a new folder, and open that. Nothing of it was added.")
_TAKE_IN = tr_lazy("Create a new record, and import the export into it.")
_CHOOSE_VAULT = tr_lazy("Choose the folder that contains the file {file}.")
_CHOOSE_VAULT_OR_CREATE = tr_lazy("Choose the folder that contains the file {file}, or create a new record in it.")
_CHOOSE_VAULT_OR_BACKUP = tr_lazy(
    "Choose the folder that contains the file {file}, or the folder that backups were made in."
)
_CHOOSE_BACKUP = tr_lazy(
    "Choose the folder that the backup was made in, or a file “{prefix} ….tar”. Is the drive connected?"
)
_CHOOSE_EXPORT = tr_lazy("Choose the folder that holds the export, with the folders “documents” and “records” in it.")
_MOVED = tr_lazy(
    "Was it moved or renamed, or is it on a drive that is not connected? Connect the drive, or choose the folder where it is now."
)
_UNREACHED = tr_lazy("Check its name and permissions, and that its drive is connected.")
_NO_DOCUMENTS = {
    Place.VAULT: (
        tr_lazy("This is the folder of a record."),
        tr_lazy("Open it to read its documents. Nothing of it was added."),
    ),
    Place.IN_VAULT: (tr_lazy("This is inside the folder of a record."), tr_lazy("Choose documents outside it.")),
    Place.BACKUP: (tr_lazy("This is a backup of a record."), _RESTORE_INSTEAD),
    Place.BACKUP_FILE: (tr_lazy("This is a backup of a record in one file."), _RESTORE_INSTEAD),
    Place.EXPORT: (
        tr_lazy("This is an export."),
        tr_lazy("Import it by itself, into a new record. Nothing of it was added."),
    ),
}
_FOR_VAULT = {
    Place.UNREACHABLE: _UNREACHED,
    Place.BACKUP: _RESTORE,
    Place.BACKUPS: _RESTORE,
    Place.BACKUP_FILE: _RESTORE,
    Place.EXPORT: _TAKE_IN,
    Place.EMPTY_FOLDER: _CHOOSE_VAULT_OR_CREATE,
}
_FOR_BACKUP = {
    Place.UNREACHABLE: _UNREACHED,
    Place.VAULT: tr_lazy(
        "You can open it as it is. To go back to an earlier state, choose the folder that its backups are made in."
    ),
    Place.EXPORT: _TAKE_IN,
    Place.MISSING: _MOVED,
}
_FOR_EXPORT = {
    Place.MISSING: _MOVED,
    Place.UNREACHABLE: _UNREACHED,
    Place.VAULT: tr_lazy("A record needs no import: open it."),
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
        raise VaultMissing(tr("There is no folder “{path}”.", path=str(path)), str(_MOVED))
    raise VaultMissing(
        _instead(path, place, tr_lazy("{what} It is not the folder of a record.")), _advice(path, place, _CHOOSE_VAULT)
    )


def no_backup(path: Path) -> BackupMissing:
    """Why a place is no backup, for who looked and found none."""
    place = recognise(path)
    advice = _FOR_BACKUP.get(place, _CHOOSE_BACKUP)
    return BackupMissing(
        _instead(path, place, tr_lazy("{what} It is not a backup.")), str(message(advice, prefix=BACKUP_PREFIX))
    )


def no_export(path: Path) -> ExportMissing:
    """Why a place is no finished export, for who looked and found none."""
    place = recognise(path)
    what = _instead(path, place, tr_lazy("{what} It is not a finished export: it has no file “{manifest}”."))
    return ExportMissing(what, str(_FOR_EXPORT.get(place, _CHOOSE_EXPORT)))


def require_vault_or_backup(path: Path) -> Place:
    """Refuse what is neither a vault nor a backup of one, damaged or not; says which it is. Raises VaultMissing."""
    place = recognise(path)
    if place in {Place.VAULT, Place.BACKUP, Place.BACKUPS, Place.BACKUP_FILE}:
        return place
    if place is Place.MISSING:
        raise VaultMissing(told(path, place), str(_MOVED))
    raise VaultMissing(
        _instead(path, place, tr_lazy("{what} It is neither the folder of a record nor a backup of one.")),
        _advice(path, place, _CHOOSE_VAULT_OR_BACKUP),
    )


def _instead(path: Path, place: Place, wanted: LazyText) -> str:
    """What lies here, and that it is not what was wanted."""
    what = told(path, place)
    if place in {Place.MISSING, Place.UNREACHABLE}:
        return what
    around = outside.vault_around(path) if place is Place.IN_VAULT else None
    if around is not None:
        what = tr("“{path}” is inside the record “{vault}”.", path=str(path), vault=around.name)
    return str(message(wanted, what=what, manifest=EXPORT_MANIFEST))


def _advice(path: Path, place: Place, usual: LazyText) -> str:
    around = outside.vault_around(path) if place is Place.IN_VAULT else None
    if around is not None:
        return tr("Choose “{folder}” itself.", folder=str(around))
    return str(message(_FOR_VAULT.get(place, usual), file=header_files.MAIN))
