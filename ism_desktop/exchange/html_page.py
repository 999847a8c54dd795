"""The page `index.html` of an export: one file to read, search and print, which loads nothing and runs nothing but its own few lines.

All that a person wrote is escaped. A Content-Security-Policy names the digest of the one script and the one style sheet, so that no
text in the page could ever act as another, and nothing can be fetched or sent.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from html import escape
from urllib.parse import quote

from ism_desktop.exchange.collecting import Content, ExportedDocument
from ism_desktop.exchange.csv_tables import Titles, fields_of, titles_of, words_of
from ism_desktop.language import in_use, tr, tr_lazy, tr_n
from ism_desktop.library import resources
from ism_desktop.records import disclosures, document_notices, raw_tables
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.store import Record
from ism_desktop.records.values.plain import from_json

_ACTIONS = {
    "created": tr_lazy("added"),
    "changed": tr_lazy("changed"),
    "trashed": tr_lazy("moved to the trash"),
    "restored": tr_lazy("restored from the trash"),
    "arranged": tr_lazy("moved to another place in the list"),
}

# What the page's own script says; it takes the words from the page, so that it is one file in every language.
_SCRIPT_WORDS = {
    "none": tr_lazy("No results."),
    "one": tr_lazy("1 result."),
    "many": tr_lazy("Results: {count}."),
    "more": tr_lazy("Results: {count}. The first {most} are shown."),
    "page": tr_lazy("Page {page}"),
}

PageTexts = Callable[[ExportedDocument], list[str]]


def page(content: Content, made: str, page_texts: PageTexts) -> Iterator[bytes]:
    """The page in pieces, so that the texts of many documents need not be in memory together."""
    for piece in _page(content, made, page_texts):
        yield piece.encode("utf-8", "replace")


def _page(content: Content, made: str, page_texts: PageTexts) -> Iterator[str]:
    css, script = (resources.path("export", name).read_text(encoding="utf-8") for name in ("index.css", "index.js"))
    policy = (
        f"default-src 'none'; script-src 'sha256-{_digest(script)}'; style-src 'sha256-{_digest(css)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    known = in_use()
    direction = "rtl" if known.right_to_left else "ltr"
    heading = tr("Health record")
    person = next((record.title for record in content.records["person"]), "")
    yield (
        f'<!DOCTYPE html>\n<html lang="{_text(known.tag)}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(heading)}</title>\n<style>{css}</style>\n</head>\n<body>\n<header>\n"
        f"<h1>{_text(person or heading)}</h1>\n"
        f'<p class="quiet">{_text(_made_on(made))}</p>\n'
    )
    if content.is_demo:
        yield f'<p class="notice"><strong>DEMO.</strong> {_text(tr("This is an invented patient."))}</p>\n'
    yield from _navigation(content)
    yield "</header>\n<main>\n"
    parts = _Parts(content)
    for kind in KINDS:
        yield from parts.section(kind)
    yield from parts.ledger()
    yield "</main>\n"
    for document in content.documents:
        yield _pages(document, page_texts(document))
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _text(words: str) -> str:
    return escape(words, quote=True)


def _made_on(made: str) -> str:
    return tr(
        "Exported on {moment}. These files are not encrypted: anyone who can open this folder can read them.",
        moment=_moment(made),
    )


def _moment(iso: str) -> str:
    """A moment of the record as a person reads it, in universal time."""
    return tr("{moment} UTC", moment=in_use().moment(datetime.fromisoformat(iso)))


def href(path: str) -> str:
    """The address of a file in the export, as seen from the page."""
    return quote(path.encode("utf-8"))


def _navigation(content: Content) -> Iterator[str]:
    yield (
        f'<form class="search" role="search"><label for="query">{_text(tr("Search all entries and all pages"))}</label>\n'
        '<input id="query" type="search" autocomplete="off" spellcheck="false">\n'
        f'<p id="said" class="quiet" role="status"{_script_words()}></p>\n<ul id="hits" class="hits"></ul></form>\n'
        f'<nav aria-label="{_text(tr("Parts of the record"))}">\n'
    )
    for kind in KINDS:
        count = sum(record.deleted_at is None for record in content.records[kind.name])
        yield f'<a href="#{kind.name}">{_text(kind.plural)} <span>{count}</span></a>\n'
    yield f'<a href="#left">{_text(tr("What left this record"))} <span>{len(content.rows["departures"])}</span></a>\n'
    yield f'<a href="#all">{_text(tr("Everything on one page"))}</a>\n</nav>\n'


def _script_words() -> str:
    return "".join(f' data-{name}="{_text(str(words))}"' for name, words in _SCRIPT_WORDS.items())


def _pages(document: ExportedDocument, texts: Iterable[str]) -> str:
    """The text of a document's pages for the search: data that no browser runs, with no `<` in it that could end it."""
    words = json.dumps(list(texts), ensure_ascii=True, separators=(",", ":"))
    for sign in "<>&":
        words = words.replace(sign, f"\\u{ord(sign):04x}")
    address = href(document.path) if document.path is not None else ""
    return (
        f'<script type="application/json" class="pages" data-title="{_text(document.title)}" data-href="{address}"'
        f' data-article="r-{document.id}">{words}</script>\n'
    )


class _Parts:
    """The sections of the page, one for each kind."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._titles: Titles = titles_of(content)
        self._documents = {document.id: document for document in content.documents}
        self._proofs: dict[tuple[str, str], list[raw_tables.Row]] = {}
        self._former: dict[tuple[str, str], list[raw_tables.Row]] = {}
        for table, grouped in (("links", self._proofs), ("history", self._former)):
            for row in content.rows[table]:
                grouped.setdefault((row["kind"], row["record_id"]), []).append(row)
        self._stated = {row["kind"]: row["answer"] for row in content.rows["statements"]}

    def section(self, kind: Kind) -> Iterator[str]:
        """A kind and its records, those in the trash last."""
        yield f'<section id="{kind.name}">\n<h2>{_text(kind.plural)}</h2>\n'
        stated = self._stated.get(kind.name)
        if stated is not None:
            said = kind.states_none if stated == "none" else tr("Not known.")
            yield f'<p class="notice">{_text(tr("Stated: {words}", words=said or stated))}</p>\n'
        records = self._content.records[kind.name]
        if not records:
            yield f'<p class="quiet">{_text(tr("No entries."))}</p>\n'
        for record in records:
            yield from self._article(kind, record)
        yield "</section>\n"

    def _article(self, kind: Kind, record: Record) -> Iterator[str]:
        trashed = ' class="trashed"' if record.deleted_at is not None else ""
        yield f'<article id="r-{record.id}"{trashed} data-kind="{_text(kind.singular)}">\n<h3>{_text(record.title)}</h3>\n'
        if record.deleted_at is not None:
            yield f'<p class="quiet">{_text(tr("In the trash since {moment}", moment=_moment(record.deleted_at)))}</p>\n'
        document = self._documents.get(record.id) if kind.name == "documents" else None
        if document is not None:
            yield self._file(document)
            for words in document_notices.lines(document_notices.of_document(record.values)):
                yield f'<p class="notice">{_text(words)}</p>\n'
        yield "<dl>\n"
        for field in fields_of(kind):
            words = words_of(field, record.values[field.name], self._titles)
            if words and field.input is not Input.SYSTEM:
                yield f"<dt>{_text(field.label)}</dt><dd>{_text(words)}</dd>\n"
        yield "</dl>\n"
        yield from self._proven(kind, record)
        yield from self._history(kind, record)
        yield "</article>\n"

    def _file(self, document: ExportedDocument) -> str:
        if document.path is None:
            damaged = _text(tr("The file of this document was damaged and could not be exported."))
            return f"<p><strong>{damaged}</strong></p>\n"
        count = _text(tr_n("{number} page", "{number} pages", document.pages))
        opened = _text(tr("Open the document"))
        line = f'<p><a href="{href(document.path)}">{opened}</a> <span class="quiet">({count})</span></p>\n'
        return line + self._versions(document)

    def _versions(self, document: ExportedDocument) -> str:
        """Links to the original and the other versions of a document whose pages were changed."""
        links = [
            f'<a href="{href(one.path)}">{_text(one.title)}</a>'
            for one in self._content.versions
            if one.of == document.id and one.path is not None
        ]
        return f'<p class="quiet">{_text(tr("Other versions:"))} {"; ".join(links)}</p>\n' if links else ""

    def _proven(self, kind: Kind, record: Record) -> Iterator[str]:
        proofs = self._proofs.get((kind.name, record.id), [])
        if not proofs:
            return
        links: list[str] = []
        for proof in proofs:
            document = self._documents.get(proof["document_id"])
            if document is None:
                continue
            number = proof["page"]
            words = document.title
            if number:
                words = tr("{title}, page {page}", title=document.title, page=number)
            words = _text(words)
            at = f"#page={number}" if number else ""
            links.append(f'<a href="{href(document.path)}{at}">{words}</a>' if document.path is not None else words)
        yield f'<p class="quiet">{_text(tr("Supporting documents:"))} {"; ".join(links)}</p>\n'

    def _history(self, kind: Kind, record: Record) -> Iterator[str]:
        former = self._former.get((kind.name, record.id), [])
        if len(former) < 2:
            return
        yield "<details><summary>" + _text(tr("History")) + "</summary>\n<ol>\n"
        for row in former:
            before = [
                tr("{label} before: {value}", label=_label(kind, name), value=self._was(kind, name, value))
                for name, value in row["former"].items()
            ]
            told = "; ".join([str(_ACTIONS.get(row["action"], row["action"])), *before])
            yield f"<li>{_text(tr('{moment}: {change}', moment=_moment(row['at']), change=told))}</li>\n"
        yield "</ol>\n</details>\n"

    def _was(self, kind: Kind, name: str, value: object) -> str:
        given = from_json(value)
        if name not in {field.name for field in fields_of(kind)}:
            return str(given)
        return words_of(kind.field(name), given, self._titles) or tr("not asked")

    def ledger(self) -> Iterator[str]:
        """What left the vault."""
        yield f'<section id="left">\n<h2>{_text(tr("What left this record"))}</h2>\n'
        rows = self._content.rows["departures"]
        if not rows:
            nothing = _text(tr("Nothing was printed, saved or exported before this export."))
            yield f'<p class="quiet">{nothing}</p>\n</section>\n'
            return
        heads = "".join(f'<th scope="col">{_text(head)}</th>' for head in (tr("When"), tr("What"), tr("Where to")))
        yield f"<table><thead><tr>{heads}</tr></thead><tbody>\n"
        for row in reversed(rows):
            cells = (_moment(row["at"]), disclosures.called(row["what"], row["title"]), _place(row["place"]))
            yield f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in cells)}</tr>\n"
        yield "</tbody></table>\n</section>\n"


def _place(stored: str) -> str:
    printer = disclosures.printer_in(stored)
    if printer is None:
        return stored
    return tr("printed on {printer}", printer=printer) if printer else tr("printed")


def _label(kind: Kind, name: str) -> str:
    try:
        return kind.field(name).label
    except KeyError:
        return name
