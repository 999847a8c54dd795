"""Setting the binder's tabs: which begin a page and which follow on, those without any record collected, the index of documents."""

from collections.abc import Iterator, Sequence

from ism_desktop.printing.binder.content import DOCUMENTS, BinderContent, Tab
from ism_desktop.printing.binder.emergency import emergency
from ism_desktop.printing.binder.records import Places, page_of, set_group
from ism_desktop.printing.flow import Bookmark, Flow, Row, Strip, height_of, kept_together, paginate, text_height
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.wrapping import Run

_SHORT = 1 / 3
"""A tab that takes less of a page than this follows the one before on its page."""

_INDEX_COLUMNS = (("Title", 3.0), ("Kind", 2.6), ("Date", 2.0), ("From", 2.8), ("Page", 1.2))


def segments(content: BinderContent, paper: Paper, places: Places) -> list[list[Strip]]:
    """Everything from the large card to the index of documents, in stretches that each begin a page."""
    short = text_height(paper) * _SHORT
    made = [emergency(content, paper, places)]
    for strips in _tabs(content, paper, places):
        tall = height_of(strips)
        if tall <= short:
            made[-1] += kept_together(strips)
        elif _ends_with_short_tab(made[-1], paper, short):
            made[-1] += strips
        else:
            made.append(strips)
    return made


def _ends_with_short_tab(strips: Sequence[Strip], paper: Paper, short: float) -> bool:
    """Whether the last page begins with a tab and has little more: a page nearly blank if the next tab began another."""
    last = paginate(strips, paper)[-1]
    return last.used <= short and any(mark.level == 0 for mark in last.strips[0].marks)


def _tabs(content: BinderContent, paper: Paper, places: Places) -> Iterator[list[Strip]]:
    numbered = list(enumerate(content.tabs, 2))
    for number, tab in numbered:
        if not tab.is_empty:
            yield _tab(number, tab, paper, places)
    empty = [(number, tab) for number, tab in numbered if tab.is_empty]
    if empty:
        yield _empty_tabs(empty, paper)
    if content.documents:
        yield _document_index(len(content.tabs) + 2, content, paper, places)


def _tab_heading(flow: Flow, number: int, title: str) -> None:
    runs = [Run(f"{number}"), Run("\u00a0 "), Run(title, bold=True)]
    flow.text(runs, size=24, height=32, keep=True, marks=(Bookmark(title, 0),))
    flow.rule(2.0, 4 * MM)
    flow.strips.append(Strip(6 * MM, keep=True))


def _tab(number: int, tab: Tab, paper: Paper, places: Places) -> list[Strip]:
    flow = Flow(paper)
    _tab_heading(flow, number, tab.title)
    if tab.intro:
        flow.text(tab.intro, keep=True)
        flow.strips.append(Strip(4 * MM, keep=True))
    for group in tab.groups:
        set_group(flow, group, places)
    return flow.strips


def _empty_tabs(tabs: Sequence[tuple[int, Tab]], paper: Paper) -> list[Strip]:
    """The tabs under which nothing was recorded, on one page instead of a blank page each."""
    flow = Flow(paper)
    first = tabs[0][1]
    flow.text(
        [Run("Nothing recorded yet under:", bold=True)],
        size=14,
        height=24,
        keep=True,
        marks=(Bookmark(first.title, 0),),
    )
    for number, tab in tabs:
        marks = () if tab is first else (Bookmark(tab.title, 0),)
        flow.text([Run(f"{number}"), Run("\u00a0 "), Run(tab.title, bold=True)], size=12, height=19, marks=marks)
    flow.space(2 * MM)
    flow.text("This does not mean that there is nothing to know. Please ask.")
    flow.space(8 * MM)
    return flow.strips


def _document_index(number: int, content: BinderContent, paper: Paper, places: Places) -> list[Strip]:
    flow = Flow(paper)
    _tab_heading(flow, number, DOCUMENTS)
    before = "Signed plans stand at the front. " if content.plans else ""
    flow.text(f"{before}The documents follow in this order, as they were scanned or filed.", keep=True)
    flow.strips.append(Strip(4 * MM, keep=True))
    rows: list[Row] = []
    for document in (*content.plans, *content.documents):
        first = page_of(places, document.id)
        pages = str(first) if document.pages == 1 else f"{first}–{first + document.pages - 1}"
        cells = (document.title, document.type, document.dated, document.source, pages)
        notes = tuple(words for words in (document.notes, document.remark) if words)
        rows.append(Row(cells, notes=notes, target=document.id))
    flow.table(_INDEX_COLUMNS, rows)
    return flow.strips
