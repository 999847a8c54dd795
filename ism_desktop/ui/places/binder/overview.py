"""What will be in the binder, part by part, with the pages each takes: read from the same plan by which it is built."""

from dataclasses import dataclass
from functools import partial
from io import BytesIO

from ism_desktop.language import tr, tr_n
from ism_desktop.printing import binder
from ism_desktop.printing.binder import BinderContent, plan
from ism_desktop.printing.binder.content import BinderDocument, Group
from ism_desktop.printing.binder.titles import COVER, DOCUMENTS, EMERGENCY
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
        if self.first == self.last:
            return tr("page {number}", number=self.first)
        return tr("pages {first}–{last}", first=self.first, last=self.last)


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
    task(0, 0, tr("Planning the binder"))
    planned = plan.plan(content, paper)
    out = BytesIO()
    binder.first_pages(workers, content, paper, out)
    documents = [*content.plans, *content.documents]
    included = tuple(_included(document, planned.places[document.id]) for document in documents)
    parts = _parts(content, planned)
    return Overview(content, paper, parts, included, planned.total, out.getvalue())


def looker(workers: Workers, content: BinderContent, paper: Paper) -> partial[Overview]:
    """`look` with everything but the task."""
    return partial(look, workers, content, paper)


def _included(document: BinderDocument, first: int) -> IncludedDocument:
    told = (document.dated, _pages(document.pages), tr("from page {number}", number=first))
    return IncludedDocument(document.id, document.title, " · ".join(part for part in told if part))


def _pages(count: int) -> str:
    return tr_n("one page", "{number} pages", count)


def _parts(content: BinderContent, planned: plan.BinderPlan) -> tuple[Part, ...]:
    parts = [(COVER, ""), (EMERGENCY, _emergency_words(content))]
    parts += [(tab.key, _entries(tab.groups)) for tab in content.tabs]
    if content.documents:
        parts.append((DOCUMENTS, _document_words(content.documents)))
    return tuple(Part(planned.titles[key], words, *planned.spans[key]) for key, words in parts)


def _entries(groups: tuple[Group, ...]) -> str:
    count = sum(len(group.records) for group in groups if not group.sums_up)
    if not count and any(group.sums_up for group in groups):
        return tr("a summary")
    return tr_n("one entry", "{number} entries", count) if count else tr("nothing recorded")


def _emergency_words(content: BinderContent) -> str:
    if not content.plans:
        return tr("the card in large print")
    return tr_n(
        "your signed plan, then the card in large print",
        "{number} signed plans, then the card in large print",
        len(content.plans),
    )


def _document_words(documents: tuple[BinderDocument, ...]) -> str:
    pages = sum(document.pages for document in documents)
    count = tr_n("one document", "{number} documents", len(documents))
    return tr("{documents}, {pages}", documents=count, pages=_pages(pages))
