"""A plain file that a person asked for outside the vault: whole or not at all, and without a name until it is whole.

A program that is killed, or a power cut, would leave half a paper behind that nobody knows of. Linux can write a file that lies in no
folder yet and is gone with the program; where a drive or system cannot, the half file is hidden beside its place and removed after.
"""

import contextlib
import errno
import os
import secrets
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO, cast

from ism_desktop.vault import durable

_NO_NAMELESS_FILES = frozenset({errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL})
_OWN_FILES = Path("/proc/self/fd")


@contextlib.contextmanager
def writing(path: Path) -> Generator[BinaryIO]:
    """Open a file that stands at `path` once the block has ended well: mode 0600, synced. Whatever stood there before does until then.

    Raises OSError.
    """
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
