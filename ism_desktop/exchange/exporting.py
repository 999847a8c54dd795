"""The plain export: everything of a vault as ordinary files, in a folder that can be read without this program.

It is written straight into its place and read back from the disk; the manifest is written last, so a folder without one is no export.
Whatever ends the work, Cancel too, leaves nothing there.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from ism_desktop import __version__
from ism_desktop.errors import IsmError, VaultDamaged
from ism_desktop.exchange import csv_tables, html_page, layout, papers
from ism_desktop.exchange.collecting import Content, ExportedDocument, collect
from ism_desktop.exchange.manifest import DOCUMENT, TEXT, Entry, LeftOut, Manifest
from ism_desktop.exchange.writing import Place, named_failures, require_place, require_room
from ism_desktop.language import tr, tr_n
from ism_desktop.progress import Progress, no_progress
from ism_desktop.records import disclosures, raw_tables, text_files
from ism_desktop.vault import Vault, inbox
from ism_desktop.vault.tally import cut

# The text of pages is packed in the vault; unpacked it stands once by itself and, without the places of its words, once in the page.
_UNPACKED = 8
_ROW_BYTES = 4096
_ROUNDING = 4096


@dataclass(frozen=True, slots=True)
class ExportReport:
    """An export that was made and read back. `notices` are whole sentences on what a person should know of it."""

    path: Path
    documents: int
    files: int
    size: int
    left_out: tuple[LeftOut, ...]
    notices: tuple[str, ...]


def export(vault: Vault, to: Path, progress: Progress = no_progress) -> ExportReport:
    """Write everything in the vault into a folder as ordinary files, and enter it in the ledger of what left.

    Args:
        vault: open; it may be read-only, and then the ledger says nothing of it.
        to: a folder that is new or empty.
        progress: counts the bytes written and read back.

    Raises:
        CannotExport: the place does not do, is full, or gives back other bytes than were written. Nothing is left there.
        VaultDamaged: the records are damaged. A single damaged document is left out instead, and named in the report.
        VaultClosed; Cancelled out of `progress`. Nothing is left there then either.
    """
    to = to.absolute()
    require_place(to, vault.path)
    progress(0, 0, tr("Collecting your record"))
    content = collect(vault)
    planned = _planned(vault, content)
    require_room(to, planned)
    counted = _Bytes(progress, 2 * planned)
    place = Place(to, counted)
    try:
        place.claim()
        with named_failures(to):
            made, digest = _Export(vault, content, place, counted).write()
    except BaseException:
        place.undo()
        raise
    progress(1, 1, tr("Export complete"))
    notices = [left.notice for left in made.left_out]
    notices += _waiting(vault)
    notices += _enter(vault, to, made, digest)
    documents = sum(document.path is not None for document in content.documents)
    return ExportReport(to, documents, len(made.entries) + 1, made.size, made.left_out, tuple(notices))


def _planned(vault: Vault, content: Content) -> int:
    """About how many bytes the export will have."""
    rows = sum(content.counts.values()) * _ROW_BYTES
    return rows + sum(
        document.size + _ROUNDING + _UNPACKED * _size_of(vault, document.text_file_id)
        for document in (*content.documents, *content.versions)
    )


def _size_of(vault: Vault, file_id: str | None) -> int:
    if file_id is None:
        return 0
    try:
        return vault.files.path_of(file_id).stat().st_size
    except OSError:
        return 0


def _waiting(vault: Vault) -> Iterator[str]:
    """What was left in the locked vault and not sorted yet is no record, and stays behind."""
    number = inbox.count(vault.path)
    if number:
        yield tr_n(
            "{number} item in your inbox is not in the export. Sort your inbox, then export again.",
            "{number} items in your inbox are not in the export. Sort your inbox, then export again.",
            number,
        )


def _enter(vault: Vault, to: Path, made: Manifest, digest: str) -> Iterator[str]:
    """Enter the export in the ledger; a vault that cannot be written must not keep a person from taking the record out of it."""
    if vault.read_only:
        yield tr("Your record is open to view only, so its list of what left it does not mention this export.")
        return
    try:
        with vault.write() as session:
            disclosures.record(
                session,
                disclosures.EXPORT,
                "",
                str(to),
                files=len(made.entries) + 1,
                size=made.size,
                sha256=digest,
            )
    except IsmError as error:
        yield tr(
            "The export is complete, but it could not be added to the list of what left your record. {reason}",
            reason=error.what,
        )


class _Bytes:
    """Counts bytes for a `Progress`; what was planned was an estimate, so the bar never passes its end."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = max(total, 1)
        self._done = 0
        self.what = tr("Writing")

    def __call__(self, length: int) -> None:
        self._done = min(self._done + length, self._total - 1)
        self._progress(self._done, self._total, self.what)


class _Export:
    """One export being written."""

    def __init__(self, vault: Vault, content: Content, place: Place, counted: _Bytes) -> None:
        self._vault = vault
        self._content = content
        self._place = place
        self._counted = counted
        self._entries: list[Entry] = []
        self._left_out: list[LeftOut] = []

    def write(self) -> tuple[Manifest, str]:
        """Write every file, read each back, and write the manifest. Returns it with its SHA-256."""
        self._counted.what = tr("Writing the documents")
        for document in (*self._content.documents, *self._content.versions):
            self._document(document)
            self._text(document)
        self._counted.what = tr("Writing your record")
        for table in raw_tables.TABLES:
            rows = {"table": table.name, "rows": self._content.plain_rows(table.name)}
            self._put(f"{layout.RECORDS}/{table.name}.json", cut(layout.as_bytes(rows)))
        for name, table in csv_tables.tables(self._content):
            self._put(f"{layout.TABLES}/{name}.csv", cut(table))
        made = datetime.now(UTC).isoformat(timespec="seconds")
        self._put(layout.INDEX, html_page.page(self._content, made, self._page_texts))
        self._put(layout.SCHEMA_PAPER, cut(papers.schema().encode()))
        self._put(layout.README, cut(papers.readme(self._content, made, self._left_out).encode()))
        self._counted.what = tr("Checking the export")
        for entry in self._entries:
            self._place.read_back(entry)
        self._place.sync_folders()
        return self._manifest(made)

    def _manifest(self, made: str) -> tuple[Manifest, str]:
        content = self._content
        manifest = Manifest(
            f"ISM Desktop {__version__}",
            made,
            layout.STEPS_TAKEN,
            content.generation,
            content.is_demo,
            content.counts,
            tuple(self._left_out),
            tuple(self._entries),
        )
        packed = manifest.packed()
        self._place.read_back(self._place.put(layout.MANIFEST, cut(packed)))
        self._place.sync_folders()
        return manifest, sha256(packed).hexdigest()

    def _put(self, path: str, content: Iterable[bytes]) -> None:
        self._vault.require_open()
        self._entries.append(self._place.put(path, content))

    def _document(self, document: ExportedDocument) -> None:
        if document.path is not None and not self._sound(
            document, document.path, lambda: self._vault.files.stream(document.file_id), DOCUMENT
        ):
            document.path = None

    def _text(self, document: ExportedDocument) -> None:
        text_file_id = document.text_file_id
        if document.text_path is None or text_file_id is None:
            return
        if not self._sound(
            document,
            document.text_path,
            lambda: cut(text_files.unpacked(self._vault, text_file_id)),
            TEXT,
        ):
            document.text_path = None

    def _sound(self, document: ExportedDocument, path: str, content: Callable[[], Iterable[bytes]], what: str) -> bool:
        """Write a file of a document; False, and nothing of it stays, when it is damaged in the vault."""
        try:
            self._put(path, _begun(content))
        except VaultDamaged:
            self._place.drop(path)
            self._left_out.append(LeftOut(document.id, document.title, what))
            return False
        return True

    def _page_texts(self, document: ExportedDocument) -> list[str]:
        """The text of each page, from the file in the export."""
        if document.text_path is None:
            return []
        read = layout.from_bytes((self._place.folder / document.text_path).read_bytes(), document.text_path)
        return [page["text"] for page in read["pages"]]


def _begun(content: Callable[[], Iterable[bytes]]) -> Iterator[bytes]:
    """The pieces, asked for only once the file is there: a damaged source ends the writing, whenever it shows."""
    yield from content()
