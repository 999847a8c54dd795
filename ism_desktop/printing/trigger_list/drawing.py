"""Drawing the page of triggers: a table for each thing that can be known."""

from ism_desktop.language import in_use, tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import Flow, Page, Row, paginate
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.trigger_list.content import Line, TriggerContent
from ism_desktop.printing.wrapping import Run


def draw(content: TriggerContent, paper: Paper) -> bytes:
    """Draw the page as a PDF."""
    return draw_pages(content, paper, tr("List for a visit"), _pages(content, paper))


def _pages(content: TriggerContent, paper: Paper) -> list[Page]:
    flow = Flow(paper)
    head(flow, content, tr("My triggers"))
    flow.rule(1.5, 4.0)
    flow.space(6.0)
    columns = ((tr("Trigger"), 2.6), (tr("What it does to me"), 3.2), (tr("How I avoid it"), 3.4))
    for section in content.sections:
        flow.text([Run(section.title, bold=True)], size=12.5, height=17, keep=True)
        if any(line.effect or line.avoid or line.by or line.notes for line in section.lines):
            flow.table(columns, [_row(line) for line in section.lines])
        else:  # of which nothing is said: their names alone, for one page is all that fits into a pocket
            flow.text([Run(in_use().listed([line.name for line in section.lines]))])
        flow.space(10.0)
    if not content.sections:
        flow.text([Run(tr("NOT RECORDED"), bold=True)])
    flow.text(
        tr(
            "What the patient knows or suspects. Nothing here was worked out by a program. Allergies and reactions for an emergency stand"
            " on the emergency card."
        ),
        size=9.5,
        height=12.5,
    )
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=9.5, height=12.5)
    return paginate(flow.strips, paper)


def _row(line: Line) -> Row:
    beneath = " · ".join(
        part
        for part in (
            tr("Said by: {whom}", whom=line.by) if line.by else "",
            tr("Note: {note}", note=line.notes) if line.notes else "",
        )
        if part
    )
    return Row((line.name, line.effect or "–", line.avoid or "–"), (beneath,) if beneath else ())
