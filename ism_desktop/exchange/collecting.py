"""What an export holds, collected from the vault in one short session as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ism_desktop.exchange import layout
from ism_desktop.exchange.naming import Names, ending_of
from ism_desktop.language import tr
from ism_desktop.records import document_versions, raw_tables, store, vault_settings
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.kinds.documents import DOCUMENTS, FILE_FIELDS
from ism_desktop.records.raw_tables import Row
from ism_desktop.records.store import Record
from ism_desktop.vault import Vault


@dataclass(slots=True)
class ExportedDocument:
    """A document on its way out: its paths in the export, None once it turned out damaged. `of` is the document of another version."""

    id: str
    title: str
    file_id: str
    text_file_id: str | None
    size: int
    pages: int
    path: str | None
    text_path: str | None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """Every row of every table; the records of each kind as a person sees them; the documents."""

    generation: int
    is_demo: bool
    rows: Mapping[str, list[Row]]
    records: Mapping[str, list[Record]]
    documents: list[ExportedDocument] = field(repr=False)
    versions: list[ExportedDocument] = field(repr=False)
    """Files of other versions than those in use, originals among them."""

    def plain_rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table as they are written: a document names its files in the export instead of those in the vault."""
        if table not in layout.WITH_FILES:
            return self.rows[table]
        by_file = {one.file_id: one for one in (*self.versions, *self.documents)}
        return [
            {name: value for name, value in row.items() if name not in layout.OF_ONE_VAULT}
            | {layout.FILE: by_file[row["file_id"]].path, layout.TEXT_FILE: by_file[row["file_id"]].text_path}
            for row in self.rows[table]
        ]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {name: len(rows) for name, rows in self.rows.items()}


def collect(vault: Vault) -> Content:
    """Collect everything. Raises VaultDamaged, VaultClosed."""
    with vault.read() as session:
        rows = {table.name: raw_tables.rows(session, table) for table in raw_tables.TABLES}
        records = {kind.name: [*store.list_active(session, kind), *store.list_trashed(session, kind)] for kind in KINDS}
        is_demo = store.is_demo(session)
        generation = vault.generation
    rows[vault_settings.NAME] = [row for row in rows[vault_settings.NAME] if _travels(row)]
    rows[document_versions.NAME] = [row for row in rows[document_versions.NAME] if row["document_id"] is not None]
    rows["history"] = [_without_files(row) for row in rows["history"]]
    names = Names()
    documents = _documents(rows[DOCUMENTS.name], names)
    return Content(
        generation, is_demo, rows, records, documents, _versions(rows[document_versions.NAME], documents, names)
    )


def _without_files(row: Row) -> Row:
    """A change of the history without which file was in use: that tells nothing in another vault, where files have other numbers."""
    if row["kind"] != DOCUMENTS.name or "file_id" not in row["former"]:
        return row
    return row | {"former": {name: value for name, value in row["former"].items() if name not in FILE_FIELDS}}


def _travels(row: Row) -> bool:
    declared = vault_settings.DECLARED.get(row["name"])
    return declared is not None and declared.travels and declared.accepts(row["value"])


def _versions(rows: list[Row], documents: list[ExportedDocument], names: Names) -> list[ExportedDocument]:
    """The files of versions that no document has in use, each named after its document."""
    titles = {document.id: document.title for document in documents}
    in_use = {document.file_id for document in documents}
    found: dict[str, ExportedDocument] = {}
    for row in rows:
        if row["file_id"] in in_use or row["file_id"] in found:
            continue
        title = titles[row["document_id"]]
        words = (
            tr("{title}, version {number}", title=title, number=row["number"])
            if row["number"]
            else tr("{title}, locked original", title=title)
            if {"step": document_versions.LOCKED} in row["recipe"]
            else tr("{title}, original", title=title)
        )
        name = names.take(words, ending_of(row["file_name"], row["media_type"]))
        text_path = f"{layout.TEXTS}/{row['id']}.json" if row["text_file_id"] else None
        found[row["file_id"]] = ExportedDocument(
            row["id"],
            words,
            row["file_id"],
            row["text_file_id"],
            row["size"],
            row["pages"],
            f"{layout.DOCUMENTS}/{name}",
            text_path,
            row["document_id"],
        )
    return list(found.values())


def _documents(rows: list[Row], names: Names) -> list[ExportedDocument]:
    found: list[ExportedDocument] = []
    for row in rows:
        title = row["title"] or row["file_name"]
        words = " ".join(part for part in (row["document_date"], title) if part)
        name = names.take(words, ending_of(row["file_name"], row["media_type"]))
        text_path = f"{layout.TEXTS}/{row['id']}.json" if row["text_file_id"] else None
        found.append(
            ExportedDocument(
                row["id"],
                title,
                row["file_id"],
                row["text_file_id"],
                row["size"],
                row["pages"],
                f"{layout.DOCUMENTS}/{name}",
                text_path,
            )
        )
    return found
