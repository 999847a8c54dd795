"""Taking a plain export into an empty vault: the same records, history, links and documents as there were when it was made.

The export is checked as a whole before anything is written. Then come the encrypted files, and last one transaction with every row, so
that nothing is ever half there; files whose rows never came are discarded, or offered back by the vault when the computer stopped.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ism_desktop.documents import texts
from ism_desktop.errors import DocumentRefused, FileUnreadable, PasswordNeeded, VaultNotEmpty
from ism_desktop.exchange import incoming, layout
from ism_desktop.exchange.folder import ExportFolder
from ism_desktop.exchange.incoming import Incoming, IncomingDocument
from ism_desktop.exchange.manifest import Manifest
from ism_desktop.language import tr
from ism_desktop.progress import Portion, Progress, no_progress
from ism_desktop.records import document_versions, raw_table_checks, raw_tables
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.raw_table_checks import WrongRow
from ism_desktop.records.raw_tables import Row
from ism_desktop.vault import KeyCost, Session, Vault, create
from ism_desktop.vault.creating import abandon
from ism_desktop.vault.multi_device import Computer
from ism_desktop.vault.tally import cut
from ism_desktop.worker import Workers

_STEPS = 1000
_CHECKED = 300
_FILED = 990


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an export brought. `notices` are whole sentences on what is not as it was."""

    manifest: Manifest
    documents: int
    records: int
    notices: tuple[str, ...]


def import_export(vault: Vault, folder: Path, workers: Workers, progress: Progress = no_progress) -> ImportReport:
    """Take an export into an empty vault.

    Args:
        vault: just made, or empty.
        folder: what `export` wrote, from wherever it came.
        workers: the processes that look into each document.
        progress: counts the bytes checked, then those taken in.

    Raises:
        VaultNotEmpty, ExportMissing, ExportTooNew, ExportDamaged: nothing was written.
        VaultNotWritable, VaultClosed; Cancelled out of `progress`. Nothing was taken in then either.
    """
    with vault.read() as session:
        _require_empty(session)
    source = ExportFolder.find(folder.absolute())
    source.verify(Portion(progress, 0, _CHECKED, _STEPS))
    rows = incoming.read(source)
    filing = _Filing(vault, source, workers)
    with vault.files.taken_back_on_failure(filing.written):
        documents, versions = filing.file(rows, Portion(progress, _CHECKED, _FILED - _CHECKED, _STEPS))
        progress(_FILED, _STEPS, tr("Writing your record"))
        with vault.write() as session:
            _require_empty(session)  # once more: it may have been used meanwhile
            _put(session, rows, {DOCUMENTS.name: documents, document_versions.NAME: versions})
    progress(_STEPS, _STEPS, tr("Import complete"))
    lost = [
        tr("The document “{title}” was damaged when the export was made, and is not in it.", title=title)
        for title in rows.lost
    ]
    records = sum(len(rows.rows[kind.name]) for kind in KINDS if kind is not DOCUMENTS)
    return ImportReport(source.manifest, len(documents), records, (*lost, *filing.notices))


def look(folder: Path) -> Manifest:
    """What an export says of itself; its files are not read yet. Raises ExportMissing, ExportDamaged, ExportTooNew."""
    return ExportFolder.find(folder.absolute()).manifest


def new_vault_from(
    folder: Path,
    path: Path,
    passphrase: str,
    workers: Workers,
    progress: Progress = no_progress,
    *,
    cost: KeyCost | None = None,
    computer: Computer | None = None,
) -> tuple[Vault, ImportReport]:
    """Make a new vault and take an export into it; if that fails nothing of the vault is left.

    Raises as `create` and `import_export` do.
    """
    look(folder)  # before the person waits for a key
    made_folder = not path.exists()
    vault = create(path, passphrase, Portion(progress, 0, 100, _STEPS), cost=cost, computer=computer)
    try:
        return vault, import_export(vault, folder, workers, Portion(progress, 100, 900, _STEPS))
    except BaseException:
        vault.close()
        abandon(path, made_folder=made_folder)
        raise


def _require_empty(session: Session) -> None:
    if not raw_tables.is_empty(session):
        raise VaultNotEmpty(
            tr("An export can only be imported into a new, empty record: two records are never mixed."),
            tr("Start a new record from the export, and copy over what you want to keep from the other."),
        )


class _Filing:
    """Encrypts the documents of an export and their texts into the vault."""

    def __init__(self, vault: Vault, source: ExportFolder, workers: Workers) -> None:
        self._vault = vault
        self._source = source
        self._workers = workers
        # By its path in the export, what each file became: the version in use and its document have one.
        self._filed: dict[str, Row] = {}
        self.written: list[str] = []
        self.notices: list[str] = []

    def file(self, rows: Incoming, progress: Progress) -> tuple[list[Row], list[Row]]:
        """File each document and each version; their whole rows. Raises ExportDamaged, VaultNotWritable, Cancelled."""
        everything = [*rows.documents, *rows.versions]
        total, done = max(incoming.sizes(everything), 1), 0
        filed: list[Row] = []
        for document in everything:
            progress(done, total, tr("Importing the documents"))
            filed.append(self._file(document))
            done += incoming.sizes((document,))
        progress(total, total, tr("Importing the documents"))
        documents, versions = filed[: len(rows.documents)], filed[len(rows.documents) :]
        # A document is found again by the file that it began with; of its versions only originals are looked for.
        first = {row["document_id"]: row["fingerprint"] for row in reversed(versions) if not _is_part(row)}
        documents = [row | {"fingerprint": first.get(row["id"], row["fingerprint"])} for row in documents]
        return documents, [row | {"fingerprint": None} if row["number"] else row for row in versions]

    def _file(self, document: IncomingDocument) -> Row:
        row = document.row
        known = self._filed.get(document.file.path)
        if known is not None:
            return row | known
        untrusted = self._source.read(document.file)
        self._look_into(untrusted, row)
        try:
            original = self._vault.files.add(
                cut(untrusted),
                name=row["file_name"],
                media_type=row["media_type"],
                size=row["size"],
                sha256=row["sha256"],
            )
        except FileUnreadable as error:
            raise layout.damaged(document.file.path, tr("It changed while it was read.")) from error
        self.written.append(original.file_id)
        filed = self._filed[document.file.path] = {
            "fingerprint": self._vault.fingerprint(untrusted),
            "file_id": original.file_id,
            "text_file_id": self._text(document),
        }
        return row | filed

    def _text(self, document: IncomingDocument) -> str | None:
        if document.text is None:
            return None
        try:
            packed = texts.packed_again(self._source.read(document.text), document.row["pages"])
        except (ValueError, RecursionError) as error:
            raise layout.damaged(document.text.path, tr("It is not the text of its document.")) from error
        added = self._vault.files.add_bytes(
            packed, name=f"{document.row['file_name']}, text", media_type=texts.MEDIA_TYPE
        )
        self.written.append(added.file_id)
        return added.file_id

    def _look_into(self, untrusted: bytes, row: Row) -> None:
        """Have the worker look: what it finds odd is told, and taken in all the same, since it may be the only copy there is."""
        called = row.get("title") or row["file_name"]
        try:
            found = self._workers.inspect(untrusted, row["file_name"])
        except DocumentRefused as error:
            if isinstance(error, PasswordNeeded) and _is_locked(row):
                return  # as it is said to be; the unlocked copy beside it is what is shown
            self.notices.append(
                tr(
                    "The document “{title}” was imported, but it cannot be shown. {reason}",
                    title=called,
                    reason=error.what,
                )
            )
            return
        if (found.media_type, found.pages) != (row["media_type"], row["pages"]):
            self.notices.append(
                tr("The document “{title}” was imported, but it is not what the export says it is.", title=called)
            )


def _is_part(row: Row) -> bool:
    """Whether a version is a file of which only pages were taken over."""
    return row["number"] == 0 and bool(row["recipe"]) and not _is_locked(row)


def _is_locked(row: Row) -> bool:
    """Whether a row is the locked original of a document that has an unlocked copy."""
    return row.get("number") == 0 and {"step": document_versions.LOCKED} in row["recipe"]


def _put(session: Session, rows: Incoming, with_files: Mapping[str, list[Row]]) -> None:
    """Write every row. Raises ExportDamaged for what could not have been typed."""
    for table in raw_tables.TABLES:
        raw_tables.put(session, table, with_files[table.name] if table.name in with_files else rows.rows[table.name])
    for kind in KINDS:
        try:
            raw_table_checks.check_rules(session, kind)
        except WrongRow as error:
            raise layout.damaged(incoming.path_of(kind.name), str(error)) from error
