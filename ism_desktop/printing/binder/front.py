"""Setting the binder's cover: whose record it is, where to turn in an emergency, and the contents, all on one page.

The cover is one page, so that what follows it, the pages for an emergency, lies directly under it: when there are too many documents
to name here, the contents name their tab, which lists them.
"""

from collections.abc import Sequence

from ism_desktop.language import in_use, tr, tr_n
from ism_desktop.printing import typeface
from ism_desktop.printing.binder.content import BinderContent, BinderDocument
from ism_desktop.printing.binder.records import Places, page_of
from ism_desktop.printing.binder.titles import CARD, COVER, DOCUMENTS, EMERGENCY, title_of
from ism_desktop.printing.flow import Bookmark, Flow, Strip, paginate
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.values import joined, one_line
from ism_desktop.printing.wrapping import Run, wrap

_PLANS_NAMED = 2
_NAME_SIZE, _LEAST_NAME_SIZE = 30.0, 16.0


def tabs_in_order(content: BinderContent) -> tuple[tuple[str, str], ...]:
    """Every tab's key and title in order, the empty ones too: a tab keeps its number from one print-out to the next."""
    first, last = (EMERGENCY, title_of(EMERGENCY)), (DOCUMENTS, title_of(DOCUMENTS))
    return (first, *((tab.key, tab.title) for tab in content.tabs), *([last] if content.documents else []))


def front(content: BinderContent, paper: Paper, places: Places) -> list[Strip]:
    """The cover with the contents under it."""
    strips: list[Strip] = []
    for plans, documents in (
        (content.plans, content.documents),
        (content.plans, ()),
        ((), ()),
    ):
        flow = Flow(paper)
        _cover(flow, content, places)
        _contents(flow, content, plans, documents, places)
        strips = flow.strips
        if len(paginate(strips, paper)) == 1:
            break
    return strips


def _cover(flow: Flow, content: BinderContent, places: Places) -> None:
    flow.fresh_page(Bookmark(title_of(COVER), 0, COVER))
    flow.space(14 * MM)
    if content.demo:
        flow.text([Run(tr("DEMO – invented person"), bold=True)], size=16, height=30, keep=True)
    flow.text(tr("My health record"), size=16, height=24, keep=True)
    name = content.named
    size = _name_size(name, flow.width)
    flow.text([Run(name, bold=True)], size=size, height=size * 4 / 3, keep=True)
    flow.text(tr("born {date}", date=content.birth_date), size=16, height=26, keep=True)
    if content.point_person:
        flow.text(content.point_person, size=13, height=19, keep=True)
    flow.rule(2.0, 8 * MM)
    flow.space(6 * MM)
    flow.text([Run(emergency_words(content, places), bold=True)], size=16, height=23, keep=True)
    flow.space(3 * MM)
    flow.text(tr("Written by the patient – confirm with clinician"), size=13, height=20)
    flow.text(tr("Printed {date}", date=content.printed_on.isoformat()), size=13, height=20)
    if content.unprintable:
        flow.text(typeface.replacement_note())
    flow.space(10 * MM)


def _name_size(name: str, width: float) -> float:
    """The largest size in which no part of a name has to be broken."""
    widest = max(typeface.width(typeface.printable(part), typeface.BOLD, 1.0) for part in ("", *name.split()))
    return max(min(_NAME_SIZE, (width - 1) / max(widest, 0.01)), _LEAST_NAME_SIZE)


def emergency_words(content: BinderContent, places: Places) -> str:
    """Where to turn in an emergency: to the signed plan, if there is one, and to the large card."""
    card = page_of(places, CARD)
    if not content.plans:
        return tr("In an emergency, turn to page\u00a0{page}.", page=card)
    pages = [page_of(places, plan.id) for plan in content.plans]
    if len(pages) > _PLANS_NAMED:
        plans = tr(
            "the signed plans are on pages {pages}", pages=in_use().listed(in_use().number(page) for page in pages)
        )
    else:
        plans = in_use().listed(_plan_words(plan, page) for plan, page in zip(content.plans, pages, strict=True))
    if content.card.steps:
        return tr("In an emergency: {plans}, the steps and my adrenaline on page\u00a0{page}.", plans=plans, page=card)
    return tr("In an emergency: {plans}, my adrenaline and contacts on page\u00a0{page}.", plans=plans, page=card)


def _plan_words(plan: BinderDocument, page: int) -> str:
    """Where a signed plan is, as a part of the sentence above."""
    source = one_line(plan.source)
    if source:
        return tr("the signed plan ({source}) is on page\u00a0{page}", source=source, page=page)
    return tr("the signed plan is on page\u00a0{page}", page=page)


def _contents(
    flow: Flow,
    content: BinderContent,
    plans: Sequence[BinderDocument],
    documents: Sequence[BinderDocument],
    places: Places,
) -> None:
    empty = {tab.key for tab in content.tabs if tab.is_empty}
    flow.text([Run(tr("Contents"), bold=True)], size=15, height=24, keep=True)
    for number, (key, title) in enumerate(tabs_in_order(content), 1):
        said = [Run(title, bold=True), *([Run(f" – {tr('nothing recorded yet')}")] if key in empty else [])]
        _contents_row(flow, str(number), said, key, places, bold=True)
        if key == EMERGENCY:
            for plan in plans:
                _contents_documents(flow, [plan], places)
                if plan.remark:
                    # Whoever turns to that page in an emergency must not look for what is not there.
                    flow.text(plan.remark, indent=9 * MM)
            _contents_row(flow, "", [Run(tr("Emergency card: steps, adrenaline, contacts"))], CARD, places)
        elif key == DOCUMENTS:
            _contents_documents(flow, documents, places)
            if not documents:
                words = tr_n(
                    "{number} document, listed there with its pages",
                    "{number} documents, listed there with their pages",
                    len(content.documents),
                )
                _contents_row(flow, "", [Run(words)], DOCUMENTS, places)


def _contents_documents(flow: Flow, documents: Sequence[BinderDocument], places: Places) -> None:
    for document in documents:
        _contents_row(flow, "", [Run(joined(document.title, document.dated))], document.id, places)


def _contents_row(
    flow: Flow, leading: str, said: Sequence[Run], target: str, places: Places, *, bold: bool = False
) -> None:
    """A line of the contents: the words, and the page number at the right edge."""
    size, height = (12.0, 20.0) if bold else (11.0, 16.0)
    number = wrap([Run(str(page_of(places, target)), bold)], 60, size=size, height=height)[0]
    indent = 9 * MM
    lines = wrap(said, flow.width - 50, size=size, height=height, indent=indent)
    for position, line in enumerate(lines):
        pieces = [(0.0, line)]
        if position == 0:
            # In reading order, for whoever has the page read aloud or copies it.
            label = wrap([Run(leading, bold)], indent, size=size, height=height)[0]
            pieces = [(0.0, label), *pieces, (flow.width - number.width, number)]
        flow.strips.append(Strip(height, tuple(pieces), keep=position + 1 < len(lines), target=target))
