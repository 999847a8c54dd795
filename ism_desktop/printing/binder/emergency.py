"""Setting the binder's pages for an emergency: the large card from the very top of its page, then devices and contacts in full.

The whole card is set in 14 pt or more (docs/clinical-sources.md). Where a long name or many devices would push the
devices off the page with the
steps, name and steps are set smaller, down to 14 pt.
"""

from collections.abc import Sequence
from dataclasses import replace

from ism_desktop.language import tr
from ism_desktop.printing.binder.content import BinderContent
from ism_desktop.printing.binder.records import SMALL, Places, page_of, set_group
from ism_desktop.printing.binder.titles import CARD, EMERGENCY, title_of
from ism_desktop.printing.emergency_card.content import CardContent, Entry, Section
from ism_desktop.printing.flow import BODY_HEIGHT, Bookmark, Flow, Strip, height_of, kept_together, text_height
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.wrapping import Run, SetLine, with_bold, wrap
from ism_desktop.records.kinds.reactions import REACTIONS

LARGE, _LARGE_HEIGHT = 14.0, 18.0
_NAME_AND_STEP_SIZES = ((22.0, 17.0), (18.0, 15.5), (15.0, LARGE))
_LINE = 1.32


def emergency(content: BinderContent, paper: Paper, places: Places) -> list[Strip]:
    """The large card, and below it every device and contact with all that is recorded of them."""
    strips: list[Strip] = []
    for name_size, step_size in _NAME_AND_STEP_SIZES:
        flow = Flow(paper)
        _heading(flow, content, places)
        _at_once(flow, content.card, name_size, step_size)
        strips = flow.strips
        if height_of(strips) <= text_height(paper):
            break
    flow = Flow(paper, strips)
    _rest_of_card(flow, content.card, places)
    marks = (Bookmark(tr("Adrenaline and contacts"), 1),)
    for group in content.emergency:
        # The card above says already that nothing was recorded.
        if not group.is_empty:
            set_group(flow, group, places, marks=marks)
            marks = ()
    return flow.strips


def _heading(flow: Flow, content: BinderContent, places: Places) -> None:
    """The tab's name in one line, for the steps belong at the top; and what comes before any text of ours, the signed plan."""
    opening = () if content.plans else (Bookmark(title_of(EMERGENCY), 0, EMERGENCY),)
    runs = [Run("1"), Run("\u00a0 "), Run(title_of(EMERGENCY), bold=True)]
    flow.text(runs, size=LARGE, height=_LARGE_HEIGHT, keep=True, marks=(*opening, Bookmark(title_of(CARD), 1, CARD)))
    if not content.plans:
        flow.text(tr("No signed plan is attached: ask your clinician for one."), keep=True)
        flow.space(2 * MM)
        return
    for plan in content.plans:
        words = tr("Follow the plan signed by your clinician: page {page}.", page=page_of(places, plan.id))
        flow.text([Run(words, bold=True)], size=LARGE, height=_LARGE_HEIGHT, keep=True, target=plan.id)
        if plan.remark:
            flow.text(plan.remark, keep=True)
    flow.space(2 * MM)


def _at_once(flow: Flow, card: CardContent, name_size: float, step_size: float) -> None:
    """What is needed in the first minute: who it is, the steps, the adrenaline, whom to call."""
    text = card.text
    flow.text(
        [Run(f"{text.text('header')} · {card.language.upper()}", bold=True)],
        size=LARGE,
        height=_LARGE_HEIGHT,
        keep=True,
    )
    flow.rule(1.2, 2 * MM)
    flow.space(2 * MM)
    _bold(flow, card.name if card.has_name else text.text("name_missing", missing=card.name), name_size)
    flow.text(text.text("born", date=card.birth_date), size=LARGE, height=_LARGE_HEIGHT, keep=True)
    is_missing = card.statements.diagnosis.is_missing
    _bold(flow, text.text("diagnosis_missing", missing=card.diagnosis) if is_missing else card.diagnosis, step_size)
    if card.risk:
        _bold(flow, card.risk, step_size)
    if card.steps:
        flow.rule(0.6, 3 * MM)
        flow.space(2 * MM)
        flow.text([Run(text.text("steps_heading"), bold=True)], size=LARGE, height=_LARGE_HEIGHT + 4, keep=True)
        for number, step in enumerate(card.steps, 1):
            _step(flow, number, step, step_size)
    flow.rule(0.6, 3 * MM)
    flow.space(3 * MM)
    for section in card.main:
        _section(flow, section, card)


def _rest_of_card(flow: Flow, card: CardContent, places: Places) -> None:
    here = tr("page {page} of this binder", page=page_of(places, REACTIONS.binder_tab))
    for section in (*card.more, *card.large_only):
        entries = tuple(replace(one, text=here) if one.is_elsewhere else one for one in section.entries)
        _section(flow, replace(section, entries=entries), card)
    _closing(flow, card)


def _bold(flow: Flow, words: str, size: float) -> None:
    flow.text([Run(words, bold=True)], size=size, height=size * _LINE, keep=True)


def _step(flow: Flow, number: int, words: str, size: float) -> None:
    height = size * _LINE
    lines = wrap([Run(words, bold=True)], flow.width, size=size, height=height, indent=9 * MM)
    label = SetLine((Run(str(number), bold=True),), size, height)
    for position, line in enumerate(lines):
        pieces = ((0.0, label), (0.0, line)) if position == 0 else ((0.0, line),)
        flow.strips.append(Strip(height, pieces, keep=True))


def _section(flow: Flow, section: Section, card: CardContent) -> None:
    """A section of the card. A small one stays on one page; a long one says on the next page what it is."""
    own = Flow(flow.paper)
    lead = Run(f"{section.heading}\u00a0\u00a0 ", bold=True)
    if section.inline:
        entry = section.entries[0]
        _paragraph(own, card, [lead, *([Run(f"{entry.lead}, ", bold=True)] if entry.lead else []), Run(entry.text)])
        rest: Sequence[Entry] = section.entries[1:]
    else:
        own.text([lead], size=LARGE, height=_LARGE_HEIGHT, keep=True)
        rest = section.entries
    for entry in rest:
        lead_words = f"{entry.lead}: " if entry.text else entry.lead
        _paragraph(own, card, [*([Run(lead_words, bold=True)] if entry.lead else []), Run(entry.text)])
    if height_of(own.strips) <= text_height(flow.paper) * SMALL:
        flow.strips += kept_together(own.strips)
    else:
        again = Flow(flow.paper)
        _bold(again, card.text.text("heading_continued", heading=section.heading), LARGE)
        first, *others = own.strips
        flow.strips += [first, *(replace(strip, header=tuple(again.strips)) for strip in others)]
    flow.space(5)


def _paragraph(flow: Flow, card: CardContent, runs: Sequence[Run]) -> None:
    """One entry of the large card, on one page, with its gaps in bold."""
    marked = [piece for run in runs for piece in with_bold(run, card.text.text("missing"))]
    flow.text(marked, size=LARGE, height=_LARGE_HEIGHT, hanging=12, keep=True)
    flow.space(0.0)


def _closing(flow: Flow, card: CardContent) -> None:
    text = card.text
    flow.rule(0.6, 3 * MM)
    flow.text(text.text("written_by"), size=LARGE, height=_LARGE_HEIGHT, keep=True)
    if card.text_set:
        flow.text(text.text("text_named_large", text=card.text_set), size=LARGE, height=_LARGE_HEIGHT, keep=True)
    flow.blanks(((text.text("reviewed_by"), 1.0),), 12 * MM, LARGE)
    flow.blanks(((text.text("signature"), 0.62), (text.text("date"), 0.38)), 12 * MM, LARGE)
    printed = [text.text("printed_on", date=card.printed_on.isoformat())]
    printed += [text.text("review_by", date=card.review_by)] if card.review_by else []
    printed.append(text.text("code", code=card.code))
    # Held to the lines above: on a page of its own it would say nothing.
    flow.strips.append(Strip(BODY_HEIGHT / 2, keep=True))
    flow.text(" · ".join(printed), size=LARGE, height=_LARGE_HEIGHT)
    flow.space(8 * MM)
