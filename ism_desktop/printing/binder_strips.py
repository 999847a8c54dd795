"""Setting the binder's own pages: cover and contents, the emergency tab, the record tabs, the index of documents.

Page numbers are looked up in `places` (a tab's title or a document's id to its first page). Before they are known they stand as 888,
which is as wide as any number they turn out to be.
"""

from collections.abc import Iterable, Mapping, Sequence

from ism_desktop.library import card_text
from ism_desktop.printing import typeface
from ism_desktop.printing.binder_content import BinderContent, BinderDocument, BinderRecord, Group, Proof, Tab
from ism_desktop.printing.card_content import NOT_RECORDED, CardContent, Entry, Section
from ism_desktop.printing.flow import BODY_HEIGHT, Bookmark, Flow, Row, Strip
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.values import joined, one_line
from ism_desktop.printing.wrapping import Run, SetLine, with_bold, wrap

Places = Mapping[str, int]

_UNKNOWN = 888
EMERGENCY, DOCUMENTS = "Emergency", "Documents"
LARGE, _LARGE_HEIGHT = 14.0, 18.0
_STEP, _STEP_HEIGHT = 17.0, 22.5


def tab_titles(content: BinderContent) -> tuple[str, ...]:
    """Every tab in order."""
    return (EMERGENCY, *(tab.title for tab in content.tabs), *([DOCUMENTS] if content.documents else []))


def front(content: BinderContent, paper: Paper, places: Places) -> list[Strip]:
    """The cover with the contents under it."""
    flow = Flow(paper)
    flow.fresh_page(Bookmark("Cover and contents", 0))
    flow.space(14 * MM)
    if content.demo:
        flow.text([Run("DEMO – invented person", bold=True)], size=16, height=30, keep=True)
    flow.text("My health record", size=16, height=24, keep=True)
    name = f"Name {NOT_RECORDED}" if content.name == NOT_RECORDED else content.name
    flow.text([Run(name, bold=True)], size=30, height=40, keep=True)
    flow.text(f"born {content.birth_date}", size=16, height=26, keep=True)
    flow.rule(2.0, 10 * MM)
    flow.space(8 * MM)
    flow.text([Run("Written by the patient – confirm with clinician", bold=True)], size=13, height=20)
    flow.text(f"Printed {content.printed_on.isoformat()}", size=13, height=20)
    emergency = places.get(EMERGENCY, _UNKNOWN)
    flow.text([Run(f"In an emergency, turn to page {emergency}.", bold=True)], size=13, height=20)
    if content.unprintable:
        flow.text(typeface.REPLACEMENT_NOTE)
    flow.space(12 * MM)
    flow.text([Run("Contents", bold=True)], size=15, height=24, keep=True)
    for number, title in enumerate(tab_titles(content), 1):
        _contents_row(flow, f"{number}\t{title}", title, places, bold=True)
        if title == EMERGENCY:
            _contents_documents(flow, content.plans, places)
        elif title == DOCUMENTS:
            _contents_documents(flow, content.documents, places)
    return flow.strips


def _contents_documents(flow: Flow, documents: Iterable[BinderDocument], places: Places) -> None:
    for document in documents:
        _contents_row(flow, f"\t{joined(document.title, document.dated)}", document.id, places, bold=False)


def _contents_row(flow: Flow, words: str, target: str, places: Places, *, bold: bool) -> None:
    """A line of the contents: the words, and the page number at the right edge."""
    size, height = (12.0, 20.0) if bold else (11.0, 16.0)
    number = wrap([Run(str(places.get(target, _UNKNOWN)), bold)], 60, size=size, height=height)[0]
    leading, title = words.split("\t")
    indent = 9 * MM
    lines = wrap([Run(title, bold)], flow.width - 50, size=size, height=height, indent=indent)
    for position, line in enumerate(lines):
        pieces = [(0.0, line)]
        if position == 0:
            # In reading order, for whoever has the page read aloud or copies it.
            label = wrap([Run(leading, bold)], indent, size=size, height=height)[0]
            pieces = [(0.0, label), *pieces, (flow.width - number.width, number)]
        flow.strips.append(Strip(height, tuple(pieces), keep=position + 1 < len(lines), target=target))


def plan_divider(content: BinderContent, paper: Paper, places: Places) -> list[Strip]:
    """The page before the signed plans: the plan itself comes before any text of ours."""
    flow = Flow(paper)
    _tab_heading(flow, 1, EMERGENCY)
    _plan_sentence(flow)
    flow.space(6 * MM)
    for plan in content.plans:
        said = joined(plan.title, plan.dated, plan.source)
        flow.text(
            [Run(said, bold=True), Run(f" – page {places.get(plan.id, _UNKNOWN)}")], size=LARGE, height=_LARGE_HEIGHT
        )
        if plan.remark:
            flow.text(plan.remark)
    return flow.strips


def _plan_sentence(flow: Flow) -> None:
    flow.text([Run(card_text.load().text("plan_first"), bold=True)], size=LARGE, height=_LARGE_HEIGHT)


def body(content: BinderContent, paper: Paper, places: Places) -> list[Strip]:
    """Everything from the large card to the index of documents."""
    flow = Flow(paper)
    if content.plans:
        flow.fresh_page()
    else:
        _tab_heading(flow, 1, EMERGENCY)
        _plan_sentence(flow)
        flow.space(4 * MM)
    _large_card(flow, content.card)
    flow.fresh_page(Bookmark("Adrenaline and contacts", 1))
    for group in content.emergency:
        _group(flow, group, places)
    for number, tab in enumerate(content.tabs, 2):
        _tab(flow, number, tab, places)
    if content.documents:
        _document_index(flow, len(content.tabs) + 2, content, places)
    return flow.strips


def _tab_heading(flow: Flow, number: int, title: str) -> None:
    flow.fresh_page(Bookmark(title, 0))
    flow.text([Run(f"{number}"), Run("\u00a0 "), Run(title, bold=True)], size=24, height=32, keep=True)
    flow.rule(2.0, 4 * MM)
    flow.space(6 * MM)


def _tab(flow: Flow, number: int, tab: Tab, places: Places) -> None:
    _tab_heading(flow, number, tab.title)
    if tab.intro:
        flow.text(tab.intro)
        flow.space(4 * MM)
    for group in tab.groups:
        _group(flow, group, places)


def _group(flow: Flow, group: Group, places: Places) -> None:
    if group.title:
        flow.text([Run(group.title, bold=True)], size=14, height=24, keep=True)
    if not group.records:
        flow.text([Run(group.said or NOT_RECORDED, bold=group.said in {"", NOT_RECORDED})])
    elif group.columns:
        flow.table(group.columns, [_row(record, places) for record in group.records])
    else:
        for record in group.records:
            _block(flow, record, places)
    flow.space(8 * MM)


def _row(record: BinderRecord, places: Places) -> Row:
    notes = ["\u00a0· ".join(f"{label}: {one_line(value)}" for label, value in record.facts)] if record.facts else []
    notes += [_proof(proof, places) for proof in record.proofs]
    return Row(record.cells, tuple(notes), (Bookmark(record.title, 1),))


def _block(flow: Flow, record: BinderRecord, places: Places) -> None:
    title = wrap([Run(record.title, bold=True)], flow.width - 90, size=12.5, height=19)
    flow.strips.append(Strip(3.0, keep=True, marks=(Bookmark(record.title, 1),)))
    for position, line in enumerate(title):
        pieces = [(0.0, line)]
        if record.badge and position == 0:
            badge = wrap([Run(record.badge, bold=True)], flow.width, size=11, height=19)[0]
            pieces.append((flow.width - badge.width, badge))
        flow.strips.append(Strip(19.0, tuple(pieces), keep=True))
    start = len(flow.strips)
    flow.facts(record.facts)
    flow.facts(("Stands in", _proof_words(proof, places)) for proof in record.proofs)
    if len(flow.strips) == start:
        flow.space(1.0)  # ends what the title keeps together
    flow.strips.append(Strip(6.0, rules=((0.0, flow.width, 0.3),)))


def _proof(proof: Proof, places: Places) -> str:
    return f"Stands in: {_proof_words(proof, places)}"


def _proof_words(proof: Proof, places: Places) -> str:
    first = places.get(proof.document_id, _UNKNOWN)
    page = f", page {proof.page}" if proof.page is not None else ""
    note = f" – {proof.note}" if proof.note else ""
    return f"{proof.title}{page} (page {first + (proof.page or 1) - 1} of this binder){note}"


def _document_index(flow: Flow, number: int, content: BinderContent, places: Places) -> None:
    _tab_heading(flow, number, DOCUMENTS)
    flow.text("The documents follow in this order, as they were scanned or filed.")
    flow.space(4 * MM)
    rows: list[Row] = []
    for document in (*content.plans, *content.documents):
        first = places.get(document.id, _UNKNOWN)
        pages = str(first) if document.pages == 1 else f"{first}–{first + document.pages - 1}"
        cells = (document.title, document.type, document.dated, document.source, pages)
        notes = tuple(words for words in (document.notes, document.remark) if words)
        rows.append(Row(cells, notes, target=document.id))
    flow.table((("Title", 3.0), ("Kind", 2.6), ("Date", 2.0), ("From", 2.8), ("Page", 1.2)), rows)


def _large_card(flow: Flow, card: CardContent) -> None:
    """The emergency card again, in type that can be read from a bedside: 14 pt and more."""
    text = card_text.load()
    header = f"{text.text('header')} · {card.language}"
    flow.text(
        [Run(header, bold=True)], size=LARGE, height=_LARGE_HEIGHT, keep=True, marks=(Bookmark("Emergency card", 1),)
    )
    flow.rule(1.2, 2 * MM)
    flow.space(2 * MM)
    flow.text([Run(_or_named(card.name, "Name"), bold=True)], size=22, height=29, keep=True)
    flow.text(f"born {card.birth_date}", size=LARGE, height=_LARGE_HEIGHT, keep=True)
    flow.text([Run(_or_named(card.diagnosis, "Diagnosis"), bold=True)], size=_STEP, height=_STEP_HEIGHT, keep=True)
    if card.risk:
        flow.text([Run(card.risk, bold=True)], size=_STEP, height=_STEP_HEIGHT)
    if card.steps:
        flow.rule(0.6, 3 * MM)
        flow.space(2 * MM)
        flow.text([Run(text.text("steps_heading"), bold=True)], size=LARGE, height=_LARGE_HEIGHT + 4, keep=True)
        for number, step in enumerate(card.steps, 1):
            _step(flow, number, step)
        flow.rule(0.6, 3 * MM)
    flow.space(3 * MM)
    for section in (*card.main, *card.more, *card.large_only):
        _section(flow, section)
    _large_closing(flow, card)


def _or_named(value: str, label: str) -> str:
    return f"{label} {NOT_RECORDED}" if value == NOT_RECORDED else value


def _step(flow: Flow, number: int, words: str) -> None:
    indent = 9 * MM
    lines = wrap([Run(words, bold=True)], flow.width, size=_STEP, height=_STEP_HEIGHT, indent=indent)
    label = SetLine((Run(str(number), bold=True),), _STEP, _STEP_HEIGHT)
    for position, line in enumerate(lines):
        pieces = ((0.0, label), (0.0, line)) if position == 0 else ((0.0, line),)
        flow.strips.append(Strip(_STEP_HEIGHT, pieces, keep=True))


def _section(flow: Flow, section: Section) -> None:
    lead = Run(f"{section.heading}\u00a0\u00a0 ", bold=True)
    if section.inline:
        entry = section.entries[0]
        _paragraph(flow, [lead, *([Run(f"{entry.lead}, ", bold=True)] if entry.lead else []), Run(entry.text)])
        rest: Sequence[Entry] = section.entries[1:]
    else:
        flow.text([lead], size=LARGE, height=_LARGE_HEIGHT, keep=True)
        rest = section.entries
    for entry in rest:
        lead_words = f"{entry.lead}: " if entry.text else entry.lead
        _paragraph(flow, [*([Run(lead_words, bold=True)] if entry.lead else []), Run(entry.text)])
    flow.space(5)


def _paragraph(flow: Flow, runs: Sequence[Run]) -> None:
    """One entry of the large card, on one page, with its gaps in bold."""
    marked = [piece for run in runs for piece in with_bold(run, NOT_RECORDED)]
    flow.text(marked, size=LARGE, height=_LARGE_HEIGHT, hanging=12, keep=True)
    flow.space(0.0)


def _large_closing(flow: Flow, card: CardContent) -> None:
    text = card_text.load()
    flow.rule(0.6, 3 * MM)
    flow.text(text.text("written_by"), size=LARGE, height=_LARGE_HEIGHT, keep=True)
    if card.text_set:
        flow.text(f"First-aid text {card.text_set}.", size=LARGE, height=_LARGE_HEIGHT, keep=True)
    flow.blanks(((text.text("reviewed_by"), 1.0),), 12 * MM, LARGE)
    flow.blanks(((text.text("signature"), 0.62), (text.text("date"), 0.38)), 12 * MM, LARGE)
    review = f" · review by {card.review_by}" if card.review_by else ""
    flow.space(BODY_HEIGHT / 2)
    flow.text(f"Printed {card.printed_on.isoformat()}{review} · code {card.code}", size=LARGE, height=_LARGE_HEIGHT)
