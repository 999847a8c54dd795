"""Drawing a question list: one page with ruled lines for the answers; with many questions fewer lines each, then a second page."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.library import card_text
from ism_desktop.printing import typeface
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_line, new_canvas
from ism_desktop.printing.question_list_content import ListedQuestion, QuestionListContent
from ism_desktop.printing.values import joined
from ism_desktop.printing.wrapping import Run, SetLine, wrap

_SIDE = 20 * MM
_TOP = 18 * MM
_BOTTOM = 20 * MM
_SIZE, _HEIGHT = 11.5, 15.5
_SMALL, _SMALL_HEIGHT = 10.0, 14.0
_NUMBER_WIDTH = 9 * MM

_ROOMS = ((5, 8.5, 5.0), (4, 8.5, 5.0), (3, 8.5, 4.5), (3, 8.0, 4.5), (2, 8.0, 4.0), (2, 7.0, 3.0))
"""Ruled lines for an answer, millimetres between them and after them, from roomy to the floor that a hand can still write on."""

_BLANK_QUESTIONS = 5
_MOST_NOTES = 8


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which questions stand on which page, and the room each gets."""

    lines: int
    spacing: float
    gap: float
    pages: tuple[tuple[int, ...], ...]


def draw(content: QuestionListContent, paper: Paper) -> bytes:
    """Draw the list as a PDF."""
    target = BytesIO()
    canvas = new_canvas(target, paper, "Questions for a visit")
    plan = _plan(content, paper)
    for page, numbers in enumerate(plan.pages, 1):
        y = _heading(canvas, content, paper, first=page == 1)
        for number in numbers:
            y = _question(canvas, paper, number + 1, _questions(content)[number], plan, y)
        if page == len(plan.pages):
            _notes(canvas, paper, y, plan.spacing)
        _footer(canvas, content, paper, page, len(plan.pages))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def page_count(content: QuestionListContent, paper: Paper) -> int:
    """How many pages the list takes: one, unless there are more questions than one page can hold with room to write."""
    return len(_plan(content, paper).pages)


def _plan(content: QuestionListContent, paper: Paper) -> _Plan:
    """As few pages as the floor allows, and on them as much room to write as there is."""
    plans = [_paged(content, paper, lines, spacing * MM, gap * MM) for lines, spacing, gap in _ROOMS]
    fewest = min(len(plan.pages) for plan in plans)
    return next(plan for plan in plans if len(plan.pages) == fewest)


def _paged(content: QuestionListContent, paper: Paper, lines: int, spacing: float, gap: float) -> _Plan:
    pages: list[list[int]] = [[]]
    left = paper.height - _TOP - _BOTTOM - _heading_height(content, paper, first=True)
    for number, question in enumerate(_questions(content)):
        height = _question_height(question, paper, lines, spacing) + gap
        if height > left and pages[-1]:
            pages.append([])
            left = paper.height - _TOP - _BOTTOM - _heading_height(content, paper, first=False)
        pages[-1].append(number)
        left -= height
    return _Plan(lines, spacing, gap, tuple(tuple(page) for page in pages))


def _questions(content: QuestionListContent) -> tuple[ListedQuestion, ...]:
    """The questions; with none, numbered room to write them by hand."""
    return content.questions or (ListedQuestion("", "", ""),) * _BLANK_QUESTIONS


def _text_width(paper: Paper) -> float:
    return paper.width - 2 * _SIDE


def _heading_lines(content: QuestionListContent, paper: Paper, *, first: bool) -> list[SetLine]:
    born = f", born {content.birth_date}" if content.birth_date else ""
    patient = [Run(content.name or "Name NOT RECORDED", bold=True), Run(born)]
    if not first:
        return wrap(patient, _text_width(paper), size=_SMALL, height=_SMALL_HEIGHT)
    lines = wrap(patient, _text_width(paper), size=_SIZE, height=_HEIGHT)
    for label, text in (
        ("When", content.when),
        ("With", content.who),
        ("Where", content.place),
        ("For", content.purpose),
        ("Bring", content.prepare),
    ):
        if text:
            runs = [Run(f"{label}\t", bold=True), Run(text)]
            indent = 16 * MM
            wrapped = wrap(runs[1:], _text_width(paper), size=_SIZE, height=_HEIGHT, indent=indent)
            lines.append(SetLine((runs[0], *wrapped[0].runs), _SIZE, _HEIGHT))
            lines += wrapped[1:]
    if content.unprintable:
        lines += wrap([Run(typeface.REPLACEMENT_NOTE)], _text_width(paper), size=_SMALL, height=_SMALL_HEIGHT)
    return lines


def _heading_height(content: QuestionListContent, paper: Paper, *, first: bool) -> float:
    lines = sum(line.height for line in _heading_lines(content, paper, first=first))
    return lines + (13 * MM if first else 8 * MM) + 6 * MM


def _heading(canvas: Canvas, content: QuestionListContent, paper: Paper, *, first: bool) -> float:
    """Draw title and visit. Returns where the questions begin."""
    y = paper.height - _TOP
    title, size = ("Questions for my visit", 20) if first else ("Questions for my visit, continued", 13)
    canvas.setFont(typeface.BOLD, size)
    canvas.drawString(_SIDE, y - 0.72 * size, title)
    if content.demo:
        canvas.drawRightString(paper.width - _SIDE, y - 0.72 * size, "DEMO")
    y -= 13 * MM if first else 8 * MM
    for line in _heading_lines(content, paper, first=first):
        draw_line(canvas, line, _SIDE, y - line.baseline, tab=16 * MM)
        y -= line.height
    canvas.setLineWidth(1.2)
    canvas.line(_SIDE, y - 2 * MM, paper.width - _SIDE, y - 2 * MM)
    return y - 6 * MM


def _question_lines(question: ListedQuestion, paper: Paper) -> list[SetLine]:
    return wrap([Run(question.text, bold=True)], _text_width(paper), size=_SIZE, height=_HEIGHT, indent=_NUMBER_WIDTH)


def _answer_lines(question: ListedQuestion, paper: Paper) -> list[SetLine]:
    """An answer that was typed in already."""
    if not question.answer:
        return []
    by = f" ({question.answered})" if question.answered else ""
    return wrap([Run(f"{question.answer}{by}")], _text_width(paper), size=_SIZE, height=_HEIGHT, indent=_NUMBER_WIDTH)


def _question_height(question: ListedQuestion, paper: Paper, lines: int, spacing: float) -> float:
    text = _height(_question_lines(question, paper)) + _height(_answer_lines(question, paper))
    return text + (0.0 if question.answer else lines * spacing)


def _height(lines: Sequence[SetLine]) -> float:
    return sum(line.height for line in lines)


def _question(canvas: Canvas, paper: Paper, number: int, question: ListedQuestion, plan: _Plan, y: float) -> float:
    canvas.setFont(typeface.BOLD, _SIZE)
    canvas.drawString(_SIDE, y - _question_lines(question, paper)[0].baseline, f"{number}")
    for line in (*_question_lines(question, paper), *_answer_lines(question, paper)):
        draw_line(canvas, line, _SIDE, y - line.baseline)
        y -= line.height
    if not question.answer:
        canvas.setLineWidth(0.4)
        for _ in range(plan.lines):
            y -= plan.spacing
            canvas.line(_SIDE + _NUMBER_WIDTH, y, paper.width - _SIDE, y)
    return y - plan.gap


def _notes(canvas: Canvas, paper: Paper, y: float, spacing: float) -> None:
    """Rule what is left of the page for what happens next, when it is worth a heading."""
    lines = min(int((y - _BOTTOM - _HEIGHT) / spacing), _MOST_NOTES)
    if lines < 3:
        return
    canvas.setFont(typeface.BOLD, _SIZE)
    canvas.drawString(_SIDE, y - 0.72 * _SIZE - 2, "What happens next")
    y -= _HEIGHT
    canvas.setLineWidth(0.4)
    for _ in range(lines):
        y -= spacing
        canvas.line(_SIDE, y, paper.width - _SIDE, y)


def _footer(canvas: Canvas, content: QuestionListContent, paper: Paper, page: int, pages: int) -> None:
    canvas.setFont(typeface.REGULAR, 8)
    canvas.drawString(_SIDE, 13 * MM, card_text.load().text("footer"))
    which = joined(
        "DEMO" if content.demo else "", f"printed {content.printed_on.isoformat()}", f"page {page} of {pages}"
    )
    canvas.drawRightString(paper.width - _SIDE, 9 * MM, which)
