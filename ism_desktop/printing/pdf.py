"""A new PDF with what every paper has: page size, language, and a title that says nothing private; and set lines put on it."""

from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from ism_desktop.language import in_use
from ism_desktop.printing import typeface
from ism_desktop.printing.paper import Sheet
from ism_desktop.printing.wrapping import SetLine

PRODUCER = "ISM Desktop"


def new_canvas(target: BytesIO, paper: Sheet, title: str, tag: str = "") -> Canvas:
    """Start a PDF in the language of this tag, or in the one in use.

    `title` stands in the file's properties, where a person may not look before sending it: keep it neutral.
    """
    typeface.register()
    # Without a first font of ours reportlab names Helvetica on every page, which is not embedded.
    first_font: Any = typeface.REGULAR
    canvas = Canvas(
        target, pagesize=paper.size, lang=tag or in_use().tag, pageCompression=1, initialFontName=first_font
    )
    canvas.setTitle(title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    return canvas


def fitting(words: str, font: str, size: float, room: float) -> float:
    """The size in which words stand in one line: `size`, or less where another language asks for more room."""
    wide = typeface.width(typeface.printable(words), font, size)
    return size if wide <= room else size * room / wide


def draw_words(
    canvas: Canvas, words: str, at: tuple[float, float], font: str, size: float, room: float, *, align: str = "left"
) -> float:
    """Draw words in one line from `at`, or up to it (`align` "right"), or around it ("centre"). Returns their width."""
    said = typeface.printable(words)
    fits = fitting(said, font, size, room)
    canvas.setFont(font, fits)
    draw = {"right": canvas.drawRightString, "centre": canvas.drawCentredString}.get(align, canvas.drawString)
    draw(*at, said)
    return typeface.width(said, font, fits)


def draw_line(canvas: Canvas, line: SetLine, x: float, baseline: float, *, tab: float = 0.0) -> None:
    """Draw one set line from `x`; what follows a tab starts at `tab` from there."""
    start = x = x + line.indent
    for run in line.runs:
        canvas.setFont(run.font, line.size)
        for position, part in enumerate(run.text.split("\t")):
            x = start + tab if position else x
            canvas.drawString(x, baseline, part)
            x += typeface.width(part, run.font, line.size)
