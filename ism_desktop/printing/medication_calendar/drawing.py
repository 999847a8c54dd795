"""Drawing the calendar: above, the steps as written; below, the days of one month with a box to tick and the dose where it has room."""

from calendar import monthrange
from datetime import date, timedelta
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import in_use, tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import BOTTOM, LEFT, TOP, Flow, Strip, height_of, paginate
from ism_desktop.printing.medication_calendar.content import CalendarContent
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_line, draw_words, new_canvas
from ism_desktop.printing.person_paper import demo_line, draw_foot
from ism_desktop.printing.strips import draw_strips
from ism_desktop.printing.wrapping import Run, SetLine, wrap

_WEEK = 7
_HEAD = 16.0
_NUMBER = 12.0
_DOSE, _DOSE_HEIGHT = 8.0, 9.6
_INSET = 3.0
_BOX = 9.0
_LOWEST_ROW = 40.0
_HIGHEST_ROW = 30 * MM


def draw(content: CalendarContent, paper: Paper) -> bytes:
    """Draw it as a PDF: a page for each month; where the steps leave too little room for a month, they have pages of their own."""
    target = BytesIO()
    canvas = new_canvas(target, paper, tr("Calendar"))
    steps = _steps(content, paper)
    room = paper.height - TOP - BOTTOM
    together = bool(content.months) and room - height_of(steps) >= 6 * _LOWEST_ROW + 3 * _HEAD
    own_pages = [] if together else paginate(steps, paper)
    count = len(own_pages) + len(content.months)
    for number, page in enumerate(own_pages, 1):
        draw_strips(canvas, page.strips, paper)
        _end_page(canvas, content, paper, (number, count))
    for number, month in enumerate(content.months, len(own_pages) + 1):
        above = steps if together else _head(content, paper)
        draw_strips(canvas, above, paper)
        _draw_month(canvas, content, paper, month, paper.height - TOP - height_of(above))
        _end_page(canvas, content, paper, (number, count))
    canvas.save()
    return target.getvalue()


def _end_page(canvas: Canvas, content: CalendarContent, paper: Paper, page: tuple[int, int]) -> None:
    draw_foot(canvas, content, paper, page)
    canvas.showPage()


def _head(content: CalendarContent, paper: Paper) -> list[Strip]:
    flow = Flow(paper)
    demo_line(flow, content)
    flow.text([Run(content.plan, bold=True)], size=16, height=21, keep=True)
    if content.medication:
        flow.text([Run(content.medication, bold=True)], size=12.5, height=17, keep=True)
    return flow.strips


def _steps(content: CalendarContent, paper: Paper) -> list[Strip]:
    flow = Flow(paper)
    flow.strips += _head(content, paper)
    if content.written_by:
        flow.text(tr("As written by {who}", who=content.written_by), size=10, height=13)
    flow.space(3.0)
    for number, step in enumerate(content.steps, 1):
        words = [Run(tr("{number}. {days}:", number=number, days=step.days), bold=True), Run(f" {step.dose}")]
        flow.text(words, size=11, height=14.5, hanging=14.0)
    if not content.steps:
        flow.text([Run(tr("No steps are recorded."), bold=True)])
    if content.notes:
        flow.text(content.notes, size=10, height=13)
    if content.unprintable:
        flow.text(typeface.replacement_note(), size=9.5, height=12.5)
    flow.space(6.0)
    return flow.strips


def _draw_month(canvas: Canvas, content: CalendarContent, paper: Paper, month: date, top: float) -> None:
    """The name of the month, the days of the week, and a square for each day."""
    width = Flow(paper).width
    column = width / _WEEK
    draw_words(canvas, in_use().month(month.year, month.month), (LEFT, top - 14), typeface.BOLD, 14, width)
    top -= _HEAD + 4
    weeks = _weeks(month)
    for place, day in enumerate(weeks[0]):
        x = LEFT + place * column + column / 2
        draw_words(canvas, in_use().weekday(day), (x, top - 11), typeface.BOLD, 9, column - 4, align="centre")
    top -= _HEAD
    row = min(_HIGHEST_ROW, (top - BOTTOM) / len(weeks))
    canvas.setLineWidth(0.6)
    for down, week in enumerate(weeks):
        for across, day in enumerate(week):
            if day.month == month.month:
                _draw_day(canvas, content, day, (LEFT + across * column, top - down * row, column, row))


def _weeks(month: date) -> list[list[date]]:
    """The weeks that the month touches, each from the day on which weeks begin where the person lives."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    day = month - timedelta(days=(month.weekday() - in_use().first_weekday) % _WEEK)
    weeks: list[list[date]] = []
    while day <= last:
        weeks.append([day + timedelta(days=place) for place in range(_WEEK)])
        day += timedelta(days=_WEEK)
    return weeks


def _draw_day(canvas: Canvas, content: CalendarContent, day: date, square: tuple[float, float, float, float]) -> None:
    x, y, width, height = square
    canvas.rect(x, y - height, width, height)
    draw_words(canvas, str(day.day), (x + _INSET, y - _NUMBER - 1), typeface.BOLD, _NUMBER, width / 3)
    numbers = content.of_day(day)
    if not numbers:
        return
    canvas.rect(x + width - _INSET - _BOX, y - _INSET - _BOX, _BOX, _BOX)
    lines = _dose_lines(content, numbers, width - 2 * _INSET)
    top = y - _NUMBER - 5
    if (
        len(lines) * _DOSE_HEIGHT > height - _NUMBER - 7
    ):  # what has no room is not cut off: it stands above by its number
        lines = wrap([Run(_named(numbers), bold=True)], width - 2 * _INSET, size=9.5, height=12.0)
    for line in lines:
        draw_line(canvas, line, x + _INSET, top - line.baseline)
        top -= line.height


def _dose_lines(content: CalendarContent, numbers: tuple[int, ...], width: float) -> list[SetLine]:
    lines: list[SetLine] = []
    for number in numbers:
        runs = [Run(f"{number}. ", bold=True), Run(content.steps[number - 1].dose)]
        lines += wrap(runs, width, size=_DOSE, height=_DOSE_HEIGHT)
    return lines


def _named(numbers: tuple[int, ...]) -> str:
    return tr("Step {numbers}", numbers=in_use().listed(str(number) for number in numbers))
