"""Drawing the totals: for each year a table, and below it the bills and payments that make it up."""

from ism_desktop.language import tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import Flow, Row, paginate
from ism_desktop.printing.money_totals.collect import WAYS
from ism_desktop.printing.money_totals.content import MoneyTotalsContent, YearTotals
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.wrapping import Run

_SIZE, _HEIGHT = 9.5, 12.5
_SMALL, _SMALL_HEIGHT = 9.0, 12.0


def draw(content: MoneyTotalsContent, paper: Paper) -> bytes:
    """The paper as a PDF."""
    flow = Flow(paper)
    head(flow, content, content.title)
    flow.text(str(WAYS[content.by]))
    flow.rule(1.5, 4.0)
    for year in content.years:
        _year(flow, year)
    _below(flow, content)
    return draw_pages(content, paper, tr("Totals"), paginate(flow.strips, paper))


def _year(flow: Flow, year: YearTotals) -> None:
    flow.space(8.0)
    flow.text([Run(str(year.year), bold=True)], size=13.0, height=18.0, keep=True)
    if not year.entries:
        flow.text(tr("Nothing with a day in this year."))
        return
    columns = [
        (tr("What"), 0.32),
        (tr("Billed"), 0.17),
        (tr("I paid"), 0.17),
        (tr("Insurers paid"), 0.17),
        (tr("Back to me"), 0.17),
    ]
    rows = [Row(line.cells) for line in (*year.lines, year.whole)]
    flow.table(columns, rows, size=_SIZE, height=_HEIGHT)
    flow.space(8.0)
    flow.text([Run(tr("What makes it up"), bold=True)], keep=True)
    entries = [Row(entry) for entry in year.entries]
    flow.table([(tr("Day"), 0.24), (tr("What"), 0.52), (tr("Amount"), 0.24)], entries, size=_SIZE, height=_HEIGHT)


def _below(flow: Flow, content: MoneyTotalsContent) -> None:
    flow.space(8.0)
    said = [
        tr(
            "A bill counts on the day of the service, or on its own date; a payment on its day. Amounts of different currencies are not"
            " added. Added up from the patient’s own record; nothing was judged by a program."
        )
    ]
    if content.undated:
        said.append(tr("Bills and payments without a day, in no year: {number}.", number=content.undated))
    if content.unprintable:
        said.append(typeface.replacement_note())
    for words in said:
        flow.text(words, size=_SMALL, height=_SMALL_HEIGHT)
