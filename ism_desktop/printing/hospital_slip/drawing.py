"""Drawing the slip for the hospital: few words, large, and lines for what is filled in by hand."""

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import Flow, balanced
from ism_desktop.printing.hospital_slip.content import SlipContent
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.wrapping import Run

_TEXT, _HEIGHT = 13.0, 18.5
_SMALL, _SMALL_HEIGHT = 9.0, 12.0
_BLANK = 30.0


def draw(content: SlipContent, paper: Paper) -> bytes:
    """The slip as a PDF."""
    flow = Flow(paper)
    head(flow, content, tr("For the hospital: times of a reaction"), size=20.0, name_size=15.0)
    flow.rule(1.5, 6)
    flow.space(10)
    missing = tr("NOT RECORDED")
    flow.text([Run(tr("Began:"), bold=True), Run(f" {content.began or missing}", bold=True)], size=17, height=24)
    flow.space(6)
    _part(flow, tr("Recorded by the patient"))
    for clock, what in content.times:
        flow.text([Run(clock, bold=True), Run(f"  {what}")], size=_TEXT, height=_HEIGHT)
    if not content.times:
        flow.text(tr("No medicine, injector or blood sample is recorded."), size=_TEXT, height=_HEIGHT)
    flow.space(10)
    _part(flow, tr("Blood for tryptase: times to fill in"))
    for number in (1, 2, 3):
        label = tr("Sample {number}: day", number=number)
        flow.blanks(((label, 0.38), (tr("time"), 0.24), (tr("drawn by"), 0.38)), _BLANK, 12.0)
    flow.space(14)
    _part(flow, tr("Baseline tryptase as recorded"))
    flow.text([Run(content.baseline or missing, bold=True)], size=15, height=21)
    flow.space(8)
    _part(flow, tr("What is published"))
    for line in content.rule:
        flow.text(line, size=_TEXT, height=_HEIGHT)
        flow.space(3)
    flow.text(tr("Nothing on this page was computed from the values above."), size=_SMALL + 1, height=14.0)
    flow.space(4)
    for source in content.sources:
        flow.text(tr("Source: {source}", source=source), size=_SMALL, height=_SMALL_HEIGHT, hanging=10.0)
    flow.text(content.review, size=_SMALL, height=_SMALL_HEIGHT)
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=_SMALL, height=_SMALL_HEIGHT)
    return draw_pages(content, paper, tr("Slip for a visit"), balanced(flow.strips, paper))


def _part(flow: Flow, words: str) -> None:
    flow.text([Run(words, bold=True)], size=12, height=18, keep=True)
