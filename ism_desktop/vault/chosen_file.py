"""A plain file that a person asked for outside the vault: whole or not at all, and without a name until it is whole.

A program that is killed, or a power cut, would leave half a paper behind that nobody knows of. Linux can write a file that lies in no
folder yet and is gone with the program; where a drive or system cannot, the half file is hidden beside its place and removed after.

A link is followed and stays a link; a pipe or a device is written into. No place inside a vault or a backup is written to.
"""

import contextlib
import errno
import io
import os
import secrets
import stat
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO, cast

from ism_desktop.vault import durable, outside

_NO_NAMELESS_FILES = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL})
_OWN_FILES = Path("/proc/self/fd")
_STANDARD = tuple(Path(f"/dev/{name}") for name in ("stdin", "stdout", "stderr"))


@contextlib.contextmanager
def writing(path: Path) -> Generator[BinaryIO]:
    """Open a file that stands at `path` once the block has ended well: mode 0600, synced. Whatever stood there before does until then.

    Raises OSError; InsideVault where the place lies in a vault or a backup.
    """
    if _is_stream(path):
        _require_outside(path)
        held = io.BytesIO()
        yield held
        _write_into(path, held.getbuffer())
        return
    outside.require_outside(path)
    try:
        real = path.resolve()
    except RuntimeError as error:  # what Python 3.11 says of links that lead in a ring
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    with _replacing(real) as file:
        yield file


def require_place(path: Path) -> None:
    """See that a file may be written here, before a passphrase is asked; nothing is opened yet. Raises OSError, InsideVault."""
    if _is_stream(path):
        _require_outside(path)
        return
    with contextlib.suppress(FileNotFoundError):
        path.stat()  # links in a ring, a name too long; that a file cannot be read is no hindrance to replacing it
    outside.require_outside(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not path.resolve().parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))


@contextlib.contextmanager
def _replacing(path: Path) -> Generator[BinaryIO]:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    nameless = _nameless(path.parent)
    if nameless is None:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".paper-", suffix=".part")
        half: Path | None = Path(name)
    else:
        descriptor, half = nameless, None
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield cast("BinaryIO", file)
            file.flush()
            durable.sync_descriptor(descriptor)
            half = half or _named(descriptor, path.parent)
        durable.replace_unsynced(half, path)
        half = None
    finally:
        if half is not None:
            with contextlib.suppress(OSError):
                half.unlink()


def _is_stream(path: Path) -> bool:
    """Whether this is no file on a disk: a device, a pipe, or a file that the program was started with."""
    if path in _STANDARD or _is_open_file(path):
        return True
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _is_open_file(path: Path) -> bool:
    """Whether this names an open file by its number, as /dev/fd/3 does. /proc also leads to every folder of the disk: those are places."""
    if not path.name.isdecimal():
        return False
    try:
        folder = path.parent.resolve()
    except (OSError, RuntimeError):
        return False
    return folder.name == "fd" and folder.is_relative_to("/proc")


def _require_outside(stream: Path) -> None:
    """Refuse an open file that is one of a vault's or a backup's: written into, it is destroyed. Raises InsideVault, OSError."""
    outside.require_outside(stream)
    try:
        there = os.fstat(_STANDARD.index(stream)) if stream in _STANDARD else stream.stat()
    except OSError:
        return  # opening it says what is wrong
    if stat.S_ISREG(there.st_mode) and there.st_nlink > 1:  # one of the other names may lie in a vault
        raise OSError(errno.EMLINK, os.strerror(errno.EMLINK), str(stream))


def _write_into(path: Path, content: memoryview) -> None:
    # A file that the program was started with would be written over from its beginning if it were opened anew. Others are opened without
    # waiting: a pipe that nobody reads would hold the program for ever.
    own = path in _STANDARD
    descriptor = os.dup(_STANDARD.index(path)) if own else os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "wb") as file:
        os.set_blocking(descriptor, True)
        file.write(content)


def _nameless(folder: Path) -> int | None:
    """A new file on the drive of this folder that has no name; None where there is no such thing."""
    if not hasattr(os, "O_TMPFILE") or not _OWN_FILES.is_dir():
        return None
    try:
        return os.open(folder, os.O_RDWR | os.O_TMPFILE, 0o600)
    except OSError as error:
        if error.errno in _NO_NAMELESS_FILES:
            return None
        raise


def _named(descriptor: int, folder: Path) -> Path:
    """Give a nameless file a name beside its place: it cannot be put over a file that exists, a file with a name can."""
    name = f".paper-{secrets.token_hex(8)}.part"
    there = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        # With a folder's descriptor Python lets the system follow the link to the open file, instead of linking the link.
        os.link(f"{_OWN_FILES}/{descriptor}", name, dst_dir_fd=there)
    finally:
        os.close(there)
    return folder / name
