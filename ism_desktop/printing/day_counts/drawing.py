"""Drawing a count of days: the question, the numbers, what is in none of them, and how the days are counted."""

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.day_counts.content import CountContent
from ism_desktop.printing.flow import Flow, paginate
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.wrapping import Run


def draw(content: CountContent, paper: Paper) -> bytes:
    """Draw the page as a PDF."""
    found = content.answer
    flow = Flow(paper)
    head(flow, content, tr("Counted days"))
    flow.rule(1.5, 4.0)
    flow.space(8.0)
    flow.text([Run(found.question, bold=True)], size=13.0, height=18.0, keep=True)
    flow.space(4.0)
    for words in found.headline:
        flow.text([Run(words, bold=True)], size=13.0, height=18.0)
    # Where they are too few to say anything, the numbers are there and do not stand out.
    for words in found.numbers:
        flow.text([Run(words, bold=not found.headline)], size=13.0, height=19.0)
    flow.space(4.0)
    for words in (found.frame, *found.left_out):
        flow.text(words)
    flow.space(10.0)
    flow.text([Run(tr("How the days are counted"), bold=True)], size=12.5, height=17.0, keep=True)
    for words in found.definitions:
        flow.text(words)
        flow.space(4.0)
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=9.5, height=12.5)
    return draw_pages(content, paper, tr("Page for a visit"), paginate(flow.strips, paper))
