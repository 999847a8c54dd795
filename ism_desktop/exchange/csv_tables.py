"""The records as tables for a spreadsheet, one for each kind: labels as heads, values as a person reads them.

A spreadsheet takes a cell that begins with certain letters for a formula, and a formula can send what stands beside it anywhere. Such
cells get an apostrophe in front, which spreadsheets show as plain text.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping

from ism_desktop.exchange import layout
from ism_desktop.exchange.collecting import Content, ExportedDocument
from ism_desktop.language import tr
from ism_desktop.records import document_notices
from ism_desktop.records.kind import PROVENANCE, Field, Input, Kind, shown
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.store import Record

# The last four are the same signs in full width, which spreadsheets in East Asia take for the narrow ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "\ufeff"

Titles = Mapping[str, str]


def tables(content: Content) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each table, in the order of `KINDS`."""
    titles = titles_of(content)
    documents = {document.id: document for document in content.documents}
    for kind in KINDS:
        out = io.StringIO(newline="")
        out.write(_MARK)
        writer = csv.writer(out, lineterminator="\r\n")
        columns = _columns(kind, titles, documents)
        writer.writerow([safe_cell(head) for head, _ in columns])
        for record in content.records[kind.name]:
            writer.writerow([safe_cell(value(record)) for _, value in columns])
        yield kind.name, out.getvalue().encode("utf-8", "replace")


def titles_of(content: Content) -> Titles:
    """The title of every record by its id."""
    return {record.id: record.title for records in content.records.values() for record in records}


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields that mean something outside the vault, in the order of the form."""
    return tuple(field for field in (*kind.fields, *PROVENANCE) if field.name not in layout.OF_ONE_VAULT)


def words_of(field: Field, value: object, titles: Titles) -> str:
    """A value as a person reads it; of a record that it points to, the title."""
    if field.input is Input.REFERENCE and isinstance(value, str):
        return titles.get(value, shown(field, value))
    if field.name == "notices":
        return " ".join(
            document_notices.said(one, "").sentences for one in document_notices.of_document({"notices": value})
        )
    return shown(field, value)


def safe_cell(text: str) -> str:
    """The text for a cell, which no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _columns(
    kind: Kind, titles: Titles, documents: Mapping[str, ExportedDocument]
) -> list[tuple[str, Callable[[Record], str]]]:
    columns = [(field.label, _value(field, titles)) for field in fields_of(kind)]
    if any(field.told for field in kind.fields):
        # First, so that no cut or sorted table shows the bare value without what belongs to it.
        columns.insert(0, (tr("Summary"), lambda record: record.title))
    if kind.name == "documents":
        columns.append((tr("File in this export"), lambda record: documents[record.id].path or ""))
    return [
        *columns,
        (tr("In the trash since"), lambda record: record.deleted_at or ""),
        (tr("Created"), lambda record: record.created_at),
        (tr("Last changed"), lambda record: record.updated_at),
        (tr("Identifier"), lambda record: record.id),
    ]


def _value(field: Field, titles: Titles) -> Callable[[Record], str]:
    return lambda record: words_of(field, record.values[field.name], titles)
