"""The text of a document changed after it was taken in: pages read again, and what a person corrects.

Each change writes the text of all pages anew and names it in one transaction. The text before stays beside the record's former values,
so it can be taken back. A correction is never overwritten: what a later reading finds is kept beside it (`PageText.read`).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from ism_desktop.documents import texts
from ism_desktop.documents.corrected_words import SURE, placed
from ism_desktop.documents.originals import original
from ism_desktop.errors import DocumentRefused, InvalidRecord, RecordMissing, VaultDamaged
from ism_desktop.language import tr
from ism_desktop.progress import Portion, Progress, no_progress
from ism_desktop.records import reverting, store
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.vault import Vault
from ism_desktop.worker import PageText, Workers

LONGEST_TEXT = 200_000


def _untold(_title: str, _why: str) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What a change of the text did: the pages (from 1) that say something else now, those where a correction stayed, and the history's
    marks before and after it, for taking it back.
    """

    changed: tuple[int, ...]
    kept: tuple[int, ...]
    since: int = 0
    until: int = 0


def read_again(
    vault: Vault,
    workers: Workers,
    document_id: str,
    pages: Sequence[int] | None = None,
    progress: Progress = no_progress,
    *,
    from_picture: bool = True,
) -> Reread:
    """Read pages (from 0; all by default) again, as the program reads today; `from_picture` passes over text layers of a PDF's scans.

    A page that cannot be read this time, or on which nothing is found now, keeps its text.
    Raises RecordMissing, VaultDamaged, DocumentRefused; lets `Cancelled` out of `progress` pass.
    """
    untrusted, media_type, _ = original(vault, document_id)
    before = texts.page_texts(vault, document_id)
    wanted = range(len(before)) if pages is None else pages
    read = workers.read_text(untrusted, media_type, wanted, progress, from_picture=from_picture)
    after = list(before)
    for place, page in zip(wanted, read, strict=True):
        after[place] = _taken(before[place], page)
    return _kept(vault, document_id, before, after)


def read_scans_again(
    vault: Vault, workers: Workers, progress: Progress = no_progress, tell: Callable[[str, str], None] = _untold
) -> list[Reread]:
    """Read every page again that was read from a picture, in all documents that are not in the trash: the languages are others now.

    `tell` hears the title of each document that could not be read, and why; it keeps its text, and the others go on.
    Raises what the vault raises; lets `Cancelled` out of `progress` pass, and what was read before stays.
    """
    with vault.read() as session:
        found = [
            (record.id, record.title)
            for record in store.list_active(session, DOCUMENTS)
            if record.values["text_from"] in {"ocr", "mixed", "none"}
        ]
    done: list[Reread] = []
    for number, (document_id, title) in enumerate(found):
        part = Portion(progress, number, 1, len(found))
        try:
            pages = texts.page_texts(vault, document_id)
            scans = [place for place, page in enumerate(pages) if page.source in {"ocr", "none"}]
            if scans:
                done.append(read_again(vault, workers, document_id, scans, part, from_picture=False))
        except (DocumentRefused, RecordMissing, VaultDamaged) as error:
            tell(title, str(error))
    progress(len(found), len(found), tr("Text read"))
    return done


def correct(vault: Vault, document_id: str, page: int, text: str, *, checked: Collection[int] = ()) -> Reread:
    """Have a page (from 0) say this from now on; a text as it was read ends the correction. `checked` are the words (from 0) that the
    person compared with the page: they are in doubt no more. Raises RecordMissing, VaultDamaged, InvalidRecord.
    """
    if len(text) > LONGEST_TEXT:
        raise InvalidRecord({"": tr("This text is too long for one page.")})
    before = texts.page_texts(vault, document_id)
    page_before = before[page]
    read = page_before.text if page_before.read is None else page_before.read
    text = text.strip()
    compared = frozenset(checked)
    words = [replace(word, confidence=SURE) if n in compared else word for n, word in enumerate(page_before.words)]
    after = list(before)
    after[page] = replace(
        page_before, text=text, words=placed(words, text), read=None if text == read.strip() else read
    )
    return _kept(vault, document_id, before, after)


def _taken(before: PageText, page: PageText) -> PageText:
    if page.source == "unreadable" or (not page.text.strip() and before.text.strip()):
        return before
    if before.read is None:
        return page
    # The boxes of the new reading, with the person's words in them.
    if page.text.strip() == before.text.strip():
        return page
    return replace(page, text=before.text, words=placed(page.words, before.text), read=page.text)


def _kept(vault: Vault, document_id: str, before: list[PageText], after: list[PageText]) -> Reread:
    pairs = list(enumerate(zip(before, after, strict=True), 1))
    changed = tuple(number for number, (old, new) in pairs if old.text.strip() != new.text.strip())
    kept = tuple(number for number, (old, new) in pairs if new.read is not None and old.text == new.text)
    if before == after:
        return Reread((), kept)
    with vault.read() as session:
        record = store.get(session, DOCUMENTS, document_id)
    sizes = texts.page_sizes(vault, document_id)
    with vault.files.taken_back_on_failure() as written:
        made = vault.files.add_bytes(
            texts.packed(after, sizes),
            name=f"{record.values['file_name']}, text",
            media_type=texts.MEDIA_TYPE,
            document=document_id,
        )
        written.append(made.file_id)
        with vault.write() as session:
            since = reverting.mark(session)
            values = {"text_file_id": made.file_id, "text_from": texts.origin(after)}
            store.save(session, DOCUMENTS, values, record_id=document_id)
            until = reverting.mark(session)
    return Reread(changed, kept, since, until)
