"""An export as it lies in a folder, which anybody may have changed: its manifest, and files that are read only as the manifest has them."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Self

from ism_desktop.exchange import layout, manifest
from ism_desktop.exchange.manifest import Entry, Manifest
from ism_desktop.language import tr
from ism_desktop.progress import Progress
from ism_desktop.vault import recognising
from ism_desktop.vault.tally import Tally

_PIECE = 1024 * 1024
# A link is not followed, and a pipe or device does not keep us waiting. Windows has neither word, and its links are seen before.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class ExportFolder:
    """The files that a manifest names. Nothing else in the folder is ever looked at."""

    def __init__(self, folder: Path, found: Manifest) -> None:
        self.folder = folder
        self.manifest = found
        self._entries = {entry.path: entry for entry in found.entries}

    @classmethod
    def find(cls, folder: Path) -> Self:
        """Read the manifest. Raises ExportMissing, ExportDamaged, ExportTooNew."""
        path = folder / layout.MANIFEST
        if not _is_file(path):
            raise recognising.no_export(folder)
        try:
            with _opened(path) as file:
                untrusted = file.read(layout.LARGEST_MANIFEST + 1)
        except OSError as error:
            raise layout.damaged(layout.MANIFEST, tr("It cannot be read from the disk.")) from error
        if len(untrusted) > layout.LARGEST_MANIFEST:
            raise layout.damaged(layout.MANIFEST, tr("It is larger than any file this program writes."))
        return cls(folder, manifest.parse(untrusted))

    def entry(self, path: str) -> Entry | None:
        """What the manifest says of a file; None when it names no such file."""
        return self._entries.get(path)

    def verify(self, progress: Progress) -> None:
        """Read every file and compare it with the manifest. Raises ExportDamaged naming the first that differs; Cancelled."""
        total, done = max(self.manifest.size, 1), 0
        for name in layout.FOLDERS:
            if (self.folder / name).is_symlink():
                raise layout.damaged(name, tr("It is a link to another place."))
        for entry in self.manifest.entries:
            tally = Tally()
            for _ in tally.passing(self._pieces(entry)):
                progress(done + tally.size, total, tr("Checking the export"))
            done += tally.size
            if tally.sha256 != entry.sha256:
                raise layout.damaged(entry.path, tr("It was changed after it was written."))

    def read(self, entry: Entry) -> bytes:
        """A file's content, compared once more with the manifest. Raises ExportDamaged."""
        content = b"".join(self._pieces(entry))
        if hashlib.sha256(content).hexdigest() != entry.sha256:
            raise layout.damaged(entry.path, tr("It was changed after it was written."))
        return content

    def _pieces(self, entry: Entry) -> Iterator[bytes]:
        """A file's bytes, of which there are exactly as many as the manifest says. Raises ExportDamaged."""
        path = self.folder / entry.path
        try:
            if not _is_file(path):
                raise layout.damaged(
                    entry.path, tr("It is a link or not a file.") if os.path.lexists(path) else tr("It is missing.")
                )
            with _opened(path) as file:
                if os.fstat(file.fileno()).st_size != entry.size:
                    raise layout.damaged(entry.path, tr("It does not have the size it had when it was written."))
                left = entry.size
                while left and (piece := file.read(min(_PIECE, left))):
                    left -= len(piece)
                    yield piece
                if left:
                    raise layout.damaged(entry.path, tr("It ends too early."))
        except OSError as error:
            raise layout.damaged(entry.path, tr("It cannot be read from the disk.")) from error


def _is_file(path: Path) -> bool:
    """Whether a file lies here itself, and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _opened(path: Path) -> BinaryIO:
    """The file for reading. Raises OSError, for a link and for what is no file too."""
    descriptor = os.open(path, _FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError("no file")
    return os.fdopen(descriptor, "rb", buffering=0)
