"""The two papers of an export: `README.txt` for whoever finds it, and `schema.md`, which describes every file and every field.

The schema is made from the tables and kinds themselves, so it cannot say anything else than what is written.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from ism_desktop import __version__
from ism_desktop.exchange import layout
from ism_desktop.exchange.collecting import Content
from ism_desktop.exchange.manifest import LeftOut
from ism_desktop.records import kinds, raw_tables, vault_settings
from ism_desktop.records.kind import Field, Kind
from ism_desktop.records.kinds.documents import DOCUMENTS
from ism_desktop.records.raw_tables import Column, Table
from ism_desktop.records.values import PartialDate

_README = """\
A health record, exported from the program {program} on {day}.

THESE FILES ARE NOT ENCRYPTED. Whoever can open this folder can read everything. Keep it where only you look, and delete it when you no
longer need it. Files on a memory stick can often be brought back after deleting.

index.html      Open this first, with any browser. It shows and searches everything, and needs no internet and no other program.
documents       The original files, exactly as they were taken in.
tables          The records as tables for a spreadsheet, one file for each kind.
records, texts  The same and everything else for programs: every value, former values, links, and the text of each page.
schema.md       What stands in these files, field by field.
manifest.json   The size and SHA-256 of every file, to prove that nothing was changed.

To go on with this record in ISM Desktop, choose "Open an export from this program" when it starts, and pick this folder.
It then becomes an encrypted record with a passphrase of its own. Please do not rename or change single files before that.
"""

_COMMON: Mapping[str, str] = {
    "id": "The record’s own number: 32 hexadecimal digits, given by chance.",
    "created_at": "When it was written down.",
    "updated_at": "When it was last changed.",
    "deleted_at": "When it was moved to the trash; null when it is not there.",
    "author": "Who wrote it last: patient, caregiver, document, program, recovery_sheet, or way:…, whose name the setting “authors” tells.",
    "gaps": "For a field that has no value: “unknown” (not known) or “none” (there is none), by the field’s name, where a person said so.",
    "position": "The place in the order that the person gave the records, from 0.",
}

# Of the tables beside the records, whose columns no kind describes.
_BESIDE: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "history": (
        "Every change of every record, with the values that stood before.",
        {
            "id": "The change’s own number.",
            "kind": "The kind of the record, which is the name of its file.",
            "record_id": "The record’s id.",
            "at": "When it was changed.",
            "author": "Who changed it, as in the records.",
            "action": "created, changed, trashed, restored or arranged.",
            "former": "By field name, what it held before: text, number, yes or no, null, or an object that says what it is (see above).",
        },
    ),
    "links": (
        "Which document, and which page of it, proves a record.",
        {
            "id": "The link’s own number.",
            "created_at": "When it was made.",
            "kind": "The kind of the record.",
            "record_id": "The record’s id.",
            "document_id": "The document’s id.",
            "page": "The page, from 1; null for the whole document.",
            "note": "A note on it.",
        },
    ),
    "statements": (
        "What a person said of a whole kind, such as “I have no known allergies”.",
        {
            "kind": "The kind; “demo” marks the invented patient that comes with the program.",
            "answer": "none or unknown.",
            "at": "When it was said.",
            "author": "Who said it, as in the records.",
        },
    ),
    "printed": (
        "Which papers were printed or saved, and what they said.",
        {
            "id": "The entry’s own number.",
            "paper": "card, questions or binder.",
            "number": "The number of the copy, counted for each paper from 1.",
            "at": "When it was made.",
            "content": "What it said. What stands here depends on the paper.",
            "in_use": "Whether the copy is still in use.",
        },
    ),
    "departures": (
        "Everything that left the encrypted vault before this export.",
        {
            "id": "The entry’s own number.",
            "at": "When it left.",
            "author": "Who let it leave, as in the records.",
            "what": "card, questions, binder, document, export or recovery_sheet.",
            "title": "What it is called.",
            "place": "Where it went: a printer, or a file or folder.",
            "files": "How many files.",
            "size": "Bytes; 0 where it is not known.",
            "sha256": "SHA-256 of the one file, or of an export’s manifest; null where it is not known.",
        },
    ),
    vault_settings.NAME: (
        "What the person chose for this record. What belongs to one computer, and everything about keys, is not exported.",
        {"name": "The setting.", "value": "Its value.", "updated_at": "When it was chosen."},
    ),
}

_FILES: tuple[Column, ...] = (
    Column(layout.FILE, "text", required=False, longest=None),
    Column(layout.TEXT_FILE, "text", required=False, longest=None),
)
_FILES_MEAN: Mapping[str, str] = {
    layout.FILE: "Where the original lies in this export; null when it was damaged and could not be exported.",
    layout.TEXT_FILE: "Where the text of its pages lies in this export; null when there is none.",
}


def readme(content: Content, made: str, left_out: Iterable[LeftOut]) -> str:
    """The text of `README.txt`."""
    day = PartialDate.from_date(datetime.fromisoformat(made).date()).words
    text = _README.format(program=f"ISM Desktop {__version__}", day=day)
    if content.is_demo:
        text += "\nDEMO: this is an invented patient.\n"
    missing = [f"  {left.what} “{' '.join(left.title.split())}”" for left in left_out]
    if missing:
        text += "\nDamaged in the vault, and therefore not here:\n" + "\n".join(missing) + "\n"
    return text.encode("utf-8", "replace").decode()


def schema() -> str:
    """The text of `schema.md`."""
    return "\n".join([*_general(), *(line for table in raw_tables.TABLES for line in _of_table(table)), ""])


def _general() -> Iterator[str]:
    yield f"# What stands in this export ({layout.FORMAT}, version {layout.VERSION})"
    yield ""
    yield "All text is UTF-8. `manifest.json` has `format`, `version`, `schema` (how many steps the tables have gone through), `program`,"
    yield "`made`, `generation` (how often the vault had been changed), `demo`, `counts` (rows by table), `left_out` (what was damaged),"
    yield "and `files`: `path`, `size` and `sha256` of every other file."
    yield ""
    yield "## How values are written in `records/*.json`"
    yield ""
    yield 'Each file is `{"table": name, "rows": [...]}`; each row is an object with every field named below.'
    yield ""
    yield "- *text*: a string. *integer*: a whole number. *yes or no*: true or false. *object*: what is said at the field."
    yield "- *date*: a string as far as the date is known: `2019`, `2019-spring`, `2019-05` or `2019-05-21`. Winter begins in its year."
    yield "- *quantity*: an object with `text` as it was typed, and read out of it `number` (a decimal as a string, or null), `unit`"
    yield "  and `comparator` (`<`, `>`, `≤`, `≥`, `≈` or empty). *money*: a string such as `12.50 EUR`, with the code of ISO 4217."
    yield "- *day and time*: a date, and where they are known `T` with a time (`14:05`, `14` or `morning`, `noon`, `afternoon`, `evening`,"
    yield "  `night`) and in brackets the time zone: `2019-05-03T14:05[Europe/Berlin]`."
    yield "- *choices*: a list of strings. *rows*: a list of objects; in them, as in `former` of the history, a value that is no text, number,"
    yield '  yes or no says what it is: `{"date": …}`, `{"quantity": …}`, `{"money": …}`, `{"moment": …}`, `{"choices": …}`, `{"gap": …}`.'
    yield "- *moment*: a string in ISO 8601 with the time zone, such as `2026-11-22T10:15:00.123456+00:00`."
    yield "- null: never asked. Where a person said “not known” or “none”, the field is null and the row’s `gaps` says which."
    yield ""
    yield "## The other files"
    yield ""
    yield "- `documents/`: the originals, byte for byte. `records/documents.json` says which is which."
    yield "- `texts/ID.json`: the text of a document’s pages: `version`, and `pages` with `text`, `source` (layer, ocr or none), `size`"
    yield "  (width and height in points) and `words`: each its text, left, top, right and bottom in points, and how sure it is (0–100)."
    yield "- `tables/*.csv`: the records of each kind for a spreadsheet, with labels as heads and values as a person reads them. An"
    yield "  apostrophe stands before text that a spreadsheet would take for a formula. They are not read when the export is taken in."
    yield "- `index.html`: everything to read and to search. `README.txt`: what this folder is."


def _of_table(table: Table) -> Iterator[str]:
    kind = kinds.BY_NAME.get(table.name)
    yield ""
    yield f"## `{layout.RECORDS}/{table.name}.json`" + (f": {kind.plural}" if kind is not None else "")
    yield ""
    meanings = dict(_BESIDE[table.name][1]) if kind is None else _meanings(kind)
    if kind is None:
        yield _BESIDE[table.name][0]
        yield ""
    yield "| field | type | meaning |"
    yield "|---|---|---|"
    columns = table.columns
    if table.name == DOCUMENTS.name:
        columns = (*(column for column in columns if column.name not in layout.OF_ONE_VAULT), *_FILES)
        meanings |= _FILES_MEAN
    for column in columns:
        yield f"| `{column.name}` | {_type(column)} | {meanings[column.name].replace('|', '/')} |"


def _type(column: Column) -> str:
    return column.type if column.required else f"{column.type} or null"


def _meanings(kind: Kind) -> dict[str, str]:
    return dict(_COMMON) | {
        field.name: _meaning(field) for field in (*kind.form_fields, *kind.fields) if field.name not in _COMMON
    }


def _meaning(field: Field) -> str:
    parts = [f"{field.label}.", field.help]
    if field.fields:
        cells = ", ".join(f"`{cell.name}` ({cell.label})" for cell in field.fields)
        parts.append(f"A list of objects, in order, each with some of: {cells}.")
    if field.choices:
        parts.append("One of: " + ", ".join(f"`{choice.value}` ({choice.label})" for choice in field.choices) + ".")
    if field.refers_to:
        parts.append(f"The id of a record in `{layout.RECORDS}/{field.refers_to}.json`.")
    if field.gaps:
        parts.append("May be stated as " + " or ".join(f"“{gap.value}”" for gap in field.gaps) + ".")
    return " ".join(part for part in parts if part)
