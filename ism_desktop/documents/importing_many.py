"""Importing many: files and whole folders one after the other, and with an e-mail what is attached to it."""

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ism_desktop.documents import walking
from ism_desktop.documents.attachments import import_attachments
from ism_desktop.documents.importing import NO_WISH, ImportResult, Wish, import_document
from ism_desktop.documents.likeness import Likenesses
from ism_desktop.documents.naming import shown_name
from ism_desktop.errors import IsmError
from ism_desktop.language import tr
from ism_desktop.progress import Cancelled, Portion, Progress, no_progress
from ism_desktop.records import document_notices
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

_log = logging.getLogger(__name__)

STEPS = 1000
"""Of the progress, for each file."""


def import_documents(
    vault: Vault,
    workers: Workers,
    paths: Sequence[Path],
    progress: Progress = no_progress,
    on_result: Callable[[ImportResult], None] | None = None,
    *,
    proposed: Callable[[Path, Path], Mapping[str, Any]] | None = None,
) -> list[ImportResult]:
    """Import files one after the other, and for a folder the files in it; `on_result` hears of each as it is done.

    What is attached to an e-mail becomes documents of their own, right after it. `proposed` gives values for a new
    document, from the folder or file that was asked for and the file that was found, as `folder_names.proposed` does.

    Cancelled in the middle and begun again, it goes on where it was: what came in is a duplicate then.

    Raises as `import_document` does; the files reported before that stay in the vault.
    """
    results: list[ImportResult] = []
    found = [(root, *one) for root in paths for one in walking.files_of([root], leave_out=vault.path)]
    likenesses = Likenesses(vault, workers)
    for number, (root, path, unreadable) in enumerate(found):
        part = Named(Portion(progress, number * STEPS, STEPS, len(found) * STEPS), shown_name(path.name))
        if unreadable is None:
            wish = NO_WISH if proposed is None else Wish(proposed(root, path))
            result = without_bugs(vault, workers, path, part, wish, likenesses)
        else:
            result = ImportResult(path, "refused", str(unreadable), None, 0)
        results.append(result)
        if on_result is not None:
            on_result(result)
        if result.outcome == "imported" and result.document_id is not None and _has_enclosures(result):
            results += import_attachments(vault, workers, result.document_id, None, part, on_result, likenesses)
    return results


def _has_enclosures(result: ImportResult) -> bool:
    return any(one.code == document_notices.MAIL_ATTACHMENTS for one in result.notices)


def without_bugs(
    vault: Vault,
    workers: Workers,
    path: Path,
    progress: Progress,
    wish: Wish,
    likenesses: Likenesses,
    password: str | None = None,
) -> ImportResult:
    """Import one file of many: whatever goes wrong with it alone, the others come in."""
    try:
        return import_document(vault, workers, path, progress, wish=wish, likenesses=likenesses, password=password)
    except (IsmError, Cancelled, MemoryError):
        raise  # the vault's trouble, or the person's wish
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file is no reason to leave out the files after it
        _log.error("a file of several was not imported: %s", type(error).__name__)
        words = tr("Something in the program went wrong with this file, and it was not added. Please report it.")
        return ImportResult(path, "refused", words, None, 0)


class Named:
    """A `Progress` that puts the file's name in front."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress = progress
        self._name = name

    def __call__(self, done: int, total: int, what: str) -> None:
        """Report progress."""
        self._progress(done, total, tr("{file}: {step}", file=self._name, step=what))
