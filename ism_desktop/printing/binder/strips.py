"""Setting the binder's tabs: which begin a page and which follow on, those without any record collected, the index of documents."""

from collections.abc import Iterator, Sequence

from ism_desktop.language import tr, tr_c
from ism_desktop.printing.binder.content import BinderContent, Tab
from ism_desktop.printing.binder.emergency import emergency
from ism_desktop.printing.binder.records import Places, page_of, set_group
from ism_desktop.printing.binder.titles import DOCUMENTS, title_of
from ism_desktop.printing.flow import Bookmark, Flow, Row, Strip, height_of, kept_together, paginate, text_height
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.wrapping import Run

_SHORT = 1 / 3
"""A tab that takes less of a page than this follows the one before on its page."""


def segments(content: BinderContent, paper: Paper, places: Places) -> list[list[Strip]]:
    """Everything from the large card to the index of documents, in stretches that each begin a page."""
    short = text_height(paper) * _SHORT
    made = [emergency(content, paper, places)]
    for strips, joins in _tabs(content, paper, places):
        if joins or height_of(strips) <= short:
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


def _tabs(content: BinderContent, paper: Paper, places: Places) -> Iterator[tuple[list[Strip], bool]]:
    """The parts behind the emergency tab, and whether one stands with what is before it wherever there is room."""
    numbered = list(enumerate(content.tabs, 2))
    for number, tab in numbered:
        if not tab.is_empty:
            yield _tab(number, tab, paper, places), False
    empty = [(number, tab) for number, tab in numbered if tab.is_empty]
    if empty:
        yield _empty_tabs(empty, paper), True
    if content.documents:
        yield _document_index(len(content.tabs) + 2, content, paper, places), False


def _tab_heading(flow: Flow, number: int, key: str, title: str) -> None:
    runs = [Run(f"{number}"), Run("\u00a0 "), Run(title, bold=True)]
    flow.text(runs, size=24, height=32, keep=True, marks=(Bookmark(title, 0, key),))
    flow.rule(2.0, 4 * MM)
    flow.strips.append(Strip(6 * MM, keep=True))


def _tab(number: int, tab: Tab, paper: Paper, places: Places) -> list[Strip]:
    flow = Flow(paper)
    _tab_heading(flow, number, tab.key, tab.title)
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
        [Run(tr("Nothing recorded yet under:"), bold=True)],
        size=14,
        height=24,
        keep=True,
        marks=(Bookmark(first.title, 0, first.key),),
    )
    for number, tab in tabs:
        marks = () if tab is first else (Bookmark(tab.title, 0, tab.key),)
        flow.text([Run(f"{number}"), Run("\u00a0 "), Run(tab.title, bold=True)], size=12, height=19, marks=marks)
    flow.space(2 * MM)
    flow.text(tr("This does not mean that there is nothing to know. Please ask."))
    flow.space(8 * MM)
    return flow.strips


def _document_index(number: int, content: BinderContent, paper: Paper, places: Places) -> list[Strip]:
    flow = Flow(paper)
    _tab_heading(flow, number, DOCUMENTS, title_of(DOCUMENTS))
    if content.plans:
        said = tr("Signed plans are at the front. The documents follow in this order, as they were scanned or filed.")
    else:
        said = tr("The documents follow in this order, as they were scanned or filed.")
    for words in (said, *content.left_out):
        flow.text(words, keep=True)
    flow.strips.append(Strip(4 * MM, keep=True))
    rows: list[Row] = []
    for document in (*content.plans, *content.documents):
        first = page_of(places, document.id)
        pages = str(first) if document.pages == 1 else f"{first}–{first + document.pages - 1}"
        cells = (document.title, document.type, document.dated, document.source, pages)
        notes = tuple(words for words in (document.notes, document.remark) if words)
        rows.append(Row(cells, notes=notes, target=document.id))
    titled, kind = (tr_c("of a document", "Title"), 3.0), (tr("Kind"), 2.6)
    columns = (titled, kind, (tr("Date"), 2.0), (tr_c("who wrote a document", "From"), 2.8), (tr("Page"), 1.2))
    flow.table(columns, rows)
    return flow.strips
