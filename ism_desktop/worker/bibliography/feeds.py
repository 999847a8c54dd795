"""RSS and Atom: a search that PubMed offers as a feed, or a journal's. Runs in the worker process."""

import re
from typing import Any

from ism_desktop.worker.bibliography import dates
from ism_desktop.worker.bibliography.item import Found, Item, Unreadable, as_doi, as_pmid, listed
from ism_desktop.worker.bibliography.plain_text import one_line, paragraphs
from ism_desktop.worker.bibliography.xml_elements import Broken, Element, elements

RSS_ROOTS = frozenset({"rss", "rdf:RDF"})
ATOM_ROOTS = frozenset({"feed"})
_OF_PUBMED = re.compile(r"(?:pubmed(?:\.ncbi\.nlm\.nih\.gov)?|pmid)[/:\s]{1,3}(\d{1,9})", re.IGNORECASE)
_ABSTRACT, _NO_ABSTRACT = "ABSTRACT", "NO ABSTRACT"


def read_rss(buffer: Any) -> Found:
    """Every item of an RSS feed."""
    yield from _read(buffer, "item")


def read_atom(buffer: Any) -> Found:
    """Every entry of an Atom feed."""
    yield from _read(buffer, "entry")


def _read(buffer: Any, name: str) -> Found:
    try:
        for element in elements(buffer, frozenset({name})):
            yield Unreadable("too_long") if element is None else _item(element)
    except Broken:
        yield Unreadable("broken_file")


def _item(item: Element) -> Item:
    ids = _ids(item)
    text = max((_paragraphs(item, name) for name in ("content:encoded", "description", "content", "summary")), key=len)
    pmids = [as_pmid(found[1]) for one in ids if (found := _OF_PUBMED.search(one))]
    days = ("dc:date", "prism:publicationDate", "published", "updated", "pubDate")
    authors = [one.text() for one in item.all("dc:creator")] or [one.text() for one in item.all("author", "name")]
    title = " ".join(paragraphs(item.text("title")))
    return Item(
        pmid=next(filter(None, pmids), ""),
        doi=next((doi for one in ids if (doi := as_doi(one))), ""),
        title=title,
        authors=listed(map(one_line, authors or [one.text() for one in item.all("author")])),
        journal=one_line(item.text("dc:source") or item.text("prism:publicationName")),
        published=next((day for name in days if (day := dates.written(item.text(name)))), ""),
        abstract=_abstract(text, is_of_pubmed=bool(pmids)),
        types=[one_line(one.text()) for one in item.all("dc:type") if one.text()],
    )


def _ids(item: Element) -> list[str]:
    """What names the publication: identifiers first, then addresses."""
    found = [one.text() for name in ("dc:identifier", "prism:doi", "guid", "id", "link") for one in item.all(name)]
    return [*found, *(one.attributes.get("href", "") for one in item.all("link"))]


def _paragraphs(item: Element, name: str) -> list[str]:
    element = item.first(name)
    return [] if element is None else paragraphs(" ".join(element.texts()))


def _abstract(lines: list[str], *, is_of_pubmed: bool) -> str:
    """The abstract alone: around it PubMed writes where it was published and by which numbers it is found."""
    if _ABSTRACT in lines:
        lines = lines[lines.index(_ABSTRACT) + 1 :]
    elif is_of_pubmed and _NO_ABSTRACT in lines:
        return ""
    return "\n".join(line for line in lines if not line.startswith("PMID:"))
