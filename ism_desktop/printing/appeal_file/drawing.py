"""Drawing the file of an appeal: the letter, the contents, the documents, the research papers, the time line, and own words."""

from collections.abc import Iterator, Sequence

from ism_desktop.language import in_use, tr
from ism_desktop.printing import bound_behind, typeface
from ism_desktop.printing.appeal_file.content import AppealContent
from ism_desktop.printing.bound_behind import Part, Places
from ism_desktop.printing.flow import Bookmark, Flow, Row, paginate
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import demo_line
from ism_desktop.printing.wrapping import Run
from ism_desktop.vault import Vault
from ism_desktop.worker import Workers

_TEXT, _HEIGHT = 11.5, 16.0
_SMALL, _SMALL_HEIGHT = 9.0, 12.0
_LETTER, _CONTENTS, _PAPERS, _LINE, _OWN = "letter", "contents", "papers", "line", "own words"
_EMPTY_LINES = 3


def build(vault: Vault, workers: Workers, content: AppealContent, paper: Paper) -> bytes:
    """The file as a PDF. A document that cannot be bound is named on a page of its own."""
    return build_telling(vault, workers, content, paper)[0]


def build_telling(
    vault: Vault, workers: Workers, content: AppealContent, paper: Paper
) -> tuple[bytes, tuple[str, ...]]:
    """As `build`, with a sentence for each document that could not be bound, and for letters that cannot be printed."""
    told = [tr("“{text}” contains letters that this program cannot print.", text=text) for text in content.unprintable]
    bound = bound_behind.bind_parts(
        vault, workers, content, paper, lambda places: _parts(content, paper, places), tr("Letter"), level=1
    )
    told += [tr("“{name}” could not be added: {reason}", name=name, reason=reason) for name, reason in bound.failures]
    return bound.pdf, tuple(told)


def _parts(content: AppealContent, paper: Paper, places: Places) -> list[Part]:
    letter = Flow(paper)
    _letter(letter, content)
    contents = Flow(paper)
    _contents(contents, content, places)
    parts: list[Part] = [tuple(paginate(letter.strips, paper)), tuple(paginate(contents.strips, paper))]
    for _, found in content.documents:
        parts += found
    behind = Flow(paper)
    _behind(behind, content)
    if behind.strips:
        parts.append(tuple(paginate(behind.strips, paper)))
    return parts


def _text(flow: Flow, words: str, *, bold: bool = False) -> None:
    flow.text([Run(words, bold=bold)], size=_TEXT, height=_HEIGHT)


def _letter(flow: Flow, content: AppealContent) -> None:
    demo_line(flow, content)
    flow.text([Run(content.named, bold=True)], size=_TEXT, height=_HEIGHT, marks=(Bookmark(tr("Letter"), 0, _LETTER),))
    for line in content.own:
        _text(flow, line)
    flow.space(18)
    for number, line in enumerate(content.to or (tr("To:"),)):
        _text(flow, line, bold=number == 0)
    if not content.to:
        _lines(flow, _EMPTY_LINES)
    flow.space(18)
    _text(flow, in_use().day(content.printed_on))
    flow.space(12)
    flow.text([Run(tr("Appeal against your decision"), bold=True)], size=14.0, height=20.0, keep=True)
    rows = [(tr("Name"), content.named), (tr("Born"), content.born), *content.facts]
    flow.facts(rows, size=_TEXT, height=_HEIGHT)
    flow.space(8)
    if content.denied_on:
        _text(flow, tr("On {day} you refused the following:", day=content.denied_on))
    else:
        _text(flow, tr("You refused the following:"))
    flow.text([Run(content.what, bold=True)], size=_TEXT, height=_HEIGHT, indent=12.0)
    flow.space(6)
    _asked(flow, tr("The reason given in your letter:"), content.reason)
    _text(flow, tr("Please look at this decision again."))
    flow.space(6)
    _asked(flow, tr("I ask for the following:"), content.asked)
    _text(flow, tr("What I rely on is enclosed; the next page lists it. Please send me your answer in writing."))
    flow.space(26)
    flow.blanks(((tr("Signature"), 0.62), (tr("Date"), 0.38)), 26.0, _TEXT)
    if content.unprintable:
        flow.space(6)
        flow.text(typeface.replacement_note(), size=_SMALL, height=_SMALL_HEIGHT)


def _asked(flow: Flow, lead: str, said: str) -> None:
    """What was typed, or lines to write it on."""
    _text(flow, lead)
    if said:
        for paragraph in said.splitlines():
            flow.text([Run(paragraph)], size=_TEXT, height=_HEIGHT, indent=12.0)
    else:
        _lines(flow, _EMPTY_LINES)
    flow.space(6)


def _lines(flow: Flow, number: int) -> None:
    for _ in range(number):
        flow.blanks((("", 1.0),), 22.0, _TEXT)


def _contents(flow: Flow, content: AppealContent, places: Places) -> None:
    flow.fresh_page(Bookmark(tr("Contents"), 0, _CONTENTS))
    flow.text([Run(tr("Contents"), bold=True)], size=18.0, height=26.0, keep=True)
    for section, rows in _listed(content):
        flow.space(6)
        flow.text([Run(section, bold=True)], keep=True)
        table = [Row((words, str(places.get(key, ""))), target=key if key in places else "") for key, words in rows]
        flow.table([(tr("What"), 0.86), (tr("Page"), 0.14)], table, size=10.0, height=13.5)


def _listed(content: AppealContent) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
    """The parts of the file, and in each the key of what stands in it with its words."""
    yield tr("Letter"), [(_LETTER, tr("Appeal against your decision"))]
    for section, found in content.documents:
        yield section, [(one.id, one.title) for one in found]
    rest = [
        (_PAPERS, tr("Research papers")) if content.papers else None,
        (_LINE, tr("Time line")) if content.line else None,
        (_OWN, tr("What it means for me")) if content.statement else None,
    ]
    rows = [row for row in rest if row is not None]
    if rows:
        yield tr("At the end"), rows


def _behind(flow: Flow, content: AppealContent) -> None:
    if content.papers:
        flow.fresh_page(Bookmark(tr("Research papers"), 0, _PAPERS))
        flow.text([Run(tr("Research papers"), bold=True)], size=18.0, height=26.0, keep=True)
        for number, one in enumerate(content.papers, 1):
            flow.space(6)
            flow.text([Run(f"{number}. "), Run(one.title, bold=True)], size=10.5, height=14.5, hanging=16.0, keep=True)
            for line in (one.where, one.numbers):
                if line:
                    flow.text([Run(line)], size=10.0, height=13.5, indent=16.0)
    if content.line:
        flow.fresh_page(Bookmark(tr("Time line"), 0, _LINE))
        flow.text([Run(tr("Time line"), bold=True)], size=18.0, height=26.0, keep=True)
        rows = [Row((day or tr("Day not noted"), words)) for day, words in content.line]
        flow.table([(tr("Day"), 0.28), (tr("What happened"), 0.72)], rows, size=10.5, height=14.0)
    if content.statement:
        flow.fresh_page(Bookmark(tr("What it means for me"), 0, _OWN))
        flow.text([Run(tr("What it means for me"), bold=True)], size=18.0, height=26.0, keep=True)
        for paragraph in content.statement.splitlines():
            flow.text([Run(paragraph)], size=_TEXT, height=_HEIGHT) if paragraph.strip() else flow.space(8)
