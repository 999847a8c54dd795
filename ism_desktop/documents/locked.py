"""PDFs that stayed out of an import because they are locked with a password: trying one on all of them, and taking in those it opens.

What is kept of each is where it lies, never its content. A password is an argument here, and kept nowhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ism_desktop.documents.attachments import import_attachments
from ism_desktop.documents.importing import ImportResult, read_file
from ism_desktop.documents.importing_many import STEPS, Named, without_bugs
from ism_desktop.documents.likeness import Likenesses
from ism_desktop.documents.naming import shown_name
from ism_desktop.documents.originals import original
from ism_desktop.errors import DocumentRefused, RecordMissing, VaultDamaged
from ism_desktop.language import tr
from ism_desktop.progress import Portion, Progress, no_progress
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

# What can happen to a file, or to the document that it lies in, while somebody looks for the password.
_GONE = (DocumentRefused, RecordMissing, VaultDamaged)


def locked_in(results: Sequence[ImportResult]) -> list[ImportResult]:
    """Those of the results that want a password."""
    return [result for result in results if result.locked is not None]


def opened_by(
    vault: Vault, workers: Workers, results: Sequence[ImportResult], password: str, progress: Progress = no_progress
) -> list[ImportResult]:
    """Those of these locked files that a password opens. Nothing is taken in.

    A file that is gone or cannot be read any more is among them: taking it in says what is wrong.

    Raises VaultClosed, and lets `Cancelled` out of `progress` pass.
    """
    opened: list[ImportResult] = []
    try:
        for number, result in enumerate(results):
            progress(number, len(results), tr("Trying the password on {file}", file=shown_name(result.path.name)))
            try:
                if workers.opens(_content(vault, workers, result), password):
                    opened.append(result)
            except _GONE:
                opened.append(result)
    finally:
        workers.forget_passwords()
    return opened


def import_locked(
    vault: Vault,
    workers: Workers,
    results: Sequence[ImportResult],
    password: str,
    progress: Progress = no_progress,
    on_result: Callable[[ImportResult], None] | None = None,
) -> list[ImportResult]:
    """Take in locked files, and those inside of documents, as they would have come in without a lock; `on_result` hears of each.

    The locked file is kept as it is, as the document's original; what is read, shown and printed is a version of it without the lock.
    What the password does not open is among the results, and can be tried again.

    Raises as `import_documents` does.
    """
    found: list[ImportResult] = []
    likenesses = Likenesses(vault, workers)

    def tell(result: ImportResult) -> None:
        found.append(result)
        if on_result is not None:
            on_result(result)

    for number, result in enumerate(results):
        if result.locked is None:
            continue
        part = Named(Portion(progress, number * STEPS, STEPS, len(results) * STEPS), shown_name(result.path.name))
        if result.locked.inside is None:
            tell(without_bugs(vault, workers, result.path, part, result.locked.wish, likenesses, password))
            continue
        holder, place = result.locked.inside
        try:  # with what is inside of it, as when it had come in at once
            import_attachments(vault, workers, holder, [place], part, tell, likenesses, password=password)
        except _GONE as error:
            tell(replace(result, reason=str(error), locked=None))
    return found


def _content(vault: Vault, workers: Workers, result: ImportResult) -> bytes:
    if result.locked is not None and result.locked.content is not None:
        return result.locked.content()
    if result.locked is None or result.locked.inside is None:
        return read_file(result.path)
    holder, place = result.locked.inside
    untrusted, _, _ = original(vault, holder)
    return workers.attachment(untrusted, place)
