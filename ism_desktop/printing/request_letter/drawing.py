"""Drawing a request letter: sender, whom it goes to, what is asked for, and room to sign."""

from ism_desktop.language import in_use, tr
from ism_desktop.printing import typeface
from ism_desktop.printing.flow import Flow, balanced
from ism_desktop.printing.paper import Paper
from ism_desktop.printing.person_paper import demo_line, draw_pages
from ism_desktop.printing.request_letter.content import LetterContent
from ism_desktop.printing.wrapping import Run

_TEXT, _HEIGHT = 11.5, 16.0
_SMALL, _SMALL_HEIGHT = 9.0, 12.0


def draw(content: LetterContent, paper: Paper) -> bytes:
    """The letter as a PDF."""
    flow = Flow(paper)
    demo_line(flow, content)
    _text(flow, content.named, bold=True)
    for line in content.own:
        _text(flow, line)
    flow.space(22)
    for number, line in enumerate(content.to):
        _text(flow, line, bold=number == 0)
    flow.space(22)
    _text(flow, in_use().day(content.printed_on))
    flow.space(14)
    flow.text([Run(tr("Request for copies of my records"), bold=True)], size=14.0, height=20.0, keep=True)
    _facts(flow, content)
    flow.space(8)
    _text(flow, tr("Please send me copies of:"))
    for line in content.wanted:
        flow.text([Run(f"• {line}", bold=True)], size=_TEXT, height=_HEIGHT, indent=12.0, hanging=9.0)
    flow.space(8)
    _wishes(flow, content)
    flow.space(30)
    flow.blanks(((tr("Signature"), 0.62), (tr("Date"), 0.38)), 26.0, _TEXT)
    if content.unprintable:
        flow.space(6)
        flow.text(typeface.replacement_note(), size=_SMALL, height=_SMALL_HEIGHT)
    return draw_pages(content, paper, tr("Letter"), balanced(flow.strips, paper))


def _text(flow: Flow, words: str, *, bold: bool = False) -> None:
    flow.text([Run(words, bold=bold)], size=_TEXT, height=_HEIGHT)


def _facts(flow: Flow, content: LetterContent) -> None:
    rows = [(tr("Name"), content.named), (tr("Born"), content.born)]
    if content.own_number:
        rows.append((tr("My number with you"), content.own_number))
    flow.facts(rows, size=_TEXT, height=_HEIGHT)


def _wishes(flow: Flow, content: LetterContent) -> None:
    _text(flow, tr("Please send every page, with the pictures or files that belong to it where there are any."))
    if content.due:
        _text(flow, tr("I would like to have them by {day}.", day=content.due))
    if content.copy_to:
        _text(flow, tr("Please send a copy also to: {whom}.", whom=", ".join(content.copy_to)))
    _text(flow, tr("If something cannot be sent, please tell me what it is and why, and what you need from me."))
