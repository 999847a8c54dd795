"""What an import would do, before it does it: every file with what becomes of it, without reading its text and without writing anything."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ism_desktop.documents import folder_names, walking
from ism_desktop.documents.importing import read_file
from ism_desktop.documents.naming import shown_name
from ism_desktop.errors import DocumentRefused, PasswordNeeded
from ism_desktop.language import tr
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records.kinds.documents import twin_of
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

Becomes = Literal["new", "twin", "in trash", "locked", "refused"]
"""A twin is in the record already, or was found in the same folder before; a locked one comes in with its password."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One file: what becomes of it, why where it is not added, and what the names of its folders propose for it."""

    path: Path
    becomes: Becomes
    reason: str = ""
    pages: int = 0
    size: int = 0
    proposed: Mapping[str, Any] = field(default_factory=dict[str, Any])


def look_through(
    vault: Vault, workers: Workers, paths: Sequence[Path], progress: Progress = no_progress
) -> list[Foreseen]:
    """Look at files, and at all files in folders. Raises VaultClosed, and lets `Cancelled` out of `progress` pass."""
    found = list(_found(vault, paths, progress))
    seen: dict[str, str] = {}
    foreseen: list[Foreseen] = []
    for number, (root, path, unreadable) in enumerate(found):
        progress(number, len(found), tr("Looking at {file}", file=shown_name(path.name)))
        if unreadable is not None:
            foreseen.append(Foreseen(path, "refused", str(unreadable)))
        else:
            foreseen.append(_foreseen(vault, workers, root, path, seen))
    progress(len(found), len(found), tr("Finished"))
    return foreseen


def counted(foreseen: Sequence[Foreseen]) -> Counter[Becomes]:
    """How many files become what."""
    return Counter(one.becomes for one in foreseen)


def _found(
    vault: Vault, paths: Sequence[Path], progress: Progress
) -> Iterator[tuple[Path | None, Path, DocumentRefused | None]]:
    count = 0
    for root in paths:
        for path, unreadable in walking.files_of([root], leave_out=vault.path):
            count += 1
            progress(0, 0, tr("Looking for files: {number} so far", number=count))
            yield (None if path == root else root), path, unreadable


def _foreseen(vault: Vault, workers: Workers, root: Path | None, path: Path, seen: dict[str, str]) -> Foreseen:
    try:
        untrusted = read_file(path)
        fingerprint, size = vault.fingerprint(untrusted), len(untrusted)
        here = _here_already(vault, path, fingerprint, size, seen)
        if here is not None:
            return here
        becomes, reason, pages = _inspected(workers, untrusted, path)
    except DocumentRefused as error:
        return Foreseen(path, "refused", str(error))
    seen[fingerprint] = shown_name(path.name)
    proposed = {} if root is None else folder_names.proposed(root, path)
    return Foreseen(path, becomes, reason, pages, size, proposed)


def _here_already(vault: Vault, path: Path, fingerprint: str, size: int, seen: dict[str, str]) -> Foreseen | None:
    if fingerprint in seen:
        return Foreseen(path, "twin", tr("The same file as “{file}” here.", file=seen[fingerprint]), size=size)
    with vault.read() as session:
        twin = twin_of(session, fingerprint)
    if twin is None:
        return None
    _, title, in_trash = twin
    if in_trash:
        return Foreseen(path, "in trash", tr("In the trash, as “{title}”.", title=title), size=size)
    return Foreseen(path, "twin", tr("Already in your record, as “{title}”.", title=title), size=size)


def _inspected(workers: Workers, untrusted: bytes, path: Path) -> tuple[Becomes, str, int]:
    try:
        return "new", "", workers.inspect(untrusted, shown_name(path.name)).pages
    except PasswordNeeded as error:
        return "locked", error.what, 0
