"""Collecting the list of research papers: the new ones, those to read later, or all, the latest first."""

from collections.abc import Mapping
from datetime import date

from ism_desktop.language import LazyText, tr, tr_lazy
from ism_desktop.printing.publication_list.content import Entry, PublicationListContent
from ism_desktop.printing.values import full_name, joined, one_line, words
from ism_desktop.records import publications, store
from ism_desktop.records.kinds.person import PERSON
from ism_desktop.records.kinds.publications import LATER, NEW
from ism_desktop.records.publication_words import marks
from ism_desktop.records.store import Record
from ism_desktop.vault import Session

WHICH: Mapping[str, LazyText] = {
    "new": tr_lazy("New papers"),
    "later": tr_lazy("Papers to read later"),
    "all": tr_lazy("All papers"),
}
"""What can be printed."""

_STATES = {"new": NEW, "later": LATER, "all": None}
_MOST = 60  # more find no room on a page, whatever they say
_LONGEST_AUTHORS = 60


def collect(session: Session, which: str, today: date, *, demo: bool = False) -> PublicationListContent:
    """Collect the page as it would be printed today. Raises KeyError for a word that is not in `WHICH`."""
    person = store.the_one(session, PERSON)
    records, total = publications.latest(session, _STATES[which], most=_MOST)
    return PublicationListContent(
        demo=demo or store.is_demo(session),
        printed_on=today,
        name=full_name(person),
        birth_date=words(person, "birth_date"),
        which=which,
        total=total,
        entries=tuple(_entry(record) for record in records),
    )


def _entry(record: Record) -> Entry:
    pmid, doi = words(record, "pmid"), words(record, "doi")
    return Entry(
        title=one_line(words(record, "title")),
        where=joined(_authors(words(record, "authors")), words(record, "journal"), words(record, "published")),
        numbers=joined(tr("PMID {number}", number=pmid) if pmid else "", tr("DOI {doi}", doi=doi) if doi else ""),
        marks=tuple(marks(record.values)),
        note=one_line(words(record, "notes")),
    )


def _authors(names: str) -> str:
    """The first of many authors."""
    if len(names) <= _LONGEST_AUTHORS:
        return one_line(names)
    return tr("{author} and others", author=names.split(",", maxsplit=1)[0].strip())
