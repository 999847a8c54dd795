"""Drawing who manages what: a table with a column for each person, in the largest letters in which all of it fits on one page."""

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import Flow, Page, Row, balanced
from ism_desktop.printing.paper import OnItsSide, Paper, Sheet
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.who_manages.content import Line, WhoManagesContent
from ism_desktop.printing.wrapping import Run

MOST_COLUMNS = 10
"""With more people than this their names stand in the lines, for no column would be wide enough for a name."""

_UPRIGHT = 4
_SIZES = (10.5, 9.5, 8.75, 8.0, 7.25)
_OF_LINE = 1.27
_TOPIC, _PERSON = 2.6, 1.0


def draw(content: WhoManagesContent, paper: Paper) -> bytes:
    """The page as a PDF: one page, unless even the smallest letters need more."""
    sheet: Sheet = paper if len(content.people) <= _UPRIGHT or len(content.people) > MOST_COLUMNS else OnItsSide(paper)
    pages: list[Page] = []
    for size in _SIZES:
        pages = _pages(content, sheet, size)
        if len(pages) == 1:
            break
    return draw_pages(content, sheet, tr("List for a visit"), pages)


def _pages(content: WhoManagesContent, sheet: Sheet, size: float) -> list[Page]:
    flow = Flow(sheet)
    height = size * _OF_LINE
    head(flow, content, content.title, size=14.0, name_size=10.0)
    flow.rule(1.5, 2.0)
    flow.space(3.0)
    _table(flow, content, size, height)
    flow.space(3.0)
    reached = [(name, how) for name, how in content.people if how]
    if reached:
        runs = [Run(tr("How to reach them:"), bold=True), Run(" ")]
        for number, (name, how) in enumerate(reached):
            runs += [Run("; " if number else ""), Run(name, bold=True), Run(f", {how}")]
        flow.text(runs, size=size - 0.5, height=height - 0.5)
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=7.5, height=9.5)
    return balanced(flow.strips, sheet)


def _table(flow: Flow, content: WhoManagesContent, size: float, height: float) -> None:
    names = [name for name, _ in content.people]
    if not 0 < len(names) <= MOST_COLUMNS:
        columns = [(tr("Topic"), 2.4), (tr("Looks after it"), 2.2), (tr("Is involved"), 2.2)]
        flow.table(columns, [_in_words(line) for line in content.lines], size=size, height=height)
        return
    columns = [(tr("Topic"), _TOPIC), *((name, _PERSON) for name in names)]
    flow.table(columns, [_marked(line, names) for line in content.lines], size=size, height=height)
    flow.space(2.0)
    flow.text(tr("X: looks after it. (x): is involved."), size=size - 1, height=height - 1)


def _marked(line: Line, names: list[str]) -> Row:
    marks = ("X" if name in line.looks_after else "(x)" if name in line.involved else "" for name in names)
    topic = line.topic if line.looks_after else tr("{topic}: nobody yet", topic=line.topic)
    return Row((topic, *marks))


def _in_words(line: Line) -> Row:
    return Row((line.topic, ", ".join(line.looks_after) or tr("Nobody yet"), ", ".join(line.involved) or "–"))
