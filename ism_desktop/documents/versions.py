"""Versions of a document: made from a plan in the worker, encrypted, and named by the records in one short transaction.

The order is that of an import: make the file, inspect it, read what has to be read again, encrypt, and last one transaction. Whatever ends
it earlier leaves everything as it was.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ism_desktop.documents import moved_text, page_plan, page_sources, texts
from ism_desktop.documents.importing import ImportResult, import_document, pieces_of, read_file
from ism_desktop.documents.naming import shown_name, title_from
from ism_desktop.documents.page_plan import OWN, Plan
from ism_desktop.documents.page_sources import Source
from ism_desktop.errors import InvalidRecord
from ism_desktop.language import tr
from ism_desktop.media_types import PDF
from ism_desktop.progress import Portion, Progress, no_progress
from ism_desktop.records import document_notices, document_versions, page_links, scanned_pages, store
from ism_desktop.records.document_versions import NewVersion, Staged
from ism_desktop.records.kinds.documents import DOCUMENTS, TO_FILE
from ism_desktop.records.table import new_id
from ism_desktop.vault import Session, Vault
from ism_desktop.worker import PageText, Workers

_STEPS = 1000
_MADE = 300
_READ = 950
_DAYS_STAGED = 1


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A new file that is encrypted and that no record names yet."""

    id: str
    file: Mapping[str, Any]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that is made of pages: what it is called, and the pages."""

    title: str
    plan: Plan
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A version that was made: the one that was used before it, documents that were made with it, and those that went into the trash."""

    document_id: str
    former_id: str
    version_id: str
    new_ids: tuple[str, ...]
    trashed: tuple[str, ...]


class _Making:
    """Makes files out of plans. `own` is the document whose pages a plan calls its own."""

    def __init__(self, vault: Vault, workers: Workers, written: list[str], own: str | None) -> None:
        self._vault = vault
        self._workers = workers
        self._written = written
        self._own = own
        self._sources: dict[str, Source] = {}

    def source(self, key: str) -> Source:
        """A source, looked up once. Raises RecordMissing."""
        if key not in self._sources:
            with self._vault.read() as session:
                self._sources[key] = page_sources.find(session, key, self._own)
        return self._sources[key]

    def names(self, plan: Plan) -> dict[str, str]:
        """What the sources of a plan are called."""
        return {key: self.source(key).title for key in {page.source for page in plan}}

    def prepare(self, plan: Plan, name: str, progress: Progress) -> _Prepared:
        """Make the file of a plan, with its text. Raises DocumentRefused, VaultNotWritable, Cancelled."""
        keys = list(dict.fromkeys(page.source for page in plan))
        found_in = [self.source(key) for key in keys]
        sources = [(page_sources.content(self._vault, one), one.file["media_type"]) for one in found_in]
        edited = [page.edited(keys.index(page.source)) for page in plan]
        made = self._workers.edit_pages(sources, edited, Portion(progress, 0, _MADE, _STEPS))
        found = self._workers.inspect(made, name)
        pages = self._texts(plan, made, Portion(progress, _MADE, _READ - _MADE, _STEPS))
        notices = texts.with_unread_pages(found.notices, pages)
        progress(_READ, _STEPS, tr("Encrypting"))
        version_id = new_id()
        file = self._vault.files.add(
            pieces_of(made), name=name, media_type=PDF, size=found.size, sha256=found.sha256, document=version_id
        )
        self._written.append(file.file_id)
        text = self._vault.files.add_bytes(
            texts.packed(pages, found.page_sizes),
            name=f"{name}, text",
            media_type=texts.MEDIA_TYPE,
            document=version_id,
        )
        self._written.append(text.file_id)
        values = {
            "file_id": file.file_id,
            "text_file_id": text.file_id,
            "text_from": texts.origin(pages),
            "media_type": PDF,
            "size": found.size,
            "sha256": found.sha256,
            "pages": found.pages,
            "notices": document_notices.stored(notices),
        }
        return _Prepared(version_id, values, self._vault.fingerprint(made))

    def _texts(self, plan: Plan, made: bytes, progress: Progress) -> list[PageText]:
        """The text of each page: moved with it, or read again."""
        known: dict[str, tuple[list[PageText], list[tuple[float, float]]]] = {}
        found: list[PageText | None] = []
        for page in plan:
            if page.source not in known:
                known[page.source] = self._kept(page.source)
            pages, sizes = known[page.source]
            is_known = page.page < len(pages)
            found.append(moved_text.moved(pages[page.page], sizes[page.page], page) if is_known else None)
        unknown = [place for place, text in enumerate(found) if text is None]
        read = iter(self._workers.read_text(made, PDF, unknown, progress) if unknown else ())
        return [next(read) if text is None else text for text in found]

    def _kept(self, key: str) -> tuple[list[PageText], list[tuple[float, float]]]:
        text_file_id = self.source(key).file["text_file_id"]
        if text_file_id is None:
            return [], []
        return texts.pages_in(self._vault, text_file_id), texts.sizes_in(self._vault, text_file_id)


# Of a document ------------------------------------------------------------------------------------------------------------


def make_version(
    vault: Vault,
    workers: Workers,
    document_id: str,
    plan: Plan,
    progress: Progress = no_progress,
    *,
    trashed: Sequence[str] = (),
    split_off: Sequence[NewDocument] = (),
    note: Sequence[Mapping[str, Any]] = (),
) -> Made:
    """Make a version of a document and use it from now on; a file that waited becomes one of its originals.

    Args:
        vault: open for writing.
        workers: the processes that make and read it.
        document_id: the document.
        plan: its pages from now on, at least one.
        progress: called as the work goes.
        trashed: documents whose pages were taken over, which go into the trash in the same step.
        split_off: new documents that are made of its present pages in the same step.
        note: further steps for the list of versions.

    Returns:
        What `take_back` needs to undo it.

    Raises:
        RecordMissing, InvalidRecord, DocumentRefused, VaultDamaged, VaultNotWritable; Cancelled out of `progress`. Nothing is changed then.
    """
    with vault.files.taken_back_on_failure() as written:
        making = _Making(vault, workers, written, document_id)
        own = making.source(OWN)
        with vault.read() as session:
            record = store.get(session, DOCUMENTS, document_id)
        parts = len(split_off) + 1
        name = _name(record.values["file_name"])
        done = [
            making.prepare(each.plan, name, Portion(progress, place * _STEPS, _STEPS, parts * _STEPS))
            for place, each in enumerate((NewDocument("", plan), *split_off))
        ]
        steps = [*page_plan.steps(plan, own.file["pages"], making.names(plan)), *note]
        with vault.write() as session:
            _require_same(session, document_id, own)
            _put(session, document_id, own, plan, NewVersion(done[0].id, name, done[0].file, steps, ()))
            for other in trashed:
                store.trash(session, DOCUMENTS, other)
            ids = [_new_document(session, each, made, record) for each, made in zip(split_off, done[1:], strict=True)]
            known = document_versions.of_document(session, document_id)
            (former,) = (version.id for version in known if version.file["file_id"] == own.file["file_id"])
    return Made(document_id, former, done[0].id, tuple(ids), tuple(trashed))


def take_back(vault: Vault, made: Made) -> None:
    """Undo a version that was made: the one before is used, new documents go into the trash, and those in the trash come back.

    Raises RecordMissing, VaultNotWritable.
    """
    with vault.write() as session:
        document_versions.use(session, made.document_id, made.former_id)
        for document_id in made.new_ids:
            store.trash(session, DOCUMENTS, document_id)
        for document_id in made.trashed:
            store.restore(session, DOCUMENTS, document_id)


def _put(session: Session, document_id: str, own: Source, plan: Plan, made: NewVersion) -> None:
    file = own.file
    before = page_links.origins_of(session, document_id, file["file_id"], file["pages"])
    number = document_versions.following_number(session, document_id)
    origins = [before[page.page] if page.source == OWN else f"{number}:{place}" for place, page in enumerate(plan, 1)]
    document_versions.add(session, document_id, NewVersion(made.id, made.file_name, made.file, made.recipe, origins))
    staged = [found for page in plan if (found := page_plan.staged_in(page.source)) is not None]
    document_versions.adopt(session, document_id, staged)


def _require_same(session: Session, document_id: str, own: Source) -> None:
    now = store.get(session, DOCUMENTS, document_id).values["file_id"]
    if now != own.file["file_id"]:
        raise InvalidRecord({"": tr("The pages of this document were changed meanwhile. Open them again.")})


def use_version(vault: Vault, document_id: str, version_id: str) -> None:
    """Use another version, original included; none is lost. Raises RecordMissing, VaultNotWritable."""
    with vault.write() as session:
        document_versions.use(session, document_id, version_id)


def split(
    vault: Vault, workers: Workers, document_id: str, parts: Sequence[NewDocument], progress: Progress = no_progress
) -> list[str]:
    """Make documents of parts of a document, which stays as it is. Raises as `make_version` does."""
    with vault.files.taken_back_on_failure() as written:
        making = _Making(vault, workers, written, document_id)
        with vault.read() as session:
            record = store.get(session, DOCUMENTS, document_id)
        name = _name(record.values["file_name"])
        done = [
            making.prepare(part.plan, name, Portion(progress, place * _STEPS, _STEPS, len(parts) * _STEPS))
            for place, part in enumerate(parts)
        ]
        with vault.write() as session:
            return [_new_document(session, part, made, record) for part, made in zip(parts, done, strict=True)]


def _new_document(session: Session, new: NewDocument, made: _Prepared, of: store.Record) -> str:
    """A document of pages of another one: kind, date and sender are taken over."""
    pages = ", ".join(str(page.page + 1) for page in new.plan)
    values = {
        "title": new.title,
        "type": new.kind or of.values["type"],
        "document_date": of.values["document_date"],
        "source": of.values["source"],
        # From here on it is the person's own note, in the language they read that day.
        "notes": tr("Split off from “{title}”, pages {pages}.", title=of.title, pages=pages),
        "file_name": _name(of.values["file_name"]),
        "fingerprint": made.fingerprint,
        "imported_at": store.now(),
        "filing": TO_FILE,
        **made.file,
    }
    return store.save(session, DOCUMENTS, values, fresh_id=made.id)


# Files joined -------------------------------------------------------------------------------------------------------------


def stage(vault: Vault, workers: Workers, path: Path, progress: Progress = no_progress) -> Staged:
    """Take a file into the vault that belongs to no document yet: a draft names it. Raises as `import_document` does."""
    untrusted = read_file(path)
    name = shown_name(path.name)
    found = workers.inspect(untrusted, name)
    staged_id = new_id()
    with vault.files.taken_back_on_failure() as written:
        progress(0, 1, tr("Encrypting"))
        file = vault.files.add(
            pieces_of(untrusted),
            name=name,
            media_type=found.media_type,
            size=found.size,
            sha256=found.sha256,
            document=staged_id,
        )
        written.append(file.file_id)
        values = {
            "file_id": file.file_id,
            "text_file_id": None,
            "text_from": None,
            "media_type": found.media_type,
            "size": found.size,
            "sha256": found.sha256,
            "pages": found.pages,
            "notices": document_notices.stored(found.notices),
        }
        waiting = Staged(staged_id, name, values, vault.fingerprint(untrusted))
        with vault.write() as session:
            document_versions.stage(session, waiting)
    return waiting


def unstage(vault: Vault, ids: Sequence[str]) -> None:
    """Discard files that wait in a draft which was given up. Raises VaultNotWritable."""
    with vault.write() as session:
        gone = document_versions.let_go(session, ids)
    for file_id in gone:
        vault.files.discard(file_id)


def join(vault: Vault, workers: Workers, plan: Plan, title: str = "", progress: Progress = no_progress) -> str:
    """One document of the pages of files that wait; each of them is kept as an original of it. Raises as `make_version` does."""
    with vault.files.taken_back_on_failure() as written:
        making = _Making(vault, workers, written, None)
        names = making.names(plan)
        first = names[plan[0].source]
        name = _name(first)
        made = making.prepare(plan, name, progress)
        with vault.write() as session:
            values = {
                "title": title or title_from(first),
                "file_name": name,
                "fingerprint": made.fingerprint,
                "imported_at": store.now(),
                "filing": TO_FILE,
                **made.file,
            }
            document_id = store.save(session, DOCUMENTS, values, fresh_id=made.id)
            document_versions.add_first(session, document_id, name, made.file, page_plan.steps(plan, 0, names))
            staged = [found for page in plan if (found := page_plan.staged_in(page.source)) is not None]
            document_versions.adopt(session, document_id, staged)
    return document_id


def _name(file_name: str) -> str:
    """What the file of a version is called: as the original, and it is a PDF."""
    return f"{Path(file_name).stem or file_name}.pdf"


def is_signed(vault: Vault, workers: Workers, document_id: str) -> bool:
    """Whether the file in use carries a signature, which no version keeps. Raises RecordMissing, VaultDamaged."""
    with vault.read() as session:
        source = page_sources.find(session, OWN, document_id)
    return workers.is_signed(page_sources.content(vault, source), source.file["media_type"])


def tidy_staged(vault: Vault, named: Collection[str], days: int = _DAYS_STAGED) -> None:
    """Discard files that have waited for over so many days and that no draft names any more; scanned pages wait until somebody
    decides about them. Raises VaultNotWritable.
    """
    with vault.read() as session:
        spared = {*named, *(page.id for page in scanned_pages.waiting(session))}
        left = [each for each in document_versions.old_staged(session, days) if each not in spared]
    if left:
        unstage(vault, left)


def import_staged(
    vault: Vault, workers: Workers, key: str, plan: Plan, progress: Progress = no_progress
) -> ImportResult:
    """Import a file that waits as a document of its own; what the plan does to its pages becomes a version. Raises as `make_version`."""
    with vault.read() as session:
        source = page_sources.find(session, key, None)
    content = page_sources.content(vault, source)
    result = import_document(vault, workers, Path(source.title), progress, untrusted=content)
    own = tuple(replace(page, source=OWN) for page in plan)
    if result.outcome == "imported" and result.document_id and own != page_plan.whole(OWN, source.pages):
        make_version(vault, workers, result.document_id, own, progress)
    return result
