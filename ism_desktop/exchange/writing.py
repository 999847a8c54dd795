"""Writing the files of an export straight into their place: readable by the owner alone, through no link, read back from the disk."""

import contextlib
import errno
import os
import shutil
from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from ism_desktop.errors import CannotExport, InsideVault
from ism_desktop.exchange import layout
from ism_desktop.exchange.manifest import Entry
from ism_desktop.language import in_use, tr
from ism_desktop.vault import durable, outside
from ism_desktop.vault.backups.places import is_inside
from ism_desktop.vault.recognising import LITTER
from ism_desktop.vault.tally import Tally, pieces_of

_SPARE_BYTES = 16 * 1024 * 1024

Counted = Callable[[int], None]


class Place:
    """The folder of one export. What was written is taken away again by `undo`, and nothing else."""

    def __init__(self, folder: Path, counted: Counted) -> None:
        self.folder = folder
        self._counted = counted
        self._made: list[Path] = []

    def claim(self) -> None:
        """Make the folder, unless it is there, and the folders in it. Raises CannotExport."""
        with named_failures(self.folder):
            if not self.folder.exists():
                self._make_folder(self.folder)
            for name in layout.FOLDERS:
                self._make_folder(self.folder / name)

    def _make_folder(self, path: Path) -> None:
        path.mkdir(mode=0o700)
        self._made.append(path)

    def put(self, path: str, content: Iterable[bytes]) -> Entry:
        """Write a new file. Raises OSError of the disk, and whatever ends the content."""
        tally = Tally(self._counted)
        target = self.folder / path
        self._made.append(target)
        try:
            # A file that is there already, even as a link, is never written through. It is synced when it is read back.
            durable.write_new(target, tally.passing(content), synced=False)
        except FileExistsError:
            self._made.remove(target)  # it is not ours to take away
            raise
        return Entry(path, tally.size, tally.sha256)

    def drop(self, path: str) -> None:
        """Take back one file that turned out unfit."""
        target = self.folder / path
        durable.remove(target)
        self._made.remove(target)

    def read_back(self, entry: Entry) -> None:
        """See that the disk gives back what was written. Raises CannotExport, OSError."""
        target = self.folder / entry.path
        durable.sync_file(target)
        with target.open("rb", buffering=0) as file:
            durable.forget_cached(file.fileno())
            tally = Tally.of(pieces_of(file), self._counted)
        if tally.sha256 != entry.sha256:
            raise CannotExport(
                tr(
                    "The disk that holds “{folder}” returns different data from what was written to it.",
                    folder=str(self.folder),
                ),
                tr("Do not rely on this drive. Export to another one. Nothing of the export was left there."),
            )

    def sync_folders(self) -> None:
        """Push the names of all files to the disk."""
        for name in layout.FOLDERS:
            durable.sync_folder(self.folder / name)
        durable.sync_folder(self.folder)
        durable.sync_folder(self.folder.parent)

    def undo(self) -> None:
        """Take away everything that was made here."""
        for path in reversed(self._made):
            with contextlib.suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    path.rmdir()
                else:
                    durable.remove(path)
        self._made.clear()


def require_place(folder: Path, vault: Path) -> None:
    """See that an export may be written here. Raises CannotExport for a place that does not do."""
    with named_failures(folder):
        _refuse(folder, vault)


def _refuse(folder: Path, vault: Path) -> None:
    if folder.is_symlink():
        raise CannotExport(
            tr("“{folder}” is a link to another place.", folder=str(folder)), tr("Choose the folder itself.")
        )
    if is_inside(folder, vault):
        raise CannotExport(
            tr("“{folder}” is inside your record, where only encrypted files belong.", folder=str(folder)),
            tr("Choose a folder outside."),
        )
    try:
        outside.require_outside(folder)
    except InsideVault as refusal:
        raise CannotExport(refusal.what, refusal.advice) from refusal
    if not folder.parent.is_dir():
        raise CannotExport(
            tr("There is no folder “{folder}” to make the export in.", folder=str(folder.parent)),
            tr("Connect the drive if it is not connected, and try again."),
        )
    if not folder.exists():
        return
    if not folder.is_dir():
        raise CannotExport(
            tr("“{folder}” is a file.", folder=str(folder)), tr("Choose a new folder for the export, or an empty one.")
        )
    if any(entry.name not in LITTER for entry in folder.iterdir()):
        raise CannotExport(
            tr("The folder “{folder}” is not empty, and an export needs a folder of its own.", folder=str(folder)),
            tr("Choose a new folder, or an empty one. Nothing was changed."),
        )


def require_room(folder: Path, needed: int) -> None:
    """Refuse early when the export would fill the disk. Raises CannotExport."""
    there = folder if folder.exists() else folder.parent
    with named_failures(folder):
        free = shutil.disk_usage(there).free
    if free < needed + _SPARE_BYTES:
        raise CannotExport(
            tr(
                "There is too little space on the disk that holds “{folder}”. Needed: about {needed}. Free: {free}.",
                folder=str(there),
                needed=in_use().size(needed + _SPARE_BYTES),
                free=in_use().size(free),
            ),
            tr("Nothing was written. Free some space there, or choose another disk."),
        )


@contextlib.contextmanager
def named_failures(folder: Path) -> Generator[None]:
    """Turn the operating system's refusals to write below `folder` into a CannotExport that says which it was."""
    try:
        yield
    except OSError as error:
        raise _cannot(folder, error) from error


def _cannot(folder: Path, error: OSError) -> CannotExport:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return CannotExport(
            tr("The disk that holds “{folder}” is full.", folder=str(folder)),
            tr("Nothing of the export was left there. Free some space, or choose another disk."),
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return CannotExport(
            tr(
                "The folder “{folder}” cannot be written: it is read-only, or this account has no permission.",
                folder=str(folder),
            ),
            tr("Nothing of the export was left there. Choose a folder of your own."),
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ESTALE}:
        return CannotExport(
            tr("The folder “{folder}” no longer exists.", folder=str(folder)),
            tr("If a drive was unplugged, connect it again, and export again."),
        )
    reason = os.strerror(error.errno) if error.errno else tr("the computer gave no reason")
    return CannotExport(
        tr("Writing to “{folder}” failed: {reason}.", folder=str(folder), reason=reason),
        tr("Check the drive and its connection, or choose another one."),
    )
