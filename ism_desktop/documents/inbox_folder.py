"""The inbox folder: an ordinary folder into which a scanner or a phone puts files, and out of which they are taken once they are whole.

A file counts as whole when nothing about it has changed over some looks and it can be read; what programs call a file while they
still write it is passed over. Nothing is removed from the folder before the record has been read back and holds the same bytes.
"""

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ism_desktop.documents.importing import ImportResult, read_file
from ism_desktop.documents.originals import as_it_came
from ism_desktop.errors import DocumentRefused, IsmError
from ism_desktop.records import store, vault_settings
from ism_desktop.records.kinds.documents import twin_of
from ism_desktop.vault import Vault
from ism_desktop.vault.recognising import not_documents

_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".temp", ".filepart", ".opdownload", ".!ut")
_UNFINISHED_BEGINNINGS = (".", "~")
_SECONDS_WITHOUT_CHANGE = 6.0
_MOST_AT_ONCE = 50
_LEFT = "left_in_inbox_folder"
_MOST_LEFT = 500


@dataclass(frozen=True, slots=True)
class _Seen:
    size: int
    changed: int
    since: float


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the folder that is safely in the record: its content is what the document holds, read back."""

    path: Path
    document_id: str


class FolderWatch:
    """Looks into one folder again and again. One look at a time, in any thread.

    `is_gone` says that the folder could not be read at the last look, as a drive that was taken away.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self.is_gone = False
        self._clock = clock
        self._seen: dict[Path, _Seen] = {}
        self._handed: dict[Path, tuple[int, int]] = {}

    def look(self) -> list[Path]:
        """The files that are whole and were not handed out before as they are now, the oldest first."""
        try:
            found = list(_files(self.folder))
        except OSError:
            self.is_gone = True
            return []
        self.is_gone = False
        now = self._clock()
        ready: list[tuple[int, Path]] = []
        seen: dict[Path, _Seen] = {}
        for path, size, changed in found:
            before = self._seen.get(path)
            same = before is not None and (before.size, before.changed) == (size, changed)
            seen[path] = before if same and before is not None else _Seen(size, changed, now)
            if size and now - seen[path].since >= _SECONDS_WITHOUT_CHANGE and self._handed.get(path) != (size, changed):
                ready.append((changed, path))
        self._seen = seen
        chosen = [path for _, path in sorted(ready)[:_MOST_AT_ONCE] if os.access(path, os.R_OK)]
        self._handed |= {path: (seen[path].size, seen[path].changed) for path in chosen}
        return chosen


def _files(folder: Path) -> Iterator[tuple[Path, int, int]]:
    """Files right in the folder, with size and time of the last change; no links, nothing hidden or unfinished."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name.lower()
            if name.startswith(_UNFINISHED_BEGINNINGS) or name.endswith(_UNFINISHED):
                continue
            try:
                if entry.is_file(follow_symlinks=False):
                    about = entry.stat(follow_symlinks=False)
                    yield Path(entry.path), about.st_size, about.st_mtime_ns
            except OSError:
                continue  # gone between two moments


def new_files(vault: Vault, watch: FolderWatch) -> list[Path]:
    """The files to be taken in now: whole, no vault or backup, and not in the record or its trash already."""
    return [path for path in watch.look() if not_documents(path) is None and not _is_known(vault, path)]


def _is_known(vault: Vault, path: Path) -> bool:
    try:
        fingerprint = vault.fingerprint(read_file(path))
    except DocumentRefused:
        return False  # the import says why
    with vault.read() as session:
        return fingerprint in vault_settings.get(session, _LEFT) or twin_of(session, fingerprint) is not None


def leave_out(vault: Vault, results: Sequence[ImportResult]) -> None:
    """Do not take in these files any more as they are now; a file that changes is another one. Raises VaultNotWritable, VaultClosed."""
    left: dict[str, str] = {}
    for result in results:
        with contextlib.suppress(DocumentRefused):  # gone meanwhile
            left[vault.fingerprint(read_file(result.path))] = store.now()[:10]
    with vault.write() as session:
        known = {**vault_settings.get(session, _LEFT), **left}
        vault_settings.put(session, _LEFT, dict(list(known.items())[-_MOST_LEFT:]))


def kept(vault: Vault, results: Sequence[ImportResult]) -> list[Kept]:
    """Those of the imported files whose bytes the record gives back as they still lie in the folder."""
    found: list[Kept] = []
    for result in results:
        if result.outcome == "imported" and result.document_id is not None and not result.inside:
            one = Kept(result.path, result.document_id)
            if _is_same(vault, one):
                found.append(one)
    return found


def remove(vault: Vault, files: Sequence[Kept]) -> list[Path]:
    """Remove plain copies, each after the record was read back once more. Returns those that could not be removed, or had changed."""
    left: list[Path] = []
    for one in files:
        try:
            if not _is_same(vault, one):
                left.append(one.path)
                continue
            one.path.unlink()
        except FileNotFoundError:
            continue
        except OSError:
            left.append(one.path)
    return left


def _is_same(vault: Vault, one: Kept) -> bool:
    try:
        inside = as_it_came(vault, one.document_id)
        outside = read_file(one.path)
    except IsmError:
        return False
    return hashlib.sha256(inside).digest() == hashlib.sha256(outside).digest()
