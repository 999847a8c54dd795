"""Drawing the recovery sheet: eight very large groups of digits on one page, how to use them, and where to keep the paper."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import LazyText, in_use, tr, tr_lazy
from ism_desktop.printing import typeface
from ism_desktop.printing.paper import MM, Paper
from ism_desktop.printing.pdf import draw_line, draw_words, new_canvas
from ism_desktop.printing.recovery_sheet.content import RecoverySheetContent
from ism_desktop.printing.values import joined
from ism_desktop.printing.wrapping import Run, SetLine, wrap

_SIDE = 20 * MM
_TOP = 18 * MM
_SIZE, _HEIGHT = 11.0, 14.8
_DIGITS = 40.0
"""The size of the digits in points: 10 mm high, readable at arm's length without glasses."""

_ROW = 18.5 * MM
_COLUMNS = 2
_NUMBER = 11 * MM  # from the small number of a group to its digits
_LEAD = tr_lazy("These numbers open your record in ISM Desktop when the passphrase is forgotten.")

_USE = (
    tr_lazy("On a computer that has the folder of your record, or a copy restored from a backup, start ISM Desktop."),
    tr_lazy("Where it asks for the passphrase, press “I forgot my passphrase”."),
    tr_lazy(
        "Type the eight groups in their order. Each group checks itself: you are told at once which one is mistyped."
    ),
    tr_lazy("Choose a new passphrase. This sheet stays valid."),
)
_KEEP = (
    tr_lazy(
        "Keep it where you keep your passport, or with somebody you trust: not beside the computer and not in its bag."
    ),
    tr_lazy("Do not photograph or scan it, and type it nowhere but into ISM Desktop."),
)
_KNOW = (
    tr_lazy("Anyone who has this sheet and a copy of your record can open it, without the passphrase."),
    tr_lazy("The sheet alone opens nothing, so keep backups of the record as well."),
    tr_lazy(
        "A newer sheet cancels this one. Backups made before that still open with this one, so destroy it only together with them."
    ),
    tr_lazy("Try it once a year: “Test my sheet” on the page “Backup & keys”."),
)


def draw(content: RecoverySheetContent, paper: Paper) -> bytes:
    """Draw the sheet as a PDF of one page."""
    target = BytesIO()
    canvas = new_canvas(target, paper, tr("Sheet"))
    y = _heading(canvas, content, paper)
    y = _digits(canvas, content.groups, paper, y)
    for words, sentences, numbered in (
        (tr("How to use it"), _USE, True),
        (tr("Where to keep it"), _KEEP, False),
        (tr("Good to know"), _KNOW, False),
    ):
        y = _part(canvas, words, sentences, paper, y, numbered=numbered)
    _place(canvas, content, paper, y - 2 * MM)
    _footer(canvas, content, paper)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _width(paper: Paper) -> float:
    return paper.width - 2 * _SIDE


def _heading(canvas: Canvas, content: RecoverySheetContent, paper: Paper) -> float:
    y = paper.height - _TOP
    base, room = y - 0.72 * 24, _width(paper)
    made = joined(tr("DEMO") if content.demo else "", tr("made on {day}", day=in_use().day(content.made_on)))
    # The heading first, as it is read out.
    draw_words(canvas, tr("Recovery sheet"), (_SIDE, base), typeface.BOLD, 24, 0.6 * room)
    right = (paper.width - _SIDE, base)
    draw_words(canvas, made, right, typeface.BOLD, _SIZE, 0.38 * room, align="right")
    y -= 12 * MM
    y = _lines(canvas, wrap([Run(str(_LEAD))], _width(paper), size=12, height=16.5), y)
    canvas.setLineWidth(1.2)
    canvas.line(_SIDE, y - 2.5 * MM, paper.width - _SIDE, y - 2.5 * MM)
    return y - 5 * MM


def _digits(canvas: Canvas, groups: Sequence[str], paper: Paper, y: float) -> float:
    """The groups row by row, each with its number; the six digits stand as three and three, as telephone numbers do."""
    column = _width(paper) / _COLUMNS
    half = typeface.width("000", typeface.BOLD, _DIGITS)
    for position, group in enumerate(groups):
        x = _SIDE + position % _COLUMNS * column
        baseline = y - position // _COLUMNS * _ROW - (_ROW + 0.714 * _DIGITS) / 2
        canvas.setFont(typeface.REGULAR, 14)
        canvas.drawRightString(x + _NUMBER - 4 * MM, baseline, str(position + 1))
        canvas.setFont(typeface.BOLD, _DIGITS)
        canvas.drawString(x + _NUMBER, baseline, group[:3])
        canvas.drawString(x + _NUMBER + half + 3.5 * MM, baseline, group[3:])
    y -= -(-len(groups) // _COLUMNS) * _ROW + 2 * MM
    canvas.setLineWidth(1.2)
    canvas.line(_SIDE, y, paper.width - _SIDE, y)
    return y - 5 * MM


def _part(
    canvas: Canvas, words: str, sentences: Sequence[LazyText], paper: Paper, y: float, *, numbered: bool
) -> float:
    draw_words(canvas, words, (_SIDE, y - 0.85 * 12.5), typeface.BOLD, 12.5, _width(paper))
    y -= 17.5
    indent = 6 * MM
    for number, sentence in enumerate(sentences, 1):
        lines = wrap([Run(str(sentence))], _width(paper), size=_SIZE, height=_HEIGHT, indent=indent)
        canvas.setFont(typeface.BOLD, _SIZE)
        canvas.drawString(_SIDE, y - lines[0].baseline, str(number) if numbered else "–")
        y = _lines(canvas, lines, y) - 1.2
    return y - 3 * MM


def _lines(canvas: Canvas, lines: Sequence[SetLine], y: float) -> float:
    for line in lines:
        draw_line(canvas, line, _SIDE, y - line.baseline)
        y -= line.height
    return y


def _place(canvas: Canvas, content: RecoverySheetContent, paper: Paper, y: float) -> None:
    """A line to write on, or the folder's name where the person wants it printed."""
    words = tr("My record is here (computer and folder, backup):")
    used = draw_words(canvas, words, (_SIDE, y - 0.85 * _SIZE), typeface.BOLD, _SIZE, 0.75 * _width(paper))
    start = _SIDE + used + 3 * MM
    if content.place:
        lines = wrap([Run(content.place)], paper.width - _SIDE - start, size=_SIZE, height=_HEIGHT)
        baseline = y - 0.85 * _SIZE
        for line in lines:
            draw_line(canvas, line, start, baseline)
            baseline -= _HEIGHT
        y = baseline + _HEIGHT + 0.85 * _SIZE
        start += lines[-1].width + 3 * MM
    canvas.setLineWidth(0.5)
    if start < paper.width - _SIDE - 10 * MM:
        canvas.line(start, y - 0.95 * _SIZE, paper.width - _SIDE, y - 0.95 * _SIZE)
    canvas.line(_SIDE, y - 0.95 * _SIZE - 9 * MM, paper.width - _SIDE, y - 0.95 * _SIZE - 9 * MM)


def _footer(canvas: Canvas, content: RecoverySheetContent, paper: Paper) -> None:
    room, right = _width(paper), (paper.width - _SIDE, 10 * MM)
    made = joined(tr("DEMO") if content.demo else "", tr("made {date}", date=content.made_on.isoformat()))
    secret = tr("ISM Desktop. A secret: keep it as you keep a key to your home.")
    draw_words(canvas, secret, (_SIDE, 10 * MM), typeface.REGULAR, 8, 0.7 * room)
    draw_words(canvas, made, right, typeface.REGULAR, 8, 0.28 * room, align="right")
