"""Writing files so that they survive a power cut: synced, renamed into place, and the folder synced after them.

Everything is made readable by the owner alone. Virus scanners and sync clients on Windows hold a fresh file open for a moment,
so renames and removals there are tried again for a second before they fail.
"""

import contextlib
import errno
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Generator, Iterable
from pathlib import Path

from ism_desktop.errors import VaultNotWritable
from ism_desktop.language import in_use, tr_lazy
from ism_desktop.vault.message import message

TEMPORARY = ".tmp"
_SPARE_BYTES = 64 * 1024 * 1024
_TRIES = 10
_PAUSE_SECONDS = 0.1


def _patiently(action: Callable[[], object]) -> None:
    if sys.platform != "win32":
        action()
        return
    for _ in range(_TRIES - 1):
        try:
            action()
        except PermissionError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return
    action()


if sys.platform == "darwin":
    import fcntl

    def sync_descriptor(descriptor: int) -> None:
        """Push a file's bytes to the disk itself; plain fsync stops at the drive's cache here."""
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
else:

    def sync_descriptor(descriptor: int) -> None:
        """Push a file's bytes to the disk itself."""
        os.fsync(descriptor)


def forget_cached(descriptor: int) -> None:
    """Ask the system to drop what it remembers of a file, so that reading it back asks the disk. Some systems cannot."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def sync_file(path: Path) -> None:
    """Push an existing file's bytes to the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        sync_descriptor(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Push a folder's list of names to the disk. Windows journals names by itself and opens no folder."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path: Path) -> None:
    """Make one folder, never its parents: a vault renamed away while it is open must not grow a twin in the old place."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        return
    sync_folder(path.parent)


def replace_unsynced(source: Path, target: Path) -> None:
    """Rename over whatever stands at the target, for files whose loss would do no harm."""
    _patiently(lambda: source.replace(target))


def replace(source: Path, target: Path) -> None:
    """Rename within one file system, over whatever stands at the target, and sync the folders."""
    replace_unsynced(source, target)
    sync_folder(target.parent)
    if source.parent != target.parent:
        sync_folder(source.parent)


def remove(path: Path) -> None:
    """Remove a file if it is there; the folder is not synced, since a file that comes back does no harm."""
    _patiently(lambda: path.unlink(missing_ok=True))


def write_new(path: Path, chunks: Iterable[bytes | memoryview], *, synced: bool = True) -> None:
    """Write a file that must not exist yet, mode 0600, and sync it unless its loss would do no harm."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        for chunk in chunks:
            view = memoryview(chunk)
            while view:
                view = view[os.write(descriptor, view) :]
        if synced:
            sync_descriptor(descriptor)
    finally:
        os.close(descriptor)


def write_in_place(path: Path, chunks: Iterable[bytes | memoryview]) -> None:
    """Write a whole file beside its place, sync it, and rename it there. After any failure the old file stands and no rest is left."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        write_new(temporary, chunks)
        replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            remove(temporary)
        raise


def is_writable(folder: Path) -> bool:
    """Whether a file can be made in a folder: asked by doing it, because access bits say little on network and removable drives."""
    probe = folder / f"probe.{secrets.token_hex(4)}{TEMPORARY}"
    try:
        write_new(probe, (), synced=False)
    except OSError as error:
        # A full disk is not a read-only folder: reading goes on, and SQLite keeps its own room.
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    with contextlib.suppress(OSError):
        remove(probe)
    return True


def require_space(folder: Path, size: int) -> None:
    """Refuse early when a file of this size would fill the disk. Raises VaultNotWritable."""
    needed = 2 * size + _SPARE_BYTES
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise VaultNotWritable(
            message(
                tr_lazy("There is too little space on the disk that holds “{path}”. Needed: {needed}. Free: {free}."),
                path=str(folder),
                needed=in_use().size(needed),
                free=in_use().size(free),
            ),
            message(tr_lazy("Nothing was changed. Free some space there and try again.")),
        )


@contextlib.contextmanager
def named_failures(place: Path) -> Generator[None]:
    """Turn the operating system's refusals to write below `place` into a VaultNotWritable that says which it was."""
    try:
        yield
    except OSError as error:
        raise not_writable(place, error) from error


def not_writable(place: Path, error: OSError) -> VaultNotWritable:
    """The sentence that fits an operating system's refusal to write."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return VaultNotWritable(
            message(tr_lazy("The disk that holds “{path}” is full."), path=str(place)),
            message(tr_lazy("Nothing that was saved before is lost. Free some space there and try again.")),
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return VaultNotWritable(
            message(
                tr_lazy(
                    "Nothing can be written to the folder “{path}”: it is read-only, or this account has no permission."
                ),
                path=str(place),
            ),
            message(
                tr_lazy(
                    "Nothing that was saved before is lost. Allow writing there, or move your record to a folder of your own."
                )
            ),
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ESTALE}:
        return VaultNotWritable(
            message(tr_lazy("The folder “{path}” no longer exists."), path=str(place)),
            message(
                tr_lazy("Was a drive unplugged, or the folder moved? Put it back, then lock and reopen your record.")
            ),
        )
    name = errno.errorcode.get(error.errno or 0)
    if name is None:
        what = message(tr_lazy("Writing to “{path}” failed."), path=str(place))
    else:
        what = message(tr_lazy("Writing to “{path}” failed ({error})."), path=str(place), error=name)
    return VaultNotWritable(
        what, message(tr_lazy("Check the drive and its connection, then lock and reopen your record."))
    )
