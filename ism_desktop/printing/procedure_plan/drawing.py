"""Drawing the paper of one plan: the words of the plan large, who wrote them below, a line to sign; and the foot of every page."""

import re
from io import BytesIO

from ism_desktop.language import tr, tr_n
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import LEFT, RIGHT, Flow, Page, paginate
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_words, new_canvas
from ism_desktop.printing.person_paper import demo_line, name_point_person
from ism_desktop.printing.procedure_plan.content import PlanContent
from ism_desktop.printing.strips import draw_strips
from ism_desktop.printing.values import footer_words
from ism_desktop.printing.wrapping import Run

_TEXT, _TEXT_HEIGHT = 13.0, 18.0
_SMALL, _SMALL_HEIGHT = 10.5, 14.5
_FOOTER = 8.5
_UPPER, _LOWER = 8.8 * MM, 5.2 * MM
_OWN = 14.5 * MM
# An amount and its unit stay on one line: “10” at the end of a line and “mg” on the next is read wrongly.
_AMOUNT = re.compile(r"(?<=\d) (?=[^\W\d])")


def file_title() -> str:
    """What the file's properties call the paper: nothing about the illness."""
    return tr("Plan for a visit")


def own_pages(content: PlanContent, paper: Paper) -> tuple[bytes, int]:
    """Draw the pages of our own without their feet; and how many there are."""
    pages = paginate(_flow(content, paper).strips, paper)
    return _pdf(pages, paper), len(pages)


def _pdf(pages: list[Page], paper: Paper) -> bytes:
    target = BytesIO()
    canvas = new_canvas(target, paper, file_title())
    for page in pages:
        draw_strips(canvas, page.strips, paper)
        draw_words(canvas, footer_words(), (LEFT, _OWN), typeface.REGULAR, _FOOTER, paper.width - LEFT - RIGHT)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def stamp(content: PlanContent, paper: Paper, own: int) -> bytes:
    """Draw the feet of all pages, also of those that were copied from: each says whose it is, and what."""
    target = BytesIO()
    canvas = new_canvas(target, paper, file_title())
    sections = [tr("Copied by the patient – confirm with the prescriber")] * own
    for one in content.behind:
        sections += [one.words] * one.count
    right = paper.width - RIGHT
    demo = f"{tr('DEMO')} · " if content.demo else ""
    who = f"{demo}{content.who}"
    for number, section in enumerate(sections, 1):
        numbered = tr("page {number} of {count}", number=number, count=len(sections))
        printed = tr("printed {date}", date=content.printed_on.isoformat())
        for left_words, right_words, font, y in (
            (who, numbered, typeface.BOLD, _UPPER),
            (section, printed, typeface.REGULAR, _LOWER),
        ):
            used = draw_words(canvas, right_words, (right, y), font, _FOOTER, (right - LEFT) / 3, align="right")
            draw_words(canvas, left_words, (LEFT, y), font, _FOOTER, right - LEFT - used - 10)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _flow(content: PlanContent, paper: Paper) -> Flow:
    flow = Flow(paper)
    demo_line(flow, content)
    flow.text([Run(content.called, bold=True)], size=20, height=27, keep=True)
    if content.procedures:
        flow.text([Run(tr("For: {procedures}", procedures=content.procedures))], size=13, height=19, keep=True)
    flow.space(4)
    flow.text(
        [Run(content.named, bold=True), Run(f", {tr('born {date}', date=content.born)}")], size=15, height=21, keep=True
    )
    name_point_person(flow, content.point_person)
    flow.rule(1.5, 6)
    flow.space(8)
    if content.is_replaced:
        flow.text([Run(tr("This plan was replaced by a newer one."), bold=True)], size=13, height=20, keep=True)
        flow.space(6)
    flow.text([Run(tr("The plan as it was written"), bold=True)], size=12, height=18, keep=True)
    flow.space(2)
    for paragraph in content.said.splitlines():
        if paragraph.strip():
            flow.text(_AMOUNT.sub("\u00a0", paragraph), size=_TEXT, height=_TEXT_HEIGHT)
        else:
            flow.space(_TEXT_HEIGHT / 2)
    flow.space(8)
    flow.rule(0.5, 4)
    flow.space(6)
    _where_from(flow, content)
    flow.space(14)
    flow.blanks(((tr("Signature of the prescriber:"), 0.68), (tr("Date:"), 0.32)), 26.0, _SMALL)
    return flow


def _where_from(flow: Flow, content: PlanContent) -> None:
    """Who wrote it and when, and which page it was copied from; what is not recorded says so."""
    missing = tr("NOT RECORDED")
    facts = [(tr("Written by"), content.written_by or missing), (tr("Written on"), content.written_on or missing)]
    if content.confirmed:
        facts.append((tr("Confirmed by"), content.confirmed))
    facts += [(tr("Copied from"), one.words) for one in content.behind]
    facts += [(tr("Copied from"), tr("{title} (not printed here)", title=title)) for title in content.left_out]
    if content.pages_behind and content.text:
        number = content.pages_behind
        original = tr_n("{number} page of the original", "{number} pages of the original", number)
        facts.append((tr("Behind this page"), original))
    flow.facts(facts, size=_SMALL, height=_SMALL_HEIGHT)
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=9.0, height=12.0)
