"""Planning a binder: which pages stand where. Numbers appear on pages before these, so the plan is made again until it holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from ism_desktop.language import tr
from ism_desktop.printing.binder.content import BinderContent, BinderDocument
from ism_desktop.printing.binder.front import front
from ism_desktop.printing.binder.strips import segments
from ism_desktop.printing.binder.titles import CARD, COVER, DOCUMENTS, EMERGENCY, title_of
from ism_desktop.printing.flow import Page, balanced, paginate
from ism_desktop.printing.paper import Paper

_ATTEMPTS = 6
_TABS_NAMED = 3


@dataclass(frozen=True, slots=True)
class OwnPart:
    """Pages drawn by this program. `tabs` are for each page the keys of the tabs that stand on it."""

    pages: tuple[Page, ...]
    tabs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ScanPart:
    """A document, with the key of the tab it stands under; the first of a tab that begins with a document `opens` it."""

    document: BinderDocument
    tab: str
    opens: bool = False


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
    """The whole binder in order. `places` maps a tab's key, `CARD` or a document's id to its first page, from 1.

    `titles` are what the tabs are called, by their keys.
    """

    parts: tuple[OwnPart | ScanPart, ...]
    places: dict[str, int]
    titles: dict[str, str]

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
                found += [_named([self.titles[key] for key in tabs if key]) for tabs in part.tabs]
            else:
                named = tr("{tab}: {document}", tab=self.titles[part.tab], document=part.document.title)
                found += [named] * part.document.pages
        return tuple(found)

    @property
    def spans(self) -> dict[str, tuple[int, int]]:
        """The first and the last page of every tab by its key, from 1. Two tabs may share a page."""
        found: dict[str, tuple[int, int]] = {}
        page = 0
        for part in self.parts:
            tabs = part.tabs if isinstance(part, OwnPart) else [(part.tab,)] * part.document.pages
            for keys in tabs:
                page += 1
                for key in keys:
                    found[key] = (found.get(key, (page, page))[0], page)
        return found

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
                entries += [Entry(self.titles[part.tab], start, 0)] if part.opens else []
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
    """The signed plans come before the large card: they stand before any emergency text of ours (docs/clinical-sources.md)."""
    body = [page for strips in segments(content, paper, places) for page in balanced(strips, paper)]
    parts: list[OwnPart | ScanPart] = [
        _own(paginate(front(content, paper, places), paper), ""),
        *(ScanPart(plan, EMERGENCY, opens=position == 0) for position, plan in enumerate(content.plans)),
        _own(body, EMERGENCY),
        *(ScanPart(document, DOCUMENTS) for document in content.documents),
    ]
    tabs = {tab.key: tab.title for tab in content.tabs}
    named = {key: title_of(key) for key in (COVER, EMERGENCY, DOCUMENTS)}
    return BinderPlan(tuple(parts), _places(parts), named | tabs)


def _own(pages: Sequence[Page], tab: str) -> OwnPart:
    """Pages with their tabs; `tab` is the one in which the first page begins."""
    tabs: list[tuple[str, ...]] = []
    for page in pages:
        begun = [mark.key for mark in page.marks if mark.level == 0]
        goes_on = not any(mark.level == 0 for mark in page.strips[0].marks)
        tabs.append((*([tab] if goes_on else []), *begun))
        tab = tabs[-1][-1]
    return OwnPart(tuple(pages), tuple(tabs))


def _named(tabs: Sequence[str]) -> str:
    """The tabs of one page in the words of its footer."""
    if len(tabs) <= _TABS_NAMED:
        return " · ".join(tabs)
    return tr("{first} to {last}", first=tabs[0], last=tabs[-1])


def _places(parts: Sequence[OwnPart | ScanPart]) -> dict[str, int]:
    places: dict[str, int] = {}
    page = 1
    for part in parts:
        if isinstance(part, OwnPart):
            for position, own in enumerate(part.pages):
                for mark in own.marks:
                    if mark.level == 0 or mark.key == CARD:
                        places.setdefault(mark.key, page + position)
            page += len(part.pages)
        else:
            if part.opens:
                places[part.tab] = page
            places[part.document.id] = page
            page += part.document.pages
    return places
