"""Planning a binder: which pages stand where. Numbers appear on pages before these, so the plan is made again until it holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.printing import binder_strips
from ism_desktop.printing.binder_content import BinderContent, BinderDocument
from ism_desktop.printing.flow import Page, paginate
from ism_desktop.printing.paper import Paper

_ATTEMPTS = 6


@dataclass(frozen=True, slots=True)
class OwnPart:
    """Pages drawn by this program. `section` is the part of the binder that each belongs to."""

    pages: tuple[Page, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScanPart:
    """A document, with the tab it stands under."""

    document: BinderDocument
    tab: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A bookmark on a page of the whole binder (from 0)."""

    title: str
    page_index: int
    level: int


@dataclass(frozen=True, slots=True)
class Link:
    """A band across a page (from 0), its top and height measured from the text's upper edge, that leads to another page."""

    page_index: int
    top: float
    height: float
    target_index: int


@dataclass(frozen=True, slots=True)
class BinderPlan:
    """The whole binder in order. `places` maps a tab's title or a document's id to its first page, from 1."""

    parts: tuple[OwnPart | ScanPart, ...]
    places: dict[str, int]

    @property
    def total(self) -> int:
        """How many pages there are."""
        return sum(len(part.pages) if isinstance(part, OwnPart) else part.document.pages for part in self.parts)

    @property
    def sections(self) -> tuple[str, ...]:
        """For every page of the binder, what its footer calls the part it belongs to."""
        found: list[str] = []
        for part in self.parts:
            if isinstance(part, OwnPart):
                found += part.sections
            else:
                found += [f"{part.tab}: {part.document.title}"] * part.document.pages
        return tuple(found)

    @property
    def links(self) -> tuple[Link, ...]:
        """The lines that lead to another page of the binder."""
        found: list[Link] = []
        start = 0
        for part in self.parts:
            if isinstance(part, OwnPart):
                for position, page in enumerate(part.pages):
                    found += [
                        Link(start + position, top, height, self.places[target] - 1)
                        for top, height, target in page.targets
                    ]
            start += len(part.pages) if isinstance(part, OwnPart) else part.document.pages
        return tuple(found)

    @property
    def outline(self) -> tuple[Entry, ...]:
        """The bookmarks, in order."""
        entries: list[Entry] = []
        start = 0
        for part in self.parts:
            if isinstance(part, OwnPart):
                for position, page in enumerate(part.pages):
                    entries += [Entry(mark.title, start + position, mark.level) for mark in page.marks]
                start += len(part.pages)
            else:
                entries.append(Entry(part.document.title, start, 1))
                start += part.document.pages
        return tuple(entries)


def plan(content: BinderContent, paper: Paper) -> BinderPlan:
    """Plan the binder for a paper size."""
    made = _attempt(content, paper, {})
    for _ in range(_ATTEMPTS):
        again = _attempt(content, paper, made.places)
        if again.places == made.places:
            return again
        made = again
    raise AssertionError("page numbers did not settle")


def _attempt(content: BinderContent, paper: Paper, places: dict[str, int]) -> BinderPlan:
    front = _own(paginate(binder_strips.front(content, paper, places), paper), "")
    parts: list[OwnPart | ScanPart] = [front]
    if content.plans:
        parts.append(_own(paginate(binder_strips.plan_divider(content, paper, places), paper), binder_strips.EMERGENCY))
        parts += [ScanPart(document, binder_strips.EMERGENCY) for document in content.plans]
    parts.append(_own(paginate(binder_strips.body(content, paper, places), paper), binder_strips.EMERGENCY))
    parts += [ScanPart(document, binder_strips.DOCUMENTS) for document in content.documents]
    return BinderPlan(tuple(parts), _places(parts))


def _own(pages: Sequence[Page], section: str) -> OwnPart:
    sections: list[str] = []
    for page in pages:
        tabs = [mark.title for mark in page.marks if mark.level == 0]
        section = tabs[-1] if tabs else section
        sections.append(section)
    return OwnPart(tuple(pages), tuple(sections))


def _places(parts: Sequence[OwnPart | ScanPart]) -> dict[str, int]:
    places: dict[str, int] = {}
    page = 1
    for part in parts:
        if isinstance(part, OwnPart):
            for position, own in enumerate(part.pages):
                for mark in own.marks:
                    if mark.level == 0:
                        places.setdefault(mark.title, page + position)
            page += len(part.pages)
        else:
            places[part.document.id] = page
            page += part.document.pages
    return places
