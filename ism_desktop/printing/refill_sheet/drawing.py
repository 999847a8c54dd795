"""Drawing the refill sheet: a table for the counter of the pharmacy, with room to tick off what was ordered."""

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import Flow, Page, Row, paginate
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.refill_sheet.content import RefillContent, RefillLine
from ism_desktop.printing.wrapping import Run


def draw(content: RefillContent, paper: Paper) -> bytes:
    """Draw the sheet as a PDF."""
    return draw_pages(content, paper, tr("List for a visit"), _pages(content, paper))


def _pages(content: RefillContent, paper: Paper) -> list[Page]:
    flow = Flow(paper)
    head(flow, content, tr("Refills"))
    flow.rule(1.5, 4.0)
    flow.space(6.0)
    if content.lines:
        columns = (
            *((tr("Medication"), 2.6), (tr("What is left"), 2.3), (tr("Used up"), 1.7)),
            *((tr("Prescribed by"), 2.0), (tr("Pharmacy"), 1.9)),
        )
        flow.table(columns, [_row(line) for line in content.lines])
    else:
        flow.text([Run(tr("No medication that is taken now is recorded."), bold=True)])
    flow.space(8.0)
    flow.text(
        tr(
            "“Used up” is the patient’s own count divided by the patient’s own number a day. “–” stands where one of them is missing."
        ),
        size=9.5,
        height=12.5,
    )
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=9.5, height=12.5)
    return paginate(flow.strips, paper)


def _row(line: RefillLine) -> Row:
    notes = (
        (tr("From: {reason}", reason=line.worked_out) if line.worked_out else ""),
        (tr("Expires: {date}", date=line.expires) if line.expires else ""),
        (tr("Last box: {what}", what=line.last_box) if line.last_box else ""),
    )
    beneath = " · ".join(note for note in notes if note)
    cells = (line.name, line.at_hand or "–", line.used_up or "–", line.prescriber or "–", line.pharmacy or "–")
    return Row(cells, (beneath,) if beneath else ())
