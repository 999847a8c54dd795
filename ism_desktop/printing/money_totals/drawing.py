"""Drawing the totals: several periods side by side, then of each a table, and below it the bills and payments that make it up."""

from collections.abc import Sequence
from functools import partial

from ism_desktop.language import in_use, tr
from ism_desktop.printing import bound_behind, typeface
from ism_desktop.printing.bound_behind import Places
from ism_desktop.printing.flow import Bookmark, Flow, Page, Row, paginate
from ism_desktop.printing.money_totals.collect import WAYS
from ism_desktop.printing.money_totals.content import Entry, MoneyTotalsContent, PeriodTotals
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import draw_pages, head
from ism_desktop.printing.wrapping import Run
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

_SIZE, _HEIGHT = 9.5, 12.5
_SMALL, _SMALL_HEIGHT = 9.0, 12.0


def draw(content: MoneyTotalsContent, paper: Paper) -> bytes:
    """The paper as a PDF, without the documents."""
    return draw_pages(content, paper, tr("Totals"), _pages(content, paper, {}))


def build(vault: Vault, workers: Workers, content: MoneyTotalsContent, paper: Paper) -> bytes:
    """The paper as a PDF, with its documents behind it where there are any. One that cannot be bound is named on a page of its own."""
    return build_telling(vault, workers, content, paper)[0]


def build_telling(
    vault: Vault, workers: Workers, content: MoneyTotalsContent, paper: Paper
) -> tuple[bytes, tuple[str, ...]]:
    """As `build`, with a sentence for each document that could not be bound, and for letters that cannot be printed."""
    told = [tr("“{text}” contains letters that this program cannot print.", text=text) for text in content.unprintable]
    if not content.papers:
        return draw(content, paper), tuple(told)
    flowed = partial(_pages, content, paper)
    bound = bound_behind.bind(vault, workers, content, paper, flowed, content.papers, tr("Totals"))
    told += [tr("“{name}” could not be added: {reason}", name=name, reason=reason) for name, reason in bound.failures]
    return bound.pdf, tuple(told)


def _pages(content: MoneyTotalsContent, paper: Paper, places: Places) -> list[Page]:
    flow = Flow(paper)
    head(flow, content, content.title)
    flow.text(str(WAYS[content.by]), marks=(Bookmark(content.title, 0),))
    flow.rule(1.5, 4.0)
    if len(content.periods) > 1:
        _side_by_side(flow, content.periods)
    for period in content.periods:
        _period(flow, period, places if content.papers else None)
    _below(flow, content)
    return paginate(flow.strips, paper)


def _side_by_side(flow: Flow, periods: Sequence[PeriodTotals]) -> None:
    """For each of the sums a table with a column for each period; a sum of which there is nothing has none."""
    heads = [tr("Billed"), tr("I paid"), tr("Insurers paid"), tr("Taken off"), tr("Back to me")]
    names = list(dict.fromkeys(line.name for one in periods for line in one.lines))
    cells = {(one.words, line.name): line.cells for one in periods for line in one.lines}
    share = 0.68 / len(periods)
    for place, title in enumerate(heads, 1):
        rows = [[name, *(cells.get((one.words, name), ("",) * 6)[place] for one in periods)] for name in names]
        rows = [row for row in rows if any(row[1:])]
        if not rows:
            continue
        flow.space(8.0)
        flow.text([Run(title, bold=True)], size=12.0, height=16.0, keep=True)
        whole = Row((periods[0].whole.name, *(one.whole.cells[place] for one in periods)))
        columns = [(tr("What"), 0.32), *((one.words, share) for one in periods)]
        flow.table(columns, [*(Row(tuple(row)) for row in rows), whole], size=_SIZE, height=_HEIGHT)


def _period(flow: Flow, period: PeriodTotals, places: Places | None) -> None:
    flow.space(8.0)
    marks = (Bookmark(period.words, 1),)
    flow.text([Run(period.words, bold=True)], size=13.0, height=18.0, keep=True, marks=marks)
    if not period.entries:
        flow.text(tr("Nothing with a day in this period."))
        return
    columns = [
        (tr("What"), 0.25),
        (tr("Billed"), 0.15),
        (tr("I paid"), 0.15),
        (tr("Insurers paid"), 0.15),
        (tr("Taken off"), 0.15),
        (tr("Back to me"), 0.15),
    ]
    rows = [Row(line.cells) for line in (*period.lines, period.whole)]
    flow.table(columns, rows, size=_SIZE, height=_HEIGHT)
    flow.space(8.0)
    flow.text([Run(tr("What makes it up"), bold=True)], keep=True)
    entries = [_row(entry, places) for entry in period.entries]
    columns = [(tr("Day"), 0.2), (tr("What"), 0.46), (tr("Amount"), 0.2)]
    columns += [] if places is None else [(tr("On page"), 0.14)]
    flow.table(columns, entries, size=_SIZE, height=_HEIGHT)


def _row(entry: Entry, places: Places | None) -> Row:
    cells = (entry.day, entry.name, entry.amount)
    if places is None:
        return Row(cells)
    found = [paper for paper in entry.papers if paper in places]
    pages = in_use().listed([str(places[paper]) for paper in found]) if found else "\u2013"
    return Row((*cells, pages), target=found[0] if found else "")


def _below(flow: Flow, content: MoneyTotalsContent) -> None:
    flow.space(8.0)
    said = [
        tr(
            "A bill counts on the day of the service, or on its own date; a payment on its day. Amounts of different currencies are not"
            " added. Added up from the patient’s own record; nothing was judged by a program."
        )
    ]
    if content.undated:
        said.append(tr("Bills and payments without a day, in no period: {number}.", number=content.undated))
    if content.papers and content.without_paper:
        said.append(tr("Bills and payments without a document: {number}.", number=content.without_paper))
    if content.unprintable:
        said.append(typeface.replacement_note())
    for words in said:
        flow.text(words, size=_SMALL, height=_SMALL_HEIGHT)
