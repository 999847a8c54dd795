"""Where everything on a question list stands: bands put on pages, with as much room to write as the fewest pages allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from ism_desktop.language import tr, tr_c
from ism_desktop.printing import typeface
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import fitting
from ism_desktop.printing.question_list.content import ListedQuestion, QuestionListContent
from ism_desktop.printing.values import footer_words, joined
from ism_desktop.printing.wrapping import Run, SetLine, wrap

SIDE = 19 * MM
"""The text is just wide enough on A4 for the footer in one line."""

TOP = 14 * MM
SIZE, HEIGHT = 12.0, 16.0
TEXT_INDENT = 15 * MM
"""Where a question's words and its writing lines begin: right of its tick box and its number."""

LABEL_WIDTH = 18 * MM
SMALL, SMALL_HEIGHT = 10.0, 13.5
_POINT, _POINT_HEIGHT = 9.5, 12.5  # as on the other papers for doctors
LARGE, LARGE_HEIGHT = 18.0, 24.0
_HEIGHTS = {SIZE: HEIGHT, SMALL: SMALL_HEIGHT, LARGE: LARGE_HEIGHT, _POINT: _POINT_HEIGHT}
FOOT = 9 * MM
"""The lowest baseline: home printers do not reach the edge."""

_TITLE, _TITLE_HEIGHT = 20.0, 30.0
_CONTINUED, _CONTINUED_HEIGHT = 13.0, 20.0
_SECTION, _SECTION_HEIGHT = 14.0, 24.0
_DEMO_ROOM = 30 * MM
_UNDER_HEAD = 5 * MM
_GAP = 3 * MM
_KEPT = 3

_ROOMS = ((5, 8.5, 5.0), (4, 8.5, 5.0), (3, 8.5, 4.5), (3, 8.0, 3.5), (3, 8.0, 2.0))
"""Lines to write on under a question, millimetres between them and after them; the last is the least that a tired hand needs."""

_BLANK_QUESTIONS = 5
_STEP_HEIGHT = 9 * MM
_FEWEST_STEPS, _MOST_STEPS = 3, 7


def step_columns() -> tuple[tuple[str, float], ...]:
    """The columns of what happens next: what each is called, and its share of the width."""
    return (
        (tr_c("what happens next", "What"), 0.56),
        (tr_c("what happens next", "Who"), 0.22),
        (tr_c("what happens next", "By when"), 0.22),
    )


class Sign(Enum):
    """What is drawn left of a question: an empty tick box, or a ticked one."""

    OPEN = auto()
    ANSWERED = auto()


@dataclass(frozen=True, slots=True)
class Band:
    """A strip across the page that is never divided: perhaps a line of words, and what is drawn with it.

    `label` stands left of the line, `right` at the right margin. `is_heavy` is the line under a heading, `is_ruled` one to write on,
    `is_step` a row of what happens next, and `has_columns` the names of its columns.
    """

    height: float
    line: SetLine | None = None
    sign: Sign | None = None
    number: str = ""
    label: str = ""
    right: str = ""
    has_star: bool = False
    is_heavy: bool = False
    is_ruled: bool = False
    is_step: bool = False
    has_columns: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its bands from the top, and the lines of its footer."""

    bands: tuple[Band, ...]
    footer: tuple[SetLine, ...]


@dataclass(slots=True)
class _Pages:
    """Takes bands and begins a page when one is full. Every page but the first begins with the running head."""

    room: float
    running_head: list[Band]
    pages: list[list[Band]] = field(default_factory=lambda: [[]])
    left: float = 0.0

    def __post_init__(self) -> None:
        self.left = self.room

    def put(self, bands: Sequence[Band]) -> None:
        """Keep bands on one page; those taller than half of one are divided, so that nothing is cut off or leaves a page empty."""
        for piece in _pieces(bands) if _tall(bands) > self.room / 2 else [bands]:
            if _tall(piece) > self.left:
                self.pages.append(list(self.running_head))
                self.left = self.room - _tall(self.running_head)
            self.pages[-1] += piece
            self.left -= _tall(piece)


def _pieces(bands: Sequence[Band]) -> Iterator[Sequence[Band]]:
    """Where many bands may be divided: neither near the beginning nor between the last words and what is ruled under them."""
    last_words = max(place for place, band in enumerate(bands) if band.line is not None)
    end = max(_KEPT, last_words - 1)
    yield bands[:_KEPT]
    yield from ([band] for band in bands[_KEPT:end])
    yield bands[end:]


def lay_out(content: QuestionListContent, paper: Paper) -> list[Page]:
    """The pages: as few as there can be, and on them as much room to write as there is."""
    size = LARGE if content.is_large else SIZE
    questions = [
        (question, _question(question, number, paper, size)) for number, question in enumerate(_listed(content), 1)
    ]
    tries = [_filled(content, questions, paper, lines, spacing * MM, gap * MM) for lines, spacing, gap in _ROOMS]
    fewest = min(len(pages) for pages in tries)
    pages = next(pages for pages in tries if len(pages) == fewest)
    return [Page(tuple(bands), _footer(content, paper, number, fewest)) for number, bands in enumerate(pages, 1)]


def _filled(
    content: QuestionListContent,
    questions: Sequence[tuple[ListedQuestion, list[Band]]],
    paper: Paper,
    lines: int,
    spacing: float,
    gap: float,
) -> list[list[Band]]:
    foot = FOOT + sum(line.height for line in _footer(content, paper, 1, 1)) + 2 * MM
    pages = _Pages(paper.height - TOP - foot, _running_head(content, paper))
    pages.put(_head(content, paper))
    for question, bands in questions:
        rules = [Band(spacing, is_ruled=True)] * lines if question.is_open else []
        pages.put([*bands, *rules, Band(gap)])
    pages.put(_next_steps(paper, pages.left))
    return pages.pages


def _listed(content: QuestionListContent) -> tuple[ListedQuestion, ...]:
    """The questions; with none, numbered room to write them by hand."""
    return content.questions or (ListedQuestion(""),) * _BLANK_QUESTIONS


def _tall(bands: Sequence[Band]) -> float:
    return sum(band.height for band in bands)


def text_width(paper: Paper) -> float:
    """The width between the margins."""
    return paper.width - 2 * SIDE


def _lines(runs: Sequence[Run], paper: Paper, *, indent: float = 0.0, size: float = SIZE) -> list[Band]:
    wrapped = wrap(runs, text_width(paper), size=size, height=_HEIGHTS[size], indent=indent)
    return [Band(line.height, line) for line in wrapped]


def _title(words: str, paper: Paper, size: float, height: float, *, demo: bool) -> Band:
    # In one line, smaller where another language asks for it; with room for the mark of a demo.
    room = text_width(paper) - (_DEMO_ROOM if demo else 0.0)
    fits = fitting(words, typeface.BOLD, size, room - 1)
    (line,) = wrap([Run(words, bold=True)], room, size=fits, height=height)
    return Band(height, line, right=tr("DEMO") if demo else "")


def _patient(content: QuestionListContent) -> list[Run]:
    born = f", {tr('born {date}', date=content.birth_date)}" if content.birth_date else ""
    return [Run(content.name or tr("Name NOT RECORDED"), bold=True), Run(born)]


def _running_head(content: QuestionListContent, paper: Paper) -> list[Band]:
    # The whole of a very long name stands on the first page.
    name = _lines(_patient(content), paper)[:_KEPT]
    title = _title(
        tr("{title}, continued", title=_heading(content)), paper, _CONTINUED, _CONTINUED_HEIGHT, demo=content.demo
    )
    return [title, *name, Band(_UNDER_HEAD, is_heavy=True)]


def _heading(content: QuestionListContent) -> str:
    return tr("Questions for my visit") if content.is_for_visit else tr("My open questions")


def _head(content: QuestionListContent, paper: Paper) -> list[Band]:
    """Title, patient and visit, and what the signs on the paper mean."""
    bands = [_title(_heading(content), paper, _TITLE, _TITLE_HEIGHT, demo=content.demo)]
    bands += _lines(_patient(content), paper)
    if content.point_person:
        bands += [*_lines([Run(content.point_person)], paper, size=_POINT), Band(_GAP / 3)]
    for label, text in (
        (tr("When"), content.when),
        (tr_c("whom an appointment is with", "With"), content.who),
        (tr("Where"), content.place),
        (tr_c("what an appointment is for", "For"), content.purpose),
        (tr_c("what to bring to an appointment", "Bring"), content.prepare),
    ):
        if text:
            first, *others = _lines([Run(text)], paper, indent=LABEL_WIDTH)
            bands += [replace(first, label=label), *others]
    if content.unprintable:
        bands += _lines([Run(typeface.replacement_note())], paper, size=SMALL)
    bands.append(Band(_UNDER_HEAD, is_heavy=True))
    if content.has_important:
        first, *others = _lines([Run(tr("The three questions with a star matter most to me."))], paper)
        bands += [replace(first, has_star=True), *others, Band(_GAP)]
    return bands


def _question(question: ListedQuestion, number: int, paper: Paper, size: float) -> list[Band]:
    """Its words, then what was answered already; the room to write comes after it."""
    first, *others = _lines([Run(question.text, bold=True)], paper, indent=TEXT_INDENT, size=size)
    bands = [
        replace(
            first,
            sign=Sign.OPEN if question.is_open else Sign.ANSWERED,
            number=str(number),
            has_star=question.is_important,
        ),
        *others,
    ]
    if question.about:
        bands += _lines(
            [Run(tr("For: {whom}", whom=question.about))],
            paper,
            indent=TEXT_INDENT,
            size=SMALL if size == SIZE else SIZE,
        )
    if question.answer:
        answer = f"{question.answer} ({question.answered})" if question.answered else question.answer
        said = tr("So far: {answer}", answer=answer) if question.is_open else answer
        bands += _lines([Run(said)], paper, indent=TEXT_INDENT, size=size)
    return bands


def _next_steps(paper: Paper, left: float) -> list[Band]:
    """What happens next: as many rows as the rest of the page has room for, and enough of them on a new page otherwise."""
    head = [
        Band(
            _SECTION_HEIGHT,
            wrap([Run(tr("What happens next"), bold=True)], text_width(paper), size=_SECTION, height=_SECTION_HEIGHT)[
                0
            ],
        ),
        Band(HEIGHT, has_columns=True),
    ]
    rows = int((left - _tall(head)) / _STEP_HEIGHT)
    if rows < _FEWEST_STEPS:
        rows = _MOST_STEPS
    return [*head, *[Band(_STEP_HEIGHT, is_step=True)] * min(rows, _MOST_STEPS)]


def _footer(content: QuestionListContent, paper: Paper, page: int, pages: int) -> tuple[SetLine, ...]:
    which = joined(
        tr("DEMO") if content.demo else "",
        tr("printed {date}", date=content.printed_on.isoformat()),
        tr("page {number} of {count}", number=page, count=pages),
    )
    said = [footer_words(), which]
    return tuple(
        line for words in said for line in wrap([Run(words)], text_width(paper), size=SMALL, height=SMALL_HEIGHT)
    )
