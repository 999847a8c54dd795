"""Setting records on the binder's pages: groups under a heading, as tables or as blocks, with what each fact rests on."""

from collections.abc import Mapping
from dataclasses import replace

from ism_desktop.language import tr
from ism_desktop.printing.binder.content import BinderRecord, Group, Proof
from ism_desktop.printing.flow import BODY, Bookmark, Flow, Row, Strip, height_of, kept_together, text_height
from ism_desktop.printing.paper import MM
from ism_desktop.printing.results_chart import chart_of, set_numbered
from ism_desktop.printing.values import one_line
from ism_desktop.printing.wrapping import Run, wrap

Places = Mapping[str, int]
"""The first page of everything that is looked up: a tab's key, a document's id."""

# As wide as any page number it turns out to be.
_UNKNOWN = 888
_BLOCK_TITLE, _BLOCK_TITLE_HEIGHT = 12.5, 19.0
_BLOCK_LINES_KEPT = 16
_LARGEST = 0.85
SMALL = 1 / 4
"""A group or a section that takes less of a page than this is not divided."""


def page_of(places: Places, key: str) -> int:
    """The first page of a tab or document, or 888 while the pages are not known yet."""
    return places.get(key, _UNKNOWN)


def set_group(flow: Flow, group: Group, places: Places, *, marks: tuple[Bookmark, ...] = ()) -> None:
    """A heading, the records under it, and the notes below them. A small group stays on one page."""
    own = Flow(flow.paper)
    if group.title:
        own.strips += _heading(flow, group.title, marks)
    # What stands at the top of a page would mislead without its heading: a drug that was stopped, a reaction among the tolerated.
    again = _heading(flow, tr("{title} (continued)", title=group.title)) if group.title else []
    if group.chart is not None and group.chart.panels:
        chart = chart_of(group.chart, flow.width)
        if chart.figure.height <= text_height(flow.paper) * _LARGEST:  # else its values stand in the table alone
            own.figure(chart.figure, keep=True)
            own.strips.append(Strip(6 * MM, keep=True))
            if chart.listing is not None:
                set_numbered(own, chart.listing, again)
                own.space(6 * MM)
    if not group.records:
        own.text([Run(group.said or tr("NOT RECORDED"), bold=not group.said)])
    elif group.columns:
        own.table(group.columns, [_row(record, places) for record in group.records], again)
    else:
        start = len(own.strips)
        for record in group.records:
            _block(own, record, places)
        own.strips[start:] = [replace(strip, header=(*again, *strip.header)) for strip in own.strips[start:]]
    for note in group.notes:
        own.strips.append(Strip(BODY / 2, keep=True))
        own.strips += kept_together(_set(flow, note))
    small = height_of(own.strips) <= text_height(flow.paper) * SMALL
    flow.strips += kept_together(own.strips) if small else own.strips
    flow.space(8 * MM)


def _heading(flow: Flow, title: str, marks: tuple[Bookmark, ...] = ()) -> list[Strip]:
    own = Flow(flow.paper)
    own.text([Run(title, bold=True)], size=14, height=24, keep=True, marks=marks)
    return own.strips


def _set(flow: Flow, words: str) -> list[Strip]:
    own = Flow(flow.paper)
    own.text(words)
    return own.strips


def _row(record: BinderRecord, places: Places) -> Row:
    notes = (
        ["\u00a0· ".join(tr("{label}: {value}", label=label, value=one_line(value)) for label, value in record.facts)]
        if record.facts
        else []
    )
    notes += [tr("Source: {where}", where=_proof_words(proof, places)) for proof in record.proofs]
    return Row(record.cells, tuple(notes), (Bookmark(record.title, 1),), stress=record.badge)


def _block(flow: Flow, record: BinderRecord, places: Places) -> None:
    own = Flow(flow.paper)
    own.strips.append(Strip(3.0, keep=True, marks=(Bookmark(record.title, 1),)))
    own.strips += _block_title(flow, record.title, record.badge)
    start = len(own.strips)
    own.facts(record.facts)
    own.facts((tr("Source"), _proof_words(proof, places)) for proof in record.proofs)
    if len(own.strips) == start:
        own.space(1.0)
    own.strips.append(Strip(6.0, rules=((0.0, flow.width, 0.3),)))
    if len(own.strips) - start <= 2 * _BLOCK_LINES_KEPT:
        flow.strips += kept_together(own.strips)
        return
    # A phone number at the top of a page says nothing without the name that it belongs to.
    again = tuple(_block_title(flow, tr("{title} (continued)", title=record.title), ""))
    flow.strips += own.strips[:start]
    flow.strips += [replace(strip, header=again) for strip in own.strips[start:]]


def _block_title(flow: Flow, title: str, badge: str) -> list[Strip]:
    strips: list[Strip] = []
    lines = wrap([Run(title, bold=True)], flow.width - 90, size=_BLOCK_TITLE, height=_BLOCK_TITLE_HEIGHT)
    for position, line in enumerate(lines):
        pieces = [(0.0, line)]
        if badge and position == 0:
            beside = wrap([Run(badge, bold=True)], flow.width, size=BODY, height=_BLOCK_TITLE_HEIGHT)[0]
            pieces.append((flow.width - beside.width, beside))
        strips.append(Strip(_BLOCK_TITLE_HEIGHT, tuple(pieces), keep=True))
    return strips


def _proof_words(proof: Proof, places: Places) -> str:
    if places and proof.document_id not in places:
        where = tr("{title} (not in this binder)", title=proof.title)
        return f"{where} – {proof.note}" if proof.note else where
    bound = page_of(places, proof.document_id) + (proof.page or 1) - 1
    if proof.page is None:
        where = tr("{title} (page {bound} of this binder)", title=proof.title, bound=bound)
    else:
        where = tr(
            "{title}, page {page} (page {bound} of this binder)", title=proof.title, page=proof.page, bound=bound
        )
    return f"{where} – {proof.note}" if proof.note else where
