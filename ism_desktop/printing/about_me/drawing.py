"""Drawing the letter: each question as a small heading, the answer under it as it was written."""

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.about_me.content import Letter
from ism_desktop.printing.flow import Flow, Page, balanced
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.wrapping import Run


def draw(content: Letter, paper: Paper) -> bytes:
    """Draw the letter as a PDF."""
    return draw_pages(content, paper, tr("Letter"), _pages(content, paper))


def _pages(content: Letter, paper: Paper) -> list[Page]:
    flow = Flow(paper)
    head(flow, content, content.title)
    flow.text(content.for_whom, size=12, height=18, keep=True)
    flow.rule(1.5, 4.0)
    flow.space(8.0)
    if content.opening:
        _paragraphs(flow, content.opening)
        flow.space(6.0)
    for part in content.parts:
        flow.text([Run(part.asked, bold=True)], size=12, height=17, keep=True)
        _paragraphs(flow, part.answer)
        flow.space(8.0)
    if not content.parts:
        flow.text([Run(tr("NOT RECORDED"), bold=True)])
    if content.closing:
        _paragraphs(flow, content.closing)
        flow.space(6.0)
    flow.text(
        tr(
            "These are my own words. They replace no medical report. In an emergency follow my emergency card, or the plan that my doctor"
            " signed."
        ),
        size=9.5,
        height=12.5,
    )
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=9.5, height=12.5)
    return balanced(flow.strips, paper)


def _paragraphs(flow: Flow, text: str) -> None:
    """A text with the lines in which it was typed."""
    for line in text.splitlines():
        if line.strip():
            flow.text(line.strip())
        else:
            flow.space(6.0)
