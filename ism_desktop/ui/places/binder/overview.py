"""What will be in the binder, part by part, with the pages each takes: read from the same plan by which it is built."""

from dataclasses import dataclass
from functools import partial
from io import BytesIO

from ism_desktop.printing import binder
from ism_desktop.printing.binder import BinderContent, plan
from ism_desktop.printing.binder.content import DOCUMENTS, EMERGENCY, BinderDocument, Group
from ism_desktop.printing.paper import Paper
from ism_desktop.ui.base.background import Task
from ism_desktop.worker import Workers


@dataclass(frozen=True, slots=True)
class Part:
    """One tab of the binder: how much is in it, and its pages from and to."""

    title: str
    words: str
    first: int
    last: int

    @property
    def pages(self) -> str:
        """The pages in words."""
        return f"page {self.first}" if self.first == self.last else f"pages {self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class IncludedDocument:
    """A document that is merged in, and where."""

    id: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole binder at a glance, and the pages that stand before its first document as a PDF."""

    content: BinderContent
    paper: Paper
    parts: tuple[Part, ...]
    documents: tuple[IncludedDocument, ...]
    pages: int
    preview: bytes


def look(workers: Workers, content: BinderContent, paper: Paper, task: Task) -> Overview:
    """Plan the binder and draw its first pages. Takes a moment: for the background."""
    task(0, 0, "Planning the binder")
    planned = plan.plan(content, paper)
    out = BytesIO()
    binder.first_pages(workers, content, paper, out)
    documents = [*content.plans, *content.documents]
    included = tuple(_included(document, planned.places[document.id]) for document in documents)
    parts = _parts(content, planned.spans)
    return Overview(content, paper, parts, included, planned.total, out.getvalue())


def looker(workers: Workers, content: BinderContent, paper: Paper) -> partial[Overview]:
    """`look` with everything but the task."""
    return partial(look, workers, content, paper)


def _included(document: BinderDocument, first: int) -> IncludedDocument:
    pages = "one page" if document.pages == 1 else f"{document.pages} pages"
    return IncludedDocument(
        document.id, document.title, " · ".join(part for part in (document.dated, pages, f"from page {first}") if part)
    )


def _parts(content: BinderContent, spans: dict[str, tuple[int, int]]) -> tuple[Part, ...]:
    titles = [("Cover and contents", ""), (EMERGENCY, _emergency_words(content))]
    titles += [(tab.title, _entries(tab.groups)) for tab in content.tabs]
    if content.documents:
        titles.append((DOCUMENTS, _document_words(content.documents)))
    return tuple(Part(title, words, *spans[title]) for title, words in titles)


def _entries(groups: tuple[Group, ...]) -> str:
    count = sum(len(group.records) for group in groups)
    if count == 0:
        return "nothing recorded"
    return "one entry" if count == 1 else f"{count} entries"


def _emergency_words(content: BinderContent) -> str:
    words = "the card in large print"
    if not content.plans:
        return words
    plans = "your signed plan" if len(content.plans) == 1 else f"{len(content.plans)} signed plans"
    return f"{plans}, then {words}"


def _document_words(documents: tuple[BinderDocument, ...]) -> str:
    pages = sum(document.pages for document in documents)
    count = "one document" if len(documents) == 1 else f"{len(documents)} documents"
    return f"{count}, {pages} pages" if pages != 1 else f"{count}, one page"
