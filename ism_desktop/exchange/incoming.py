"""The rows of an export that came from outside: read, and checked before any of them comes near the vault."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from ism_desktop import media_types
from ism_desktop.exchange import layout
from ism_desktop.exchange.folder import ExportFolder
from ism_desktop.exchange.manifest import Entry
from ism_desktop.language import tr
from ism_desktop.records import document_notices, document_versions, raw_table_checks, raw_tables
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.raw_table_checks import WrongRow
from ism_desktop.records.raw_tables import Column, Row, Table
from ism_desktop.worker.limits import MAX_PAGES

_MEDIA_TYPES = {each.media_type for each in media_types.ALL}
_TEXT_FROM = {None, "layer", "ocr", "mixed", "none"}

_FILE_COLUMNS = (
    Column(layout.FILE, "text", required=False, longest=None),
    Column(layout.TEXT_FILE, "text", required=False, longest=None),
)


@dataclass(frozen=True, slots=True)
class IncomingDocument:
    """A document of the export: its row without what only a vault can say, its file, and the file with its text."""

    row: Row
    file: Entry
    text: Entry | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """All rows by table, and the documents. `lost` are the titles of documents that were damaged when the export was made."""

    rows: dict[str, list[Row]]
    documents: list[IncomingDocument]
    versions: list[IncomingDocument]
    lost: tuple[str, ...]


def read(source: ExportFolder) -> Incoming:
    """Read every table. Raises ExportDamaged naming the file that holds what cannot be kept."""
    rows = {table.name: _rows(source, table) for table in raw_tables.TABLES}
    documents: list[IncomingDocument] = []
    lost: dict[str, str] = {}
    for row in rows.pop(DOCUMENTS.name):
        if row[layout.FILE] is None:
            lost[row["id"]] = row["title"] or row["file_name"]
        else:
            documents.append(_document(source, row, DOCUMENTS.name))
    kept = {document.row["id"] for document in documents}
    if any(link["document_id"] not in kept and link["document_id"] not in lost for link in rows["links"]):
        raise layout.damaged(path_of("links"), tr("It names a document that is not in the export."))
    rows["links"] = [link for link in rows["links"] if link["document_id"] in kept]
    versions = rows.pop(document_versions.NAME)
    if any(row["document_id"] not in kept and row["document_id"] not in lost for row in versions):
        raise layout.damaged(path_of(document_versions.NAME), tr("It names a document that is not in the export."))
    there = [row for row in versions if row["document_id"] in kept and row[layout.FILE] is not None]
    found = [_document(source, row, document_versions.NAME) for row in sorted(there, key=lambda row: row["number"])]
    return Incoming(rows, documents, found, tuple(lost.values()))


def path_of(table: str) -> str:
    """Where the rows of a table lie in an export."""
    return f"{layout.RECORDS}/{table}.json"


def _expected(table: Table) -> Table:
    """The table as an export has it."""
    if table.name not in layout.WITH_FILES:
        return table
    columns = tuple(column for column in table.columns if column.name not in layout.OF_ONE_VAULT)
    return Table(table.name, table.key, (*columns, *_FILE_COLUMNS))


def _rows(source: ExportFolder, table: Table) -> list[Row]:
    path, wanted = path_of(table.name), _expected(table)
    is_older = source.manifest.schema < layout.STEPS_TAKEN
    entry = source.entry(path)
    if entry is None:
        if is_older:
            return []
        raise layout.damaged(path, tr("It is missing."))
    content = layout.from_bytes(source.read(entry), path)
    if not isinstance(content, dict):
        raise layout.damaged(path, tr("It is not what this program writes."))
    fields = cast("dict[str, Any]", content)
    if fields.get("table") != table.name or not isinstance(fields.get("rows"), list):
        raise layout.damaged(path, tr("It is not what this program writes."))
    try:
        untrusted = cast("list[object]", fields["rows"])
        rows = [raw_table_checks.checked(wanted, _brought_up(wanted, row) if is_older else row) for row in untrusted]
    except WrongRow as error:
        raise layout.damaged(path, str(error)) from error
    if len({row[table.key] for row in rows}) != len(rows):
        raise layout.damaged(path, tr("It holds two rows with the same number."))
    return rows


def _brought_up(table: Table, row: object) -> object:
    """A row of an older export with the columns that there were not yet, empty."""
    if not isinstance(row, dict):
        return row
    return {column.name: None for column in table.columns if not column.required} | cast("Row", row)


def _document(source: ExportFolder, row: Row, table: str) -> IncomingDocument:
    path = path_of(table)
    file, text = source.entry(row[layout.FILE]), None
    if file is None or not file.path.startswith(f"{layout.DOCUMENTS}/"):
        raise layout.damaged(path, tr("It names a document that is not in the export."))
    if (row["size"], row["sha256"]) != (file.size, file.sha256):
        raise layout.damaged(path, tr("It does not agree with the manifest about a document."))
    if (
        row["media_type"] not in _MEDIA_TYPES
        or not 1 <= row["pages"] <= MAX_PAGES
        or row["text_from"] not in _TEXT_FROM
    ):
        raise layout.damaged(path, tr("It describes a document that cannot exist."))
    try:
        notices = document_notices.from_stored(row["notices"])
    except ValueError as error:
        raise layout.damaged(path, tr("It describes a document that cannot exist.")) from error
    if any(page > row["pages"] for notice in notices for page in notice.pages):
        raise layout.damaged(path, tr("It describes a document that cannot exist."))
    if row[layout.TEXT_FILE] is not None:
        text = source.entry(row[layout.TEXT_FILE])
        if text is None or not text.path.startswith(f"{layout.TEXTS}/"):
            raise layout.damaged(path, tr("It names a text that is not in the export."))
    plain = {name: value for name, value in row.items() if name not in {layout.FILE, layout.TEXT_FILE}}
    return IncomingDocument(plain, file, text)


def sizes(documents: Iterable[IncomingDocument]) -> int:
    """The bytes of all files of these documents."""
    return sum(document.file.size + (document.text.size if document.text else 0) for document in documents)
