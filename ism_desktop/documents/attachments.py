"""Taking in the files that are inside a PDF, and those inside these, each as a document of its own."""

from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from ism_desktop.documents.importing import ImportResult, Wish, import_document
from ism_desktop.documents.likeness import Likenesses
from ism_desktop.documents.originals import original
from ism_desktop.errors import DocumentRefused, TooLarge
from ism_desktop.language import tr
from ism_desktop.media_types import EMAIL, PDF
from ism_desktop.progress import Portion, Progress, no_progress
from ism_desktop.records import links, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers
from ism_desktop.worker.limits import MEGABYTE

# A file of a few kilobytes can unpack to as much as it likes; no record needs more out of one document.
MOST_FILES = 1_000
MOST_BYTES = 1_000 * MEGABYTE
_DEEPEST = 8
_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A document whose insides are to be taken in; `depth` counts how deep it lies itself."""

    document_id: str
    depth: int


def import_attachments(
    vault: Vault,
    workers: Workers,
    document_id: str,
    which: Collection[int] | None = None,
    progress: Progress = no_progress,
    on_result: Callable[[ImportResult], None] | None = None,
    likenesses: Likenesses | None = None,
    *,
    password: str | None = None,
) -> list[ImportResult]:
    """Import the files inside a document, and what is inside those; `on_result` hears of each as it is done.

    Each becomes a document as if it had been chosen itself, and its notes say where it was. What was attached to an e-mail
    leads to it. What is in the vault already is a duplicate;
    what is inside of that is looked for all the same.

    Args:
        vault: the open vault.
        workers: the processes that look into the files.
        document_id: the document, a PDF or an e-mail; there is nothing inside of others.
        which: places (from 0) in `Workers.attachments`; all by default. Of files inside of files all are taken.
        progress: called as the work goes.
        on_result: called with every result.
        likenesses: as `import_document` takes it.
        password: likewise, for every locked PDF among them.

    Raises:
        RecordMissing, VaultDamaged: the document is gone or damaged.
        Cancelled, and what else `import_document` raises; what was reported before that stays in the vault.
    """
    work = _AttachmentImport(vault, workers, progress, on_result, likenesses, password)
    work.run(document_id, which)
    return work.results


class _AttachmentImport:
    """One run over a document and everything inside of it."""

    def __init__(
        self,
        vault: Vault,
        workers: Workers,
        progress: Progress,
        on_result: Callable[[ImportResult], None] | None,
        likenesses: Likenesses | None,
        password: str | None,
    ) -> None:
        self._likenesses = likenesses
        self._password = password
        self._vault = vault
        self._workers = workers
        self._progress = progress
        self._on_result = on_result
        self._waiting: deque[_Waiting] = deque()
        self._seen: set[str] = set()
        self._bytes = 0
        self._found = 0
        self.results: list[ImportResult] = []

    def run(self, document_id: str, which: Collection[int] | None) -> None:
        """Work through the document, then through what came out of it."""
        self._wait_for(document_id, 0)
        while self._waiting:
            one = self._waiting.popleft()
            self._open(one, which)
            which = None

    def _wait_for(self, document_id: str, depth: int) -> None:
        if document_id not in self._seen and depth <= _DEEPEST:
            self._seen.add(document_id)
            self._waiting.append(_Waiting(document_id, depth))

    def _open(self, one: _Waiting, which: Collection[int] | None) -> None:
        self._progress(len(self.results), max(self._found, 1), tr("Looking for files inside"))
        with self._vault.read() as session:
            values = store.get(session, DOCUMENTS, one.document_id).values
        if values["media_type"] not in (PDF, EMAIL):
            return
        is_letter = values["media_type"] == EMAIL
        untrusted, _, _ = original(self._vault, one.document_id)
        holder: str = values["file_name"]
        try:
            inside = self._workers.attachments(untrusted)
        except DocumentRefused as error:
            self._tell(ImportResult(Path(holder), "refused", str(error), None, 0, inside=holder))
            return
        wanted = [number for number in range(len(inside)) if which is None or number in which]
        self._found += len(wanted)
        for number in wanted:
            if len(self.results) >= MOST_FILES:
                error = TooLarge(
                    tr("More than {number} files are inside; the rest was not added.", number=MOST_FILES),
                    tr("Add the others you need yourself."),
                )
                self._tell(ImportResult(Path(holder), "refused", str(error), None, 0, inside=holder))
                self._waiting.clear()
                return
            self._take(one, (untrusted, number), Path(inside[number].name), holder, is_letter=is_letter)

    def _take(self, one: _Waiting, where: tuple[bytes, int], name: Path, holder: str, *, is_letter: bool) -> None:
        try:
            content = self._content(*where)
        except DocumentRefused as error:
            self._tell(ImportResult(name, "refused", str(error), None, 0, inside=holder))
            return
        part = Portion(self._progress, len(self.results) * _STEPS, _STEPS, self._found * _STEPS)
        # From here on it is the person's own note, in the language they read that day.
        notes = (
            tr("Attached to the e-mail “{file}”.", file=holder)
            if is_letter
            else tr("Found inside the PDF “{file}”.", file=holder)
        )
        result = import_document(
            self._vault,
            self._workers,
            name,
            part,
            untrusted=content,
            wish=Wish({"notes": notes}),
            likenesses=self._likenesses,
            password=self._password,
        )
        if result.locked is not None:
            result = replace(result, locked=replace(result.locked, inside=(one.document_id, where[1])))
        if is_letter and result.document_id is not None:
            self._link(one.document_id, result.document_id)
        self._tell(replace(result, inside=holder))
        if result.document_id is not None and self._is_active(result.document_id):
            self._wait_for(result.document_id, one.depth + 1)

    def _link(self, letter: str, attached: str) -> None:
        """Have the e-mail and what was attached to it lead to each other. One of them may be in the trash, or be the other."""
        if letter == attached or not (self._is_active(letter) and self._is_active(attached)):
            return
        with self._vault.write() as session:
            links.attach(session, DOCUMENTS, letter, attached)
            links.attach(session, DOCUMENTS, attached, letter)

    def _content(self, untrusted: bytes, number: int) -> bytes:
        content = self._workers.attachment(untrusted, number) if self._bytes < MOST_BYTES else b""
        self._bytes += len(content)
        if self._bytes >= MOST_BYTES:
            raise TooLarge(
                tr("The files inside are together larger than {size} MB.", size=MOST_BYTES // MEGABYTE),
                tr("Save it from a PDF program, and add it by itself."),
            )
        return content

    def _is_active(self, document_id: str) -> bool:
        with self._vault.read() as session:
            found = store.find(session, DOCUMENTS, document_id)
        return found is not None and found.deleted_at is None

    def _tell(self, result: ImportResult) -> None:
        self.results.append(result)
        if self._on_result is not None:
            self._on_result(result)
