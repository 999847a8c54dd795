"""What leaves the vault must lie outside every vault and backup: a file written into one would destroy what it holds.

Asked of the place itself, by what lies in it: whatever link, other name or mount a path goes through, the folder is the same.
"""

import contextlib
from pathlib import Path

from ism_desktop.errors import InsideVault
from ism_desktop.language import tr
from ism_desktop.vault import database, header_files

MANIFESTS = "manifests"  # the room of backups stands above this one


def vault_around(path: Path) -> Path | None:
    """The vault that this path lies in or is, also where the path does not exist yet; None outside."""
    return next((folder for folder in _around(path) if is_vault(folder)), None)


def backup_around(path: Path) -> Path | None:
    """The backup folder that this path lies in or is; None outside."""
    return next((folder for folder in _around(path) if is_backup(folder)), None)


def require_outside(path: Path, *, backups: bool = True) -> None:
    """Refuse a place in a vault, and unless `backups` is false in a backup. Raises InsideVault."""
    vault = vault_around(path)
    if vault is not None:
        raise InsideVault(
            tr(
                "“{path}” is inside the record “{vault}”, where only the record’s own encrypted files belong.",
                path=str(path),
                vault=vault.name,
            ),
            tr("Nothing was written. Choose a folder outside it."),
        )
    backup = backup_around(path) if backups else None
    if backup is not None:
        raise InsideVault(
            tr(
                "“{path}” is inside the backup “{backup}”, where only the backup’s own files belong.",
                path=str(path),
                backup=backup.name,
            ),
            tr("Nothing was written. Choose a folder outside it."),
        )


def _around(path: Path) -> tuple[Path, ...]:
    try:
        real = path.resolve()
    except (OSError, RuntimeError):  # links that lead in a ring, a name too long: nothing can be written there anyway
        real = path.absolute()
    return (real, *real.parents)


def is_vault(folder: Path) -> bool:
    """Whether this folder is a vault with its key header, whole or with one of its parts lost."""
    with contextlib.suppress(OSError):
        headers = [(folder / name).is_file() for name in (header_files.MAIN, header_files.TWIN)]
        # A backup has headers too. A vault whose database was lost is still a vault: it may be repaired.
        return (
            any(headers) if (folder / database.FILE).is_file() else all(headers) and not (folder / MANIFESTS).is_dir()
        )
    return False


def is_backup(folder: Path) -> bool:
    """Whether backups were made in this folder."""
    with contextlib.suppress(OSError):
        return any((folder / MANIFESTS).glob("*.manifest*"))
    return False
