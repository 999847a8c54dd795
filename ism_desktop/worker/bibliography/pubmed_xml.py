"""PubMed's XML (PubmedArticleSet). Runs in the worker process."""

from collections.abc import Iterator
from typing import Any

from ism_desktop.worker.bibliography import dates
from ism_desktop.worker.bibliography.item import Found, Item, Unreadable, as_doi, as_pmid, listed
from ism_desktop.worker.bibliography.plain_text import in_line, lowered, raised
from ism_desktop.worker.bibliography.xml_elements import Broken, Element, elements

ROOTS = frozenset({"PubmedArticleSet", "PubmedArticle", "PubmedBookArticle", "PubmedBookArticleSet"})
_RECORDS = frozenset({"PubmedArticle", "PubmedBookArticle"})
_NOTICES = {
    "CommentIn": "comment_in",
    "CommentOn": "comment_on",
    "ErratumIn": "erratum_in",
    "ErratumFor": "erratum_for",
    "RetractionIn": "retraction_in",
    "RetractionOf": "retraction_of",
    "PartialRetractionIn": "partial_retraction_in",
    "PartialRetractionOf": "partial_retraction_of",
    "CorrectedandRepublishedIn": "corrected_in",
    "CorrectedandRepublishedFrom": "corrected_from",
    "RetractedandRepublishedIn": "republished_in",
    "RetractedandRepublishedFrom": "republished_from",
    "ReprintIn": "reprint_in",
    "ReprintOf": "reprint_of",
    "RepublishedIn": "reprint_in",
    "RepublishedFrom": "reprint_of",
    "ExpressionOfConcernIn": "concern_in",
    "ExpressionOfConcernFor": "concern_for",
    "UpdateIn": "update_in",
    "UpdateOf": "update_of",
    "SummaryForPatientsIn": "patient_summary_in",
}
_NO_TITLE = frozenset({"", "[Not Available].", "Not Available"})


def read(buffer: Any) -> Found:
    """Every record, in order; what stands behind a break in the file is one refusal."""
    try:
        for element in elements(buffer, _RECORDS):
            if element is None:
                yield Unreadable("too_long")
            else:
                book = element.first("BookDocument")
                yield _article(element) if book is None else _book(book)
    except Broken:
        yield Unreadable("broken_file")


def _article(record: Element) -> Item:
    citation = record.first("MedlineCitation") or record
    article = citation.first("Article") or citation
    titles = [marked(article.first("ArticleTitle")), marked(article.first("VernacularTitle"))]
    ids = [*article.all("ELocationID"), *record.all("PubmedData", "ArticleIdList", "ArticleId")]
    dois = [as_doi(one.text()) for one in ids if "doi" in (one.attributes.get("EIdType"), one.attributes.get("IdType"))]
    return Item(
        pmid=as_pmid(citation.text("PMID")),
        doi=next(filter(None, dois), ""),
        title=next((title for title in titles if title not in _NO_TITLE), ""),
        authors=listed(_authors(article)),
        journal=in_line(article.text("Journal", "Title") or article.text("Journal", "ISOAbbreviation")),
        published=dates.of_issue(
            _day(article.first("Journal", "JournalIssue", "PubDate")), _day(article.first("ArticleDate"))
        ),
        abstract=_abstract(article) or _abstract(citation),
        types=[in_line(one.text()) for one in article.all("PublicationTypeList", "PublicationType") if one.text()],
        notices=list(_notices(citation)),
    )


def _book(book: Element) -> Item:
    dois = [
        as_doi(one.text()) for one in book.all("ArticleIdList", "ArticleId") if one.attributes.get("IdType") == "doi"
    ]
    title = marked(book.first("ArticleTitle")) or marked(book.first("Book", "BookTitle"))
    return Item(
        pmid=as_pmid(book.text("PMID")),
        doi=next(filter(None, dois), ""),
        title=title,
        authors=listed(_authors(book) or _authors(book.first("Book") or book)),
        journal=marked(book.first("Book", "BookTitle")),
        published=_day(book.first("ContributionDate") or book.first("Book", "PubDate")),
        abstract=_abstract(book),
        types=[in_line(one.text()) for one in book.all("PublicationType") if one.text()],
    )


def _day(element: Element | None) -> str:
    if element is None:
        return ""
    said = element.text("MedlineDate")
    return (
        dates.written(said) if said else dates.parts(element.text("Year"), element.text("Month"), element.text("Day"))
    )


def _authors(holder: Element) -> list[str]:
    found: list[str] = []
    for author in holder.all("AuthorList", "Author"):
        name = " ".join(filter(None, (author.text("LastName"), author.text("Initials"), author.text("Suffix"))))
        found.append(in_line(name or author.text("CollectiveName")))
    return found


def _abstract(holder: Element) -> str:
    """The parts of an abstract, a paragraph each, with their headings."""
    parts: list[str] = []
    for part in holder.all("Abstract", "AbstractText") or holder.all("OtherAbstract", "AbstractText"):
        words, head = marked(part), part.attributes.get("Label", "").strip()
        if words:
            parts.append(f"{in_line(head)}: {words}" if head and head != "UNLABELLED" else words)
    return "\n".join(parts)


def _notices(citation: Element) -> Iterator[tuple[str, str]]:
    for one in citation.all("CommentsCorrectionsList", "CommentsCorrections"):
        key, pmid = _NOTICES.get(one.attributes.get("RefType", "")), as_pmid(one.text("PMID"))
        words = in_line(one.text("RefSource"))
        if key is not None and (words or pmid):
            yield key, " ".join(filter(None, (words, f"PMID: {pmid}" if pmid and pmid not in words else "")))


def marked(element: Element | None) -> str:
    """The text of an element with what stands high or low in it."""
    return "" if element is None else in_line("".join(_marked(element)))


def _marked(element: Element) -> Iterator[str]:
    for part in element.parts:
        if isinstance(part, str):
            yield part
        elif part.name in {"sup", "sub"}:
            inside = "".join(part.texts())
            yield raised(inside) if part.name == "sup" else lowered(inside)
        else:
            yield from _marked(part)
