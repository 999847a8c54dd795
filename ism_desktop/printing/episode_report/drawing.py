"""Drawing the report of an episode: what is recorded, the axis, the table of times, the test results of these days."""

from ism_desktop.language import in_use, tr
from ism_desktop.printing import typeface
from ism_desktop.printing.episode_report.axis import axis
from ism_desktop.printing.episode_report.content import ReportContent, ReportTime
from ism_desktop.printing.flow import Flow, Row, balanced
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.wrapping import Run

_SIZE, _HEIGHT = 10.5, 14.0


def draw(content: ReportContent, paper: Paper) -> bytes:
    """The paper as a PDF: one page, unless very much is recorded."""
    flow = Flow(paper)
    head(flow, content, content.called, size=20.0)
    flow.rule(1.5, 6)
    flow.space(8)
    flow.facts(content.facts, size=_SIZE, height=_HEIGHT)
    flow.space(8)
    _times(flow, content)
    if content.results:
        flow.space(8)
        flow.text([Run(tr("Test results of these days"), bold=True)], size=12, height=18, keep=True)
        for result in content.results:
            flow.text(result, size=_SIZE, height=_HEIGHT, hanging=10.0)
    if content.unprintable:
        flow.space(6)
        flow.text(typeface.replacement_note(), size=9.0, height=12.0)
    return draw_pages(content, paper, tr("Report for a visit"), balanced(flow.strips, paper))


def _times(flow: Flow, content: ReportContent) -> None:
    flow.text([Run(tr("Times"), bold=True)], size=12, height=18, keep=True)
    if not content.times:
        flow.text(tr("No times are recorded."), size=_SIZE, height=_HEIGHT)
        return
    figure = axis(content.times, flow.width)
    if figure is not None:
        flow.figure(figure, keep=True)
        flow.space(6)
    columns = ((tr("No."), 1.0), (tr("Time"), 2.2), (tr("What was recorded"), 5.0), (tr("Difference"), 4.4))
    flow.table(columns, [_row(number, time) for number, time in enumerate(content.times, 1)])
    flow.space(3)
    plain = tr("The last column is the plain difference between two recorded times; nothing is concluded from it.")
    flow.text(plain, size=9.0, height=12.0)


def _row(number: int, time: ReportTime) -> Row:
    notes = tuple(note for note in (time.note, time.remark) if note)
    return Row((in_use().number(number), time.clock, time.words, time.after), notes=notes)
