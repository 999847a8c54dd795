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
from ism_desktop.library import resources
from ism_desktop.records import document_notices, raw_tables
from ism_desktop.records.kind import Input, Kind
from ism_desktop.records.kinds import KINDS
from ism_desktop.records.store import Record
from ism_desktop.records.values import PartialDate
from ism_desktop.records.values.plain import from_json

_ACTIONS = {
    "created": "written down",
    "changed": "changed",
    "trashed": "moved to the trash",
    "restored": "taken out of the trash",
    "arranged": "put into another place in the list",
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
    person = next((record.title for record in content.records["person"]), "")
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Health record</title>\n<style>{css}</style>\n</head>\n<body>\n<header>\n"
        f"<h1>{_text(person or 'Health record')}</h1>\n"
        f'<p class="quiet">Exported on {_moment(made)}. These files are not encrypted: whoever can open this folder can read them.</p>\n'
    )
    if content.is_demo:
        yield '<p class="notice"><strong>DEMO.</strong> This is an invented patient.</p>\n'
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


def _moment(iso: str) -> str:
    """A moment of the record as a person reads it, in universal time."""
    moment = datetime.fromisoformat(iso)
    return _text(f"{PartialDate.from_date(moment.date()).words}, {moment:%H:%M} UTC")


def href(path: str) -> str:
    """The address of a file in the export, as seen from the page."""
    return quote(path.encode("utf-8"))


def _navigation(content: Content) -> Iterator[str]:
    yield (
        '<form class="search" role="search"><label for="query">Search in all records and all pages</label>\n'
        '<input id="query" type="search" autocomplete="off" spellcheck="false">\n'
        '<p id="said" class="quiet" role="status"></p>\n<ul id="hits" class="hits"></ul></form>\n<nav aria-label="Parts of the record">\n'
    )
    for kind in KINDS:
        count = sum(record.deleted_at is None for record in content.records[kind.name])
        yield f'<a href="#{kind.name}">{_text(kind.plural)} <span>{count}</span></a>\n'
    yield f'<a href="#left">What left the vault <span>{len(content.rows["departures"])}</span></a>\n'
    yield '<a href="#all">Everything on one page</a>\n</nav>\n'


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
            said = kind.states_none if stated == "none" else "Not known."
            yield f'<p class="notice">Stated: {_text(said or stated)}</p>\n'
        records = self._content.records[kind.name]
        if not records:
            yield '<p class="quiet">Nothing is written down here.</p>\n'
        for record in records:
            yield from self._article(kind, record)
        yield "</section>\n"

    def _article(self, kind: Kind, record: Record) -> Iterator[str]:
        trashed = ' class="trashed"' if record.deleted_at is not None else ""
        yield f'<article id="r-{record.id}"{trashed} data-kind="{_text(kind.singular)}">\n<h3>{_text(record.title)}</h3>\n'
        if record.deleted_at is not None:
            yield f'<p class="quiet">In the trash since {_moment(record.deleted_at)}</p>\n'
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
            return "<p><strong>The file of this document was damaged and could not be exported.</strong></p>\n"
        count = "1 page" if document.pages == 1 else f"{document.pages} pages"
        return f'<p><a href="{href(document.path)}">Open the document</a> <span class="quiet">({count})</span></p>\n'

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
            words = _text(document.title) + (f", page {number}" if number else "")
            at = f"#page={number}" if number else ""
            links.append(f'<a href="{href(document.path)}{at}">{words}</a>' if document.path is not None else words)
        yield f'<p class="quiet">Proven by {"; ".join(links)}</p>\n'

    def _history(self, kind: Kind, record: Record) -> Iterator[str]:
        former = self._former.get((kind.name, record.id), [])
        if len(former) < 2:
            return
        yield "<details><summary>How this came about</summary>\n<ol>\n"
        for row in former:
            before = [
                f"{_text(_label(kind, name))} before: {_text(self._was(kind, name, value))}"
                for name, value in row["former"].items()
            ]
            told = "; ".join([_ACTIONS.get(row["action"], _text(row["action"])), *before])
            yield f"<li>{_moment(row['at'])}: {told}</li>\n"
        yield "</ol>\n</details>\n"

    def _was(self, kind: Kind, name: str, value: object) -> str:
        given = from_json(value)
        if name not in {field.name for field in fields_of(kind)}:
            return str(given)
        return words_of(kind.field(name), given, self._titles) or "not asked"

    def ledger(self) -> Iterator[str]:
        """What left the vault."""
        yield '<section id="left">\n<h2>What left the vault</h2>\n'
        rows = self._content.rows["departures"]
        if not rows:
            yield '<p class="quiet">Nothing was printed, saved or exported before this export.</p>\n</section>\n'
            return
        yield '<table><thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">Where to</th></tr></thead><tbody>\n'
        for row in reversed(rows):
            yield f"<tr><td>{_moment(row['at'])}</td><td>{_text(row['title'])}</td><td>{_text(row['place'])}</td></tr>\n"
        yield "</tbody></table>\n</section>\n"


def _label(kind: Kind, name: str) -> str:
    try:
        return kind.field(name).label
    except KeyError:
        return name
