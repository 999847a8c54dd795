"""Drawing a chart on paper: the panels, what happened meanwhile, and every value once more in a table."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from ism_desktop.language import tr, tr_c, tr_n
from ism_desktop.printing import typeface
from ism_desktop.printing.figure import text_width
from ism_desktop.printing.flow import LEFT, RIGHT, Flow, Row, Strip, paginate, text_height
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_words, new_canvas
from ism_desktop.printing.person_paper import name_point_person
from ism_desktop.printing.results_chart.axes import whole_time
from ism_desktop.printing.results_chart.content import ChartContent, ChartPaper, Panel, Point, Reading, state_words
from ism_desktop.printing.results_chart.event_list import EventList
from ism_desktop.printing.results_chart.events import in_sight
from ism_desktop.printing.results_chart.layout import lay_out
from ism_desktop.printing.results_chart.page import Chart, Setting
from ism_desktop.printing.strips import draw_strips
from ism_desktop.printing.values import footer_words
from ism_desktop.printing.wrapping import Run
from ism_desktop.records.kinds.test_results import TRYPTASE
from ism_desktop.records.values import Moment

_TEXT = 9.5
_FOOTER = 8.5
_UPPER, _MIDDLE, _LOWER = 15.0 * MM, 10.6 * MM, 6.4 * MM
_TOGETHER = 3
"""So many panels stand on one page at most."""
_LISTED = 100
"""So many values of a symptom or tracker are listed at most, the latest; the chart has all of them."""


def chart_of(content: ChartContent, width: float, *, log: bool = False, height: float = 0.0) -> Chart:
    """A chart as it is drawn on paper. A table beside it says what its numbered events are (`set_numbered`)."""
    return _part(content, content.panels, Setting(width, _TEXT, _width_of, height, log=log))


def _part(content: ChartContent, panels: tuple[Panel, ...], setting: Setting) -> Chart:
    """Some panels of a chart, on the axis of time of all of them, so that an event has the same number in each part."""
    whole = whole_time(content.span)
    return lay_out(replace(content, panels=panels), replace(setting, view=whole))


def _width_of(words: str, size: float, bold: bool) -> float:
    return text_width(words, size, bold=bold)


def set_numbered(flow: Flow, listing: EventList, again: Sequence[Strip] = ()) -> None:
    """A table of the events that have only numbers in a chart."""
    columns = ((tr("Number"), 0.8), (tr("When"), 2.0), (tr("What"), 5.0))
    rows = [Row((str(number), one.day, one.words)) for number, one in listing.events]
    flow.table(columns, rows, again)


def draw(content: ChartPaper, paper: Paper) -> bytes:
    """Draw the paper as a PDF."""
    target = BytesIO()
    # A title in the file's properties is seen by whoever the file is sent to: it says nothing about the illness.
    canvas = new_canvas(target, paper, tr("Summary for a visit"))
    pages = paginate(_strips(content, paper), paper)
    right, room = paper.width - RIGHT, paper.width - RIGHT - LEFT
    for number, page in enumerate(pages, 1):
        draw_strips(canvas, page.strips, paper)
        who = f"{content.name} · {tr('born {date}', date=content.birth_date)}"
        numbered = tr("page {number} of {count}", number=number, count=len(pages))
        dated = tr("printed {date}", date=content.printed_on.isoformat())
        draw_words(canvas, footer_words(), (LEFT, _UPPER), typeface.REGULAR, _FOOTER, room)
        for left_words, right_words, font, y in (
            (f"{tr('DEMO')} · {who}" if content.demo else who, numbered, typeface.BOLD, _MIDDLE),
            (tr("Written by the patient – confirm with clinician"), dated, typeface.REGULAR, _LOWER),
        ):
            used = draw_words(canvas, right_words, (right, y), font, _FOOTER, room / 3, align="right")
            draw_words(canvas, left_words, (LEFT, y), font, _FOOTER, room - used - 10)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _strips(content: ChartPaper, paper: Paper) -> list[Strip]:
    flow = Flow(paper)
    if content.demo:
        flow.text([Run(tr("DEMO – invented person"), bold=True)], size=12, height=18, keep=True)
    flow.text([Run(content.title, bold=True)], size=20, height=26, keep=True)
    born = tr("born {date}", date=content.birth_date)
    flow.text([Run(content.name, bold=True), Run(f", {born}")], size=13, height=19, keep=True)
    name_point_person(flow, content.point_person)
    flow.rule(1.5, 6.0)
    flow.space(4.0)
    for note in _notes(content):
        flow.text(note, size=_TEXT, height=13.0, keep=True)
    flow.space(8.0)
    panels, events = content.chart.panels, in_sight(content.chart)
    listing: EventList | None = None
    for start in range(0, len(panels), _TOGETHER):
        part = panels[start : start + _TOGETHER]
        setting = Setting(flow.width, _TEXT, _width_of, log=content.log)
        drawn = _part(content.chart, part, setting)
        if drawn.figure.height > text_height(paper):  # many labs have a long legend
            drawn = _part(content.chart, part, replace(setting, height=text_height(paper) * 0.8))
        listing = listing or drawn.listing
        flow.figure(drawn.figure)
        flow.space(12.0)
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=_TEXT, height=13.0)
    if listing is not None:  # what a number means is looked up beside the chart, not behind hundreds of values
        _heading(flow, tr("In the same time"))
        set_numbered(flow, listing)
    flow.space(12.0)
    for panel in panels:
        _values(flow, panel)
    if events and listing is None:
        _heading(flow, tr("In the same time"))
        flow.table(((tr("When"), 2.0), (tr("What"), 5.0)), [Row((one.day, one.words)) for one in events])
    if content.chart.left_out:
        _heading(flow, tr("Not drawn, because the day or the value is missing"))
        for value in content.chart.left_out:
            said = tr("{test}: {value}", test=value.test, value=value.value or tr("not recorded"))
            flow.text(said)
    return flow.strips


def _notes(content: ChartPaper) -> list[str]:
    """What whoever reads the paper must know of it."""
    ranges = tr("The ranges are those that each lab printed. Nothing was computed or compared by this program.")
    if not content.of_journal:
        return [ranges]
    notes = [tr("Symptoms and values are drawn as the patient noted them.")]
    if content.filtered_by:
        notes.append(tr("Only some entries of the journal are drawn. Chosen by: {filter}.", filter=content.filtered_by))
    else:
        notes.append(tr("A day without a dot is a day without such a note."))
    has_tests = any(not isinstance(point.value, Reading) for point in content.chart.points)
    return [*notes, ranges] if has_tests else notes


def _heading(flow: Flow, words: str) -> None:
    flow.space(10.0)
    flow.text([Run(words, bold=True)], size=13, height=20, keep=True)


def _values(flow: Flow, panel: Panel) -> None:
    _heading(flow, panel.title)
    again = Flow(flow.paper)
    again.text([Run(tr("{title} (continued)", title=panel.title), bold=True)], size=13, height=20, keep=True)
    if isinstance(panel.points[0].value, Reading):
        rows = [Row((_when(point), point.printed)) for point in reversed(panel.points[-_LISTED:])]
        flow.table(((tr("When"), 2.6), (tr("Value"), 4.0)), rows, again.strips)
        if len(panel.points) > _LISTED:
            left_out = len(panel.points) - _LISTED
            words = tr_n("{number} earlier value is not listed.", "{number} earlier values are not listed.", left_out)
            flow.text(words, size=_TEXT, height=13.0)
        return
    columns = [(tr("When it was taken"), 2.6), (tr("Value"), 2.0), (tr("Lab’s range"), 1.8)]
    columns += [(tr("Which sample it was"), 2.4)] if _is_tryptase(panel) else []
    columns.append((tr("Lab"), 2.6))
    flow.table(columns, [Row(_cells(panel, point)) for point in reversed(panel.points)], again.strips)


def _cells(panel: Panel, point: Point) -> tuple[str, ...]:
    value, taken = point.value, _when(point)
    said = (
        tr_c("a value and the lab’s flag", "{value} {flag}", value=point.printed, flag=value.flag)
        if value.flag
        else point.printed
    )
    state = (state_words(value),) if _is_tryptase(panel) else ()
    return (taken, said, value.range, *state, value.lab)


def _when(point: Point) -> str:
    when = point.value.taken_at
    return "" if when is None else Moment(when.date, when.time).words


def _is_tryptase(panel: Panel) -> bool:
    return panel.mark == TRYPTASE
