"""PubMed's table (“Save”, format CSV): a line for each publication, without abstracts and types. Runs in the worker process."""

import csv
from collections.abc import Iterable

from ism_desktop.worker.bibliography import dates
from ism_desktop.worker.bibliography.item import Found, Item, Unreadable, as_doi, as_pmid
from ism_desktop.worker.bibliography.plain_text import one_line
from ism_desktop.worker.limits import MAX_PUBLICATION_CHARACTERS

_COLUMNS = {
    "pmid": ("pmid",),
    "title": ("title",),
    "authors": ("authors", "author"),
    "journal": ("journal/book", "journal", "source"),
    "year": ("publication year", "year", "publication date"),
    "doi": ("doi",),
    "abstract": ("abstract",),
}


def is_table(first_line: str) -> bool:
    """Whether a file that begins with this line is such a table."""
    columns = _columns(next(csv.reader([first_line])))
    return "title" in columns and ("pmid" in columns or "doi" in columns)


def read(lines: Iterable[str]) -> Found:
    """Every line below the heads; one is refused where it has other cells than the heads say."""
    csv.field_size_limit(MAX_PUBLICATION_CHARACTERS)
    rows = csv.reader(lines, strict=True)
    heads = next(rows)
    columns = _columns(heads)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            # A cell that is too long, or a quotation mark without its other half: the next line may be all right.
            yield Unreadable("broken_line")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(heads):
            yield Unreadable("broken_line", " ".join(row))
            continue
        cells = {name: one_line(row[place]) for name, place in columns.items()}
        yield Item(
            pmid=as_pmid(cells.get("pmid", "")),
            doi=as_doi(cells.get("doi", "")),
            title=cells["title"],
            authors=cells.get("authors", "").rstrip("."),
            journal=cells.get("journal", ""),
            published=dates.written(cells.get("year", "")),
            abstract=cells.get("abstract", ""),
        )


def _columns(heads: list[str]) -> dict[str, int]:
    said = [head.strip().lstrip("\ufeff").lower() for head in heads]
    found: dict[str, int] = {}
    for name, words in _COLUMNS.items():
        place = next((said.index(word) for word in words if word in said), None)
        if place is not None:
            found[name] = place
    return found
