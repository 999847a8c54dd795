"""Drawing the sheet: lying on its side, a row for each thing to note and a column for each day, then a page for notes and times."""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import in_use, tr
from ism_desktop.printing import typeface
from ism_desktop.printing.journal_sheet.content import SheetContent
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_line, draw_words, new_canvas
from ism_desktop.printing.values import footer_words
from ism_desktop.printing.wrapping import Run, SetLine, wrap
from ism_desktop.records.sheet_rows import SheetRow

# The upper edge has room for the holes of a ring binder.
_LEFT, _RIGHT, _TOP, _BOTTOM = 12 * MM, 12 * MM, 18 * MM, 15 * MM
_GROUP, _LABEL, _HEAD = 7 * MM, 54 * MM, 9 * MM
_DAYS, _HALF = 31, 16
_GREY = 0.85


@dataclass(frozen=True, slots=True)
class _Look:
    """The sizes of one of the two looks."""

    row: float
    most: float
    size: float
    key: float


_USUAL, _LARGE = _Look(6.2 * MM, 8.5 * MM, 9.0, 9.0), _Look(9.5 * MM, 12.0 * MM, 12.0, 11.0)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its label as it is set."""

    row: SheetRow
    label: tuple[SetLine, ...]
    height: float


def draw(content: SheetContent, paper: Paper) -> bytes:
    """Draw the sheet as a PDF."""
    target = BytesIO()
    canvas = new_canvas(target, paper, tr("Sheet to fill in"))
    sheet = _Sheet(canvas, content, paper)
    pages = sheet.pages()
    for number, page in enumerate(pages, 1):
        canvas.setPageSize((paper.height, paper.width))
        sheet.draw_page(page, (number, len(pages) + 1))
        canvas.showPage()
    canvas.setPageSize((paper.height, paper.width))
    sheet.draw_notes((len(pages) + 1, len(pages) + 1))
    canvas.showPage()
    canvas.save()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Page:
    """Some rows for some days."""

    rows: tuple[_Row, ...]
    days: range


class _Sheet:
    """Draws on one canvas. Places are measured from the lower left corner of the paper as it lies."""

    def __init__(self, canvas: Canvas, content: SheetContent, paper: Paper) -> None:
        self._canvas = canvas
        self._content = content
        self._look = _LARGE if content.is_large else _USUAL
        self._width, self._height = paper.height, paper.width
        self._wide = self._width - _LEFT - _RIGHT
        self._keys = wrap([Run(_key_of_signs())], self._wide, size=self._look.key, height=self._look.key + 3.5)

    # Pages ---------------------------------------------------------------------------------------------------------------

    def pages(self) -> list[_Page]:
        """Rows and days shared between pages: half a month on each where it is large; rows that find no room go on."""
        spans = (range(1, _HALF + 1), range(_HALF + 1, _DAYS + 1)) if self._content.is_large else (range(1, _DAYS + 1),)
        parts = list(self._parts())
        return [_Page(rows, days) for days in spans for rows in parts]

    @property
    def _room(self) -> float:
        key = sum(line.height for line in self._keys) + 3 * MM
        return self._height - _TOP - _BOTTOM - 12 * MM - _HEAD - key

    def _parts(self) -> Iterator[tuple[_Row, ...]]:
        rows = [self._row(row) for row in self._content.rows]
        part: list[_Row] = []
        for row in rows:
            if part and sum(each.height for each in part) + row.height > self._room:
                yield tuple(part)
                part = []
            part.append(row)
        spare = (self._room - sum(row.height for row in part)) / len(part) if part else 0.0
        if len(part) == len(rows):  # one page: what is left makes every row higher
            more = min(spare, self._look.most - self._look.row)
            part = [_Row(row.row, row.label, row.height + max(0.0, more)) for row in part]
        if part:
            yield tuple(part)

    def _row(self, row: SheetRow) -> _Row:
        size = self._look.size
        label = tuple(wrap([Run(row.label)], _LABEL - 3 * MM, size=size, height=size + 1.5))
        return _Row(row, label, max(self._look.row, sum(line.height for line in label) + 4.0))

    # Drawing -------------------------------------------------------------------------------------------------------------

    def draw_page(self, page: _Page, number: tuple[int, int]) -> None:
        """Draw one page of the grid."""
        top = self._draw_head(tr("My journal"))
        bottom = top - _HEAD - sum(row.height for row in page.rows)
        step = (self._wide - _GROUP - _LABEL) / (_HALF if self._content.is_large else _DAYS)
        start = _LEFT + _GROUP + _LABEL
        self._draw_missing(page.days, (start, step), (top, bottom))
        self._draw_days(page.days, (start, step), top)
        y = top - _HEAD
        for row in page.rows:
            self._draw_label(row, y)
            y -= row.height
            self._rule(_LEFT + _GROUP, y, start + step * len(page.days), weight=0.4)
        self._draw_groups(page.rows, top - _HEAD, start + step * len(page.days))
        for place in range(len(page.days) + 1):
            self._canvas.setLineWidth(0.4)
            self._canvas.line(start + place * step, top, start + place * step, bottom)
        self._draw_key(bottom)
        self._draw_foot(number)

    def _draw_head(self, title: str) -> float:
        """The title, the month, and the name where one is wanted; returns where the grid begins."""
        content, y = self._content, self._height - _TOP
        title = f"{tr('DEMO – invented person')} · {title}" if content.demo else title
        used = draw_words(self._canvas, title, (_LEFT, y), typeface.BOLD, 15.0, self._wide / 2)
        month = content.month_words or tr("Month and year: {line}", line="_" * 22)
        used += draw_words(self._canvas, month, (_LEFT + used + 8 * MM, y), typeface.BOLD, 12.0, self._wide / 3)
        if content.name:
            who = f"{content.name}, {tr('born {date}', date=content.born)}"
            room = self._wide - used - 16 * MM
            draw_words(self._canvas, who, (self._width - _RIGHT, y), typeface.REGULAR, 10.0, room, align="right")
        return y - 4 * MM

    def _draw_days(self, days: range, columns: tuple[float, float], top: float) -> None:
        start, step = columns
        for place, day in enumerate(days):
            x = start + (place + 0.5) * step
            y = top - 4.6 * MM
            size = min(10.0, self._look.size + 1)
            draw_words(self._canvas, str(day), (x, y), typeface.BOLD, size, step - 1, align="centre")
            weekday = self._weekday(day)
            if weekday:
                draw_words(self._canvas, weekday, (x, y - 3.6 * MM), typeface.REGULAR, 7.0, step - 1, align="centre")
        self._rule(_LEFT, top, start + step * len(days), weight=1.2)
        self._rule(_LEFT, top - _HEAD, start + step * len(days), weight=1.2)

    def _weekday(self, day: int) -> str:
        """The first letters of the weekday, where the month is known."""
        if self._content.month is None or day > calendar.monthrange(*self._content.month)[1]:
            return ""
        return in_use().weekday(date(*self._content.month, day))[:2]

    def _draw_missing(self, days: range, columns: tuple[float, float], ends: tuple[float, float]) -> None:
        """Grey out the days that the month does not have."""
        if self._content.month is None:
            return
        last = calendar.monthrange(*self._content.month)[1]
        self._canvas.setFillGray(_GREY)
        for place, day in enumerate(days):
            if day > last:
                x = columns[0] + place * columns[1]
                self._canvas.rect(x, ends[1], columns[1], ends[0] - ends[1], stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def _draw_label(self, row: _Row, top: float) -> None:
        height = sum(line.height for line in row.label)
        y = top - (row.height - height) / 2
        for line in row.label:
            draw_line(self._canvas, line, _LEFT + _GROUP + 1.5 * MM, y - line.baseline)
            y -= line.height

    def _draw_groups(self, rows: Sequence[_Row], top: float, right: float) -> None:
        """The name of each group, upright at the left edge, and a stronger line below it."""
        y = top
        place = 0
        while place < len(rows):
            group = rows[place].row.group
            height = 0.0
            while place < len(rows) and rows[place].row.group == group:
                height += rows[place].height
                place += 1
            if height > 14 * MM:
                self._canvas.saveState()
                self._canvas.translate(_LEFT + 4.6 * MM, y - height / 2)
                self._canvas.rotate(90)
                draw_words(self._canvas, group, (0, 0), typeface.BOLD, 9.0, height - 2 * MM, align="centre")
                self._canvas.restoreState()
            y -= height
            self._rule(_LEFT, y, right, weight=1.2)

    def _draw_key(self, bottom: float) -> None:
        y = bottom - 3 * MM
        for line in self._keys:
            draw_line(self._canvas, line, _LEFT, y - line.baseline)
            y -= line.height

    def draw_notes(self, number: tuple[int, int]) -> None:
        """Draw the page of lines for notes and times."""
        top = self._draw_head(tr("Notes and times"))
        step = (12.0 if self._content.is_large else 9.0) * MM
        day, clock = 18 * MM, 26 * MM
        for x, words in ((0.0, tr("Day")), (day, tr("Time")), (day + clock, tr("What"))):
            draw_words(self._canvas, words, (_LEFT + x + 1 * MM, top - 4.6 * MM), typeface.BOLD, 10.0, self._wide / 2)
        y = top - 7 * MM
        self._rule(_LEFT, y, self._width - _RIGHT, weight=1.2)
        while y - step > _BOTTOM + 3 * MM:
            y -= step
            self._rule(_LEFT, y, self._width - _RIGHT, weight=0.4)
        for x in (_LEFT + day, _LEFT + day + clock):
            self._canvas.setLineWidth(0.4)
            self._canvas.line(x, top, x, y)
        self._draw_foot(number)

    def _draw_foot(self, number: tuple[int, int]) -> None:
        y = 8 * MM
        numbered = tr("page {number} of {count}", number=number[0], count=number[1])
        right = self._width - _RIGHT
        used = draw_words(self._canvas, numbered, (right, y), typeface.BOLD, 8.5, self._wide / 3, align="right")
        draw_words(self._canvas, footer_words(), (_LEFT, y), typeface.REGULAR, 8.5, self._wide - used - 10)
        note = typeface.replacement_note() if self._content.unprintable else ""
        draw_words(self._canvas, note, (_LEFT, y - 4 * MM), typeface.REGULAR, 8.0, self._wide)

    def _rule(self, left: float, y: float, right: float, *, weight: float) -> None:
        self._canvas.setLineWidth(weight)
        self._canvas.line(left, y, right, y)


def _key_of_signs() -> str:
    return tr(
        "Symptoms: a number from 0 (not there) to 10 (as bad as it can be), or x without a number. Taken: how often that day. Trackers: the"
        " value, or x for yes and 0 for no. All other rows: x for yes. Leave empty what was not there; a good day gets its x, because a"
        " day without any sign says nothing. Write times and anything else on the page of notes, with the day."
    )
