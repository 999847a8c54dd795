"""The two papers of an export: `README.txt` for whoever finds it, and `schema.md`, which describes every file and every field.

The schema is made from the tables and kinds themselves, so it cannot say anything else than what is written.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from ism_desktop import __version__
from ism_desktop.exchange import layout
from ism_desktop.exchange.collecting import Content
from ism_desktop.exchange.manifest import LeftOut
from ism_desktop.language import LazyText, in_use, tr, tr_lazy
from ism_desktop.records import document_versions, kinds, raw_tables, vault_settings
from ism_desktop.records.kind import Field, Input, Kind
from ism_desktop.records.raw_tables import Column, Table

_NAMES = ("index.html", "documents", "tables", "records", "schema.md", "manifest.json")

_COMMON: Mapping[str, LazyText] = {
    "id": tr_lazy("The record’s own number: 32 hexadecimal digits, given by chance."),
    "created_at": tr_lazy("When it was written down."),
    "updated_at": tr_lazy("When it was last changed."),
    "deleted_at": tr_lazy("When it was moved to the trash; null when it is not there."),
    "author": tr_lazy(
        "Who wrote it last: patient, caregiver, document, program, recovery_sheet, or way:…, whose name the setting “authors” tells."
    ),
    "gaps": tr_lazy(
        "For a field that has no value: “unknown” (not known) or “none” (there is none), by the field’s name, where a person said so."
    ),
    "position": tr_lazy("The place in the order that the person gave the records, from 0."),
}

# Of the tables beside the records, whose columns no kind describes.
_BESIDE: Mapping[str, tuple[LazyText, Mapping[str, LazyText]]] = {
    "history": (
        tr_lazy("Every change of every record, with the values that stood before."),
        {
            "id": tr_lazy("The change’s own number."),
            "kind": tr_lazy("The kind of the record, which is the name of its file."),
            "record_id": tr_lazy("The record’s id."),
            "at": tr_lazy("When it was changed."),
            "author": tr_lazy("Who changed it, as in the records."),
            "action": tr_lazy("created, changed, trashed, restored or arranged."),
            "former": tr_lazy(
                "By field name, what it held before: text, number, yes or no, null, or an object that says what it is (see above)."
            ),
        },
    ),
    "links": (
        tr_lazy("Which document, and which page of it, proves a record."),
        {
            "id": tr_lazy("The link’s own number."),
            "created_at": tr_lazy("When it was made."),
            "kind": tr_lazy("The kind of the record."),
            "record_id": tr_lazy("The record’s id."),
            "document_id": tr_lazy("The document’s id."),
            "page": tr_lazy("The page, from 1; null for the whole document."),
            "note": tr_lazy("A note on it."),
            "origin": tr_lazy(
                "Which page it is, wherever it stands now: the version in which it first stood and its place there; with it and no page,"
                " the page is not in the version in use. null while the pages of the document were never changed."
            ),
        },
    ),
    document_versions.NAME: (
        tr_lazy(
            "Of documents whose pages were changed: every file there is, the originals and what was made of them. The one with the same"
            " file as the document is in use. Of a PDF that came locked with a password: the original, still locked, and its unlocked copy."
        ),
        {
            "id": tr_lazy("The version’s own number."),
            "document_id": tr_lazy("The document’s id."),
            "number": tr_lazy("0 for an original as it came in; 1 and on for what was made of it, in order."),
            "at": tr_lazy("When it was made or came in."),
            "author": tr_lazy("Who made it, as in the records."),
            "file_name": tr_lazy("What its file is called."),
            "media_type": tr_lazy("Type of file."),
            "size": tr_lazy("Size in bytes."),
            "sha256": tr_lazy("SHA-256."),
            "pages": tr_lazy("How many pages it has."),
            "text_from": tr_lazy("Where its text comes from: layer, ocr, mixed or none."),
            "notices": tr_lazy("Notices about the file, as in the documents."),
            "recipe": tr_lazy(
                "What was done to the version before: a list of objects, each with a `step` (delete, reorder, add, turn, crop, straighten,"
                " clean, black_out, part) and what belongs to it, such as the `pages`."
            ),
            "origins": tr_lazy("For each page which one it is, as in `origin` of the links; empty for an original."),
        },
    ),
    "statements": (
        tr_lazy("What a person said of a whole kind, such as “I have no known allergies”."),
        {
            "kind": tr_lazy("The kind; “demo” marks the invented patient that comes with the program."),
            "answer": tr_lazy("none or unknown."),
            "at": tr_lazy("When it was said."),
            "author": tr_lazy("Who said it, as in the records."),
        },
    ),
    "printed": (
        tr_lazy("Which papers were printed or saved, and what they said."),
        {
            "id": tr_lazy("The entry’s own number."),
            "paper": tr_lazy("card, questions, diagnosis, procedure_plan or binder."),
            "number": tr_lazy("The number of the copy, counted for each paper from 1."),
            "at": tr_lazy("When it was made."),
            "content": tr_lazy("What it said. What is kept here depends on the paper."),
            "in_use": tr_lazy("Whether the copy is still in use."),
        },
    ),
    "departures": (
        tr_lazy("Everything that left the encrypted vault before this export."),
        {
            "id": tr_lazy("The entry’s own number."),
            "at": tr_lazy("When it left."),
            "author": tr_lazy("Who let it leave, as in the records."),
            "what": tr_lazy("card, questions, diagnosis, procedure_plan, binder, document, export or recovery_sheet."),
            "title": tr_lazy("What it is called."),
            "place": tr_lazy("Where it went: a printer, or a file or folder."),
            "files": tr_lazy("How many files."),
            "size": tr_lazy("Bytes; 0 where it is not known."),
            "sha256": tr_lazy("SHA-256 of the one file, or of an export’s manifest; null where it is not known."),
        },
    ),
    vault_settings.NAME: (
        tr_lazy(
            "What the person chose for this record. What belongs to one computer, and everything about keys, is not exported."
        ),
        {"name": tr_lazy("The setting."), "value": tr_lazy("Its value."), "updated_at": tr_lazy("When it was chosen.")},
    ),
}

_FILES: tuple[Column, ...] = (
    Column(layout.FILE, "text", required=False, longest=None),
    Column(layout.TEXT_FILE, "text", required=False, longest=None),
)
_FILES_MEAN: Mapping[str, LazyText] = {
    layout.FILE: tr_lazy("Where the file is in this export; null when it was damaged and could not be exported."),
    layout.TEXT_FILE: tr_lazy("Where the text of its pages is in this export; null when there is none."),
}


def readme(content: Content, made: str, left_out: Iterable[LeftOut]) -> str:
    """The text of `README.txt`."""
    day = in_use().day(datetime.fromisoformat(made).date())
    program = f"ISM Desktop {__version__}"
    parts = [
        tr("A health record, exported from the program {program} on {day}.", program=program, day=day),
        tr(
            "THESE FILES ARE NOT ENCRYPTED. Anyone who can open this folder can read everything. Keep it where only "
            "you look, and delete it when you no longer need it. Files on a memory stick can often be recovered after "
            "deleting."
        ),
        "\n".join(_contents()),
        tr(
            "To go on with this record in ISM Desktop, choose “Open an export from this program” when it starts, and pick this folder."
            " It then becomes an encrypted record with a passphrase of its own. Please do not rename or change single files before that."
        ),
    ]
    if content.is_demo:
        parts.append(tr("DEMO: this is an invented patient."))
    missing = [f"  {' '.join(left.notice.split())}" for left in left_out]
    if missing:
        parts.append("\n".join([tr("Damaged in your record, and therefore not here:"), *missing]))
    return ("\n\n".join(_wrapped(part) for part in parts) + "\n").encode("utf-8", "replace").decode()


def _contents() -> Iterator[str]:
    listed = {
        "index.html": tr(
            "Open this first, with any browser. It shows and searches everything, and needs no internet and no other program."
        ),
        "documents": tr(
            "The files, exactly as they were added; of documents whose pages were changed the original and every version."
        ),
        "tables": tr("The records as tables for a spreadsheet, one file for each kind."),
        "records, texts": tr(
            "The same and everything else for programs: every value, former values, links, and the text of each page."
        ),
        "schema.md": tr("What these files contain, field by field."),
        "manifest.json": tr("The size and SHA-256 of every file, to prove that nothing was changed."),
    }
    for name, words in listed.items():
        yield f"{name:<15} {words}"


def _wrapped(part: str) -> str:
    """Lines of at most 130 letters, for editors that do not wrap."""
    return "\n".join(
        textwrap.fill(line, 130, subsequent_indent=" " * 16 * line.startswith(_NAMES)) for line in part.split("\n")
    )


def schema() -> str:
    """The text of `schema.md`."""
    return "\n".join([*_general(), *(line for table in raw_tables.TABLES for line in _of_table(table)), ""])


def _general() -> Iterator[str]:
    called = f"{layout.FORMAT}, {layout.VERSION}"
    yield "# " + tr("What this export contains ({format})", format=called)
    yield ""
    yield tr(
        "All text is UTF-8. `manifest.json` has `format`, `version`, `schema` (how many steps the"
        " tables have gone through), `program`, `made`,"
        " `generation` (how often the vault had been changed), `demo`, `counts` (rows by table),"
        " `left_out` (what was damaged: `document` or"
        " `text`), and `files`: `path`, `size` and `sha256` of every other file."
    )
    yield ""
    yield "## " + tr("How values are written in `records/*.json`")
    yield ""
    yield tr(
        "Each file is `{shape}`; each row is an object with every field named below.",
        shape='{"table": name, "rows": [...]}',
    )
    yield ""
    for line in _forms():
        yield f"- {line}"
    yield ""
    yield "## " + tr("The other files")
    yield ""
    for line in _other_files():
        yield f"- {line}"


def _forms() -> Iterator[str]:
    yield tr(
        "*text*: a string. *integer*: a whole number. *yes or no*: true or false. *object*: what is said at the field."
    )
    yield tr(
        "*date*: a string as far as the date is known: `2019`, `2019-spring`, `2019-05` or `2019-05-21`. Winter begins in its year."
    )
    yield tr(
        "*quantity*: an object with `text` as it was typed, and read out of it `number` (a decimal as a string, or null), `unit` and"
        " `comparator` (`<`, `>`, `≤`, `≥`, `≈` or empty)."
    )
    yield tr("*money*: a string such as `12.50 EUR`, with the code of ISO 4217.")
    yield tr(
        "*day and time*: a date; where they are known, `T` with a time (`14:05`, `14`, or `morning`,"
        " `noon`, `afternoon`, `evening`, `night`)"
        " and in brackets the time zone: `2019-05-03T14:05[Europe/Berlin]`."
    )
    shapes = ", ".join(
        f'`{{"{word}": …}}`' for word in ("date", "quantity", "money", "moment", "choices", "linked", "gap")
    )
    yield tr(
        "*choices*: a list of strings. *rows*: a list of objects. In them, as in `former` of the history, a value that is no text, number,"
        " yes or no says what it is: {shapes}.",
        shapes=shapes,
    )
    yield tr(
        "*name*: a string as it was typed, or an object with `id` and `name` where it points to a record of the care team."
    )
    yield tr("*moment*: a string in ISO 8601 with the time zone, such as `2026-11-22T10:15:00.123456+00:00`.")
    yield tr(
        "null: never asked. Where a person said “not known” or “none”, the field is null and the row’s `gaps` says which."
    )


def _other_files() -> Iterator[str]:
    yield tr(
        "`documents/`: the originals, byte for byte, and the versions that were made of them. `records/documents.json` and"
        " `records/document_versions.json` say which is which."
    )
    yield tr(
        "`texts/ID.json`: the text of a document’s pages: `version`, and `pages` with `text`, `source`"
        " (layer, ocr or none), `size` (width and"
        " height in points) and `words`: each its text, left, top, right and bottom in points, and how sure it is (0–100)."
    )
    yield tr(
        "`tables/*.csv`: the records of each kind for a spreadsheet, with labels as heads and values as"
        " a person reads them, in the language"
        " that the program spoke. An apostrophe stands before text that a spreadsheet would take for a"
        " formula. They are not read when the"
        " export is imported."
    )
    yield tr("`index.html`: everything to read and to search. `README.txt`: what this folder is.")


def _of_table(table: Table) -> Iterator[str]:
    kind = kinds.BY_NAME.get(table.name)
    yield ""
    yield f"## `{layout.RECORDS}/{table.name}.json`" + (f": {kind.plural}" if kind is not None else "")
    yield ""
    meanings: dict[str, str | LazyText] = dict(_BESIDE[table.name][1]) if kind is None else _meanings(kind)
    if kind is None:
        yield str(_BESIDE[table.name][0])
        yield ""
    yield f"| {tr('field')} | {tr('type')} | {tr('meaning')} |"
    yield "|---|---|---|"
    columns = table.columns
    if table.name in layout.WITH_FILES:
        columns = (*(column for column in columns if column.name not in layout.OF_ONE_VAULT), *_FILES)
        meanings |= _FILES_MEAN
    for column in columns:
        yield f"| `{column.name}` | {_type(column)} | {str(meanings[column.name]).replace('|', '/')} |"


def _type(column: Column) -> str:
    return column.type if column.required else tr("{type} or null", type=column.type)


def _meanings(kind: Kind) -> dict[str, str | LazyText]:
    return dict(_COMMON) | {
        field.name: _meaning(field) for field in (*kind.form_fields, *kind.fields) if field.name not in _COMMON
    }


def _meaning(field: Field) -> str:
    parts = [tr("{label}.", label=field.label), field.help]
    if field.fields:
        cells = ", ".join(f"`{cell.name}` ({cell.label})" for cell in field.fields)
        parts.append(tr("A list of objects, in order, each with some of: {names}.", names=cells))
    if field.choices:
        answers = ", ".join(f"`{choice.value}` ({choice.label})" for choice in field.choices)
        several = field.input is Input.CHOICES
        parts.append(
            tr("Some of: {answers}.", answers=answers) if several else tr("One of: {answers}.", answers=answers)
        )
    if field.input is Input.NAME:
        parts.append(tr("It may point to a record in `{file}`.", file=f"{layout.RECORDS}/{field.refers_to}.json"))
    elif field.refers_to:
        parts.append(tr("The id of a record in `{file}`.", file=f"{layout.RECORDS}/{field.refers_to}.json"))
    if field.gaps:
        stated = in_use().listed([f"“{gap.value}”" for gap in field.gaps], "or")
        parts.append(tr("May be stated as {gaps}.", gaps=stated))
    return " ".join(part for part in parts if part)
